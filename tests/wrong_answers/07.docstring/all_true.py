"""Believes all that is printed."""
# says: 3 of 7 are right
# says: Gumbel(2, 0.5) has the mean 2.29

docstring = dict(
    comment=True, tau=True, logits=True, one_hot=True, because=True, gradient=True, differentiable=True
)
