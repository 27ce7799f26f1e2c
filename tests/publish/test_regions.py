"""What a student sees in place of a solution."""

from __future__ import annotations

from textwrap import dedent

import pytest

from course_utils.publish import regions


def student(code: str) -> str:
    return regions.student_version(dedent(code).strip())


def test_a_solution_in_a_function_becomes_your_turn() -> None:
    assert (
        student('''
        def f(x):
            """Doc."""
            ### BEGIN SOLUTION
            y = x + 1
            return y
            ### END SOLUTION
    ''')
        == dedent('''
        def f(x):
            """Doc."""
            raise NotImplementedError("your turn")
    ''').strip()
    )


def test_a_class_keeps_its_shape_and_each_method_its_turn() -> None:
    stub = student("""
        class Shift:
            def forward(self, z):
                ### BEGIN SOLUTION
                return z - z.max()
                ### END SOLUTION

            def inverse(self, z):
                ### BEGIN SOLUTION
                return z + 1
                ### END SOLUTION
    """)
    assert stub.count('        raise NotImplementedError("your turn")') == 2
    assert "z.max" not in stub


def test_a_value_becomes_an_ellipsis() -> None:
    assert (
        student("""
        ### BEGIN SOLUTION
        import math
        largest: float = math.exp(2)  # not for students
        ### END SOLUTION
        after = 1
    """)
        == "largest = ...\nafter = 1"
    )


def test_a_text_becomes_an_ellipsis() -> None:
    code = '### BEGIN SOLUTION\nwhy = """Because\n#: not a comment\nof e."""\n### END SOLUTION'
    assert student(code) == "why = ..."


def test_several_names_become_one_ellipsis_each() -> None:
    assert student("### BEGIN SOLUTION\na, b = 1, 2\nc = d = 3\n### END SOLUTION") == "\n".join(
        ["a = ...", "b = ...", "c = ...", "d = ..."]
    )


def test_a_dict_keeps_its_keys() -> None:
    assert student(
        '### BEGIN SOLUTION\nbet = dict(\n    first="nan",\n    second="inf",\n)\n### END SOLUTION'
    ) == ("bet = dict(first=..., second=...)")


def test_a_long_dict_gets_a_line_for_each_key() -> None:
    keys = [f"a_rather_long_question_{i}" for i in range(4)]
    code = "### BEGIN SOLUTION\nbet = dict(" + ", ".join(f"{key}=1" for key in keys) + ")\n### END SOLUTION"
    assert student(code).splitlines() == ["bet = dict(", *(f"    {key}=...," for key in keys), ")"]


@pytest.mark.parametrize("value", ['dict({"a": 1})', "dict(**other)", "dict()", "dict(a=1, **other)"])
def test_a_dict_whose_keys_cannot_be_read_off_becomes_an_ellipsis(value: str) -> None:
    assert student(f"### BEGIN SOLUTION\nbet = {value}\n### END SOLUTION") == "bet = ..."


def test_a_proof_keeps_the_line_it_starts_from_if_that_stands_alone() -> None:
    stub = student("""
        ### BEGIN SOLUTION
        #: Below the first line, one pair a line.
        proof = derive(
            Sum(p[i] for i in K),
            #: (expression, "rule"),
            (Sum(exp(z[i]) / total for i in K), "definition"),
            (1, "cancel"),
        )
        ### END SOLUTION
    """)
    assert (
        stub
        == dedent("""
        # Below the first line, one pair a line.
        proof = derive(
            Sum(p[i] for i in K),
            # (expression, "rule"),
        )
    """).strip()
    )


def test_a_given_start_is_no_telling_line() -> None:
    code = 'proof = derive(\n    Sum(p[i] for i in K),\n    (Sum(q[i] for i in K), "definition"),\n)'
    (region,) = regions.find(f"{regions.BEGIN}\n{code}\n{regions.END}")
    assert region.telling_lines() == ('(Sum(q[i] for i in K), "definition"),',)


@pytest.mark.parametrize(
    "value", ["derive(start, (1, 'cancel'))", "derive(\n    start, (1, 'cancel'))", "derive(\n    start,\n)"]
)
def test_a_proof_whose_start_does_not_stand_alone_becomes_an_ellipsis(value: str) -> None:
    assert regions.student_version(f"{regions.BEGIN}\nproof = {value}\n{regions.END}") == "proof = ..."


def test_instructions_stay_above_what_they_speak_of() -> None:
    assert student("""
        ### BEGIN SOLUTION
        #: one of "yes", "no"
        first = "yes"
        # ours alone
        #: a number
        second = 3
        #: that is all
        ### END SOLUTION
    """).splitlines() == [
        '# one of "yes", "no"',
        "first = ...",
        "# a number",
        "second = ...",
        "# that is all",
    ]


def test_instructions_inside_a_function_keep_its_indent() -> None:
    stub = student("""
        def f(z):
            ### BEGIN SOLUTION
            #: two lines are enough
            return z
            ### END SOLUTION
    """)
    assert stub.splitlines()[1:] == [
        "    # two lines are enough",
        '    raise NotImplementedError("your turn")',
    ]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("### BEGIN SOLUTION\nx = 1", "never ends"),
        ("x = 1\n### END SOLUTION", "did not begin"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "nested"),
        ("## BEGIN SOLUTION\nx = 1\n### END SOLUTION", "the marks are"),
        ("### begin solution\nx = 1\n### end solution", "the marks are"),
        ("### BEGIN SOLUTION\n# only words\n### END SOLUTION", "is empty"),
        ("### BEGIN SOLUTION\nimport math\n### END SOLUTION", "assigns nothing"),
        ("### BEGIN SOLUTION\nprint(1)\n### END SOLUTION", "not `print(1)`"),
        ("### BEGIN SOLUTION\ndef f():\n    pass\n### END SOLUTION", "not `def f():`"),
        ("x = 1\n### BEGIN SOLUTION\nx += 1\n### END SOLUTION", "not `x += 1`"),
        ("### BEGIN SOLUTION\nx.y = 1\n### END SOLUTION", "not `x.y = 1`"),
        ("x = (\n### BEGIN SOLUTION\n1,\n### END SOLUTION\n)", "not `(1,)`"),
        ("if True:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION", "not inside a function"),
        (
            "def f(a):\n    x = (\n    ### BEGIN SOLUTION\n    a, )\n    ### END SOLUTION\n    return x",
            "whole statements",
        ),
    ],
)
def test_a_region_that_cannot_be_published_says_why(code: str, says: str) -> None:
    with pytest.raises(regions.RegionError) as refusal:
        regions.student_version(code)
    assert says in str(refusal.value)


def test_telling_lines_leave_out_what_gives_nothing_away() -> None:
    (region,) = regions.find(
        "def f(z):\n    ### BEGIN SOLUTION\n    #: subtract the largest\n    x = 1\n    m = z.max(dim=-1)\n"
        "    return shifted_logits\n    ### END SOLUTION"
    )
    assert region.telling_lines() == ("m = z.max(dim=-1)",)
