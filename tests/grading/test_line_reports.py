"""The line writes the reports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from course_utils.grading import release
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


def test_marks_that_cannot_be_read_are_told_by_whoever_writes_the_reports(tmp_path: Path) -> None:
    place, out = a_class(tmp_path / "class", 1), tmp_path / "out"
    put(out, "marks.json", b"[")
    with pytest.raises(LineError, match=r"marks\.json"):
        graded(place, out, jobs=1)
