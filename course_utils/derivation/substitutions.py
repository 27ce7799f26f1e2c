"""The rule "substitution": one integral of a line, with a new variable.

The new line's integral is carried back to the old variable, u = g(x): its integrand becomes
f(g(x))·|g'(x)|, its ends must be the limits of g at the old ends. What comes out must then agree with the
line above.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from course_utils.derivation import calculus
from course_utils.derivation.context import Context
from course_utils.derivation.errors import NotNormal
from course_utils.derivation.normal import Normaliser
from course_utils.derivation.tree import Expr, bound_variable, is_infinite
from course_utils.derivation.walk import substitute, subtrees
from course_utils.derivation.work import Work

_SIMPLE = frozenset(["cancel", "expand", "exp_log"])


def carried_back(
    above: Expr, below: Expr, new: Expr, old: Expr, context: Context, work: Work
) -> Iterator[Expr]:
    """The line `below` with one integral written in the old variable, for each pair of integrals that fits.

    `new` is the new variable as an expression in the bound variable `old`.
    """
    for source in _integrals(above):
        for target in _integrals(below):
            if source.free or target.free:
                continue
            image = _carry(source, target, new, old, context, work)
            if image is not None:
                yield _replace_one(below, target, image)


def _integrals(node: Expr) -> list[Expr]:
    return [n for n in subtrees(node) if n.head == "int"]


def _carry(source: Expr, target: Expr, new: Expr, old: Expr, context: Context, work: Work) -> Expr | None:
    x = bound_variable(old.data[1], "real")
    g = substitute(new, {}, {old.data[0]: x})
    nz = Normaliser(_SIMPLE, context, work)
    try:
        low, high = source.args[1:]
        ends = [_image_of_end(nz, g, x, low, high), _image_of_end(nz, g, x, high, low)]
        wanted = [_end(nz, end) for end in target.args[1:]]
        if ends == wanted:
            sign = 1
        elif ends == wanted[::-1]:
            sign = -1
        else:
            return None
    except NotNormal:
        return None
    integrand = substitute(target.args[0], {}, {target.data[0]: g})
    slope = Expr("D", (g, x))
    if sign < 0:
        slope = Expr("neg", (slope,))
    return Expr("int", (Expr("mul", (integrand, slope)), *source.args[1:]), (x.data[0], x.data[1]))


def _image_of_end(nz: Normaliser, g: Expr, x: Expr, end: Expr, other: Expr) -> calculus.End:
    """The limit of g at one end of the old integral, coming from its other end."""
    if is_infinite(end):
        name = nz.fresh()
        value = nz.tree(g, {x.data[0]: name})
        return calculus.limit(nz, value, name, "oo" if end.head == "oo" else "-oo")
    try:
        return nz.tree(substitute(g, {}, {x.data[0]: end}))
    except NotNormal:
        name = nz.fresh()
        if is_infinite(other):  # x = end + 1/y, where y goes to the infinite end: 1/x is y at the end 0
            y = bound_variable("y", "real")
            near = Expr("add", (end, Expr("div", (Expr("num", (), Fraction(1)), y))))
            try:
                value = nz.tree(substitute(g, {}, {x.data[0]: near}), {y.data[0]: name})
                return calculus.limit(nz, value, name, "oo" if other.head == "oo" else "-oo")
            except NotNormal:
                pass
        return calculus.limit_at_zero_of_log(nz, nz.tree(g, {x.data[0]: name}), name, nz.tree(end))


def _end(nz: Normaliser, end: Expr) -> calculus.End:
    if is_infinite(end):
        return "oo" if end.head == "oo" else "-oo"
    return nz.tree(end)


def _replace_one(node: Expr, target: Expr, image: Expr) -> Expr:
    if node is target:
        return image
    if not node.args:
        return node
    return Expr(node.head, tuple(_replace_one(a, target, image) for a in node.args), node.data)


#: What may be used to see that the carried line is the line above: the chain rule for g', and arithmetic.
CARRIED = frozenset(
    ["d_lin", "d_var", "d_exp", "d_log", "d_pow", "d_inv", "d_prod", "cancel", "exp_log", "exp_sum", "="]
)
