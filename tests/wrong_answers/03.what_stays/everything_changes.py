"""Thinks that nothing stays."""

# says: What happens to the two sevens?

what_stays = {
    "gap": "changes",
    "score_ratio": "changes",
    "exp_ratio": "changes",
    "total": "changes",
    "logsumexp": "goes up by 7",
}
