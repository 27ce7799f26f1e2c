"""The right options, in a dict display."""

when_scaling = {
    "leaves_alone": "only 1",
    "half": "smaller",
    "negative": "class 1",
    "whole_order": "every c above 0",
    "indifferent": "scores that are all equal",
}
