"""Proofs written from the statement and the list of rules alone, as a student would.

Few true steps are refused. Two refusals met here were mended in the rules ("cancel" for compound fractions,
"factor" for sums) and two rules were added to the lists of the exercises of 05; the other proofs of this
file were accepted or refused as they are from the first run.
"""

from __future__ import annotations

from collections import Counter

from course_utils.derivation import (
    LSE,
    D,
    Int,
    K,
    LineProof,
    Prod,
    Sum,
    between,
    check_proof,
    delta,
    derive,
    distributions,
    exp,
    indices,
    log,
    oo,
    positives,
    reals,
    sigmoid,
    softmax,
    substitution,
    units,
    vectors,
)
from course_utils.derivation.report import FALSE, FOLLOWS, UNDECIDED
from tests.derivation.proofs.every import EXERCISES

STATEMENTS = {e.name: e.statement for e in EXERCISES}
z, y = vectors("z"), distributions("y")
i, j = indices("i j")
c, be = reals("c beta")
beta = positives("beta")
mu, x = reals("mu x")
u = units("u")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)
real = between(-oo, oo)
t = (x - mu) / beta
Q = mu - beta * log(-log(u))
r = softmax(be * z)
S = Sum(exp(be * z[k]) for k in K)
PROOFS: list[tuple[str, LineProof]] = []


def run(name: str, *lines: object) -> None:
    PROOFS.append((name, derive(STATEMENTS[name].start, *lines)))


