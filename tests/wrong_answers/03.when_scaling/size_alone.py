"""Looks at the size of c and not at its sign."""

# says: Which score is the largest of -4, -2, -6, -10, -8?

when_scaling = {
    "leaves_alone": "only 1",
    "half": "smaller",
    "negative": "class 3, more clearly",
    "whole_order": "every c",
    "indifferent": "scores that are all equal",
}
