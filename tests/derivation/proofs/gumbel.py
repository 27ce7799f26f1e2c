"""The proofs of 06: Gumbel's CDF, PDF and quantile, and the Gumbel-max theorem with its integral."""

from __future__ import annotations

from course_utils.derivation import D, Int, K, Prod, Sum, between, derive, exp, log, oo, substitution
from course_utils.lessons.gumbel_max import blackboard
from course_utils.lessons.gumbel_max.blackboard import F, Q, Z, beta, i, mu, p, u, x, z
from tests.derivation.proofs import Broken, Exercise, common, renamed, swap, without


def density() -> Exercise:
    t = (x - mu) / beta
    statement = blackboard.DENSITY
    solution = derive(
        statement.start,
        (D(exp(-exp(-t)), x), "definition"),
        (exp(-exp(-t)) * D(-exp(-t), x), "chain rule"),
        (exp(-exp(-t)) * exp(-t) / beta, "chain rule"),
        (exp(-t - exp(-t)) / beta, "exp of a sum"),
    )
    others = (
        derive(
            statement.start,
            (D(exp(-exp(-t)), x), "definition"),
            (exp(-exp(-t)) * (-D(exp(-t), x)), "chain rule"),
            (exp(-exp(-t)) * (-exp(-t) * D(-t, x)), "derivative of exp"),
            (exp(-exp(-t)) * exp(-t) * (1 / beta), "derivative of a sum"),
            (1 / beta * exp(-t - exp(-t)), "exp of a sum"),
        ),
        derive(
            statement.start,
            (D(exp(-exp(-t)), x), "definition"),
            (exp(-t) / beta * exp(-exp(-t)), "derivative of exp"),
            (exp(-exp(-t) - t) / beta, "exp of a sum"),
        ),
    )
    broken = common(solution, skip=1, wrong_name=(2, "exp of a sum"), middle=3)
    broken |= {
        "inner derivative lost": Broken(swap(solution, 3, exp(-exp(-t)) * exp(-t)), "3", True),
        "inner sign lost": Broken(swap(solution, 3, -exp(-exp(-t)) * exp(-t) / beta), "3", True),
        "beta upside down": Broken(swap(solution, 3, beta * exp(-exp(-t)) * exp(-t)), "3", True),
        "exponents multiplied": Broken(swap(solution, 4, exp(t * exp(-t)) / beta), "4", True),
        "definition with the wrong sign": Broken(swap(solution, 1, D(exp(-exp(t)), x)), "1", True),
        "two exps for one": Broken(swap(solution, 2, exp(-t) * D(-exp(-t), x)), "2", True),
    }
    return Exercise("06 density", statement, solution, others, broken)


