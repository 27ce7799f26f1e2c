"""The right ones in another order."""

where_or_index = {"computed": "both", "winner": "neither", "gradient": "the same"}
