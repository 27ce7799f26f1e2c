"""Notebook 07, Gumbel-softmax and straight-through: its exercises, in the order of the notebook."""

from __future__ import annotations

from course_utils.lessons.gumbel_softmax import (
    argmax,
    capstone_elbo,
    capstone_questions,
    capstone_schedule,
    draws,
    gradients,
    hard,
    own_backward,
    questions,
    reading,
    relaxed,
)
from course_utils.lessons.gumbel_softmax.estimators import quality, through_softmax
from course_utils.lessons.gumbel_softmax.stand_ins import gumbel

__all__ = ["gumbel", "quality", "through_softmax"]

slope_bet = questions.slope_bet
soft_argmax = argmax.soft_argmax
gumbel_softmax = relaxed.gumbel_softmax
mean_bet = questions.mean_bet
as_logits = questions.as_logits
tau_bet = questions.tau_bet
straight_through = hard.straight_through
tempting = hard.tempting
hard_draws = draws.hard_draws
docstring = reading.docstring
identity_backward = own_backward.identity_backward
softmax_backward = own_backward.softmax_backward
score_gradients = gradients.score_gradients
pathwise_gradients = gradients.pathwise_gradients
estimator_table = reading.estimator_table
wrong_way = argmax.wrong_way
explain = argmax.explain
telegram_bet = capstone_questions.telegram_bet
kl_to_uniform = capstone_elbo.kl_to_uniform
elbo = capstone_elbo.elbo
temperature = capstone_schedule.temperature
usage = capstone_schedule.usage
what_bars_say = capstone_questions.what_bars_say
