"""A student's notebook brought to a new release: our cells renewed, nothing of theirs lost.

Which cell is which is decided as in grading (`grading.matching`): by exercise id, cell id, text, name. Here
no cell runs; the notebook is put together anew:

- every cell of the new release stands in its order, with the student's outputs where its text is unchanged;
- an answer cell that the student wrote in stands where ours would, all its pieces in order;
- a cell of the student's own stands after the cell of ours that it stood after;
- a cell of ours that the student changed is renewed, and their version stands right behind it.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from course_utils.grading import matching, submitted
from course_utils.grading.files import Unreadable
from course_utils.grading.release import ANSWER, CHECK, Pristine

Cell = dict[str, Any]
_OURS = re.compile(r"(?:code|markdown|raw)-(?P<digest>[0-9a-f]{12})(?:-\d+)?")
_SETTLED_AFTER = 3
_LABELS = ("exercise", "role", "tags")


class NotMergeable(Exception):
    """The student's file cannot be read; the message ends the sentence "it was left as it is: ..."."""


@dataclass(frozen=True)
class Merged:
    """The new notebook as JSON text, and what a student should know about it."""

    notebook: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Kept:
    """One cell that stays, and the new release's cell (its index) that it stands for or stands after."""

    cell: Cell
    after: int
    is_answer: bool = False


def merge(old: bytes, new: bytes, release: Pristine, stubs: Mapping[str, str]) -> Merged:
    """The student's notebook `old` as it is in the new release, whose file is `new`, and `release` its cells.

    `stubs`: of each exercise, the sha256 of what stood in its answer cell in the release that the student has
    (empty if that is not known: then every answer counts as written). Raises `NotMergeable`.
    """
    merged = _once(old, new, release, stubs)
    # A copy that stood below its check may stand above it now, and read otherwise: until nothing moves.
    empty = {exercise: _digest(release.stub(exercise)) for exercise in release.exercises}
    for _ in range(_SETTLED_AFTER):
        again = _once(merged.notebook.encode(), new, release, empty)
        if again.notebook == merged.notebook:
            break
        merged = Merged(again.notebook, merged.notes)
    return merged


def _once(old: bytes, new: bytes, release: Pristine, stubs: Mapping[str, str]) -> Merged:
    try:
        read = submitted.read(old)
    except Unreadable as reason:
        raise NotMergeable(str(reason)) from None
    theirs, ours = json.loads(old.decode("utf-8-sig")), json.loads(new)
    work = _Merge(theirs["cells"], ours["cells"], stubs)
    work.sort(read, matching.match(read, release), release)
    whole = ours | {
        "cells": work.cells(),
        # What JupyterLab notes of a session stays; the kernel is the course's.
        "metadata": {**_mapping(theirs.get("metadata")), "kernelspec": ours["metadata"]["kernelspec"]},
    }
    return Merged(_as_text(whole), tuple(work.notes))


