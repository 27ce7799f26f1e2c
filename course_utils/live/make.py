"""`live`, with which an author makes a demo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from course_utils.live.controls import Choice, Control, Linked, Plain, Slider, Toggle
from course_utils.live.demo import Demo
from course_utils.live.switch import Switch

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = ["live"]


def live(
    figure: Figure,
    update: Callable[..., str],
    *,
    moving: Iterable[Artist],
    title: str,
    play: str | None = None,
    **controls: Control | Linked | Switch,
) -> Demo:
    """A demo that redraws `moving` whenever a control is set.

    Args:
        figure: made by `figures.new`, with everything in it that does not move.
        update: called with one keyword for each slider, choice and toggle. It sets the moving artists, from
            these values alone, and returns the line of text beside the picture, with the numbers.
        moving: the artists that `update` changes, such as `figures.bars(...).artists`.
        title: what the demo shows, as a sentence; the picture's alt text begins with it.
        play: the name of a slider that a Play button moves from end to end.
        controls: in the order to show them: made by `slider`, `choice` and `toggle`; by `linked`, a second
            slider on the same value; by `own_or_reference`, a switch of the function that `update` calls.

    Raises:
        TypeError: a control was not made by these, or there is none.
        ValueError: `play` or a link names no slider.
    """
    named: dict[str, Control] = {}
    links: dict[str, Linked] = {}
    switches: dict[str, Switch] = {}
    for name, given in controls.items():
        if isinstance(given, Switch):
            control = given.control(name.replace("_", " "))
            if control is not None:
                switches[name], named[name] = given, control
        elif isinstance(given, Linked):
            links[name] = (
                given if given.slider.label else replace(given, slider=replace(given.slider, label=name))
            )
        elif isinstance(given, (Slider, Choice, Toggle)):
            named[name] = given if given.label else replace(given, label=name)
        else:
            kind = type(given).__name__
            raise TypeError(f"{name} must be a slider(...), choice(...) or toggle(...), not {kind}.")
    if not named.keys() - switches.keys():
        raise TypeError("A demo needs a control. For a picture that stands still use figures.show.")
    for name in (*([play] if play else []), *(link.to for link in links.values())):
        if not isinstance(named.get(name), Slider):
            raise ValueError(f"{name} is no slider of this demo; it has {', '.join(named)}.")
    return Demo(
        figure,
        _switching(update, switches) if switches else update,
        moving=tuple(moving),
        title=title,
        controls=named,
        links=links,
        play=play,
    )


def _switching(update: Callable[..., str], switches: dict[str, Switch]) -> Callable[..., str]:
    def switched(**values: Plain) -> str:
        for name, switch in switches.items():
            switch.picked = str(values.pop(name))
        return update(**values)

    return switched
