"""What can be known about the sign of a value from the sorts of its symbols."""

from __future__ import annotations

from fractions import Fraction

from course_utils.derivation.context import Context
from course_utils.derivation.definitions import Definition
from course_utils.derivation.polynomial import Atom, Value, add, constant, scale
from course_utils.derivation.tree import Expr
from course_utils.derivation.work import Work

_POSITIVE_SORTS = frozenset(("positive", "unit", "posvector", "distribution"))
_UNIT_SORTS = frozenset(("unit", "distribution"))


def sign(value: Value, context: Context, work: Work) -> int | None:
    """1 when certainly positive, -1 when certainly negative, 0 for zero, None when not known."""
    if not value.terms:
        return 0
    signs = {_term(mono, c, context, work) for mono, c in value.terms.items()}
    if len(signs) == 1:
        return signs.pop()
    # 1 - u for a u between 0 and 1, and its like.
    rest = value.terms.get((), Fraction(0))
    for mono, c in value.terms.items():
        if mono and not all(
            a.head in ("sym", "at") and a.parts[1] in _UNIT_SORTS and not d for a, _, d in mono
        ):
            return None
        if mono and c > 0:
            return None
        rest += c if mono else 0
    return 1 if rest >= 0 else None


def _term(mono: tuple[tuple[Atom, int, int], ...], c: Fraction, context: Context, work: Work) -> int | None:
    total = 1 if c > 0 else -1
    for atom, n, d in mono:
        one = _atom(atom, context, work)
        if one is None:
            return None
        if (n - d) % 2:
            total *= one
    return total


def _atom(atom: Atom, context: Context, work: Work) -> int | None:
    work.spend(2)
    head, parts = atom.head, atom.parts
    if head in ("exp", "K"):
        return 1
    if head in ("sym", "at"):
        return 1 if parts[1] in _POSITIVE_SORTS else None
    if head == "P":
        return _nonzero(sign(parts[0], context, work))
    if head == "log":
        if sign(add((constant(1), scale(parts[0], -1))), context, work) == 1:
            return -1
        return _nonzero(sign(add((parts[0], constant(-1))), context, work))
    if head == "pow":
        return 1 if sign(parts[0], context, work) == 1 else None
    if head == "sum":
        return _nonzero(sign(parts[0], context, work)) if len(parts) <= 2 else None
    if head == "prod":
        return 1 if sign(parts[0], context, work) == 1 else None
    if head == "int":
        low, high = parts[1:]
        upward = high == "oo" or low == "-oo"
        return _nonzero(sign(parts[0], context, work)) if upward else None
    if head == "fn":
        definition = context.definitions.get(parts[0])
        return 1 if definition is not None and positive_definition(definition, context, work) else None
    return None


def _nonzero(found: int | None) -> int | None:
    return found or None


def positive_definition(definition: Definition, context: Context, work: Work) -> bool:
    """True when the body of a definition is positive whatever its arguments (softmax, sigmoid)."""
    return _positive_tree(definition.body, context, work)


def _positive_tree(node: Expr, context: Context, work: Work) -> bool:
    work.spend(1)
    head, args = node.head, node.args
    if head == "num":
        return node.data > 0
    if head in ("exp", "K"):
        return True
    if head in ("mul", "div", "add"):
        return all(_positive_tree(a, context, work) for a in args)
    if head == "pow":
        return _positive_tree(args[0], context, work)
    if head in ("sum", "prod"):
        return _positive_tree(args[0], context, work) and (head == "prod" or len(args) <= 2)
    call = args[0] if head == "at" else node
    if call.head == "fn":
        inner = context.definitions.get(call.data[0])
        return inner is not None and positive_definition(inner, context, work)
    return False
