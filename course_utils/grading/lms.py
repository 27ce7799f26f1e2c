"""Files that Canvas and Moodle import.

Canvas (its gradebook's *Import*) reads the columns Student, ID, SIS User ID, SIS Login ID and Section, then
one column for each assignment, and a first row "Points Possible". It finds a student by ID, else by SIS User
ID, else by SIS Login ID, else by the name; an assignment by the number in parentheses after its title, else
by its title; else it offers to make a new one.

Moodle (*Grades, Import, CSV file*) reads any columns and asks which is which: map one of "Email address",
"ID number" and "Username" to the user, and each notebook to a grade item. It refuses the whole file if one
student is unknown, so nobody stands in it whom the roster does not know. It takes a feedback column only
together with the grades.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from course_utils.grading import roster as rosters
from course_utils.grading import table
from course_utils.grading.classbook import ClassBook, Student, book
from course_utils.grading.marks import Marks
from course_utils.grading.record import NotebookResult
from course_utils.grading.roster import Matching, Person, Roster

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("First name", "Last name", "ID number", "Username", "Email address")
POINTS_POSSIBLE = "    Points Possible"


def write_canvas(
    results: Iterable[NotebookResult], marks: Marks, roster: Roster | None, path: Path
) -> Matching:
    """Writes `canvas.csv` and says who could not be matched.

    With the gradebook's own export as the roster every row carries Canvas's ids, and a notebook goes into the
    assignment that bears its name or number. Without a roster the student's folder is taken for the login.
    """
    whole = book(results, marks)
    matching = _match(whole, roster, lambda name: Person(name=name, sis_login_id=name))
    headers = [_assignment(lesson, roster) for lesson in whole.lessons]
    possible = [str(whole.possible(lesson)) for lesson in whole.lessons]
    rows = [[*CANVAS, *map(table.one_line, headers)], [POINTS_POSSIBLE, "", "", "", "", *possible]]
    for student, person in _matched(whole, matching):
        who = (
            person.name or person.full_name,
            person.canvas_id,
            person.sis_user_id or person.id_number,
            person.sis_login_id or person.username or person.email,
            person.section,
        )
        rows.append([*map(table.one_line, who), *_grades(whole, student)])
    table.write(rows, path)
    return matching


def write_moodle(
    results: Iterable[NotebookResult], marks: Marks, roster: Roster | None, path: Path
) -> Matching:
    """Writes `moodle.csv` and says who could not be matched.

    Without a roster a folder with an `@` in its name is an email address, any other a username.
    """
    whole = book(results, marks)
    matching = _match(
        whole, roster, lambda name: Person(email=name) if "@" in name else Person(username=name)
    )
    names = [f"{lesson}{part}" for lesson in whole.lessons for part in ("", " feedback")]
    rows = [[*MOODLE, *map(table.one_line, names)]]
    for student, person in _matched(whole, matching):
        who = (
            person.first,
            person.last or person.name,
            person.id_number or person.sis_user_id,
            person.username or person.sis_login_id,
            person.email or (person.sis_login_id if "@" in person.sis_login_id else ""),
        )
        grades = _grades(whole, student)
        comments = [_comment(whole, student, lesson) for lesson in whole.lessons]
        both = [value for pair in zip(grades, comments, strict=True) for value in pair]
        rows.append([*map(table.one_line, who), *both])
    table.write(rows, path)
    return matching


def _match(whole: ClassBook, roster: Roster | None, alone: Callable[[str], Person]) -> Matching:
    names = [student.name for student in whole.students]
    if roster is not None:
        return rosters.match(names, roster)
    return Matching({name: alone(name) for name in names}, (), (), ())


def _matched(whole: ClassBook, matching: Matching) -> list[tuple[Student, Person]]:
    return [
        (student, matching.people[student.name])
        for student in whole.students
        if student.name in matching.people
    ]


def _grades(whole: ClassBook, student: Student) -> list[str]:
    """A notebook that was not handed in counts 0, as in the gradebook."""
    return [
        table.points(student.points(lesson)) if lesson in student.notebooks else "0"
        for lesson in whole.lessons
    ]


def _comment(whole: ClassBook, student: Student, lesson: str) -> str:
    notebook = student.notebooks.get(lesson)
    if notebook is None:
        return "Not handed in."
    if notebook.refused:
        return table.one_line(f"This file could not be graded: {notebook.refused}")
    told = f"{table.points(student.points(lesson))} of {whole.possible(lesson)} points."
    waiting = student.waiting(lesson)
    if waiting:
        told += f" {waiting} {'answer waits' if waiting == 1 else 'answers wait'} for a person."
    return told


def _assignment(lesson: str, roster: Roster | None) -> str:
    """The column of the Canvas export that bears the lesson's name or its number, else the lesson's name."""
    number = lesson.partition("_")[0]
    for header in roster.header if roster else ():
        title = re.sub(r"\s*\(\d+\)$", "", header)
        if title.casefold() == lesson.casefold():
            return header
    own = [h for h in (roster.header if roster else ()) if re.match(rf"{re.escape(number)}(?!\d)", h)]
    return own[0] if len(own) == 1 else lesson
