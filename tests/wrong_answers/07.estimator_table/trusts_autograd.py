"""Trusts straight-through, since autograd did not complain."""
# says: Does existing make it right?

estimator_table = dict(
    honest="straight-through",
    colder="bias falls, variance grows",
    one_draw="Gumbel-softmax at tau 2",
    many_draws="REINFORCE with baseline",
)
