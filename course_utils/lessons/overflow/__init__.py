"""Notebook 02, Overflow and the max-shift: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons.overflow import answers, choices, parts, stable

cliff_bet = choices.cliff_bet
first_nan = choices.first_nan
which_shift = answers.which_shift
edge_bet = choices.edge_bet
guard = choices.guard
silent_overflow = answers.silent_overflow
largest_safe_logit = stable.largest_safe_logit
why_it_failed = answers.why_it_failed
stable_softmax = stable.stable_softmax
why_it_works = answers.why_it_works
underflow_gap = answers.underflow_gap
what_the_shift_cures = choices.what_the_shift_cures
log_softmax = stable.log_softmax
logsumexp = stable.logsumexp
masked_softmax = parts.masked_softmax
merge = parts.merge
online_softmax = parts.online_softmax
worst_error = parts.worst_error
division_free = choices.division_free
