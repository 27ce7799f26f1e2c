"""Explains by gaps."""

same_or_different = """
softmax(u) and softmax(u - 1) agree because only differences between scores matter, and those did not move. softmax(2u) is not
the same: each difference is twice as big now, so the favourite gets a bigger part than before and the others less.
"""
