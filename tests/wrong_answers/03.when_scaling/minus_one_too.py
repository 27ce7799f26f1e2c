"""Takes the same heights for the same softmax."""

# says: over other classes

when_scaling = {
    "leaves_alone": "1 and -1",
    "half": "smaller",
    "negative": "class 1",
    "whole_order": "every c above 0",
    "indifferent": "scores that are all equal",
}
