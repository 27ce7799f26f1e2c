"""Typed with capitals and blanks."""

nudge_bet = {"others": " All four ", "total": "ZERO", "steepest": "near 0"}
