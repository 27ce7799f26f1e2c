"""Thinks that the soft maximum is the maximum."""

# says: Is one of these ever zero?

soft_what = dict(near_max="logsumexp", near_winner="softmax", side="at the maximum")
