"""Other spelling of the options."""

anatomy = {"sign": "No", "null": "all entries equal", "rank": 4}
