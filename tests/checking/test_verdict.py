"""A verdict reads the same as text, as HTML and as data."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from course_utils.checking import Exercise, Status, Value, Verdict
from course_utils.checking.verdict import inline_html


class Balance(HTMLParser):
    """Counts open tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("status", list(Status))
def test_html_is_balanced_and_says_the_status_in_words(status: Status) -> None:
    verdict = Verdict(status, ("`a<b>` & *so*", "why?"), body="line 1\nline 2", exercise="99.x", title="<X>")
    page = Balance()
    page.feed(verdict.to_html())
    assert page.open == []
    assert verdict.to_text().split("  ")[1].splitlines()[0] in page.text
    assert "a<b>" in page.text
    assert "<X>" in page.text


def test_what_a_student_wrote_cannot_become_markup() -> None:
    assert "<script>" not in inline_html("`<script>` <script> $<script>$")
    assert inline_html("2*3*4") == "2*3*4"
    assert inline_html("the *mean*.") == "the <em>mean</em>."


def test_data_has_no_html() -> None:
    data = Verdict(Status.WRONG, ("no",), counterexample="f(1)").to_data()
    assert data["status"] == "wrong"
    assert data["counterexample"] == "f(1)"
    assert "body_html" not in data


def test_exercises_that_are_declared_wrongly_are_refused() -> None:
    with pytest.raises(ValueError, match="at least three"):
        Exercise(id="99.x", title="X", task=Value(1.0), hints=("one", "two"))
    with pytest.raises(ValueError, match=r"NN\.name"):
        Exercise(id="x", title="X", task=Value(1.0))
