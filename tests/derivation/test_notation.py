"""The notation reads like mathematics, prints as typed, and answers a slip with one friendly sentence."""

from __future__ import annotations

import copy
import inspect
import math
import pickle
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from course_utils.derivation import (
    D,
    Expr,
    Int,
    K,
    NotationError,
    Prod,
    Sum,
    between,
    delta,
    derive,
    exp,
    indices,
    log,
    num,
    oo,
    reals,
    softmax,
    substitution,
    vectors,
)
from course_utils.derivation.printing import to_latex
from course_utils.derivation.walk import skeleton

z, y = vectors("z y")
i, j = indices("i j")
c = reals("c")
p = softmax(z)

PRINTS = [
    "softmax(z + c)[i]",
    "exp(z[i] + c)/Sum(exp(z[k] + c) for k in K)",
    "exp(c)*exp(z[i])/(exp(c)*Sum(exp(z[k]) for k in K))",
    "-exp(c)*z[i]",
    "-(exp(c)*z[i])",
    "z[i] - (z[j] - c)",
    "z[i] - z[j] - c",
    "c - (-z[i])",
    "(c + 1)**2",
    "(-c)**2",
    "-c**2",
    "2**(-c)",
    "(2**c)**2",
    "2**c**2",
    "1/2*c",
    "num(1)/3*c",
    "z[i]/(z[j]/c)",
    "Sum(Sum(z[k]*z[m] for m in K if m != k) for k in K)",
    "Sum(z[k] for k in K if k != i and k != j)",
    "Prod(exp(-exp(-(c - z[k]))) for k in K if k != i)",
    "Int(exp(-x)*exp(-exp(-x)) for x in between(-oo, oo))",
    "D(softmax(z)[i], z[j])",
    "softmax(z)[i]*(delta(i, j) - softmax(z)[j])",
    "(Sum(z[k] for k in K) + 1)/K",
    "log(softmax(2*z)[i]/softmax(-z)[j])",
]
NAMES = {
    "D": D, "Int": Int, "K": K, "Prod": Prod, "Sum": Sum, "between": between, "c": c, "delta": delta,
    "exp": exp,
    "i": i, "j": j, "log": log, "num": num, "oo": oo, "softmax": softmax, "z": z,
}  # fmt: skip


@pytest.mark.parametrize("text", PRINTS)
def test_what_is_printed_is_what_was_typed_and_can_be_typed_again(text: str) -> None:
    node = eval(text, dict(NAMES))  # the test's own strings
    assert str(node) == text
    assert skeleton(eval(str(node), dict(NAMES))) == skeleton(node)


def test_a_bound_name_that_hides_another_one_is_told_apart() -> None:
    t = z[i]
    hidden = Sum(t * z[i] for i in K)
    assert str(hidden) == "Sum(z[i]*z[i_] for i_ in K)"
    assert to_latex(hidden) == r"\sum_{i'} z_{i} \, z_{i'}"
    nested = Sum(z[k] * Sum(z[k] for k in K) for k in K)
    assert str(nested) == "Sum(z[k]*Sum(z[k_] for k_ in K) for k in K)"


def test_latex_reads_like_the_blackboard() -> None:
    assert to_latex(exp(z[i]) / Sum(exp(z[k]) for k in K)) == r"\frac{e^{z_{i}}}{\sum_{k} e^{z_{k}}}"
    assert to_latex(D(p[i], z[j])).startswith(r"\frac{\partial}{\partial z_{j}} \operatorname{softmax}")
    assert to_latex(reals("beta") * (c + 1)) == r"\beta \, \left(c + 1\right)"
    assert to_latex(Int(exp(-x) for x in between(0, oo))) == r"\int_{0}^{\infty} e^{-x} \, dx"
    assert to_latex(z[i] ** 2) == r"z_{i}^{2}"


def test_a_variable_used_in_an_inner_sum_is_still_found() -> None:
    node = Int(exp(-x) * Prod(exp(-exp(-(x - z[k]))) for k in K if k != i) for x in between(-oo, oo))
    assert str(node).count("x") >= 4
    assert not node.free


def test_both_ways_to_leave_a_class_out_mean_the_same() -> None:
    one, other = Sum(z[k] for k in K if k != i), Sum(z[k] for k in K if i != k)
    assert skeleton(one) == skeleton(other)


