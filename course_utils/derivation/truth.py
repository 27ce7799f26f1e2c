"""Are two lines equal, as far as numbers tell? Points, simplest first, and a counterexample when they differ.

K = 2, 3, 4, 5 and every pattern of coinciding indices (so i = j and i ≠ j are both tried); small whole
numbers first, then 64ths, exact in every arithmetic we use. A difference seen in float64 is confirmed
with 30 and 60 digits before anything is called false.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from course_utils.derivation.definitions import Condition, Definition
from course_utils.derivation.errors import OutOfWork
from course_utils.derivation.evaluate import Env, Evaluator
from course_utils.derivation.tree import Expr
from course_utils.derivation.values import Field, FloatField, NoValue, Unknown, digits_field
from course_utils.derivation.walk import subtrees
from course_utils.derivation.work import Work

_CLASSES = (2, 3, 2, 3, 4, 5)
#: Two values closer than this (relative) count as equal in float64.
_CLOSE = 1e-9
#: A difference is only called one when it is larger than this (relative).
_APART = 1e-6
_ENOUGH = 3
Symbol = tuple[str, str]


@dataclass(frozen=True)
class Point:
    """A number of classes and an exact value for each symbol: a Fraction, a tuple of K of them, or a
    class.
    """

    classes: int
    values: tuple[tuple[Symbol, Any], ...]

    def __str__(self) -> str:
        parts = [f"K = {self.classes}"]
        for (name, _), value in self.values:
            if isinstance(value, tuple):
                parts.append(f"{name} = ({', '.join(map(str, value))})")
            else:
                parts.append(f"{name} = {value}")
        return ", ".join(parts)

    def env(self, arithmetic: Field) -> Env:
        """The point in an arithmetic."""
        symbols: dict[Symbol, Any] = {}
        for symbol, value in self.values:
            if symbol[1] == "index":
                symbols[symbol] = value
            elif isinstance(value, tuple):
                symbols[symbol] = [arithmetic.number(v) for v in value]
            else:
                symbols[symbol] = arithmetic.number(value)
        return Env(self.classes, symbols)


@dataclass(frozen=True)
class Counterexample:
    """A point where two lines differ. A side without a value has the reason instead of a number."""

    point: Point
    above: str
    below: str

    def __str__(self) -> str:
        return f"at {self.point} the line above is {self.above} and this one is {self.below}"


@dataclass(frozen=True)
class Truth:
    """`equal`, `different` (with a counterexample) or `unknown`, after `points` points that told
    something.
    """

    kind: str
    points: int
    counterexample: Counterexample | None = None


def symbols_of(nodes: Sequence[Expr]) -> tuple[Symbol, ...]:
    """The symbols of some trees, sorted: vectors first, then numbers, then indices."""
    found = {n.data for node in nodes for n in subtrees(node) if n.head == "sym"}
    order = {"vector": 0, "posvector": 0, "distribution": 0, "index": 2}
    return tuple(sorted(found, key=lambda s: (order.get(s[1], 1), s)))


class Points:
    """The points for one statement, the same for all its lines."""

    def __init__(
        self, symbols: Sequence[Symbol], classes: int | None = None, conditions: Sequence[Condition] = ()
    ) -> None:
        self.symbols, self.classes = tuple(symbols), classes
        names = [s for s in symbols if s[1] == "index"]
        patterns = [p for p in _patterns(len(names)) if _allowed(p, names, conditions)]
        if classes is not None:
            patterns = [p for p in patterns if max(p, default=0) < classes]
        self.patterns = patterns[:15]
        self.names = names

    def __iter__(self) -> Iterator[Point]:
        rng = random.Random(20_240_229)
        if not self.patterns:
            return
        for n in range(max(12, 3 * len(self.patterns))):
            pattern = self.patterns[n % len(self.patterns)]
            turn = n // len(self.patterns)
            blocks = max(pattern, default=0) + 1
            classes = self.classes or max(blocks, _CLASSES[n % len(_CLASSES)])
            labels = list(range(1, classes + 1))
            if turn:
                rng.shuffle(labels)
            values: list[tuple[Symbol, Any]] = []
            seen = 0
            for symbol in self.symbols:
                if symbol[1] == "index":
                    values.append((symbol, labels[pattern[self.names.index(symbol)]]))
                else:
                    values.append((symbol, _draw(symbol[1], classes, turn, seen, rng)))
                    seen += 1
            yield Point(classes, tuple(values))


def _patterns(count: int, most: int = 4) -> list[tuple[int, ...]]:
    """All patterns of coincidence of `count` indices, as block numbers; all different first."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(count):
        found = [(*p, b) for p in found for b in range(min(max(p, default=-1) + 2, most))]
    return sorted(found, key=lambda p: (-len(set(p)), p))


def _allowed(pattern: tuple[int, ...], names: Sequence[Symbol], conditions: Sequence[Condition]) -> bool:
    for c in conditions:
        if c.left.data in names and c.right.data in names:
            together = pattern[names.index(c.left.data)] == pattern[names.index(c.right.data)]
            if together != c.equal:
                return False
    return True


