"""Typed with capitals and blanks."""

telegram_bet = {"words": " K-means with 256 means", "letters": "The network"}
