"""Thinks that scaling always does something."""

# says: 4, 4, 4

when_scaling = {
    "leaves_alone": "only 1",
    "half": "smaller",
    "negative": "class 1",
    "whole_order": "every c above 0",
    "indifferent": "there are none",
}
