"""Saturated."""
# says: Are the scores so far apart

wrong_way = [30.0, 0.0, 0.0]
