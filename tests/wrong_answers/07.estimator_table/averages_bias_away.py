"""Averaging removes bias."""
# says: What does it do to the bias of 0.12?

estimator_table = dict(
    honest="REINFORCE",
    colder="bias falls, variance grows",
    one_draw="Gumbel-softmax at tau 2",
    many_draws="Gumbel-softmax at tau 2",
)
