"""Logits may be probabilities."""
# says: Scores are not probabilities

forum = dict(report="a bug", hand_over="p", normalize="no")
