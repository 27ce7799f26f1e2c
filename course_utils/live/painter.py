"""Draws a figure's background once; for each frame, only what moves (matplotlib calls it blitting)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
        self._background: object | None = None
        others = set(figure.findobj()) - set(self.moving)
        over = 1 + max(artist.get_zorder() for artist in others)
        for artist in self.moving:
            artist.set_zorder(over + artist.get_zorder())
            artist.set_animated(True)
        # sorted() is stable: equals keep the order they were given in, as in a full drawing.
        self._in_order = sorted(self.moving, key=lambda artist: artist.get_zorder())

    def paint(self) -> numpy.ndarray:
        """The current frame, (height, width, 4) bytes: the canvas's own memory, so use it before the next."""
        import numpy

        canvas = self.figure.canvas
        # An animated artist does not mark its figure stale, any other does.
        if self._background is None or self.figure.stale:
            self._draw_background()
        else:
            canvas.restore_region(self._background)
        for artist in self._in_order:
            self.figure.draw_artist(artist)
        return numpy.asarray(canvas.buffer_rgba())

    def paint_whole(self) -> numpy.ndarray:
        """The current frame by a full drawing: what `paint` must equal."""
        import numpy

        for artist in self.moving:
            artist.set_animated(False)
        self.figure.canvas.draw()
        frame = numpy.array(self.figure.canvas.buffer_rgba())
        for artist in self.moving:
            artist.set_animated(True)
        self._background = None
        return frame

    def _draw_background(self) -> None:
        canvas = self.figure.canvas
        if self.figure.get_layout_engine() is not None:
            # The layout is settled once, around the first frame; from then on no axes may shift.
            for artist in self.moving:
                artist.set_animated(False)
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")
            for artist in self.moving:
                artist.set_animated(True)
        canvas.draw()
        self._background = canvas.copy_from_bbox(self.figure.bbox)
        self.backgrounds += 1
