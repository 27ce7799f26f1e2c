"""The same, in another order."""

docstring = {"differentiable": False, "gradient": True, "because": False, "one_hot": True, "logits": True, "tau": False, "comment": False}
