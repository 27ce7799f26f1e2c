"""A demo's function, the student's own or the reference, as the reader picks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_utils.live.controls import Choice

__all__ = ["Switch", "own_or_reference"]

REFERENCE = "the reference"


class Switch:
    """Stands for a function: call it, and the picked one is called. Made by `own_or_reference`.

    Given to `live` among the controls, it is shown as "drawn with: my softmax | the reference"; with no
    function of the student's there is nothing to pick, and nothing is shown.
    """

    def __init__(
        self,
        own: Callable[..., Any] | None,
        reference: Callable[..., Any],
        *,
        name: str,
        begin: str,
        why: str,
    ) -> None:
        self._functions = {REFERENCE: reference} if own is None else {f"my {name}": own, REFERENCE: reference}
        self._name = name
        self._why = why
        self.picked = begin

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the picked function."""
        return self._functions[self.picked](*args, **kwargs)

    @property
    def open(self) -> bool:
        """Whether there is something to pick."""
        return len(self._functions) > 1

    @property
    def label(self) -> str:
        """Which it is, in words that a student reads: "your softmax", "the reference softmax"."""
        if self.picked != REFERENCE:
            return f"your {self._name}"
        return f"the reference {self._name}{self._why}"

    def control(self, label: str) -> Choice | None:
        """What the reader sets; None if there is nothing to pick."""
        return Choice(tuple(self._functions), self.picked, label) if self.open else None


def own_or_reference(function: Callable[..., Any] | None, reference: Callable[..., Any], name: str) -> Switch:
    """A switch between a student's function and the reference.

    Args:
        function: what a demo was given: None or the reference itself (then there is only that), a plain
            function, or what `Exercise.for_demo` makes of one. A function that is not right begins switched
            off: the reader may still look at what it does.
        reference: called with the same arguments.
        name: of the function, as the student knows it.
    """
    if function is None or function is reference:
        return Switch(None, reference, name=name, begin=REFERENCE, why="")
    label = str(getattr(function, "label", f"your {name}"))
    own = getattr(function, "own", function)
    off = bool(getattr(function, "is_reference", False))
    why = label[label.index(" (") :] if off and " (" in label else ""
    return Switch(own, reference, name=name, begin=REFERENCE if off else f"my {name}", why=why)
