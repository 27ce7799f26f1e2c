"""Notebook 08: inputs that break the forum's formula, and the judges that try them."""

from __future__ import annotations

import torch

from course_utils.checking import Exercise, Outcome, Witness
from course_utils.lessons.sharpening.formulas import by_where

_SUM = 1.5
_POWER = 5.0
_LARGE = 20.0


def _read(v: torch.Tensor, alpha: torch.Tensor, least: float = 0.0) -> tuple[torch.Tensor, float] | Outcome:
    """The witness as (float32 values, power), or what is wrong with it."""
    if v.numel() == 1 and alpha.dim() == 1 and alpha.numel() > 1:
        v, alpha = alpha, v
    if v.dim() != 1 or v.numel() < 2 or alpha.numel() != 1 or v.is_complex() or alpha.is_complex():
        return Outcome(
            False, "`v` should be two values or more and `alpha` one number: `v=[0.2, 0.7], alpha=3.0`."
        )
    power, v = float(alpha.reshape(()).to(torch.float32)), v.to(torch.float32)
    if not bool(torch.isfinite(v).all()) or not torch.isfinite(torch.tensor(power)):
        return Outcome(False, "`v` and `alpha` should be finite numbers.")
    if power <= 0:
        return Outcome(False, "`alpha` should be above 0. Is there room between 0 and 1?", "no power at all")
    if power < least:
        return Outcome(
            False,
            f'`alpha` is to be {least:g} or more here. "In the limit it is one-hot", says the claim, so '
            "give it a chance.",
            "power too small",
        )
    return v, power


def _listed(x: torch.Tensor) -> str:
    return "(" + ", ".join(f"{e:.4g}" for e in x.tolist()[:8]) + (", ...)" if x.numel() > 8 else ")")


def _outside(v: torch.Tensor) -> bool:
    return bool(((v < 0) | (v > 1)).any())


def judge_order(v: torch.Tensor, alpha: torch.Tensor) -> Outcome:
    """Values and a power after which the largest value is no longer the largest."""
    read = _read(v, alpha)
    if isinstance(read, Outcome):
        return read
    values, power = read
    out = by_where(values, power)
    if bool(out.isnan().any()):
        return Outcome(
            False,
            f"the outputs are {_listed(out)}. That breaks it, but not its *order*: a `nan` has none. Stay "
            "with numbers. (A negative number to a power that isn't whole is `nan`.)",
            "nan instead of a wrong order",
        )
    top = values == values.max()
    if bool(top.all()):
        return Outcome(
            False,
            "all values are equal, so there is no order to break. What if one were a little larger?",
            "all equal",
        )
    if float(out[~top].max()) > float(out[top].max()):
        where = "outside of [0, 1]" if _outside(values) else "with a power below 1"
        return Outcome(
            True,
            f"the outputs are {_listed(out)}: the winner has been overtaken, {where}. The thread states "
            "neither limit.",
        )
    if power >= 1 and not _outside(values):
        return Outcome(
            False,
            f"the outputs are {_listed(out)}, in order. For values in [0, 1] and powers of 1 or more it has "
            "to be: the maximum only rises, the others only fall. Which of the two limits do you leave?",
            "inside both limits",
        )
    return Outcome(
        False,
        f"the outputs are {_listed(out)}: still in order. You left the safe ground, so you are close. Which "
        "value moves *up* there, and how far?",
        "close",
    )


def judge_sum(v: torch.Tensor, alpha: torch.Tensor) -> Outcome:
    """Values in [0, 1] and a power of 5 or more whose outputs sum to more than 1.5."""
    read = _read(v, alpha, least=_POWER)
    if isinstance(read, Outcome):
        return read
    values, power = read
    if _outside(values):
        return Outcome(
            False,
            "stay in [0, 1] here, where the formula was meant to work. It breaks there too.",
            "outside of [0, 1]",
        )
    out = by_where(values, power)
    total = float(out.sum())
    tied = int((values == values.max()).sum()) > 1
    if total > _SUM:
        why = (
            "Every maximum rises to 1, each on its own, so k tied winners get k in all. A softmax would "
            "share: 1/k each."
            if tied
            else "No output makes room for any other, so nothing keeps the sum."
        )
        return Outcome(True, f"the outputs are {_listed(out)}, and sum to {total:.3f}. {why}")
    if tied:
        return Outcome(
            False,
            f"the outputs sum to {total:.3f}. The winners are tied, good, but they haven't risen far: each "
            "is at $1 - (1 - v)^\\alpha$. Larger values, or a larger power?",
            "tied, but low",
        )
    if total < 1:
        return Outcome(
            False,
            f"the outputs sum to {total:.3f}, below 1. No distribution either, but it may be on its way up. "
            f"Look for more than {_SUM}, at a power that is large already: how many values can be near 1 at "
            f"once?",
            "sum too small",
        )
    return Outcome(
        False,
        f"the outputs sum to {total:.3f}. One winner rises toward 1, and what the others add is not enough. "
        "What if the winner isn't alone?",
        "one clear winner",
    )


