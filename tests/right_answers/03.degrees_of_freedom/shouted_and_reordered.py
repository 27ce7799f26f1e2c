"""The right options in capitals, with blanks, in another order."""

knobs = {
    "two_classes": 1,
    "pinned": "  NONE ",
    "difference": "  THE SAME NUMBER IN EVERY CLASS ",
    "choose": 9,
}
