"""Code, not a text."""
# says: this is a `function`
# status: could not run

explain_temperature = lambda z, g, T: (z / T + g).argmax()
