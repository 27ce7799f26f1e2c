"""All proof exercises, in the order of the course; the last ones are not in the course."""

from __future__ import annotations

from tests.derivation.proofs import basics, elsewhere, gumbel, invariance, jacobian

EXERCISES = (
    *basics.EXERCISES,
    *invariance.EXERCISES,
    *jacobian.EXERCISES,
    *gumbel.EXERCISES,
    *elsewhere.EXERCISES,
)
