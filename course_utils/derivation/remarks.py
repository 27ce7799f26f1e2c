"""What more can be said about a false line: where it would hold, and whether only a sign is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from course_utils.derivation.statement import Statement
from course_utils.derivation.truth import Counterexample, Point


def remark_on(agreement: Sequence[tuple[Point, bool]], found: Counterexample, statement: Statement) -> str:
    """One sentence on the pattern of a false line, or nothing. `agreement`: points, and whether the lines
    agree there.
    """
    if not any(same for _, same in agreement):
        return "The two numbers differ only in sign." if _opposite(found) else ""
    for text, holds in _patterns(agreement, statement):
        if all(holds(point) == same for point, same in agreement):
            return text
    return ""


def _opposite(found: Counterexample) -> bool:
    one, other = found.above, found.below
    return one == "-" + other or other == "-" + one


def _patterns(
    agreement: Sequence[tuple[Point, bool]], statement: Statement
) -> list[tuple[str, Callable[[Point], bool]]]:
    names = sorted(name for name, sort in statement.symbols.items() if sort == "index")
    found: list[tuple[str, Callable[[Point], bool]]] = []
    for n, i in enumerate(names):
        for j in names[n + 1 :]:
            found.append((f"It holds when {i} = {j}, but not when {i} ≠ {j}.", _coincide(i, j, True)))
            found.append((f"It holds when {i} ≠ {j}, but not when {i} = {j}.", _coincide(i, j, False)))
    for classes in sorted({point.classes for point, _ in agreement}):
        found.append(
            (
                f"It holds for K = {classes}, but a proof must hold for every K.",
                lambda p, k=classes: p.classes == k,
            )
        )
    return found


def _coincide(i: str, j: str, equal: bool) -> Callable[[Point], bool]:
    def holds(point: Point) -> bool:
        values = {name: value for (name, _), value in point.values}
        return (values.get(i) == values.get(j)) == equal

    return holds
