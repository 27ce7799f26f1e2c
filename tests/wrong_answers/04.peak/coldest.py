"""Thinks colder is better."""
# says: There the winner has almost everything

peak = 0.1
