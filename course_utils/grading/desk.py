"""The desk at which a person marks: ipywidgets, no names, everything within reach of the keyboard."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from course_utils.grading import marking, marks
from course_utils.grading.marking import Item
from course_utils.grading.marks import Mark, Marks
from course_utils.grading.page import prose

_KEYS = re.compile(r"(?P<lines>\d+)(?:\s+(?P<comment>.*))?", re.DOTALL)


class Desk:
    """Shows the answers of the results in `folder` one by one; each mark is kept as soon as it is given.

    `seed` shuffles the answers: two people with different seeds meet them in different orders. Shown in a
    notebook, it is a panel of widgets. Raises ValueError if there is nothing to mark there, MarksError if
    `marks.json` is damaged.
    """

    def __init__(self, folder: str | Path, seed: int = 0) -> None:
        self.folder = Path(folder)
        self.items = marking.shuffled(marking.read(self.folder), seed)
        self.marks: Marks = marks.read(self.folder / marking.MARKS)
        self.at = next((n for n, item in enumerate(self.items) if self._mark(item) is None), 0)
        self._build()
        self._show()

    @property
    def item(self) -> Item:
        """The answer on the desk."""
        return self.items[self.at]

    def _mark(self, item: Item) -> Mark | None:
        about = (m for m in self.marks.entries if (m.student, m.exercise) == (item.student, item.exercise))
        return next((m for m in about if m.answer == item.fingerprint), None)

    def _earlier(self, item: Item) -> Mark | None:
        about = [m for m in self.marks.entries if (m.student, m.exercise) == (item.student, item.exercise)]
        others = [m for m in about if m.answer != item.fingerprint]
        return others[-1] if others else None

    # The panel ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        wide = widgets.Layout(width="auto", max_width="60em")
        self.head = widgets.HTML()
        self.answer = widgets.HTML(layout=wide)
        self.rubric = widgets.VBox(layout=wide)
        self._rows: list[widgets.HBox] = []
        self.points = widgets.BoundedFloatText(min=0, step=0.25, description="Points")
        self.comment = widgets.Textarea(
            description="Comment", placeholder="The student reads this.", layout=wide, rows=2
        )
        self.keys = widgets.Text(
            description="Keys", placeholder="13 Which sum?   then Enter", continuous_update=False
        )
        self.back = widgets.Button(description="Back", icon="arrow-left")
        self.skip = widgets.Button(description="Skip")
        self.keep = widgets.Button(description="Keep and go on", button_style="primary", icon="check")
        self.said = widgets.HTML()
        self.back.on_click(lambda _: self.go(-1))
        self.skip.on_click(lambda _: self.go(1))
        self.keep.on_click(lambda _: self.decide())
        self.keys.observe(self._typed, "value")
        buttons = widgets.HBox([self.back, self.skip, self.keep])
        rows = [self.head, self.answer, self.rubric, self.points, self.comment, buttons, self.keys, self.said]
        self.panel = widgets.VBox(rows)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.panel._repr_mimebundle_(**options)

    def _show(self) -> None:
        done = sum(self._mark(item) is not None for item in self.items)
        if not self.items:
            self.head.value = "<p><strong>Nothing to mark.</strong> No answer waits for a person.</p>"
            self.panel.children = [self.head]
            return
        item, mark = self.item, self._mark(self.item)
        self.answer.value = (
            "<div role='region' aria-label='the answer' style='white-space:pre-wrap;border-left:5px solid "
            f"#3f7fbf;padding:.5em 1em;margin:.5em 0;line-height:1.5'>{html.escape(item.answer)}</div>"
            + self._about_before(item, mark)
        )
        self.points.max = item.possible
        self._show_rubric(marking.rubric_of(item), mark.rubric if mark else ())
        self.points.value = mark.points if mark else 0
        self.comment.value = mark.comment if mark else ""
        same = [n for n, other in enumerate(self.items) if other.exercise == item.exercise]
        title = f"{html.escape(item.title)} <small>({html.escape(item.exercise)})</small>"
        self.head.value = (  # last: once its number stands there, whatever is pressed belongs to this answer
            f"<h3 style='margin:.4em 0'>{title}</h3><p>Answer {same.index(self.at) + 1} of {len(same)}. "
            f"{done} of all {len(self.items)} are marked.</p>"
        )

    @property
    def lines(self) -> list[widgets.ToggleButton]:
        """The buttons of the rubric that is on the desk, one for each of its lines."""
        return [row.children[0] for row in self.rubric.children]

    def _show_rubric(self, rubric: Sequence[str], held: Sequence[bool]) -> None:
        """The same buttons serve every answer: one that was replaced could still be pressed, for nothing."""
        for number in range(len(self._rows) + 1, len(rubric) + 1):
            small = widgets.Layout(width="4em", flex="0 0 auto")
            button = widgets.ToggleButton(description=str(number), layout=small)
            button.observe(self._toggled, "value")
            self._rows.append(widgets.HBox([button, widgets.HTML()]))
        self.rubric.children = self._rows[: len(rubric)]
        for number, (row, line) in enumerate(zip(self.rubric.children, rubric, strict=True)):
            button, says = row.children
            button.value = number < len(held) and held[number]
            button.tooltip, says.value = line, prose(line)

    def _about_before(self, item: Item, mark: Mark | None) -> str:
        earlier = self._earlier(item)
        if mark is not None:
            return "<p>You have marked this one. Keeping it again replaces the mark.</p>"
        if earlier is None:
            return ""
        said = f": “{html.escape(earlier.comment)}”" if earlier.comment else ""
        return f"<p>This answer is new. The one before it got {earlier.points:g} points{said}.</p>"

    # What a person does ---------------------------------------------------------------------------------

    def _toggled(self, change: dict[str, Any]) -> None:
        change["owner"].icon = "check" if change["new"] else ""
        self.points.value = marking.suggested(self.item.possible, (b.value for b in self.lines))

    def _typed(self, change: dict[str, Any]) -> None:
        typed = str(change["new"]).strip()
        if not typed:
            return
        self.keys.value = ""
        if typed in ("-", "."):
            self.go(-1 if typed == "-" else 1)
            return
        read = _KEYS.fullmatch(typed)
        chosen = {int(digit) for digit in read["lines"]} - {0} if read else set()
        if read is None or not chosen <= set(range(1, len(self.lines) + 1)):
            self._say(
                f"“{typed[:40]}” is not understood: numbers from 1 to {len(self.lines)}, 0, - or a point."
            )
            return
        for number, button in enumerate(self.lines, start=1):
            button.value = number in chosen
        if read["comment"]:
            self.comment.value = read["comment"]
        self.decide()

    def go(self, step: int) -> None:
        """Shows the next answer (1) or the one before (-1)."""
        if self.items:
            self.at = (self.at + step) % len(self.items)
            self._say("")
            self._show()

    def decide(self) -> None:
        """Keeps what is entered as the mark on this answer, and goes on."""
        item = self.item
        mark = Mark(
            item.student,
            item.exercise,
            item.fingerprint,
            float(self.points.value),
            tuple(button.value for button in self.lines),
            self.comment.value.strip(),
        )
        try:
            self.marks = marks.record(self.folder / marking.MARKS, mark)
        except (OSError, marks.MarksError) as error:
            self._say(f"Not kept: {error}")
            return
        waiting = [n for n, other in enumerate(self.items) if self._mark(other) is None]
        self.at = next((n for n in waiting if n > self.at), waiting[0] if waiting else self.at)
        self._say(
            f"Kept: {mark.points:g} of {item.possible}."
            + ("" if waiting else " That was the last one. Run the grade command again for a new gradebook.")
        )
        self._show()

    def _say(self, what: str) -> None:
        self.said.value = f"<p role='status' aria-live='polite'>{html.escape(what)}</p>"
