"""Holds that they meet only at 1."""
# says: what does a softmax make of a number that all scores share

same_as_temperature = "only for alpha = 1"