def test_nothing_is_simplified_when_an_expression_is_built() -> None:
    assert str(exp(c) * exp(z[i]) / (exp(c) * exp(z[j]))) == "exp(c)*exp(z[i])/(exp(c)*exp(z[j]))"
    assert str(2 * (c + 1) * 2) == "2*(c + 1)*2"
    assert str(c - c) == "c - c"


def test_a_float_that_is_exact_is_taken_and_a_fraction_too() -> None:
    assert str(0.5 * c) == "1/2*c"
    assert str(Fraction(2, 3) * c) == "num(2)/3*c"


def test_an_expression_is_immutable_and_copies_are_itself() -> None:
    node = p[i] * c
    with pytest.raises(NotationError, match="cannot be changed"):
        node.head = "add"
    assert copy.copy(node) is node
    assert copy.deepcopy(node) is node
    with pytest.raises(NotationError, match="encode"):
        pickle.dumps(node)


def test_half_as_an_exponent_is_exact() -> None:
    assert str(c**0.5) == "c**(1/2)"


@pytest.mark.parametrize("node", [z, z[i], p, i, K, Sum(exp(z[k]) for k in K)], ids=str)
def test_whatever_asks_for_an_attribute_gets_the_answer_of_any_object(node) -> None:
    for name in ("exp", "shape", "_repr_html_", "_ipython_display_", "__array_interface__", "__wrapped__"):
        assert not hasattr(node, name)
        assert getattr(node, name, None) is None
        with pytest.raises(AttributeError):
            getattr(node, name)
    assert node._repr_latex_().startswith("$")
    assert copy.copy(node) is node
    assert copy.deepcopy([node])[0] is node
    assert inspect.unwrap(node) is node
    assert not callable(node)
    with pytest.raises(NotationError, match="encode"):
        pickle.dumps(node)


def test_a_half_made_expression_is_no_trap() -> None:
    with pytest.raises(AttributeError):
        Expr.__new__(Expr).kind  # noqa: B018


def double() -> None:
    x = c
    for _ in range(60):
        x = x + x


def tower() -> None:
    x = c
    for _ in range(10):
        x = 2**x


def deep() -> None:
    x = c
    for _ in range(100):
        x = exp(x)


