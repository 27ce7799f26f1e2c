"""The probability, not its logarithm."""
# says: minus its logarithm

double_floor = 0.2320
