"""The toy proof of 00 and the proofs of 01."""

from __future__ import annotations

from course_utils.derivation import (
    K,
    Statement,
    Sum,
    derive,
    distributions,
    exp,
    indices,
    log,
    positive_vectors,
    positives,
    sigmoid,
    softmax,
    vectors,
)
from tests.derivation.proofs import Broken, Exercise, common, inserted, swap

i, j = indices("i j")
a, b = positives("a b")
z = vectors("z")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)


def toy() -> Exercise:
    statement = Statement(
        exp(log(a) + log(b)),
        a * b,
        rules=("exp of a sum", "exp and log undo each other", "log of a product", "rearrange"),
    )
    solution = derive(
        exp(log(a) + log(b)),
        (exp(log(a)) * exp(log(b)), "exp of a sum"),
        (a * b, "exp and log undo each other"),
    )
    others = (
        derive(
            statement.start, (exp(log(a * b)), "log of a product"), (a * b, "exp and log undo each other")
        ),
        derive(
            statement.start,
            (exp(log(b) + log(a)), "rearrange"),
            (exp(log(b)) * exp(log(a)), "exp of a sum"),
            (exp(log(b)) * a, "exp and log undo each other"),
            (b * a, "exp and log undo each other"),
        ),
    )
    broken = common(solution, skip=1, wrong_name=(1, "log of a product"), middle=1)
    broken["skip"] = Broken(derive(statement.start, (a * b, "exp and log undo each other")), "1")
    broken["a sum for a product"] = Broken(swap(solution, 1, exp(log(a)) + exp(log(b))), "1", True)
    broken["a sum at the end"] = Broken(swap(solution, 2, a + b), "2", True)
    broken["log of a sum"] = Broken(swap(solution, 1, exp(log(a + b)), "log of a product"), "1", True)
    return Exercise("00 toy", statement, solution, others, broken)


