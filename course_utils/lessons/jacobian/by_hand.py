"""Notebook 05: the kind of exercise whose derivatives must be the student's own, not autograd's.

Every backward pass unpacks what forward passes saved. Hooks on saved tensors see that, whoever starts it and
whatever it differentiates; `torch.func.grad` refuses to run under such hooks, which tells as much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking import Case, Draw, Function, Status, Verdict, wire


def by_autograd(answer: Callable[..., Any], case: Case) -> bool:
    """Whether the answer, called on this case, lets PyTorch differentiate something."""
    from course_utils import device

    home = device.pick()
    args = [a.clone().to(home) if isinstance(a, torch.Tensor) else a for a in case.args]
    unpacked = 0

    def unpack(saved: torch.Tensor) -> torch.Tensor:
        nonlocal unpacked
        unpacked += 1
        return saved

    try:
        with torch.enable_grad(), torch.autograd.graph.saved_tensors_hooks(lambda t: t, unpack):
            answer(*args)
    except RuntimeError as error:
        return unpacked > 0 or "saved tensor hooks" in str(error)
    except Exception:
        return unpacked > 0
    return unpacked > 0


def refusal(name: str) -> Verdict:
    """What is said of values that are right, and PyTorch's."""
    says = (
        f"All values are right, but PyTorch's autograd made them: a backward pass runs inside `{name}`. The "
        "slope of the loss by the scores is $p - y$. Which two products lead from there to the weights?"
    )
    return Verdict(Status.WRONG, (says,), "PyTorch's own backward")


@dataclass(frozen=True)
class ByHand:
    """A function exercise that may not use autograd; watched on case number `watched`."""

    function: Function
    watched: int = 0

    @property
    def name(self) -> str:
        """How calls are printed."""
        return self.function.name

    @property
    def reference(self) -> Callable[..., Any]:
        """What a demo uses until the student's function is right."""
        return self.function.reference

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The runs on the cases, and whether a backward pass was among them."""
        runs = self.function.collect(answer, seed)
        assert callable(answer)
        return {"runs": runs, "autograd": by_autograd(answer, self.function.cases(Draw(seed))[self.watched])}

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """The values first, then whose they are."""
        if not isinstance(data, dict) or set(data) != {"runs", "autograd"}:
            raise wire.Malformed("not runs and a word on autograd")
        if type(data["autograd"]) is not bool:
            raise wire.Malformed("not a word on autograd")
        verdict = self.function.judge(data["runs"], seed)
        if verdict.status is Status.RIGHT and data["autograd"]:
            return refusal(self.name)
        return verdict
