"""Notebook 00: a first proof, small enough to be wrong on purpose.

z is a vector of K positive scores, so that their total is not 0.
"""

from __future__ import annotations

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation
from course_utils.derivation import K, Statement, Sum, positive_vectors

z = positive_vectors("z")
_total = Sum(z[m] for m in K)

SHARES_SUM_TO_ONE = Statement(
    start=Sum(z[k] / _total for k in K),
    goal=1,
    rules=("constant out of a sum", "cancel", "rearrange"),
)

first_proof = Exercise(
    id="00.first_proof",
    title="A first proof",
    points=2,
    task=Derivation(SHARES_SUM_TO_ONE),
    hints=(
        "Every term of the sum is divided by the same `total`. For five shares you would write them over "
        "one common line. Which rule does that for K of them?",
        "Dividing by `total` is multiplying by the constant `1 / total`, and a constant may stand in front "
        "of the sum, or below it. What is left inside? What is that sum?",
        'Two lines. The first is `"constant out of a sum"`, and the denominator then stands *behind* the '
        "sum: `Sum(...) / total`. Upstairs and downstairs are now the same, and there is a rule for that.",
        "Inside the sum of line 1 only `z[k]` is left: `Sum(z[k] for k in K) / total`. Line 2 is `1`, by "
        '`"cancel"`.',
    ),
)
