"""`course_utils.live` on a page: its widget, linked and shared sliders, the student's function."""

from __future__ import annotations

import math

import numpy
import pytest

from course_utils import figures
from course_utils.live import Demo, linked, live, own_or_reference, share, slider
from tests.test_live import halves, pixels


class Page:
    """What `view.js` does with frames, in a few lines: it keeps a picture and puts what comes on it."""

    def __init__(self, demo: Demo, ratio: float = 2) -> None:
        from course_utils.live.widgets import WidgetTransport

        self.transport = demo._shown = WidgetTransport(demo)
        self.spec = self.transport.face.spec
        self.first = pixels(self.transport.face.first)
        self.ratio = ratio
        self.frames: list[dict] = []
        self.sizes: list[int] = []
        self.transport.face.send = self.receive
        self.ask(whole=True)

    def ask(self, **what) -> dict:
        self.transport.face._handle_msg(
            {
                "content": {"data": {"method": "custom", "content": {"id": "i", "ratio": self.ratio} | what}},
                "buffers": [],
            }
        )
        return self.frames[-1]

    def receive(self, content: dict, buffers: list[bytes] | None = None) -> None:
        width, height = content["pixels"]
        if content["after"] is None:
            self.picture = numpy.zeros((height, width, 3), int)
        else:
            assert content["after"] == self.frames[-1]["frame"]
        for png in buffers or []:
            part, (left, top) = pixels(png), content["at"]
            self.picture[top : top + part.shape[0], left : left + part.shape[1]] = part
            self.sizes.append(part.size)
        self.frames.append(content)


def test_the_widget_knows_its_controls_and_begins_with_a_picture():
    demo = halves()
    page = Page(demo)
    a, fail, style = page.spec["controls"]
    assert (a["kind"], a["name"], a["label"], a["min"], a["max"], a["step"]) == (
        "slider",
        "a",
        "a",
        0,
        1,
        0.05,
    )
    assert (fail["kind"], style["options"]) == ("toggle", [["plain", "plain"], ["bold", "bold"]])
    assert page.spec["shown"]["values"] == demo.values
    assert page.spec["shown"]["alt"] == demo.alt
    assert numpy.array_equal(page.first, demo.shot().pixels[..., :3])


@pytest.mark.parametrize("ratio", [1, 2])
def test_parts_of_pictures_add_up_to_the_picture_and_come_with_its_words(ratio):
    demo = halves()
    page = Page(demo, ratio)
    for a in (0.6000000000000001, 0.0, 1.0, 1.0, 0.35):
        said = page.ask(set={"a": a})
        assert numpy.array_equal(page.picture, demo.shot(ratio=ratio).pixels[..., :3])
        assert (said["line"], said["alt"], said["answers"]) == (demo.text, demo.alt, "i")
        assert said["values"]["a"] == demo.values["a"] == round(a, 2)
    assert len(page.sizes) == 1 + 4, "nothing changed, yet a picture was sent"
    assert min(page.sizes) < page.sizes[0] / 2, "the whole picture was sent for a part"
    assert page.ask(reset=True)["values"] == demo.start == demo.values


def test_a_page_that_asks_for_the_whole_picture_gets_it_for_its_own_screen():
    page = Page(halves(), ratio=1)
    width = page.picture.shape[1]
    page.ratio = 1.25  # between 1 and 2: drawn for 1.5
    assert page.ask(set={"a": 0.5})["after"] is None
    assert page.picture.shape[1] == 1.5 * width
    assert page.ask(whole=True)["after"] is None


def test_after_a_failure_the_controls_stand_where_the_reader_set_them():
    demo = halves()
    page = Page(demo)
    page.ask(set={"fail": True})
    failed = page.ask(set={"a": 1})
    assert failed["failed"]
    assert (failed["values"]["a"], demo.values["a"]) == (1.0, 0.25)
    assert "no half of nothing" in failed["line"]
    mended = page.ask(set={"fail": False})
    assert (mended["failed"], mended["values"]["a"], demo.values["a"]) == (False, 1.0, 1.0)
    assert numpy.array_equal(page.picture, demo.shot().pixels[..., :3])


