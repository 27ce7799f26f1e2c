"""A demo, made ready for a page: recorded, packed, with its still picture and its fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from course_utils import figures
from course_utils.lecture.backdrop import font_face, still
from course_utils.lecture.packing import packed
from course_utils.lecture.recording import Recording, record

if TYPE_CHECKING:
    from course_utils.live import Demo

__all__ = ["Staged", "stage"]


@dataclass(frozen=True)
class Staged:
    """What a page needs of one demo.

    Attributes:
        title: what it shows.
        ratio: width over height of its picture.
        letters: of its longest line of text.
        still: SVG of what does not move.
        packed: what moves, see `packing.packed`.
        fonts: CSS rules with the letters of its moving texts.
    """

    title: str
    ratio: float
    letters: int
    still: str
    packed: str
    fonts: tuple[str, ...]


def stage(make: Callable[[], Demo]) -> Staged:
    """Raises `ValueError` if the demo that `make` makes moves something that a page cannot show."""
    with figures.lecture():
        demo = make()
    picture = still(demo)
    with _one_thread():
        recording = record(demo)
    width, height = demo.figure.canvas.get_width_height()
    letters = max(map(len, recording.lines))
    return Staged(demo.title, width / height, letters, picture, packed(demo, recording), _fonts(recording))


@contextmanager
def _one_thread() -> Iterator[None]:
    """An update works on few numbers, thousands of times: threads would only wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _fonts(recording: Recording) -> tuple[str, ...]:
    letters: dict[tuple[str, str], set[str]] = {}
    for channel in recording.channels:
        for mark in channel.states:
            if mark is not None and mark.parts["kind"] == "text":
                svg = mark.parts["svg"]
                letters.setdefault((svg["font-family"], svg["font-weight"]), set()).update(mark.words)
    return tuple(font_face(family, weight, used) for (family, weight), used in sorted(letters.items()))
