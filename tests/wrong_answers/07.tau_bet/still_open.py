"""One part still open."""
# says: Still open: `typical`
# status: not attempted

tau_bet = dict(typical=..., largest="larger")
