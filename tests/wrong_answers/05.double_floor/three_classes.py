"""Three classes."""
# says: ten digits here

double_floor = 0.5514
