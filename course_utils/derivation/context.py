"""What a statement tells the normaliser and the rules: definitions, conditions on indices, the number of
classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from course_utils.derivation.definitions import Condition, Definition


@dataclass(frozen=True, eq=False)
class Context:
    """`apart`: pairs of index names known to differ; `merged`: index names that stand for another one (i
    = j).

    `classes` is the number of classes when the statement fixes it (two classes), else None.
    """

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)
    classes: int | None = None

    @staticmethod
    def of(
        definitions: Mapping[str, Definition], conditions: tuple[Condition, ...], classes: int | None
    ) -> Context:
        """The context of a statement with these conditions."""
        apart, merged = set(), {}
        for c in conditions:
            left, right = str(c.left), str(c.right)
            if c.equal:
                merged[right] = merged.get(left, left)
            else:
                apart.add(frozenset((left, right)))
        return Context(definitions, frozenset(apart), merged, classes)

    def differ(self, i: str, j: str) -> bool:
        """True when two index names are known to be different classes."""
        return i != j and ((i.isdigit() and j.isdigit()) or frozenset((i, j)) in self.apart)
