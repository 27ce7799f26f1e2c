"""Walking over typed trees: every node, substitution without capture, equality as typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from course_utils.derivation.tree import BINDERS, Expr, bound_variable


def subtrees(node: Expr) -> Iterator[Expr]:
    """Every node of the tree, parents first."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(top.args))


def substitute(
    node: Expr, symbols: Mapping[tuple[str, str], Expr], bound: Mapping[int, Expr] | None = None
) -> Expr:
    """Put expressions for symbols (by (name, sort)) and for bound variables (by id).

    Every binder on the way gets a fresh variable, so nothing is captured.
    """
    bound = bound or {}
    if node.head == "sym":
        return symbols.get(node.data, node)
    if node.head == "bound":
        return bound.get(node.data[0], node)
    if not node.args:
        return node
    if node.head in BINDERS:
        uid, name = node.data
        fresh = bound_variable(name, "real" if node.head == "int" else "index")
        inner = dict(bound)
        inner[uid] = fresh
        body = substitute(node.args[0], symbols, inner)
        rest = tuple(substitute(a, symbols, bound) for a in node.args[1:])
        return Expr(node.head, (body, *rest), (fresh.data[0], name))
    return Expr(node.head, tuple(substitute(a, symbols, bound) for a in node.args), node.data)


def skeleton(node: Expr, levels: Mapping[int, int] | None = None) -> tuple[Any, ...]:
    """Nested tuples that are equal exactly when two trees are equal as typed, bound names aside."""
    levels = levels or {}
    if node.head == "bound":
        return ("bound", levels.get(node.data[0], node.data[0] + 10**6))
    if node.head in BINDERS:
        inner = {**levels, node.data[0]: len(levels)}
        return (node.head, skeleton(node.args[0], inner), *(skeleton(a, levels) for a in node.args[1:]))
    return (node.head, node.data, *(skeleton(a, levels) for a in node.args))
