"""The line writes the reports, in a worker that has what they need; nothing is lost with that worker."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from course_utils.grading import line, release
from course_utils.grading.dispatch import Dispatch
from course_utils.grading.line import LineError
from tests.grading.fake_class import a_class, graded
from tests.grading.handed_in import put


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    # A release depends on the package's code, which someone may be editing while the tests run.
    monkeypatch.setattr(release, "_package_hash", lambda: "code")


def test_the_gradebook_has_a_row_for_everyone(tmp_path: Path) -> None:
    place = a_class(tmp_path / "class", 2)
    put(place, "eve/00_welcome.ipynb", b"{")
    graded(place, tmp_path / "out", jobs=1)
    with (tmp_path / "out" / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {name: row["total"] for name, row in rows.items()} == {"s00": "0", "s01": "1", "eve": "0"}
    assert "not JSON" in rows["eve"]["refused"]
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert {"canvas.csv", "moodle.csv", "feedback", "class.html", "marking.ipynb"} <= names


def test_the_reports_are_written_by_a_worker_and_here_if_it_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, here = a_class(tmp_path / "class", 2), str(os.getpid())
    where: list[str] = []

    def report(results: object, plan: object, roster: object, dispatch: Dispatch) -> tuple[str, ...]:
        where.append(dispatch.elsewhere(_who))
        return (dispatch.elsewhere(_ends_all_but, here),)

    monkeypatch.setattr(line, "report", report)
    assert graded(place, tmp_path / "out").messages == (here,)
    assert where[0] != here
    where.clear()
    assert graded(place, tmp_path / "out").messages == (here,)  # nothing is left to run: no worker
    assert where == [here]


def _who() -> str:
    return str(os.getpid())


def _ends_all_but(pid: str) -> str:
    if _who() != pid:
        os.abort()
    return pid


def test_marks_that_cannot_be_read_are_told_by_whoever_writes_the_reports(tmp_path: Path) -> None:
    place, out = a_class(tmp_path / "class", 1), tmp_path / "out"
    put(out, "marks.json", b"[")
    with pytest.raises(LineError, match=r"marks\.json"):
        graded(place, out, jobs=1)
