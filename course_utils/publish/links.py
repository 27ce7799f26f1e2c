"""Links to a heading of another notebook, in the one form that JupyterLab follows while it opens it.

An author writes `02_overflow.ipynb#Masks`, with `-` for a blank and percent signs as in any address.
JupyterLab looks for a heading before the notebook that it opens has any, and stays at the top; it waits
for a cell that is named by its id. So the published notebooks have `02_overflow.ipynb#cell-id=...`.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from course_utils.publish.errors import refuse
from course_utils.publish.source import Cell, Source, read

_LINK = re.compile(r"(?<=\]\()(?P<notebook>\d\d_\w+)\.ipynb#(?P<heading>[^)\s=]+)(?=\))")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def by_cell_id(source: Source, cell: Cell, text: str) -> str:
    """`text`, what a notebook gets for `cell` of `source`, with links to headings as links to their cells.

    Raises `PublishError` if there is no such notebook or heading, or the heading does not begin its cell.
    """
    if cell.kind != "markdown":
        return text
    return _LINK.sub(lambda link: _address(source, cell, link["notebook"], link["heading"]), text)


def _address(source: Source, cell: Cell, notebook: str, heading: str) -> str:
    path = source.path.with_name(f"{notebook}.py")
    wanted = unquote(heading)
    if not path.exists():
        raise refuse(source.path, cell.name, f"links to {notebook}.ipynb, which does not exist.")
    for target in read(path).cells:
        headings = list(_HEADING.finditer(target.source)) if target.kind == "markdown" else []
        for found in headings:
            if anchor(found[1]) != wanted:
                continue
            if found.start() > 0:
                raise refuse(
                    path,
                    target.name,
                    f"{source.path.stem} links to {found[1]!r}, so it must begin a cell of its own: "
                    "put `# %% [markdown]` above it.",
                )
            return f"{notebook}.ipynb#cell-id={target.id}"
    raise refuse(
        source.path, cell.name, f"links to {wanted!r} in {notebook}.ipynb, which has no such heading."
    )


def anchor(heading: str) -> str:
    """What an author writes behind `#` for a heading: its text, with `-` for a blank."""
    return heading.strip().replace("`", "").replace(" ", "-")
