"""Logits must be normalized."""
# says: every runner starts one meter further back

forum = dict(report="as it should be", hand_over="log p", normalize="yes")