def _draw(sort: str, classes: int, turn: int, seen: int, rng: random.Random) -> Any:
    """An exact value of a sort: whole numbers at the first turns, then 64ths."""
    if sort in ("vector", "posvector", "distribution"):
        if turn == 0:
            entries = [Fraction((k + seen) % classes + 1 + seen % 2) for k in range(classes)]
        elif turn == 1 and sort == "vector":
            entries = [Fraction(v) for v in rng.sample(range(-3, 5), classes)]
        else:
            low = -128 if sort == "vector" else 9
            entries = [Fraction(rng.randrange(low, 150) * 2 + 1, 128) for _ in range(classes)]
        total = sum(entries) if sort == "distribution" else Fraction(1)
        return tuple(e / total for e in entries)
    if sort == "unit":
        return Fraction(1, 2 + 2 * seen) if turn == 0 else Fraction(rng.randrange(3, 62), 64)
    if turn == 0:
        return Fraction(2 + seen)
    if turn == 1:
        return Fraction(rng.choice((1, 2, 3, 4) if sort == "positive" else (-3, -2, -1, 2, 3)))
    return Fraction(rng.randrange(9 if sort == "positive" else -128, 150) * 2 + 1, 128)


class Numbers:
    """Compares lines of one proof at its points. Values of a line are kept, since each line is used twice."""

    def __init__(self, definitions: Mapping[str, Definition], points: Points) -> None:
        self.definitions, self.points = definitions, list(points)
        self.float = FloatField()
        self._kept: dict[tuple[int, int], tuple[Any, Expr]] = {}

    def compare(self, above: Expr, below: Expr, work: Work) -> Truth:
        """Compare two lines. Runs out of work quietly: what was seen so far decides."""
        informative = 0
        nowhere_above: Counterexample | None = None
        try:
            for n, point in enumerate(self.points):
                left, right = self._value(above, n, point, work), self._value(below, n, point, work)
                if isinstance(left, Unknown) or isinstance(right, Unknown):
                    continue
                if isinstance(left, NoValue):
                    if not isinstance(right, NoValue) and left.robust and nowhere_above is None:
                        nowhere_above = Counterexample(
                            point, f"without a value ({left.reason})", _show(right)
                        )
                    continue
                if isinstance(right, NoValue):
                    found = self._confirm(above, below, point, work) if right.robust else None
                elif _near(left, right):
                    informative += 1
                    continue
                else:
                    found = self._confirm(above, below, point, work)
                    informative += found is None
                if found is not None:
                    return Truth("different", informative, found)
        except OutOfWork:
            pass
        if informative >= _ENOUGH:
            return Truth("equal", informative)
        if informative == 0 and nowhere_above is not None:
            return Truth("different", 0, nowhere_above)
        return Truth("unknown", informative)

    def agreement(self, above: Expr, below: Expr, work: Work) -> list[tuple[Point, bool]]:
        """At which points the two lines agree (in float64), for the remark on a false line."""
        seen = []
        try:
            for n, point in enumerate(self.points):
                left, right = self._value(above, n, point, work), self._value(below, n, point, work)
                if not isinstance(left, NoValue | Unknown) and not isinstance(right, NoValue | Unknown):
                    seen.append((point, abs(left - right) <= _APART * max(abs(left), abs(right))))
        except OutOfWork:
            pass
        return seen

    def _value(self, node: Expr, n: int, point: Point, work: Work) -> Any:
        key = (id(node), n)
        if key not in self._kept:
            self._kept[key] = (_attempt(Evaluator(self.float, self.definitions, work), node, point), node)
        return self._kept[key][0]

    def _confirm(self, above: Expr, below: Expr, point: Point, work: Work) -> Counterexample | None:
        """The counterexample at this point if more digits (for integrals: more nodes) bear it out."""
        integrals = any(n.head == "int" for node in (above, below) for n in subtrees(node))
        # Two ways to compute whose errors have nothing in common: other digits and, for integrals, other
        # nodes.
        if integrals:
            tries = [
                Evaluator(self.float, self.definitions, work, nodes=420),
                Evaluator(digits_field(30), self.definitions, work, nodes=180),
            ]
        else:
            tries = [Evaluator(digits_field(digits), self.definitions, work) for digits in (30, 60)]
        gaps, left, right = [], None, None
        for evaluator in tries:
            left, right = _attempt(evaluator, above, point), _attempt(evaluator, below, point)
            if isinstance(left, NoValue | Unknown) or isinstance(right, Unknown):
                return None
            if isinstance(right, NoValue):
                if not right.robust:
                    return None
                continue
            gaps.append(left - right)
            if abs(left - right) <= _APART * max(abs(left), abs(right)):
                return None
        if len(gaps) == 2 and abs(gaps[0] - gaps[1]) > 0.01 * abs(gaps[1]):
            return None
        if len(gaps) == 1:
            return None
        used = {n.data for node in (above, below) for n in subtrees(node) if n.head == "sym"}
        point = Point(point.classes, tuple(v for v in point.values if v[0] in used))
        shown = f"without a value ({right.reason})" if isinstance(right, NoValue) else _show(right, left)
        return Counterexample(point, _show(left, right), shown)


def _attempt(evaluator: Evaluator, node: Expr, point: Point) -> Any:
    """The value, or the NoValue or Unknown that was met instead."""
    try:
        value = evaluator.value(node, point.env(evaluator.field))
    except (NoValue, Unknown) as no:
        return no
    return (
        value
        if evaluator.field.finite(value)
        else Unknown("a number too large to compute with", overflow=True)
    )


def _near(left: Any, right: Any) -> bool:
    return abs(left - right) <= _CLOSE * max(abs(left), abs(right))


def _show(value: Any, other: Any = None) -> str:
    """A number as a reader wants it: four digits, or as many as it takes to tell it from `other`."""
    for digits in (4, 6, 8, 12):
        text = f"{float(value):.{digits}g}"
        if other is None or isinstance(other, NoValue) or text != f"{float(other):.{digits}g}":
            return text
    return f"{float(value):.15g}"
