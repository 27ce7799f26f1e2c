"""Inside both limits."""
# says: Which of the two limits do you leave

break_order = dict(v=[0.2, 0.7], alpha=3.0)
