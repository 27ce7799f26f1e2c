"""Notebook 05, The Jacobian: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons.jacobian import curvature, matrix, model, products, questions

nudge_bet = questions.nudge_bet
jacobian = matrix.jacobian
anatomy = matrix.anatomy
steepest = matrix.steepest
vjp = products.vjp
softmax_function = products.softmax_function
linear_gradients = model.linear_gradients
step_bet = questions.step_bet
train = model.train
second_derivative = curvature.second_derivative
convex_or_not = curvature.convex_or_not
not_convex = curvature.not_convex
stuck = questions.stuck
double_floor = questions.double_floor
explain_double = questions.explain_double
