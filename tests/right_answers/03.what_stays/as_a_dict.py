"""The right options, in a dict display."""

what_stays = {
    "gap": "stays",
    "score_ratio": "changes",
    "exp_ratio": "stays",
    "total": "changes",
    "logsumexp": "goes up by 7",
}
