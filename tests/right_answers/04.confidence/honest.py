"""Honest and vague."""

confidence = "I think not, since the network was never told how sure it should be, and 0.99 may be wrong more often than once in a hundred."
