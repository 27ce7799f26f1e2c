"""The same in another order."""

estimator_table = {
    "many_draws": "REINFORCE with baseline",
    "one_draw": "Gumbel-softmax at tau 2",
    "colder": "bias falls, variance grows",
    "honest": "REINFORCE",
}
