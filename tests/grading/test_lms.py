"""Canvas and Moodle files, read again with Python's csv module, and the roster that says who is who."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from course_utils.grading import lms, names, roster
from course_utils.grading.marks import Mark, Marks, fingerprint
from course_utils.grading.roster import Person, Roster, RosterError
from tests.grading.results import LESSON, NASTY, exercise, notebook, text

CANVAS_EXPORT = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Essay (11),02 Overflow (4711),Final Score
    Points Possible,,,,,10,5,(read only)
"Doe, Jane",101,S-1,jdoe,"Mon, 9:00",,,
"O'Hara, ""Mo""",102,S-2,mo@uni.example,Tue,,,
"李, Zoë",103,S-3,zli,Tue,,,
"Student, Test",104,,,,,,
'''
MOODLE_EXPORT = """\
First name,Last name,ID number,Email address
Jane,Doe,S-1,jane.doe@uni.example
Mo,O'Hara,S-2,mo@uni.example
John,Smith,S-3,john1@uni.example
John,Smith,S-4,john2@uni.example
"""


def written(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


@pytest.fixture
def canvas(tmp_path: Path) -> Roster:
    path = tmp_path / "canvas_export.csv"
    path.write_text("\ufeff" + CANVAS_EXPORT, encoding="utf-8")
    return roster.read(path)


@pytest.fixture
def moodle(tmp_path: Path) -> Roster:
    path = tmp_path / "moodle_export.csv"
    path.write_text(MOODLE_EXPORT.replace(",", ";"), encoding="utf-8")
    return roster.read(path)


def test_canvas_gets_its_own_ids_and_its_own_assignment_column(canvas: Roster, tmp_path: Path) -> None:
    answer = text("It cannot overflow: no exponent is above 0.")
    marked = Marks((Mark("jdoe", answer.exercise, fingerprint(answer), 1.25),))
    results = [
        notebook("jdoe", exercise(), answer),
        notebook("S-2", exercise(status="wrong"), answer),
        notebook("Zoë 李", exercise(), text("Other words.")),
    ]
    matching = lms.write_canvas(results, marked, canvas, tmp_path / "canvas.csv")
    assert matching.people["S-2"].canvas_id == "102"
    head, possible, *students = written(tmp_path / "canvas.csv")
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "02 Overflow (4711)"]
    assert possible == ["    Points Possible", "", "", "", "", "5"]
    rows = {row[1]: row for row in students}
    assert rows["101"] == ["Doe, Jane", "101", "S-1", "jdoe", "Mon, 9:00", "4.25"]
    assert rows["102"] == ['O\'Hara, "Mo"', "102", "S-2", "mo@uni.example", "Tue", "0"]
    assert rows["103"] == ["李, Zoë", "103", "S-3", "zli", "Tue", "3"]
    assert matching.message("canvas.csv") == ""


def test_the_flat_download_of_canvas_is_matched_by_its_number_and_name(canvas: Roster) -> None:
    found = roster.match(["doejane_LATE_101", "ohara_mo_555", "doejane_999_2"], canvas)
    assert found.unmatched == ("ohara_mo_555",)
    assert [name for name, _ in found.ambiguous] == ["doejane_999_2", "doejane_LATE_101"]
    assert roster.match(["doejane_LATE_101"], canvas).people["doejane_LATE_101"].canvas_id == "101"


def test_moodle_gets_one_identifier_a_student_and_a_comment_beside_each_grade(
    moodle: Roster, tmp_path: Path
) -> None:
    results = [
        notebook("Jane Doe_123456", exercise(), text("Words.")),
        notebook("mo@uni.example", exercise(status="wrong"), refused="not JSON"),
    ]
    matching = lms.write_moodle(results, Marks(), moodle, tmp_path / "moodle.csv")
    head, jane, mo = written(tmp_path / "moodle.csv")
    assert head == [*lms.MOODLE, LESSON, f"{LESSON} feedback"]
    waits = "3 of 5 points. 1 answer waits for a person."
    assert jane == ["Jane", "Doe", "S-1", "", "jane.doe@uni.example", "3", waits]
    told = "This file could not be graded: not JSON"
    assert mo == ["Mo", "O'Hara", "S-2", "", "mo@uni.example", "0", told]
    assert matching.absent == ("John Smith", "John Smith")


def test_who_is_not_certain_is_left_out_and_named(moodle: Roster, tmp_path: Path) -> None:
    results = [notebook(name) for name in ("John Smith", "S-4", "somebody", "S-1", "jane.doe")]
    matching = lms.write_moodle(results, Marks(), moodle, tmp_path / "moodle.csv")
    assert [row[2] for row in written(tmp_path / "moodle.csv")[1:]] == ["S-4"]
    assert matching.message("moodle.csv") == (
        "moodle.csv: left out, because the roster has nobody for them:\n"
        "  'somebody'\n"
        "moodle.csv: left out, because several fit:\n"
        "  'John Smith': 'John Smith', 'John Smith'\n"
        "  'S-1': 'jane.doe'\n"
        "  'jane.doe': 'S-1'\n"
        "Add a column `folder` to the roster that names the submission, and grade again.\n"
        "moodle.csv: in the roster, but nothing came from: John Smith, Mo O'Hara."
    )


def test_a_column_folder_decides_before_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("folder,email\nJohn Smith,john2@uni.example\n,john smith\n", encoding="utf-8")
    found = roster.match(["John Smith"], roster.read(path))
    assert found.people["John Smith"].email == "john2@uni.example"


def test_nasty_names_stay_in_their_row_and_run_nothing(tmp_path: Path) -> None:
    people = Roster(tuple(Person(name=name, canvas_id=str(n)) for n, name in enumerate(NASTY)))
    results = [notebook(str(n)) for n in range(len(NASTY))]
    for write in (lms.write_canvas, lms.write_moodle):
        matching = write(results, Marks(), people, tmp_path / "import.csv")
        assert matching.unmatched == ()
        rows = written(tmp_path / "import.csv")
        assert {len(row) for row in rows} == {len(rows[0])}
        students = [row for row in rows if row[0] not in ("Student", "First name", lms.POINTS_POSSIBLE)]
        assert len(students) == len(NASTY)
        for field in (field for row in rows for field in row):
            assert not field.lstrip().startswith(("=", "+", "-", "@"))
            assert "\n" not in field


def test_a_name_that_intake_had_to_clean_is_still_found() -> None:
    people = Roster((Person(name='O\'Hara, "Mo"', canvas_id="7"), Person(name="Zoë/李")))
    cleaned = [names.clean_name(person.name) for person in people.people]
    assert cleaned[0] != 'O\'Hara, "Mo"'
    assert set(roster.match(cleaned, people).people.values()) == set(people.people)


def test_without_a_roster_the_folder_is_the_login(tmp_path: Path) -> None:
    results = [notebook("jdoe"), notebook("mo@uni.example")]
    lms.write_canvas(results, Marks(), None, tmp_path / "c.csv")
    assert [row[3] for row in written(tmp_path / "c.csv")[2:]] == ["jdoe", "mo@uni.example"]
    lms.write_moodle(results, Marks(), None, tmp_path / "m.csv")
    assert [row[3:5] for row in written(tmp_path / "m.csv")[1:]] == [["jdoe", ""], ["", "mo@uni.example"]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"colour,shape\nred,round\n", "no column that says who someone is"),
        (b"\xff\xfe\x00", "cannot be read as a roster"),
        (b"", "no column that says who someone is"),
        (b'email\n"open\n', "is not a CSV file"),
    ],
)
def test_a_roster_that_cannot_be_used_says_why(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(RosterError, match=says):
        roster.read(path)
