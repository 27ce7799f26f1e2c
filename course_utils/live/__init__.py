"""Slider demos that follow the hand: the picture is drawn once, and only what moves is drawn again.

    figure, ax = figures.new("The bars always share one unit")
    bars = figures.bars(ax, (1, 0, 0), ("z₁", "z₂", "z₃"))

    def update(z1, z2, z3) -> str:
        p = softmax([z1, z2, z3])
        bars.set(p)
        return f"p = {p}"

    live(figure, update, moving=bars.artists, title="Softmax of three numbers",
         z1=slider(-2, 2, value=0, step=0.1, label="z₁"), z2=..., z3=...)

As the last line of a cell, a demo shows itself: controls, picture, and a line of text with the numbers.
"""

from __future__ import annotations

from course_utils.live.controls import Choice, Control, Linked, Slider, Toggle, choice, linked, slider, toggle
from course_utils.live.demo import Demo, share
from course_utils.live.make import live
from course_utils.live.switch import Switch, own_or_reference
from course_utils.live.transport import Shot, Transport

__all__ = [
    "Choice",
    "Control",
    "Demo",
    "Linked",
    "Shot",
    "Slider",
    "Switch",
    "Toggle",
    "Transport",
    "choice",
    "linked",
    "live",
    "own_or_reference",
    "share",
    "slider",
    "toggle",
]