def quantile() -> Exercise:
    inner = (mu - beta * log(-log(u)) - mu) / beta
    statement = blackboard.QUANTILE
    solution = derive(
        statement.start,
        (exp(-exp(-inner)), "definition"),
        (exp(-exp(log(-log(u)))), "cancel"),
        (exp(log(u)), "exp and log undo each other"),
        (u, "exp and log undo each other"),
    )
    others = (
        derive(
            statement.start,
            (exp(-exp(-(Q(u, mu, beta) - mu) / beta)), "definition"),
            (exp(-exp(-inner)), "definition"),
            (exp(-exp(beta * log(-log(u)) / beta)), "rearrange"),
            (exp(-exp(log(-log(u)))), "cancel"),
            (u, "exp and log undo each other"),
        ),
        derive(
            statement.start,
            (F(mu - beta * log(-log(u)), mu, beta), "definition"),
            (exp(-exp(-inner)), "definition"),
            (1 / exp(exp(-inner)), "exp of a sum"),
            (1 / exp(exp(log(-log(u)))), "cancel"),
            (1 / exp(-log(u)), "exp and log undo each other"),
            (u, "exp and log undo each other"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "definition"), middle=3)
    broken |= {
        "minus lost in the quantile": Broken(swap(solution, 2, exp(-exp(log(log(u))))), "2", True),
        "mu kept": Broken(swap(solution, 2, exp(-exp(log(-log(u)) - mu))), "2", True),
        "beta kept": Broken(swap(solution, 2, exp(-exp(beta * log(-log(u))))), "2", True),
        "exp for log": Broken(swap(solution, 3, exp(exp(u))), "3", True),
        "minus u": Broken(swap(solution, 3, exp(-log(u))), "3", True),
        "ends at 1 - u": Broken(swap(solution, 4, 1 - u), "4", True),
    }
    return Exercise("06 quantile", statement, solution, others, broken)


def gumbel_max() -> Exercise:
    """P(argmax(z + g) = i): the winner's score is x, all others stay below it."""
    real = between(-oo, oo)
    statement = blackboard.GUMBEL_MAX
    change = substitution(lambda x: exp(-x))
    solution = derive(
        statement.start,
        (Int(exp(-(x - z[i])) * Prod(exp(-exp(-(x - z[k]))) for k in K) for x in real), "split off a term"),
        (
            Int(exp(-(x - z[i])) * exp(-Sum(exp(-(x - z[k])) for k in K)) for x in real),
            "product of exponentials",
        ),
        (Int(exp(-x) * exp(z[i]) * exp(-Sum(exp(-x) * exp(z[k]) for k in K)) for x in real), "exp of a sum"),
        (Int(exp(-x) * exp(z[i]) * exp(-exp(-x) * Z) for x in real), "constant out of a sum"),
        (exp(z[i]) * Int(exp(-x) * exp(-exp(-x) * Z) for x in real), "constant out of an integral"),
        (exp(z[i]) * Int(exp(-t * Z) for t in between(0, oo)), change),
        (exp(z[i]) / Z, "integral of an exponential"),
        (p[i], "definition"),
    )
    others = (
        derive(
            statement.start,
            (
                Int(exp(-(x - z[i])) * Prod(exp(-exp(-(x - z[m]))) for m in K) for x in real),
                "split off a term",
            ),
            (
                Int(exp(-x) * exp(z[i]) * Prod(exp(-exp(-x) * exp(z[m])) for m in K) for x in real),
                "exp of a sum",
            ),
            (
                exp(z[i]) * Int(exp(-x) * Prod(exp(-exp(-x) * exp(z[m])) for m in K) for x in real),
                "constant out of an integral",
            ),
            (exp(z[i]) * Int(exp(-x) * exp(-exp(-x) * Z) for x in real), "product of exponentials"),
            (exp(z[i]) * Int(exp(-Z * v) for v in between(0, oo)), substitution(lambda x: exp(-x))),
            (exp(z[i]) * (1 / Z), "integral of an exponential"),
            (p[i], "definition"),
        ),
        derive(
            statement.start,
            (Int(exp(z[i] - x) * Prod(exp(-exp(z[k] - x)) for k in K) for x in real), "split off a term"),
            (
                Int(exp(z[i] - x) * exp(-Sum(exp(z[k] - x) for k in K)) for x in real),
                "product of exponentials",
            ),
            (
                Int(exp(z[i]) / exp(x) * exp(-Sum(exp(z[k]) / exp(x) for k in K)) for x in real),
                "exp of a sum",
            ),
            (Int(exp(z[i]) / exp(x) * exp(-Z / exp(x)) for x in real), "constant out of a sum"),
            (Int(exp(z[i]) * exp(-Z * t) for t in between(0, oo)), substitution(lambda t: -log(t))),
            (exp(z[i]) / Z, "integral of an exponential"),
            (p[i], "definition"),
        ),
    )
    broken = common(solution, skip=4, wrong_name=(2, "constant out of a sum"), middle=3)
    broken |= {
        "winner counted twice": Broken(
            swap(
                solution,
                1,
                Int(
                    exp(-(x - z[i])) * exp(-exp(-(x - z[i]))) * Prod(exp(-exp(-(x - z[k]))) for k in K)
                    for x in real
                ),
            ),
            "1",
            True,
        ),
        "sum without its minus": Broken(
            swap(solution, 2, Int(exp(-(x - z[i])) * exp(-Sum(exp(x - z[k]) for k in K)) for x in real)),
            "2",
            True,
        ),
        "wrong bound variable": Broken(
            swap(solution, 2, Int(exp(-(x - z[i])) * exp(-Sum(exp(-(x - z[i])) for k in K)) for x in real)),
            "2",
            True,
        ),
        "ends not changed": Broken(
            swap(solution, 6, exp(z[i]) * Int(exp(-t * Z) for t in between(0, 1))), "6", True
        ),
        "du forgotten": Broken(
            swap(solution, 6, exp(z[i]) * Int(t * exp(-t * Z) for t in between(0, oo))), "6", True
        ),
        "infinite integral": Broken(
            swap(solution, 6, exp(z[i]) * Int(exp(t * Z) for t in between(0, oo))), "6", True
        ),
        "substitution without its variable": Broken(renamed(solution, 6, "substitution"), "6"),
        "substitution by another variable": Broken(
            swap(without(solution), 6, solution.lines[5].expr, substitution(lambda x: exp(-2 * x))), "6"
        ),
        "integral upside down": Broken(swap(solution, 7, exp(z[i]) * Z), "7", True),
    }
    return Exercise("06 Gumbel-max", statement, solution, others, broken)


EXERCISES = (density(), quantile(), gumbel_max())
