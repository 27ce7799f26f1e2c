"""What a check says: a verdict, as data, as text and as HTML."""

from __future__ import annotations

import html
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """The six things a check can say."""

    NOT_ATTEMPTED = "not attempted"
    RIGHT = "right"
    WRONG = "wrong"
    COULD_NOT_RUN = "could not run"
    UNDECIDED = "undecided"
    RECORDED = "recorded"

    @property
    def passes(self) -> bool:
        """Whether nbval lets a check cell with this verdict pass."""
        return self in (Status.RIGHT, Status.RECORDED, Status.UNDECIDED)


_OPENINGS = {
    Status.NOT_ATTEMPTED: "Not attempted yet.",
    Status.RIGHT: "Right.",
    Status.WRONG: "Not yet.",
    Status.COULD_NOT_RUN: "It could not run.",
    Status.UNDECIDED: "Undecided.",
    Status.RECORDED: "Recorded.",
}
UNREADABLE = "This answer can't be read."
"""How a verdict on an answer of the wrong kind opens: nothing ran, so nothing "could not run"."""
_MARKS = {
    Status.NOT_ATTEMPTED: "○",
    Status.RIGHT: "✓",
    Status.WRONG: "✗",
    Status.COULD_NOT_RUN: "!",
    Status.UNDECIDED: "?",
    Status.RECORDED: "●",
}
# Edge colours that keep a contrast of at least 3:1 on white and on JupyterLab's dark ground.
_EDGES = {
    Status.NOT_ATTEMPTED: "#7a7a7a",
    Status.RIGHT: "#1a8754",
    Status.WRONG: "#d1495b",
    Status.COULD_NOT_RUN: "#b8720a",
    Status.UNDECIDED: "#6f7fb5",
    Status.RECORDED: "#3f7fbf",
}


@dataclass(frozen=True)
class Verdict:
    """One check's answer to one student.

    `lines` are the sentences to read, in order: what was right, the smallest failing case, the question that
    leads on. `misconception` is the name of the misconception that the answer matches, or "".
    `counterexample` is the failing call as text, or "". `body` is extra HTML-free text kept as written
    (a model answer, the lines of a proof). `opening` stands in for the status's usual first words.
    """

    status: Status
    lines: tuple[str, ...] = ()
    misconception: str = ""
    counterexample: str = ""
    body: str = ""
    body_html: str = ""
    exercise: str = ""
    title: str = ""
    opening: str = ""

    def to_data(self) -> dict[str, Any]:
        """The verdict as plain data."""
        return {key: value for key, value in asdict(self).items() if key != "body_html"} | {
            "status": self.status.value,
            "lines": list(self.lines),
        }

    def to_text(self) -> str:
        """The verdict as lines of text."""
        head = f"{_MARKS[self.status]} {self.exercise}  {self.opening or _OPENINGS[self.status]}".replace(
            "   ", " "
        )
        return "\n".join(
            [head, *("  " + line.replace("\n", "\n  ") for line in (*self.lines, self.body) if line)]
        )

    def to_html(self) -> str:
        """The verdict as HTML that a screen reader announces once and reads in order."""
        paragraphs = "".join(
            f"<p style='margin:.3em 0'>{inline_html(line)}</p>" for line in self.lines if line
        )
        body = self.body_html or (
            f"<p style='margin:.3em 0;white-space:pre-wrap'>{inline_html(self.body)}</p>" if self.body else ""
        )
        title = html.escape(self.title)
        return (
            f"<div role='status' class='softmax-course-verdict' data-status='{self.status.value}' "
            f"style='border-left:5px solid {_EDGES[self.status]};padding:.35em .9em;"
            f"margin:.3em 0;max-width:60em'>"
            f"<p style='margin:.3em 0'><span aria-hidden='true'>{_MARKS[self.status]}</span> "
            f"<strong>{self.opening or _OPENINGS[self.status]}</strong> {title}</p>{paragraphs}{body}</div>"
        )

    def mimebundle(self) -> dict[str, str]:
        """What a notebook shows."""
        return {"text/plain": self.to_text(), "text/html": self.to_html()}


def inline_html(text: str) -> str:
    """Escape text for HTML; `code` in backticks and *emphasis* become markup; $math$ is left to MathJax."""

    def mark(piece: str) -> str:
        if len(piece) > 2 and piece.startswith("`"):
            return f"<code>{html.escape(piece[1:-1])}</code>"
        if len(piece) > 2 and piece.startswith("$"):
            return html.escape(piece)
        escaped = html.escape(piece, quote=False)
        return re.sub(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])", r"<em>\1</em>", escaped)

    return "".join(mark(piece) for piece in re.split(r"(`[^`\n]+`|\$[^$\n]+\$)", text))
