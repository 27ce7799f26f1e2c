"""How a demo reaches a reader: what any transport must do. `widgets.py` is the one for a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from course_utils.live.controls import Plain

if TYPE_CHECKING:
    import numpy

__all__ = ["Shot", "Transport"]


@dataclass(frozen=True)
class Shot:
    """One state of a demo, ready to be shown.

    Attributes:
        pixels: the picture, (height, width, 4) bytes.
        text: the line beside the picture, or a sentence on what went wrong.
        alt: the picture in words.
        values: what the controls are set to.
        failed: `text` tells of a failure, and so does the picture.
    """

    pixels: numpy.ndarray
    text: str
    alt: str
    values: Mapping[str, Plain]
    failed: bool = False


class Transport(Protocol):
    """Shows shots, and calls `Demo.shot` when the reader sets something."""

    def show(self, shot: Shot) -> None:
        """Show `shot` and move the controls to its values."""

    def bundle(self) -> Mapping[str, Any]:
        """The mimebundle entries that make a front end show this."""
