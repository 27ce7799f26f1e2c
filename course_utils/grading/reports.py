"""Everything that people read about a graded class, in one call. It needs the lessons, and so torch."""

from __future__ import annotations

from pathlib import Path

from course_utils.grading import class_report, feedback, gradebook, lms, marking, marks
from course_utils.grading.record import NotebookResult
from course_utils.grading.roster import Roster


def write(
    results: tuple[NotebookResult, ...], out: Path, reveal: bool, roster: Roster | None
) -> tuple[str, ...]:
    """Write the reports into the folder `out`; returns what to know before importing grades elsewhere.

    `reveal`: show secret cases in the feedback. Raises `marks.MarksError`, or OSError as the disk does.
    """
    given = marks.read(out / "marks.json")
    gradebook.write(results, given, out / "gradebook.csv")
    canvas = lms.write_canvas(results, given, roster, out / "canvas.csv")
    moodle = lms.write_moodle(results, given, roster, out / "moodle.csv")
    feedback.write(results, out / "feedback", reveal=reveal, marks=given)
    class_report.write(results, out / "class.html", given)
    marking.write(results, out)
    if roster is None:
        return ()
    return tuple(m for m in (canvas.message("canvas.csv"), moodle.message("moodle.csv")) if m)
