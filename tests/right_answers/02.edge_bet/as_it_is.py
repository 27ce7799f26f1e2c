"""The bet of someone who adds before they judge."""

edge_bet = dict(eights="all 0", deep="nan")
