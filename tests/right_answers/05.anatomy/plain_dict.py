"""A plain dict in another order."""

anatomy = {"rank": 4, "null": "All entries equal", "sign": "no"}
