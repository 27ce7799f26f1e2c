"""By way of the gaps."""

why_it_works = """
Softmax only depends on the gaps between logits, and the shift keeps every gap. Measured from the largest, the gaps are
never positive, so the exponentials are at most one; the largest itself gives exactly one. A sum of such numbers is at
least one and at most K, so the division is always a safe one.
"""
