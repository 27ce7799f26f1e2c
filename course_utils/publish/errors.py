"""The one exception of publishing: a sentence that names the file and the cell."""

from __future__ import annotations

from pathlib import Path


class PublishError(Exception):
    """Publishing stops here. `str(error)` says which file, which cell, and what to change."""


def refuse(path: Path, where: str, why: str) -> PublishError:
    """The error for `path` at `where` (a cell's name, or "" for the whole file)."""
    place = f"{path.parent.name}/{path.name}"
    return PublishError(f"{place}, {where}: {why}" if where else f"{place}: {why}")
