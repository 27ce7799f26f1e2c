"""Sure means steep."""
# says: hardly reacts at all

steepest = [50.0, 0.0, 0.0]
