"""Forgets to divide."""
# says: must add up to 1

as_logits = [2.0138, 1.2214, 1.1052]
