"""One notebook's run with kernels made of paper: which cell runs where, and what each accident costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from course_utils.checking import Status, collect
from course_utils.grading import notebook_run, plugin
from course_utils.grading.link import Fatal
from course_utils.grading.look import Look, look, lost
from course_utils.grading.notebook_run import Cell, NotebookRun
from course_utils.grading.record import Event, Limits
from course_utils.grading.sandbox import Lost
from course_utils.lessons import welcome as ex

RIGHT, WRONG = "half = 10.0", "half = 7.0"
KILLS, HANGS, POISON = "kills", "hangs", "import gc"


class Paper:
    """A kernel that remembers what ran in it, and takes a source for what it does."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.alive = True
        self.error: dict[str, str] | None = None

    def run(self, source: str) -> None:
        """Run a cell."""
        self.ran.append(source)
        self.error = {"ename": "ValueError", "evalue": "no"} if source == "fails" else None
        if source == KILLS:
            raise self.over(Event.KILLED, "ended its kernel (exit 0)")
        if source == HANGS:
            raise self.over(Event.TIMED_OUT, "went over 2 s")

    def over(self, event: Event, told: str) -> Fatal:
        self.alive = False
        return Fatal(event, told)

    def probe(self, exercise: str, name: str, seed: int) -> dict[str, Any]:
        """Evidence about `half`, as the cells that ran have left it; a poisonous one spoils it."""
        if POISON in self.ran or not {RIGHT, WRONG} & set(self.ran):
            return {"missing": name, "changed": False}
        answer = 10.0 if self.ran[max(map(_last(self.ran), (RIGHT, WRONG)))] == RIGHT else 7.0
        return {"evidence": collect(ex.half_of_it, answer, seed).to_json(), "changed": False}

    def is_alive(self) -> bool:
        return self.alive

    def stop(self) -> None:
        self.alive = False


def _last(ran: list[str]) -> Callable[[str], int]:
    return lambda source: max((i for i, s in enumerate(ran) if s == source), default=-1)


class Story:
    """A notebook's cells, run; `kernels` are all that were made."""

    def __init__(self, *cells: tuple[str, str], limits: Limits | None = None) -> None:
        self.kernels: list[Paper] = []
        self.lost = 0
        every = [*cells, ("check", "")]
        self.cells = [
            Cell(n, role, "00.half_of_it" if role in ("answer", "check") else "", source, "half")
            for n, (role, source) in enumerate(every)
        ]
        self.run = NotebookRun(
            self.cells,
            {ex.half_of_it.id: ex.half_of_it},
            {ex.half_of_it.id: 5},
            limits or Limits(),
            self._start,
            self._execute,
        )

    def told(self) -> Look:
        """What is found in the end."""
        for cell in self.cells[:-1]:
            self.run.cell(cell)
        found = self.run.check(self.cells[-1])
        self.run.close()
        assert not any(kernel.alive for kernel in self.kernels)
        return found

    def _start(self) -> Any:
        self.kernels.append(Paper())
        return self.kernels[-1]

    def _execute(self, cell: Cell, link: Any) -> None:
        if self.lost:
            self.lost -= 1
            link.alive = False
            raise Lost("the warm server ended")
        if cell.source.startswith("sleep"):
            time.sleep(0.06)
        link.run(cell.source)


def test_an_answer_that_kills_its_kernel_is_lost_with_a_sentence() -> None:
    story = Story(("setup", "import torch"), ("answer", KILLS))
    found = story.told()
    assert (found.verdict.status, found.event) == (Status.COULD_NOT_RUN, Event.KILLED)
    assert found.result().why == "ended its kernel (exit 0)"
    assert found.result().event == "killed"


def test_a_kernel_that_is_killed_is_made_again_without_the_cell_that_killed_it() -> None:
    story = Story(("setup", "import torch"), ("added", KILLS), ("answer", RIGHT))
    assert story.told().passes
    assert [kernel.ran for kernel in story.kernels] == [["import torch", KILLS], ["import torch", RIGHT]]


def test_after_a_few_fatal_cells_the_other_added_ones_are_left_out() -> None:
    most = notebook_run.MAX_FATAL_ADDED
    story = Story(*[("added", KILLS)] * (most + 2), ("added", "x = 1"), ("answer", RIGHT))
    assert story.told().passes
    assert sum(KILLS in kernel.ran for kernel in story.kernels) == most
    assert not any("x = 1" in kernel.ran for kernel in story.kernels)


