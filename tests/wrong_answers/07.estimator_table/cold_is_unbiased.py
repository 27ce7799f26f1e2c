"""Takes a small bias for none."""
# says: several error bars away

estimator_table = dict(
    honest="Gumbel-softmax at tau 0.1",
    colder="bias falls, variance grows",
    one_draw="Gumbel-softmax at tau 2",
    many_draws="REINFORCE with baseline",
)
