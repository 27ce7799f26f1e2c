"""The other cheap class leads."""

wrong_way = [0.0, 0.0, 1.0]
