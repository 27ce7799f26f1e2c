"""Five identities that are not in the course: the checker is general."""

from __future__ import annotations

from course_utils.derivation import (
    LSE,
    D,
    K,
    Lemma,
    Statement,
    Sum,
    delta,
    derive,
    exp,
    indices,
    log,
    num,
    reals,
    softmax,
    vectors,
)
from tests.derivation.proofs import Broken, Exercise, common, inserted, swap, without
from tests.derivation.proofs.jacobian import JACOBIAN

i, j = indices("i j")
c, beta = reals("c beta")
z, w = vectors("z w")
p, q = softmax(z), softmax(w)
Z = Sum(exp(z[k]) for k in K)
W = Sum(exp(w[k]) for k in K)

SUMS_TO_ONE = Lemma("softmax sums to one", Sum(softmax(z)[k] for k in K), num(1), params=(z,))


def log_softmax() -> Exercise:
    statement = Statement(
        D(log(p[i]), z[j]),
        delta(i, j) - p[j],
        rules=(
            "definition",
            "log of a product",
            "derivative of log",
            "derivative of a sum",
            "derivative of exp",
            "cancel",
            "rearrange",
        ),
        lemmas=(JACOBIAN,),
        definitions=(softmax,),
    )
    solution = derive(
        statement.start,
        (D(p[i], z[j]) / p[i], "derivative of log"),
        (p[i] * (delta(i, j) - p[j]) / p[i], "Jacobian of softmax"),
        (delta(i, j) - p[j], "cancel"),
    )
    others = (
        derive(
            statement.start,
            (D(log(exp(z[i]) / Z), z[j]), "definition"),
            (D(z[i] - log(Z), z[j]), "log of a quotient"),
            (delta(i, j) - D(log(Z), z[j]), "derivative of a sum"),
            (delta(i, j) - D(Z, z[j]) / Z, "derivative of log"),
            (delta(i, j) - exp(z[j]) / Z, "derivative of a sum"),
            (delta(i, j) - p[j], "definition"),
        ),
        derive(
            statement.start,
            (1 / p[i] * D(p[i], z[j]), "derivative of log"),
            (1 / p[i] * (p[i] * (delta(j, i) - p[j])), "Jacobian of softmax"),
            (delta(i, j) - p[j], "cancel"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(3, "definition"), middle=2)
    broken |= {
        "p lost": Broken(swap(solution, 1, D(p[i], z[j])), "1", True),
        "delta lost": Broken(swap(solution, 2, p[i] * (1 - p[j]) / p[i]), "2", True),
        "wrong index": Broken(swap(solution, 3, delta(i, j) - p[i]), "3", True),
    }
    return Exercise("log-softmax", statement, solution, others, broken)


def product_of_experts() -> Exercise:
    statement = Statement(
        softmax(z + w)[i],
        p[i] * q[i] / Sum(p[k] * q[k] for k in K),
        rules=(
            "definition",
            "exp of a sum",
            "constant out of a sum",
            "cancel",
            "common denominator",
            "rearrange",
        ),
        definitions=(softmax,),
    )
    solution = derive(
        statement.start,
        (exp(z[i] + w[i]) / Sum(exp(z[k] + w[k]) for k in K), "definition"),
        (exp(z[i]) * exp(w[i]) / Sum(exp(z[k]) * exp(w[k]) for k in K), "exp of a sum"),
        (
            exp(z[i]) / Z * (exp(w[i]) / W) / (1 / (Z * W) * Sum(exp(z[k]) * exp(w[k]) for k in K)),
            "common denominator",
        ),
        (
            exp(z[i]) / Z * (exp(w[i]) / W) / Sum(exp(z[k]) / Z * (exp(w[k]) / W) for k in K),
            "constant out of a sum",
        ),
        (p[i] * q[i] / Sum(p[k] * q[k] for k in K), "definition"),
    )
    others = (
        derive(
            statement.start,
            (exp(z[i] + w[i]) / Sum(exp(z[k] + w[k]) for k in K), "definition"),
            (exp(z[i]) * exp(w[i]) / Sum(exp(z[k]) * exp(w[k]) for k in K), "exp of a sum"),
            (exp(z[i]) * exp(w[i]) / (Z * W) / (Sum(exp(z[k]) * exp(w[k]) for k in K) / (Z * W)), "cancel"),
            (
                exp(z[i]) * exp(w[i]) / (Z * W) / Sum(exp(z[k]) * exp(w[k]) / (Z * W) for k in K),
                "constant out of a sum",
            ),
            (p[i] * q[i] / Sum(p[k] * q[k] for k in K), "definition"),
        ),
        derive(
            statement.start,
            (exp(z[i] + w[i]) / Sum(exp(z[m] + w[m]) for m in K), "definition"),
            (
                exp(z[i] + w[i]) / (Z * W) / (Sum(exp(z[m] + w[m]) for m in K) / (Z * W)),
                "multiply top and bottom",
            ),
            (
                exp(z[i] + w[i]) / (Z * W) / Sum(exp(z[m] + w[m]) / (Z * W) for m in K),
                "constant out of a sum",
            ),
            (
                exp(z[i]) * exp(w[i]) / (Z * W) / Sum(exp(z[m]) * exp(w[m]) / (Z * W) for m in K),
                "exp of a sum",
            ),
            (p[i] * q[i] / Sum(p[m] * q[m] for m in K), "definition"),
        ),
    )
    broken = common(solution, skip=3, wrong_name=(2, "cancel"), middle=3)
    broken |= {
        "not normalized": Broken(swap(solution, 5, p[i] * q[i]), "5", True),
        "product of sums": Broken(swap(solution, 2, exp(z[i]) * exp(w[i]) / (Z * W)), "2", True),
        "a mixture": Broken(swap(solution, 5, (p[i] + q[i]) / Sum(p[k] + q[k] for k in K)), "5", True),
    }
    return Exercise("product of experts", statement, solution, others, broken)


def divergence() -> Exercise:
    statement = Statement(
        Sum(p[k] * log(p[k] / q[k]) for k in K),
        Sum(p[k] * (z[k] - w[k]) for k in K) - LSE(z) + LSE(w),
        rules=(
            "definition",
            "log of a product",
            "exp and log undo each other",
            "expand",
            "factor",
            "split the sum",
            "constant out of a sum",
            "cancel",
            "rearrange",
        ),
        lemmas=(SUMS_TO_ONE,),
        definitions=(softmax, LSE),
    )
    solution = derive(
        statement.start,
        (Sum(p[k] * (log(p[k]) - log(q[k])) for k in K), "log of a quotient"),
        (Sum(exp(z[k]) / Z * (log(exp(z[k]) / Z) - log(exp(w[k]) / W)) for k in K), "definition"),
        (Sum(exp(z[k]) / Z * (z[k] - log(Z) - w[k] + log(W)) for k in K), "log of a quotient"),
        (Sum(p[k] * (z[k] - LSE(z) - w[k] + LSE(w)) for k in K), "definition"),
        (Sum(p[k] * (z[k] - w[k]) - p[k] * LSE(z) + p[k] * LSE(w) for k in K), "expand"),
        (
            Sum(p[k] * (z[k] - w[k]) for k in K)
            - LSE(z) * Sum(p[k] for k in K)
            + LSE(w) * Sum(p[k] for k in K),
            "split the sum",
        ),
        (Sum(p[k] * (z[k] - w[k]) for k in K) - LSE(z) + LSE(w), "softmax sums to one"),
    )
    others = (
        derive(
            statement.start,
            (Sum(p[k] * log(exp(z[k]) / Z / (exp(w[k]) / W)) for k in K), "definition"),
            (Sum(p[k] * (z[k] - log(Z) - w[k] + log(W)) for k in K), "log of a quotient"),
            (Sum(p[k] * (z[k] - LSE(z) - w[k] + LSE(w)) for k in K), "definition"),
            (Sum(p[k] * (z[k] - w[k]) + p[k] * (LSE(w) - LSE(z)) for k in K), "expand"),
            (
                Sum(p[k] * (z[k] - w[k]) for k in K) + (LSE(w) - LSE(z)) * Sum(p[k] for k in K),
                "split the sum",
            ),
            (Sum(p[k] * (z[k] - w[k]) for k in K) + (LSE(w) - LSE(z)) * 1, "softmax sums to one"),
        ),
        derive(
            statement.start,
            (Sum(p[k] * (log(p[k]) - log(q[k])) for k in K), "log of a quotient"),
            (Sum(p[k] * (log(exp(z[k]) / Z) - log(exp(w[k]) / W)) for k in K), "definition"),
            (Sum(p[k] * (z[k] - log(Z) - (w[k] - log(W))) for k in K), "log of a quotient"),
            (Sum(p[k] * (z[k] - LSE(z) - (w[k] - LSE(w))) for k in K), "definition"),
            (Sum(p[k] * (z[k] - w[k]) + p[k] * (LSE(w) - LSE(z)) for k in K), "factor"),
            (
                Sum(p[k] * (z[k] - w[k]) for k in K) + Sum(p[k] * (LSE(w) - LSE(z)) for k in K),
                "split the sum",
            ),
            (
                Sum(p[k] * (z[k] - w[k]) for k in K) + (LSE(w) - LSE(z)) * Sum(p[k] for k in K),
                "constant out of a sum",
            ),
            (Sum(p[k] * (z[k] - w[k]) for k in K) - LSE(z) + LSE(w), "softmax sums to one"),
        ),
    )
    broken = common(solution, skip=3, wrong_name=(1, "cancel"), middle=4)
    broken |= {
        "Z lost": Broken(swap(solution, 3, Sum(exp(z[k]) / Z * (z[k] - w[k]) for k in K)), "3", True),
        "signs of LSE swapped": Broken(
            swap(solution, 7, Sum(p[k] * (z[k] - w[k]) for k in K) + LSE(z) - LSE(w)), "7", True
        ),
        "K times": Broken(
            swap(solution, 7, Sum(p[k] * (z[k] - w[k]) for k in K) - K * LSE(z) + K * LSE(w)), "7", True
        ),
        "two lines skipped": Broken(without(solution, 2, 3), "2"),
    }
    return Exercise("KL of two softmaxes", statement, solution, others, broken)


def shifted_lse() -> Exercise:
    statement = Statement(
        LSE(z + c),
        c + LSE(z),
        rules=(
            "definition",
            "exp of a sum",
            "constant out of a sum",
            "log of a product",
            "exp and log undo each other",
            "rearrange",
        ),
        definitions=(LSE,),
    )
    solution = derive(
        statement.start,
        (log(Sum(exp(z[k] + c) for k in K)), "definition"),
        (log(Sum(exp(z[k]) * exp(c) for k in K)), "exp of a sum"),
        (log(exp(c) * Z), "constant out of a sum"),
        (log(exp(c)) + log(Z), "log of a product"),
        (c + log(Z), "exp and log undo each other"),
        (c + LSE(z), "definition"),
    )
    others = (
        derive(
            statement.start,
            (log(Sum(exp(c + z[m]) for m in K)), "definition"),
            (log(Sum(exp(c) * exp(z[m]) for m in K)), "exp of a sum"),
            (log(Sum(exp(z[m]) for m in K) * exp(c)), "constant out of a sum"),
            (log(Z) + c, "log of a product"),
            (LSE(z) + c, "definition"),
        ),
        derive(
            statement.start,
            (log(Sum(exp(z[k] + c) for k in K)), "definition"),
            (log(Sum(exp(z[k]) / exp(-c) for k in K)), "exp of a sum"),
            (log(Z / exp(-c)), "constant out of a sum"),
            (log(Z) - log(exp(-c)), "log of a quotient"),
            (log(Z) + c, "exp and log undo each other"),
            (c + LSE(z), "definition"),
        ),
    )
    broken = common(solution, skip=3, wrong_name=(3, "exp of a sum"), middle=3)
    broken |= {
        "c times": Broken(swap(solution, 5, c * log(Z)), "5", True),
        "log of a sum split": Broken(swap(solution, 3, log(exp(c)) + Sum(z[k] for k in K)), "3", True),
        "K c": Broken(swap(solution, 5, K * c + log(Z)), "5", True),
        "sum of exponents": Broken(swap(solution, 2, log(Sum(exp(z[k]) + exp(c) for k in K))), "2", True),
    }
    return Exercise("shifted LSE", statement, solution, others, broken)


def variance_form() -> Exercise:
    r = softmax(beta * z)
    S = Sum(exp(beta * z[k]) for k in K)
    M = Sum(z[k] * exp(beta * z[k]) for k in K)
    statement = Statement(
        D(r[i], beta),
        r[i] * (z[i] - Sum(r[k] * z[k] for k in K)),
        rules=(
            "definition",
            "quotient rule",
            "derivative of exp",
            "derivative of a sum",
            "chain rule",
            "cancel",
            "expand",
            "factor",
            "algebra",
            "constant out of a sum",
            "rearrange",
        ),
        definitions=(softmax,),
    )
    solution = derive(
        statement.start,
        (D(exp(beta * z[i]) / S, beta), "definition"),
        ((D(exp(beta * z[i]), beta) * S - exp(beta * z[i]) * D(S, beta)) / S**2, "quotient rule"),
        ((z[i] * exp(beta * z[i]) * S - exp(beta * z[i]) * D(S, beta)) / S**2, "derivative of exp"),
        ((z[i] * exp(beta * z[i]) * S - exp(beta * z[i]) * M) / S**2, "derivative of a sum"),
        (exp(beta * z[i]) / S * (z[i] - M / S), "algebra"),
        (
            exp(beta * z[i]) / S * (z[i] - Sum(exp(beta * z[k]) / S * z[k] for k in K)),
            "constant out of a sum",
        ),
        (r[i] * (z[i] - Sum(r[k] * z[k] for k in K)), "definition"),
    )
    others = (
        derive(
            statement.start,
            (D(exp(beta * z[i]) / S, beta), "definition"),
            ((z[i] * exp(beta * z[i]) * S - exp(beta * z[i]) * M) / S**2, "quotient rule"),
            (z[i] * (exp(beta * z[i]) / S) - exp(beta * z[i]) / S * (M / S), "algebra"),
            (z[i] * r[i] - r[i] * (M / S), "definition"),
            (r[i] * (z[i] - M / S), "factor"),
            (r[i] * (z[i] - Sum(z[k] * exp(beta * z[k]) / S for k in K)), "constant out of a sum"),
            (r[i] * (z[i] - Sum(z[k] * r[k] for k in K)), "definition"),
        ),
        derive(
            statement.start,
            (D(exp(beta * z[i]) / S, beta), "definition"),
            ((D(exp(beta * z[i]), beta) * S - exp(beta * z[i]) * D(S, beta)) / (S * S), "quotient rule"),
            (
                (D(exp(beta * z[i]), beta) * S - exp(beta * z[i]) * Sum(D(exp(beta * z[k]), beta) for k in K))
                / S**2,
                "derivative of a sum",
            ),
            ((exp(beta * z[i]) * z[i] * S - exp(beta * z[i]) * M) / S**2, "derivative of exp"),
            (exp(beta * z[i]) / S * (z[i] - M / S), "algebra"),
            (
                exp(beta * z[i]) / S * (z[i] - Sum(exp(beta * z[k]) / S * z[k] for k in K)),
                "constant out of a sum",
            ),
            (r[i] * (z[i] - Sum(r[k] * z[k] for k in K)), "definition"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "definition"), middle=4)
    broken |= {
        "inner derivative lost": Broken(
            swap(solution, 3, (exp(beta * z[i]) * S - exp(beta * z[i]) * D(S, beta)) / S**2), "3", True
        ),
        "wrong bound variable": Broken(
            swap(
                solution,
                4,
                (z[i] * exp(beta * z[i]) * S - exp(beta * z[i]) * Sum(z[i] * exp(beta * z[k]) for k in K))
                / S**2,
            ),
            "4",
            True,
        ),
        "plain mean": Broken(swap(solution, 7, r[i] * (z[i] - Sum(z[k] for k in K) / K)), "7", True),
        "a rearrangement as algebra's neighbour": Broken(
            inserted(solution, 5, (exp(beta * z[i]) * z[i] * S - M * exp(beta * z[i])) / S**2, "cancel"), "5"
        ),
    }
    return Exercise("variance form", statement, solution, others, broken)


EXERCISES = (log_softmax(), product_of_experts(), divergence(), shifted_lse(), variance_form())
