"""A demo: controls, one update function, a figure. It knows nothing of widgets; a transport shows it."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from course_utils import figures
from course_utils.live.controls import Choice, Control, Plain, Slider, Toggle
from course_utils.live.painter import Painter

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
        update: called with one keyword for each control; it sets the moving artists and returns the line of text
            that stands beside the picture, with the numbers, for those who cannot see it.
        moving: the artists that `update` changes, such as `figures.bars(...).artists`.
        title: what the demo shows, as a sentence; the picture's alt text begins with it.
        controls: made by `slider`, `choice` and `toggle`, in the order to show them.

    Raises:
        TypeError: a control was not made by these, or there is none.
    """
    for name, control in controls.items():
        if not isinstance(control, (Slider, Choice, Toggle)):
            raise TypeError(f"{name} must be a slider(...), choice(...) or toggle(...), not {type(control).__name__}.")
    if not controls:
        raise TypeError("A demo needs at least one control. For a picture that stands still use figures.show.")
    named = {name: c if c.label else replace(c, label=name) for name, c in controls.items()}
    return Demo(figure, update, moving=tuple(moving), title=title, controls=named)


class Demo:
    """See `live`, which makes one.

    Attributes:
        figure, update, moving, title, controls: as given to `live` (`controls` by name, each with its label).
    """

    def __init__(
        self,
        figure: Figure,
        update: Callable[..., str],
        *,
        moving: tuple[Artist, ...],
        title: str,
        controls: Mapping[str, Control],
    ) -> None:
        self.figure = figure
        self.update = update
        self.moving = moving
        self.title = title
        self.controls = MappingProxyType(dict(controls))
        self._values: dict[str, Plain] = {name: c.value for name, c in controls.items()}
        self._text: str | None = None
        self._painter: Painter | None = None
        # A front end may deliver slider events on a thread of its own while a cell runs.
        self._lock = threading.RLock()

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
        return f"{self.title.rstrip('.')}. {self.text}"

    def set(self, **values: Plain) -> str:
        """Set controls as the reader would, update, and return the line of text. Controls not named stay.

        Raises:
            TypeError: no such control, or `update` did not return text.
            ValueError: a value that the control does not have.
            Whatever `update` raises. The demo then keeps its last values, text and picture.
        """
        unknown = values.keys() - self.controls.keys()
        if unknown:
            raise TypeError(f"This demo has {', '.join(self.controls)}, but no {', '.join(sorted(unknown))}.")
        with self._lock:
            wanted = self._values | {name: self.controls[name].read(v) for name, v in values.items()}
            text = self.update(**wanted)
            if not isinstance(text, str):
                raise TypeError(f"update must return a line of text with the numbers, not {type(text).__name__}.")
            self._values, self._text = wanted, text
            return text

    def reset(self) -> str:
        """Set every control back to where it started."""
        return self.set(**{name: control.value for name, control in self.controls.items()})

    def grid(self, stops: int = 5) -> Iterator[dict[str, Plain]]:
        """Settings over all controls together: `stops` values of each slider, every option, on and off."""
        axes = [control.stops(stops) for control in self.controls.values()]
        return (dict(zip(self.controls, point, strict=True)) for point in itertools.product(*axes))

    def frame(self) -> bytes:
        """The current picture, as a PNG."""
        with self._lock:
            if self._text is None:
                self.set()
            if self._painter is None:
                self._painter = Painter(self.figure, self.moving)
            return figures.encode(self._painter.paint())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = figures.css_size(self.figure)
        bundle = {"image/png": self.frame(), "text/plain": f"{self.title}\n{self.text}"}
        return bundle, {"image/png": {"alt": self.alt, "width": width, "height": height}}
