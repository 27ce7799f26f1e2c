"""Thinks that one probability settles all."""

# says: Is the second settled by that?

knobs = {
    "choose": 1,
    "difference": "the same number in every class",
    "pinned": "none",
    "two_classes": 1,
}
