"""log 10."""
# says: all ten numbers are *equal*

double_floor = 2.3026
