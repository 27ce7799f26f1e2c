"""Publishing refuses, and names the file and the cell."""

from __future__ import annotations

import pytest

from course_utils.publish import PublishError, sources
from tests.publish.conftest import LESSON, SOURCE, Course

ANSWER = '# %% exercise="00.double" role="answer"'
CHECK = '# %% exercise="00.double" role="check"'


def refusal(course: Course, source: str, lesson: str = LESSON, name: str = "00_toy.py") -> str:
    with pytest.raises(PublishError) as error:
        sources(course(source, lesson, name))
    return str(error.value)


def edited(old: str, new: str) -> str:
    assert SOURCE.count(old) == 1, f"the toy source holds {old!r} {SOURCE.count(old)} times"
    return SOURCE.replace(old, new)


def test_the_toy_course_keeps_every_rule(course: Course) -> None:
    (source,) = sources(course())
    assert source.number == "00"
    assert [cell.exercise for cell in source.by_role("check")] == ["00.double", "00.bet"]


@pytest.mark.parametrize(
    ("old", "new", "cell", "says"),
    [
        (
            "    return answer\n    ### END SOLUTION",
            "    return answer",
            "cell 3 (00.double, answer)",
            "never ends",
        ),
        (
            "    #: one line is enough",
            "    ### BEGIN SOLUTION",
            "cell 3 (00.double, answer)",
            "nested mark",
        ),
        (CHECK, '# %% exercise="00.bet" role="check"', "cell 6 (00.bet, check)", "duplicate exercise id"),
        (ANSWER, '# %% role="answer"', "cell 3", "no exercise id"),
        (ANSWER, '# %% exercise="00.double"', "cell 3", "no role"),
        (ANSWER, '# %% exercise="00.double" role="anwser"', "cell 3 (00.double, anwser)", "is unknown"),
        (ANSWER, '# %% exercise="07.double" role="answer"', "cell 3 (07.double, answer)", 'reads "00.name"'),
        (ANSWER, '# %% exercise="double" role="answer"', "cell 3 (double, answer)", 'reads "00.name"'),
        (ANSWER, "# %%", "cell 3 ('def double(x):')", "outside a cell with role"),
        (CHECK, "# %%", "cell 3 (00.double, answer)", "no check cell after it"),
        ("# It doubles.", "# ### BEGIN SOLUTION", "cell 1 ('# A toy')", "outside a cell with role"),
        (
            "ex.double.check(double)",
            "ex.double.check(double)\nprint(1)",
            "cell 4 (00.double, check)",
            "more or fewer lines",
        ),
        ("ex.double.check(double)", "ex.bet.check(double)", "cell 4 (00.double, check)", "is the one line"),
        ("ex.double.check(double)", "ex.double.check(lambda x: x)", "cell 4", "given by name"),
        ("ex.double.check(double)", "ex.double.check(answer=double)", "cell 4", "given by name"),
        ("ex.double.check(double)", "ex.double.check()", "cell 4", "given by name"),
        ("ex.double.check(double)", "x = ex.double.check(double)", "cell 4", "is the one line"),
        ("ex.double.check(double)", "ex.double.check(dobule)", "cell 4", "`dobule` is not defined"),
        ("ex.double.check(double)", "ex.double.check(double", "cell 4", "not Python"),
        ('bet = dict(first="nan", second="inf")', "print(3)", "cell 5 (00.bet, answer)", "not `print(3)`"),
        ("    answer = x + x\n", "    answer = (x\n", "cell 3 (00.double, answer)", "not Python"),
        (
            "# It doubles.",
            "# It says `answer = x + x`.",
            "cell 1 ('# A toy')",
            "leaks here: `answer = x + x`",
        ),
        ('    """Twice `x`."""', '    """Twice: answer=x+x."""', "cell 3 (00.double, answer)", "leaks here"),
        ("import toy_lesson as ex", "import toy_lesson", "cell 4", "imports the lesson as `ex`"),
        ("import toy_lesson as ex", "import no_such as ex", "00_toy.py", "cannot be imported"),
    ],
)
def test_a_broken_rule_is_refused_by_cell(course: Course, old: str, new: str, cell: str, says: str) -> None:
    message = refusal(course, edited(old, new))
    assert cell in message
    assert "00_toy.py" in message
    assert says in message


def test_a_leak_into_another_code_cell_is_refused(course: Course) -> None:
    message = refusal(course, SOURCE + "\n# %%\nx = 2\nanswer  =  x + x\n")
    assert "cell 7 ('x = 2')" in message
    assert "leaks here" in message


def test_an_exercise_in_markdown_is_refused(course: Course) -> None:
    source = edited("# %% [markdown]", '# %% [markdown] exercise="00.double" role="answer"')
    assert "is a code cell, not markdown" in refusal(course, source)


def test_a_check_without_an_answer_before_it_is_refused(course: Course) -> None:
    answer = SOURCE[SOURCE.index(ANSWER) : SOURCE.index(CHECK)]
    check = SOURCE[SOURCE.index(CHECK) : SOURCE.index('# %% exercise="00.bet" role="answer"')]
    assert "a check without an answer cell before it" in refusal(
        course, SOURCE.replace(answer + check, check + answer)
    )


def test_an_answer_after_its_check_is_refused(course: Course) -> None:
    late = ANSWER + "\n### BEGIN SOLUTION\nlate = 1\n### END SOLUTION\n"
    assert "stands after its check" in refusal(course, SOURCE + "\n" + late)


def test_an_answer_cell_with_nothing_to_solve_is_refused(course: Course) -> None:
    source = edited(ANSWER, ANSWER + "\nhelper = 1\n\n" + ANSWER)
    assert "no solution to take out" in refusal(course, source)


def test_two_answer_cells_may_share_a_check(course: Course) -> None:
    first = ANSWER + "\n### BEGIN SOLUTION\nfactor = 2\n### END SOLUTION\n\n"
    (source,) = sources(course(edited(ANSWER, first + ANSWER)))
    assert [cell.id for cell in source.by_role("answer")] == [
        "00-double-answer",
        "00-double-answer-2",
        "00-bet-answer",
    ]


def test_an_id_unknown_to_its_lesson_is_refused(course: Course) -> None:
    lesson = LESSON.replace('double = Exercise("00.double")', "")
    message = refusal(course, SOURCE, lesson)
    assert "cell 4 (00.double, check)" in message
    assert "`toy_lesson` declares no exercise '00.double'" in message


def test_an_exercise_that_the_notebook_forgot_is_refused(course: Course) -> None:
    message = refusal(course, SOURCE, LESSON + '\nextra = Exercise("00.extra")\n')
    assert "'00.extra', declared in `toy_lesson`, has no check cell" in message


def test_an_id_that_is_not_its_attribute_is_refused(course: Course) -> None:
    lesson = LESSON.replace("double = Exercise", "twice = Exercise")
    assert "the part after the dot must be 'twice'" in refusal(course, SOURCE, lesson)


def test_a_source_with_a_strange_name_is_refused(course: Course) -> None:
    assert "is called NN_title.py" in refusal(course, SOURCE, name="00_Toy-1.py")


def test_a_folder_without_lessons_is_refused(course: Course, tmp_path) -> None:
    with pytest.raises(PublishError, match="no lesson found"):
        sources(tmp_path)


def test_asking_for_a_lesson_that_is_not_there_is_refused(course: Course) -> None:
    with pytest.raises(PublishError, match="no lesson '07'; there are 00"):
        sources(course(), only=["07"])
