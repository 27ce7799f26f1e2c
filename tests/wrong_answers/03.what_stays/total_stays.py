"""Thinks that the sum of the exponentials stays."""

# says: Can their sum stay?

what_stays = {
    "gap": "stays",
    "score_ratio": "changes",
    "exp_ratio": "stays",
    "total": "stays",
    "logsumexp": "goes up by 7",
}
