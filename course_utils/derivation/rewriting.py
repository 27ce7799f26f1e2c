"""Citing a lemma: find places where its left side matches, put its right side there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from course_utils.derivation.context import Context
from course_utils.derivation.definitions import Lemma
from course_utils.derivation.tree import BINDERS, SCALAR_SORTS, Expr
from course_utils.derivation.walk import skeleton, substitute, subtrees
from course_utils.derivation.work import Work

#: A sum of more terms is only matched as typed; a lemma is tried in at most so many ways at one place.
_MOST_TERMS, _MOST_WAYS = 7, 24
Found = Mapping[tuple[str, str], Expr]


@dataclass(frozen=True)
class _Match:
    symbols: dict[tuple[str, str], Expr]
    bound: dict[int, int]


class LemmaUse:
    """A lemma in a context. `same` decides whether two trees are equal after tidying, `positive` a tree's
    sign.
    """

    def __init__(
        self,
        lemma: Lemma,
        context: Context,
        work: Work,
        same: Callable[[Expr, Expr], bool],
        positive: Callable[[Expr], bool],
    ) -> None:
        self.lemma, self.context, self.work, self.same, self.positive = lemma, context, work, same, positive
        self._params = {p.data for p in lemma.params}

    def rewrites(self, node: Expr) -> list[Expr]:
        """The tree with the lemma used at one place, for each place and each way it fits there; and, when
        there are several places, at all of them. The last one uses it as the lines are typed.
        """
        places = [n for n in subtrees(node) if n.kind == "scalar"]
        found = [(n, images) for n in places if (images := self._images(n))]
        out = [_replace(node, {id(n): image}) for n, images in found for image in reversed(images)]
        if len(found) > 1:
            for way in reversed(range(max(len(images) for _, images in found))):
                chosen = {id(n): images[min(way, len(images) - 1)] for n, images in found}
                out.append(_replace(node, chosen))
        return out

    def _images(self, node: Expr) -> list[Expr]:
        """What the lemma makes of this node: as typed first, then with its sums taken apart in other ways."""
        images: dict[tuple[Any, ...], Expr] = {}
        for match in self._match(self.lemma.left, node, _Match({}, {})):
            if self._holds(match.symbols):
                image = substitute(self.lemma.right, match.symbols)
                images.setdefault(skeleton(image), image)
                if len(images) == _MOST_WAYS:
                    break
        return list(images.values())

    def _holds(self, found: Found) -> bool:
        for condition in self.lemma.conditions:
            i, j = (substitute(x, found) for x in (condition.left, condition.right))
            names = [str(x.data) if x.head == "lit" else x.data[0] for x in (i, j)]
            if "bound" in (i.head, j.head) or self.context.differ(*names) == condition.equal:
                return False
        return all(self._fits(sort, node) for (_, sort), node in found.items())

    def _fits(self, sort: str, node: Expr) -> bool:
        """May `node` stand for a parameter of this sort?"""
        if sort in ("real", "vector", "index"):
            return True
        if node.head == "sym" and node.data[1] == sort:
            return True
        return sort == "positive" and node.kind == "scalar" and not node.free and self.positive(node)

    def _match(self, pattern: Expr, node: Expr, so_far: _Match) -> Iterator[_Match]:
        self.work.spend(2)
        if pattern.head == "sym" and pattern.data in self._params:
            yield from self._match_parameter(pattern, node, so_far)
            return
        if pattern.head == "bound":
            if node.head == "bound" and so_far.bound.get(pattern.data[0]) == node.data[0]:
                yield so_far
            return
        if pattern.head == node.head and len(pattern.args) == len(node.args):
            yield from self._match_heads(pattern, node, so_far)
        if pattern.head == "add" and node.head in ("add", "sub"):
            yield from self._match_sum(pattern, node, so_far)

    def _match_heads(self, pattern: Expr, node: Expr, so_far: _Match) -> Iterator[_Match]:
        if pattern.head in BINDERS:
            inner = _Match(so_far.symbols, {**so_far.bound, pattern.data[0]: node.data[0]})
            yield from self._match_all(pattern.args, node.args, inner)
            return
        if pattern.data != node.data:
            return
        yield from self._match_all(pattern.args, node.args, so_far)
        if pattern.head in ("add", "mul", "delta"):
            yield from self._match_all(pattern.args, node.args[::-1], so_far)

    def _match_sum(self, pattern: Expr, node: Expr, so_far: _Match) -> Iterator[_Match]:
        """Each side of the pattern's sum takes some of the terms, in any order: z + c fits a + b + s + t."""
        terms = _terms(node)
        if len(terms) > _MOST_TERMS:
            return
        for chosen in range(1, 2 ** len(terms) - 1):
            self.work.spend(30)
            sides: tuple[list[Expr], list[Expr]] = ([], [])
            for n, term in enumerate(terms):
                sides[chosen >> n & 1].append(term)
            kinds = ["vector" if any(t.kind == "vector" for t in side) else "scalar" for side in sides]
            if kinds == [p.kind for p in pattern.args]:
                yield from self._match_all(pattern.args, (_total(sides[0]), _total(sides[1])), so_far)

    def _match_parameter(self, pattern: Expr, node: Expr, so_far: _Match) -> Iterator[_Match]:
        if pattern.kind != node.kind or node.free & set(so_far.bound.values()):
            return
        before = so_far.symbols.get(pattern.data)
        if before is None:
            if pattern.data[1] in SCALAR_SORTS and node.head == "oo":
                return
            yield _Match({**so_far.symbols, pattern.data: node}, so_far.bound)
        elif before is node or self.same(before, node):
            yield so_far

    def _match_all(
        self, patterns: tuple[Expr, ...], nodes: tuple[Expr, ...], so_far: _Match
    ) -> Iterator[_Match]:
        if not patterns:
            yield so_far
            return
        for match in self._match(patterns[0], nodes[0], so_far):
            yield from self._match_all(patterns[1:], nodes[1:], match)


def _terms(node: Expr) -> list[Expr]:
    """The terms of a sum, a subtracted one with its minus."""
    if node.head == "add":
        return [*_terms(node.args[0]), *_terms(node.args[1])]
    if node.head == "sub":
        return [*_terms(node.args[0]), *(_minus(t) for t in _terms(node.args[1]))]
    if node.head == "neg":
        return [_minus(t) for t in _terms(node.args[0])]
    return [node]


def _minus(node: Expr) -> Expr:
    return node.args[0] if node.head == "neg" else Expr("neg", (node,))


def _total(terms: list[Expr]) -> Expr:
    return reduce(lambda one, other: Expr("add", (one, other)), terms)


def _replace(node: Expr, images: Mapping[int, Expr]) -> Expr:
    if id(node) in images:
        return images[id(node)]
    if not node.args:
        return node
    args = tuple(_replace(a, images) for a in node.args)
    return (
        node
        if all(a is b for a, b in zip(args, node.args, strict=True))
        else Expr(node.head, args, node.data)
    )
