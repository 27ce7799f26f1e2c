"""Notebook 08, Power sharpening: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons import rule_table
from course_utils.lessons.sharpening import (
    breaks,
    formulas,
    journey,
    power,
    proofs,
    questions,
    safe_where,
    self_training,
    where_formula,
)

first_bets = questions.first_bets
gradual = where_formula.gradual
which_powers = where_formula.which_powers
slopes = where_formula.slopes
where_or_index = questions.where_or_index
break_order = breaks.break_order
break_sum = breaks.break_sum
break_slopes = breaks.break_slopes
root_or_line = safe_where.root_or_line
explain_where = questions.explain_where
power_proof = proofs.power_proof
sharpen = power.sharpen
same_as_temperature = questions.same_as_temperature
temperature_proof = proofs.temperature_proof
path = journey.path
who_keeps_what = questions.who_keeps_what
guess_loss = self_training.guess_loss
alone_bet = questions.alone_bet

PRINTED_ROWS = formulas.PRINTED_ROWS
forum_values = formulas.forum_values
rules = rule_table.rules
