"""Thinks that smaller scores make a clearer winner."""

# says: Do smaller gaps make a clearer winner?

when_scaling = {
    "leaves_alone": "only 1",
    "half": "larger",
    "negative": "class 1",
    "whole_order": "every c above 0",
    "indifferent": "scores that are all equal",
}
