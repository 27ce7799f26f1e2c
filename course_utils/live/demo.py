"""A demo: controls, one update function, a figure. It knows nothing of widgets; a transport shows it."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from course_utils import compact_png, figures
from course_utils.live.controls import Choice, Control, Plain, Slider, Toggle
from course_utils.live.painter import Painter
from course_utils.live.transport import Shot, Transport

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = ["Demo", "live"]


def live(
    figure: Figure, update: Callable[..., str], *, moving: Iterable[Artist], title: str, **controls: Control
) -> Demo:
    """A demo that redraws `moving` whenever a control is set.

    Args:
        figure: made by `figures.new`, with everything in it that does not move.
        update: called with one keyword for each control. It sets the moving artists, from these values alone,
            and returns the line of text that stands beside the picture, with the numbers.
        moving: the artists that `update` changes, such as `figures.bars(...).artists`.
        title: what the demo shows, as a sentence; the picture's alt text begins with it.
        controls: made by `slider`, `choice` and `toggle`, in the order to show them.

    Raises:
        TypeError: a control was not made by these, or there is none.
    """
    if not controls:
        raise TypeError("A demo needs a control. For a picture that stands still use figures.show.")
    for name, control in controls.items():
        if not isinstance(control, (Slider, Choice, Toggle)):
            given = type(control).__name__
            raise TypeError(f"{name} must be a slider(...), choice(...) or toggle(...), not {given}.")
    named = {name: c if c.label else replace(c, label=name) for name, c in controls.items()}
    return Demo(figure, update, moving=tuple(moving), title=title, controls=named)


class Demo:
    """See `live`, which makes one. As the last line of a cell it shows itself.

    Attributes:
        figure, update, moving, title, controls: as given to `live` (`controls` by name, each with its label).
        transport: makes what shows the demo in a live notebook; ipywidgets if None.
        lock: held while the demo changes; reentrant.
    """

    def __init__(
        self,
        figure: Figure,
        update: Callable[..., str],
        *,
        moving: tuple[Artist, ...],
        title: str,
        controls: Mapping[str, Control],
        transport: Callable[[Demo], Transport] | None = None,
    ) -> None:
        self.figure = figure
        self.update = update
        self.moving = moving
        self.title = title
        self.controls = MappingProxyType(dict(controls))
        self.transport = transport
        self._start: dict[str, Plain] = {name: c.value for name, c in controls.items()}
        self._values = self._start
        self._text: str | None = None
        self._picture: bytes | None = None  # of the last values that worked
        self._shown: Transport | None = None
        self._painter = Painter(figure, moving)
        self._torn = False
        # A front end may deliver slider events on a thread of its own while a cell runs.
        self.lock = threading.RLock()

    @property
    def values(self) -> dict[str, Plain]:
        """What every control is set to."""
        return dict(self._values)

    @property
    def text(self) -> str:
        """The line of text for the current values."""
        return self.set() if self._text is None else self._text

    @property
    def alt(self) -> str:
        """The current picture in words."""
        return self._in_words(self.text)

    def set(self, **values: Plain) -> str:
        """Set controls as the reader would, update, and return the line of text. Controls not named stay.

        Raises:
            TypeError: no such control, or `update` did not return text.
            ValueError: a value that the control does not have.
            Whatever `update` raises. The demo then keeps its last values, text and picture.
        """
        with self.lock:
            self._update(self._read(values))
            if self._shown is not None:
                self._shown.show(self.shot())
            return self.text

    def reset(self) -> str:
        """Set every control back to where it started."""
        return self.set(**self._start)

    def grid(self, stops: int = 5) -> Iterator[dict[str, Plain]]:
        """Settings over all controls together: `stops` values of each slider, every option, on and off."""
        axes = [control.stops(stops) for control in self.controls.values()]
        return (dict(zip(self.controls, point, strict=True)) for point in itertools.product(*axes))

    def frame(self) -> bytes:
        """The current picture, as a PNG: the same bytes for the same values, whatever was shown before."""
        with self.lock:
            if self._text is None:
                self._update(self._values)
            if self._picture is None:
                if self._torn:
                    self.update(**self._values)
                colors = self._palette  # may paint, so it comes first
                self._picture = compact_png.encode(self._painter.paint(), colors)
            return self._picture

    def shot(self, **values: Plain) -> Shot:
        """Set `values` like `set`, and return what to show, without showing it.

        Where `update` fails, that is a sentence on the failure over the last picture that worked.
        """
        with self.lock:
            wanted = self._read(values)
            try:
                if values or self._text is None:
                    self._update(wanted)
                return Shot(self.frame(), self.text, self.alt, self.values)
            except Exception as error:
                at = ", ".join(f"{c.label} = {c.write(wanted[name])}" for name, c in self.controls.items())
                says = f"No picture for {at}: {type(error).__name__}: {error}"
                picture = self._picture or compact_png.encode(self._painter.paint())
                return Shot(picture, says, self._in_words(says), wanted, failed=True)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        with self.lock:
            shot = self.shot()
            width, height = figures.css_size(self.figure)
            data = {"image/png": shot.picture, "text/plain": f"{self.title}\n{shot.text}"}
            if self._shown is None and figures.in_kernel() and not os.environ.get("COURSE_STATIC"):
                self._shown = self._make_transport()
            if self._shown is not None:
                data |= self._shown.bundle()
        return data, {"image/png": {"alt": shot.alt, "width": width, "height": height}}

    def _read(self, values: Mapping[str, Plain]) -> dict[str, Plain]:
        unknown = values.keys() - self.controls.keys()
        if unknown:
            raise TypeError(f"This demo has {', '.join(self.controls)}, but no {', '.join(sorted(unknown))}.")
        return self._values | {name: self.controls[name].read(value) for name, value in values.items()}

    def _update(self, wanted: dict[str, Plain]) -> None:
        self._torn = True  # until update has set every artist
        text = self.update(**wanted)
        if not isinstance(text, str):
            given = type(text).__name__
            raise TypeError(f"update must return a line of text with the numbers, not {given}.")
        self._torn = False
        self._values, self._text, self._picture = wanted, text, None

    @cached_property
    def _palette(self) -> compact_png.Palette | None:
        # Always the colours of the start, so that a frame's bytes depend on its values alone.
        try:
            self.update(**self._start)
            return compact_png.palette(self._painter.paint())
        except Exception:  # no picture there: then every frame finds its own colours
            return None
        finally:
            self.update(**self._values)

    def _in_words(self, text: str) -> str:
        return f"{self.title.rstrip('.')}. {text}"

    def _make_transport(self) -> Transport:
        if self.transport is not None:
            return self.transport(self)
        from course_utils.live.widgets import WidgetTransport

        return WidgetTransport(self)
