"""Notebook 06: its proofs. What they show, and by which rules, stands on the blackboard."""

from __future__ import annotations

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation
from course_utils.lessons.gumbel_max import blackboard

density = Exercise(
    id="06.density",
    title="Proof: from the CDF to the density",
    points=2,
    task=Derivation(blackboard.DENSITY),
    hints=(
        'Write `F` out, by "definition". Then it is an exp of something: which rule is for functions in '
        "functions?",
        "The outer exp stays as it is, times the derivative of what stands in it, `-exp(-t)`. Of that the "
        "derivative is `exp(-t)/beta`: two minus signs meet.",
        'Both steps by "chain rule", then "exp of a sum" joins the two factors: '
        "`exp(-exp(-t)) * exp(-t) / beta` becomes `exp(-t - exp(-t)) / beta`.",
    ),
)

quantile = Exercise(
    id="06.quantile",
    title="Proof: the quantile function",
    points=2,
    task=Derivation(blackboard.QUANTILE),
    hints=(
        'Write both names out, by "definition". What is left of `mu` and `beta`?',
        "They cancel: `exp(-exp(log(-log(u))))` is left. Which exp and which log stand next to each other?",
        'The inner pair goes first, then the outer one, both by "exp and log undo each other": '
        "`exp(log(u))`, and that is `u`.",
    ),
)

theorem = Exercise(
    id="06.theorem",
    title="Proof: the Gumbel-max theorem",
    points=4,
    task=Derivation(blackboard.GUMBEL_MAX),
    hints=(
        "The winner's own `exp(-exp(-(x - z[i])))` is the factor that the product leaves out. Put it back: "
        '"split off a term".',
        'A product of exps is an exp of a sum, by "product of exponentials". Then pull `exp(-x)` out of '
        "everything: `exp(-x)*exp(z[i]) * exp(-exp(-x)*Z)`.",
        "Take `exp(z[i])` out of the integral, and substitute: `substitution(lambda x: exp(-x))` in the "
        "place of the rule's name. The line is `exp(z[i]) * Int(exp(-t*Z) for t in between(0, oo))`. Its "
        "integral is `1/Z`.",
    ),
)
