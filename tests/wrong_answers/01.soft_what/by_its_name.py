"""Believes the name: softmax approximates max."""

# says: That is the name talking

soft_what = dict(near_max="softmax", near_winner="logsumexp", side="above the maximum")
