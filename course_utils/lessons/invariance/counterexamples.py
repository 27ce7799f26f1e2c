"""Notebook 03: inputs that refute a sentence, and the judges that try them."""

from __future__ import annotations

from functools import cache

import torch

from course_utils.checking import Exercise, Outcome, Witness
from course_utils.lessons import digits

EPSILON = 1e-8
_VISIBLE = 0.01
"""How much a probability must move before nobody can blame rounding."""


@cache
def digits_model() -> tuple[digits.LinearModel, digits.Digits]:
    """The linear digits model of 01, trained once, and the digits."""
    data = digits.load()
    return digits.train_linear(data.x_train, data.y_train), data


def softmax_with_epsilon(z: torch.Tensor) -> torch.Tensor:
    """A softmax as some programs have it, with a small number in the denominator "for safety"."""
    e = z.exp()
    return e / (e.sum(-1, keepdim=True) + EPSILON)


def _listed(p: torch.Tensor, digits: int = 4) -> str:
    return "(" + ", ".join(f"{x:.{digits}f}" for x in p.tolist()[:8]) + (", ...)" if p.numel() > 8 else ")")


def _scores_and_number(z: torch.Tensor, c: torch.Tensor) -> tuple[torch.Tensor, float] | Outcome:
    """The witness as (float64 scores, number), or what is wrong with it."""
    if z.numel() == 1 and c.dim() == 1 and c.numel() > 1:
        z, c = c, z
    if not (z.dtype.is_floating_point or z.dtype is torch.int64) or z.dim() != 1 or c.numel() != 1:
        return Outcome(
            False, "`z` should be one vector of scores and `c` one number, such as `z=[1.0, 2.0], c=3.0`."
        )
    z, number = z.to(torch.float64), float(c.reshape(()))
    if not bool(torch.isfinite(z).all()) or not torch.isfinite(torch.tensor(number)):
        return Outcome(False, "`z` and `c` should be finite numbers. Small ones will do.", "infinite scores")
    if z.numel() < 2:
        return Outcome(
            False,
            "with one class the answer is 1, whatever is done to the score. How many classes does a race "
            "need?",
            "a single class",
        )
    return z, number


def judge_refute_scale(z: torch.Tensor, c: torch.Tensor) -> Outcome:
    """Scores z and a number c with softmax(c z) visibly different from softmax(z)."""
    read = _scores_and_number(z, c)
    if isinstance(read, Outcome):
        return read
    scores, number = read
    if number == 1.0:
        return Outcome(
            False, "c = 1 is the one number that changes no score at all. Which others are there?", "c = 1"
        )
    if bool((scores == scores[0]).all()):
        return Outcome(
            False,
            "all scores are equal, so all gaps are 0, and c times 0 is 0. What must there be between two "
            "scores, so that scaling can change it?",
            "equal scores",
        )
    scaled = number * scores
    if not bool(torch.isfinite(scaled).all()):
        return Outcome(False, "c z is too large even for float64. Small numbers will do.", "overflow")
    before, after = torch.softmax(scores, -1), torch.softmax(scaled, -1)
    moved = float((before - after).abs().max())
    if moved < _VISIBLE:
        return Outcome(
            False,
            f"the two softmaxes differ, but by {moved:.1g} at most: a skeptic may blame rounding. Make it "
            "0.01 or more. Is your c too close to 1, or is the race decided before you scale?",
            "too small a difference",
        )
    return Outcome(
        True,
        f"softmax(z) is {_listed(before)} and softmax(c z) is {_listed(after)}. The claim was about *all* "
        "scores and *all* numbers, so this one pair is enough.",
    )


def judge_epsilon(z: torch.Tensor, c: torch.Tensor) -> Outcome:
    """Scores z on which the epsilon looks harmless, and a shift c after which it does not."""
    read = _scores_and_number(z, c)
    if isinstance(read, Outcome):
        return read
    scores, shift = read
    moved = scores + shift
    if float(scores.abs().max()) > 80 or float(moved.abs().max()) > 80:
        return Outcome(
            False,
            "keep z and z + c between -80 and 80. Beyond that `exp` itself is in trouble, and it is the "
            "epsilon that we are after.",
            "blames overflow",
        )
    true, before, after = torch.softmax(scores, -1), softmax_with_epsilon(scores), softmax_with_epsilon(moved)
    if float((before - true).abs().max()) >= 5e-5:
        return Outcome(
            False,
            f"already before the shift it gives {_listed(before)} where softmax is {_listed(true)}. Choose "
            "scores on which it looks right to four decimals; let the *shift* betray it.",
            "wrong before the shift",
        )
    change = float((before - after).abs().max())
    if change >= _VISIBLE:
        return Outcome(
            True,
            f"before the shift {_listed(before)}, after it {_listed(after)}, which sums to "
            f"{float(after.sum()):.4f}. Every exponential got its factor $e^c$; the epsilon did not. Four "
            "decimals that agree on an example are a hint, never a proof.",
        )
    if shift == 0:
        return Outcome(
            False, "c = 0 shifts nothing. Upwards or downwards: where would an epsilon hurt?", "no shift"
        )
    if shift > 0:
        return Outcome(
            False,
            f"the outputs move by {change:.1g} at most. Upwards the exponentials grow, and 0.00000001 "
            "matters even less beside them. Where does it matter more?",
            "only looks upwards",
        )
    return Outcome(
        False,
        f"the outputs move by {change:.1g} at most. The direction is right. How small must the sum of the "
        "exponentials become, before 0.00000001 is a good part of it?",
        "shift too small",
    )


