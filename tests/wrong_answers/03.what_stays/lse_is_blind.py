"""Thinks that LSE does not notice a shift either."""

# says: LSE is the soft *maximum*

what_stays = {
    "gap": "stays",
    "score_ratio": "changes",
    "exp_ratio": "stays",
    "total": "changes",
    "logsumexp": "stays",
}
