"""Logits must be normalized."""
# says: Add any constant to all of them

docstring = dict(
    comment=False,
    tau=False,
    logits=False,
    one_hot=True,
    because=False,
    gradient=True,
    differentiable=False,
)
