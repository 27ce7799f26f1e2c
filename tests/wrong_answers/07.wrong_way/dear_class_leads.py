"""The expensive class leads: it goes downhill."""
# says: What if a *cheap* class wins?

wrong_way = [0.0, 1.0, 0.0]
