"""Believes that every step helps."""

step_bet = dict(along="falls", against="falls", leap="falls")
