"""Short and right."""

confidence = """No. Any temperature gives another top probability and the same answers, so the number by itself means
nothing until it was compared with how often such answers are right on held-out data."""
