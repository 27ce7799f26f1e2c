"""The right options, in a dict display."""

knobs = {
    "choose": 9,
    "difference": "the same number in every class",
    "pinned": "none",
    "two_classes": 1,
}
