"""Thinks that probabilities determine the scores."""

# says: (2, 1) and (3, 2)

knobs = {
    "choose": 9,
    "difference": "0 in every class",
    "pinned": "none",
    "two_classes": 1,
}
