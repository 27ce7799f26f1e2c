"""One lesson as one HTML file: slides, pictures, formulas and demos, with nothing to fetch."""

from __future__ import annotations

import base64
import html
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from course_utils.lecture import words
from course_utils.lecture.slides import Block, Code, Demonstration, Exercise, Picture, Slide, Text

if TYPE_CHECKING:
    from course_utils.lecture.stage import Staged

__all__ = ["page"]

_TALL = 1.6
"""A picture less wide than this, by its height, has its controls beside it."""
_ROW = 95
"""Letters of a demo's line that surely go on one row; its room is kept, or pictures would jump."""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; font-src data:;
  style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<main>
{slides}
</main>
<nav aria-label="Slides">
<button type="button" class="previous" aria-label="Previous slide">←</button>
<span class="count"></span>
<button type="button" class="next" aria-label="Next slide">→</button>
</nav>
<noscript>The demos need JavaScript, the slides do too.</noscript>
{packs}
<script type="module">{turning}</script>
<script type="module">{playing}</script>
</body>
</html>
"""


def page(slides: Sequence[Slide], demos: Mapping[str, Staged], titles: Mapping[str, str]) -> str:
    """The page's text.

    Args:
        slides: in order, the title's first.
        demos: each demo that the slides show, by its name.
        titles: of the exercises, by id.
    """
    fonts = "\n".join(dict.fromkeys(rule for demo in demos.values() for rule in demo.fonts))
    shown = [_slide(i, slide, demos, titles) for i, slide in enumerate(slides)]
    packs = [
        f'<script type="text/plain" id="pack-{name}">{demo.packed}</script>' for name, demo in demos.items()
    ]
    return _PAGE.format(
        title=html.escape(words.plain(slides[0].heading)),
        style="\n".join((fonts, words.CODE_STYLE, _part("page.css"))),
        slides="\n".join(shown),
        packs="\n".join(packs),
        turning=_part("slides.js"),
        playing=_part("player.js"),
    )


def _part(name: str) -> str:
    return files("course_utils.lecture").joinpath(name).read_text(encoding="utf-8")


def _slide(i: int, slide: Slide, demos: Mapping[str, Staged], titles: Mapping[str, str]) -> str:
    level = "h1" if i == 0 else "h2"
    heading = words.to_html(slide.heading).strip().removeprefix("<p>").removesuffix("</p>")
    looks = ["slide", *(["again"] if slide.again else []), *(["wide"] if _wide(slide) else [])]
    inside = "\n".join(_block(block, demos, titles) for block in slide.blocks)
    hidden = "" if i == 0 else " hidden"
    anchor = html.escape(words.plain(slide.heading).replace(" ", "-"))  # as JupyterLab names a heading
    return (
        f'<section class="{" ".join(looks)}" data-anchor="{anchor}" tabindex="-1" '
        f'aria-labelledby="slide{i}"{hidden}>'
        f'<{level} id="slide{i}">{heading}</{level}>\n{inside}\n</section>'
    )


def _wide(slide: Slide) -> bool:
    return any(isinstance(block, Demonstration | Picture) for block in slide.blocks)


def _block(block: Block, demos: Mapping[str, Staged], titles: Mapping[str, str]) -> str:
    if isinstance(block, Text):
        return words.to_html(block.markdown)
    if isinstance(block, Code):
        printed = (
            f'<pre class="printed" tabindex="0">{html.escape(block.output)}</pre>' if block.output else ""
        )
        return (words.code_to_html(block.source) if block.source else "") + printed
    if isinstance(block, Exercise):
        title = html.escape(titles.get(block.id, block.id))
        return f'<div class="exercise"><h3>Your turn: {title}</h3>{words.code_to_html(block.source)}</div>'
    if isinstance(block, Picture):
        data = base64.b64encode(block.png).decode("ascii")
        alt = html.escape(block.alt)
        size = (
            f'width="{block.width}" height="{block.height}" style="--ratio: {block.width / block.height:.5f}"'
        )
        return f'<img class="figure" alt="{alt}" {size} src="data:image/png;base64,{data}">'
    return _demo(block.name, demos[block.name])


def _demo(name: str, demo: Staged) -> str:
    data = base64.b64encode(demo.still.encode("utf-8")).decode("ascii")
    look = "demo tall" if demo.ratio < _TALL else "demo"
    rows = math.ceil(demo.letters / _ROW)
    return (
        f'<figure class="{look}" data-demo="{name}" style="--ratio: {demo.ratio:.5f}; --rows: {rows}">'
        f'<div class="controls" role="group" aria-label="Controls"></div>'
        f'<div class="room"><div class="stage" role="img" aria-label="{html.escape(demo.title)}">'
        f'<img alt="" src="data:image/svg+xml;base64,{data}"></div></div>'
        f'<p class="line"></p><div class="said" aria-live="polite"></div></figure>'
    )
