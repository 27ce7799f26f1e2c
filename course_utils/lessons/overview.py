"""Where a student stands, over all notebooks."""

from __future__ import annotations

import html
from dataclasses import dataclass

from course_utils.checking import Status
from course_utils.checking import progress as store
from course_utils.checking.exercise import Exercise
from course_utils.lessons import LESSONS, exercises_of, load

_MARKS = {
    Status.RIGHT: "✓", Status.RECORDED: "●", Status.UNDECIDED: "?",
    Status.WRONG: "✗", Status.COULD_NOT_RUN: "!", Status.NOT_ATTEMPTED: "○",
}  # fmt: skip

_SAID = {status: status.value for status in Status} | {Status.WRONG: "not yet"}


@dataclass(frozen=True)
class Overview:
    """One row a lesson: its title, and each exercise with its best verdict so far."""

    rows: tuple[tuple[str, tuple[tuple[Exercise, Status], ...]], ...]
    notice: str = ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": self.to_text(), "text/html": self.to_html()}

    def to_text(self) -> str:
        """The overview as text."""
        lines = [self.notice] if self.notice else []
        for title, row in self.rows:
            done = sum(status.passes for _, status in row)
            lines.append(f"{title}: {done} of {len(row)} done")
            lines += [f"  {_MARKS[status]} {exercise.title} ({_SAID[status]})" for exercise, status in row]
        return "\n".join(lines)

    def to_html(self) -> str:
        """The overview as a table that a screen reader can walk."""
        notice = f"<p role='status'>{html.escape(self.notice)}</p>" if self.notice else ""
        rows = []
        for title, row in self.rows:
            done = sum(status.passes for _, status in row)
            items = "".join(
                f"<li><span aria-hidden='true'>{_MARKS[status]}</span> {html.escape(exercise.title)} "
                f"<small>({_SAID[status]})</small></li>"
                for exercise, status in row
            )
            rows.append(
                f"<details {'open' if 0 < done < len(row) else ''}>"
                f"<summary><strong>{html.escape(title)}</strong>: {done} of {len(row)} done</summary>"
                f"<ul style='list-style:none;margin:.2em 0'>{items}</ul></details>"
            )
        return notice + "".join(rows)


def progress() -> Overview:
    """Where you stand: every exercise of every notebook, with the best verdict it has had.

    It is kept in a file of yours, so it outlives the kernel.
    """
    state = store.load()
    rows = tuple(
        (lesson.title, tuple((e, state.best(e.id)) for e in exercises_of(load(lesson)))) for lesson in LESSONS
    )
    return Overview(rows, state.notice)
