"""What a reader can set: a slider, a choice, a toggle. Frozen values that know of no browser."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Choice", "Control", "Linked", "Plain", "Slider", "Toggle", "choice", "linked", "slider", "toggle"]

Plain: TypeAlias = bool | int | float | str


@dataclass(frozen=True)
class Slider:
    """Numbers from `min` to `max` in steps of `step`; whole numbers if all four fields are."""

    min: float
    max: float
    value: float
    step: float
    label: str

    @property
    def whole(self) -> bool:
        return all(isinstance(x, int) for x in (self.min, self.max, self.value, self.step))

    @property
    def decimals(self) -> int:
        """How many decimals the slider's values need."""
        return next(d for d in range(16) if all(_is_short(x, d) for x in (self.min, self.step)))

    def read(self, value: object) -> float:
        """The slider's own value nearest to `value` (so 0.30000000000000004 is 0.3).

        Raises:
            ValueError: not a number from `min` to `max`.
        """
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        number = float(value) if is_number else math.nan
        slack = 1e-9 * (self.max - self.min)
        if not self.min - slack <= number <= self.max + slack:
            raise ValueError(f"{self.label} goes from {self.min:g} to {self.max:g}, not to {value!r}.")
        steps = round((number - self.min) / self.step)
        snapped = min(round(self.min + steps * self.step, self.decimals), self.max)
        return int(snapped) if self.whole else float(snapped)

    def write(self, value: float) -> str:
        return f"{value:.{self.decimals}f}"

    def nearest(self, value: float) -> float:
        """The slider's own value nearest to `value`, wherever that is: past an end it is the end."""
        return self.read(min(max(value, self.min), self.max))

    def stops(self, count: int) -> tuple[float, ...]:
        """`count` values spread evenly from end to end (fewer if the slider has fewer)."""
        spread = (self.min + (self.max - self.min) * i / max(count - 1, 1) for i in range(count))
        return tuple(dict.fromkeys(self.read(x) for x in spread))


@dataclass(frozen=True)
class Choice:
    """One of a few options, each shown as `str(option)`."""

    options: tuple[Plain, ...]
    value: Plain
    label: str

    def read(self, value: object) -> Plain:
        """Raises ValueError if `value` is none of the options."""
        if value not in self.options:
            raise ValueError(f"{self.label} is one of {', '.join(map(str, self.options))}, not {value!r}.")
        return self.options[self.options.index(value)]

    def write(self, value: Plain) -> str:
        return str(value)

    def stops(self, count: int) -> tuple[Plain, ...]:
        """Every option, however many: leaving one out would leave it untested."""
        return self.options


@dataclass(frozen=True)
class Toggle:
    """On or off."""

    value: bool
    label: str

    def read(self, value: object) -> bool:
        """Raises ValueError if `value` is neither True nor False."""
        if not isinstance(value, bool):
            raise ValueError(f"{self.label} is True or False, not {value!r}.")
        return value

    def write(self, value: bool) -> str:
        return "on" if value else "off"

    def stops(self, count: int) -> tuple[bool, ...]:
        return (False, True)


Control: TypeAlias = Slider | Choice | Toggle


@dataclass(frozen=True)
class Linked:
    """A second slider on a control's value, on another scale: when one moves, so does the other.

    Attributes:
        to: the name of the slider it is linked with.
        shown: its own position for a value of that slider.
        meant: the value of that slider for a position of its own.
    """

    slider: Slider
    to: str
    shown: Callable[[float], float]
    meant: Callable[[float], float]


def slider(
    min: float, max: float, value: float | None = None, step: float | None = None, label: str = ""
) -> Slider:
    """A slider from `min` to `max`.

    Args:
        value: where it starts; the middle if left out.
        step: a fiftieth of the range if left out (1 if the ends are whole and further than 20 apart).
        label: shown beside it; the keyword it is given under if left out.

    Raises:
        ValueError: the ends, the step or the start do not fit together.
    """
    if step is None:
        step = 1 if isinstance(min, int) and isinstance(max, int) and max - min > 20 else (max - min) / 50
    if not (math.isfinite(min) and math.isfinite(max) and min < max and 0 < step <= max - min):
        raise ValueError(f"A slider needs min < max and 0 < step <= max - min; got {min}, {max}, {step}.")
    probe = Slider(min, max, min, step, label)
    start = probe.read((min + max) / 2 if value is None else value)
    if value is not None and not math.isclose(start, value, rel_tol=1e-9, abs_tol=1e-9 * step):
        raise ValueError(f"A slider from {min} in steps of {step} cannot start at {value}, only at {start}.")
    return Slider(min, max, start, step, label)


def choice(options: Sequence[Plain], value: Plain | None = None, label: str = "") -> Choice:
    """One of `options`; it starts on `value`, or on the first. Raises ValueError if that is none of them."""
    made = Choice(tuple(options), options[0], label)
    return made if value is None else Choice(made.options, made.read(value), label)


def toggle(value: bool = False, label: str = "") -> Toggle:
    """A switch that starts as `value`."""
    return Toggle(value, label)


def linked(
    to: str, slider: Slider, *, shown: Callable[[float], float], meant: Callable[[float], float]
) -> Linked:
    """A second slider on the value of the slider named `to`: say an inverse temperature beside T.

    `update` hears of `to` alone. A position that has no value (`shown` raises ValueError, OverflowError or
    ZeroDivisionError, or gives nan) leaves the slider where it is.
    """
    return Linked(slider, to, shown, meant)


def _is_short(number: float, decimals: int) -> bool:
    return decimals == 15 or abs(round(number, decimals) - number) <= 1e-12 * max(1.0, abs(number))
