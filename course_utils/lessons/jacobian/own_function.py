"""Notebook 05: the kind of exercise whose answer is a torch.autograd.Function, right in both derivatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking import Function, Status, Unusable, Verdict, wire

NO_GRAPH = "no gradient flows back from the result to z"
NO_GRADIENT = "backward gave back nothing for z"


@dataclass(frozen=True)
class OwnFunction:
    """A function exercise of z that is run through backward, and through the backward of its backward.

    In a case with `v=`, the result is what backward gives for v; with `gradient=True` its own gradient, the
    second derivative, is compared too. The node in autograd's graph must be of the student's own making;
    `backward_is` says what its backward does, should PyTorch have made it.
    """

    function: Function
    backward_is: str = "is the product you wrote"

    @property
    def name(self) -> str:
        """How calls are printed."""
        return self.function.name

    @property
    def reference(self) -> Callable[..., Any]:
        """What a demo uses until the student's function is right."""
        return self.function.reference

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The runs of the function, its backward and its double backward, and who made the graph."""
        if isinstance(answer, type) and issubclass(answer, torch.autograd.Function):
            raise Unusable(
                f"That is the class. The check wants `{self.name}`, the function that calls its `.apply`."
            )
        if not callable(answer):
            return self.function.collect(answer, seed)  # says what is wrong with it
        runs = self.function.collect(_differentiated(answer), seed)
        return {"runs": runs, "node": _node(answer)}

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """The derivatives first, then whose they are."""
        if not isinstance(data, dict) or set(data) != {"runs", "node"} or not isinstance(data["node"], str):
            raise wire.Malformed("not runs and a node")
        verdict = self.function.judge(data["runs"], seed)
        if verdict.status is not Status.RIGHT or not data["node"]:
            return verdict
        says = (
            f"All values and derivatives are right, but PyTorch made them: the graph node is "
            f"`{data['node'][:60]}`. "
            "Can you make a node of your own, a `torch.autograd.Function` whose `backward` "
            f"{self.backward_is}?"
        )
        return Verdict(Status.WRONG, (says,), "PyTorch's own backward")


def _differentiated(answer: Callable[..., Any]) -> Callable[..., Any]:
    """`answer`, or with v the gradient of sum(v * answer(z)), ready to be differentiated again."""

    def run(z: torch.Tensor, v: torch.Tensor | None = None) -> Any:
        p = answer(z if v is None else z.requires_grad_())
        if v is None or not isinstance(p, torch.Tensor):
            return p
        if not p.requires_grad:
            raise RuntimeError(NO_GRAPH)
        (gradient,) = torch.autograd.grad((p * v).sum(), z, create_graph=True, allow_unused=True)
        if gradient is None:
            raise RuntimeError(NO_GRADIENT)
        return gradient

    return run


def _node(answer: Callable[..., Any]) -> str:
    """The name of the graph node that is not the student's own; "" if theirs made the result."""
    from course_utils import device

    z = torch.zeros(2, dtype=torch.float64, device=device.pick(), requires_grad=True)
    try:
        node = getattr(answer(z), "grad_fn", None)
    except Exception as error:
        return type(error).__name__
    return "" if isinstance(node, torch.autograd.function.BackwardCFunction) else type(node).__name__
