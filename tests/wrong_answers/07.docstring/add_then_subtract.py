"""Believes the order that is described."""
# says: term by term, from the left

docstring = dict(
    comment=False,
    tau=False,
    logits=True,
    one_hot=True,
    because=True,
    gradient=True,
    differentiable=False,
)
