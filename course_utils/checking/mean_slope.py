"""What autograd hands back through a sampler's draws: its mean over many draws, against the exact mean."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from course_utils.checking import student_error, wire, words
from course_utils.checking.verdict import Status, Verdict


@dataclass(frozen=True)
class MeanSlope:
    """The mean slope by `z` of prices · draw, over draws of `sampler(z, tau, count)`; z and prices (K,).

    `exact(tau)` is that mean, float64 (K,), at any tau. `span` bounds how far apart the slopes of two draws
    can lie, entry by entry; they need not be normal for the test to keep its level (Hoeffding's inequality).
    """

    z: torch.Tensor
    tau: float
    prices: torch.Tensor
    exact: Callable[[float], torch.Tensor]
    span: float
    draws: int = 10_000

    @property
    def praise(self) -> str:
        """What is said of right slopes."""
        return f"And slopes come back: over {self.draws:,} draws more, their mean fits the exact one."

    def collect(self, sampler: Callable[..., Any]) -> wire.Json:
        """The mean slope, or why there is none."""
        from course_utils import device

        z = self.z.clone().to(device.pick()).requires_grad_()
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                drawn = sampler(z, self.tau, self.draws)
            if not drawn.requires_grad:
                return {"none": True}
            (slope,) = torch.autograd.grad((drawn @ self.prices.to(drawn)).mean(), z, allow_unused=True)
            if slope is None:
                return {"none": True}
            if not bool(slope.isfinite().all()):
                return {"broken": True}
            return {"mean": slope.to("cpu", torch.float64).tolist()}
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too: a check must outlive whatever the student raises
            return {"error": student_error.describe(error)}

    def judge(self, data: wire.Json, level: float) -> Verdict | None:
        """What is wrong with the slopes, or None. Right ones are refused with chance `level` at most."""
        if not isinstance(data, dict):
            raise wire.Malformed("no slope")
        if "error" in data:
            if not student_error.is_description(data["error"]):
                raise wire.Malformed("not an error")
            return _wrong(
                "The draws are right, but no slope comes back through them. "
                f"{student_error.tell(data['error'])}.",
                "",
            )
        if data.get("none") is True:
            return _wrong(
                "The draws are right, but no slope comes back from them to `z`. Which of your functions "
                "makes one-hots and lets slopes through? Is something detached on the way?",
                "no slope through the draws",
            )
        if data.get("broken") is True:
            return _wrong("The draws are right, but the slopes that come back are `nan` or infinite.", "")
        mean = data.get("mean")
        if not isinstance(mean, list) or len(mean) != len(self.z) or not all(type(v) is float for v in mean):
            raise wire.Malformed("not a slope")
        return self._compare(torch.tensor(mean, dtype=torch.float64), level)

    def _compare(self, got: torch.Tensor, level: float) -> Verdict | None:
        allowed = self.span * math.sqrt(math.log(2 * len(self.z) / level) / (2 * self.draws))

        def near(wanted: torch.Tensor) -> bool:
            return bool(((got - wanted).abs() <= allowed).all())

        if near(self.exact(self.tau)):
            return None
        said = (
            f"The draws are right. But let the classes cost `{words.values(self.prices)}`: at `z = "
            f"{words.values(self.z)}` and tau {self.tau:g}, the slopes that come back are "
            f"`{words.values(got, 3)}` on average, expected `{words.values(self.exact(self.tau), 3)}`."
        )
        if abs(float(got.sum())) > 2 * allowed:
            return _wrong(
                f"{said} They don't add up to 0, so no softmax stood on their way. What lies between the "
                "noisy scores and the one-hot?",
                "straight through the noisy scores",
            )
        if near(self.exact(1.0)):
            return _wrong(f"{said} Yours are those of tau 1. Where does tau come in?", "tau without effect")
        return _wrong(
            f"{said} Are yours the slopes of the *relaxed* sample, noise and all?",
            "another slope than the relaxed sample's",
        )


def _wrong(says: str, name: str) -> Verdict:
    return Verdict(Status.WRONG, (says,), name)
