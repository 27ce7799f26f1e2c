"""The transport for a notebook with a kernel: ipywidgets. Imported only when a demo is displayed in one."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import ipywidgets

from course_utils import figures
from course_utils.live.controls import Choice, Control, Plain, Slider, Toggle
from course_utils.live.newest import Newest
from course_utils.live.transport import Shot

if TYPE_CHECKING:
    from course_utils.live.demo import Demo

__all__ = ["WidgetTransport"]

VIEW = "application/vnd.jupyter.widget-view+json"

# The picture keeps its white ground in a dark theme, as a card; the words take the theme's own colours.
STYLE = """<style>
.course-demo { padding: 6px 2px 10px; overflow: visible }
.course-demo .widget-label { font-size: 14px; text-align: right }
.course-demo .widget-readout { font-size: 14px; font-variant-numeric: tabular-nums; min-width: 4em }
.course-demo .noUi-handle:focus-visible, .course-demo button:focus-visible {
  outline: 3px solid #E69F00; outline-offset: 2px }
.course-demo-picture { display: block; max-width: 100%; height: auto; margin-top: 4px; border-radius: 4px;
  background: white }
.course-demo-failed { filter: grayscale(1) contrast(.4) brightness(1.4) }
.course-demo-line { margin-top: 6px; font-size: 15px; line-height: 1.5; white-space: normal;
  color: var(--jp-ui-font-color1, inherit); font-variant-numeric: tabular-nums }
.course-demo .widget-toggle-buttons { display: flex; flex-wrap: wrap; align-items: baseline }
.course-demo .widget-toggle-buttons > .widget-label { flex: none; margin-right: 6px }
</style>"""

# ipywidgets gives the handle of a slider no name, and reads 1.2 aloud as 1.2000000000000002.
NAME_SLIDERS = (
    # A picture may load when a newer one has taken its place on the page: then no demo is around it.
    "for (const handle of this.closest('.course-demo')?.querySelectorAll('[role=slider]') ?? []) {"
    " const row = handle.closest('.widget-slider');"
    " handle.setAttribute('aria-label', row.querySelector('.widget-label').textContent);"
    " handle.setAttribute('aria-valuetext', row.querySelector('.widget-readout').textContent) }"
)


class WidgetTransport:
    """Sliders, picture and line of one demo as ipywidgets.

    Picture and line are one HTML widget, so that one message carries a frame with its words. (ipywidgets' own
    Image has no alt text, and its tooltip, which could stand in for it, makes its view fail in 8.1.)
    """

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._newest = Newest(self._draw)
        self._moved: dict[str, Plain] = {}
        self._silent = False
        self._size = width, _ = figures.css_size(demo.figure)
        longest = max(len(control.label) for control in demo.controls.values())
        self.controls = {
            name: _widget(control, label_width=f"{longest * 0.62 + 0.8:.1f}em")
            for name, control in demo.controls.items()
        }
        for name, widget in self.controls.items():
            widget.observe(lambda change, name=name: self._on_move(name, change["new"]), names="value")
        self.reset = ipywidgets.Button(description="Reset", layout={"width": "auto"})
        self.reset.on_click(lambda _: self._on_reset())
        rows = ipywidgets.VBox(list(self.controls.values()), layout={"flex": "1 1 auto"})
        top = ipywidgets.HBox([rows, self.reset])
        top.layout = {"align_items": "flex-start", "max_width": f"{width}px"}
        self.face = ipywidgets.HTML()
        self._root = ipywidgets.VBox([ipywidgets.HTML(STYLE, layout={"display": "none"}), top, self.face])
        self._root.add_class("course-demo")
        self._put(demo.shot())

    def show(self, shot: Shot) -> None:
        with self._quiet():
            for name, widget in self.controls.items():
                widget.value = shot.values[name]
        self._put(shot)

    def bundle(self) -> Mapping[str, Any]:
        return {VIEW: self._root._repr_mimebundle_()[VIEW]}

    def _on_move(self, name: str, value: Plain) -> None:
        if not self._silent:
            self._moved[name] = value
            self._newest.request()

    def _on_reset(self) -> None:
        with self._quiet():
            for name, control in self._demo.controls.items():
                self.controls[name].value = control.value
                self._moved[name] = control.value
        self._newest.request()

    def _draw(self) -> None:
        with self._demo.lock:
            moved, self._moved = self._moved, {}
            self._put(self._demo.shot(**moved))

    def _put(self, shot: Shot) -> None:
        width, height = self._size
        look = "course-demo-picture" + (" course-demo-failed" if shot.failed else "")
        data = base64.b64encode(shot.picture).decode("ascii")
        self.face.value = (
            f'<img class="{look}" alt="{html.escape(shot.alt)}" width="{width}" height="{height}" '
            f'decoding="sync" onload="{NAME_SLIDERS}" src="data:image/png;base64,{data}">'
            f'<div class="course-demo-line" style="max-width: {width}px" role="status" aria-live="polite">'
            f"{html.escape(shot.text)}</div>"
        )

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        self._silent = True
        try:
            yield
        finally:
            self._silent = False


def _widget(control: Control, *, label_width: str) -> Any:
    style = {"description_width": label_width}
    named = {"description": control.label, "value": control.value, "style": style}
    if isinstance(control, Slider):
        kind = ipywidgets.IntSlider if control.whole else ipywidgets.FloatSlider
        return kind(
            min=control.min,
            max=control.max,
            step=control.step,
            readout_format="d" if control.whole else f".{control.decimals}f",
            continuous_update=True,
            layout={"width": "100%"},
            **named,
        )
    if isinstance(control, Choice):
        options = [(str(option), option) for option in control.options]
        if len(options) <= 4:
            style["button_width"] = "auto"
            return ipywidgets.ToggleButtons(options=options, layout={"width": "100%"}, **named)
        return ipywidgets.Dropdown(options=options, layout={"width": "auto"}, **named)
    assert isinstance(control, Toggle)
    return ipywidgets.Checkbox(**named)