def sums_to_one() -> Exercise:
    statement = Statement(
        Sum(p[k] for k in K),
        1,
        rules=("definition", "constant out of a sum", "cancel", "split the sum", "factor", "rearrange"),
        definitions=(softmax,),
    )
    solution = derive(
        Sum(p[k] for k in K),
        (Sum(exp(z[k]) / Z for k in K), "definition"),
        (Sum(exp(z[k]) for k in K) / Z, "constant out of a sum"),
        (1, "cancel"),
    )
    others = (
        derive(
            Sum(p[m] for m in K),
            (Sum(exp(z[m]) / Sum(exp(z[j]) for j in K) for m in K), "definition"),
            (1 / Z * Sum(exp(z[m]) for m in K), "constant out of a sum"),
            (Z / Z, "rearrange"),
            (1, "cancel"),
        ),
        derive(
            statement.start,
            (Sum(1 / Z * exp(z[k]) for k in K), "definition"),
            (1 / Z * Z, "constant out of a sum"),
            (1, "cancel"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "definition"), middle=2)
    broken |= {
        "Z lost": Broken(swap(solution, 1, Sum(exp(z[k]) for k in K)), "1", True),
        "Z in every term": Broken(swap(solution, 1, Sum(exp(z[k]) / exp(z[k]) for k in K)), "1", True),
        "K times": Broken(swap(solution, 2, K * Z / Z), "2", True),
        "the wrong end": Broken(swap(solution, 3, K / K * 2), "3", True),
    }
    return Exercise("01 sums to one", statement, solution, others, broken)


def ratio() -> Exercise:
    statement = Statement(
        p[i] / p[j],
        exp(z[i] - z[j]),
        rules=("definition", "cancel", "exp of a sum", "constant out of a sum", "rearrange"),
        definitions=(softmax,),
    )
    solution = derive(
        p[i] / p[j],
        ((exp(z[i]) / Z) / (exp(z[j]) / Z), "definition"),
        (exp(z[i]) / exp(z[j]), "cancel"),
        (exp(z[i] - z[j]), "exp of a sum"),
    )
    others = (
        derive(
            statement.start,
            ((exp(z[i]) / Z) / (exp(z[j]) / Z), "definition"),
            (exp(z[i] - z[j]) * Z / Z, "exp of a sum"),
            (exp(z[i] - z[j]), "cancel"),
        ),
        derive(
            statement.start,
            ((exp(z[i]) / Z) / (exp(z[j]) / Z), "definition"),
            (exp(z[i]) * Z / (exp(z[j]) * Z), "rearrange"),
            (exp(z[i]) / exp(z[j]), "cancel"),
            (exp(z[i]) * exp(-z[j]), "exp of a sum"),
            (exp(z[i] - z[j]), "exp of a sum"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "exp of a sum"), middle=2)
    broken |= {
        "wrong index": Broken(swap(solution, 1, (exp(z[j]) / Z) / (exp(z[j]) / Z)), "1", True),
        "upside down": Broken(swap(solution, 2, exp(z[j]) / exp(z[i])), "2", True),
        "difference of exps": Broken(swap(solution, 3, exp(z[i]) - exp(z[j])), "3", True),
        "one Z lost": Broken(swap(solution, 1, (exp(z[i]) / Z) / exp(z[j])), "1", True),
        "sum for difference": Broken(swap(solution, 3, exp(z[i] + z[j])), "3", True),
        "definition skipped": Broken(derive(statement.start, (exp(z[i]) / exp(z[j]), "definition")), "1"),
    }
    return Exercise("01 ratio", statement, solution, others, broken)


def two_classes() -> Exercise:
    z1, z2 = z[1], z[2]
    statement = Statement(
        softmax(z)[1],
        sigmoid(z1 - z2),
        rules=(
            "definition",
            "write out the sum",
            "common denominator",
            "exp of a sum",
            "cancel",
            "expand",
            "factor",
            "rearrange",
        ),
        definitions=(softmax, sigmoid),
        classes=2,
    )
    solution = derive(
        softmax(z)[1],
        (exp(z1) / Sum(exp(z[k]) for k in K), "definition"),
        (exp(z1) / (exp(z1) + exp(z2)), "write out the sum"),
        (1 / (1 + exp(z2) / exp(z1)), "common denominator"),
        (1 / (1 + exp(-(z1 - z2))), "exp of a sum"),
        (sigmoid(z1 - z2), "definition"),
    )
    others = (
        derive(
            statement.start,
            (exp(z1) / Sum(exp(z[k]) for k in K), "definition"),
            (exp(z1) / (exp(z1) + exp(z2)), "write out the sum"),
            (exp(z1) / (exp(z1) * (1 + exp(z2) / exp(z1))), "common denominator"),
            (1 / (1 + exp(z2) / exp(z1)), "cancel"),
            (1 / (1 + exp(z2 - z1)), "exp of a sum"),
            (sigmoid(z1 - z2), "definition"),
        ),
        derive(
            statement.start,
            (exp(z1) / Sum(exp(z[m]) for m in K), "definition"),
            (exp(z1) / (exp(z2) + exp(z1)), "write out the sum"),
            (1 / ((exp(z2) + exp(z1)) / exp(z1)), "rearrange"),
            (1 / (exp(z2) / exp(z1) + exp(z1) / exp(z1)), "expand"),
            (1 / (exp(z2) / exp(z1) + 1), "cancel"),
            (1 / (exp(z2 - z1) + 1), "exp of a sum"),
            (sigmoid(z1 - z2), "definition"),
        ),
    )
    broken = common(solution, skip=3, wrong_name=(2, "cancel"), middle=3)
    broken |= {
        "wrong class": Broken(swap(solution, 1, exp(z2) / Sum(exp(z[k]) for k in K)), "1", True),
        "difference turned round": Broken(swap(solution, 4, 1 / (1 + exp(z1 - z2))), "4", True),
        "a third term": Broken(swap(solution, 2, exp(z1) / (exp(z1) + exp(z2) + 1)), "2", True),
        "one of two terms": Broken(swap(solution, 2, exp(z1) / exp(z1)), "2", True),
        "sigmoid of the sum": Broken(swap(solution, 5, sigmoid(z1 + z2)), "5", True),
    }
    return Exercise("01 two classes", statement, solution, others, broken)


def bayes() -> Exercise:
    q, w = distributions("prior"), positive_vectors("likelihood")
    statement = Statement(
        q[i] * w[i] / Sum(q[k] * w[k] for k in K),
        softmax(log(q) + log(w))[i],
        rules=(
            "definition",
            "exp and log undo each other",
            "log of a product",
            "exp of a sum",
            "cancel",
            "rearrange",
        ),
        definitions=(softmax,),
    )
    solution = derive(
        statement.start,
        (exp(log(q[i] * w[i])) / Sum(exp(log(q[k] * w[k])) for k in K), "exp and log undo each other"),
        (exp(log(q[i]) + log(w[i])) / Sum(exp(log(q[k]) + log(w[k])) for k in K), "log of a product"),
        (softmax(log(q) + log(w))[i], "definition"),
    )
    others = (
        derive(
            statement.start,
            (
                exp(log(q[i])) * exp(log(w[i])) / Sum(exp(log(q[k])) * exp(log(w[k])) for k in K),
                "exp and log undo each other",
            ),
            (exp(log(q[i]) + log(w[i])) / Sum(exp(log(q[k]) + log(w[k])) for k in K), "exp of a sum"),
            (softmax(log(q) + log(w))[i], "definition"),
        ),
        derive(
            statement.start,
            (exp(log(q[i] * w[i])) / Sum(q[k] * w[k] for k in K), "exp and log undo each other"),
            (exp(log(q[i] * w[i])) / Sum(exp(log(q[k] * w[k])) for k in K), "exp and log undo each other"),
            (softmax(log(q * w))[i], "definition"),
            (softmax(log(q) + log(w))[i], "log of a product"),
        ),
    )
    broken = common(solution, skip=2, wrong_name=(2, "definition"), middle=2)
    broken |= {
        "prior forgotten": Broken(
            swap(solution, 2, exp(log(w[i])) / Sum(exp(log(w[k])) for k in K)), "2", True
        ),
        "product of logs": Broken(
            swap(solution, 2, exp(log(q[i]) * log(w[i])) / Sum(exp(log(q[k]) * log(w[k])) for k in K)),
            "2",
            True,
        ),
        "wrong bound variable": Broken(
            swap(solution, 1, exp(log(q[i] * w[i])) / Sum(exp(log(q[k] * w[i])) for k in K)), "1", True
        ),
        "softmax of the joints": Broken(swap(solution, 3, softmax(q * w)[i]), "3", True),
        "rearranged by the wrong name": Broken(
            inserted(solution, 1, w[i] * q[i] / Sum(q[k] * w[k] for k in K), "cancel"), "1"
        ),
    }
    return Exercise("01 Bayes", statement, solution, others, broken)


EXERCISES = (toy(), sums_to_one(), ratio(), two_classes(), bayes())
