"""What may cross from a student's kernel to the judge: plain data, and nothing that can run.

Floats travel as hexadecimal strings, so no digit is lost and `nan` and the infinities keep their names.
A small tensor travels whole. Of a large one travel seeded entries, seeded projections and the counts of
its non-finite entries: enough to tell a wrong answer, small enough to keep evidence under its limit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

Json = Any
"""None, bool, int, str, list of Json or dict of str to Json. Floats are written as strings."""

WHOLE = 64
"""Tensors with at most this many elements travel whole."""
ENTRIES = 32
PROJECTIONS = 4
MAX_PLAIN = 2_000
"""The most leaves that an answer given as plain values may have."""

DTYPES = {
    str(d).removeprefix("torch."): d
    for d in (
        torch.float16, torch.bfloat16, torch.float32, torch.float64,
        torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64,
    )
}  # fmt: skip


class NotPlain(Exception):
    """The answer holds something that is no number, tensor, string, list or dict of these."""


class Malformed(Exception):
    """Evidence that does not have the form `collect` gives it."""


def float_to_text(x: float) -> str:
    """A float as text that reads back to the same float."""
    return x.hex() if math.isfinite(x) else str(x)


def float_from_text(text: Json) -> float:
    """The float that `float_to_text` wrote. Raises Malformed on anything else."""
    if not isinstance(text, str) or len(text) > 40:
        raise Malformed("a float must be a short string")
    if text in ("nan", "inf", "-inf"):
        return float(text)
    try:
        return float.fromhex(text)
    except (ValueError, OverflowError):
        raise Malformed("not a hexadecimal float") from None


def is_plain_tensor(x: object) -> bool:
    """True for a dense tensor of torch's own class: no subclass, no sparse, quantized or meta tensor."""
    return (
        type(x) in (torch.Tensor, torch.nn.Parameter)
        and x.layout is torch.strided
        and not x.is_quantized
        and x.device.type != "meta"
        and str(x.dtype).removeprefix("torch.") in DTYPES
    )


@dataclass(frozen=True)
class Seen:
    """What evidence says about a tensor: its shape, dtype, and either all entries or a seeded sample.

    `values` is float64: all entries in the tensor's shape when `whole`, otherwise ENTRIES sampled entries,
    then PROJECTIONS sums with random signs over the finite entries, then the counts of nan, inf and -inf.
    """

    shape: tuple[int, ...]
    dtype: str
    whole: bool
    values: torch.Tensor


def _sketch(shape: tuple[int, ...], key: int) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(key & (2**63 - 1))
    count = math.prod(shape)
    index = torch.randint(count, (ENTRIES,), generator=generator)
    signs = torch.randint(2, (PROJECTIONS, count), generator=generator, dtype=torch.int8) * 2 - 1
    return index, signs.to(torch.float64)


def see(x: torch.Tensor, key: int) -> Seen:
    """Look at a tensor as evidence does; `key` seeds which entries and signs are taken of a large one."""
    flat = x.detach().to("cpu", torch.float64).reshape(-1)
    dtype = str(x.dtype).removeprefix("torch.")
    shape = tuple(x.shape)
    if flat.numel() <= WHOLE:
        return Seen(shape, dtype, True, flat.reshape(shape))
    index, signs = _sketch(shape, key)
    finite = torch.where(torch.isfinite(flat), flat, torch.zeros_like(flat))
    counts = torch.stack([flat.isnan().sum(), (flat == math.inf).sum(), (flat == -math.inf).sum()])
    return Seen(shape, dtype, False, torch.cat([flat[index], signs @ finite, counts.to(torch.float64)]))


def place_of(shape: tuple[int, ...], key: int, entry: int) -> list[int]:
    """Where in a tensor of this shape the sampled `entry` of `see` comes from."""
    index, _ = _sketch(shape, key)
    # numpy's, since torch's own imports sympy: half a second at a student's first wrong answer.
    return [int(i) for i in np.unravel_index(int(index[entry]), shape)]


def see_allowance(allowed: torch.Tensor, key: int) -> torch.Tensor:
    """The errors allowed in the `values` of `see`, from the errors allowed in each entry (float64)."""
    flat = allowed.reshape(-1)
    if flat.numel() <= WHOLE:
        return allowed
    index, _ = _sketch(tuple(allowed.shape), key)
    finite = torch.where(torch.isfinite(flat), flat, torch.zeros_like(flat)).sum()
    return torch.cat([flat[index], finite.expand(PROJECTIONS), torch.zeros(3, dtype=torch.float64)])


def pack(seen: Seen) -> Json:
    """`Seen` as JSON."""
    values = [float_to_text(v) for v in seen.values.reshape(-1).tolist()]
    return {"shape": list(seen.shape), "dtype": seen.dtype, "whole": seen.whole, "values": values}


