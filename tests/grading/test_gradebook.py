"""`gradebook.csv`, read again with Python's csv module, field by field."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from course_utils.grading import gradebook, marks, table
from course_utils.grading.marks import Mark, Marks, fingerprint
from tests.grading.results import LESSON, NASTY, exercise, notebook, text

HEAD = ["student", "total", "possible", "to mark", "sandbox", "refused", "notes"]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_field_comes_back_as_it_was(tmp_path: Path) -> None:
    wrong = exercise(status="wrong", misconception="subtracts the mean")
    killed = exercise("02.merge", possible=2, status="could not run", why="killed its kernel (exit 1)")
    gradebook.write(
        [
            notebook("bo", wrong, killed, notes=("an older release", "cell 12 was split")),
            notebook("ann", exercise(), exercise("02.merge", possible=2)),
        ],
        Marks(),
        tmp_path / "gradebook.csv",
    )
    ann, bo = read(tmp_path / "gradebook.csv")
    assert list(ann) == [*HEAD, "02.stable_softmax", "02.merge", "why 02.stable_softmax", "why 02.merge"]
    assert list(ann.values()) == ["ann", "5", "5", "0", "yes", "", "", "3", "2", "", ""]
    note = f"{LESSON}.ipynb: an older release; cell 12 was split"
    assert list(bo.values()) == [
        *("bo", "0", "5", "0", "yes", "", note, "0", "0", "wrong", "killed its kernel (exit 1)")
    ]


def test_nasty_names_keep_their_row_and_run_nothing(
    tmp_path: Path,
) -> None:
    gradebook.write([notebook(name) for name in NASTY], Marks(), tmp_path / "gradebook.csv")
    rows = read(tmp_path / "gradebook.csv")
    assert len(rows) == len(NASTY)
    names = {row["student"] for row in rows}
    assert {"two\nlines", 'O\'Hara, "Mo"', "Zoë 李 🙂", "raw?"} <= names
    assert {"'+1+1", "'-cmd", "'@SUM(A1)", "'\tTab", "'  =2", "a;'=1+1"} <= names
    for row in rows:
        assert None not in row, "a field too many"
        assert set(row["total"]) <= set("0123456789.")
        assert not any(value.lstrip().startswith(("=", "+", "-", "@")) for value in row.values())


def test_a_refused_file_has_its_reason_and_no_points(tmp_path: Path) -> None:
    empty = (exercise(status="not attempted"), exercise("02.merge", status="not attempted", possible=2))
    refused = notebook("cy", *empty, refused="not a notebook (3 bytes)", source="a.ipynb", sandboxed=False)
    gradebook.write([refused], Marks(), tmp_path / "gradebook.csv")
    (row,) = read(tmp_path / "gradebook.csv")
    assert row["refused"] == "a.ipynb: not a notebook (3 bytes)"
    assert row["total"] == "0"
    assert row["why 02.merge"] == "refused: not a notebook (3 bytes)"
    assert row["sandbox"] == "yes", "nothing ran outside the sandbox"


def test_a_refused_second_file_never_replaces_the_graded_one(tmp_path: Path) -> None:
    refused = notebook("cy", exercise(status="not attempted"), refused="a link", source="again.ipynb")
    unknown = notebook("cy", lesson="", refused="not JSON", source="x.ipynb", exercises=())
    for order in ([refused, unknown, notebook("cy")], [notebook("cy"), unknown, refused]):
        gradebook.write(order, Marks(), tmp_path / "gradebook.csv")
        (row,) = read(tmp_path / "gradebook.csv")
        assert row["total"] == "3"
        assert row["refused"] == "x.ipynb: not JSON; again.ipynb: a link"


def test_two_graded_files_for_one_notebook_are_an_error_that_names_both() -> None:
    with pytest.raises(ValueError, match=r"cy has two results for 02_\w+: a.ipynb and b.ipynb"):
        gradebook.book([notebook("cy", source="b.ipynb"), notebook("cy", source="a.ipynb")], Marks())


def test_a_run_outside_the_sandbox_marks_its_rows(tmp_path: Path) -> None:
    gradebook.write([notebook("ann", sandboxed=False), notebook("bo")], Marks(), tmp_path / "g.csv")
    assert [row["sandbox"] for row in read(tmp_path / "g.csv")] == ["NO", "yes"]


def test_a_notebook_that_was_not_handed_in_says_so(tmp_path: Path) -> None:
    other = notebook("bo", exercise("01.mean_nll"), lesson="01_softmax_basics")
    gradebook.write([notebook("ann"), other], Marks(), tmp_path / "g.csv")
    ann, bo = read(tmp_path / "g.csv")
    assert (ann["01.mean_nll"], ann["why 01.mean_nll"]) == ("0", "not handed in")
    assert (bo["total"], bo["possible"]) == ("3", "8")


def test_the_order_of_results_does_not_matter(tmp_path: Path) -> None:
    results = [notebook(f"s{n:02}", exercise(status=s)) for n, s in enumerate(("right", "wrong") * 10)]
    gradebook.write(results, Marks(), tmp_path / "a.csv")
    random.Random(0).shuffle(results)
    gradebook.write(results, Marks(), tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_mark_counts_for_the_text_it_was_given_to_and_for_no_other(tmp_path: Path) -> None:
    first, second = text("An answer that someone read."), text("Another answer.")
    path = tmp_path / "marks.json"
    marks.record(path, Mark("ann", first.exercise, fingerprint(first), 1.5, (True, False), "Nearly."))
    gradebook.write([notebook("ann", first)], marks.read(path), tmp_path / "a.csv")
    (row,) = read(tmp_path / "a.csv")
    assert (row["total"], row["to mark"]) == ("1.5", "0")
    assert row["why 02.why_it_works"] == "marked by a person"

    gradebook.write([notebook("ann", second)], marks.read(path), tmp_path / "b.csv")
    (row,) = read(tmp_path / "b.csv")
    assert (row["total"], row["to mark"], row["why 02.why_it_works"]) == ("0", "1", "waits for a person")
    assert marks.read(path).earlier("ann", second).points == 1.5


def test_a_mark_gives_no_more_than_the_exercise_has() -> None:
    answer = text("So.")
    generous = Marks((Mark("ann", answer.exercise, fingerprint(answer), 99.0),))
    assert marks.standing("ann", answer, generous).points == 2


@pytest.mark.parametrize("value", [0, 1, 1.5, 0.1 + 0.2, 12, 100, 2 / 3])
def test_points_are_short_and_right_to_a_hundredth(value: float) -> None:
    assert abs(float(table.points(value)) - value) <= 0.005
    assert len(table.points(value)) <= 4
