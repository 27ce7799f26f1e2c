"""Takes the same order for the same softmax."""

# says: Do the heights?

when_scaling = {
    "leaves_alone": "every c above 0",
    "half": "smaller",
    "negative": "class 1",
    "whole_order": "every c above 0",
    "indifferent": "scores that are all equal",
}
