"""Where slides begin: one rule, for what notebooks tell JupyterLab and for lecture pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["HEADING", "LEFT_OUT", "slide_type"]

HEADING = re.compile(r"^(#{1,4})\s+(.+?)\s*$")
LEFT_OUT = frozenset({"setup", "no-slide"})
"""Tags of cells that no slide shows."""
_ALONE = frozenset({"slide", "demo", "figure"})


def slide_type(kind: str, metadata: Mapping[str, Any], text: str) -> str | None:
    """The `slideshow.slide_type` of a cell of this kind ("markdown", "code"); None if its slide goes on.

    A heading begins a slide (below the second level a sub-slide). So do, as sub-slides, a demo, a figure and
    any cell with the tag `slide`.
    """
    tags = set(metadata.get("tags", ()))
    if tags & LEFT_OUT:
        return "skip"
    if kind == "markdown":
        levels = [len(found[1]) for line in _outside_fences(text) if (found := HEADING.match(line))]
        if levels:
            return "slide" if min(levels) <= 2 else "subslide"
    return "subslide" if tags & _ALONE else None


def _outside_fences(text: str) -> Iterator[str]:
    fenced = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield line
