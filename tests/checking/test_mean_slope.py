"""Slopes through a sampler's draws: right ones pass at the stated rate, wrong ones are told apart."""

from __future__ import annotations

import json
import math

import pytest
import torch

from course_utils.checking import Exercise, Status, wire
from course_utils.checking.sampler import MeanSlope, Sampler, Trial, categorical

SLOPE = MeanSlope(
    z=torch.tensor([1.0, 0.0]),
    tau=2.0,
    prices=torch.tensor([3.0, 1.0]),
    exact=lambda tau: torch.tensor([1.0, -1.0], dtype=torch.float64) / (2 * tau),
    span=1 / 2.0,
    draws=2_000,
)


def sloped(slopes):
    """A sampler of which each draw's cost has the slopes (s, -s), s = slopes(tau, count)."""

    def sampler(z, tau, count):
        s = slopes(tau, count)
        return torch.stack([s * z[0] - s * z[1], torch.zeros_like(s)], -1) / 3

    return sampler


def coins(tau, count):
    """0 or 1, over tau: as far apart as the span allows, and so as noisy as can be."""
    return torch.randint(2, (count,)) / tau


def slope_verdict(sampler, level=1e-7):
    return SLOPE.judge(wire_trip(SLOPE.collect(sampler)), level)


def wire_trip(data):
    return json.loads(json.dumps(data, allow_nan=False))


@pytest.mark.parametrize("level", [0.3, 0.05])
def test_right_slopes_are_refused_no_oftener_than_the_level_says(level: float) -> None:
    torch.manual_seed(0)
    runs = 400
    refused = sum(slope_verdict(sloped(coins), level) is not None for _ in range(runs))
    assert refused <= level * runs
    assert refused > 0 or level < 0.1


@pytest.mark.parametrize(
    ("sampler", "says"),
    [
        (sloped(lambda tau, n: coins(tau, n) * 1.5), "noise and all"),
        (sloped(lambda tau, n: coins(1.0, n)), "those of tau 1"),
        (lambda z, tau, n: (coins(tau, n) * z[0])[:, None].expand(n, 2), "don't add up to 0"),
        (lambda z, tau, n: torch.zeros(n, 2), "no slope comes back from them"),
        (lambda z, tau, n: torch.zeros(n, 2, requires_grad=True), "no slope comes back from them"),
        (lambda z, tau, n: (z * math.nan).expand(n, 2), "`nan` or infinite"),
        (lambda z, tau, n: 1 / 0, "no slope comes back through them. Your code raised `ZeroDivisionError`"),
    ],
)
def test_wrong_slopes_are_told_apart(sampler, says: str) -> None:
    torch.manual_seed(0)
    verdict = slope_verdict(sampler)
    assert verdict is not None
    assert verdict.status is Status.WRONG
    assert says in verdict.to_text()


@pytest.mark.parametrize(
    "data", [None, [], {}, {"mean": 1.0}, {"mean": [1.0]}, {"mean": [1, 2]}, {"error": "none"}]
)
def test_no_evidence_on_slopes_is_believed_unread(data: object) -> None:
    with pytest.raises(wire.Malformed):
        SLOPE.judge(data, 1e-7)


def test_slopes_are_looked_at_after_the_counts_and_praised() -> None:
    def one_hots(z, tau, count):
        return sloped(coins)(z, tau, count) if z.requires_grad else torch.randint(2, (count,))

    fair = Trial((torch.zeros(2), 1.0), categorical(torch.tensor([0.5, 0.5])))
    task = Sampler(name="toss", trials=lambda draw: [fair], slope=SLOPE)
    exercise = Exercise(id="99.slopes", title="Slopes", task=task)
    assert "2,000 draws more, their mean fits" in exercise.verdict(one_hots).to_text()
    assert "no slope comes back" in exercise.verdict(lambda z, tau, n: torch.randint(2, (n,))).to_text()
