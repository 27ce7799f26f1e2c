"""Judging a function: from what was written down to a sentence a student can use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import torch

from course_utils.checking import rounding, student_error, wire, words
from course_utils.checking.verdict import Status, Verdict

if TYPE_CHECKING:
    from course_utils.checking.function import Case, Function, Symptom

_CLOSE_UNITS = 256
"""How near, in units of roundoff, a student's numbers must come to a misconception's to be recognized."""


@dataclass(frozen=True)
class Expected:
    """What a right answer gives on one case: result parts and gradient in float64, and the allowed errors."""

    parts: tuple[torch.Tensor, ...]
    is_tuple: bool
    dtype: torch.dtype | None
    allowed: tuple[torch.Tensor, ...]
    gradient: torch.Tensor | None = None
    gradient_allowed: torch.Tensor | None = None


@dataclass(frozen=True)
class Failure:
    """The first thing wrong with one case: the symptom, and the sentence that tells it."""

    symptom: Symptom
    tells: str


class FunctionJudge:
    """Judges evidence about a function exercise on the cases of one seed; keeps what the reference gives."""

    def __init__(self, task: Function, cases: Sequence[Case], seed: int) -> None:
        self.task, self.cases, self.seed = task, cases, seed
        self._expected: dict[int, Expected] = {}

    def judge(self, data: wire.Json) -> Verdict:
        """The verdict. Raises wire.Malformed if the data is not what `Function.collect` writes."""
        if not isinstance(data, dict) or not isinstance(data.get("runs"), list):
            raise wire.Malformed("no runs")
        runs = data["runs"]
        if len(runs) != len(self.cases) or not all(isinstance(run, dict) for run in runs):
            raise wire.Malformed("not one run for each case")
        failures = [self._failure(number, runs[number]) for number in range(len(runs))]
        first = next((n for n, failure in enumerate(failures) if failure), None)
        if first is None:
            return self._right(data, runs)
        failure = failures[first]
        assert failure is not None
        case = self.cases[first]
        known = self._recognize(runs, failure)
        calling = words.call(self.task.name, case.args, case.kwargs)
        lines = [self._what_is_right(runs, failures)]
        place = "The smallest that breaks" if any(f is None for f in failures) else "The simplest"
        about = f" ({case.about})" if case.about else ""
        lines.append(f"{place}{about}: `{calling}` {failure.tells}")
        if known:
            lines.append(known.says)
        status = Status.COULD_NOT_RUN if failure.symptom.kind == "error" else Status.WRONG
        return Verdict(status, tuple(line for line in lines if line), known.name if known else "", calling)

    def _right(self, data: wire.Json, runs: list[Any]) -> Verdict:
        lines = [
            f"All {len(runs)} cases agree with the reference."
            if len(runs) > 1
            else "It agrees with the reference."
        ]
        used = [name for name in self.task.without if name in (data.get("used") or [])]
        if used:
            lines.append(
                f"It calls `{words.listing(used)}`, though: PyTorch did the part this exercise is about. "
                "Can you build it from `exp`, `log`, `max` and `sum`?"
            )
        if any(run.get("printed") for run in runs):
            lines.append("Your function prints as it runs; the check hid that.")
        return Verdict(Status.RIGHT, tuple(lines))

    def expected(self, number: int) -> Expected:
        """What the reference gives on case `number`."""
        if number not in self._expected:
            self._expected[number] = self._computed(number)
        return self._expected[number]

    def _computed(self, number: int) -> Expected:
        from course_utils.checking.function import cotangent

        case, task = self.cases[number], self.task
        args = [self._precise(a) for a in case.args]
        kwargs = {k: self._precise(v) for k, v in case.kwargs.items()}
        leaf = case.leaf
        if case.gradient and leaf is not None:
            args[leaf] = args[leaf].clone().requires_grad_()
        with torch.enable_grad():
            result = task.reference(*args, **kwargs)
        is_tuple = isinstance(result, tuple)
        parts = result if is_tuple else (result,)
        parts = tuple(p if isinstance(p, torch.Tensor) else torch.tensor(p) for p in parts)
        dtype = task.dtype or (case.args[leaf].dtype if leaf is not None else None)
        gradient = gradient_allowed = None
        rounds_to = dtype if dtype is not None and dtype.is_floating_point else torch.float64
        if case.gradient and leaf is not None:
            weights = cotangent(parts[0].shape, self.seed, number)
            with torch.enable_grad():
                loss = (parts[0].to(torch.float64) * weights).sum()
            (gradient,) = torch.autograd.grad(loss, args[leaf])
            gradient = gradient.to(torch.float64)
            gradient_allowed = task.gradient_tolerance(case, gradient, case.args[leaf].dtype)
        exact = tuple(self._canonical(p.detach().to("cpu", torch.float64)) for p in parts)
        # The reference is float64 itself: of two right answers one may lie above the exact one and one below.
        sides = 2 if rounds_to is torch.float64 else 1
        allowed = tuple(sides * task.tolerance(case, p, rounds_to) for p in exact)
        return Expected(exact, is_tuple, dtype, allowed, gradient, gradient_allowed)

    def _precise(self, value: Any) -> Any:
        if not isinstance(value, torch.Tensor):
            return value
        if self.task.precise_reference and value.dtype.is_floating_point:
            return value.to(torch.float64)
        return value.clone()

    def _canonical(self, x: torch.Tensor) -> torch.Tensor:
        return self.task.canonical(x) if self.task.canonical else x

    def _failure(self, number: int, run: dict[str, Any]) -> Failure | None:
        from course_utils.checking.function import Symptom, key_of

        case = self.cases[number]

        def fail(kind: str, tells: str, got: Any = None, expected: Any = None, message: str = "") -> Failure:
            return Failure(Symptom(case, kind, got, expected, message), tells)

        error = run.get("error")
        if error is not None:
            about = _error(error)
            if case.raises and about["type"] == case.raises.__name__:
                return None
            wanted = f" A `{case.raises.__name__}` was expected." if case.raises else ""
            return fail(
                "error", f"did not return. {student_error.tell(about)}.{wanted}", message=about["message"]
            )
        if case.raises:
            return fail("no_error", f"returned a value, but should raise `{case.raises.__name__}`.")
        if "other" in run:
            got = str(run["other"])[:160]
            hint = " Did you print the answer instead of returning it?" if got == "None" else ""
            return fail("type", f"returned {got}, not a plain tensor.{hint}", message=got)
        expected = self.expected(number)
        results = run.get("result")
        if not isinstance(results, list) or not results:
            raise wire.Malformed("a run without a result")
        container = "tuple" if run.get("container") == "tuple" else "list" if run.get("container") else ""
        if bool(container) is not expected.is_tuple or len(results) != len(expected.parts):
            wanted = f"a tuple of {len(expected.parts)} tensors" if expected.is_tuple else "one tensor"
            came = f"a {container} of {len(results)}" if container else "a single value"
            return fail("type", f"returned {came}; {wanted} is expected.", message=came)
        for part, exact, allowed in zip(results, expected.parts, expected.allowed, strict=True):
            python = isinstance(part, dict) and part.get("python") is True
            seen = self._result(part)
            if seen.shape != tuple(exact.shape):
                got = seen.values if seen.whole else None
                return fail("shape", f"has shape {seen.shape}, expected {tuple(exact.shape)}.", got, exact)
            if not python and not self._may_be(seen.dtype, expected.dtype):
                assert expected.dtype is not None
                return fail(
                    "dtype",
                    f"came back as {seen.dtype}, expected {_name(expected.dtype)}.",
                    seen.values,
                    exact,
                )
            got = self._canonical(seen.values) if seen.whole else seen.values
            key = key_of(self.seed, number)
            if self.task.canonical and not seen.whole:
                raise ValueError(
                    f"{self.task.name}: a canonical form needs results of at most {wire.WHOLE} entries"
                )
            ideal = wire.see(exact, key).values
            near = _close(got, ideal, wire.see_allowance(allowed, key))
            if not bool(near.all()):
                told = _tell_difference("gave", replace(seen, values=got), key, ideal, near)
                if self.task.canonical:
                    told = f"gave `{words.values(seen.values)}`. Freed of what may differ, it {told}"
                return fail("values", told, got, ideal)
            refused = self.task.refuses(case, got) if self.task.refuses and seen.whole else ""
            if refused:
                return fail("values", refused, got, ideal)
        if run.get("mutated"):
            return fail(
                "mutated", "changed its own argument. The caller still needs it: work on a new tensor."
            )
        if self.task.fresh_result and run.get("alias"):
            return fail("alias", "returned memory that it shares with its argument. Return a new tensor.")
        return self._gradient_failure(number, run, expected, fail)

    def _result(self, part: wire.Json) -> wire.Seen:
        """One part of a result, as this exercise looks at it."""
        seen = _seen(part)
        if self.task.one_number and seen.values.numel() == 1:
            return replace(seen, shape=(), values=seen.values.reshape(()))
        return seen

    def _may_be(self, dtype: str, expected: torch.dtype | None) -> bool:
        if self.task.one_number and expected is not None and expected.is_floating_point:
            return wire.DTYPES[dtype].is_floating_point
        return expected is None or dtype == _name(expected)

    def _gradient_failure(
        self, number: int, run: dict[str, Any], expected: Expected, fail: Any
    ) -> Failure | None:
        from course_utils.checking.function import cotangent, key_of

        if expected.gradient is None or expected.gradient_allowed is None:
            return None
        data = run.get("gradient")
        if not isinstance(data, dict):
            raise wire.Malformed("a gradient case without a gradient")
        if data.get("missing"):
            return fail("no_graph", "has the right value, but no gradient flows back from it to the input.")
        if "error" in data:
            about = _error(data["error"])
            return fail(
                "no_graph",
                f"has the right value, but its backward pass fails: {about['message']}",
                message=about["message"],
            )
        seen, key = wire.unpack(data), key_of(self.seed, number) + 1
        if seen.shape != tuple(expected.gradient.shape):
            raise wire.Malformed("a gradient of the wrong shape")
        ideal = wire.see(expected.gradient, key).values
        near = _close(seen.values, ideal, wire.see_allowance(expected.gradient_allowed, key))
        if bool(near.all()):
            return None
        weights = cotangent(expected.parts[0].shape, self.seed, number)
        if weights.numel() == 1:  # of a single result a student knows the gradient as it is, without a weight
            seen, ideal = replace(seen, values=_over(seen.values, weights)), _over(ideal, weights)
            told = _tell_difference("is", seen, key, ideal, near)
        else:
            shown = f" `{words.values(weights)}`" if weights.numel() <= words.SHOWN else " of ±1 and ±½"
            told = _tell_difference("is", seen, key, ideal, near)
            told += f" (That is the gradient of the sum of the results, with weights{shown}.)"
        return fail("gradient", f"has the right value, but its gradient {told}", seen.values, ideal)

    def _what_is_right(self, runs: list[Any], failures: list[Failure | None]) -> str:
        count = len(runs)
        passed = sum(failure is None for failure in failures)
        good = []
        if all(f is None or f.symptom.kind in ("values", "gradient", "dtype") for f in failures):
            good.append("shape")
            good += [prop.name for prop in self.task.properties if self._holds_everywhere(prop, runs)]
        be = "is" if len(good) == 1 else "are"
        if not passed:
            return f"{words.sentence(words.listing(good))} {be} right." if good else ""
        lead = f"It is right on {passed} of {words.plural(count, 'case')}"
        return f"{lead}, and {words.listing(good)} {be} right on all of them." if good else f"{lead}."

    def _holds_everywhere(self, prop: Any, runs: list[Any]) -> bool:
        for case, run in zip(self.cases, runs, strict=True):
            if case.raises:
                continue
            seen = _seen(run["result"][0])
            if seen.whole and not prop.holds(case, seen.values):
                return False
        return True

    def _recognize(self, runs: list[Any], failure: Failure) -> Any:
        for known in self.task.misconceptions:
            if known.symptom is not None and known.symptom(failure.symptom):
                return known
            if known.mimic is not None and all(
                self._mimics(known.mimic, n, run) for n, run in enumerate(runs)
            ):
                return known
        return None

    def _mimics(self, mimic: Any, number: int, run: dict[str, Any]) -> bool:
        """Whether the student's run looks like what the misconception's code does on the same case."""
        from course_utils.checking.function import key_of

        case = self.cases[number]
        clones = [a.clone() if isinstance(a, torch.Tensor) else a for a in case.args]
        try:
            result = mimic(*clones, **case.kwargs)
        except Exception:
            return "error" in run
        results = run.get("result")
        parts = result if isinstance(result, tuple) else (result,)
        if not isinstance(results, list) or len(results) != len(parts):
            return False
        for part, data in zip(parts, results, strict=True):
            theirs = _seen(data)
            part = part if isinstance(part, torch.Tensor) else torch.tensor(part)
            if theirs.shape != tuple(part.shape):
                return False
            key = key_of(self.seed, number)
            ours = wire.see(part, key)
            coarse = part.dtype if part.dtype.is_floating_point else torch.float64
            exact = part.detach().to(torch.float64)
            room = _CLOSE_UNITS * rounding.unit(coarse) * exact.abs().nan_to_num(posinf=0.0, neginf=0.0)
            room = room + 8 * rounding.unit(coarse)
            if not bool(_close(theirs.values, ours.values, wire.see_allowance(room, key)).all()):
                return False
        return True


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _seen(part: wire.Json) -> wire.Seen:
    """One part of a result. Beside what `pack` writes it may carry the mark of a plain Python number."""
    if not isinstance(part, dict):
        raise wire.Malformed("not a tensor")
    return wire.unpack({key: value for key, value in part.items() if key != "python"})


def _over(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """`values` divided by a single weight, a power of two: no digit changes, and -0 becomes 0."""
    return values / weight.reshape(()) + 0.0


def _error(data: wire.Json) -> dict[str, Any]:
    if not student_error.is_description(data):
        raise wire.Malformed("not an error")
    return {k: int(v) if k == "number" else str(v)[:300] for k, v in data.items()}


def _close(got: torch.Tensor, expected: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Entrywise: within the allowed error, or the same infinity, or both nan."""
    near = (got - expected).abs() <= allowed.nan_to_num(nan=0.0, posinf=0.0)
    return near | (got == expected) | (got.isnan() & expected.isnan())


def _tell_difference(verb: str, seen: wire.Seen, key: int, ideal: torch.Tensor, near: torch.Tensor) -> str:
    """What came and what was expected, with enough digits to see the first entry that is too far off."""
    got, first = seen.values, tuple((~near).nonzero()[0].tolist())
    if seen.dtype == "bool" and seen.whole:
        return f"{verb} `{words.values(got.bool())}`, expected `{words.values(ideal.bool())}`."
    if seen.whole and got.numel() <= words.SHOWN:
        digits = words.digits_apart(got[first], ideal[first])
        left, right = words.values(got, digits), words.values(ideal, digits)
        some = digits > 4 and int(near.sum()) > 0
        where = f" The entry at {list(first)} is off by more than rounding explains." if some else ""
        return f"{verb} `{left}`, expected `{right}`.{where}"
    if not seen.whole and first[0] >= wire.ENTRIES:
        return "is off in its sums, or in its nan and inf, by more than rounding explains."
    digits = words.digits_apart(got[first], ideal[first])
    place = list(first) if seen.whole else wire.place_of(seen.shape, key, first[0])
    left, right = words.number(float(got[first]), digits), words.number(float(ideal[first]), digits)
    return f"{verb} `{left}` at {place}, expected `{right}` there."
