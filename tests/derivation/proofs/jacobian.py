"""The proofs of 05."""

from __future__ import annotations

from course_utils.derivation import (
    D,
    K,
    Lemma,
    Statement,
    Sum,
    cases,
    delta,
    derive,
    distinct,
    distributions,
    exp,
    indices,
    log,
    softmax,
    vectors,
)
from tests.derivation.proofs import Broken, Exercise, common, in_case, inserted, swap, without

i, j = indices("i j")
z = vectors("z")
y = distributions("y")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

RULES = (
    "definition",
    "quotient rule",
    "product rule",
    "chain rule",
    "derivative of exp",
    "derivative of a sum",
    "derivative of a variable",
    "delta picks one term",
    "cancel",
    "expand",
    "factor",
    "rearrange",
    "collect with delta",
    "algebra",
)

#: Proved in this notebook.
JACOBIAN = Lemma("Jacobian of softmax", D(p[i], z[j]), p[i] * (delta(i, j) - p[j]), params=(z, i, j))


def equal() -> Exercise:
    statement = Statement(D(p[i], z[i]), p[i] * (1 - p[i]), rules=RULES, definitions=(softmax,))
    solution = derive(
        D(p[i], z[i]),
        (D(exp(z[i]) / Z, z[i]), "definition"),
        ((D(exp(z[i]), z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "quotient rule"),
        ((exp(z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z**2, "derivative of exp"),
        ((exp(z[i]) * Z - exp(z[i]) * exp(z[i])) / Z**2, "derivative of a sum"),
        (exp(z[i]) / Z * (1 - exp(z[i]) / Z), "algebra"),
        (p[i] * (1 - p[i]), "definition"),
    )
    others = (
        derive(
            statement.start,
            (D(exp(z[i]) / Z, z[i]), "definition"),
            ((exp(z[i]) * Z - exp(z[i]) ** 2) / Z**2, "quotient rule"),
            (exp(z[i]) / Z - (exp(z[i]) / Z) ** 2, "algebra"),
            (p[i] - p[i] ** 2, "definition"),
            (p[i] * (1 - p[i]), "factor"),
        ),
        derive(
            statement.start,
            (D(exp(z[i]) * (1 / Z), z[i]), "definition"),
            (D(exp(z[i]), z[i]) * (1 / Z) + exp(z[i]) * D(1 / Z, z[i]), "product rule"),
            (exp(z[i]) / Z + exp(z[i]) * D(1 / Z, z[i]), "derivative of exp"),
            (exp(z[i]) / Z - exp(z[i]) * exp(z[i]) / Z**2, "chain rule"),
            (p[i] - p[i] * p[i], "definition"),
            (p[i] * (1 - p[i]), "factor"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "product rule"), middle=4)
    broken |= {
        "plus for minus": Broken(
            swap(solution, 2, (D(exp(z[i]), z[i]) * Z + exp(z[i]) * D(Z, z[i])) / Z**2), "2", True
        ),
        "square lost": Broken(
            swap(solution, 2, (D(exp(z[i]), z[i]) * Z - exp(z[i]) * D(Z, z[i])) / Z), "2", True
        ),
        "all of Z": Broken(swap(solution, 4, (exp(z[i]) * Z - exp(z[i]) * Z) / Z**2), "4", True),
        "order turned round": Broken(
            swap(solution, 2, (exp(z[i]) * D(Z, z[i]) - D(exp(z[i]), z[i]) * Z) / Z**2), "2", True
        ),
        "denominator lost": Broken(swap(solution, 5, exp(z[i]) * (1 - exp(z[i]) / Z)), "5", True),
        "two lines skipped": Broken(without(solution, 5), "5"),
    }
    return Exercise("05 i = j", statement, solution, others, broken)


def different() -> Exercise:
    statement = Statement(
        D(p[i], z[j]),
        -p[i] * p[j],
        rules=(*RULES, "case"),
        definitions=(softmax,),
        conditions=(distinct(i, j),),
    )
    solution = derive(
        D(p[i], z[j]),
        (D(exp(z[i]) / Z, z[j]), "definition"),
        ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
        ((0 * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "derivative of exp"),
        ((0 * Z - exp(z[i]) * exp(z[j])) / Z**2, "derivative of a sum"),
        (-(exp(z[i]) / Z) * (exp(z[j]) / Z), "rearrange"),
        (-p[i] * p[j], "definition"),
    )
    others = (
        derive(
            statement.start,
            (D(exp(z[i]) / Z, z[j]), "definition"),
            ((delta(i, j) * exp(z[i]) * Z - exp(z[i]) * exp(z[j])) / Z**2, "quotient rule"),
            (-exp(z[i]) * exp(z[j]) / Z**2, "case i != j"),
            (-p[i] * p[j], "definition"),
        ),
        derive(
            statement.start,
            (D(exp(z[i]) / Z, z[j]), "definition"),
            (exp(z[i]) * D(1 / Z, z[j]), "derivative of a sum"),
            (exp(z[i]) * (-D(Z, z[j]) / Z**2), "chain rule"),
            (-exp(z[i]) * exp(z[j]) / Z**2, "derivative of a sum"),
            (-p[i] * p[j], "definition"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "cancel"), middle=4)
    broken |= {
        "delta forgotten": Broken(
            swap(solution, 3, (exp(z[i]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2), "3", True
        ),
        "wrong index": Broken(swap(solution, 4, (0 * Z - exp(z[i]) * exp(z[i])) / Z**2), "4", True),
        "sign lost": Broken(swap(solution, 5, exp(z[i]) / Z * (exp(z[j]) / Z)), "5", True),
        "derivative of Z is Z": Broken(swap(solution, 4, (0 * Z - exp(z[i]) * Z) / Z**2), "4", True),
        "square lost": Broken(swap(solution, 4, (0 * Z - exp(z[i]) * exp(z[j])) / Z), "4", True),
        "the other case": Broken(swap(solution, 6, p[i] * (1 - p[j])), "6", True),
    }
    return Exercise("05 i not j", statement, solution, others, broken)


def with_delta() -> Exercise:
    statement = Statement(
        D(p[i], z[j]),
        p[i] * (delta(i, j) - p[j]),
        rules=(*RULES, "case"),
        definitions=(softmax,),
        split=(i, j),
    )
    solution = derive(
        D(p[i], z[j]),
        (D(exp(z[i]) / Z, z[j]), "definition"),
        ((D(exp(z[i]), z[j]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "quotient rule"),
        ((delta(i, j) * exp(z[i]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2, "derivative of exp"),
        ((delta(i, j) * exp(z[i]) * Z - exp(z[i]) * exp(z[j])) / Z**2, "derivative of a sum"),
        (exp(z[i]) / Z * (delta(i, j) - exp(z[j]) / Z), "collect with delta"),
        (p[i] * (delta(i, j) - p[j]), "definition"),
    )
    others = (
        derive(
            statement.start,
            (D(exp(z[i]) / Z, z[j]), "definition"),
            ((delta(i, j) * exp(z[j]) * Z - exp(z[i]) * exp(z[j])) / Z**2, "quotient rule"),
            (delta(i, j) * exp(z[j]) / Z - exp(z[i]) / Z * (exp(z[j]) / Z), "algebra"),
            (delta(i, j) * p[j] - p[i] * p[j], "definition"),
            (p[i] * (delta(i, j) - p[j]), "collect with delta"),
        ),
        cases(
            D(p[i], z[j]),
            p[i] * (delta(i, j) - p[j]),
            (i, j),
            equal=equal().solution,
            different=different().solution,
        ),
        derive(
            statement.start,
            (D(exp(z[i]) / Z, z[j]), "definition"),
            (D(exp(z[i]), z[j]) / Z + exp(z[i]) * D(1 / Z, z[j]), "product rule"),
            (delta(i, j) * exp(z[i]) / Z + exp(z[i]) * D(1 / Z, z[j]), "derivative of exp"),
            (delta(i, j) * exp(z[i]) / Z - exp(z[i]) * D(Z, z[j]) / Z**2, "chain rule"),
            (delta(i, j) * exp(z[i]) / Z - exp(z[i]) * exp(z[j]) / Z**2, "derivative of a sum"),
            (delta(i, j) * p[i] - p[i] * p[j], "definition"),
            (p[i] * (delta(i, j) - p[j]), "factor"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "product rule"), middle=4)
    by_cases = others[1]
    assert hasattr(by_cases, "equal")
    one, other = equal().solution, different().solution
    broken |= {
        "delta dropped": Broken(
            swap(solution, 3, (exp(z[i]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2), "3", True
        ),
        "delta of one index": Broken(
            swap(solution, 3, (delta(i, i) * exp(z[i]) * Z - exp(z[i]) * D(Z, z[j])) / Z**2), "3", True
        ),
        "wrong index at the end": Broken(swap(solution, 6, p[i] * (delta(i, j) - p[i])), "6", True),
        "delta on everything": Broken(swap(solution, 6, p[i] * delta(i, j) * (1 - p[j])), "6", True),
        "square lost": Broken(
            swap(solution, 4, (delta(i, j) * exp(z[i]) * Z - exp(z[i]) * exp(z[j])) / Z), "4", True
        ),
        "wrong bound variable": Broken(
            swap(
                solution, 2, (D(exp(z[i]), z[j]) * Z - exp(z[i]) * Sum(D(exp(z[i]), z[j]) for k in K)) / Z**2
            ),
            "2",
            True,
        ),
        "a case broken": Broken(
            in_case(by_cases, "equal", swap(one, 4, (exp(z[i]) * Z - exp(z[i]) * Z) / Z**2)), "i = j, 4", True
        ),
        "the other case broken": Broken(
            in_case(by_cases, "different", swap(other, 4, (0 * Z - exp(z[i]) * exp(z[i])) / Z**2)),
            "i ≠ j, 4",
            True,
        ),
        "a case that stops": Broken(in_case(by_cases, "equal", without(one, 6)), None),
        "a case that starts elsewhere": Broken(
            in_case(by_cases, "different", derive(D(p[j], z[j]), (D(exp(z[j]) / Z, z[j]), "definition"))),
            None,
        ),
    }
    return Exercise("05 with delta", statement, solution, others, broken)


def cross_entropy() -> Exercise:
    loss = -Sum(y[k] * log(p[k]) for k in K)
    statement = Statement(
        D(loss, z[j]),
        p[j] - y[j],
        rules=(
            "derivative of a sum",
            "derivative of log",
            "derivative of exp",
            "derivative of a variable",
            "definition",
            "log of a product",
            "exp and log undo each other",
            "cancel",
            "expand",
            "factor",
            "split the sum",
            "delta picks one term",
            "constant out of a sum",
            "sums to one",
            "rearrange",
        ),
        lemmas=(JACOBIAN,),
        definitions=(softmax,),
    )
    solution = derive(
        D(loss, z[j]),
        (-Sum(y[k] * D(log(p[k]), z[j]) for k in K), "derivative of a sum"),
        (-Sum(y[k] * D(p[k], z[j]) / p[k] for k in K), "derivative of log"),
        (-Sum(y[k] * p[k] * (delta(k, j) - p[j]) / p[k] for k in K), "Jacobian of softmax"),
        (-Sum(y[k] * (delta(k, j) - p[j]) for k in K), "cancel"),
        (-Sum(y[k] * delta(k, j) - y[k] * p[j] for k in K), "expand"),
        (-(Sum(y[k] * delta(k, j) for k in K) - Sum(y[k] * p[j] for k in K)), "split the sum"),
        (-(y[j] - Sum(y[k] * p[j] for k in K)), "delta picks one term"),
        (-(y[j] - p[j] * Sum(y[k] for k in K)), "constant out of a sum"),
        (p[j] - y[j], "sums to one"),
    )
    others = (
        derive(
            statement.start,
            (D(-Sum(y[k] * log(exp(z[k]) / Z) for k in K), z[j]), "definition"),
            (D(-Sum(y[k] * (z[k] - log(Z)) for k in K), z[j]), "log of a quotient"),
            (D(-Sum(y[k] * z[k] - y[k] * log(Z) for k in K), z[j]), "expand"),
            (D(-Sum(y[k] * z[k] for k in K) + log(Z) * Sum(y[k] for k in K), z[j]), "split the sum"),
            (D(-Sum(y[k] * z[k] for k in K) + log(Z), z[j]), "sums to one"),
            (-y[j] + D(log(Z), z[j]), "derivative of a sum"),
            (-y[j] + exp(z[j]) / Z, "derivative of log"),
            (p[j] - y[j], "definition"),
        ),
        derive(
            statement.start,
            (-Sum(y[k] * D(log(p[k]), z[j]) for k in K), "derivative of a sum"),
            (-Sum(y[k] * (1 / p[k] * D(p[k], z[j])) for k in K), "derivative of log"),
            (-Sum(y[k] * (1 / p[k] * (p[k] * (delta(k, j) - p[j]))) for k in K), "Jacobian of softmax"),
            (-Sum(y[k] * (delta(k, j) - p[j]) for k in K), "cancel"),
            (Sum(y[k] * p[j] - y[k] * delta(k, j) for k in K), "expand"),
            (p[j] * Sum(y[k] for k in K) - Sum(y[k] * delta(k, j) for k in K), "split the sum"),
            (p[j] - Sum(y[k] * delta(k, j) for k in K), "sums to one"),
            (p[j] - y[j], "delta picks one term"),
        ),
    )
    broken = common(solution, skip=4, wrong_name=(5, "cancel"), middle=4)
    broken |= {
        "Jacobian without delta": Broken(
            swap(solution, 3, -Sum(y[k] * p[k] * (1 - p[j]) / p[k] for k in K)), "3", True
        ),
        "Jacobian with the wrong index": Broken(
            swap(solution, 3, -Sum(y[k] * p[k] * (delta(k, j) - p[k]) / p[k] for k in K)), "3", True
        ),
        "p of the log lost": Broken(swap(solution, 2, -Sum(y[k] * D(p[k], z[j]) for k in K)), "2", True),
        "only the true class": Broken(swap(solution, 7, -(y[j] - y[j] * p[j])), "7", True),
        "p for y": Broken(swap(solution, 9, y[j] - p[j]), "9", True),
        "sums to K": Broken(swap(solution, 9, K * p[j] - y[j]), "9", True),
        "wrong bound variable": Broken(
            swap(solution, 5, -Sum(y[k] * delta(k, j) - y[j] * p[j] for k in K)), "5", True
        ),
        "the last line by the wrong rule": Broken(
            inserted(solution, 9, -y[j] + p[j] * Sum(y[k] for k in K), "cancel"), "9"
        ),
    }
    return Exercise("05 p - y", statement, solution, others, broken)


EXERCISES = (equal(), different(), with_delta(), cross_entropy())