run(
    "01 sums to one",
    (Sum(exp(z[k]) / Sum(exp(z[j]) for j in K) for k in K), "definition"),
    (1 / Sum(exp(z[j]) for j in K) * Sum(exp(z[k]) for k in K), "constant out of a sum"),
    (1, "cancel"),
)
run(
    "01 sums to one",
    (Sum(exp(z[k]) / Z for k in K), "definition"),
    (Sum(exp(z[k]) for k in K) / Z, "factor"),
    (Z / Z, "rearrange"),
    (1, "cancel"),
)
run(
    "01 ratio",
    (exp(z[i]) / Z / (exp(z[j]) / Z), "definition"),
    (exp(z[i]) / Z * Z / exp(z[j]), "rearrange"),
    (exp(z[i]) / exp(z[j]), "cancel"),
    (exp(z[i]) * exp(-z[j]), "exp of a sum"),
    (exp(z[i] - z[j]), "exp of a sum"),
)
run(
    "01 two classes",
    (exp(z[1]) / Sum(exp(z[k]) for k in K), "definition"),
    (exp(z[1]) / (exp(z[1]) + exp(z[2])), "write out the sum"),
    (exp(z[1]) * exp(-z[1]) / ((exp(z[1]) + exp(z[2])) * exp(-z[1])), "cancel"),
    (exp(z[1]) * exp(-z[1]) / (exp(z[1]) * exp(-z[1]) + exp(z[2]) * exp(-z[1])), "expand"),
    (1 / (1 + exp(z[2] - z[1])), "exp of a sum"),
    (sigmoid(z[1] - z[2]), "definition"),
)
run(
    "01 two classes",
    (exp(z[1]) / Sum(exp(z[k]) for k in K), "definition"),
    (exp(z[1]) / (exp(z[1]) + exp(z[2])), "write out the sum"),
    (1 / ((exp(z[1]) + exp(z[2])) / exp(z[1])), "cancel"),
    (1 / (exp(z[1]) / exp(z[1]) + exp(z[2]) / exp(z[1])), "expand"),
    (1 / (1 + exp(z[2]) / exp(z[1])), "cancel"),
    (1 / (1 + exp(z[2] - z[1])), "exp of a sum"),
    (1 / (1 + exp(-(z[1] - z[2]))), "rearrange"),
    (sigmoid(z[1] - z[2]), "definition"),
)
run(
    "03 translation",
    ((exp(z[i] + c)) / (Sum(exp(z[k] + c) for k in K)), "definition"),
    (exp(z[i]) * exp(c) / Sum(exp(z[k]) * exp(c) for k in K), "exp of a sum"),
    (exp(z[i]) * exp(c) / (Z * exp(c)), "constant out of a sum"),
    (exp(z[i]) / Z, "cancel"),
    (p[i], "definition"),
)
run(
    "03 log-odds",
    (log(softmax(c * z)[i]) - log(softmax(c * z)[j]), "log of a product"),
    (
        log(exp(c * z[i]) / Sum(exp(c * z[k]) for k in K))
        - log(exp(c * z[j]) / Sum(exp(c * z[k]) for k in K)),
        "definition",
    ),
    (
        log(exp(c * z[i]))
        - log(Sum(exp(c * z[k]) for k in K))
        - log(exp(c * z[j]))
        + log(Sum(exp(c * z[k]) for k in K)),
        "log of a product",
    ),
    (c * z[i] - c * z[j], "exp and log undo each other"),
    (c * (z[i] - z[j]), "factor"),
    (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
    (c * log(p[i] / p[j]), "ratio of softmax"),
)
run(
    "05 i = j",
    (D(exp(z[i]) / Z, z[i]), "definition"),
    ((exp(z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "quotient rule"),
    ((exp(z[i]) * Z - exp(z[i]) * exp(z[i])) / Z**2, "derivative of a sum"),
    (exp(z[i]) * (Z - exp(z[i])) / Z**2, "factor"),
    (exp(z[i]) / Z * ((Z - exp(z[i])) / Z), "rearrange"),
    (exp(z[i]) / Z * (Z / Z - exp(z[i]) / Z), "expand"),
    (exp(z[i]) / Z * (1 - exp(z[i]) / Z), "cancel"),
    (p[i] * (1 - p[i]), "definition"),
)
run(
    "05 i = j",
    (D(exp(z[i]) / Z, z[i]), "definition"),
    (exp(z[i]) * Z / Z**2 - exp(z[i]) * exp(z[i]) / Z**2, "quotient rule"),
    (exp(z[i]) / Z - exp(z[i]) ** 2 / Z**2, "cancel"),
    (p[i] - p[i] ** 2, "definition"),
    (p[i] * (1 - p[i]), "factor"),
)
run(
    "05 i = j",
    (D(exp(z[i]) * Z**-1, z[i]), "definition"),
    (D(exp(z[i]), z[i]) * Z**-1 + exp(z[i]) * D(Z**-1, z[i]), "product rule"),
    (exp(z[i]) * Z**-1 + exp(z[i]) * (-1 * Z**-2 * D(Z, z[i])), "chain rule"),
    (exp(z[i]) / Z - exp(z[i]) * exp(z[i]) / Z**2, "derivative of a sum"),
    (p[i] - p[i] * p[i], "definition"),
    (p[i] * (1 - p[i]), "factor"),
)
run(
    "05 i not j",
    (D(exp(z[i]) / Z, z[j]), "definition"),
    (exp(z[i]) * D(1 / Z, z[j]), "derivative of a sum"),
    (-exp(z[i]) * D(Z, z[j]) / Z**2, "chain rule"),
    (-exp(z[i]) * exp(z[j]) / Z**2, "derivative of a sum"),
    (-(exp(z[i]) / Z) * (exp(z[j]) / Z), "rearrange"),
    (-p[i] * p[j], "definition"),
)
run(
    "05 i not j",
    (D(exp(z[i]) / Z, z[j]), "definition"),
    ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
    ((0 - exp(z[i]) * exp(z[j])) / Z**2, "derivative of a sum"),
    (-exp(z[i]) * exp(z[j]) / (Z * Z), "rearrange"),
    (-p[i] * p[j], "definition"),
)
run(
    "05 with delta",
    (D(exp(z[i]) / Z, z[j]), "definition"),
    ((D(exp(z[i]), z[j]) * Z - D(Z, z[j]) * exp(z[i])) / (Z * Z), "quotient rule"),
    ((exp(z[i]) * D(z[i], z[j]) * Z - D(Z, z[j]) * exp(z[i])) / (Z * Z), "chain rule"),
    (
        (exp(z[i]) * delta(i, j) * Z - Sum(D(exp(z[k]), z[j]) for k in K) * exp(z[i])) / (Z * Z),
        "derivative of a sum",
    ),
    (
        (exp(z[i]) * delta(i, j) * Z - Sum(exp(z[k]) * delta(k, j) for k in K) * exp(z[i])) / (Z * Z),
        "derivative of exp",
    ),
    ((exp(z[i]) * delta(i, j) * Z - exp(z[j]) * exp(z[i])) / (Z * Z), "delta picks one term"),
    (p[i] * (delta(i, j) - p[j]), "definition"),
)
run(
    "05 with delta",
    (D(exp(z[i]) / Z, z[j]), "definition"),
    ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
    (D(exp(z[i]), z[j]) / Z - exp(z[i]) / Z * (D(Z, z[j]) / Z), "algebra"),
    (delta(i, j) * exp(z[i]) / Z - exp(z[i]) / Z * (exp(z[j]) / Z), "derivative of a sum"),
    (delta(i, j) * p[i] - p[i] * p[j], "definition"),
    (p[i] * (delta(i, j) - p[j]), "factor"),
)
run(
    "05 p - y",
    (-D(Sum(y[k] * log(p[k]) for k in K), z[j]), "derivative of a sum"),
    (-Sum(D(y[k] * log(p[k]), z[j]) for k in K), "derivative of a sum"),
    (-Sum(y[k] * D(log(p[k]), z[j]) for k in K), "derivative of a sum"),
    (-Sum(y[k] / p[k] * D(p[k], z[j]) for k in K), "derivative of log"),
    (-Sum(y[k] / p[k] * p[k] * (delta(k, j) - p[j]) for k in K), "Jacobian of softmax"),
    (-Sum(y[k] * (delta(k, j) - p[j]) for k in K), "cancel"),
    (-Sum(y[k] * delta(k, j) - y[k] * p[j] for k in K), "expand"),
    (-Sum(y[k] * delta(k, j) for k in K) + Sum(y[k] * p[j] for k in K), "split the sum"),
    (-y[j] + Sum(y[k] * p[j] for k in K), "delta picks one term"),
    (-y[j] + p[j] * Sum(y[k] for k in K), "constant out of a sum"),
    (-y[j] + p[j], "sums to one"),
)
run(
    "05 p - y",
    (D(-Sum(y[k] * log(exp(z[k]) / Z) for k in K), z[j]), "definition"),
    (D(-Sum(y[k] * (log(exp(z[k])) - log(Z)) for k in K), z[j]), "log of a product"),
    (D(-Sum(y[k] * (z[k] - log(Z)) for k in K), z[j]), "exp and log undo each other"),
    (D(-(Sum(y[k] * z[k] - y[k] * log(Z) for k in K)), z[j]), "expand"),
    (D(-(Sum(y[k] * z[k] for k in K) - Sum(y[k] * log(Z) for k in K)), z[j]), "split the sum"),
    (D(-(Sum(y[k] * z[k] for k in K) - log(Z) * Sum(y[k] for k in K)), z[j]), "constant out of a sum"),
    (D(-(Sum(y[k] * z[k] for k in K) - log(Z)), z[j]), "sums to one"),
    (-Sum(y[k] * D(z[k], z[j]) for k in K) + D(log(Z), z[j]), "derivative of a sum"),
    (-Sum(y[k] * delta(k, j) for k in K) + D(log(Z), z[j]), "derivative of a sum"),
    (-y[j] + D(log(Z), z[j]), "delta picks one term"),
    (-y[j] + D(Z, z[j]) / Z, "derivative of log"),
    (-y[j] + exp(z[j]) / Z, "derivative of a sum"),
    (p[j] - y[j], "definition"),
)
run(
    "06 density",
    (D(exp(-exp(-(x - mu) / beta)), x), "definition"),
    (exp(-exp(-t)) * D(-exp(-t), x), "derivative of exp"),
    (-exp(-exp(-t)) * D(exp(-t), x), "derivative of a sum"),
    (-exp(-exp(-t)) * exp(-t) * D(-t, x), "derivative of exp"),
    (-exp(-exp(-t)) * exp(-t) * (-1 / beta), "derivative of a sum"),
    (1 / beta * exp(-exp(-t)) * exp(-t), "rearrange"),
    (exp(-t - exp(-t)) / beta, "exp of a sum"),
)
run(
    "06 quantile",
    (exp(-exp(-(Q - mu) / beta)), "definition"),
    (exp(-exp(-(-beta * log(-log(u))) / beta)), "rearrange"),
    (exp(-exp(log(-log(u)))), "cancel"),
    (exp(-1 * -log(u)), "exp and log undo each other"),
    (exp(log(u)), "rearrange"),
    (u, "exp and log undo each other"),
)
run(
    "06 Gumbel-max",
    (Int(exp(-(x - z[i])) * Prod(exp(-exp(-(x - z[k]))) for k in K) for x in real), "split off a term"),
    (Int(exp(z[i] - x) * Prod(exp(-exp(z[k] - x)) for k in K) for x in real), "rearrange"),
    (Int(exp(z[i]) * exp(-x) * Prod(exp(-exp(z[k]) * exp(-x)) for k in K) for x in real), "exp of a sum"),
    (
        Int(exp(z[i]) * exp(-x) * exp(Sum(-exp(z[k]) * exp(-x) for k in K)) for x in real),
        "product of exponentials",
    ),
    (Int(exp(z[i]) * exp(-x) * exp(-exp(-x) * Z) for x in real), "constant out of a sum"),
    (Int(exp(z[i]) * exp(-t * Z) for t in between(0, oo)), substitution(lambda x: exp(-x))),
    (exp(z[i]) * Int(exp(-Z * t) for t in between(0, oo)), "constant out of an integral"),
    (exp(z[i]) * (0 - (-1 / Z)), "integral of an exponential"),
    (exp(z[i]) / Z, "rearrange"),
    (p[i], "definition"),
)
run(
    "06 Gumbel-max",
    (Int(exp(-(x - z[i])) * Prod(exp(-exp(-(x - z[k]))) for k in K) for x in real), "split off a term"),
    (
        Int(exp(-t) * Prod(exp(-exp(-(t + z[i] - z[k]))) for k in K) for t in real),
        substitution(lambda x: x - z[i]),
    ),
    (Int(exp(-t) * exp(-Sum(exp(-(t + z[i] - z[k])) for k in K)) for t in real), "product of exponentials"),
    (Int(exp(-t) * exp(-Sum(exp(-t) * exp(-z[i]) * exp(z[k]) for k in K)) for t in real), "exp of a sum"),
    (Int(exp(-t) * exp(-exp(-t) * exp(-z[i]) * Z) for t in real), "constant out of a sum"),
    (Int(exp(-s * exp(-z[i]) * Z) for s in between(0, oo)), substitution(lambda t: exp(-t))),
    (1 / (exp(-z[i]) * Z), "integral of an exponential"),
    (exp(z[i]) / Z, "exp of a sum"),
    (p[i], "definition"),
)
run(
    "variance form",
    (D(exp(be * z[i]) / S, be), "definition"),
    ((exp(be * z[i]) * z[i] * S - exp(be * z[i]) * D(S, be)) / S**2, "quotient rule"),
    (
        (exp(be * z[i]) * z[i] * S - exp(be * z[i]) * Sum(exp(be * z[k]) * z[k] for k in K)) / S**2,
        "derivative of a sum",
    ),
    (exp(be * z[i]) / S * z[i] - exp(be * z[i]) / S * (Sum(exp(be * z[k]) * z[k] for k in K) / S), "algebra"),
    (r[i] * z[i] - r[i] * Sum(exp(be * z[k]) * z[k] / S for k in K), "definition"),
    (r[i] * z[i] - r[i] * Sum(r[k] * z[k] for k in K), "definition"),
    (r[i] * (z[i] - Sum(r[k] * z[k] for k in K)), "factor"),
)
run(
    "shifted LSE",
    (log(Sum(exp(z[k] + c) for k in K)), "definition"),
    (log(Sum(exp(z[k]) * exp(c) for k in K)), "exp of a sum"),
    (log(exp(c) * Sum(exp(z[k]) for k in K)), "factor"),
    (log(exp(c)) + log(Z), "log of a product"),
    (c + log(Z), "exp and log undo each other"),
    (c + LSE(z), "definition"),
)


def test_at_most_three_percent_of_unplanned_true_steps_are_refused() -> None:
    seen: Counter[str] = Counter()
    for name, proof in PROOFS:
        for line in check_proof(STATEMENTS[name], proof).lines:
            seen[line.verdict] += 1
    assert seen[FALSE] == 0, seen
    assert seen[UNDECIDED] == 0, seen
    # Four lines take two steps at once or repeat a line; they are refused and should be.
    assert seen[FOLLOWS] >= 0.97 * (seen.total() - 4), seen
