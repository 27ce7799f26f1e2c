"""Two scores only."""
# says: three finite scores

wrong_way = [1.0, 0.0]
