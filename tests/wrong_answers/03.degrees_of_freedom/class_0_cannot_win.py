"""Takes a score of 0 for a small one."""

# says: softmax of (0, -5, -5)

knobs = {
    "choose": 9,
    "difference": "the same number in every class",
    "pinned": "those where class 0 wins",
    "two_classes": 1,
}
