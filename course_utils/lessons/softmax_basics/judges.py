"""The judges of the witnesses of 01: each tries a student's scores on PyTorch's softmax in float32."""

from __future__ import annotations

import torch

from course_utils.checking import Outcome


def _unusable(z: object, name: str) -> Outcome | None:
    """What is wrong with a witness as a vector of float32 logits, if anything."""
    if not isinstance(z, torch.Tensor):
        return Outcome(
            False, f"`{name}` should be a tensor of float32 scores, such as `torch.tensor([1.0, 2.0])`."
        )
    if z.dtype is not torch.float32:
        return Outcome(
            False,
            f"`{name}` is {str(z.dtype).removeprefix('torch.')}; make it float32, as "
            "`torch.tensor([1.0, 2.0])` is.",
        )
    if z.dim() != 1 or z.numel() == 0:
        return Outcome(False, f"`{name}` has shape {tuple(z.shape)}; one vector of scores is wanted.")
    if not bool(torch.isfinite(z).all()):
        return Outcome(
            False,
            f"`{name}` holds a score that is not finite. Finite scores are enough: how large a gap does "
            "it take?",
            "infinite scores",
        )
    if z.numel() == 1:
        return Outcome(
            False,
            f"`{name}` has one class. There softmax is 1 in mathematics too, so no rounding is to blame. "
            "What if there are two?",
            "a single class",
        )
    return None


SHOWN_GAPS = (10.0, 20.0)
"""The gaps of the pair that the notebook prints just before it asks for another one."""


def _gap(z: object) -> float | None:
    """The gap between two scores; None if there are more of them."""
    return float((z[0] - z[1]).abs()) if isinstance(z, torch.Tensor) and z.numel() == 2 else None


def judge_printed_one(nearly: object, exactly: object) -> Outcome:
    """Two vectors whose largest float32 output prints as 1.0000: below 1 in `nearly`, 1 in `exactly`.

    The pair that the notebook shows is told to be so: another one is asked for.
    """
    for z, name in ((nearly, "nearly"), (exactly, "exactly")):
        if (bad := _unusable(z, name)) is not None:
            return bad
    if [_gap(nearly), _gap(exactly)] == list(SHOWN_GAPS):
        return Outcome(
            False,
            "Both do what is asked, and both gaps stand in the cell above: 10 and 20. Find a pair of your "
            "own: which gap between 10 and 20 is the last below 1?",
            "the pair that was shown",
        )
    near, full = (float(torch.softmax(z, -1).max()) for z in (nearly, exactly))  # type: ignore[arg-type]
    if near == 1.0:
        return Outcome(
            False,
            "The largest output of `nearly` prints as 1.0000, and it *is* 1. Which gap is large enough "
            "for the print and still too small for the float?",
            "printed 1.0000 means 1",
        )
    if f"{near:.4f}" != "1.0000":
        return Outcome(
            False,
            f"The largest output of `nearly` prints as {near:.4f}. It must print as 1.0000: should the "
            "gap between the scores grow or shrink?",
            "gap too small",
        )
    if full != 1.0:
        shown = f"{full:.4f}"
        if shown == "1.0000":
            return Outcome(
                False,
                "`nearly` is right. The largest output of `exactly` prints as 1.0000, but it is "
                f"{full:.9f}. A printed 1.0000 is not 1: which gap makes it so?",
                "printed 1.0000 means 1",
            )
        return Outcome(
            False,
            f"`nearly` is right. The largest output of `exactly` is {full:.4f}. Which gap rounds it to 1?",
            "gap too small",
        )
    return Outcome(
        True,
        f"Both print as 1.0000, but the first is {near:.9f} and the second is 1. "
        "Mathematics says *below 1* for both. Four printed digits cannot tell these three things apart.",
    )


def judge_tied_outputs(z: object) -> Outcome:
    """A float32 vector with two different logits whose float32 softmax outputs are equal."""
    if (bad := _unusable(z, "z")) is not None:
        return bad
    assert isinstance(z, torch.Tensor)
    p = torch.softmax(z, -1)
    same_output = p[:, None] == p[None, :]
    different = z[:, None] != z[None, :]
    found = (same_output & different).nonzero()
    if len(found):
        i, j = found[0].tolist()
        a, b = float(z[i]), float(z[j])
        return Outcome(
            True,
            f"Scores {a:.9g} and {b:.9g} differ, and both get exactly {float(p[i]):.9g}. In mathematics "
            "the larger one gets more, always. In floats we have only seen it kept weakly: *more* can become "
            "*the same*.",
        )
    if not bool(different.any()):
        return Outcome(
            False,
            "All scores in your vector are the same float32. If you typed different numbers, they were "
            "rounded to one as the tensor was made, before softmax came in. Which two scores are close, or "
            "far below a third, and still different floats?",
            "equal scores",
        )
    low, next_low = p.sort().values[:2].tolist()
    return Outcome(
        False,
        f"The scores differ, and so do their outputs: the smallest two are {low:.4g} and {next_low:.4g}. "
        "How close must two scores be before their exponentials round to one float? Or how far below a "
        "third, before both round to 0?",
        "outputs still apart",
    )
