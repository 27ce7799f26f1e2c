"""A long lead: the push is tiny, and wrong."""

wrong_way = [9.0, 0.0, 0.0]
