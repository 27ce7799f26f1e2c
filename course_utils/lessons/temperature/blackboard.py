"""Notebook 04: the letters of its proofs, what they may cite, and what they are to show.

z        a vector of K scores
q        any distribution over the K classes, each entry positive
b, T     positive numbers: a base, a temperature
beta     the inverse temperature, 1/T
i        a class
"""

from __future__ import annotations

from course_utils.derivation import (
    LSE,
    D,
    K,
    Lemma,
    Statement,
    Sum,
    distributions,
    indices,
    log,
    positives,
    reals,
    softmax,
    vectors,
)

z = vectors("z")
q = distributions("q")
b, T = positives("b T")
beta = reals("beta")
i = indices("i")

LOG_OF_A_SHARE = Lemma("log of a share", log(softmax(z)[i]), z[i] - LSE(z), (z, i))
"""From 01 and 02: a log-probability is the score minus the soft maximum."""

_ALGEBRA = ("cancel", "expand", "factor", "common denominator", "algebra", "rearrange")

BASE = Statement(
    start=b ** z[i] / Sum(b ** z[k] for k in K),
    goal=softmax(z / (1 / log(b)))[i],
    rules=("powers", "definition", "cancel", "rearrange"),
    definitions=(softmax,),
)

SLOPE = Statement(
    start=D(softmax(beta * z)[i], beta),
    goal=softmax(beta * z)[i] * (z[i] - Sum(softmax(beta * z)[k] * z[k] for k in K)),
    rules=(
        "definition",
        "quotient rule",
        "product rule",
        "chain rule",
        "derivative of exp",
        "derivative of a sum",
        "derivative of a variable",
        "constant out of a sum",
        "split the sum",
        *_ALGEBRA,
    ),
    definitions=(softmax,),
)

GAP = Statement(
    start=T * LSE(z / T) - (Sum(q[k] * z[k] for k in K) + T * -Sum(q[k] * log(q[k]) for k in K)),
    goal=T * Sum(q[k] * log(q[k] / softmax(z / T)[k]) for k in K),
    rules=(
        "definition",
        "log of a product",
        "exp and log undo each other",
        "split the sum",
        "constant out of a sum",
        "sums to one",
        *_ALGEBRA,
    ),
    lemmas=(LOG_OF_A_SHARE,),
    definitions=(softmax, LSE),
)
