"""Notebook 07, Gumbel-softmax and straight-through: its exercises, in the order of the notebook."""

from __future__ import annotations

from course_utils.lessons.gumbel_softmax import (
    argmax,
    gradients,
    hard,
    own_backward,
    questions,
    reading,
    relaxed,
)

slope_bet = questions.slope_bet
soft_argmax = argmax.soft_argmax
gumbel_softmax = relaxed.gumbel_softmax
mean_bet = questions.mean_bet
as_logits = questions.as_logits
tau_bet = questions.tau_bet
straight_through = hard.straight_through
tempting = hard.tempting
docstring = reading.docstring
identity_backward = own_backward.identity_backward
softmax_backward = own_backward.softmax_backward
score_gradients = gradients.score_gradients
pathwise_gradients = gradients.pathwise_gradients
estimator_table = reading.estimator_table
wrong_way = argmax.wrong_way
explain = argmax.explain
