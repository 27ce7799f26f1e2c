"""Lecture pages, without a browser: the slides of a notebook, a demo recorded and packed, the page's text."""

from __future__ import annotations

import base64
import itertools
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils import figures, lecture
from course_utils.lecture import recording, words
from course_utils.lecture.marks import Mark, Reader
from course_utils.lecture.packing import pack, packed
from course_utils.lecture.slides import Code, Demonstration, Exercise, Picture, Text, slides
from course_utils.lessons import LESSONS
from course_utils.lessons.overflow import demos as overflow
from course_utils.lessons.welcome import demos as welcome
from course_utils.live import Demo, choice, live, slider, toggle
from course_utils.publish.slideshow import slide_type
from tests.conftest import ROOT


def ball(**controls: Any) -> Demo:
    """A dot that the first slider moves, and a word that only the last control changes."""
    figure, ax = figures.new("A ball rolls", width=5, height=3)
    ax.set_xlim(-1, 11)
    ax.set_ylim(0, 1)
    (dot,) = ax.plot([0.0], [0.5], "o")
    word = ax.text(0, 0.8, "")

    def update(**values: Any) -> str:
        first, last = next(iter(values.values())), list(values.values())[-1]
        dot.set_data([first] if first >= 0 else [], [0.5] if first >= 0 else [])
        word.set_text(f"word {last}")
        return "At " + ", ".join(str(value) for value in values.values())

    return live(figure, update, moving=(dot, word), title="A ball", **controls)


def unpacked(text: str) -> dict[str, Any]:
    return json.loads(zlib.decompress(base64.b64decode(text)))


def place(column: dict[str, Any], counts: list[int], position: tuple[int, ...]) -> int:
    """What `Column.place` does in player.js."""
    at = 0
    for axis in column["axes"]:
        at = at * counts[axis] + position[axis]
    return list(itertools.accumulate(column["at"]))[at]


def read_back(data: dict[str, Any], position: tuple[int, ...]) -> Iterator[tuple[Any, list[int], str]]:
    """Look, numbers and words of each mark at a position, read as player.js reads them."""
    counts = [len(control["stops"]) for control in data["controls"]]
    for channel in data["channels"]:
        shape, said = (data["columns"][channel[part]] for part in ("shape", "words"))
        row = place(shape, counts, position)
        for block in shape["table"]:
            if row < block["rows"]:
                break
            row -= block["rows"]
        if block["look"] is not None:
            columns = (
                n if isinstance(n, int) else list(itertools.accumulate(n))[row] for n in block["numbers"]
            )
            yield block["look"], list(columns), said["table"][place(said, counts, position)]


def line_at(data: dict[str, Any], position: tuple[int, ...]) -> str:
    counts = [len(control["stops"]) for control in data["controls"]]
    columns = [data["columns"][i] for i in data["line"]]
    return "".join(column["table"][place(column, counts, position)] for column in columns)


@pytest.mark.parametrize("make", [welcome.one_score, overflow.gap])
def test_what_is_packed_is_what_the_demo_draws(make: Any) -> None:
    demo = make()
    made = recording.record(demo)
    data = unpacked(packed(demo, made))
    reader = Reader(demo.figure, demo.moving)
    for position in list(made.positions())[::7]:
        settings = {axis.name: axis.stops[i] for axis, i in zip(made.axes, position, strict=True)}
        assert line_at(data, position) == demo.set(**settings)
        drawn = [mark for artist in reader.moving for mark in reader.read(artist)]
        again = [(mark.parts, list(mark.numbers), mark.words) for mark in drawn]
        assert list(read_back(data, position)) == again


def test_a_mark_that_does_not_depend_on_a_control_is_kept_once_for_all_its_stops() -> None:
    demo = ball(x=slider(0, 9, 0, 1), y=slider(0, 49, 0, 1), kind=choice(("a", "b")))
    data = pack(demo, recording.record(demo))
    dot, word = (data["columns"][channel["shape"]] for channel in data["channels"])
    assert (dot["axes"], len(dot["at"])) == ([0], 10)
    assert (word["axes"], len(word["at"])) == ([], 1)
    assert data["columns"][data["channels"][1]["words"]]["axes"] == [2]


def test_a_mark_that_is_not_drawn_somewhere_is_kept_as_nothing() -> None:
    demo = ball(x=slider(-2, 2, 0, 1))
    data = pack(demo, recording.record(demo))
    assert len(list(read_back(data, (0,)))) == 1
    assert len(list(read_back(data, (2,)))) == 2


def test_every_option_and_every_step_is_there_while_they_are_few() -> None:
    axes = recording.stops_of(
        {"x": slider(0.0, 1.0, 0.5, 0.01), "pick": choice(("a", "b", "c")), "on": toggle()}
    )
    assert [len(axis.stops) for axis in axes] == [101, 3, 2]


def test_three_long_sliders_keep_their_ends_their_start_and_41_stops() -> None:
    axes = recording.stops_of({name: slider(0.0, 1.0, 0.37, 0.005) for name in "xyz"})
    for axis in axes:
        assert recording.FEWEST <= len(axis.stops) < 60
        assert {0.0, 0.37, 1.0} <= set(axis.stops)
        assert axis.stops[axis.start] == 0.37


def test_a_demo_ends_where_it_started_and_its_marks_are_whole_numbers() -> None:
    demo = ball(x=slider(0, 9, 3, 1))
    made = recording.record(demo)
    assert demo.values == {"x": 3}
    assert all(isinstance(n, int) for c in made.channels for mark in c.states for n in mark.numbers)


