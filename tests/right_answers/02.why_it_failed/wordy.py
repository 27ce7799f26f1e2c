"""Longer."""

why_it_failed = """
A float32 goes up to 3.4e38. Nothing in the question is that large, and nothing in the answer is. But the formula goes
by way of the exponentials, and exp(100) is 2.7e43. It is stored as inf. From there on the machine only follows its
rules for inf.
"""
