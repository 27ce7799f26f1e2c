"""The student's cells, moved into our own notebook.

Every cell of ours that a lesson needs runs as we wrote it: setup, shown cells, checks; demos and figures
need not run. Of the student's notebook travels what they wrote: their answers, and every other code cell
that is not word for word ours, in its place, which is before the next cell that both notebooks have. A cell
of ours that the student changed runs as ours, then as theirs: an `import` they added there counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from course_utils.grading import python_cells
from course_utils.grading.matching import ADDED, Matched, Place, listed, match, rest_of_check
from course_utils.grading.release import ANSWER, CHECK, OURS, SETUP, Pristine
from course_utils.grading.submitted import Cell, Submitted

_PICTURES = frozenset({"demo", "figure"})
_METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


@dataclass(frozen=True)
class Transplanted:
    """A notebook ready to run, as JSON text, and what was unusual about the one handed in."""

    notebook: str
    notes: tuple[str, ...]


def transplant(submitted: Submitted, release: Pristine) -> Transplanted:
    """The student's cells in the pristine notebook of `release`, each with `metadata.grading`.

    Roles there: "setup", "ours" and "check" are our text; "answer" and "added" the student's, whose errors
    end nothing; "from" is the number of the student's cell, from 0, or -1.
    """
    matched = match(submitted, release)
    cells = [cell | {"id": f"cell-{i}"} for i, cell in enumerate(_cells(matched.places, release))]
    notebook = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return Transplanted(json.dumps(notebook), (*_unusual(submitted, matched, release), *matched.notes))


def _cells(places: tuple[Place, ...], release: Pristine) -> Iterator[dict[str, Any]]:
    before: dict[int, list[dict[str, Any]]] = {}
    after: dict[int, list[dict[str, Any]]] = {}
    end = next_anchor = len(release.cells)
    # Backwards, so that a cell of the student's own knows which anchor comes next.
    for place in reversed(places):
        number, source = place.number, place.cell.source
        if place.anchor is None:
            if not _is_our_picture(place.cell):
                before.setdefault(next_anchor, []).append(_cell(source, ADDED, "", number))
            continue
        next_anchor = place.anchor
        if place.role == ANSWER:
            before.setdefault(next_anchor, []).append(_cell(source, ANSWER, place.exercise, number))
        elif place.role == CHECK:
            rest = "" if place.same else rest_of_check(place, release)
            if rest:
                before.setdefault(next_anchor, []).append(_cell(rest, ANSWER, place.exercise, number))
        elif not place.same:
            after.setdefault(next_anchor, []).append(_cell(source, ADDED, "", number))
    for i, ours in enumerate(release.cells):
        yield from reversed(before.get(i, []))
        if ours.role in (SETUP, OURS, CHECK):
            yield _cell(ours.source, ours.role, ours.exercise, -1)
        yield from reversed(after.get(i, []))
    yield from reversed(before.get(end, []))


def _cell(source: str, role: str, exercise: str, origin: int) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"grading": {"role": role, "exercise": exercise, "from": origin}},
        "outputs": [],
        "source": python_cells.without_nbval_comments(source),
    }


def _is_ours(cell: Cell) -> bool:
    """A cell of some release, as we wrote it: its id is made of its text."""
    digest = sha256(cell.source.encode("utf-8", "replace")).hexdigest()[:12]
    return cell.id.startswith(f"code-{digest}")


def _is_our_picture(cell: Cell) -> bool:
    return bool(cell.tags & _PICTURES) and _is_ours(cell)


def _unusual(submitted: Submitted, matched: Matched, release: Pristine) -> Iterator[str]:
    """A sentence for each thing in which the notebook is not ours with its answers filled in."""
    if submitted.language and "python" not in submitted.language:
        yield f"its kernel is for {submitted.language!r}; it was graded with Python"
    elif submitted.kernel not in ("", "python3"):
        yield f"it names the kernel {submitted.kernel!r}; it was graded with ours"
    if older := sorted({c.exercise for c in submitted.code if c.exercise} - set(release.exercises)):
        yield f"it answers {listed(map(repr, older))}, which this release does not have"
    if any(place.role == ADDED and _is_ours(place.cell) for place in matched.places):
        yield "it was made from another release of the notebook"
    for exercise in release.exercises:
        yield from _about(exercise, submitted, matched)
    if _order(matched) != sorted(_order(matched), key=release.exercises.index):
        yield "its exercises stand in another order; they were graded in ours"
    if changed := [p.cell.name for p in matched.places if p.role in (SETUP, OURS) and not p.same]:
        yield f"{listed(changed)}, ours, was changed; ours ran, then the student's"
    code = submitted.code
    if marked := [c.name for c in code if python_cells.without_nbval_comments(c.source) != c.source]:
        yield f"NBVAL comments in {listed(marked)} were not obeyed"
    ran = [c for c in code if not _is_our_picture(c)]
    if tagged := [c.name for c in ran if any(map(_asks_for_leave, c.tags))]:
        yield f"tags in {listed(tagged)} were not obeyed"


def _asks_for_leave(tag: str) -> bool:
    return tag in ("raises-exception", "skip-execution") or tag.lower().startswith(("nbval", "pytest"))


def _order(matched: Matched) -> list[str]:
    return list(dict.fromkeys(p.exercise for p in matched.places if p.role == ANSWER))


def _about(exercise: str, submitted: Submitted, matched: Matched) -> Iterator[str]:
    answers = [p.cell.name for p in matched.places if p.role == ANSWER and p.exercise == exercise]
    checks = [p for p in matched.places if p.role == CHECK and p.exercise == exercise]
    if len(answers) > 1:
        yield f"the answer to {exercise} is in {len(answers)} cells ({listed(answers)}); they ran in order"
    if not answers:
        asleep = [c for c in submitted.cells if c.exercise == exercise and c.kind != "code"]
        if asleep:
            where = f"a {asleep[0].kind} cell, {asleep[0].name}"
            yield f"the answer to {exercise} is in {where}, which does not run"
        else:
            yield f"the answer cell of {exercise} is missing"
    if not checks:
        yield f"the check cell of {exercise} is missing; ours ran"
    elif not checks[-1].same:
        yield f"the check cell of {exercise} was changed ({checks[-1].cell.name}); ours ran"