def unpack(data: Json) -> Seen:
    """`Seen` from JSON. Raises Malformed if the data is not what `pack` writes."""
    if not isinstance(data, dict) or set(data) != {"shape", "dtype", "whole", "values"}:
        raise Malformed("not a tensor")
    shape, dtype, whole, values = data["shape"], data["dtype"], data["whole"], data["values"]
    if not isinstance(shape, list) or len(shape) > 16 or not all(type(n) is int and n >= 0 for n in shape):
        raise Malformed("not a shape")
    if (
        not isinstance(dtype, str)
        or dtype not in DTYPES
        or type(whole) is not bool
        or not isinstance(values, list)
    ):
        raise Malformed("not a tensor")
    count = math.prod(shape)
    if whole != (count <= WHOLE) or len(values) != (count if whole else ENTRIES + PROJECTIONS + 3):
        raise Malformed("a tensor with the wrong number of entries")
    flat = torch.tensor([float_from_text(v) for v in values], dtype=torch.float64)
    return Seen(tuple(shape), dtype, whole, flat.reshape(shape) if whole else flat)


def pack_whole(x: torch.Tensor) -> Json:
    """A tensor of a student's as JSON, every entry of it (a witness is used again by the judge)."""
    flat = x.detach().to("cpu").reshape(-1)
    if flat.dtype.is_floating_point:
        values: list[Json] = [float_to_text(v) for v in flat.to(torch.float64).tolist()]
    else:
        values = flat.tolist()
    return {"tensor": values, "shape": list(x.shape), "dtype": str(x.dtype).removeprefix("torch.")}


def unpack_whole(data: Json) -> torch.Tensor:
    """The CPU tensor that `pack_whole` wrote. Raises Malformed on anything else."""
    shape, dtype, values = data.get("shape"), data.get("dtype"), data.get("tensor")
    if not isinstance(dtype, str) or dtype not in DTYPES or not isinstance(values, list):
        raise Malformed("not a tensor")
    if not isinstance(shape, list) or len(shape) > 16 or not all(type(n) is int and n >= 0 for n in shape):
        raise Malformed("not a shape")
    if math.prod(shape) != len(values) or len(values) > MAX_PLAIN:
        raise Malformed("a tensor with the wrong number of entries")
    torch_dtype = DTYPES[dtype]
    if torch_dtype.is_floating_point:
        numbers = [float_from_text(v) for v in values]
    elif all(type(v) in (int, bool) and -(2**63) <= v < 2**63 for v in values):
        numbers = values
    else:
        raise Malformed("not whole numbers")
    exact = torch.float64 if torch_dtype.is_floating_point else torch_dtype
    try:
        return torch.tensor(numbers, dtype=exact).to(torch_dtype).reshape(shape)
    except (RuntimeError, OverflowError, ValueError):
        raise Malformed("numbers that do not fit their dtype") from None


def plain(answer: object, limit: int = MAX_PLAIN) -> Json:
    """An answer given as values, as JSON: numbers, strings, tensors, arrays, lists, tuples and dicts.

    Only exact types pass: an object of a student's own class, whatever it claims to equal, raises NotPlain.
    `...` becomes {"open": True}: a part that is not answered yet.
    """
    left = [limit]

    def walk(x: object, depth: int) -> Json:
        left[0] -= 1
        if depth > 6 or left[0] < 0:
            raise NotPlain("it is too large")
        if x is ...:
            return {"open": True}
        kind = type(x)
        if x is None or kind in (bool, str):
            if kind is str and len(x) > 20_000:
                raise NotPlain("it is too long")
            return x
        if kind is int:
            if abs(x) >= 2**63:
                raise NotPlain("it holds a number that is too large")
            return x
        if kind is float:
            return {"float": float_to_text(x)}
        if kind.__module__ == "numpy" and hasattr(kind, "tolist") and kind.__name__ != "memmap":
            if getattr(x, "size", 1) > limit:
                raise NotPlain("it is too large")
            return walk(x.tolist(), depth)
        if isinstance(x, torch.Tensor):
            if not is_plain_tensor(x):
                raise NotPlain(f"it holds a `{kind.__name__}`, not a plain dense tensor")
            left[0] -= x.numel()
            if left[0] < 0:
                raise NotPlain("it is too large")
            return pack_whole(x)
        if kind in (list, tuple):
            return [walk(item, depth + 1) for item in x]
        if kind is dict and all(type(key) is str for key in x):
            return {"dict": {key: walk(value, depth + 1) for key, value in x.items()}}
        raise NotPlain(f"it is a `{kind.__name__}`")

    return walk(answer, 0)


class _Open:
    """A part of an answer that is still `...`."""

    def __repr__(self) -> str:
        return "..."


OPEN = _Open()


def restore(data: Json) -> Any:
    """The values that `plain` wrote: numbers, strings, CPU tensors, lists, dicts, and OPEN for `...`."""
    if data is None or type(data) in (bool, int, str):
        return data
    if isinstance(data, list):
        return [restore(item) for item in data]
    if isinstance(data, dict):
        if data == {"open": True}:
            return OPEN
        if set(data) == {"float"}:
            return float_from_text(data["float"])
        if set(data) == {"dict"} and isinstance(data["dict"], dict):
            return {str(key): restore(value) for key, value in data["dict"].items()}
        if "tensor" in data:
            return unpack_whole(data)
    raise Malformed("not a plain value")
