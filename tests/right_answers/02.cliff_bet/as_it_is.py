"""The bet of someone who has met overflow."""

cliff_bet = {"first": "0", "second": "nan", "third": "nan"}
