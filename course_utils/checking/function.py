"""Exercises whose answer is a function: tensors in, tensors out."""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from course_utils.checking import rounding, wire
from course_utils.checking.draw import Draw
from course_utils.checking.function_verdict import FunctionJudge
from course_utils.checking.student_error import describe, missing
from course_utils.checking.verdict import Verdict
from course_utils.checking.watch import Watch


@dataclass(frozen=True)
class Case:
    """One call of the student's function.

    `args` are CPU tensors or plain values; the student gets fresh copies, on the course's device.
    `gradient`: compare d(sum(v * result))/d(first floating argument) too, for seeded weights v.
    `raises`: the right answer raises this. `about` says in a few words what is special here.
    """

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    gradient: bool = False
    about: str = ""
    raises: type[Exception] | None = None

    @property
    def leaf(self) -> int | None:
        """The position of the first floating tensor argument, or None."""
        floating = (
            i for i, a in enumerate(self.args) if isinstance(a, torch.Tensor) and a.dtype.is_floating_point
        )
        return next(floating, None)


@dataclass(frozen=True)
class Symptom:
    """What went wrong in the first failing case.

    `kind` is one of "shape", "dtype", "type", "values", "gradient", "error", "no_error", "mutated",
    "no_graph", "alias". `got` and `expected` are float64 tensors when both could be compared or had different
    shapes, else None. `message` is the student's own error message, or the name of
    what came back instead of a tensor.
    """

    case: Case
    kind: str
    got: torch.Tensor | None = None
    expected: torch.Tensor | None = None
    message: str = ""


@dataclass(frozen=True)
class Misconception:
    """A known way to be wrong.

    It is named when the student's results equal those of `mimic` (same signature as the reference) on every
    case, or when `symptom` holds for the first failing case. `says` ends with a question that leads on.
    """

    name: str
    says: str
    mimic: Callable[..., Any] | None = None
    symptom: Callable[[Symptom], bool] | None = None


@dataclass(frozen=True)
class Property:
    """A fact about a right result, told apart from its numbers: `holds(case, result: float64 tensor)`."""

    name: str
    holds: Callable[[Case, torch.Tensor], bool]


