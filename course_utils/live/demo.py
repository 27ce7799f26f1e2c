"""A demo: controls, one update function, a figure. It knows nothing of widgets; a transport shows it."""

from __future__ import annotations

import itertools
import math
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from course_utils import compact_png, figures
from course_utils.live.controls import Control, Linked, Plain
from course_utils.live.painter import Painter
from course_utils.live.transport import Shot, Transport

if TYPE_CHECKING:
    import numpy
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = ["Demo", "share"]


class Demo:
    """See `live`, which makes one. As the last line of a cell it shows itself.

    Attributes:
        figure, update, moving, title, play: as given to `live`.
        controls: by name, each with its label.
        links: by name, further sliders on a control's value.
        transport: makes what shows the demo in a live notebook; our widget if None.
        size: of the picture on the page, in CSS pixels: width, height.
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
        links: Mapping[str, Linked] | None = None,
        play: str | None = None,
        transport: Callable[[Demo], Transport] | None = None,
    ) -> None:
        self.figure = figure
        self.update = update
        self.moving = moving
        self.title = title
        self.controls = MappingProxyType(dict(controls))
        self.links = MappingProxyType(dict(links or {}))
        self.play = play
        self.transport = transport
        self.size = figures.css_size(figure)
        self._start: dict[str, Plain] = {name: c.value for name, c in controls.items()}
        self._values = self._start
        self._text: str | None = None
        self._picture: bytes | None = None  # of the last values that worked
        self._shown: Transport | None = None
        self._painter = Painter(figure, moving)
        self._torn = False
        self._sharing: dict[str, list[Demo]] = {}
        # A front end may deliver slider events on a thread of its own while a cell runs.
        self.lock = threading.RLock()

    @property
    def start(self) -> dict[str, Plain]:
        """What every control is set to at first, and after a reset."""
        return dict(self._start)

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
            text = self.text
            self._tell()
            return text

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
                colors = self._palette  # may paint, so it comes first
                self._picture = compact_png.encode(self._pixels(), colors)
            return self._picture

    def shot(
        self,
        values: Mapping[str, Plain] | None = None,
        *,
        ratio: float = figures.PIXEL_RATIO,
        tell: bool = True,
    ) -> Shot:
        """Set `values` like `set`, and return what to show, without showing it.

        Where `update` fails, the picture is a card that says so, and the demo keeps its last values.

        Args:
            ratio: pixels of the picture for each CSS pixel.
            tell: demos that share a control with this one follow.
        """
        with self.lock:
            wanted = self._read(values or {})
            try:
                if values or self._text is None:
                    self._update(wanted)
                shot = Shot(self._pixels(ratio).copy(), self.text, self.alt, self.values)
            except Exception as error:
                at = ", ".join(f"{c.label} = {c.write(wanted[name])}" for name, c in self.controls.items())
                says = f"No picture for {at}: {type(error).__name__}: {error}"
                card = self._painter.paint_notice(says, ratio).copy()
                return Shot(card, says, self._in_words(says), wanted, failed=True)
            if tell:
                self._tell()
            return shot

    def linked_values(self, values: Mapping[str, Plain]) -> dict[str, float]:
        """Where the linked sliders stand when the controls have `values`, but for those that can't follow."""
        found = {}
        for name, link in self.links.items():
            try:
                at = float(link.shown(float(values[link.to])))
            except (ValueError, OverflowError, ZeroDivisionError):
                continue
            if not math.isnan(at):
                found[name] = link.slider.nearest(at)
        return found

    def meant(self, moved: Mapping[str, Plain]) -> dict[str, Plain]:
        """`moved` with the values that linked sliders stand for in place of their own positions.

        Raises:
            TypeError: no such control or linked slider.
            ValueError: a value that it does not have.
        """
        known = {name: value for name, value in moved.items() if name not in self.links}
        for name, link in self.links.items():
            if name in moved:
                control: Any = self.controls[link.to]
                known[link.to] = control.nearest(link.meant(link.slider.read(moved[name])))
        read = self._read(known)
        return {name: read[name] for name in known}

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        with self.lock:
            shot = self.shot()
            picture = compact_png.encode(shot.pixels) if shot.failed else self.frame()
            width, height = self.size
            data: dict[str, Any] = {"image/png": picture, "text/plain": f"{self.title}\n{shot.text}"}
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

    def _pixels(self, ratio: float = figures.PIXEL_RATIO) -> numpy.ndarray:
        if self._torn:
            self.update(**self._values)
            self._torn = False
        return self._painter.paint(ratio)

    def _tell(self) -> None:
        for name, others in self._sharing.items():
            for other in others:
                other._follow(name, self._values[name])

    def _follow(self, name: str, value: Plain) -> None:
        control: Any = self.controls[name]
        near = control.nearest(value) if hasattr(control, "nearest") else control.read(value)
        if near == self._values[name]:
            return
        shot = self.shot({name: near}, tell=False)
        if self._shown is not None:
            self._shown.show(shot)

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
        return f"{self.title}{'' if self.title.endswith(('.', '?', '!')) else '.'} {text}"

    def _make_transport(self) -> Transport:
        if self.transport is not None:
            return self.transport(self)
        from course_utils.live.widgets import WidgetTransport

        return WidgetTransport(self)


def share(name: str, *demos: Demo) -> None:
    """From now on the control `name` of these demos is one: who sets it in one of them sets it in all.

    A slider that does not reach as far goes to its end.

    Raises:
        ValueError: a demo has no control of that name.
    """
    for demo in demos:
        if name not in demo.controls:
            raise ValueError(f"{demo.title!r} has no control {name}; it has {', '.join(demo.controls)}.")
    lock = demos[0].lock
    for demo in demos:
        demo.lock = lock  # one for all: no two of them can wait for each other
        demo._sharing.setdefault(name, []).extend(other for other in demos if other is not demo)
