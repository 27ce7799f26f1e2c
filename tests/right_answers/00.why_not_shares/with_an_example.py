"""Argues by an example, on one line."""

why = "With scores 1 and -1 the total is 0, so there is no share at all, and with 3 and -1 one share is -0.5; squares would not keep the order, exp does."
