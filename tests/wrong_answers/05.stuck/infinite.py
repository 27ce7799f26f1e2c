"""An infinite logit."""
# says: finite logits, two classes or more

stuck = [0.0, float("inf")]
