"""Softmax for everything."""

# says: Which of the two returns one number?

soft_what = dict(near_max="softmax", near_winner="softmax", side="above the maximum")