def judge_slopes(v: torch.Tensor, alpha: torch.Tensor) -> Outcome:
    """Values in [0, 1] and a power at which float32 slopes are all exactly 0, or not all finite."""
    read = _read(v, alpha)
    if isinstance(read, Outcome):
        return read
    values, power = read
    if _outside(values):
        return Outcome(False, "stay in [0, 1] here. It breaks there too.", "outside of [0, 1]")
    with torch.enable_grad():
        leaf = values.clone().requires_grad_()
        out = torch.where(leaf == leaf.max(), 1 - (1 - leaf) ** power, leaf**power)
        (slope,) = torch.autograd.grad(out.sum(), leaf)
    told = f"the outputs are {_listed(out.detach())}, with slopes {_listed(slope)}"
    if not bool(torch.isfinite(slope).all()):
        return Outcome(
            True,
            f"{told}. All outputs are finite, their slopes are not: one `nan` or `inf` like this, and after "
            "one step of training so is every weight that led to it.",
        )
    if not bool(slope.any()):
        warned = " The thread says as much: large powers strangle the gradient." if power >= _LARGE else ""
        return Outcome(
            True,
            f"{told}. Every slope is exactly 0: nothing flows back, and whatever made these values learns "
            f"nothing.{warned}",
        )
    return Outcome(
        False,
        f"{told}. Those are still of use. Each is $\\alpha v^{{\\alpha-1}}$, or the same with $1 - v$. At "
        "which powers has float32 no number left for that?",
        "slopes of use",
    )


break_order = Exercise(
    id="08.break_order",
    title="Break it: its order",
    task=Witness(
        wants="values `v` and a power `alpha` above 0 after which the largest value is overtaken",
        breaks=judge_order,
        count=2,
        names=("v", "alpha"),
    ),
    hints=(
        "It can't happen for values in [0, 1] and powers from 1 on. Leave one of the two.",
        "A power below 1, such as 1/2, is a root: it *lifts* numbers in (0, 1). What does 1 - (1 - v)**0.5 "
        "do to the largest?",
        "The root of 0.6 is 0.775. And 1 - (1 - 0.8)**0.5 is 0.553.",
    ),
)

break_sum = Exercise(
    id="08.break_sum",
    title="Break it: its sum",
    task=Witness(
        wants=f"values `v` in [0, 1] and a power `alpha` of {_POWER:g} or more, with outputs that sum to "
        f"more than {_SUM}",
        breaks=judge_sum,
        count=2,
        names=("v", "alpha"),
    ),
    hints=(
        "An output near 1 belongs to a maximum, or to a value very close to 1. You need two of those.",
        "`v == v.max()` may be true more than once.",
        "Two equal values, both 0.9: both are the maximum.",
    ),
)

break_slopes = Exercise(
    id="08.break_slopes",
    title="Break it: its slopes",
    task=Witness(
        wants="values `v` in [0, 1] and a power `alpha` above 0 at which the slopes are all exactly 0 in "
        "float32, or not all finite",
        breaks=judge_slopes,
        count=2,
        names=("v", "alpha"),
    ),
    hints=(
        "A slope is `alpha * v**(alpha - 1)`, or the same with `1 - v`. Make the power of it very large, or "
        "negative.",
        "0.8 to the power 999 is 1e-97. What is that in float32?",
        "`alpha=1000.0` with any values between 0.1 and 0.9 gives zeros. `alpha=0.5` with a value 0 gives "
        "an infinity.",
    ),
)
