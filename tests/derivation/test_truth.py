"""The numeric half: exact derivatives, settled integrals, points that leave no case out, and honest
counterexamples.
"""

from __future__ import annotations

import contextlib
import random

import pytest

from course_utils.derivation import (
    LSE,
    D,
    Int,
    K,
    Prod,
    Statement,
    Sum,
    between,
    delta,
    distinct,
    exp,
    indices,
    log,
    oo,
    positives,
    reals,
    sigmoid,
    softmax,
    vectors,
)
from course_utils.derivation.evaluate import Evaluator
from course_utils.derivation.truth import Numbers, Points, symbols_of
from course_utils.derivation.values import FloatField, Unknown, digits_field
from course_utils.derivation.work import Work
from tests.derivation.independent import Undefined, value_at
from tests.derivation.random_trees import DEFINITIONS, SYMBOLS, Trees

z = vectors("z")
i, j = indices("i j")
c, x = reals("c x")
a = positives("a")
p = softmax(z)
TABLE = {d.name: d for d in (softmax, LSE, sigmoid)}


def compare(above, below, *symbols):
    numbers = Numbers(TABLE, Points(symbols_of([above, below, *symbols])))
    return numbers.compare(above, below, Work(10**6))


def test_the_points_try_every_coincidence_of_indices_and_two_to_five_classes() -> None:
    points = list(Points(symbols_of([z[i] + z[j]])))
    values = [dict((name, v) for (name, _), v in point.values) for point in points]
    assert {point.classes for point in points} == {2, 3, 4, 5}
    assert {v["i"] == v["j"] for v in values[:2]} == {True, False}
    assert all(entry.denominator == 1 for v in values[:4] for entry in v["z"])
    apart = Points(symbols_of([z[i] + z[j]]), conditions=(distinct(i, j),))
    assert all(dict(point.values)[i.data] != dict(point.values)[j.data] for point in apart)


def test_the_first_counterexample_is_small_and_names_only_what_the_lines_use() -> None:
    truth = compare(exp(z[i] + z[j]), exp(z[i]) + exp(z[j]), c)
    assert truth.kind == "different"
    assert str(truth.counterexample.point) == "K = 2, z = (1, 2), i = 1, j = 2"


def test_floats_and_thirty_digits_agree_with_the_independent_evaluator_on_random_trees() -> None:
    """Derivatives are exact here and by differences there, so the two share nothing but the tree."""
    statement = Statement(c, 2 * c, rules=("cancel",), definitions=DEFINITIONS)
    points = list(Points(symbols_of(SYMBOLS)))
    compared = 0
    for seed in range(250):
        rng = random.Random(seed)
        node = Trees(rng).scalar(3)
        if node.nest[1]:
            continue
        point = rng.choice(points)
        definitions = {d.name: d for d in DEFINITIONS}
        for field in (FloatField(), digits_field(30)):
            evaluator = Evaluator(field, definitions, Work(10**6))
            try:
                ours = evaluator.value(node, point.env(field))
            except Exception:
                continue
            try:
                theirs = value_at(node, point, statement)
            except Undefined:
                theirs = None
            assert theirs is not None, (seed, node)
            scale = max(abs(theirs), 1e-3)
            assert abs(ours - theirs) <= (1e-7 if field.cost == 1 else 1e-15) * scale, (seed, str(node))
            compared += 1
    assert compared > 300


@pytest.mark.parametrize(
    ("integral", "value"),
    [
        (Int(exp(-x) for x in between(0, oo)), 1 + 0 * c),
        (Int(exp(-x) * exp(-exp(-x)) for x in between(-oo, oo)), 1 + 0 * c),
        (Int(exp(-a * x) * x for x in between(0, oo)), 1 / a**2),
        (Int(x**2 for x in between(0, a)), a**3 / 3),
        (Int(exp(x) for x in between(-oo, c)), exp(c)),
        (Int(x for x in between(a, 0)), -(a**2) / 2),
        (Int(D(exp(-exp(-x)), x) for x in between(-oo, oo)), 1 + 0 * c),
        (D(Int(exp(-a * x) for x in between(0, oo)), a), -1 / a**2),
        (Int(1 / (exp(x) * exp(a / exp(x))) for x in between(-oo, oo)), 1 / a),
    ],
)
def test_an_integral_has_its_value(integral, value) -> None:
    assert compare(integral, value, a, c).kind == "equal"
    assert compare(integral, value * 2, a, c).kind == "different"


