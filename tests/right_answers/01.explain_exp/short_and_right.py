"""A short answer in a student's words."""

explain_exp = """
If you divide by the sum, a score below zero gives a share below zero, and with -1 and 1 you divide by nothing at all.
With exp all numbers are positive, so the shares are too, and one point more is always the same factor, about 2.7.
"""
