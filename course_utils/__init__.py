"""Softmax, from first principles: what a notebook of the course imports.

Importing this package loads nothing heavy; each name below is fetched on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course_utils import device, figures, live
    from course_utils.lessons.overview import progress

__version__ = "0.1.0"
__all__ = ["device", "figures", "live", "progress"]


def __getattr__(name: str) -> Any:
    if name in ("device", "figures", "live"):
        return importlib.import_module(f"course_utils.{name}")
    if name == "progress":
        from course_utils.lessons.overview import progress

        return progress
    raise AttributeError(f"module 'course_utils' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
