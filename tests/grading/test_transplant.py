"""What a student wrote runs, in its place; everything else is ours; what was unusual is said."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from course_utils.grading import python_cells, submitted
from course_utils.grading.transplant import transplant
from tests.grading.handed_in import OVERFLOW, WELCOME, answer_cell, code, place, releases, student, text

SHARES = "def shares(z, dim=-1):\n    return z / z.sum(dim, keepdim=True)"
CHECK = "ex.shares.check(shares)"


def moved(notebook: dict[str, Any], lesson: str = WELCOME) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The cells of the transplanted notebook and the notes."""
    made = transplant(submitted.read(text(notebook)), releases()[lesson])
    return json.loads(made.notebook)["cells"], made.notes


def before_check(cells: list[dict[str, Any]], check: str = CHECK) -> list[str]:
    """The student's sources that run before a check, in order."""
    end = next(i for i, c in enumerate(cells) if c["source"] == check)
    return [c["source"] for c in cells[:end] if c["metadata"]["grading"]["from"] >= 0]


def runs_before_check(notebook: dict[str, Any], source: str) -> bool:
    return source in before_check(moved(notebook)[0])


def test_an_untouched_notebook_comes_back_as_ours_without_notes() -> None:
    for lesson, pristine in releases().items():
        cells, notes = moved(student(lesson), lesson)
        assert notes == ()
        ours = [c.source for c in pristine.cells if c.role != "left out"]
        assert [c["source"] for c in cells] == ours
        roles = [c["metadata"]["grading"]["role"] for c in cells]
        assert roles == [c.role for c in pristine.cells if c.role != "left out"]


def test_every_cell_says_its_role_its_exercise_and_where_it_comes_from() -> None:
    notebook = student(shares=SHARES)
    answer = answer_cell(notebook, "shares")
    cells, notes = moved(notebook)
    found = next(c for c in cells if c["source"] == SHARES)
    assert found["metadata"] == {
        "grading": {"role": "answer", "exercise": "00.shares", "from": place(notebook, answer)}
    }
    assert notes == ()


def test_setup_and_checks_are_ours_whatever_the_student_made_of_them() -> None:
    notebook = student(shares=SHARES)
    answer_cell(notebook, "shares", "check")["source"] = "print('all points')"
    notebook["cells"][1]["source"] = "import math"
    cells, notes = moved(notebook)
    ours = [c["source"] for c in cells if c["metadata"]["grading"]["from"] == -1]
    assert ours == [c.source for c in releases()[WELCOME].cells if c.role in ("setup", "ours", "check")]
    assert any("check cell of 00.shares was changed" in note for note in notes)
    assert any("cell 2, ours, was changed" in note for note in notes)


def test_an_import_added_to_the_first_cell_still_counts() -> None:
    notebook = student(shares=SHARES)
    notebook["cells"][1]["source"] = "".join(notebook["cells"][1]["source"]) + "\nimport math"
    cells, _ = moved(notebook)
    assert cells[0]["metadata"]["grading"]["role"] == "setup"
    assert cells[1]["source"].endswith("import math")
    assert cells[1]["metadata"]["grading"]["role"] == "added"


def test_a_cell_split_in_jupyterlab_runs_as_one_answer() -> None:
    notebook = student(shares="def helper(z):\n    return z.sum()")
    answer = answer_cell(notebook, "shares")
    second = deepcopy(answer) | {"source": SHARES, "id": "other"}
    notebook["cells"].insert(place(notebook, answer) + 1, second)
    cells, notes = moved(notebook)
    assert before_check(cells)[-2:] == ["def helper(z):\n    return z.sum()", SHARES]
    assert any("00.shares is in 2 cells" in note for note in notes)


def test_a_cell_split_where_one_half_lost_its_label_runs_in_order() -> None:
    notebook = student(shares=SHARES)
    at = place(notebook, answer_cell(notebook, "shares"))
    notebook["cells"].insert(at, code("import math"))
    notebook["cells"].insert(at + 2, code("old = shares"))
    assert before_check(moved(notebook)[0])[-3:] == ["import math", SHARES, "old = shares"]


