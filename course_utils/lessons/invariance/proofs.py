"""Notebook 03: the proofs to write."""

from __future__ import annotations

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation
from course_utils.lessons.invariance import blackboard

shift_proof = Exercise(
    id="03.shift_proof",
    title="Proof: shifting changes nothing",
    points=3,
    task=Derivation(blackboard.SHIFT),
    hints=(
        "Write out what `softmax(z + c)[i]` *is*: class i's exponential over the sum of all exponentials. "
        "Every score in it is `z[...] + c`.",
        "Where can a factor $e^c$ be seen, upstairs and downstairs, once you know that $e^{a+b} = e^a "
        "e^b$? In the sum it sits inside every term.",
        'Five lines: `"definition"`, `"exp of a sum"` (in numerator and sum at once), `"constant out of a '
        'sum"`, `"cancel"`, and `"definition"` backwards.',
        'The second line is `(exp(c)*exp(z[i]) / Sum(exp(c)*exp(z[k]) for k in K), "exp of a sum")`. In '
        "the third, $e^c$ stands in front of the `Sum`.",
    ),
)

scale_proof = Exercise(
    id="03.scale_proof",
    title="Proof: scaling scales the log-odds",
    points=3,
    task=Derivation(blackboard.SCALE),
    hints=(
        "The cited theorem holds for *any* scores, so for $c\\,z$ too. What is the ratio of two shares of "
        "`softmax(c * z)`?",
        'After `"ratio of two shares"` you have `log(exp(c*z[i] - c*z[j]))`. Peel off log and exp, and '
        "take c out.",
        "Now you stand at `c * (z[i] - z[j])`, and the goal has a log and a ratio in it. Go *backwards* "
        "through the same two rules: write $z_i - z_j$ as `log(exp(z[i] - z[j]))`.",
        'The rules, in order: `"ratio of two shares"`, `"exp and log undo each other"`, `"factor"`, `"exp '
        'and log undo each other"`, `"ratio of two shares"`.',
    ),
)

weights_proof = Exercise(
    id="03.weights_proof",
    title="Proof: one vector for all classes",
    points=2,
    task=Derivation(blackboard.WEIGHTS),
    hints=(
        "Multiply out. Which of the four terms have a class in them (a or b), and which are the same for "
        "all classes?",
        "`s*x + t*y` is one number, the same for all classes. The theorem wants to see scores plus *one* "
        "number.",
        'Three lines: `"expand"`; then `"rearrange"` to `softmax((a*x + b*y) + (s*x + t*y))[i]`; then the '
        "theorem.",
    ),
)
