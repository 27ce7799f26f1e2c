"""An honest bet that is wrong: it is recorded all the same."""

cliff_bet = dict(first="between", second="between", third="1")
