"""The report as text and as HTML: verdicts in words, everything escaped, the same bytes every time."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from course_utils.derivation import check_proof, derive, exp, reals, softmax, vectors
from course_utils.derivation.proofs import Line, LineProof
from tests.derivation.proofs.invariance import translation
from tests.derivation.proofs.jacobian import with_delta

EXERCISE = translation()
RIGHT = check_proof(EXERCISE.statement, EXERCISE.solution)
FALSE = check_proof(EXERCISE.statement, EXERCISE.broken["c left in the sum"].proof)


class Reader(HTMLParser):
    """Checks that tags are closed and gathers what a screen reader would say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.heard: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "br":
            self.open.append((tag, ("aria-hidden", "true") in attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self.open):
            self.heard.append(data)


def test_a_right_proof_says_so_in_words() -> None:
    text = RIGHT.to_text()
    assert text.startswith("The proof holds.")
    assert text.count("follows") >= 5
    assert "softmax(z + c)[i]" in text


def test_the_first_bad_line_is_shown_with_its_counterexample() -> None:
    text = FALSE.to_text()
    assert "Line 3 is false" in text
    assert "K = 2, z = (1, 2)" in text
    data = FALSE.to_data()
    assert data["lines"][2]["counterexample"]["K"] == 2
    assert data["lines"][2]["counterexample"]["above"] != data["lines"][2]["counterexample"]["below"]
    assert json.loads(json.dumps(data)) == data


def test_every_line_can_be_copied_and_heard_without_its_typesetting() -> None:
    reader = Reader(FALSE.to_html())
    heard = " ".join(reader.heard)
    assert not reader.open
    for line in FALSE.lines:
        assert line.text in heard
        assert line.verdict in heard
    assert "\\frac" not in heard
    assert "Counterexample" in heard
    assert not reader.tags & {"script", "style", "img", "iframe"}


def test_the_numbers_of_a_counterexample_are_said_once() -> None:
    bad = FALSE.lines[2]
    assert bad.counterexample is not None
    for shown in (FALSE.to_text(), FALSE.to_html()):
        assert shown.count(bad.counterexample.below) == 1
        assert shown.count("Line 3 is false") == 1
        assert shown.count("line 3") == 1
    assert "the line above is" not in FALSE.to_html()


def test_a_line_that_was_not_judged_is_gray_and_says_so() -> None:
    from course_utils.derivation.report import NOT_JUDGED

    lines = [line.verdict for line in FALSE.lines]
    assert NOT_JUDGED in lines[3:]
    assert "#7a7a7a" in FALSE.to_html()
    assert "– line" in FALSE.to_text()
    assert "not judged" in FALSE.to_text()


def test_words_take_the_themes_ink_and_edges_show_on_white_and_on_a_dark_ground() -> None:
    def light(color: str) -> float:
        shares = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert "color:" not in FALSE.to_html()
    edges = set(re.findall(r"solid (#\w{6})", FALSE.to_html()))
    assert len(edges) == 3
    for edge in edges:
        for ground in ("#ffffff", "#111111"):
            dark, bright = sorted((light(edge), light(ground)))
            assert (bright + 0.05) / (dark + 0.05) >= 3, (edge, ground)


def test_a_fraction_within_a_fraction_stays_large_enough_to_read() -> None:
    from course_utils.derivation.printing import to_latex

    x, c = reals("x c")
    assert to_latex(x / (c / x)) == r"\frac{x}{\dfrac{c}{x}}"
    assert to_latex((1 + x / c) / x) == r"\frac{1 + \dfrac{x}{c}}{x}"
    assert to_latex(exp(x / (c / x)) / c) == r"\frac{e^{\frac{x}{\frac{c}{x}}}}{c}"


def test_latex_is_there_for_the_eye() -> None:
    assert r"\frac{e^{z_{i} + c}}{\sum_{k} e^{z_{k} + c}}" in RIGHT.to_html()


def test_what_comes_from_outside_is_escaped() -> None:
    z, c = vectors("z"), reals("c")
    start = EXERCISE.statement.start
    proof = LineProof(start, (Line(exp(c), "<script>alert(1)</script> & $x$"),))
    html = check_proof(EXERCISE.statement, proof).to_html()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert z.kind == "vector"


def test_a_name_in_a_line_cannot_leave_its_place_in_latex() -> None:
    from course_utils.derivation.printing import latex_name

    assert latex_name("beta") == r"\beta"
    assert latex_name("z_1") == "z_{1}"
    assert latex_name("prior") == r"\mathrm{prior}"
    assert latex_name("x_") == "x'"
    assert "$" not in latex_name("a_b_c")


def test_the_same_report_gives_the_same_bytes() -> None:
    again = check_proof(EXERCISE.statement, EXERCISE.broken["c left in the sum"].proof)
    assert again.to_html() == FALSE.to_html()
    assert again.to_text() == FALSE.to_text()


def test_a_proof_by_cases_shows_each_case_and_the_conclusion() -> None:
    exercise = with_delta()
    text = check_proof(exercise.statement, exercise.others[1]).to_text()
    assert "case i = j:" in text
    assert "case i ≠ j:" in text
    assert "together:" in text
    assert text.startswith("The proof holds.")


def test_a_proof_that_was_not_started_says_what_to_do() -> None:
    report = check_proof(
        EXERCISE.statement, derive(softmax(vectors("z") + reals("c"))[EXERCISE.statement.start.args[1]])
    )
    assert report.to_text().startswith("Not attempted yet.")
    assert report._repr_html_() == report.to_html()
