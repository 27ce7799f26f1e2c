"""Notebook 04, Temperature: its exercises, in the order in which the notebook meets them."""

from __future__ import annotations

from course_utils.lessons import rule_table
from course_utils.lessons.temperature import calibration, functions, proofs, questions, sampling, witnesses

first_bets = questions.first_bets
at_temperature = functions.at_temperature
almost_zero = witnesses.almost_zero
base_proof = proofs.base_proof
slope_proof = proofs.slope_proof
peak = questions.peak
entropy = functions.entropy
beat_it = witnesses.beat_it
gap_proof = proofs.gap_proof
draws_at = sampling.draws_at
how_many = sampling.how_many
fit_temperature = calibration.fit_temperature
confidence = questions.confidence

rules = rule_table.rules
