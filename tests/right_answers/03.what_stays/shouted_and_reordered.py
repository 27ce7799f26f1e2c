"""The right options in capitals, with blanks, in another order."""

what_stays = {
    "logsumexp": "  GOES UP BY 7 ",
    "total": "  CHANGES ",
    "exp_ratio": "  STAYS ",
    "score_ratio": "  CHANGES ",
    "gap": "  STAYS ",
}
