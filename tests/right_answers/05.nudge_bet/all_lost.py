"""Every bet lost."""

nudge_bet = dict(others="none", total="above zero", steepest="near 1")
