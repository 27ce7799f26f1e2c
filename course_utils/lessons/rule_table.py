"""The rules of a proof, shown in a notebook as a table to choose from."""

from __future__ import annotations

import html
from dataclasses import dataclass

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation


@dataclass(frozen=True)
class RuleTable:
    """The rules and lemmas that a proof may cite, to be read."""

    rows: tuple[tuple[str, str], ...]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        width = max(len(name) for name, _ in self.rows)
        text = "\n".join(f"{name:{width}}  {law}" for name, law in self.rows)
        cells = "".join(
            f"<tr><th scope='row' style='text-align:left'>{html.escape(name)}</th>"
            f"<td style='text-align:left'>{html.escape(law)}</td></tr>"
            for name, law in self.rows
        )
        return {"text/plain": text, "text/html": f"<table>{cells}</table>"}


def rules(exercise: Exercise) -> RuleTable:
    """What a proof of this exercise may cite, each rule with its law in words."""
    if not isinstance(exercise.task, Derivation):
        raise TypeError(f"{exercise.id} is not a proof.")
    statement = exercise.task.statement
    rows = [(rule.name, rule.law) for rule in statement.rules]
    rows += [(lemma.name, f"{lemma.left} = {lemma.right}") for lemma in statement.lemmas]
    return RuleTable(tuple(rows))
