"""One notebook, run so that a cell that kills or poisons its kernel costs its own exercise and no other.

The cells run in one kernel, in order, as in Jupyter. When a cell is fatal, a fresh kernel replays what came
before, without that cell. An exercise whose answer did not come through well is tried again in a fresh kernel
that no other answer has touched, if anything suggests that another cell may have been the cause; the better
verdict counts. (That gives nobody a point: points come from right outputs on secret inputs, in any kernel.)
The main kernel's cells together, and the second tries together, may each take as long as a notebook may.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from course_utils.checking import Exercise, Status
from course_utils.grading import python_cells, suspicion
from course_utils.grading.link import Fatal, Link
from course_utils.grading.look import Look, look, lost
from course_utils.grading.record import Event, Limits
from course_utils.grading.sandbox import Lost

MAX_REPLAYS = 4
"""How often the main kernel is made again. After that, each exercise has a kernel of its own."""
MAX_FATAL_ADDED = 3
"""After so many fatal cells among those that the student added, the other added cells are left out."""

SLOW_SECONDS = 1.0
"""Once a notebook has used up its time, cells that took longer take no part in second tries."""

_T = TypeVar("_T")
_STUDENTS = ("answer", "added")


@functools.lru_cache(maxsize=1000)
def _ours(source: str) -> tuple[frozenset[str], frozenset[python_cells.Imported]]:
    """The names and the imports of a cell of ours: the same for every student."""
    imports = python_cells.imports(source)
    # Here the blackboard's names count too: a student may import them again, and may also take them.
    return python_cells.binds(source) | {one.bound for one in imports}, imports


@dataclass(frozen=True)
class Cell:
    """One code cell of a transplanted notebook. `name` is what a check cell checks, else ""."""

    position: int
    role: str
    exercise: str
    source: str
    name: str = ""

    @property
    def students(self) -> bool:
        """Whether a student wrote it."""
        return self.role in _STUDENTS


@dataclass
class NotebookRun:
    """Runs the cells of one notebook, one call a cell, in order. Call `close` at the end.

    `start` makes a kernel, ready; `execute` runs one cell in it as nbval does and raises only Fatal (an error
    of the cell's stays in `link.error`).
    """

    cells: Sequence[Cell]
    exercises: dict[str, Exercise]
    seeds: dict[str, int]
    limits: Limits
    start: Callable[[], Link]
    execute: Callable[[Cell, Link], None]
    looks: dict[str, Look] = field(default_factory=dict)
    """What was found, by exercise id."""
    _main: Link | None = None
    _ran: list[Cell] = field(default_factory=list)
    _dropped: set[int] = field(default_factory=set)
    _slow: set[int] = field(default_factory=set)
    _lost: dict[str, Look] = field(default_factory=dict)
    _errors: dict[str, dict[str, str]] = field(default_factory=dict)
    _replays: int = 0
    _fatal_added: int = 0
    _events: int = 0
    _seconds: float = 0.0
    _seconds_alone: float = 0.0

    def cell(self, cell: Cell) -> str:
        """Run a cell that is no check. Returns "" or what it did, in words."""
        if self._left_out(cell):
            return ""
        told = self._unless_lost(lambda: self._run_in_main(cell))
        self._ran.append(cell)
        return told

    def check(self, cell: Cell) -> Look:
        """Look at the answer to one exercise, and again in a kernel of its own if that may help."""
        exercise = self.exercises[cell.exercise]
        first = self._lost.get(exercise.id) or self._unless_lost(lambda: self._look_in_main(cell))
        best = first
        worth_it = self._out_of_time or self._another_may_be_the_cause(cell, first)
        if not first.passes and worth_it and self._seconds_alone < self.limits.notebook_seconds:
            best = self._best(first, *self._unless_lost(lambda: self._retries(cell, first)))
        self.looks[exercise.id] = best
        return best

    def close(self) -> None:
        """End the kernel."""
        if self._main is not None:
            self._main.stop()
            self._main = None

    def _unless_lost(self, act: Callable[[], _T]) -> _T:
        """Do it, and again if the warm server died meanwhile: that is no doing of the student's."""
        for _ in range(2):
            try:
                return act()
            except Lost:
                self.close()
                self._replays -= 1
        return act()

    # The main kernel

    def _left_out(self, cell: Cell) -> bool:
        if cell.role == "added" and self._fatal_added >= MAX_FATAL_ADDED:
            return True
        return self._replays > MAX_REPLAYS or self._out_of_time

    @property
    def _out_of_time(self) -> bool:
        return self._seconds > self.limits.notebook_seconds

    def _run_in_main(self, cell: Cell) -> str:
        link = self._main_kernel()
        if link is None:
            return ""
        began = time.monotonic()
        try:
            self.execute(cell, link)
        except Fatal as fatal:
            self._note_fatal(cell, fatal)
            return fatal.told
        finally:
            took = time.monotonic() - began
            self._seconds += took
            if took > SLOW_SECONDS:
                self._slow.add(cell.position)
        if link.error is not None and cell.students:
            self._errors[cell.exercise] = link.error
            return f"{link.error['ename']}: {link.error['evalue']}"
        return ""

    def _note_fatal(self, cell: Cell, fatal: Fatal) -> None:
        self._events += 1
        if not fatal.usable:
            self.close()
        if cell.students:
            self._dropped.add(cell.position)
        if cell.role == "answer":
            self._lost.setdefault(cell.exercise, lost(self.exercises[cell.exercise], fatal))
        elif cell.role == "added":
            self._fatal_added += 1

    def _main_kernel(self) -> Link | None:
        """The main kernel, made again if need be; None when that has been tried often enough."""
        if self._main is not None and self._main.is_alive():
            return self._main
        while self._replays <= MAX_REPLAYS:
            self.close()
            if self._ran:
                self._replays += 1
            self._main = self.start()
            try:
                for cell in self._ran:
                    if cell.position not in self._dropped:
                        self.execute(cell, self._main)
            except Fatal:
                # It ran well before: an earlier cell left something behind. The likely ones go with it.
                self._dropped.add(cell.position)
                self._dropped |= {c.position for c in self._ran if c.students and self._suspicious(c)}
                continue
            return self._main
        self.close()
        return None

    def _look_in_main(self, cell: Cell) -> Look:
        exercise = self.exercises[cell.exercise]
        if self._out_of_time:
            told = f"the notebook went over {self.limits.notebook_seconds:g} s before it"
            return lost(exercise, Fatal(Event.TIMED_OUT, told))
        link = self._main_kernel()
        if link is None:
            return lost(exercise, Fatal(Event.KILLED, "its kernel was gone"))
        began = time.monotonic()
        found = self._look(link, cell, self._errors.get(cell.exercise))
        self._seconds += time.monotonic() - began
        self._events += found.event not in (None, Event.STUDENT_ERROR)
        if not link.is_alive():
            self.close()
        return found

    def _look(self, link: Link, cell: Cell, error: dict[str, str] | None) -> Look:
        exercise = self.exercises[cell.exercise]
        return look(link, exercise, cell.name, self.seeds[exercise.id], error, self.limits.judge_seconds)

    # Kernels for one exercise

    def _another_may_be_the_cause(self, check: Cell, first: Look) -> bool:
        if not any(self._elses(c, check) for c in self.cells[: check.position]):
            return False
        unwell = first.changed or bool(self._events) or first.event not in (None, Event.STUDENT_ERROR)
        return unwell or self.may_be_harmed(check)

    def may_be_harmed(self, check: Cell) -> bool:
        """Whether a student's cell before it, of another exercise's, may change what the answer does: a
        suspicious cell, or one that takes a name that the answer, or what the answer uses, reads."""
        others = [c for c in self.cells[: check.position] if self._elses(c, check)]
        if any(self._suspicious(c) for c in others):
            return True
        taken = frozenset().union(*(self._taken.get(c.position, frozenset()) for c in others))
        return bool(taken) and ((used := self._used(check)) is None or bool(taken & used))

    @staticmethod
    def _elses(cell: Cell, check: Cell) -> bool:
        return cell.students and cell.exercise != check.exercise

    @cached_property
    def _taken(self) -> dict[int, frozenset[str]]:
        """By position: the names that a student's cell takes for something else, and that a cell of ours
        before it defines. (One that comes later defines it anyway.)"""
        given: frozenset[str] = frozenset()
        taken = {}
        for cell in self.cells:
            if not cell.students:
                given |= _ours(cell.source)[0]
            elif names := self._bound[cell.position] & given:
                taken[cell.position] = names
        return taken

    @cached_property
    def _bound(self) -> dict[int, frozenset[str]]:
        """By position: the names that a cell takes for something else than it was."""
        return {cell.position: python_cells.binds(cell.source, self._imports) for cell in self.cells}

    def _used(self, check: Cell) -> frozenset[str] | None:
        """The names that an answer needs, also by way of other cells; None: it could be any."""
        before = self.cells[: check.position]
        wanted = [c for c in before if c.role == "answer" and c.exercise == check.exercise]
        used, seen = frozenset({check.name}), set()
        while wanted:
            for cell in wanted:
                read = python_cells.reads(cell.source)
                if read is None or (cell.students and self._suspicious(cell)):
                    return None
                used |= read
                seen.add(cell.position)
            wanted = [c for c in before if c.position not in seen and self._bound[c.position] & used]
        return used

    @cached_property
    def _imports(self) -> frozenset[python_cells.Imported]:
        """What our own cells import: to import it again takes nothing from anyone."""
        return frozenset().union(*(_ours(c.source)[1] for c in self.cells if not c.students))

    def _suspicious(self, cell: Cell) -> bool:
        return suspicion.of(cell.source, self._imports)

    def _retries(self, check: Cell, first: Look) -> list[Look]:
        before = [c for c in self.cells[: check.position] if c.role != "check"]
        alone = [c for c in before if not c.students or (c.role == "answer" and c.exercise == check.exercise)]
        found = [self._try(alone, check)]
        # If it runs too long by itself, or fails as before, nobody else was the cause.
        same = found[0].event == first.event and found[0].verdict == first.verdict
        if not (found[0].passes or same or found[0].event is Event.TIMED_OUT):
            own = {c.position for c in alone}
            without = self._dropped | (self._slow if self._out_of_time else set())
            rest = [
                c
                for c in before
                if c.position in own or (c.position not in without and not self._suspicious(c))
            ]
            if len(rest) > len(alone):
                found.append(self._try(rest, check))
        return found

    def _try(self, cells: Sequence[Cell], check: Cell) -> Look:
        exercise, error = self.exercises[check.exercise], None
        began, link = time.monotonic(), self.start()
        try:
            for cell in cells:
                self.execute(cell, link)
                if link.error is not None and cell.exercise == check.exercise:
                    error = link.error
            return self._look(link, check, error)
        except Fatal as fatal:
            return lost(exercise, fatal)
        finally:
            link.stop()
            self._seconds_alone += time.monotonic() - began

    @staticmethod
    def _best(first: Look, *others: Look) -> Look:
        for passing in (first, *others):
            if passing.passes:
                return passing
        # None passes: what a kernel says that no other answer has touched is the plainest.
        readable = [o for o in others if o.event is None and o.verdict.status is not Status.NOT_ATTEMPTED]
        return readable[0] if readable and first.event not in (None, Event.STUDENT_ERROR) else first
