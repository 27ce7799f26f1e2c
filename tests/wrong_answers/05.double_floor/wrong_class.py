"""The 1 at a wrong class."""
# says: the worst, not the best

double_floor = 2.4612
