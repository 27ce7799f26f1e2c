"""Argues by the order."""

explain_temperature = "The same T under everything keeps the order, so nobody else wins. Divide the scores alone: (z / T + g).argmax()."