def test_a_wrong_answer_beside_plain_cells_gets_one_look() -> None:
    story = Story(("added", "x = 1"), ("answer", WRONG))
    assert story.told().verdict.status is Status.WRONG
    assert len(story.kernels) == 1


def test_a_failed_answer_beside_a_suspicious_cell_gets_a_kernel_without_it() -> None:
    story = Story(("added", POISON), ("answer", RIGHT))
    assert story.told().passes
    assert story.kernels[-1].ran == [RIGHT]


def test_what_runs_too_long_by_itself_is_not_tried_a_third_time() -> None:
    story = Story(("added", "import gc, os"), ("added", "x = 1"), ("answer", HANGS))
    assert story.told().event is Event.TIMED_OUT
    assert [HANGS in kernel.ran for kernel in story.kernels] == [True, True]


def test_a_notebook_out_of_time_still_gets_each_answer_looked_at_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notebook_run, "SLOW_SECONDS", 0.03)
    story = Story(("added", "sleep 1"), ("added", "sleep 2"), ("answer", RIGHT), limits=_short())
    assert story.told().passes
    assert story.kernels[-1].ran == [RIGHT]


def _short() -> Limits:
    return Limits(notebook_seconds=0.1)


def test_a_server_that_dies_is_no_doing_of_the_students() -> None:
    story = Story(("setup", "import torch"), ("answer", RIGHT))
    story.lost = 1
    assert story.told().passes
    story = Story(("answer", RIGHT))
    story.lost = 3
    with pytest.raises(Lost):
        story.told()


# One look


class Says:
    """A kernel that gives one answer to a probe, or ends."""

    def __init__(self, reply: dict[str, Any] | Fatal) -> None:
        self._reply = reply

    def probe(self, exercise: str, name: str, seed: int) -> dict[str, Any]:
        if isinstance(self._reply, Fatal):
            raise self._reply
        return self._reply


MEMORY_ERROR = {"ename": "MemoryError", "evalue": ""}


@pytest.mark.parametrize(
    ("reply", "error", "status", "event", "why"),
    [
        ({"missing": "half"}, None, Status.NOT_ATTEMPTED, None, ""),
        (
            {"missing": "half"},
            {"ename": "ValueError", "evalue": "killed"},
            Status.COULD_NOT_RUN,
            Event.STUDENT_ERROR,
            "raised ValueError",
        ),
        ({"missing": "half"}, MEMORY_ERROR, Status.COULD_NOT_RUN, Event.MEMORY, "raised MemoryError"),
        (
            {"failed": "KeyError"},
            None,
            Status.COULD_NOT_RUN,
            Event.STUDENT_ERROR,
            "raised KeyError when looked at",
        ),
        (
            {"evidence": "{"},
            None,
            Status.COULD_NOT_RUN,
            Event.UNREADABLE,
            "sent evidence that cannot be read",
        ),
        ({"evidence": 3}, None, Status.COULD_NOT_RUN, Event.UNREADABLE, "sent no evidence"),
        ({}, None, Status.COULD_NOT_RUN, Event.UNREADABLE, "sent no evidence"),
        (
            Fatal(Event.PROTOCOL, "silenced its kernel"),
            None,
            Status.COULD_NOT_RUN,
            Event.PROTOCOL,
            "silenced its kernel",
        ),
    ],
)
def test_a_look_says_what_befell_the_answer(
    reply: dict[str, Any] | Fatal, error: dict[str, str] | None, status: Status, event: Event | None, why: str
) -> None:
    found = look(Says(reply), ex.half_of_it, "half", 5, error, 10)  # type: ignore[arg-type]
    assert (found.verdict.status, found.event, found.why) == (status, event, why)
    assert found.result().points == 0
    assert found.result().lines or status is Status.NOT_ATTEMPTED


def test_a_lost_answer_is_told_in_a_whole_sentence() -> None:
    for told, says in (
        ("went over 2 s", "This answer went over 2 s. The rest"),
        ("its kernel was gone", "Its kernel was gone. The rest"),
        ("the notebook went over 9 s before it", "The notebook went over 9 s before it. The rest"),
    ):
        (line,) = lost(ex.half_of_it, Fatal(Event.KILLED, told)).verdict.lines
        assert line.startswith(says)


# Reading a transplanted notebook


def test_a_check_of_one_name_is_read_and_nothing_else() -> None:
    assert plugin._checked_name("ex.half_of_it.check(half)") == "half"
    for source in ("", "ex.half_of_it.check()", "ex.half_of_it.check(f())", "half", "x = 1; y = 2", "1 +"):
        with pytest.raises(plugin.Malformed):
            plugin._checked_name(source)
