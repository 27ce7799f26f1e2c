"""Numbers, tensors and calls as a student reads them in a verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch

SHOWN = 12
"""Tensors with at most this many entries are written out."""


def number(x: float, digits: int = 4) -> str:
    """A number with `digits` significant digits, `nan`, `inf` and whole numbers as they are."""
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    if x == int(x) and abs(x) < 1e6:
        return f"{int(x)}." if not (x == 0 and math.copysign(1, x) < 0) else "-0."
    return f"{x:.{digits}g}"


def _nested(x: torch.Tensor, digits: int) -> str:
    if x.dim() == 0:
        value = x.item()
        return number(value, digits) if isinstance(value, float) else str(value)
    return "[" + ", ".join(_nested(row, digits) for row in x) + "]"


def values(x: torch.Tensor, digits: int = 4) -> str:
    """The entries of a tensor, or a summary of a large one."""
    if x.numel() <= SHOWN:
        return _nested(x, digits)
    if not x.dtype.is_floating_point:
        return f"<{'×'.join(map(str, x.shape))} entries>"
    finite = x[torch.isfinite(x)]
    span = f" from {number(float(finite.min()))} to {number(float(finite.max()))}" if finite.numel() else ""
    return f"<{'×'.join(map(str, x.shape))} entries{span}>"


def _shortest(x: torch.Tensor) -> str:
    """The shortest text that reads back as this very number, so that a call can be pasted and fails again."""
    value = x.item()
    if not isinstance(value, float) or not math.isfinite(value):
        return str(value)
    texts = (number(value, digits) for digits in range(1, 17))
    return next((t for t in texts if torch.tensor(float(t), dtype=x.dtype) == x), repr(value))


def _nested_exactly(x: torch.Tensor) -> str:
    return _shortest(x) if x.dim() == 0 else "[" + ", ".join(_nested_exactly(row) for row in x) + "]"


def argument(x: Any) -> str:
    """An argument of a call."""
    if not isinstance(x, torch.Tensor):
        return repr(x).replace("torch.", "") if not isinstance(x, float) else repr(x)
    body = _nested_exactly(x) if x.numel() <= SHOWN else values(x)
    plain = x.dtype in (torch.float32, torch.int64, torch.bool)
    suffix = "" if plain else f", dtype={str(x.dtype).removeprefix('torch.')}"
    return f"tensor({body}{suffix})"


def call(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """A call as Python would write it."""
    parts = [argument(a) for a in args] + [f"{key}={argument(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(parts)})"


def apart(got: torch.Tensor, expected: torch.Tensor) -> tuple[str, str]:
    """Two tensors written with just enough digits to look different."""
    for digits in (4, 6, 9, 12, 17):
        left, right = values(got, digits), values(expected, digits)
        if left != right:
            return left, right
    return left, right


def plural(count: int, word: str) -> str:
    """`1 case`, `3 cases`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def listing(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
