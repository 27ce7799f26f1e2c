"""Draws a figure's background once; for each frame, only what moves (matplotlib calls it blitting)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from course_utils import figures

if TYPE_CHECKING:
    import numpy
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = ["Painter"]


class Painter:
    """Paints frames of `figure`, in which only the artists `moving` change.

    Moving artists are raised above all others, so that a frame is, pixel for pixel, what a full drawing
    would be. Should an update touch something else (an axis, a title), the background is drawn again:
    slower, never wrong.
    """

    def __init__(self, figure: Figure, moving: Iterable[Artist]) -> None:
        self.figure = figure
        self.moving = tuple(moving)
        self.backgrounds = 0  # how often the background had to be drawn
        self._dpi = figure.dpi / figures.PIXEL_RATIO  # of one device pixel for each CSS pixel
        self._backgrounds: dict[float, object] = {}  # one for each ratio
        others = set(figure.findobj()) - set(self.moving)
        over = 1 + max(artist.get_zorder() for artist in others)
        for artist in self.moving:
            artist.set_zorder(over + artist.get_zorder())
            artist.set_animated(True)
        # sorted() is stable: equals keep the order they were given in, as in a full drawing.
        self._in_order = sorted(self.moving, key=lambda artist: artist.get_zorder())

    def paint(self, ratio: float = figures.PIXEL_RATIO) -> numpy.ndarray:
        """The current frame with `ratio` pixels for each CSS pixel.

        It is an array (height, width, 4) of bytes, the canvas's own memory: use it before the next call.
        """
        self._lay_background(ratio)
        for artist in self._in_order:
            self.figure.draw_artist(artist)
        return self._pixels()

    def paint_notice(self, words: str, ratio: float = figures.PIXEL_RATIO) -> numpy.ndarray:
        """`words` on a card over the pale background, where there is no frame to paint; like `paint`."""
        from matplotlib.patches import Rectangle
        from matplotlib.text import Text

        self._lay_background(ratio)
        page = self.figure.transFigure
        veil = Rectangle((0, 0), 1, 1, transform=page, facecolor="white", alpha=0.8)
        columns = round(self.figure.get_figwidth() * 10)
        card = Text(
            0.5,
            0.5,
            "\n".join(textwrap.wrap(words, columns, max_lines=9, placeholder=" ...")),
            transform=page,
            ha="center",
            va="center",
            size=figures.POINTS + 1,
            color=figures.INK,
            linespacing=1.4,
            parse_math=False,
            bbox={"boxstyle": "round,pad=0.9", "facecolor": "#FFF4E0", "edgecolor": figures.class_color(3)},
        )
        for artist in (veil, card):
            artist.set_figure(self.figure)
            self.figure.draw_artist(artist)
        return self._pixels()

    def paint_whole(self) -> numpy.ndarray:
        """The current frame by a full drawing: what `paint` must equal."""
        import numpy

        self._set(figures.PIXEL_RATIO)
        for artist in self.moving:
            artist.set_animated(False)
        self.figure.canvas.draw()
        frame = numpy.array(self.figure.canvas.buffer_rgba())
        for artist in self.moving:
            artist.set_animated(True)
        self._backgrounds.clear()
        return frame

    def _pixels(self) -> numpy.ndarray:
        import numpy

        return numpy.asarray(self.figure.canvas.buffer_rgba())

    def _lay_background(self, ratio: float) -> None:
        # An animated artist does not mark its figure stale, any other does.
        if self.figure.stale:
            self._backgrounds.clear()
        self._set(ratio)
        if ratio in self._backgrounds:
            self.figure.canvas.restore_region(self._backgrounds[ratio])
        else:
            self._draw_background(ratio)

    def _set(self, ratio: float) -> None:
        dpi = self._dpi * ratio
        if dpi != self.figure.dpi:
            self.figure.dpi = dpi
            self.figure.stale = False  # it was not, and other sizes have backgrounds of their own

    def _draw_background(self, ratio: float) -> None:
        canvas = self.figure.canvas
        if self.figure.get_layout_engine() is not None:
            # The layout is settled once, around the first frame and at the size that is published; from then
            # on no axes may shift.
            self._set(figures.PIXEL_RATIO)
            for artist in self.moving:
                artist.set_animated(False)
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")
            for artist in self.moving:
                artist.set_animated(True)
            self._set(ratio)
        canvas.draw()
        self._backgrounds[ratio] = canvas.copy_from_bbox(self.figure.bbox)
        self.backgrounds += 1
