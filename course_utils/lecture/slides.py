"""From a lesson's notebook to slides: what to show a hall, a screen at a time.

Slides come from the notebook itself, so that there is one text to keep right:

- a heading (`##`, `###`) begins a slide, and so does a cell with the tag `slide`;
- a demo and a figure get a slide of their own, under the heading they stand below;
- a longer text goes on on the next slide, between two paragraphs, and not within a sentence if it can be;
- exercises show what students get, never the answer; what the notebook says of it waits for the next slide;
- setup, checks and cells tagged `no-slide` are left out.
"""

from __future__ import annotations

import ast
import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from nbformat import NotebookNode

from course_utils.publish import regions
from course_utils.publish.slideshow import HEADING, LEFT_OUT

__all__ = ["Block", "Code", "Demonstration", "Exercise", "Picture", "Slide", "Text", "slides"]

_FULL = 1000
"""Characters that fill a slide at lecture size."""
_LINES = 22
"""Lines of code, or of what it printed, that a slide can show at all."""


@dataclass(frozen=True)
class Text:
    """A paragraph, list, table or formula, in Markdown."""

    markdown: str


@dataclass(frozen=True)
class Demonstration:
    """A demo, by the name of its function in the lesson's `demos`."""

    name: str


@dataclass(frozen=True)
class Picture:
    """A figure that stands still: a PNG, its width and height on a notebook's page, and its alt text."""

    png: bytes
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Code:
    """A cell's code with what it printed; either is empty where it takes a slide of its own."""

    source: str
    output: str


@dataclass(frozen=True)
class Exercise:
    """An exercise as students get it."""

    id: str
    source: str


Block: TypeAlias = Text | Demonstration | Picture | Code | Exercise


@dataclass
class Slide:
    """A heading, in Markdown, and what stands below it. `again`: the heading of the slide before goes on."""

    heading: str
    blocks: list[Block] = field(default_factory=list)
    again: bool = False

    @property
    def demos(self) -> tuple[str, ...]:
        return tuple(block.name for block in self.blocks if isinstance(block, Demonstration))


@dataclass(frozen=True)
class _Break:
    """Here a slide begins, under a new heading if there is one."""

    heading: str | None


def slides(notebook: NotebookNode) -> list[Slide]:
    """The slides of an executed solution notebook, the title's first."""
    made: list[Slide] = []
    filled = 0
    for item in _items(notebook):
        if isinstance(item, _Break):
            if item.heading is not None:
                made.append(Slide(item.heading))
                filled = 0
            else:
                filled = _FULL
            continue
        alone = isinstance(item, Demonstration | Picture)
        size = _size(item)
        room = _FULL + (_FULL // 4 if made and made[-1].blocks and _goes_on(made[-1].blocks[-1], item) else 0)
        if made and made[-1].blocks and (alone or filled + size > room):
            made.append(Slide(made[-1].heading, again=True))
            filled = 0
        if not made:
            made.append(Slide("", again=True))
        made[-1].blocks.append(item)
        filled += _FULL if alone or isinstance(item, Exercise) else size
    return [slide for slide in made if slide.blocks or not slide.again]


def _goes_on(before: Block, item: Block) -> bool:
    """Whether `item` ends a sentence that `before` began: those two stay together if they can."""
    if not isinstance(before, Text):
        return False
    formula = isinstance(item, Text) and item.markdown.startswith("$$")
    return formula or before.markdown.rstrip().endswith((":", ","))


def _items(notebook: NotebookNode) -> Iterator[Block | _Break]:
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", ())
        role = cell.metadata.get("role")
        if LEFT_OUT & set(tags) or role == "check" or cell.cell_type == "raw":
            continue
        if "slide" in tags:
            yield _Break(None)
        if cell.cell_type == "markdown":
            yield from _pieces(cell.source)
        elif role == "answer":
            yield Exercise(cell.metadata["exercise"], regions.student_version(cell.source))
        elif "demo" in tags:
            yield Demonstration(_demo_of(cell.source))
        else:
            yield from _shown(cell)


def _pieces(markdown: str) -> Iterator[Text | _Break]:
    """Headings, and between them the parts that blank lines divide."""
    part: list[str] = []
    fenced = False
    for line in [*markdown.splitlines(), ""]:
        heading = None if fenced else HEADING.match(line)
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if (heading or not line.strip()) and not fenced and part:
            yield Text("\n".join(part))
            part = []
        if heading:
            yield _Break(heading[2])
        elif line.strip() or fenced:
            part.append(line)
    if part:
        yield Text("\n".join(part))


def _demo_of(source: str) -> str:
    """`NAME` of a cell whose last line calls `demos.NAME(...)`."""
    last = ast.parse(source).body[-1]
    call = last.value if isinstance(last, ast.Expr | ast.Assign) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
        raise ValueError(f"A demo's cell ends with demos.NAME(...), not with {source.splitlines()[-1]!r}.")
    return call.func.attr


def _shown(cell: NotebookNode) -> Iterator[Block]:
    """A cell that runs: its figures, and its code with what it printed (no code for a bare `demos.x()`)."""
    printed, pictures = [], []
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "stream":
            printed.append(output.text)
        elif "image/png" in data:
            look = output.metadata["image/png"]
            pictures.append(
                Picture(base64.b64decode(data["image/png"]), look["width"], look["height"], look["alt"])
            )
        elif "text/plain" in data:
            printed.append(data["text/plain"])
    text = _cut("\n".join(part.rstrip("\n") for part in printed))
    source = re.sub(r"\n{3,}", "\n\n", cell.source.strip())
    lines = [part.count("\n") + 1 for part in (source, text) if part]
    if len(lines) == 2 and sum(lines) > _LINES and lines[0] > _LINES // 3:
        yield Code(source, "")
        yield Code("", text)
    elif text or not pictures:
        yield Code(source, text)
    yield from pictures


def _cut(text: str) -> str:
    """A slide shows how a long print begins, and how much is left."""
    lines = text.splitlines()
    if len(lines) <= _LINES:
        return text
    return "\n".join([*lines[: _LINES - 1], f"... and {len(lines) - _LINES + 1} lines more"])


def _size(block: Block) -> int:
    """About how many characters of text take as much room."""
    if isinstance(block, Text):
        letters = len(re.sub(r"\\[A-Za-z]+|[${}_^]", "", block.markdown))
        lines = block.markdown.count("\n") + 1
        return max(letters, 60 * lines) + 60 + (120 if "$$" in block.markdown else 0)
    if isinstance(block, Code):
        return 60 * (block.source.count("\n") + block.output.count("\n") + 3)
    if isinstance(block, Exercise):
        return 60 * (block.source.count("\n") + 3)
    return _FULL
