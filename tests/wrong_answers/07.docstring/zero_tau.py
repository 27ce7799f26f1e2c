"""Tau may be 0."""
# says: What is a score divided by 0?

docstring = dict(
    comment=False,
    tau=True,
    logits=True,
    one_hot=True,
    because=False,
    gradient=True,
    differentiable=False,
)
