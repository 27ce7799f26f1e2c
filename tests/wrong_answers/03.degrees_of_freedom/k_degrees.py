"""Counts K degrees of freedom."""

# says: Is there any choice left for the tenth

knobs = {
    "choose": 10,
    "difference": "the same number in every class",
    "pinned": "none",
    "two_classes": 1,
}
