"""Takes centered scores for indifferent ones."""

# says: (-1, 1) sums to 0

when_scaling = {
    "leaves_alone": "only 1",
    "half": "smaller",
    "negative": "class 1",
    "whole_order": "every c above 0",
    "indifferent": "scores that sum to 0",
}
