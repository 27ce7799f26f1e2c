"""Notebook 04: the proofs to write."""

from __future__ import annotations

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation
from course_utils.lessons.temperature import blackboard

base_proof = Exercise(
    id="04.base_proof",
    title="Proof: another base is another temperature",
    points=2,
    task=Derivation(blackboard.BASE),
    hints=(
        'The rule "powers" says what $b^x$ is in terms of $e$ and a logarithm. Use it in the numerator '
        "and in the sum below at once.",
        "Now every exponent is a score times `log(b)`. The goal *divides* each score by $1/\\log b$. "
        "Multiplying by a "
        "number and dividing by one over it are the same.",
        'The lines: `"powers"`, to `exp(log(b)*z[i])` over its sum; `"cancel"`, to `exp(z[i] / (1/log(b)))` '
        'over its sum; then `"definition"` backwards.',
    ),
)

slope_proof = Exercise(
    id="04.slope_proof",
    title="Proof: who rises and who falls",
    points=3,
    task=Derivation(blackboard.SLOPE),
    hints=(
        "Write the share out: an exponential over the sum of all of them. Then it is a quotient, and beta "
        "stands "
        "in the numerator and in the denominator.",
        "`D(exp(beta*z[i]), beta)` is `z[i]*exp(beta*z[i])`. And the derivative of the sum, term by term, is "
        "`Sum(z[k]*exp(beta*z[k]) for k in K)`.",
        'By "algebra", take the share out: `exp(beta*z[i])/Z * (z[i] - Sum(z[k]*exp(beta*z[k]) for k in '
        "K)/Z)`.",
        'The `/Z` goes into the sum by "constant out of a sum", backwards: `Sum(exp(beta*z[k])/Z*z[k] for k '
        'in K)`. Then read off the names, by "definition".',
    ),
)

gap_proof = Exercise(
    id="04.gap_proof",
    title="Proof: by how much every other distribution loses",
    points=3,
    task=Derivation(blackboard.GAP),
    hints=(
        "Work from both ends. The goal has a logarithm of a quotient in it; opened up, it holds "
        "`log(softmax(z/T)[k])`, "
        'and "log of a share" tells you what that is.',
        "Backwards from the goal: `T*Sum(q[k]*(log(q[k]) - log(softmax(z/T)[k])) for k in K)`, and before "
        "that "
        "`T*Sum(q[k]*(log(q[k]) - (z[k]/T - LSE(z/T))) for k in K)`.",
        'From the start, "algebra" takes T out of everything, and `LSE(z/T)` may be written '
        '`Sum(q[k] for k in K)*LSE(z/T)`, by "sums to one".',
        'Then "split the sum", backwards, brings all three under one sum. "factor" takes `q[k]` out of it.',
    ),
)
