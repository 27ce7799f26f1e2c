"""Notebook 03, Invariance: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons.invariance import counterexamples, floats, functions, proofs, questions, texts

four_changes = questions.four_changes
when_scaling = questions.when_scaling
refute_scale = counterexamples.refute_scale
epsilon = counterexamples.epsilon
what_stays = questions.what_stays
shift_proof = proofs.shift_proof
same_or_different = texts.same_or_different
scale_proof = proofs.scale_proof
degrees_of_freedom = questions.degrees_of_freedom
centered = functions.centered
back_in_order = functions.back_in_order
weights_proof = proofs.weights_proof
one_vector = counterexamples.one_vector
same_model = functions.same_model
float_bets = floats.float_bets
first_lost_winner = floats.first_lost_winner
