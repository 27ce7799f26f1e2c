"""Notebook 05: how much a function handles, counted in numbers and bytes, not in seconds.

`torch.utils._python_dispatch` calls the watch for every operation, with its results. Results are counted:
every number that an operation returns (`numbers`), the largest result (`largest`), and how many bytes of
results were alive at once (`peak_bytes`). What NumPy or plain Python does is not seen.
"""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_iter


class Watch(TorchDispatchMode):
    """Counts the results of every tensor operation inside `with Watch() as seen:`."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = 0
        self.largest = 0
        self.peak_bytes = 0
        self._alive = 0
        self._owners: Counter[int] = Counter()

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing here is compiled; asking torch to skip its compiler would import it first, for a second."""
        return False

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        given = {_storage(a) for a in tree_iter((args, kwargs)) if isinstance(a, torch.Tensor)}
        result = func(*args, **(kwargs or {}))
        for made in tree_iter(result):
            if isinstance(made, torch.Tensor):
                self.numbers += made.numel()
                self.largest = max(self.largest, made.numel())
                self._keep(made, new=_storage(made) not in given)
        return result

    def _keep(self, made: torch.Tensor, new: bool) -> None:
        """Note that `made` is alive: its memory counts from its first owner to its last."""
        storage = made.untyped_storage()
        place, size = storage.data_ptr(), storage.nbytes()
        if not new and place not in self._owners:
            return  # a view of what was there before the watch began
        if self._owners[place] == 0:
            self._alive += size
            self.peak_bytes = max(self.peak_bytes, self._alive)
        self._owners[place] += 1
        weakref.finalize(made, self._drop, place, size)

    def _drop(self, place: int, size: int) -> None:
        self._owners[place] -= 1
        if self._owners[place] == 0:
            del self._owners[place]
            self._alive -= size


def _storage(x: torch.Tensor) -> int:
    return x.untyped_storage().data_ptr()


def peak_bytes(function: Callable[..., Any], *args: torch.Tensor) -> int:
    """The most bytes of tensors that `function(*args)` had alive at once, its arguments not counted."""
    with Watch() as seen:
        result = function(*args)
    del result
    return seen.peak_bytes
