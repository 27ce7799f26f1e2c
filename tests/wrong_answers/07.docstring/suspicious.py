"""Suspects rounding where there is none."""
# says: A healthy suspicion!

docstring = dict(
    comment=False,
    tau=False,
    logits=True,
    one_hot=False,
    because=False,
    gradient=True,
    differentiable=False,
)
