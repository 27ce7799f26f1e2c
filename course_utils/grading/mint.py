"""Whether the kernel is as a student's cells found it: which shared things have been changed since.

What it says is only a hint that an exercise that failed should be tried in a kernel of its own. Whoever
silences it loses that second try, nothing else.
"""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Mapping
from typing import Any

import torch

_WATCHED = (
    "torch",
    "torch.nn.functional",
    "torch.autograd",
    "math",
    "json",
    "builtins",
    "sys",
    "numpy",
    "copy",
)
_OWN = "course_utils."
_PASSING = frozenset({"_", "last_type", "last_value", "last_traceback", "last_exc"})
"""What Python and IPython themselves change from cell to cell."""


class Mint:
    """What shared names stand for at the moment it is made: before the first of a student's lines."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        spaces = {n: vars(m) for n, m in sys.modules.items() if n in _WATCHED or n.startswith(_OWN)}
        watched: list[Mapping[str, Any]] = [*spaces.values(), vars(torch.Tensor)]
        self._spaces = [(space, dict(space)) for space in watched]
        self._codes = [
            (value, value.__code__)
            for name, space in spaces.items()
            if name.startswith(_OWN)
            for value in space.values()
            if hasattr(value, "__code__")
        ]
        self._settings, self._threads = _settings(), threading.active_count()
        self._names = frozenset(namespace)

    def changed(self, namespace: Mapping[str, Any]) -> bool:
        """Whether something that more than one answer may rely on is not what it was."""
        if self._settings != _settings() or threading.active_count() > self._threads:
            return True
        # A name of Python's own taken for something else, such as `sum = 0`.
        if any(hasattr(builtins, name) for name in namespace if name not in self._names and name[:1] != "_"):
            return True
        if any(value.__code__ is not code for value, code in self._codes):
            return True
        nothing = object()
        return any(
            space.get(key, nothing) is not value
            for space, kept in self._spaces
            for key, value in kept.items()
            if key not in _PASSING
        )


def _settings() -> tuple[Any, ...]:
    return (
        sys.gettrace(),
        sys.getprofile(),
        sys.getrecursionlimit(),
        torch.get_default_dtype(),
        torch.is_grad_enabled(),
        torch.are_deterministic_algorithms_enabled(),
        len(sys.meta_path),
    )
