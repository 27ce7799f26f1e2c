"""A third each."""
# says: Not quite that flat

as_logits = [0.333, 0.333, 0.333]
