"""Takes the log of a product for a product."""

# says: the log of a product is a sum

what_stays = {
    "gap": "stays",
    "score_ratio": "changes",
    "exp_ratio": "stays",
    "total": "changes",
    "logsumexp": "is multiplied by 7",
}
