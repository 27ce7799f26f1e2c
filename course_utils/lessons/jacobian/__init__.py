"""Notebook 05, The Jacobian: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons import rule_table
from course_utils.lessons.jacobian import curvature, matrix, model, products, proofs, questions, training

nudge_bet = questions.nudge_bet
case_equal = proofs.case_equal
case_different = proofs.case_different
with_delta = proofs.with_delta
jacobian = matrix.jacobian
anatomy = matrix.anatomy
steepest = matrix.steepest
vjp = products.vjp
softmax_function = products.softmax_function
cross_entropy = proofs.cross_entropy
linear_gradients = model.linear_gradients
step_bet = questions.step_bet
train = training.train
second_derivative = curvature.second_derivative
lse_hessian = proofs.lse_hessian
convex_or_not = curvature.convex_or_not
not_convex = curvature.not_convex
stuck = questions.stuck
double_floor = questions.double_floor
explain_double = questions.explain_double

rules = rule_table.rules
