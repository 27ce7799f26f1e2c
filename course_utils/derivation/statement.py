"""What an exercise declares: where the proof starts, where it ends, and what may be used on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from course_utils.derivation.context import Context
from course_utils.derivation.definitions import Condition, Definition, Lemma
from course_utils.derivation.errors import NotationError, StatementError
from course_utils.derivation.rules import Rule, find_rules
from course_utils.derivation.tree import SORT_WORDS, Expr, as_scalar
from course_utils.derivation.walk import subtrees


@dataclass(frozen=True, eq=False)
class Statement:
    """`start` = `goal`, for every number of classes (or for `classes` of them), with what a proof may cite.

    `rules`: names of rules (or Rule objects); `lemmas` are cited by their names; `definitions` by
    "definition".
    `conditions`: side conditions on indices, such as `distinct(i, j)`. `classes` fixes K, for statements
    about two.
    `free_algebra`: from notebook 05 on, any line may also do algebra on the side.
    `split`: the pair of indices by which the statement may be proved in cases (i = j and i ≠ j).
    Raises StatementError when the declaration cannot be meant.
    """

    start: Expr
    goal: Expr
    rules: tuple[Rule | str, ...]
    lemmas: tuple[Lemma, ...] = ()
    definitions: tuple[Definition, ...] = ()
    conditions: tuple[Condition, ...] = ()
    classes: int | None = None
    free_algebra: bool = False
    split: tuple[Expr, Expr] | None = None
    symbols: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        try:
            put(self, "start", as_scalar(self.start))
            put(self, "goal", as_scalar(self.goal))
        except NotationError as error:
            raise StatementError(f"Start and goal must be numbers. {error}") from error
        put(self, "rules", find_rules(self.rules))
        for name in ("lemmas", "definitions", "conditions"):
            put(self, name, tuple(getattr(self, name)))
        if self.classes is not None and not 1 <= self.classes <= 8:
            raise StatementError("The number of classes, when fixed, is between 1 and 8.")
        names = [d.name for d in self.definitions]
        if len(set(names)) < len(names):
            raise StatementError("Two definitions have the same name.")
        put(self, "symbols", self._symbols())
        for node in (self.start, self.goal):
            problem = self.problem(node)
            if problem:
                raise StatementError(problem)

    def _symbols(self) -> dict[str, str]:
        found: dict[str, str] = {}
        nodes: list[Expr] = [self.start, self.goal]
        nodes += [x for c in self.conditions for x in (c.left, c.right)]
        nodes += list(self.split or ())
        for node in nodes:
            for n in subtrees(node):
                if n.head == "sym" and found.setdefault(n.data[0], n.data[1]) != n.data[1]:
                    raise StatementError(
                        f"{n.data[0]} is both {SORT_WORDS[found[n.data[0]]]} and {SORT_WORDS[n.data[1]]}."
                    )
        return found

    @property
    def definition_table(self) -> dict[str, Definition]:
        return {d.name: d for d in self.definitions}

    def context(self, extra: tuple[Condition, ...] = ()) -> Context:
        """The context of this statement, with further conditions for a case."""
        return Context.of(self.definition_table, (*self.conditions, *extra), self.classes)

    def problem(self, node: Expr) -> str | None:
        """One sentence on why a line is not about this statement (unknown symbol or function); None when
        it is.
        """
        if node.kind != "scalar":
            return "A line must be one number, not a vector or an index."
        if node.free:
            return "A line uses a bound variable outside of its sum."
        definitions = self.definition_table
        for n in subtrees(node):
            if n.head == "sym":
                sort = self.symbols.get(n.data[0])
                if sort is None:
                    return f"{n.data[0]} is not a symbol of this statement."
                if sort != n.data[1]:
                    return (
                        f"{n.data[0]} is {SORT_WORDS[sort]} in this statement, not {SORT_WORDS[n.data[1]]}."
                    )
            elif n.head == "fn":
                definition = definitions.get(n.data[0])
                if definition is None:
                    return f"{n.data[0]} is not defined in this statement."
                wrong = definition.problem(n)
                if wrong:
                    return wrong
            elif n.head == "lit" and (self.classes is None or n.data > self.classes):
                if self.classes is None:
                    return (
                        f"Class {n.data} is one special class: a proof for every K uses an index such as i."
                    )
                return f"There is no class {n.data}: this statement has {self.classes} classes."
        return None

    def rule_names(self) -> tuple[str, ...]:
        """The names a line may cite: rules, then lemmas."""
        names = [r.name for r in self.rules if isinstance(r, Rule)]
        return (*names, *(lemma.name for lemma in self.lemmas if lemma.name not in names))

    def to_data(self) -> dict[str, Any]:
        """Start, goal and citable names, as text, for display."""
        return {
            "start": str(self.start),
            "goal": str(self.goal),
            "rules": list(self.rule_names()),
            "conditions": [str(c) for c in self.conditions],
        }
