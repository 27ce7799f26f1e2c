"""The lower tau, the better."""
# says: So colder would always be better

estimator_table = dict(
    honest="REINFORCE",
    colder="both fall",
    one_draw="Gumbel-softmax at tau 2",
    many_draws="REINFORCE with baseline",
)
