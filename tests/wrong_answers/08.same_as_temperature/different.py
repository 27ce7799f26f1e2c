"""Holds that they are two distributions."""
# says: one and the same number everywhere

same_as_temperature = "different"
