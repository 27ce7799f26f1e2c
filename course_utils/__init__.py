"""Softmax, from first principles: what a notebook of the course imports.

Importing this package loads nothing heavy; each name below is fetched on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_utils import device, figures
    from course_utils.lessons.overview import progress
    from course_utils.live import choice, live, slider

__version__ = "0.1.0"
__all__ = ["choice", "device", "figures", "live", "progress", "slider"]

_HOMES = {
    "choice": "course_utils.live",
    "live": "course_utils.live",
    "slider": "course_utils.live",
    "progress": "course_utils.lessons.overview",
}


def __getattr__(name: str) -> Any:
    if name in ("device", "figures"):
        return importlib.import_module(f"course_utils.{name}")
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value  # `live` is also a submodule's name: the function wins
        return value
    raise AttributeError(f"module 'course_utils' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