def test_an_answer_merged_with_its_check_still_runs_before_ours() -> None:
    for role in ("answer", "check"):
        notebook = student(shares=SHARES)
        kept = answer_cell(notebook, "shares", role)
        gone = answer_cell(notebook, "shares", "check" if role == "answer" else "answer")
        notebook["cells"].remove(gone)
        kept["source"] = SHARES + "\n\n" + CHECK
        assert SHARES in "\n".join(before_check(moved(notebook)[0]))


def test_a_copy_below_the_check_cell_is_an_experiment() -> None:
    notebook = student(shares=SHARES)
    copy = deepcopy(answer_cell(notebook, "shares")) | {"source": "def shares(z): return 0", "id": "x"}
    notebook["cells"].append(copy)
    cells, notes = moved(notebook)
    assert "def shares(z): return 0" not in before_check(cells)
    assert cells[-1]["source"] == "def shares(z): return 0"
    assert any("was not graded" in note for note in notes)


def test_a_copy_below_the_check_counts_if_the_check_ran_after_it() -> None:
    notebook = student(shares="def shares(z): return 0")
    copy = deepcopy(answer_cell(notebook, "shares")) | {"source": SHARES, "id": "x", "execution_count": 7}
    notebook["cells"].append(copy)
    answer_cell(notebook, "shares", "check")["execution_count"] = 8
    assert before_check(moved(notebook)[0])[-1] == SHARES


def test_a_copy_below_the_check_counts_if_the_cell_above_was_never_filled_in() -> None:
    notebook = student()
    notebook["cells"].append(deepcopy(answer_cell(notebook, "shares")) | {"source": SHARES, "id": "x"})
    assert runs_before_check(notebook, SHARES)


def test_an_answer_checked_again_below_counts_with_its_helper() -> None:
    notebook = student(shares="def shares(z): return 0")
    answer, check = answer_cell(notebook, "shares"), answer_cell(notebook, "shares", "check")
    helper = code("def total(z): return z.sum(-1, keepdim=True)")
    better = deepcopy(answer) | {"source": "def shares(z): return z / total(z)", "id": "x"}
    notebook["cells"] += [helper, better, deepcopy(check) | {"id": "y"}]
    assert before_check(moved(notebook)[0])[-3:] == [
        "def shares(z): return 0",
        helper["source"],
        better["source"],
    ]


def test_trying_the_check_on_something_else_changes_no_answer() -> None:
    notebook = student(shares=SHARES)
    at = place(notebook, answer_cell(notebook, "shares", "check"))
    labelled = deepcopy(notebook["cells"][at]) | {"source": "ex.shares.check(torch.softmax)", "id": "x"}
    for extra in (code("ex.shares.check(torch.softmax)"), labelled):
        changed = deepcopy(notebook)
        changed["cells"].insert(at, extra)
        cells, _ = moved(changed)
        answers = [c["source"] for c in cells if c["metadata"]["grading"]["role"] == "answer"]
        assert SHARES in answers
        assert not any("softmax" in source for source in answers)


def test_an_answer_under_another_name_is_found_through_the_changed_check() -> None:
    mine = SHARES.replace("shares", "my_shares")
    notebook = student(shares=mine)
    answer_cell(notebook, "shares", "check")["source"] = "ex.shares.check(my_shares)"
    sources = before_check(moved(notebook)[0])
    assert sources[-2] == mine
    space: dict[str, Any] = {}
    exec("\n".join(sources[-2:]), space)
    assert space["shares"] is space["my_shares"]


def test_reordered_exercises_run_in_our_order() -> None:
    notebook = student(shares=SHARES)
    first = notebook["cells"].pop(place(notebook, answer_cell(notebook, "first_bets")))
    notebook["cells"].append(first | {"source": "bets = dict(a=1)"})
    cells, notes = moved(notebook)
    sources = [c["source"] for c in cells]
    assert sources.index("bets = dict(a=1)") < sources.index("ex.first_bets.check(bets)")
    assert any("another order" in note for note in notes)


def test_cells_of_their_own_run_before_the_next_cell_that_both_have() -> None:
    notebook = student(shares=SHARES)
    notebook["cells"].insert(0, code("first = 1"))
    notebook["cells"].insert(place(notebook, answer_cell(notebook, "shares")), code("second = 2"))
    notebook["cells"].append(code("last = 3"))
    cells, _ = moved(notebook)
    sources = [c["source"] for c in cells]
    assert sources[0] == "first = 1"
    assert sources[sources.index("second = 2") + 1] == SHARES
    assert sources[-1] == "last = 3"


