"""Notebook 05: what is to be proved, line by line, and the rules that a proof may cite."""

from __future__ import annotations

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation
from course_utils.derivation import (
    LSE,
    D,
    K,
    Lemma,
    Statement,
    Sum,
    delta,
    distinct,
    distributions,
    indices,
    log,
    softmax,
    vectors,
)

i, j = indices("i j")
z = vectors("z")
y = distributions("y")
p = softmax(z)

_ALGEBRA = ("cancel", "expand", "factor", "common denominator", "algebra", "rearrange")
_CALCULUS = (
    "definition",
    "quotient rule",
    "product rule",
    "chain rule",
    "derivative of exp",
    "derivative of log",
    "derivative of a sum",
    "derivative of a variable",
    "delta picks one term",
)

jacobian_of_softmax = Lemma(
    "Jacobian of softmax", D(p[i], z[j]), p[i] * (delta(i, j) - p[j]), params=(z, i, j)
)

case_equal = Exercise(
    id="05.case_equal",
    title="Proof: a class and its own score",
    points=3,
    task=Derivation(
        Statement(
            D(p[i], z[i]),
            p[i] * (1 - p[i]),
            rules=(*_CALCULUS, *_ALGEBRA),
            definitions=(softmax,),
        )
    ),
    hints=(
        'First write $p_i$ out: the line `(D(exp(z[i]) / Z, z[i]), "definition")`. It is a quotient.',
        "The quotient rule gives `(D(exp(z[i]), z[i])*Z - exp(z[i])*D(Z, z[i])) / Z**2`. Two derivatives "
        "are left. In that of `Z`, only one term of the sum depends on $z_i$.",
        "Both derivatives are `exp(z[i])`. From `(exp(z[i])*Z - exp(z[i])*exp(z[i])) / Z**2` take "
        "`exp(z[i])/Z` "
        'out, by "algebra": `exp(z[i])/Z * (1 - exp(z[i])/Z)`. Then read off the names, by "definition".',
    ),
)

case_different = Exercise(
    id="05.case_different",
    title="Proof: a class and another's score",
    points=2,
    task=Derivation(
        Statement(
            D(p[i], z[j]),
            -p[i] * p[j],
            rules=(*_CALCULUS, *_ALGEBRA, "case"),  # "case": who writes delta(i, j) can put it to 0
            definitions=(softmax,),
            conditions=(distinct(i, j),),
        )
    ),
    hints=(
        "The same road as before. Which of the two derivatives in the quotient rule is now different?",
        "The numerator `exp(z[i])` does not depend on $z_j$: its derivative is 0. In `Z` the term of "
        "class j does.",
        "So the quotient rule leaves `-exp(z[i])*exp(z[j]) / Z**2`, and that is minus the product of two "
        "fractions.",
    ),
)

with_delta = Exercise(
    id="05.with_delta",
    title="Proof: both cases in one line",
    points=2,
    task=Derivation(
        Statement(
            D(p[i], z[j]),
            p[i] * (delta(i, j) - p[j]),
            rules=(*_CALCULUS, *_ALGEBRA, "collect with delta", "case"),
            definitions=(softmax,),
            split=(i, j),
        )
    ),
    hints=(
        "Two ways are open: join your two proofs with `cases(...)`, or write one chain in which no case "
        "is ever distinguished.",
        "To join: `cases(start, conclusion, (i, j), equal=..., different=...)`. Start and conclusion are "
        "what is to be shown; the two proofs are the ones that you have.",
        "The conclusion is `p[i]*(delta(i, j) - p[j])`, and the proofs are `case_equal` and "
        "`case_different`.",
    ),
)

cross_entropy = Exercise(
    id="05.cross_entropy",
    title="Proof: cross-entropy collapses",
    points=3,
    task=Derivation(
        Statement(
            D(-Sum(y[k] * log(p[k]) for k in K), z[j]),
            p[j] - y[j],
            rules=(
                *_CALCULUS,
                *_ALGEBRA,
                "constant out of a sum",
                "split the sum",
                "sums to one",
                "log of a product",
                "exp and log undo each other",
                "collect with delta",
            ),
            lemmas=(jacobian_of_softmax,),
            definitions=(softmax, LSE),
        )
    ),
    hints=(
        'Take the derivative into the sum ("derivative of a sum": $y_k$ is a constant), then differentiate '
        "the logarithm.",
        'Now every term holds `D(p[k], z[j])/p[k]`. Put in what you proved, by "Jacobian of softmax", and '
        "cancel. $y_k(\\delta_{kj} - p_j)$ is left, in a sum.",
        "Split that sum. In one part the delta picks a single term, `y[j]`. In the other `p[j]` comes out, "
        'and the rest "sums to one".',
    ),
)

lse_hessian = Exercise(
    id="05.lse_hessian",
    title="Proof: the Hessian of LSE is J",
    points=2,
    task=Derivation(
        Statement(
            D(D(LSE(z), z[i]), z[j]),
            p[i] * (delta(i, j) - p[j]),
            rules=(*_CALCULUS, *_ALGEBRA, "collect with delta"),
            lemmas=(jacobian_of_softmax,),
            definitions=(softmax, LSE),
        )
    ),
    hints=(
        'Leave the outer derivative alone and work inside it: write LSE out, by "definition".',
        "Inside stands `D(log(Z), z[i])`, then `D(Z, z[i])/Z`. Which term of `Z` depends on $z_i$?",
        "So inside stands `exp(z[i])/Z`. That has a name, and the derivative of *that* is a lemma by now.",
    ),
)
