"""The right class is out of the race, and the two others tie: stuck, but not sure."""
# says: not sure

stuck = [-40, 0, 0]