def test_a_later_cell_moves_the_picture_and_the_controls_on_the_page():
    demo = halves()
    page = Page(demo, ratio=1)
    demo.set(a=0.75)
    assert (page.frames[-1]["values"]["a"], page.frames[-1]["answers"]) == (0.75, None)
    assert numpy.array_equal(page.picture, demo.shot(ratio=1).pixels[..., :3])


# Sliders that move others


def test_a_linked_slider_sets_the_other_and_follows_it():
    ln = linked("a", slider(-3, 0, step=0.5, label="ln a"), shown=math.log, meant=math.exp)
    demo = halves(a=slider(0, 1, value=0.25, step=0.05, label="a"), ln=ln)
    assert list(demo.values) == ["a", "fail", "style"], "update hears of it"
    page = Page(demo)
    assert [row["label"] for row in page.spec["controls"]] == ["a", "ln a", "fail", "style"]
    said = page.ask(set={"ln": -0.5})
    assert (demo.values["a"], said["values"]["a"], said["values"]["ln"]) == (0.6, 0.6, -0.5)
    assert "ln" not in page.ask(set={"a": 0})["values"], "there is no logarithm of 0"
    with pytest.raises(ValueError, match="b is no slider of this demo; it has a, fail, style"):
        halves(ln=linked("b", slider(0, 1), shown=abs, meant=abs))


def test_demos_that_share_a_slider_move_together():
    one, other = halves(), halves(a=slider(0, 0.5, value=0, step=0.1, label="a"))
    share("a", one, other)
    page = Page(other)
    one.set(a=0.4)
    assert (other.values["a"], page.frames[-1]["values"]["a"]) == (0.4, 0.4)
    page.ask(set={"a": 0.2})
    assert one.text == "a = 0.20, b = 0.80 (plain)"
    one.set(a=1)
    assert (one.values["a"], other.values["a"]) == (1.0, 0.5), "a slider that does not reach goes to its end"
    with pytest.raises(ValueError, match="has no control b"):
        share("b", one, other)


# The student's function


def thirds(function) -> Demo:
    figure, ax = figures.new("A part", 3, 2)
    bars = figures.bars(ax, (0.0,))
    part = own_or_reference(function, lambda x: x / 3, "part")

    def update(x: float) -> str:
        bars.set([part(x)])
        return f"{part(x):.3f} by {part.label}"

    return live(
        figure, update, moving=bars.artists, title="A part", x=slider(0, 1, value=1.0), drawn_with=part
    )


def test_without_a_function_of_the_students_there_is_nothing_to_switch():
    assert list(thirds(None).controls) == ["x"]
    assert thirds(None).text == "0.333 by the reference part"


def test_the_reader_switches_between_the_students_function_and_the_reference():
    demo = thirds(lambda x: x / 3 + 0.01)
    assert demo.controls["drawn_with"].label == "drawn with"
    assert demo.text == "0.343 by your part"
    assert demo.set(drawn_with="the reference") == "0.333 by the reference part"
    assert demo.set(drawn_with="my part") == "0.343 by your part"


def test_a_function_that_is_not_right_begins_switched_off_and_its_failure_is_a_picture():
    from course_utils.checking import DemoFunction

    def mine(x: float) -> float:
        raise KeyError("x")

    demo = thirds(DemoFunction(lambda x: x / 3, "the reference part (yours is not right yet)", True, mine))
    assert demo.text == "0.333 by the reference part (yours is not right yet)"
    shot = demo.shot({"drawn_with": "my part"})
    assert shot.failed
    assert "KeyError: 'x'" in shot.text
    assert demo.set(x=0.5) == "0.167 by the reference part (yours is not right yet)"
    unwritten = DemoFunction(lambda x: x / 3, "the reference part (yours is not written yet)", True)
    assert list(thirds(unwritten).controls) == ["x"]
