"""The house style: figures that read in grey, for colour-blind readers, from the last row, and aloud.

A class keeps its look all through the course: `class_color(i)` with `class_hatch(i)`. Five colours, as
far apart under simulated protanopia and deuteranopia as in full colour vision, and each with a grey of
its own; from class 5 on they come again with hatching. Three are Okabe and Ito's (2008), two are
theirs made darker or paler until the greys were apart; `tests/test_figures.py` measures all of this.

Figures are made without pyplot: there is no current figure, so nothing is shown twice and nothing leaks.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple, SupportsFloat

from course_utils import compact_png

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

__all__ = [
    "CLASS_COLORS",
    "INK",
    "Bars",
    "bars",
    "class_color",
    "class_hatch",
    "css_size",
    "cut_off",
    "lecture",
    "listed",
    "new",
    "png",
    "show",
    "shown_points",
]

CLASS_COLORS = ("#004488", "#E69F00", "#009E73", "#A63C00", "#9AD4F5")
CLASS_HATCHES = ("", "//", "..", "xx")
INK = "#222222"
QUIET = "#5A5A5A"

CSS_PIXELS_PER_INCH = 96
PIXEL_RATIO = 2
"""Pixels drawn for each CSS pixel: sharp on a high-density screen, still small."""
POINTS = 10.5
LECTURE_SCALE = 1.45
"""Makes 14.5 pt even of matplotlib's own 10 pt. The whole figure grows, so nothing is laid out anew."""

_lecturing: ContextVar[bool | None] = ContextVar("lecturing", default=None)


def class_color(i: int) -> str:
    """The colour of class `i`, the same in every figure of the course."""
    return CLASS_COLORS[i % len(CLASS_COLORS)]


