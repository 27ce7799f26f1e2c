"""`gradebook.csv`: one row for each student, one column for each exercise, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from course_utils.grading import table
from course_utils.grading.classbook import ClassBook, Column, Student, book
from course_utils.grading.marks import Marks
from course_utils.grading.record import NotebookResult

NOT_HANDED_IN = "not handed in"


def write(results: Iterable[NotebookResult], marks: Marks, path: Path) -> None:
    """Writes `gradebook.csv`: the same results and marks give the same bytes.

    Columns: `student`, `total`, `possible`, `to mark` (answers that wait for a person), `sandbox` ("yes", or
    "NO" if any notebook ran outside of it), `refused`, `notes`, then each exercise's points, then each
    exercise's `why`.
    """
    table.write(rows(book(results, marks)), path)


def rows(whole: ClassBook) -> Sequence[Sequence[str]]:
    """The gradebook as rows of text, the first one its header."""
    ids = [column.exercise for column in whole.columns]
    header = ["student", "total", "possible", "to mark", "sandbox", "refused", "notes"]
    out = [[*header, *ids, *(f"why {id_}" for id_ in ids)]]
    for student in whole.students:
        ran = [n for n in student.files if not n.refused]
        out.append(
            [
                table.cell(student.name),
                table.points(student.points()),
                str(whole.possible()),
                str(student.waiting()),
                "yes" if all(n.sandboxed for n in ran) else "NO",
                table.cell(_by_file(student, lambda notebook: notebook.refused)),
                table.cell(_by_file(student, lambda notebook: "; ".join(notebook.notes))),
                *(_points(student, column) for column in whole.columns),
                *(table.cell(_why(student, column)) for column in whole.columns),
            ]
        )
    return out


def _by_file(student: Student, says: Callable[[NotebookResult], str]) -> str:
    told = ((notebook.source, says(notebook)) for notebook in student.files)
    return "; ".join(f"{source}: {text}" for source, text in told if text)


def _points(student: Student, column: Column) -> str:
    entry = student.entries.get(column.exercise)
    return table.points(entry.standing.points) if entry else "0"


def _why(student: Student, column: Column) -> str:
    entry = student.entries.get(column.exercise)
    if entry is None:
        return NOT_HANDED_IN
    notebook = student.notebooks[column.lesson]
    return f"refused: {notebook.refused}" if notebook.refused else entry.why
