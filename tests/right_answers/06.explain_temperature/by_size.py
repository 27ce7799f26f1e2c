"""Argues by the size of the noise."""

explain_temperature = """What counts is how large the gaps are beside the noise. If both shrink alike, nothing changes.
Only z may be divided by T; then the winners follow softmax(z / T)."""
