"""Every demo of the course over a grid of all its controls: no error, nothing cut off, numbers in words."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable

import pytest

from course_utils import figures
from course_utils.lessons import LESSONS
from course_utils.live import Demo

STOPS = 4
MINUS_ZERO = re.compile(r"-0(\.0*)?(?![\d.])")
MAKERS = [
    pytest.param(make, id=f"{lesson.module}.{make.__name__}")
    for lesson in LESSONS
    for make in importlib.import_module(f"course_utils.lessons.{lesson.module}.demos").DEMOS
]


def test_every_lesson_has_something_to_play_with() -> None:
    assert {param.id.split(".")[0] for param in MAKERS} == {lesson.module for lesson in LESSONS}


@pytest.mark.parametrize("make", MAKERS)
def test_a_demo_holds_over_its_whole_grid(make: Callable[[], Demo]) -> None:
    demo = make()
    for values in demo.grid(STOPS):
        line = demo.set(**values)
        assert any(character.isdigit() for character in line), values
        assert line in demo.alt
        assert not MINUS_ZERO.search(line), values
        assert not figures.cut_off(demo.figure), values


@pytest.mark.parametrize("make", MAKERS)
def test_a_demo_shows_the_same_for_the_same_values(make: Callable[[], Demo]) -> None:
    demo = make()
    points = list(demo.grid(2))
    first = demo.set(**points[0]), demo.frame()
    demo.set(**points[-1])
    assert (demo.set(**points[0]), demo.frame()) == first
