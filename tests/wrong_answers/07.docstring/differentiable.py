"""A gradient exists, so it is differentiable."""
# says: Does a gradient's existence make it the right one?

docstring = dict(
    comment=False,
    tau=False,
    logits=True,
    one_hot=True,
    because=False,
    gradient=True,
    differentiable=True,
)
