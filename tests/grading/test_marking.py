"""Marking by a person: no names, nothing lost, nothing overwritten by a regrade."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import nbformat
import pytest

from course_utils.grading import marking, marks
from course_utils.grading.desk import Desk
from course_utils.grading.marks import Mark, Marks, MarksError, fingerprint
from course_utils.grading.record import NotebookResult
from tests.grading.results import exercise, notebook, text

SAID = ("No exponent is above 0.", "Because <b>exp</b> shrinks.", "It cancels.")


def a_class() -> list[NotebookResult]:
    texts = [notebook(f"Name{n}", text(said), exercise()) for n, said in enumerate(SAID)]
    proof = exercise("02.some_proof", status="undecided", lines=('  = x\n      ? line 1, by "cancel"',))
    return [*texts, notebook("Name3", proof)]


def kept(folder: Path) -> dict[str, Mark]:
    return {mark.student: mark for mark in marks.read(folder / "marks.json").entries}


def answer_of(desk: Desk) -> str:
    return desk.answer.value


def test_only_what_a_person_must_decide_lies_on_the_desk(tmp_path: Path) -> None:
    lost = exercise(status="could not run", needs_person=True, why="the grader itself failed")
    marking.write([*a_class(), notebook("Name9", lost)], tmp_path)
    desk = Desk(tmp_path)
    assert [item.exercise for item in desk.items] == ["02.some_proof"] + ["02.why_it_works"] * 3
    assert desk.items[0].is_proof
    assert marking.rubric_of(desk.items[0]) == marking.PROOF


def test_the_desk_shows_no_name_and_no_markup_of_a_student(tmp_path: Path) -> None:
    marking.write(a_class(), tmp_path)
    desk = Desk(tmp_path)
    for _ in desk.items:
        shown = desk.head.value + desk.answer.value + desk.said.value
        assert "Name" not in shown
        assert "<b>" not in shown
        desk.go(1)


def test_the_seed_decides_the_order_and_the_names_do_not() -> None:
    many = marking.items(notebook(f"s{n:02}", text(f"Answer number {n}.")) for n in range(20))
    orders = [[item.student for item in marking.shuffled(many, seed)] for seed in (0, 0, 1)]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert orders[0] != sorted(orders[0])


def test_clicking_rubric_lines_suggests_points_and_keeping_goes_on(tmp_path: Path) -> None:
    marking.write(a_class(), tmp_path)
    desk = Desk(tmp_path)
    desk.go(1)
    first = desk.item
    desk.lines[0].value = desk.lines[2].value = True
    assert desk.points.value == 1.25  # 2 of 3 lines of 2 points, in quarters
    desk.comment.value = "Which sum?"
    desk.keep.click()
    assert desk.item is not first
    mark = kept(tmp_path)[first.student]
    assert (mark.points, mark.rubric, mark.comment) == (1.25, (True, False, True), "Which sum?")
    assert mark.answer == first.fingerprint


def test_a_button_pressed_while_the_next_answer_appears_is_not_lost(tmp_path: Path) -> None:
    marking.write(a_class(), tmp_path)
    desk = Desk(tmp_path)
    desk.keys.value = "1"
    before = list(desk.lines)
    before[2].value = True
    seen = []
    desk.head.observe(lambda change: seen.append((answer_of(desk), [b.value for b in desk.lines])), "value")
    desk.keep.click()
    assert seen == [(answer_of(desk), [False] * 3)], "the number changes once all else shows the next answer"
    assert all(old is new for old, new in zip(before, desk.lines, strict=True))
    before[0].value = True
    assert desk.points.value == 0.75


def test_one_field_is_enough_to_mark_by_keyboard(tmp_path: Path) -> None:
    marking.write(a_class(), tmp_path)
    desk = Desk(tmp_path)
    desk.keys.value = "1"
    desk.keys.value = "123 Well said."
    desk.keys.value = "0"
    desk.keys.value = "-"
    assert "You have marked this one" in answer_of(desk)
    desk.keys.value = "."
    desk.keys.value = "9"
    assert "is not understood" in desk.said.value
    desk.keys.value = "2"
    assert "That was the last one." in desk.said.value
    points = sorted(mark.points for mark in kept(tmp_path).values())
    assert points == [0, 0.75, 2, 3]
    assert "Well said." in {mark.comment for mark in kept(tmp_path).values()}
    assert desk.keys.value == ""


def test_a_desk_opened_again_begins_at_the_first_unmarked_answer(tmp_path: Path) -> None:
    marking.write(a_class(), tmp_path)
    desk = Desk(tmp_path)
    desk.keys.value = "1"
    again = Desk(tmp_path)
    assert again.at == 1
    assert "1 of all 4 are marked" in again.head.value


def test_a_regrade_keeps_every_mark_and_shows_a_changed_answer_with_the_old_one(tmp_path: Path) -> None:
    marking.write(a_class(), tmp_path)
    desk = Desk(tmp_path)
    for keys in ("1", "123 Good.", "123 Good.", "123 Good."):
        desk.keys.value = keys
    before = (tmp_path / "marks.json").read_bytes()
    book = (tmp_path / "marking.ipynb").read_bytes()

    changed = [*a_class()[:2], notebook("Name2", text("Now I say something else."), exercise())]
    marking.write(changed, tmp_path)
    assert (tmp_path / "marks.json").read_bytes() == before
    assert (tmp_path / "marking.ipynb").read_bytes() == book
    desk = Desk(tmp_path)
    assert desk.item.student == "Name2"
    assert "The one before it got 2 points: “Good.”" in answer_of(desk)
    desk.keys.value = "1"
    assert len(marks.read(tmp_path / "marks.json").entries) == 5, "the old mark stays in the file"


def test_marking_again_replaces_the_mark_on_the_same_answer(tmp_path: Path) -> None:
    mark = Mark("ann", "02.a", "f", 1.0)
    marks.record(tmp_path / "marks.json", mark)
    found = marks.record(tmp_path / "marks.json", Mark("ann", "02.a", "f", 2.0))
    assert [entry.points for entry in found.entries] == [2.0]


def test_people_who_mark_at_the_same_time_lose_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "marks.json"

    def person(who: int) -> None:
        for n in range(15):
            marks.record(path, Mark(f"student {who} {n}", "02.a", "f", 1.0))

    people = [threading.Thread(target=person, args=(who,)) for who in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert len(marks.read(path).entries) == 60
    assert [p.name for p in tmp_path.iterdir()] == ["marks.json"], "no draft and no lock file stays"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"format": 2, "marks": []}',
        '{"format": 1, "marks": [{"student": "a"}]}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_of_marks_is_never_overwritten(content: str, tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    path.write_text(content)
    with pytest.raises(MarksError, match="is damaged"):
        marks.read(path)
    with pytest.raises(MarksError):
        marks.record(path, Mark("ann", "02.a", "f", 1.0))
    assert path.read_text() == content


def test_the_notebook_is_valid_and_the_same_bytes_again(tmp_path: Path) -> None:
    marking.write(a_class(), tmp_path / "a")
    marking.write(reversed(a_class()), tmp_path / "b")
    for name in ("marking.ipynb", "to_mark.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    nbformat.validate(nbformat.read(tmp_path / "a" / "marking.ipynb", as_version=4))
    assert json.loads((tmp_path / "a" / "to_mark.json").read_text())["format"] == 1


def test_nothing_to_mark_and_no_results_are_said_in_a_sentence(tmp_path: Path) -> None:
    marking.write([notebook("ann", exercise())], tmp_path)
    assert "Nothing to mark." in Desk(tmp_path).head.value
    with pytest.raises(ValueError, match="Run the grade command first"):
        Desk(tmp_path / "nowhere")


def test_an_answer_is_known_by_its_own_words() -> None:
    assert fingerprint(text("a")) != fingerprint(text("b"))
    proof = exercise(status="undecided", lines=("line 1",))
    other = exercise(status="undecided", lines=("line 2",))
    assert fingerprint(proof) != fingerprint(other)
    assert Marks().of("ann", proof) is None
