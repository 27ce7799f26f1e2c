"""One number only."""
# says: The answer has shape

as_logits = 0.464
