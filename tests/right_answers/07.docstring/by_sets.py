"""Built from a list of the true ones."""

names = ["comment", "tau", "logits", "one_hot", "because", "gradient", "differentiable"]
docstring = {name: name in ("logits", "one_hot", "gradient") for name in names}
