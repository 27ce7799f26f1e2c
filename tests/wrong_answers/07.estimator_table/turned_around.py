"""Turned around."""
# says: Which limit is the true argmax?

estimator_table = dict(
    honest="REINFORCE",
    colder="bias grows, variance falls",
    one_draw="Gumbel-softmax at tau 2",
    many_draws="REINFORCE with baseline",
)
