"""The transport for a notebook with a kernel: one widget with a view of its own (`view.js`).

Imported only when a demo is displayed in one. The page asks for one frame at a time and sends the newest
setting with the next question, so no queue can build up, here or on the way; a frame goes out as one message:
its words, and a PNG of the part of the picture that changed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import numpy
import traitlets
from PIL import Image

from course_utils.live.controls import Choice, Control, Slider
from course_utils.live.transport import Shot

if TYPE_CHECKING:
    from course_utils.live.demo import Demo

__all__ = ["WidgetTransport", "changed", "png"]

VIEW = "application/vnd.jupyter.widget-view+json"
RATIOS = (1.0, 1.5, 2.0)
"""Device pixels for each CSS pixel that pictures are drawn for. Past 2 no eye tells, and frames get slow."""
HERE = Path(__file__).parent


class Face(anywidget.AnyWidget):
    """What the page knows of a demo from the start; frames come as messages."""

    _esm = HERE / "view.js"
    _css = HERE / "view.css"
    spec = traitlets.Dict().tag(sync=True)
    first = traitlets.Bytes().tag(sync=True)


class WidgetTransport:
    """Controls, picture and line of one demo on a page.

    Attributes:
        face: the widget.
        frames: how many frames were sent.
    """

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._ratio = RATIOS[-1]
        shot = demo.shot(ratio=self._ratio)
        self._values = dict(shot.values)  # what the controls show, even where update fails
        self._last: numpy.ndarray | None = None
        self.frames = 0
        width, height = demo.size
        rows = []
        for name, control in demo.controls.items():
            linked = [(other, link.slider) for other, link in demo.links.items() if link.to == name]
            rows += [{"name": n, **_described(c)} for n, c in ((name, control), *linked)]
        self.face = Face(
            spec={
                "title": demo.title,
                "size": [width, height],
                "controls": rows,
                "play": demo.play,
                "shown": self._words(shot) | {"pixels": [shot.pixels.shape[1], shot.pixels.shape[0]]},
            },
            first=png(shot.pixels),
        )
        self.face.on_msg(lambda _, asked, buffers: self._answer(asked))

    def show(self, shot: Shot) -> None:
        self._values = dict(shot.values)
        if shot.pixels.shape[1] != round(self._demo.size[0] * self._ratio):
            shot = self._demo.shot(ratio=self._ratio, tell=False)
        self._send(shot)

    def bundle(self) -> Mapping[str, Any]:
        return {VIEW: self.face._repr_mimebundle_()[0][VIEW]}

    def _answer(self, asked: Mapping[str, Any]) -> None:
        """One question of the page: `set` (by name), `reset`, `whole` (a frame that needs none before it)."""
        with self._demo.lock:
            ratio = float(asked.get("ratio", self._ratio))
            self._ratio = next((r for r in RATIOS if r >= ratio), RATIOS[-1])
            moved = self._demo.start if asked.get("reset") else self._demo.meant(asked.get("set", {}))
            self._values |= moved
            shot = self._demo.shot(self._values, ratio=self._ratio)
            if asked.get("whole"):
                self._last = None
            self._send(shot, asked.get("id"))

    def _send(self, shot: Shot, answers: str | None = None) -> None:
        last, self._last = self._last, shot.pixels
        box = changed(last, shot.pixels)
        height, width = shot.pixels.shape[:2]
        self.frames += 1
        content = self._words(shot) | {
            "frame": self.frames,
            "after": self.frames - 1 if last is not None and last.shape == shot.pixels.shape else None,
            "answers": answers,
            "pixels": [width, height],
        }
        if box is None:
            self.face.send(content)
        else:
            left, top, right, bottom = box
            self.face.send(content | {"at": [left, top]}, [png(shot.pixels[top:bottom, left:right])])

    def _words(self, shot: Shot) -> dict[str, Any]:
        values = dict(shot.values) | self._demo.linked_values(shot.values)
        return {"line": shot.text, "alt": shot.alt, "values": values, "failed": shot.failed}


def changed(before: numpy.ndarray | None, now: numpy.ndarray) -> tuple[int, int, int, int] | None:
    """The box (left, top, right, bottom) outside which two pictures are equal; None if they are all over."""
    height, width = now.shape[:2]
    if before is None or before.shape != now.shape:
        return (0, 0, width, height)
    differ = _words(before) != _words(now)
    rows = differ.any(1).nonzero()[0]
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = differ[top:bottom].any(0).nonzero()[0]
    step = width // differ.shape[1]
    return (int(columns[0]) * step, top, (int(columns[-1]) + 1) * step, bottom)


def _words(pixels: numpy.ndarray) -> numpy.ndarray:
    """One number for each pixel, or for two neighbors where the width allows it: twice as fast to compare."""
    height, width = pixels.shape[:2]
    return pixels.reshape(height, width * 4).view(numpy.uint32 if width % 2 else numpy.uint64)


def png(pixels: numpy.ndarray) -> bytes:
    """A picture (height, width, 4), opaque, in full colour, as a PNG: made fast rather than small."""
    picture = Image.fromarray(numpy.ascontiguousarray(pixels[..., :3]))
    out = io.BytesIO()
    picture.save(out, "png", compress_level=1)
    return out.getvalue()


def _described(control: Control) -> dict[str, Any]:
    fields = asdict(control)
    if isinstance(control, Slider):
        return fields | {"kind": "slider", "decimals": control.decimals, "whole": control.whole}
    if isinstance(control, Choice):
        return fields | {"kind": "choice", "options": [[option, str(option)] for option in control.options]}
    return fields | {"kind": "toggle"}
