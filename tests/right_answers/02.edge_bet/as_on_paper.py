"""An honest bet that is wrong: it is recorded all the same."""

edge_bet = dict(eights="Right", deep="right")
