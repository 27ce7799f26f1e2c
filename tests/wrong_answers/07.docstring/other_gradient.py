"""Misses which term lets the slope through."""
# says: Which one is left?

docstring = dict(
    comment=False,
    tau=False,
    logits=True,
    one_hot=True,
    because=False,
    gradient=False,
    differentiable=False,
)