def test_a_deleted_answer_and_a_deleted_check_are_told() -> None:
    notebook = student()
    notebook["cells"].remove(answer_cell(notebook, "shares"))
    notebook["cells"].remove(answer_cell(notebook, "half_of_it", "check"))
    cells, notes = moved(notebook)
    assert "the answer cell of 00.shares is missing" in notes
    assert "the check cell of 00.half_of_it is missing; ours ran" in notes
    assert any(c["source"].startswith("ex.half_of_it.check(") for c in cells)


def test_an_answer_in_a_markdown_cell_is_told() -> None:
    notebook = student()
    cell = answer_cell(notebook, "why_not_shares")
    cell["cell_type"] = "markdown"
    assert any("is in a markdown cell" in note for note in moved(notebook)[1])


@pytest.mark.parametrize("lesson", [WELCOME, OVERFLOW])
def test_a_notebook_without_any_metadata_is_matched_by_cell_id(lesson: str) -> None:
    notebook = student(lesson)
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    cells, notes = moved(notebook, lesson)
    assert notes == ()
    assert not any(c["metadata"]["grading"]["role"] == "added" for c in cells)


def test_answers_copied_by_hand_are_found_by_the_name_that_the_check_passes() -> None:
    notebook = student(shares=SHARES)
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {}
        cell["id"] = f"colab-{number}"
    cells, notes = moved(notebook)
    assert before_check(cells)[-1] == SHARES
    found = next(c for c in cells if c["source"] == SHARES)
    assert found["metadata"]["grading"]["role"] == "answer"
    assert any("it defines the name that 00.shares asks for" in note for note in notes)


def test_an_exercise_that_no_longer_exists_is_told_and_its_cell_runs() -> None:
    notebook = student(shares=SHARES)
    old = code("def gone(): return 1", exercise="00.gone", role="answer")
    notebook["cells"].insert(2, old)
    cells, notes = moved(notebook)
    assert old["source"] in [c["source"] for c in cells]
    assert any("00.gone" in note and "does not have" in note for note in notes)


def test_nbval_comments_and_tags_are_not_obeyed_and_told() -> None:
    notebook = student(shares="# NBVAL_SKIP\n" + SHARES)
    answer_cell(notebook, "first_bets")["metadata"]["tags"] = ["raises-exception", "nbval-skip"]
    cells, notes = moved(notebook)
    assert not any(line.strip() == "# NBVAL_SKIP" for c in cells for line in c["source"].splitlines())
    assert SHARES in "\n".join(before_check(cells))
    assert all(set(c["metadata"]) == {"grading"} for c in cells)
    assert any("NBVAL comments" in note for note in notes)
    assert any("tags" in note for note in notes)


def test_another_kernel_is_told_and_ours_is_used() -> None:
    notebook = student()
    notebook["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    made = transplant(submitted.read(text(notebook)), releases()[WELCOME])
    assert json.loads(made.notebook)["metadata"]["kernelspec"]["name"] == "python3"
    assert made.notes == ("its kernel is for 'r'; it was graded with Python",)


def test_a_copied_cell_of_ours_does_not_pull_what_stands_before_it_up() -> None:
    notebook = student(shares=SHARES)
    late = code("late = shares")
    notebook["cells"] += [late, deepcopy(notebook["cells"][1])]
    cells, _ = moved(notebook)
    sources = [c["source"] for c in cells]
    assert sources.index("late = shares") > sources.index(CHECK)


HOSTILE = ["(" * 90_000, "-" * 90_000 + "1", "a+" * 45_000 + "a", "a" + "[0]" * 30_000, "x=" * 45_000 + "1"]
HOSTILE += [
    "try:\n pass\nexcept:pass\n" * 4_000,
    "a." * 45_000 + "a",
    "\0",
    "f'{" * 20_000,
    "%%bash\nrm -rf x",
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_code_made_to_break_a_parser_is_only_text(source: str) -> None:
    assert python_cells.same(source, source)
    python_cells.binds(source)
    python_cells.checked(source)
    python_cells.without_check(source, "shares", "shares")
    cells, _ = moved(student(shares=source))
    assert source in [c["source"] for c in cells]
