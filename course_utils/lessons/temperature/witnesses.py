"""Notebook 04: inputs that break a trick, and a distribution that tries to beat softmax."""

from __future__ import annotations

import torch

from course_utils.checking import Exercise, Outcome, Witness
from course_utils.lessons.temperature.questions import SCORES

EPSILON = 1e-8
HOT = 2.0
"""The temperature of the contest."""
NEAR, APART = 0.05, 0.02


def nearly_zero(z: torch.Tensor) -> torch.Tensor:
    """What some programs do at T = 0: softmax over the last dimension of z / (0 + 1e-8), shifted as it "
    "should be."""
    z = z.to(torch.float32)
    return torch.softmax((z - z.amax(-1, keepdim=True)) / EPSILON, -1)


def _tries_almost_zero(z: torch.Tensor) -> Outcome:
    if z.dim() != 1 or len(z) < 2:
        return Outcome(False, "give one vector of at least two scores.")
    if not z.is_floating_point():
        z = z.float()
    if not bool(z.isfinite().all()):
        return Outcome(False, "keep the scores finite.")
    z = z.to(torch.float32)
    if int((z == z.amax()).sum()) > 1:
        return Outcome(
            False,
            "here two scores are tied (in float32), and sharing is right. Let one score be the largest, "
            "alone.",
            "a tie is no counterexample",
        )
    top = float(nearly_zero(z).max())
    if top >= 0.99:
        return Outcome(
            False,
            f"the trick gives the best class {top:.4f}: right. Its lead is divided by 0.00000001. How small "
            f"must a lead be "
            "to stay small?",
        )
    return Outcome(True, f"one score is the largest, and the trick gives it {top:.4f}, not 1.")


almost_zero = Exercise(
    id="04.almost_zero",
    title="Zero is not a small number",
    task=Witness(
        wants="a vector of float32 scores, one of them the largest",
        breaks=_tries_almost_zero,
    ),
    hints=(
        "The trick divides every gap by 1e-8. Which gaps are still about 1 after that?",
        "A lead of 1e-8 becomes a lead of 1. But next to 5, float32 can't tell 5 from 5.00000001.",
        "Near 0 float32 has room for tiny numbers: take the scores 0 and 1e-9.",
    ),
)


def reward(q: torch.Tensor, z: torch.Tensor, T: float) -> float:
    """Mean score plus T times the entropy (nats) of a distribution q (K,), with scores z (K,)."""
    q, z = q.double(), z.double()
    return float((q * z).sum() - T * torch.special.xlogy(q, q).sum())


def _tries_to_beat(q: torch.Tensor) -> Outcome:
    z = torch.tensor(SCORES, dtype=torch.float64)
    if q.shape != z.shape:
        return Outcome(False, "give one vector of five probabilities.")
    q = q.double()
    if not bool(q.isfinite().all()) or bool((q < 0).any()) or abs(float(q.sum()) - 1) > 1e-3:
        return Outcome(
            False,
            f"that is no distribution: none may be negative, and they must sum to 1 (not "
            f"{float(q.sum()):.4g}).",
        )
    q = q / q.sum()
    p = torch.softmax(z / HOT, -1)
    mine, best = reward(q, z, HOT), reward(p, z, HOT)
    lost = HOT * float((torch.special.xlogy(q, q) - torch.special.xlogy(q, p)).sum())
    told = f"mean score plus 2 times entropy is {mine:.4f}; softmax at T = 2 has {best:.4f}. "
    told += f"You lose {best - mine:.4f}, "
    told += f"and 2 times the KL divergence from q to softmax is {lost:.4f}."
    if float((q - p).abs().max()) < APART:
        return Outcome(False, f"{told} But that is softmax itself, nearly: move some entry by 0.02 or more.")
    if best - mine > NEAR:
        if float(q.max()) > 0.999:
            return Outcome(
                False,
                f"{told} All on the best class has the highest mean score, and no entropy at all. What would "
                f"a little "
                "spread cost, and what does it bring?",
                "the argmax must be best",
            )
        if float(q.max() - q.min()) < 1e-3:
            return Outcome(
                False,
                f"{told} The most entropy there is, but the bad classes get as much as the good ones. What "
                f"would a little "
                "order bring?",
                "the most entropy must be best",
            )
        return Outcome(False, f"{told} Come within 0.05. Where does your q differ most from softmax?")
    return Outcome(True, f"{told} Near, and not above.")


beat_it = Exercise(
    id="04.beat_it",
    title="Try to beat it",
    task=Witness(wants="a distribution over the five classes", breaks=_tries_to_beat),
    hints=(
        "Begin with all on class 3, then with 0.2 each, and read what each loses.",
        "Begin with softmax at T = 2, about (0.10, 0.06, 0.16, 0.43, 0.26), and move a little from one class "
        "to another.",
        "Take 0.03 from class 3 and give it to class 4.",
    ),
)
