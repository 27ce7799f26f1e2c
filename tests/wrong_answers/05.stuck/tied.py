"""All classes tie."""
# says: shares the lead. Who should be far ahead?

stuck = [0, 0]
