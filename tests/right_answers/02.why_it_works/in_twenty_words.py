"""with quotes."""

why_it_works = """The factor e^{-m} stands "above" and "below" the line, so it goes. No exponential exceeds 1; one is exactly 1."""