SLIPS: dict[str, tuple[Callable[[], object], str]] = {
    "range(3)": (lambda: Sum(exp(z[k]) for k in range(3)), "for k in K"),
    "range(1, 4)": (lambda: Sum(exp(z[k]) for k in range(1, 4)), "loops over K"),
    "range(K)": (lambda: Sum(exp(z[k]) for k in range(K)), "for k in K"),
    "an equation": (lambda: derive(p[i], p[i] == exp(z[i])), "line of its own"),
    "Sum forgotten": (lambda: exp(z[i]) / (exp(z[k]) for k in K), "needs Sum around it"),
    "a list": (lambda: exp(z[i]) / [exp(z[k]) for k in K], "Sum"),
    "Python's sum": (lambda: derive(exp(z[i]) / sum(exp(z[k]) for k in K)), "capital S"),
    "a loop variable that got out": (lambda: derive(next(z[k] for k in K)), "outside of its Sum"),
    "0.1": (lambda: 0.1 * z[i], r"num\(1\)/10"),
    "1/3": (lambda: (1 / 3) * z[i], r"num\(1\)/3"),
    "nan": (lambda: c * float("nan"), "not exact"),
    "greater": (lambda: p[i] > 0, "no order"),
    "max": (lambda: max(z[i], z[j]), "no order"),
    "if": (lambda: 1 if p[i] else 0, "neither true nor false"),
    "math.exp": (lambda: math.exp(z[i]), "exp, log and Sum of this notation"),
    "np.exp": (lambda: np.exp(z[i]), "NumPy cannot"),
    "np.float64 on the left": (lambda: np.float64(2) * z[i], "NumPy cannot"),
    "an array": (lambda: np.ones(3) * z, "NumPy cannot"),
    "a whole vector as a line": (lambda: derive(p, (z[i], "cancel")), r"softmax\(z\)\[i\]"),
    "softmax of a number": (lambda: softmax(z[i]), "whole vector"),
    "softmax without its argument": (lambda: softmax[i], r"softmax\(z\)\[i\]"),
    "softmax as a number": (lambda: c + softmax, "without its arguments"),
    "arithmetic on an index": (lambda: z[i + 1], "between brackets"),
    "class 0": (lambda: z[0], "counted 1, 2, ..., K, not from 0"),
    "the last class": (lambda: z[-1], "counted 1, 2"),
    "a slice": (lambda: z[0:2], "Slices are for tensors"),
    "a new axis": (lambda: z[None], "Slices are for tensors"),
    "two indices": (lambda: z[i, j], "one index, not several"),
    "z.exp()": (lambda: z.exp(), r"Write exp\(z\)\."),
    "z[i].log()": (lambda: z[i].log(), r"Write log\(z\[i\]\)\."),
    "z.sum()": (lambda: z.sum(), r"Write Sum\(z\[k\] for k in K\)\."),
    "exp(z).sum()": (lambda: exp(z) / exp(z).sum(), r"Write Sum\(exp\(z\)\[k\] for k in K\)\."),
    "softmax(z).log()": (lambda: softmax(z).log(), r"Write log\(softmax\(z\)\)\."),
    "z.softmax(-1)": (lambda: z.softmax(-1), r"Write softmax\(z\)\."),
    "a method of a sum": (lambda: Sum(exp(z[k]) for k in K).log(), r"Write log\(Sum"),
    "z.shape": (lambda: z.shape, "has no `.shape`"),
    "K.item()": (lambda: K.item(), "has no `.item`"),
    "a dim": (lambda: softmax(z, dim=-1), r"is written softmax\(z\)"),
    "0.3 in an exponent": (lambda: c**0.3, r"num\(3\)/10"),
    "a product of vectors": (lambda: z @ y, r"Sum\(z\[k\]\*w\[k\] for k in K\)"),
    "a power with ^": (lambda: c ^ 2, r"x\*\*2"),
    "abs": (lambda: abs(c), "has only"),
    "i == j": (lambda: i == j, r"Write delta\(i, j\)"),
    "i == 1": (lambda: i == 1, r"Write delta\(i, 1\)"),
    "an entry of a number": (lambda: c[i], "not a vector"),
    "an index that is a number": (lambda: z[c], "not an index"),
    "no rule": (lambda: derive(p[i], p[j]), "names no rule"),
    "three parts": (lambda: derive(p[i], (p[i], "a", "b")), "not a pair"),
    "a rule that is no text": (lambda: derive(p[i], (p[i], 3)), "in quotes"),
    "derivative by a function": (lambda: D(p[i], p[j]), "such as z"),
    "derivative by an index": (lambda: D(p[i], i), "differentiate by"),
    "Sum of a vector": (lambda: Sum(z), "needs its loop"),
    "Sum over z": (lambda: Sum(x for x in z), "for k in K"),
    "len": (lambda: len(z), "write K"),
    "Int over K": (lambda: Int(exp(z[k]) for k in K), "does not run over"),
    "Sum over an interval": (lambda: Sum(exp(x) for x in between(0, 1)), "does not run over"),
    "infinity in a sum": (lambda: oo + 1, "end of an integral"),
    "minus infinity in a sum": (lambda: c * -oo, "end of an integral"),
    "a filter on equality": (lambda: Sum(z[k] for k in K if k == i), "=="),
    "a filter on order": (lambda: Sum(z[k] for k in K if k < i), "no order"),
    "k != k": (lambda: Sum(z[k] for k in K if k != k), "another index"),
    "i != j outside a sum": (lambda: i != j, "distinct"),
    "a large exponent": (lambda: c**100, "at most 64"),
    "a vector as exponent": (lambda: 2**z, "exponent"),
    "text": (lambda: c + "x", "cannot stand in a proof"),
    "None": (lambda: c + None, "cannot stand in a proof"),
    "True": (lambda: True * c, "not numbers"),
    "substitution by an expression": (lambda: substitution(exp(c)), "lambda"),
    "substitution by a constant": (lambda: substitution(lambda x: 3), "must depend"),
    "doubling": (double, "too large"),
    "a tower of powers": (tower, "tower"),
    "a deep nest": (deep, "nested too deeply"),
    "nested derivatives": (lambda: D(D(D(D(exp(c), c), c), c), c), "inside each other"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_the_notation_is_answered_with_one_friendly_sentence(name: str) -> None:
    write, wanted = SLIPS[name]
    with pytest.raises(NotationError, match=wanted) as caught:
        write()
    assert len(str(caught.value)) < 220


def test_importing_the_notation_loads_no_heavy_library() -> None:
    code = (
        "import sys; import course_utils.derivation;"
        "print([m for m in ('torch', 'numpy', 'sympy', 'mpmath') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
