"""Thinks that scaling is invisible."""

# says: You have refuted that

knobs = {
    "choose": 9,
    "difference": "a multiple of the scores",
    "pinned": "none",
    "two_classes": 1,
}
