"""Thinks that the soft maximum is an average."""

# says: Can its log be smaller

soft_what = dict(near_max="logsumexp", near_winner="softmax", side="below the maximum")