def judge_one_vector(v: torch.Tensor) -> Outcome:
    """A vector of 64 numbers that, added to every class's weights, leaves class 0 without any."""
    model, data = digits_model()
    if v.shape != (digits.PIXELS,):
        shape, wanted = tuple(v.shape), (digits.PIXELS,)
        why = ""
        if shape == tuple(model.weight.shape):
            why = " Yours gives each class a vector of its own, and then the probabilities move."
        return Outcome(
            False,
            f"it has shape {shape}. One vector of 64 numbers is wanted, of shape {wanted}: the same for "
            f"*all* classes.{why}",
            "a vector for each class" if why else "the wrong shape",
        )
    if not v.dtype.is_floating_point or not bool(torch.isfinite(v).all()):
        return Outcome(False, "its entries should be finite floats.")
    v = v.to(torch.float64)
    before = model.scores(data.x_held_out)
    after = digits.LinearModel(model.weight + v, model.bias).scores(data.x_held_out)
    still = float((model.weight[0] + v).abs().max())
    moved = float((torch.softmax(before, -1) - torch.softmax(after, -1)).abs().max())
    scores_moved = float((before - after).abs().max())
    nothing = f"No probability of any held-out picture moved by more than {_power_above(moved)}"
    if still < 1e-4:
        return Outcome(
            True,
            f"class 0 has no weights left, and its score is the same on every picture. Scores moved by up to "
            f"{scores_moved:.1f}. {nothing}. So 9 times 64 weights do what 10 times 64 did.",
        )
    if float(v.abs().max()) < 1e-4:
        return Outcome(False, "that adds nothing. Which vector takes class 0's weights to 0?", "no change")
    if float((v - model.weight[0]).abs().max()) < 1e-4:
        return Outcome(
            False,
            f"{nothing}, as it must be. But class 0's weights are now twice what they were. Which sign takes "
            "them to 0?",
            "the wrong sign",
        )
    return Outcome(
        False,
        f"{nothing}, as it must be: *any* vector passes that test. But class 0 still has a weight of size "
        f"{still:.2f}. What must you add to a number to get 0?",
        "another vector",
    )


def _power_above(x: float) -> str:
    """A bound that does not tell one machine's roundings from another's."""
    return "`1e-12`" if x < 1e-12 else f"`{x:.0e}`"


refute_scale = Exercise(
    id="03.refute_scale",
    title="Refute: softmax is scale invariant",
    task=Witness(
        wants="scores `z` (two or more) and a number `c` such that softmax(c z) differs from softmax(z) by "
        "0.01 or more somewhere",
        breaks=judge_refute_scale,
        count=2,
    ),
    hints=(
        "The claim says *for all z and all c*. So one pair that breaks it is enough. Start with two classes.",
        "Scores (0, 1) have a gap of 1. After scaling by c the gap is c. For which c is that different?",
        "Almost anything works: scores (0, 1) and c = 2 give the sigmoid of 1 before and the sigmoid of 2 "
        "after.",
    ),
)

epsilon = Exercise(
    id="03.epsilon",
    title="Break it: an epsilon in the denominator",
    points=2,
    task=Witness(
        wants="scores `z` on which `softmax_with_epsilon` agrees with softmax to four decimals, and a "
        "shift `c` after which its outputs have moved by 0.01 or more",
        breaks=judge_epsilon,
        count=2,
    ),
    hints=(
        "The epsilon is harmless while the sum of the exponentials is much larger than it. Can a shift "
        "change that sum?",
        "The shift multiplies the sum by $e^c$. You need $e^c$ times the sum to be about 0.00000001. Which "
        "sign must c have?",
        "$e^{-18}$ is about 0.000000015. Take ordinary scores, such as (0, 0), and c around -18 or below.",
    ),
)

one_vector = Exercise(
    id="03.one_vector",
    title="A class without weights",
    points=2,
    task=Witness(
        wants="a vector `v` of 64 numbers, shape (64,), which, added to the weights of every class, leaves "
        "class 0 with weights that are all 0",
        breaks=judge_one_vector,
        limit=1000,  # all 640 weights too, so that the judge can say what is wrong with them
    ),
    hints=(
        "You may add any one vector to all ten rows of `model.weight`. Row 0 is `model.weight[0]`.",
        "Row 0 becomes `model.weight[0] + v`. For which `v` is that 0 in all 64 places?",
        "`v` is minus the row you want to be rid of.",
    ),
)
