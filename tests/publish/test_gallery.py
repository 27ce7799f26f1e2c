"""docs/gallery.md has every demo, with a picture, two minutes for a lecturer, and true numbers."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from course_utils.lecture.recording import stops_of
from course_utils.lessons import LESSONS
from course_utils.live import Demo
from course_utils.publish import gallery
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### `(\w+\.demos\.\w+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
MAKERS = {
    f"{lesson.module}.demos.{make.__name__}": make
    for lesson in LESSONS
    for make in importlib.import_module(f"course_utils.lessons.{lesson.module}.demos").DEMOS
}
NUMBER = re.compile(r"[-−]?\d+\.\d+(?:e[-+]\d+)?")


def test_every_demo_has_its_entry_in_the_order_of_the_course() -> None:
    assert list(ENTRIES) == list(MAKERS)


@pytest.mark.parametrize("name", MAKERS)
def test_an_entry_has_a_small_picture_and_says_what_to_ask_drag_and_see(name: str) -> None:
    (alt, picture), *more = re.findall(r"^!\[(.+)\]\((.+)\)$", ENTRIES[name], re.MULTILINE)
    assert not more
    assert picture == f"gallery/{name.replace('.demos.', '.')}.png"
    assert any(letter.isdigit() for letter in alt)
    assert 1000 < (ROOT / "docs" / picture).stat().st_size < 60_000
    assert re.findall(r"^- \*\*(.+?)\*\*", ENTRIES[name], re.MULTILINE) == ["Ask", "Drag", "They should see"]


@pytest.mark.parametrize(("name", "make"), MAKERS.items(), ids=MAKERS)
def test_a_pictures_alt_text_is_what_the_demo_says_there(name: str, make: Callable[[], Demo]) -> None:
    demo = make()
    demo.set(**gallery.SETTINGS.get(make.__name__, {}))
    assert f"![{demo.alt}](" in ENTRIES[name]


def numbers(text: str) -> set[float]:
    return {abs(float(found.replace("−", "-"))) for found in NUMBER.findall(text)}


@pytest.mark.parametrize(("name", "make"), MAKERS.items(), ids=MAKERS)
def test_every_number_that_they_should_see_is_one_that_the_demo_says(
    name: str, make: Callable[[], Demo]
) -> None:
    wanted = numbers(ENTRIES[name].split("**They should see**")[1])
    demo = make()
    said: set[float] = set()
    for axis in stops_of(demo.controls):
        start = {other: control.value for other, control in demo.controls.items()}
        for stop in axis.stops:
            said |= numbers(demo.update(**start | {axis.name: stop}))
    if name.endswith("three_sliders"):
        said |= numbers(demo.update(z0=2.0, z1=2.0, z2=2.0))
    assert wanted <= said


def test_the_pictures_are_the_ones_that_publishing_draws(tmp_path: Path) -> None:
    drawn = gallery.draw(tmp_path)
    assert [path.name for path in drawn] == [f"{name.replace('.demos.', '.')}.png" for name in MAKERS]
    assert set(gallery.SETTINGS) <= {make.__name__ for make in MAKERS.values()}
    for path in drawn:
        assert unlike(path, ROOT / "docs" / "gallery" / path.name) < ALIKE, f"{path.name}: make notebooks"


ALIKE = 24
"""Of 255, the most that the mean color of a square of 16 pixels may be off: the last bit of a sum may differ
between machines and move the rim of a bar by one pixel, which makes 255/16 at full contrast."""


def unlike(one: Path, other: Path) -> float:
    """The largest difference of the two pictures' squares of 16 pixels, of 255; infinite if sizes differ."""
    first, second = (Image.open(path).convert("RGB").reduce(16) for path in (one, other))
    if first.size != second.size:
        return float("inf")
    return max(high for _, high in ImageChops.difference(first, second).getextrema())


def test_a_picture_of_another_position_is_unlike(tmp_path: Path) -> None:
    for name, score in (("one", 5.0), ("other", 5.5)):
        demo = MAKERS["welcome.demos.one_score"]()
        demo.set(score=score)
        (tmp_path / name).write_bytes(demo.frame())
    assert unlike(tmp_path / "one", tmp_path / "other") > ALIKE
    assert unlike(tmp_path / "one", tmp_path / "one") == 0
