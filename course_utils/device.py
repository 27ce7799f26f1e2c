"""CPU or GPU: one function decides, and `COURSE_DEVICE` has the last word."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

__all__ = ["describe", "one_thread", "pick", "seed"]


def pick() -> torch.device:
    """The device that the course computes on: CUDA if there is one, else the CPU.

    The environment variable `COURSE_DEVICE` overrides the choice: `cpu`, `cuda`, `cuda:1` or `mps`.
    Apple's `mps` is never picked by itself, because it has no float64 and the lessons use it.

    Raises:
        ValueError: `COURSE_DEVICE` names what this machine does not have; the message lists what it has.
    """
    import torch

    wanted = os.environ.get("COURSE_DEVICE", "").strip().lower()
    present = _present()
    if not wanted:
        return torch.device("cuda" if "cuda" in present else "cpu")
    if wanted not in present:
        raise ValueError(
            f"COURSE_DEVICE is {wanted!r}, but this machine has only: {', '.join(present)}. "
            "Set it to one of these, or unset it."
        )
    return torch.device(wanted)


def seed(n: int) -> None:
    """Start the generators of `random`, NumPy and PyTorch (CPU and every GPU) from `n`, 0 <= n < 2**32."""
    import numpy
    import torch

    random.seed(n)
    numpy.random.seed(n)
    torch.manual_seed(n)  # seeds CUDA and MPS too


def describe() -> str:
    """One sentence for a notebook, the same on every run on the same machine."""
    chosen = pick()
    if chosen.type == "cuda":
        import torch

        return f"running on {torch.cuda.get_device_name(chosen)}"
    return {"cpu": "running on the CPU", "mps": "running on Apple's GPU"}[chosen.type]


@contextmanager
def one_thread() -> Iterator[None]:
    """PyTorch on one core, inside.

    Matrices as small as this course's gain nothing from two cores, and lose much where other programs want
    them too. And sums that one thread adds up come out the same, however many cores there are.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _present() -> tuple[str, ...]:
    import torch

    names = ["cpu"]
    if torch.cuda.is_available():
        names += ["cuda", *(f"cuda:{i}" for i in range(torch.cuda.device_count()))]
    if torch.backends.mps.is_available():
        names.append("mps")
    return tuple(names)
