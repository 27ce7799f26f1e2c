"""Which cell of ours each cell of a student's notebook is.

By its label (`exercise`, `role` in its metadata), else by its cell id, else by its text, else, for answers,
by the name it defines. Three rules decide what an untidy notebook means:

- Several cells with one exercise id are one answer, in document order (JupyterLab gives each half of a split
  cell, and each pasted copy, the metadata of the whole).
- The student's own check cell says which of them are the answer: those that it could see when it last ran,
  because they stand above it or were run before it. A copy further down is an experiment, and runs there.
- A check cell that was changed says what the student's answer is called, unless ours is there unchanged too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from course_utils.grading import python_cells
from course_utils.grading.release import ANSWER, CHECK, LEFT_OUT, OURS, SETUP, Pristine
from course_utils.grading.submitted import Cell, Submitted

ADDED = "added"


@dataclass(frozen=True)
class Place:
    """Where a student's cell belongs.

    `anchor` is the index of the pristine cell that it is, or None for a cell of the student's own; `same`
    says that it reads as ours does. `labelled` is False where only text or name told what it is.
    """

    cell: Cell
    anchor: int | None = None
    exercise: str = ""
    role: str = ADDED
    same: bool = False
    labelled: bool = True

    @property
    def number(self) -> int:
        """Its place in the student's notebook."""
        return self.cell.number


@dataclass(frozen=True)
class Matched:
    """The code cells of a notebook with their places, in document order, and what had to be decided."""

    places: tuple[Place, ...]
    notes: tuple[str, ...]


def match(submitted: Submitted, release: Pristine) -> Matched:
    """Finds the place of every code cell of a notebook that was handed in."""
    index = _Index(release)
    places = [index.place(cell) for cell in submitted.code]
    places = _one_check_each(places)
    places, guessed = _recovered(places, release, index)
    places, experiments = _as_last_checked(places)
    return Matched(tuple(_one_anchor_each(places)), (*guessed, *experiments))


def rest_of_check(place: Place, release: Pristine) -> str:
    """What a changed check cell holds besides its check."""
    answer = release.answer_name(place.exercise)
    return python_cells.without_check(place.cell.source, place.exercise[3:], answer)


class _Index:
    """The pristine cells by exercise, id and text."""

    def __init__(self, release: Pristine) -> None:
        cells = release.cells
        self.release = release
        self.answer_at = {c.exercise: i for i, c in enumerate(cells) if c.role == ANSWER}
        self.check_at = {c.exercise: i for i, c in enumerate(cells) if c.role == CHECK}
        self._by_id = {c.id: i for i, c in enumerate(cells) if c.id}
        self._by_text = {" ".join(c.source.split()): i for i, c in reversed(list(enumerate(cells)))}

    def place(self, cell: Cell) -> Place:
        """What the labels and the text of one cell say."""
        if cell.exercise in self.check_at and cell.role in (ANSWER, CHECK, ""):
            is_check = cell.role == CHECK or (not cell.role and python_cells.checked(cell.source))
            return self._exercise(cell, cell.exercise, CHECK if is_check else ANSWER)
        labelled = cell.id in self._by_id
        index = self._by_id.get(cell.id, self._by_text.get(" ".join(cell.source.split())))
        if index is None:
            exercise = f"{self.release.number}.{python_cells.checked(cell.source)}"
            known = exercise in self.check_at
            return replace(self._exercise(cell, exercise, CHECK), labelled=False) if known else Place(cell)
        ours = self.release.cells[index]
        if ours.role in (ANSWER, CHECK):
            return replace(self._exercise(cell, ours.exercise, ours.role), labelled=labelled)
        return Place(cell, index, role=ours.role, same=python_cells.same(cell.source, ours.source))

    def _exercise(self, cell: Cell, exercise: str, role: str) -> Place:
        index = (self.answer_at if role == ANSWER else self.check_at)[exercise]
        same = python_cells.same(cell.source, self.release.cells[index].source)
        return Place(cell, index, exercise, role, same)


def _one_check_each(places: list[Place]) -> list[Place]:
    """Of each exercise, the unchanged check cells; else the last changed one. The rest stand alone."""
    checks: dict[str, list[Place]] = {}
    for place in places:
        if place.role == CHECK:
            checks.setdefault(place.exercise, []).append(place)
    kept: list[Place] = []
    for of_one in checks.values():
        unchanged = [p for p in of_one if p.same]
        labelled = [p for p in of_one if p.labelled]
        kept += unchanged or (labelled or of_one)[-1:]
    return [p if p.role != CHECK or p in kept else Place(p.cell) for p in places]


def _recovered(places: list[Place], release: Pristine, index: _Index) -> tuple[list[Place], list[str]]:
    """Answers without a label: cells that define what the check line of an unanswered exercise passes."""
    answered = {p.exercise for p in places if p.role == ANSWER and not p.same}
    answered |= {p.exercise for p in places if p.role == CHECK and not p.same and rest_of_check(p, release)}
    open_ones = [exercise for exercise in release.exercises if exercise not in answered]
    wanted = {release.answer_name(exercise): exercise for exercise in reversed(open_ones)}
    notes = []
    for i, place in enumerate(places):
        names = python_cells.binds(place.cell.source) & wanted.keys() if place.role == ADDED else None
        if names:
            exercise = min((wanted[name] for name in names), key=index.answer_at.__getitem__)
            places[i] = Place(place.cell, index.answer_at[exercise], exercise, ANSWER, labelled=False)
            notes.append(f"{place.cell.name} has no label; it defines the name that {exercise} asks for")
    return places, notes


def _as_last_checked(places: list[Place]) -> tuple[list[Place], list[str]]:
    """Answers that the student's own check never saw become cells of their own, where they stand."""
    notes = []
    for exercise, check in {p.exercise: p for p in places if p.role == CHECK}.items():
        answers = [p for p in places if p.role == ANSWER and p.exercise == exercise]
        late = [p for p in answers if p.number > check.number and not 0 < p.cell.order < check.cell.order]
        seen = [p for p in answers if p not in late]
        if late and not all(p.same for p in seen):
            copies = listed(p.cell.name for p in late)
            notes.append(f"{copies}, below the check cell of {exercise}, ran there and was not graded")
            places = [Place(p.cell) if p in late else p for p in places]
    return places, notes


def _one_anchor_each(places: list[Place]) -> list[Place]:
    """A cell of ours anchors what stands before it once; its copies are cells of their own, or nothing."""
    last_answer = {p.exercise: p.number for p in places if p.role == ANSWER}
    taken: set[int | None] = set()
    kept = []
    for place in places:
        if place.role == CHECK:
            # Of several equal check cells, the first that stands below the whole answer.
            below = [p for p in places if p.role == CHECK and p.anchor == place.anchor]
            seeing = [p for p in below if p.number > last_answer.get(place.exercise, -1)]
            if place is not (seeing[0] if seeing else below[-1]):
                continue
        elif place.role in (SETUP, OURS, LEFT_OUT):
            if place.anchor in taken:
                if place.role == LEFT_OUT and place.same:
                    continue
                place = Place(place.cell)
            taken.add(place.anchor)
        kept.append(place)
    return kept


def listed(names: Iterable[str]) -> str:
    """`a, b, c`, cut after five."""
    every = list(names)
    return ", ".join(every[:5]) + (f" and {len(every) - 5} more" if len(every) > 5 else "")
