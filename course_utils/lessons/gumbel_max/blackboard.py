"""Notebook 06: the letters of its proofs, what they may cite, and what they are to show.

x, mu    numbers: where the noise lands, and its location
beta     a number above 0: the scale of the noise
u        a number strictly between 0 and 1
z        a vector of K scores
i        a class: the winner
F, Q     Gumbel's CDF and its quantile function
"""

from __future__ import annotations

from course_utils.derivation import (
    D,
    Definition,
    Int,
    K,
    Prod,
    Statement,
    Sum,
    between,
    exp,
    indices,
    log,
    oo,
    positives,
    reals,
    softmax,
    units,
    vectors,
)

i = indices("i")
x, mu = reals("x mu")
beta = positives("beta")
u = units("u")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)
everywhere = between(-oo, oo)

F = Definition("F", (x, mu, beta), exp(-exp(-(x - mu) / beta)))
Q = Definition("Q", (u, mu, beta), mu - beta * log(-log(u)))

DENSITY = Statement(
    start=D(F(x, mu, beta), x),
    goal=exp(-(x - mu) / beta - exp(-(x - mu) / beta)) / beta,
    rules=(
        "definition",
        "chain rule",
        "derivative of a sum",
        "derivative of exp",
        "exp of a sum",
        "rearrange",
        "cancel",
    ),
    definitions=(F,),
)

QUANTILE = Statement(
    start=F(Q(u, mu, beta), mu, beta),
    goal=u,
    rules=("definition", "cancel", "exp and log undo each other", "rearrange", "exp of a sum"),
    definitions=(F, Q),
)

GUMBEL_MAX = Statement(
    start=Int(
        exp(-(x - z[i])) * exp(-exp(-(x - z[i]))) * Prod(exp(-exp(-(x - z[k]))) for k in K if k != i)
        for x in everywhere
    ),
    goal=p[i],
    rules=(
        "definition",
        "split off a term",
        "product of exponentials",
        "exp of a sum",
        "constant out of a sum",
        "constant out of an integral",
        "substitution",
        "integral of an exponential",
        "cancel",
        "rearrange",
    ),
    definitions=(softmax,),
)
"""Class i wins with a perturbed score near x, all others stay below x; added up over all x."""
