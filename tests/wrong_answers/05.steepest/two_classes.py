"""Only two classes."""
# says: at least three finite logits

steepest = [0.0, 0.0]
