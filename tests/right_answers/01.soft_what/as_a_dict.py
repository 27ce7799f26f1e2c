"""The right options as a literal dict."""

soft_what = {"near_max": "logsumexp", "near_winner": "softmax", "side": "above the maximum"}
