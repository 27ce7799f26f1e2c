"""Two decimals."""
# says: three decimals are wanted

double_floor = 1.46
