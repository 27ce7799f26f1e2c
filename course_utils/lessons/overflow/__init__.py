"""Notebook 02, Overflow and the max-shift: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons.overflow import (
    answers,
    choices,
    logarithms,
    masked,
    measures,
    merging,
    online,
    stable,
)

cliff_bet = choices.cliff_bet
first_nan = choices.first_nan
which_shift = answers.which_shift
edge_bet = choices.edge_bet
guard = choices.guard
silent_overflow = answers.silent_overflow
largest_safe_logit = measures.largest_safe_logit
why_it_failed = answers.why_it_failed
stable_softmax = stable.stable_softmax
why_it_works = answers.why_it_works
underflow_gap = answers.underflow_gap
what_the_shift_cures = choices.what_the_shift_cures
log_softmax = logarithms.log_softmax
logsumexp = logarithms.logsumexp
masked_softmax = masked.masked_softmax
merge = merging.merge
online_softmax = online.online_softmax
worst_error = measures.worst_error
division_free = choices.division_free
