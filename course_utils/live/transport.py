"""How a demo reaches a reader: what any transport must do. `widgets.py` is the one for a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from course_utils.live.controls import Plain

__all__ = ["Shot", "Transport"]


@dataclass(frozen=True)
class Shot:
    """One state of a demo, ready to be shown.

    Attributes:
        picture: PNG.
        text: the line beside the picture, or a sentence on what went wrong.
        alt: the picture in words.
        values: what the controls are set to.
        failed: `text` tells of a failure, and `picture` is the last one that worked.
    """

    picture: bytes
    text: str
    alt: str
    values: Mapping[str, Plain]
    failed: bool = False


class Transport(Protocol):
    """Shows shots, and calls `Demo.shot` (through `Newest`) when the reader sets something."""

    def show(self, shot: Shot) -> None:
        """Show `shot` and move the controls to its values."""

    def bundle(self) -> Mapping[str, Any]:
        """The mimebundle entries that make a front end show this."""
