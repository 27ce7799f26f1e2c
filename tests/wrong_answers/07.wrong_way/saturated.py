"""Saturated."""
# says: Are the scores so far apart

wrong_way = [9.0, 0.0, 0.0]