@dataclass(frozen=True)
class Function:
    """A function exercise.

    `reference` is called with each case's arguments, floating tensors widened to float64, and returns a
    tensor or a tuple of tensors. `cases(draw)` lists the cases, simplest first. `dtype` is the expected
    result dtype; by default that of the first floating argument. `canonical` is applied to both sides before
    comparing. `without` names aten operations that the answer should do without ("softmax"): using one
    earns a remark. `precise_reference=False` calls the reference in the case's own dtype (for answers that
    are about a dtype). `fresh_result`: the result must not share memory with an argument. `refuses(case,
    result)` looks at results within the tolerance, of at most `wire.WHOLE` entries, and completes "f(x) ..."
    with what is wrong with them all the same, or returns "". `one_number`: the result is one real number; a
    tensor of one entry will do, whatever its shape and its floating dtype.
    """

    name: str
    reference: Callable[..., Any]
    cases: Callable[[Draw], Sequence[Case]]
    tolerance: rounding.Tolerance = field(default_factory=lambda: rounding.relative(16))
    gradient_tolerance: rounding.Tolerance = field(default_factory=rounding.gradient)
    properties: tuple[Property, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    dtype: torch.dtype | None = None
    canonical: Callable[[torch.Tensor], torch.Tensor] | None = None
    without: tuple[str, ...] = ()
    precise_reference: bool = True
    fresh_result: bool = False
    refuses: Callable[[Case, torch.Tensor], str] | None = None
    one_number: bool = False

    def collect(self, answer: object, seed: int) -> wire.Json:
        """Run the student's function on every case and write down plain data."""
        from course_utils.checking.collect import NotAttempted, Unusable

        if not callable(answer):
            if isinstance(answer, torch.Tensor | int | float | list | tuple):
                raise Unusable(
                    f"`{self.name}` must be the function itself: pass `{self.name}`, not what it returns."
                )
            raise Unusable(f"`{self.name}` must be a function; this is a `{type(answer).__name__}`.")
        used: set[str] = set()
        runs: list[wire.Json] = []
        for number, case in enumerate(self.cases(Draw(seed))):
            with Watch(used) if self.without and number == 0 else contextlib.nullcontext():
                runs.append(_run(answer, case, seed, number))
            if number == 0 and (gap := missing(runs[0].get("error", {}), answer, self.name)) is not None:
                raise NotAttempted(gap)
        return {"runs": runs, "used": sorted(used & set(self.without))}

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Compare what was written down with the reference on the same cases."""
        return _judge(self, seed).judge(data)


@functools.lru_cache(maxsize=128)
def _judge(task: Function, seed: int) -> FunctionJudge:
    """One for all who are judged with this seed: what the reference gives is the same for a whole class."""
    return FunctionJudge(task, task.cases(Draw(seed)), seed)


MAX_ENTRIES = 8_000_000
"""No exercise asks for a tensor of more entries; a larger one is not looked at."""


_NUMBERS = (np.bool_, np.int32, np.int64, np.float32, np.float64)
"""NumPy's own numbers, which count as Python's."""


def cotangent(shape: Sequence[int], seed: int, number: int) -> torch.Tensor:
    """The seeded weights v of a gradient case: ±1 and ±1/2, exact in every dtype."""
    generator = torch.Generator().manual_seed((seed * 1_000_003 + number) & (2**63 - 1))
    choices = torch.tensor([-1.0, -0.5, 0.5, 1.0], dtype=torch.float64)
    return choices[torch.randint(4, tuple(shape), generator=generator)]


def key_of(seed: int, number: int) -> int:
    """What seeds the sketch of case `number`."""
    return seed * 1_000_003 + 7919 * number + 1


def _bits(x: torch.Tensor) -> bytes:
    return x.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()


def _run(function: Callable[..., Any], case: Case, seed: int, number: int) -> dict[str, wire.Json]:
    from course_utils import device

    home = device.pick()
    args = [a.clone().to(home) if isinstance(a, torch.Tensor) else a for a in case.args]
    kwargs = {k: v.clone().to(home) if isinstance(v, torch.Tensor) else v for k, v in case.kwargs.items()}
    tensors = [a for a in (*args, *kwargs.values()) if isinstance(a, torch.Tensor)]
    if case.gradient and case.leaf is not None:
        args[case.leaf].requires_grad_()
    before = [_bits(t) for t in tensors]
    printed = io.StringIO()
    try:
        # Gradients are on whatever the student's notebook has set, or their function sets.
        with contextlib.redirect_stdout(printed), torch.enable_grad():
            result = function(*args, **kwargs)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: a check must outlive whatever the student raises
        return {"error": describe(error)}
    run: dict[str, wire.Json] = {"printed": bool(printed.getvalue())}
    run["mutated"] = any(a != _bits(t) for a, t in zip(before, tensors, strict=True))
    container = type(result).__name__ if type(result) in (tuple, list) else ""
    parts = result if container else [result]
    if not parts or len(parts) > 8:
        return run | {"other": f"a {container} of {len(parts)} items"}
    packed: list[wire.Json] = []
    for part in parts:
        part = part.item() if type(part) in _NUMBERS else part
        if type(part) in (bool, int, float):
            part = torch.tensor(part, dtype=torch.float64 if type(part) is float else None)
            packed.append(wire.pack(wire.see(part, 0)) | {"python": True})
        elif wire.is_plain_tensor(part) and part.numel() <= MAX_ENTRIES:
            packed.append(wire.pack(wire.see(part, key_of(seed, number))))
        else:
            return run | {"other": _name_of(part)}
    run["container"] = container
    run["result"] = packed
    run["alias"] = any(_shares(p, t) for p in parts for t in tensors)
    if case.gradient and case.leaf is not None:
        run["gradient"] = _gradient(parts[0], args[case.leaf], seed, number)
    return run


def _name_of(thing: object) -> str:
    if wire.is_plain_tensor(thing):
        return f"a tensor of shape {tuple(thing.shape)}"
    if isinstance(thing, torch.Tensor):
        if type(thing) not in (torch.Tensor, torch.nn.Parameter):
            return "a tensor subclass, `" + type(thing).__name__[:60] + "`"
        return f"a {thing.dtype} tensor with layout {thing.layout} on {thing.device}".replace("torch.", "")[
            :120
        ]
    return "None" if thing is None else "a `" + type(thing).__name__[:60] + "`"


def _shares(result: object, argument: torch.Tensor) -> bool:
    if not isinstance(result, torch.Tensor) or result.numel() == 0:
        return False
    return result.untyped_storage().data_ptr() == argument.untyped_storage().data_ptr()


def _gradient(result: object, leaf: torch.Tensor, seed: int, number: int) -> wire.Json:
    if not isinstance(result, torch.Tensor) or not result.requires_grad:
        return {"missing": True}
    weights = cotangent(result.shape, seed, number).to(result.device)
    try:
        with torch.enable_grad():
            loss = (result.to(torch.float64) * weights).sum()
        (grad,) = torch.autograd.grad(loss, leaf, allow_unused=True)
    except RuntimeError as error:
        return {"error": describe(error)}
    if grad is None:
        return {"missing": True}
    return wire.pack(wire.see(grad, key_of(seed, number) + 1))
