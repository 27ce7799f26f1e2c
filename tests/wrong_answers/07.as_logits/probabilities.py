"""Takes scores for probabilities."""
# says: And softmax(p) is not p

as_logits = [0.7, 0.2, 0.1]
