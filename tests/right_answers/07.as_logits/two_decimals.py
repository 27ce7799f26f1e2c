"""Two decimals."""

as_logits = (0.46, 0.28, 0.25)
