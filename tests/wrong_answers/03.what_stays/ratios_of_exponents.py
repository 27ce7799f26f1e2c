"""The printed slip: the ratios of the exponents stay."""

# says: it must say something else

what_stays = {
    "gap": "stays",
    "score_ratio": "stays",
    "exp_ratio": "stays",
    "total": "changes",
    "logsumexp": "goes up by 7",
}
