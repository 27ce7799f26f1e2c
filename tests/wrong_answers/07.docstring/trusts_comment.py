"""Trusts the comment."""
# says: Gumbel(2, 0.5) has the mean 2.29

docstring = dict(
    comment=True,
    tau=False,
    logits=True,
    one_hot=True,
    because=False,
    gradient=True,
    differentiable=False,
)
