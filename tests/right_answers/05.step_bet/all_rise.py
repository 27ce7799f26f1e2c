"""Believes that no step helps."""

step_bet = dict(along="rises", against="rises", leap="rises")
