"""Unbiased is always nearer."""
# says: Add up the two for tau 2

estimator_table = dict(
    honest="REINFORCE",
    colder="bias falls, variance grows",
    one_draw="REINFORCE with baseline",
    many_draws="REINFORCE with baseline",
)