def test_a_moving_formula_is_refused_with_its_text() -> None:
    figure, ax = figures.new("No")
    label = ax.text(0, 0, "")

    def update(x: float) -> str:
        label.set_text(f"$x^{x}$")
        return f"{x}"

    with pytest.raises(ValueError, match="cannot hold a formula"):
        recording.record(live(figure, update, moving=[label], title="No", x=slider(0, 3, 0, 1)))


def test_what_was_remembered_wrongly_is_found() -> None:
    """An update changes what `Reader.recall` trusts to stay: the width of the line around a label."""
    figure, ax = figures.new("A box grows")
    label = ax.text(0.5, 0.5, "here", bbox={"facecolor": "white"})

    def update(x: int) -> str:
        label.get_bbox_patch().set_linewidth(x)
        return f"{x}"

    with pytest.raises(ValueError, match="was not read right"):
        recording.record(live(figure, update, moving=[label], title="No", x=slider(1, 9, 1, 1)))


def test_headings_demos_and_figures_begin_slides_and_checks_are_left_out() -> None:
    png = base64.b64encode(b"png").decode()
    look = {"image/png": {"alt": "Bars: 1, 2", "width": 70, "height": 30}}
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# 99 · Title\nHello.\n\n## Bet\nOne.\n\nTwo."),
            new_code_cell("import torch", metadata={"tags": ["setup"]}),
            new_code_cell(
                "### BEGIN SOLUTION\nbet = 1\n### END SOLUTION",
                metadata={"exercise": "99.bet", "role": "answer"},
            ),
            new_code_cell("ex.bet.check(bet)", metadata={"exercise": "99.bet", "role": "check"}),
            new_code_cell("demos.one(ex.f.for_demo(f))", metadata={"tags": ["demo"]}),
            new_markdown_cell("After.\n\n```python\n## no heading\n```"),
            new_code_cell(
                "demos.two()", outputs=[new_output("display_data", {"image/png": png}, metadata=look)]
            ),
            new_code_cell("print(1)", outputs=[new_output("stream", name="stdout", text="1\n")]),
        ]
    )
    made = slides(notebook)
    assert [(slide.heading, slide.again) for slide in made] == [
        ("99 · Title", False),
        ("Bet", False),
        ("Bet", True),
        ("Bet", True),
        ("Bet", True),
        ("Bet", True),
    ]
    assert made[1].blocks == [Text("One."), Text("Two."), Exercise("99.bet", "bet = ...")]
    assert made[2].blocks == [Demonstration("one")]
    assert made[3].blocks == [Text("After."), Text("```python\n## no heading\n```")]
    assert made[4].blocks == [Picture(b"png", 70, 30, "Bars: 1, 2")]
    assert made[5].blocks == [Code("print(1)", "1")]


def test_the_same_rules_give_the_slide_types_of_a_notebooks_cells() -> None:
    assert slide_type("markdown", {}, "## Play\nDrag.") == "slide"
    assert slide_type("markdown", {}, "### Closer\nLook.") == "subslide"
    assert slide_type("markdown", {}, "On it goes.") is None
    assert slide_type("code", {"tags": ["demo"]}, "demos.x()") == "subslide"
    assert slide_type("code", {"tags": ["setup"]}, "import torch") == "skip"


def test_a_formula_becomes_mathml_with_names_as_words() -> None:
    made = words.to_html(r"So $\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$, and $\log K$.")
    assert "<mi>softmax</mi>" in made
    assert "<mfrac>" in made
    assert "$" not in made


def test_a_formula_with_an_unknown_command_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\\nonsense"):
        words.to_html(r"$\nonsense{x}$")


def test_every_formula_of_the_course_can_be_shown() -> None:
    for lesson in LESSONS:
        notebook = nbformat.read(ROOT / "solutions" / f"{lesson.notebook}.ipynb", as_version=4)
        for slide in slides(notebook):
            for block in slide.blocks:
                if isinstance(block, Text):
                    assert not re.search(
                        r"\$[^ ]", re.sub(r"<(code|pre).*?</\1>", "", words.to_html(block.markdown))
                    )


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    (lesson,) = lecture.lessons(["00"])
    return lecture.write(ROOT, lesson, tmp_path_factory.mktemp("pages")).read_text(encoding="utf-8")


def test_a_page_fetches_nothing_and_holds_every_demo_of_its_notebook(page: str) -> None:
    assert not re.search(r"""(src|href)=["'](?!data:|\d\d_\w+[.]html|https?://)""", page)
    assert not re.search(r"""<(script|img|link)[^>]*(src|href)=["']http""", page)
    assert "default-src 'none'" in page
    assert re.findall(r'data-demo="(\w+)"', page) == [make.__name__ for make in welcome.DEMOS]


def test_a_page_holds_no_solution(page: str) -> None:
    shown = re.sub(r"<[^>]+>", "", page)
    assert "return z / z.sum(dim, keepdim=True)" in (ROOT / "solutions" / "00_welcome.py").read_text()
    assert "z.sum(dim" not in shown
    assert "your turn" in page


def test_a_page_is_the_same_whenever_it_is_made(page: str, tmp_path: Path) -> None:
    (lesson,) = lecture.lessons(["00"])
    assert lecture.write(ROOT, lesson, tmp_path).read_text(encoding="utf-8") == page


def test_a_lesson_that_is_not_there_is_named() -> None:
    with pytest.raises(lecture.LectureError, match="'99'"):
        lecture.lessons(["99"])
    assert lecture.lessons(["all"]) == LESSONS


def test_marks_of_one_look_differ_in_numbers_alone() -> None:
    demo = welcome.one_score()
    made = recording.record(demo)
    bar = made.channels[0]
    assert all(isinstance(mark, Mark) for mark in bar.states)
    assert {mark.parts["d"] for mark in bar.states} == {"MLLLZ"}
