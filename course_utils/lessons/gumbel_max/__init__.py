"""Notebook 06, Gumbel-max: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons import rule_table
from course_utils.lessons.gumbel_max import blackboard, intervals, noise, proofs, questions, samplers

first_bets = questions.first_bets
by_intervals = intervals.by_intervals
not_a_cdf = noise.not_a_cdf
quantile = proofs.quantile
density = proofs.density
gumbel_noise = noise.gumbel_noise
two_outcomes = questions.two_outcomes
gumbel_max = samplers.gumbel_max
theorem = proofs.theorem
explain_temperature = questions.explain_temperature
winning_score = samplers.winning_score
forum = questions.forum
top_k = samplers.top_k
sample_labels = samplers.sample_labels
slopes = questions.slopes

rules = rule_table.rules
F, Q = blackboard.F, blackboard.Q
