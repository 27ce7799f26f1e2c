"""Answers in words: ten million of them."""
# target: 00.why_not_shares

# %% answer 00.why_not_shares
why = "word " * 10_000_000
