"""Short and sound."""

explain = """Forward nothing has changed: the true slope is still zero. Backward you get the slope of softmax at one corner,
which can point uphill. Train soft and take the argmax later, or draw with Gumbel noise."""
