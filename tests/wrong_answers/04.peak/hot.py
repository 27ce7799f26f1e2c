"""Far too hot."""
# says: Go colder

peak = 10.0
