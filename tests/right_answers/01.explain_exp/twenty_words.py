"""Twenty words that say it all but one thing."""

explain_exp = (
    "Scores may be negative, exponentials never are. Dividing by their total makes one. A point more means "
    "2.72 times as likely."
)