@pytest.mark.parametrize(
    "integral",
    [
        Int(exp(x) for x in between(0, oo)),
        Int(1 + 0 * x for x in between(0, oo)),
        Int(1 / (1 + x) for x in between(0, oo)),
        Int(exp(-x) for x in between(-oo, 0)),
        Int(exp(exp(x)) for x in between(0, oo)),
    ],
)
def test_an_infinite_integral_has_no_value_and_makes_a_line_false(integral) -> None:
    truth = compare(c, integral)
    assert truth.kind == "different"
    assert "infinite integral" in truth.counterexample.below


@pytest.mark.parametrize(
    "integral",
    [
        Int(exp(-x / 64) for x in between(0, oo)),
        Int(x**3 * exp(-x) for x in between(0, oo)),
        Int(exp(x - exp(x)) for x in between(-oo, oo)),
        Int(1 / (1 + x) ** 2 for x in between(0, oo)),
    ],
)
def test_a_finite_integral_is_not_taken_for_an_infinite_one(integral) -> None:
    numbers = Evaluator(FloatField(), {}, Work(10**6))
    for point in Points(()):
        with contextlib.suppress(Unknown):
            assert numbers.value(integral, point.env(numbers.field)) > 0


def test_many_digits_far_out_leave_no_number_behind_for_the_floats() -> None:
    """Where a float overflows, many digits look for divergence; what they keep of z is no float."""
    integral = Int(1 / exp(exp(x)) * LSE(2 * z) for x in between(0, oo))
    numbers = Evaluator(FloatField(), TABLE, Work(10**6))
    point = next(iter(Points(symbols_of([integral]))))
    assert type(numbers.value(integral, point.env(numbers.field))) is float


def test_two_zeros_that_rounding_tells_apart_are_not_called_different() -> None:
    s = Sum(p[k] for k in K) - 1
    assert compare(s, 0 * c).kind == "equal"
    assert compare(exp(c) * (c - c), s * 1000, z).kind == "equal"
    flat = Int(exp(c * x + 9) * (z[i] - z[i]) for x in between(0, 2))
    assert compare(flat, exp(9 + c) * (z[i] - z[i])).kind == "equal"


def test_one_side_without_a_value_is_a_counterexample_with_its_reason() -> None:
    truth = compare(c, exp(log(c)))
    assert truth.kind == "different"
    assert "logarithm of a negative number" in truth.counterexample.below
    assert compare(log(-a), log(-a) + 0).kind == "unknown"


def test_a_hole_at_one_point_does_not_make_a_true_line_false() -> None:
    assert compare(c * (c - 2) / (c - 2), c).kind == "equal"
    assert compare(c, c**2 / c).kind == "equal"


def test_the_derivative_by_an_entry_moves_that_entry_alone() -> None:
    assert compare(D(Sum(z[k] ** 2 for k in K), z[j]), 2 * z[j]).kind == "equal"
    assert compare(D(D(p[i], z[j]), z[i]), D(D(p[i], z[i]), z[j])).kind == "equal"
    assert (
        compare(
            D(Prod(exp(z[k] * c) for k in K), c), Sum(z[k] for k in K) * exp(c * Sum(z[k] for k in K))
        ).kind
        == "equal"
    )
    assert compare(D(LSE(z), z[j]), p[j]).kind == "equal"
    assert compare(D(z[i], z[j]), delta(i, j)).kind == "equal"


def test_a_small_difference_is_shown_with_enough_digits() -> None:
    truth = compare(exp(c) * 1, exp(c) * (1 + 1 / K / 100000))
    assert truth.kind == "different"
    assert truth.counterexample.above != truth.counterexample.below
