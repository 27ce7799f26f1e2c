"""Written with braces."""

division_free = {"culprit": "lse", "repair": "subtracts m first"}
