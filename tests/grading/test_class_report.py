"""`class.html`: the class at a glance."""

from __future__ import annotations

import re
from pathlib import Path

from course_utils.grading import class_report
from course_utils.grading.marks import Mark, Marks, fingerprint
from course_utils.grading.record import NotebookResult
from tests.grading.results import NASTY, exercise, notebook, text
from tests.grading.test_feedback import HOSTILE, Reader


def a_class() -> list[NotebookResult]:
    wrong = exercise(status="wrong", misconception="subtracts the mean")
    slow = exercise("02.merge", title="Merge", status="could not run", why="went over 20 s", possible=2)
    good = exercise("02.merge", title="Merge", possible=2)
    return [
        *(notebook(f"right {n}", exercise(), good) for n in range(6)),
        *(notebook(f"mean {n}", wrong, good) for n in range(3)),
        notebook("slow", exercise(), slow),
        notebook("open", exercise(status="undecided"), good),
        notebook("empty", exercise(status="not attempted"), refused="not JSON"),
    ]


def seen(tmp_path: Path, results: list[NotebookResult], marks: Marks | None = None) -> Reader:
    class_report.write(results, tmp_path / "class.html", marks=marks or Marks())
    return Reader((tmp_path / "class.html").read_text(encoding="utf-8"))


def test_it_counts_successes_misconceptions_accidents_and_people(tmp_path: Path) -> None:
    read = seen(tmp_path, a_class()).text
    assert "12 students, 12 notebooks. Half of the class has 4 of 5 points or more." in read
    assert "3 subtracts the mean Stable softmax" in read
    assert "Stable softmax 02.stable_softmax 64% 7 3 0 1 0" in read
    assert "Merge 02.merge 91% 10 0 1 0 0" in read
    assert "slow Merge went over 20 s" in read
    assert "Stable softmax 02.stable_softmax proof undecided 1 open" in read
    assert "empty 02_overflow_and_max_shift.ipynb not JSON" in read
    assert "Graded without the sandbox" not in read


def test_the_figure_is_told_in_words(tmp_path: Path) -> None:
    class_report.write(a_class(), tmp_path / "class.html")
    html = (tmp_path / "class.html").read_text(encoding="utf-8")
    (alt,) = re.findall(r'<figure role="img" aria-label="([^"]+)"', html)
    told = "1 student with 0 to 0.5 points, 4 students with 2 to 2.5 points, 1 student with 3 to 3.5 points"
    assert alt == f"02 Overflow and the max-shift: {told}, 6 students with 4.5 to 5 points"
    assert html.count("<svg") == 1


def test_it_fetches_nothing_and_runs_nothing_whatever_names_it_holds(tmp_path: Path) -> None:
    nasty = [notebook(name, exercise(status="wrong", misconception=HOSTILE), text(HOSTILE)) for name in NASTY]
    page = seen(tmp_path, [*nasty, notebook(HOSTILE, refused=HOSTILE, source=HOSTILE)])
    assert "script" not in page.tags
    assert page.handlers == []
    assert all(address.startswith("#") for address in page.addresses)
    assert HOSTILE in page.text


def test_a_run_outside_the_sandbox_is_said_first(tmp_path: Path) -> None:
    assert "Graded without the sandbox." in seen(tmp_path, [notebook("ann", sandboxed=False)]).text


def test_a_marked_text_waits_no_longer(tmp_path: Path) -> None:
    answer = text("Because.")
    assert "1 answer still to be marked" in seen(tmp_path, [notebook("ann", answer)]).text
    marks = Marks((Mark("ann", answer.exercise, fingerprint(answer), 2.0),))
    read = seen(tmp_path, [notebook("ann", answer)], marks).text
    assert "still to be marked" not in read
    assert "has 2 of 2 points" in read


def test_an_empty_class_is_a_page_too(tmp_path: Path) -> None:
    assert "No submissions yet." in seen(tmp_path, []).text


def test_the_same_class_gives_the_same_bytes(tmp_path: Path) -> None:
    class_report.write(a_class(), tmp_path / "a.html")
    class_report.write(a_class()[::-1], tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
