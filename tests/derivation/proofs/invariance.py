"""The proofs of 03."""

from __future__ import annotations

from course_utils.derivation import (
    K,
    Lemma,
    Statement,
    Sum,
    derive,
    exp,
    indices,
    log,
    reals,
    softmax,
    vectors,
)
from tests.derivation.proofs import Broken, Exercise, common, inserted, swap, without

i, j = indices("i j")
c = reals("c")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

#: Proved in 01.
RATIO = Lemma("ratio of softmax", softmax(z)[i] / softmax(z)[j], exp(z[i] - z[j]), params=(z, i, j))


def translation() -> Exercise:
    statement = Statement(
        softmax(z + c)[i],
        softmax(z)[i],
        rules=("definition", "exp of a sum", "constant out of a sum", "cancel", "rearrange"),
        definitions=(softmax,),
    )
    solution = derive(
        softmax(z + c)[i],
        (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
        (exp(c) * exp(z[i]) / Sum(exp(c) * exp(z[k]) for k in K), "exp of a sum"),
        (exp(c) * exp(z[i]) / (exp(c) * Sum(exp(z[k]) for k in K)), "constant out of a sum"),
        (exp(z[i]) / Sum(exp(z[k]) for k in K), "cancel"),
        (softmax(z)[i], "definition"),
    )
    others = (
        derive(
            statement.start,
            (exp(z[i] + c) / Sum(exp(z[m] + c) for m in K), "definition"),
            (exp(z[i]) * exp(c) / Sum(exp(z[m] + c) for m in K), "exp of a sum"),
            (exp(z[i]) * exp(c) / Sum(exp(z[m]) * exp(c) for m in K), "exp of a sum"),
            (exp(c) / exp(c) * (exp(z[i]) / Sum(exp(z[m]) for m in K)), "constant out of a sum"),
            (exp(z[i]) / Sum(exp(z[m]) for m in K), "cancel"),
            (p[i], "definition"),
        ),
        derive(
            statement.start,
            (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition"),
            (exp(z[i] + c) / Sum(exp(c) * exp(z[k]) for k in K), "exp of a sum"),
            (exp(z[i] + c) / (exp(c) * Z), "constant out of a sum"),
            (exp(z[i] + c - c) / Z, "exp of a sum"),
            (p[i], "definition"),
        ),
    )
    broken = common(solution, skip=3, wrong_name=(2, "cancel"), middle=3)
    broken |= {
        "c lost in the sum": Broken(swap(solution, 1, exp(z[i] + c) / Sum(exp(z[k]) for k in K)), "1", True),
        "c left in the sum": Broken(
            swap(solution, 3, exp(z[i]) / Sum(exp(c) * exp(z[k]) for k in K), "cancel"), "3", True
        ),
        "exp of a sum as a sum": Broken(
            swap(solution, 2, (exp(c) + exp(z[i])) / Sum(exp(c) + exp(z[k]) for k in K)), "2", True
        ),
        "c times": Broken(swap(solution, 1, exp(c * z[i]) / Sum(exp(c * z[k]) for k in K)), "1", True),
        "wrong bound variable": Broken(
            swap(solution, 1, exp(z[i] + c) / Sum(exp(z[i] + c) for k in K)), "1", True
        ),
        "K times the constant": Broken(swap(solution, 3, exp(c) * exp(z[i]) / (K * exp(c) * Z)), "3", True),
        "two lines skipped": Broken(without(solution, 2, 3), "2"),
    }
    return Exercise("03 translation", statement, solution, others, broken)


def log_odds() -> Exercise:
    Zc = Sum(exp(c * z[k]) for k in K)
    statement = Statement(
        log(softmax(c * z)[i] / softmax(c * z)[j]),
        c * log(p[i] / p[j]),
        rules=(
            "definition",
            "cancel",
            "exp of a sum",
            "exp and log undo each other",
            "log of a product",
            "factor",
            "expand",
            "rearrange",
        ),
        lemmas=(RATIO,),
        definitions=(softmax,),
    )
    solution = derive(
        statement.start,
        (log(exp(c * z[i] - c * z[j])), "ratio of softmax"),
        (c * z[i] - c * z[j], "exp and log undo each other"),
        (c * (z[i] - z[j]), "factor"),
        (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
        (c * log(p[i] / p[j]), "ratio of softmax"),
    )
    others = (
        derive(
            statement.start,
            (log((exp(c * z[i]) / Zc) / (exp(c * z[j]) / Zc)), "definition"),
            (log(exp(c * z[i]) / exp(c * z[j])), "cancel"),
            (c * z[i] - c * z[j], "log of a product"),
            (c * (z[i] - z[j]), "factor"),
            (c * (log(exp(z[i])) - log(exp(z[j]))), "exp and log undo each other"),
            (c * log(exp(z[i]) / exp(z[j])), "log of a quotient"),
            (c * log((exp(z[i]) / Z) / (exp(z[j]) / Z)), "cancel"),
            (c * log(p[i] / p[j]), "definition"),
        ),
        derive(
            statement.start,
            (log((exp(c * z[i]) / Zc) / (exp(c * z[j]) / Zc)), "definition"),
            (log(exp(c * z[i]) / exp(c * z[j])), "cancel"),
            (log(exp(c * z[i] - c * z[j])), "exp of a sum"),
            (log(exp(c * (z[i] - z[j]))), "factor"),
            (c * (z[i] - z[j]), "exp and log undo each other"),
            (c * log(exp(z[i] - z[j])), "exp and log undo each other"),
            (c * log(p[i] / p[j]), "ratio of softmax"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(3, "cancel"), middle=3)
    broken |= {
        "c forgotten": Broken(swap(solution, 1, log(exp(z[i] - z[j]))), "1", True),
        "indices turned round": Broken(swap(solution, 2, c * z[j] - c * z[i]), "2", True),
        "c in one term": Broken(swap(solution, 2, c * z[i] - z[j]), "2", True),
        "c inside the log": Broken(swap(solution, 5, log(c * p[i] / p[j])), "5", True),
        "lemma for another vector": Broken(swap(solution, 1, log(exp(c) * exp(z[i] - z[j]))), "1", True),
        "a rearrangement under a wrong name": Broken(
            inserted(solution, 3, -c * z[j] + c * z[i], "factor"), "3"
        ),
    }
    return Exercise("03 log-odds", statement, solution, others, broken)


EXERCISES = (translation(), log_odds())