class _Merge:
    def __init__(self, theirs: list[Cell], ours: list[Cell], stubs: Mapping[str, str]) -> None:
        self.theirs, self.ours, self.stubs = theirs, ours, stubs
        self.notes: list[str] = []
        self._kept: list[_Kept] = []
        self._unchanged: dict[int, Cell] = {}
        self._answered: set[int] = set()

    def sort(self, read: submitted.Submitted, matched: matching.Matched, release: Pristine) -> None:
        """Decides for each of the student's cells what becomes of it."""
        at = [i for i, cell in enumerate(self.ours) if cell["cell_type"] == "code"]
        places = {place.number: place for place in matched.places}
        prose = [i for i, cell in enumerate(self.ours) if cell["cell_type"] != "code"]
        by_id = {self.ours[i]["id"]: i for i in prose}
        by_text = {self._source(i): i for i in reversed(prose)}
        last = -1
        for seen in read.cells:
            cell, place = self.theirs[seen.number], places.get(seen.number)
            if seen.kind == "code" and place is None:
                continue  # an exact copy of a cell of ours
            if place is not None and place.anchor is not None:
                last = at[place.anchor]
                self._one_of_ours(seen, cell, last, place)
            elif seen.kind != "code" and (seen.id in by_id or _text(cell) in by_text):
                last = by_id[seen.id] if seen.id in by_id else by_text[_text(cell)]
                self._renewed(seen, cell, last)
            elif not self._was_ours(seen, cell):
                self._kept.append(_Kept(cell, last))
        for exercise in release.exercises:
            if not any(p.role == ANSWER and p.exercise == exercise for p in matched.places):
                self.notes.append(f"{exercise}: there was no answer cell; it is there again")
        gone = {k.cell["metadata"].get("exercise", "") for k in self._kept} - {"", *release.exercises}
        for exercise in sorted(gone):
            self.notes.append(f"{exercise}: the new release has no such exercise; your answer stays as it is")

    def _one_of_ours(self, seen: submitted.Cell, cell: Cell, index: int, place: matching.Place) -> None:
        if place.role != ANSWER:
            self._renewed(seen, cell, index)
            return
        untouched = self.stubs.get(place.exercise) == _digest(_text(cell))
        if untouched or _text(cell) == self._source(index):
            self._unchanged.setdefault(index, cell)
            return
        self._answered.add(index)
        self._kept.append(_Kept(cell, index, is_answer=True))

    def _renewed(self, seen: submitted.Cell, cell: Cell, index: int) -> None:
        """A cell of ours: the new text stands; the student's version stays behind it if they changed it."""
        if _text(cell) == self._source(index):
            self._unchanged.setdefault(index, cell)
        elif not self._was_ours(seen, cell):
            self._kept.append(_Kept(_as_their_own(cell), index))
            self.notes.append(
                f"{seen.name}, one of ours, was changed; ours is renewed, yours stands behind it"
            )

    def _was_ours(self, seen: submitted.Cell, cell: Cell) -> bool:
        """A cell of an older release, untouched: its id is made of its text. Or an empty answer, a check."""
        if self.stubs.get(seen.exercise) == _digest(_text(cell)):
            return True
        named = _OURS.fullmatch(seen.id)
        if named:
            return named["digest"] == _digest(_text(cell))[:12]
        is_check = seen.role == CHECK or seen.id.endswith("-check")
        return is_check and len(_text(cell).strip().splitlines()) == 1 and ".check(" in _text(cell)

    def _source(self, index: int) -> str:
        return _text(self.ours[index])

    def cells(self) -> list[Cell]:
        """The cells of the new notebook, each with an id of its own."""
        found: list[Cell] = [k.cell for k in self._kept if k.after < 0]
        for index, ours in enumerate(self.ours):
            here = [k for k in self._kept if k.after == index]
            if index in self._answered:
                answers = [k for k in here if k.is_answer]
                found += [_labelled(k.cell, ours, first=n == 0) for n, k in enumerate(answers)]
            else:
                found.append(self._with_outputs(ours, self._unchanged.get(index)))
            found += [k.cell for k in here if not k.is_answer]
        return list(_with_ids(found))

    def _with_outputs(self, ours: Cell, theirs: Cell | None) -> Cell:
        if theirs is None or ours["cell_type"] != "code" or _text(theirs) != _text(ours):
            return ours
        ran = {name: theirs[name] for name in ("outputs", "execution_count") if name in theirs}
        return ours | ran


def _labelled(cell: Cell, ours: Cell, first: bool) -> Cell:
    """A student's answer with the labels of the new release, so that checks and grading find it."""
    labels = {name: ours["metadata"][name] for name in _LABELS if name in ours["metadata"]}
    made = cell | {"metadata": {**_mapping(cell.get("metadata")), **labels}}
    return made | {"id": ours["id"]} if first else made


def _as_their_own(cell: Cell) -> Cell:
    metadata = {k: v for k, v in _mapping(cell.get("metadata")).items() if k not in _LABELS}
    return cell | {"metadata": metadata, "id": f"kept-{_digest(_text(cell))[:12]}"}


def _with_ids(cells: list[Cell]) -> Iterator[Cell]:
    """nbformat 4.5 wants every id once, of letters, digits, `-` and `_`."""
    taken: set[str] = set()
    for cell in cells:
        wanted = cell.get("id")
        base = wanted if isinstance(wanted, str) and re.fullmatch(r"[\w-]{1,64}", wanted, re.ASCII) else ""
        base = base or f"kept-{_digest(_text(cell))[:12]}"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base[:58]}-{number}"
        taken.add(name)
        yield copy.deepcopy(cell) | {"id": name}


def _text(cell: Cell) -> str:
    source = cell["source"]
    text = source if isinstance(source, str) else "".join(source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _as_text(notebook: Mapping[str, Any]) -> str:
    """As JupyterLab and nbformat write it."""
    lines = {
        "cells": [cell | {"source": _text(cell).splitlines(keepends=True)} for cell in notebook["cells"]]
    }
    return json.dumps({**notebook, **lines}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
