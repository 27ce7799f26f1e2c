"""Packs a recording into little text: tables of what is alike, and for each position where to look.

Everything is a column: a table of values, and for each position the value's place in the table. A column
that does not depend on a control is kept once, not once for each of its stops; two that are equal are kept
once. The rest is left to deflate, which browsers can undo (`DecompressionStream`). `player.js` reads it.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import zlib
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy

from course_utils.lecture.marks import UNITS
from course_utils.lecture.recording import Axis, Recording
from course_utils.live.controls import Choice, Slider

if TYPE_CHECKING:
    from course_utils.lecture.marks import Mark
    from course_utils.live import Demo

__all__ = ["pack", "packed"]

Json: TypeAlias = Any
_NUMBER = re.compile(r"([-−]?\d+(?:\.\d+)?)")


def packed(demo: Demo, recording: Recording) -> str:
    """`pack` as the page holds it: JSON, deflated, in base64."""
    text = json.dumps(pack(demo, recording), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def pack(demo: Demo, recording: Recording) -> dict[str, Json]:
    """Plain data with all that a page needs to move `demo`, of which `recording` was made."""
    columns = _Columns(recording.shape)
    channels = []
    for channel in recording.channels:
        shapes = [_shape(mark) for mark in channel.states]
        words = ["" if mark is None else mark.words for mark in channel.states]
        channels.append(
            {
                "shape": columns.add(channel.index, shapes, _shape_table),
                "words": columns.add(channel.index, words, _plain_table),
            }
        )
    parts = [_NUMBER.split(line) for line in recording.lines]
    width = max(map(len, parts))
    line = [
        columns.add(
            numpy.arange(len(parts)).reshape(recording.shape),
            [part[i] if i < len(part) else "" for part in parts],
            _plain_table,
        )
        for i in range(width)
    ]
    return {
        "title": demo.title,
        "size": [UNITS * side for side in demo.figure.canvas.get_width_height()],
        "controls": [_control(axis) for axis in recording.axes],
        "columns": columns.packed,
        "channels": channels,
        "line": line,
    }


def _control(axis: Axis) -> dict[str, Json]:
    control = axis.control
    kind = "slider" if isinstance(control, Slider) else "choice" if isinstance(control, Choice) else "toggle"
    return {
        "name": axis.name,
        "label": control.label,
        "kind": kind,
        "stops": [control.write(stop) for stop in axis.stops],
        "start": axis.start,
    }


class _Columns:
    """The columns of one demo, each once."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._shape = shape
        self._places: dict[str, int] = {}
        self.packed: list[Json] = []

    def add(self, index: numpy.ndarray, values: Sequence[Hashable], table: Callable[[list], Json]) -> int:
        """The place of the column that has `values[index]` at each position."""
        kinds = sorted(set(values), key=_natural)
        place = {value: i for i, value in enumerate(kinds)}
        numbers = numpy.array([place[value] for value in values], dtype=numpy.int64)[index]
        axes = []
        for axis in range(numbers.ndim):
            first = numbers.take([0], axis)
            if (numbers == first).all():
                numbers = first
            else:
                axes.append(axis)
        column = {
            "axes": axes,
            "at": numpy.diff(numbers.ravel(), prepend=0).tolist(),
            "table": table(kinds),
        }
        key = json.dumps(column)
        if key not in self._places:
            self._places[key] = len(self.packed)
            self.packed.append(column)
        return self._places[key]


def _natural(value: Hashable) -> tuple:
    """Numbers by size, so that neighbors in the table are neighbors on the page."""
    if isinstance(value, str):
        number = re.fullmatch(r"[-−]?\d+(\.\d+)?", value)
        return (0, float(value.replace("−", "-")), value) if number else (1, 0.0, value)
    return tuple(value)  # type: ignore[arg-type]


def _shape(mark: Mark | None) -> tuple[str, tuple[int, ...]]:
    return ("", ()) if mark is None else (mark.look, mark.numbers)


def _plain_table(values: list[str]) -> Json:
    return values


def _shape_table(shapes: list[tuple[str, tuple[int, ...]]]) -> Json:
    """Blocks of one look each, in order; a block's numbers by column: one number if all are the same, else
    the first and then the differences."""
    blocks = []
    for look, group in itertools.groupby(shapes, key=lambda shape: shape[0]):
        rows = numpy.array([numbers for _, numbers in group], dtype=numpy.int64)
        columns = [
            int(column[0]) if (column == column[0]).all() else numpy.diff(column, prepend=0).tolist()
            for column in rows.T
        ]
        blocks.append({"look": json.loads(look) if look else None, "rows": len(rows), "numbers": columns})
    return blocks
