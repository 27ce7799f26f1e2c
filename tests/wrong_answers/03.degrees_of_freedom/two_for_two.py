"""Thinks that two classes need two scores."""

# says: pin the first at 0

knobs = {
    "choose": 9,
    "difference": "the same number in every class",
    "pinned": "none",
    "two_classes": 2,
}
