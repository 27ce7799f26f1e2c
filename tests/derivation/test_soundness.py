"""The normaliser, the lemmas and the substitution rule never turn a true thing into a false one.

Random trees, random unions of laws, back to a tree, compared in numbers. A difference is only believed
when the independent evaluator sees it too.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from course_utils.derivation import K, Lemma, Statement, Sum, exp, log, num, oo, softmax
from course_utils.derivation.context import Context
from course_utils.derivation.errors import NotationError, NotNormal, OutOfWork
from course_utils.derivation.laws import FLAGS
from course_utils.derivation.normal import Normaliser
from course_utils.derivation.proofs import Line
from course_utils.derivation.steps import Steps
from course_utils.derivation.tree import Expr, bound_variable
from course_utils.derivation.truth import Numbers, Points, symbols_of
from course_utils.derivation.walk import substitute
from course_utils.derivation.work import Work
from tests.derivation.proofs.invariance import RATIO
from tests.derivation.proofs.jacobian import JACOBIAN
from tests.derivation.random_trees import DEFINITIONS, SYMBOLS, Trees, a, back_to_tree, c, d, i, j, w, z

LAWS = sorted(FLAGS - {"="})
CONTEXT = Context({x.name: x for x in DEFINITIONS})
POINTS = Points(symbols_of(SYMBOLS))


def numbers() -> Numbers:
    return Numbers(CONTEXT.definitions, POINTS)


def fuzz(seeds: range) -> Counter[str]:
    seen: Counter[str] = Counter()
    for seed in seeds:
        rng = random.Random(seed)
        try:
            node = Trees(rng).scalar(rng.choice([2, 3, 3, 4]))
            flags = frozenset(rng.sample(LAWS, rng.choice([1, 2, 3, 5, 8, len(LAWS)])))
            back = back_to_tree(Normaliser(flags, CONTEXT, Work(400_000)).tree(node))
        except (NotNormal, NotationError, OutOfWork) as error:
            seen[type(error).__name__] += 1
            continue
        truth = numbers().compare(node, back, Work(10**6))
        seen[truth.kind] += 1
        assert truth.kind != "different", (seed, node, back, sorted(flags), str(truth.counterexample))
    return seen


def test_any_union_of_laws_keeps_the_value_of_a_random_tree() -> None:
    seen = fuzz(range(2_500))
    assert seen["equal"] > 2_200, seen


@pytest.mark.full
def test_any_union_of_laws_keeps_the_value_of_many_random_trees() -> None:
    seen = fuzz(range(10_000, 70_000))
    assert seen["equal"] > 53_000, seen


SUMS_TO_ONE = Lemma("sums to one", Sum(softmax(z)[k] for k in K), num(1), params=(z,))
LOG_RATIO = Lemma("log", log(a * exp(c)), log(a) + c, params=(a, c))


def test_a_lemma_used_anywhere_in_a_random_tree_keeps_its_value() -> None:
    used = 0
    for seed in range(400):
        rng = random.Random(seed)
        lemma = rng.choice([RATIO, JACOBIAN, SUMS_TO_ONE, LOG_RATIO])
        trees = Trees(rng, calculus=False)
        values = {p.data: p for p in lemma.params}
        for p in lemma.params:
            if p.kind == "index":
                values[p.data] = rng.choice([i, j])
            elif p.kind == "vector" and lemma is not JACOBIAN:
                values[p.data] = rng.choice([z, w, z + w, 2 * z - w, z + c])
            elif p.data == c.data:
                values[p.data] = trees.scalar(1)
        place = substitute(lemma.left, values)
        try:
            node = rng.choice([place * trees.scalar(2), exp(place) + trees.scalar(1), place / (1 + place**2)])
            bound = bound_variable("k", "index")
            if rng.random() < 0.3:
                node = Expr("sum", (node * z[bound],), (bound.data[0], "k"))
        except NotationError:
            continue
        steps = Steps(Statement(node, 1 + node, rules=("cancel",), lemmas=(lemma,), definitions=DEFINITIONS))
        steps.work = Work(10**6)
        for image in steps._lemma_use(lemma).rewrites(node):
            used += 1
            truth = numbers().compare(node, image, Work(10**6))
            assert truth.kind != "different", (seed, node, image, str(truth.counterexample))
    assert used > 300


SHIFT = Lemma("shift", softmax(z + c)[i], softmax(z)[i], params=(z, c, i))
EXP_SUM = Lemma("exp", exp(c + d), exp(c) * exp(d), params=(c, d))
LOG_TERM = Lemma("log term", exp(log(a) + c), a * exp(c), params=(a, c))


def test_a_lemma_that_takes_a_sum_apart_in_any_order_keeps_its_value() -> None:
    used = 0
    for seed in range(90):
        rng = random.Random(seed)
        bound = bound_variable("k", "index")
        lemma, terms = rng.choice(
            [
                (SHIFT, [a * z, c * a, w, -d, z[j], w[bound], z - c, c - (d - w), 2 * z]),
                (EXP_SUM, [c, -d, a, c * d, z[i], w[bound], c - (a - d), num(2)]),
                (LOG_TERM, [log(a), log(exp(c)), -log(a), c, d, z[bound], c - log(a), log(a * a)]),
            ]
        )
        total = rng.choice(terms)
        for term in rng.sample(terms, rng.choice([1, 2, 3])):
            total = total + term if rng.random() < 0.6 else total - term
        if lemma is SHIFT and total.kind != "vector":
            continue
        part = softmax(total)[rng.choice([i, j, bound])] if lemma is SHIFT else exp(total)
        node = Expr("sum", (part * z[bound] / 9,), (bound.data[0], "k"))
        steps = Steps(Statement(node, 1 + node, rules=("cancel",), lemmas=(lemma,), definitions=DEFINITIONS))
        steps.work = Work(10**6)
        for image in steps._lemma_use(lemma).rewrites(node):
            used += 1
            truth = numbers().compare(node, image, Work(10**6))
            assert truth.kind != "different", (seed, node, image, str(truth.counterexample))
    assert used > 200


def test_a_substitution_is_accepted_only_when_the_integrals_are_equal() -> None:
    """Random changes of variable, carried out rightly or with one thing wrong."""
    accepted = refused = 0
    for seed in range(300):
        rng = random.Random(seed)
        x, u = bound_variable("x", "real"), bound_variable("u", "real")
        g, ends, images = rng.choice(
            [
                (exp(-x), (-oo, oo), (num(0), oo)),
                (exp(-x), (num(0), oo), (num(0), num(1))),
                (a * x, (num(0), oo), (num(0), oo)),
                (x - c, (-oo, oo), (-oo, oo)),
                (2 * x + 1, (num(0), num(1)), (num(1), num(3))),
                (-x, (num(0), num(2)), (num(-2), num(0))),
                (-x, (-oo, oo), (-oo, oo)),
            ]
        )
        # The new integrand, with a factor that makes it converge at an infinite end.
        inner = rng.choice([exp(-a * u), exp(-2 * u) * u, exp(-u) * (u + d)])
        if images[0].head == "neg":
            inner = exp(-u) * exp(-exp(-u)) * rng.choice([num(1), a, d + 1])
        body = substitute(inner, {}, {u.data[0]: g})
        slope = {"exp(-x)": exp(-x), "-x": num(1)}.get(
            str(g), a if g.head == "mul" else num(1 if g.head == "sub" else 2)
        )
        wrong = rng.choice(["", "", "slope", "ends", "sign", "integrand"])
        if wrong == "slope":
            slope = slope * 2
        elif wrong == "sign":
            slope = -slope
        elif wrong == "integrand":
            body = body * body
        new_ends = (images[0], num(5)) if wrong == "ends" else images
        above = z[i] * Expr("int", (body * slope, *ends), (x.data[0], "x"))
        below = z[i] * Expr("int", (inner, *new_ends), (u.data[0], "u"))
        statement = Statement(above, below + d + c + a, rules=("substitution",), definitions=DEFINITIONS)
        steps = Steps(statement)
        steps.work = Work(10**6)
        follows = steps.follows(above, below, "substitution", Line(below, "substitution", (g, x)))
        truth = numbers().compare(above, below, Work(10**6))
        if follows:
            assert truth.kind != "different", (seed, above, below, str(truth.counterexample))
        assert follows == (wrong == ""), (seed, wrong, above, below)
        accepted, refused = accepted + follows, refused + (not follows)
    assert accepted > 60
    assert refused > 60
