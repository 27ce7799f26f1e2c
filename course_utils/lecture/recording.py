"""Records a demo: its own update function runs at every stop of every control, and what moves is kept."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from course_utils.lecture.marks import Mark, Reader
from course_utils.live.controls import Control, Plain, Slider

if TYPE_CHECKING:
    from course_utils.live import Demo

__all__ = ["FEWEST", "Axis", "Channel", "Recording", "record", "stops_of"]

FEWEST = 41
"""Stops that a slider keeps at least, where it has as many."""
MOST = 10_000
"""Positions above which sliders give up stops, as far as `FEWEST` lets them."""
_VERIFIED = 50
"""Positions, evenly spread, at which what is recalled from memory is compared with a fresh drawing."""


@dataclass(frozen=True)
class Axis:
    """One control and the values it can be set to on the page."""

    name: str
    control: Control
    stops: tuple[Plain, ...]

    @property
    def start(self) -> int:
        """The index of the stop where the demo starts."""
        return self.stops.index(self.control.value)


@dataclass(frozen=True)
class Channel:
    """One mark at all positions: `index`, shaped as the axes, points into `states`; None draws nothing."""

    index: numpy.ndarray
    states: tuple[Mark | None, ...]


@dataclass(frozen=True)
class Recording:
    """All of a demo that a page needs to move it: for every position its marks and its line of text."""

    axes: tuple[Axis, ...]
    channels: tuple[Channel, ...]
    lines: tuple[str, ...]
    """In the order of `positions`: the last axis moves fastest."""

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(axis.stops) for axis in self.axes)

    def positions(self) -> Iterator[tuple[int, ...]]:
        return itertools.product(*(range(n) for n in self.shape))


def stops_of(controls: Mapping[str, Control], most: int = MOST) -> tuple[Axis, ...]:
    """Every position of every control; if those are over `most`, coarser sliders of `FEWEST` stops or more.

    A slider that is thinned keeps its ends and its start, and takes every second (third, ...) of its steps.
    """
    thinning = 1
    while True:
        axes = tuple(Axis(name, control, _stops(control, thinning)) for name, control in controls.items())
        thinner = [_stops(control, thinning + 1) for control in controls.values()]
        spare = any(len(fewer) < len(axis.stops) for fewer, axis in zip(thinner, axes, strict=True))
        if math.prod(len(axis.stops) for axis in axes) <= most or not spare:
            return axes
        thinning += 1


def _stops(control: Control, thinning: int) -> tuple[Plain, ...]:
    if not isinstance(control, Slider):
        return control.stops(0)
    steps = math.floor((control.max - control.min) / control.step + 1e-9)
    start = round((control.value - control.min) / control.step)
    while thinning > 1:
        kept = sorted({*range(start % thinning, steps + 1, thinning), 0, steps})
        if len(kept) >= FEWEST:
            break
        thinning -= 1
    else:
        kept = list(range(steps + 1))
    return tuple(dict.fromkeys(control.read(control.min + i * control.step) for i in kept))


def record(demo: Demo, most: int = MOST) -> Recording:
    """Run `demo` through all its positions. It ends where it started.

    Raises:
        ValueError: an artist moves in a way that a page cannot show, or `update` failed somewhere.
    """
    axes = stops_of(demo.controls, most)
    demo.frame()  # settles the layout
    reader = Reader(demo.figure, demo.moving)
    tables: list[list[dict[Mark | None, int]]] = [[] for _ in reader.moving]
    indices: list[list[numpy.ndarray]] = [[] for _ in reader.moving]
    shape = tuple(len(axis.stops) for axis in axes)
    lines: list[str] = []
    verified = math.ceil(math.prod(shape) / _VERIFIED)
    for at, values in enumerate(itertools.product(*(axis.stops for axis in axes))):
        setting = {axis.name: value for axis, value in zip(axes, values, strict=True)}
        try:
            lines.append(demo.update(**setting))
        except Exception as error:
            raise ValueError(f"{demo.title}: no picture at {setting}: {error}") from error
        for artist, table, index in zip(reader.moving, tables, indices, strict=True):
            marks = reader.recall(artist)
            if at % verified == 0 and marks != reader.read(artist):
                raise ValueError(f"{demo.title}: {type(artist).__name__} at {setting} was not read right.")
            while len(table) < len(marks):  # not drawn until now
                table.append({None: 0})
                index.append(numpy.zeros(math.prod(shape), dtype=numpy.int32))
            for known, column, mark in itertools.zip_longest(table, index, marks):
                column[at] = known.setdefault(mark, len(known))
    demo.reset()
    channels = tuple(
        _channel(column.reshape(shape), tuple(known))
        for table, index in zip(tables, indices, strict=True)
        for known, column in zip(table, index, strict=True)
    )
    return Recording(axes, channels, tuple(lines))


def _channel(index: numpy.ndarray, states: Sequence[Mark | None]) -> Channel:
    """Without the states that never show, the rest in an order in which neighbors are alike."""
    used = numpy.unique(index)
    order = sorted(used.tolist(), key=lambda i: _rank(states[i]))
    place = numpy.zeros(len(states), dtype=numpy.int32)
    place[order] = numpy.arange(len(order))
    return Channel(place[index], tuple(states[i] for i in order))


def _rank(mark: Mark | None) -> tuple:
    return ("",) if mark is None else (mark.look, mark.numbers, mark.words)
