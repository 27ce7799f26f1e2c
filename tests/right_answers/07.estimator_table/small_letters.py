"""In small letters."""

estimator_table = dict(
    honest="reinforce",
    colder="bias falls, variance grows",
    one_draw="gumbel-softmax at tau 2",
    many_draws="reinforce with baseline",
)
