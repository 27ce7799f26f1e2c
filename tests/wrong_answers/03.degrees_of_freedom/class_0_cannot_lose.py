"""Takes a score of 0 for a large one."""

# says: softmax of (0, 5, 5)

knobs = {
    "choose": 9,
    "difference": "the same number in every class",
    "pinned": "those where class 0 gets less than 1/K",
    "two_classes": 1,
}