def class_hatch(i: int) -> str:
    """The hatching that tells class `i` from the class that shares its colour (`i + 5`, `i + 10`, ...)."""
    return CLASS_HATCHES[i // len(CLASS_COLORS) % len(CLASS_HATCHES)]


@contextmanager
def lecture(on: bool = True) -> Iterator[None]:
    """Figures made inside are shown at lecture size: no text below 14 pt.

    Outside of it the environment variable `COURSE_LECTURE` decides (`1` for lecture size).
    """
    token = _lecturing.set(on)
    try:
        yield
    finally:
        _lecturing.reset(token)


def new(
    title: str, width: float = 7, height: float = 3.2, rows: int = 1, columns: int = 1, **subplots: Any
) -> tuple[Figure, Any]:
    """An empty figure of the house: `(figure, axes)`.

    Args:
        title: what the figure says, as a sentence.
        width, height: in inches of the page (96 CSS pixels).
        rows, columns: of axes. One axes comes bare, more come as a NumPy array shaped as
            `Figure.subplots` does it.
        subplots: passed on to `Figure.subplots` (`sharey=True`, `gridspec_kw={...}`).
    """
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_style()):
        dpi = CSS_PIXELS_PER_INCH * PIXEL_RATIO * _scale()
        figure = Figure(figsize=(width, height), dpi=dpi, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(rows, columns, **subplots)
        figure.suptitle(title, x=0.012, ha="left", fontsize=POINTS + 2.5, fontweight="bold", color=INK)
    return figure, axes


class Bars:
    """Bars with their number on top. Made by `bars`; `.set(values)` moves both."""

    def __init__(
        self,
        ax: Axes,
        looks: Sequence[_Look],
        limits: tuple[float, float],
        number: Callable[[float], str],
    ) -> None:
        count = len(looks)
        self._axes = ax
        self._limits = limits
        self._looks = looks
        self._number = number
        self._bars = ax.bar(range(count), [0.0] * count, width=0.68, linewidth=1.0, edgecolor=INK)
        self._numbers = [
            ax.annotate("", (i, 0), (0, 0), textcoords="offset points", ha="center", size=POINTS, color=INK)
            for i in range(count)
        ]
        self.values: tuple[float, ...] = (0.0,) * count

    @property
    def artists(self) -> tuple[Artist, ...]:
        """What moves: give it to `live(..., moving=bars.artists)`."""
        return (*self._bars, *self._numbers)

    @property
    def numbers(self) -> tuple[Text, ...]:
        """The number of each bar, which `set` writes and places; its look may be changed."""
        return tuple(self._numbers)

    def set(self, values: Sequence[float]) -> None:
        """Show `values`, a sequence or tensor of shape (K,).

        A bar ends at the axis's limits, and its number stays readable there. `nan` and the infinities have
        no height, so they are a flat hatched mark with their name on it.

        Raises:
            ValueError: not K numbers.
        """
        numbers = tuple(float(v) for v in values)
        if len(numbers) != len(self._looks):
            raise ValueError(f"These bars show {len(self._looks)} numbers, but got {len(numbers)}.")
        bottom, top = self._limits
        floor = bottom if self._axes.get_yscale() == "log" else min(max(0.0, bottom), top)
        flat = _along(self._axes, _height(self._axes, floor) + 0.03) - floor
        for bar, label, look, value in zip(self._bars, self._numbers, self._looks, numbers, strict=True):
            finite = math.isfinite(value)
            end = min(max(value, bottom), top) if finite else floor + flat
            bar.set_y(floor)
            bar.set_height(end - floor)
            bar.set_facecolor(look.color if finite else "white")
            bar.set_hatch((look.hatch or None) if finite else "xxxx")
            label.set_text(self._number(value) if finite else str(value))
            label.xy = (label.xy[0], end)
            down = end < floor
            label.set_position((0, -3 if down else 3))
            label.set_verticalalignment("top" if down else "bottom")
        self.values = numbers


class _Look(NamedTuple):
    color: str
    hatch: str


def bars(
    ax: Axes,
    values: Sequence[float],
    labels: Sequence[str] | None = None,
    *,
    limits: tuple[float, float] = (0.0, 1.0),
    number: str | Callable[[float], str] = "{:.2f}",
    classes: Sequence[int] | None = None,
    ylabel: str = "",
) -> Bars:
    """One bar for each class, its name below and its number on top.

    Args:
        values: K numbers (a sequence or a tensor of shape (K,)); may hold nan and inf.
        labels: K names; the class numbers if left out.
        limits: of the vertical axis. They stay: a scale that moves with its bars hides their movement.
        number: how a value is written on its bar, as a format or a function.
        classes: which class each bar shows, for its colour; 0 to K - 1 if left out.
    """
    count = len(values)
    classes = range(count) if classes is None else classes
    names = [str(c) for c in classes] if labels is None else list(labels)
    if not count == len(names) == len(classes):
        raise ValueError(
            f"{count} values need {count} labels and classes, but got {len(names)} and {len(classes)}."
        )
    ax.set_ylim(*limits)
    # Room for the number of a full bar, above it or, if values may be negative, below.
    downwards = limits[0] < 0
    ax.set_ylim(_along(ax, -0.14) if downwards else limits[0], _along(ax, 1.14))
    ax.set_xlim(-0.6, count - 0.4)
    ax.set_xticks(range(count), names)
    ax.tick_params(axis="x", length=0)
    if downwards:
        ax.axhline(0, color=QUIET, linewidth=0.8)
    if ylabel:
        ax.set_ylabel(ylabel)
    write = number.format if isinstance(number, str) else number
    made = Bars(ax, [_Look(class_color(c), class_hatch(c)) for c in classes], limits, write)
    made.set(values)
    return made


def _along(ax: Axes, fraction: float) -> float:
    """The value at `fraction` of the vertical axis, whatever its scale."""
    return float(ax.transData.inverted().transform(ax.transAxes.transform((0, fraction)))[1])


def _height(ax: Axes, value: float) -> float:
    """The inverse of `_along`."""
    return float(ax.transAxes.inverted().transform(ax.transData.transform((0, value)))[1])


def png(figure: Figure) -> bytes:
    """The figure as a PNG: the same bytes whenever the same is drawn (no date, no software name)."""
    figure.canvas.draw()
    return compact_png.encode(figure.canvas.buffer_rgba())


def css_size(figure: Figure) -> tuple[int, int]:
    """Width and height on the page, in CSS pixels."""
    width, height = figure.canvas.get_width_height()
    return round(width / PIXEL_RATIO), round(height / PIXEL_RATIO)


def shown_points(figure: Figure) -> float:
    """The size, in points on the page, of the smallest text that the figure shows."""
    scale = figure.dpi / (CSS_PIXELS_PER_INCH * PIXEL_RATIO)
    figure.canvas.draw()
    return min(text.get_fontsize() for text in _texts(figure)) * scale


def cut_off(figure: Figure) -> tuple[str, ...]:
    """The texts that stick out of the picture: none, in a figure that is ready."""
    figure.canvas.draw()
    page = figure.bbox.padded(1)
    boxes = ((text.get_text(), text.get_window_extent()) for text in _texts(figure))
    return tuple(words for words, box in boxes if not (page.contains(*box.min) and page.contains(*box.max)))


def show(figure: Figure, *, alt: str) -> None:
    """Show the figure below the cell, with `alt` for those who cannot see it, and close it.

    Args:
        alt: what the picture says, with its numbers. It is also the cell's plain-text output.

    Raises:
        ValueError: `alt` is empty.
    """
    if not alt.strip():
        raise ValueError("A figure needs alt text: say what it shows, with the numbers.")
    picture = png(figure)
    width, height = css_size(figure)
    _close(figure)
    if in_ipython():
        from IPython.display import display

        display(
            {"image/png": picture, "text/plain": alt},
            metadata={"image/png": {"alt": alt, "width": width, "height": height}},
            raw=True,
        )


def listed(values: Iterable[SupportsFloat], digits: int = 4) -> str:
    """Numbers as a caption or an alt text tells them, such as "(0.25, 0.75)"; none is "-0.00"."""
    return "(" + ", ".join(f"{float(v):z.{digits}f}" for v in values) + ")"


def in_ipython() -> bool:
    """Whether there is an IPython that can display something (nothing is imported to find out)."""
    module = sys.modules.get("IPython")
    return module is not None and module.get_ipython() is not None


def in_kernel() -> bool:
    """Whether there is a Jupyter kernel behind that IPython, so that a widget can talk to it."""
    return in_ipython() and getattr(sys.modules["IPython"].get_ipython(), "kernel", None) is not None


def _texts(figure: Figure) -> list[Text]:
    """The texts that are drawn (an axis also keeps labels for ticks beyond its limits)."""
    from matplotlib.text import Text

    idle: set[Text] = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            idle |= set(axis.findobj(Text))
            if ax.axison and axis.get_visible():
                low, high = sorted(axis.get_view_interval())
                ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
                idle -= {axis.label, *(label for tick in ticks for label in (tick.label1, tick.label2))}
    drawn = (text for text in figure.findobj(Text) if text not in idle)
    return [text for text in drawn if text.get_visible() and text.get_text().strip()]


def _close(figure: Figure) -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    figure.clear()


def _scale() -> float:
    inside = _lecturing.get()
    on = os.environ.get("COURSE_LECTURE", "") not in ("", "0") if inside is None else inside
    return LECTURE_SCALE if on else 1.0


def _style() -> dict[str, Any]:
    return {
        "font.family": "DejaVu Sans",  # comes with matplotlib: the same on every machine
        "font.size": POINTS,
        "axes.labelsize": POINTS,
        "axes.titlesize": POINTS + 0.5,
        "axes.titlelocation": "left",
        "axes.labelcolor": INK,
        "axes.edgecolor": QUIET,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "xtick.labelsize": POINTS,
        "ytick.labelsize": POINTS,
        "xtick.color": INK,
        "ytick.color": INK,
        "legend.frameon": False,
        "hatch.linewidth": 1.0,
        "figure.facecolor": "white",
    }
