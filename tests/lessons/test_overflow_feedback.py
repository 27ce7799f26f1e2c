"""Notebook 02 names what people believe, whatever constant they chose for it."""

from __future__ import annotations

import pytest
import torch

from course_utils.checking import Status
from course_utils.lessons import overflow as ex


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (88.72, "underflow begins where overflow does"),
        (87.34, "underflow begins at the smallest normal float"),
        (16.64, "the winner is 1, so the loser is 0"),
    ],
)
def test_the_myth_of_88_is_named(answer: float, name: str) -> None:
    verdict = ex.underflow_gap.verdict(answer)
    assert verdict.status is Status.WRONG
    assert verdict.misconception == name


@pytest.mark.parametrize(
    ("part", "option", "name"),
    [
        ("vanishing", "cured", "the shift prevents underflow"),
        ("price", "a small error", "the shift is an approximation"),
        ("all_masked", "cured", "stable softmax cannot give nan"),
    ],
)
def test_what_people_believe_of_the_shift_is_named(part: str, option: str, name: str) -> None:
    right = {p.name: p.right for p in ex.what_the_shift_cures.task.parts}
    assert ex.what_the_shift_cures.verdict(right).status is Status.RIGHT
    verdict = ex.what_the_shift_cures.verdict(right | {part: option})
    assert verdict.status is Status.WRONG
    assert verdict.misconception == name


@pytest.mark.parametrize("small", [1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2])
def test_a_small_number_in_the_sum_is_recognized_whatever_its_size(small: float) -> None:
    def shifted(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
        e = (z - z.amax(dim, keepdim=True)).exp()
        return e / (e.sum(dim, keepdim=True) + small)

    def floored(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
        return (torch.softmax(z, dim) + small).log()

    assert ex.stable_softmax.verdict(shifted).misconception == "epsilon in the denominator"
    if small <= 1e-8:
        assert ex.log_softmax.verdict(floored).misconception == "epsilon before the logarithm"


@pytest.mark.parametrize("start", [0.0, -100.0, -1e4, -1e9, -1e30, -1e300])
def test_a_running_maximum_that_starts_at_a_number_is_found_out(start: float) -> None:
    def online(*chunks: torch.Tensor) -> torch.Tensor:
        m = torch.full_like(chunks[0][..., :1], max(start, torch.finfo(chunks[0].dtype).min))
        d = torch.zeros_like(m)
        for chunk in chunks:
            top = torch.maximum(m, chunk.amax(-1, keepdim=True))
            d = d * (m - top).exp() + (chunk - top).exp().sum(-1, keepdim=True)
            m = top
        return torch.cat([(chunk - m).exp() / d for chunk in chunks], -1)

    assert ex.online_softmax.verdict(online).misconception == "a finite start"


@pytest.mark.parametrize("logits", [[-103.0, -103.5], [-103.9, -103.0, -103.0]])
def test_underflow_is_not_taken_for_a_silent_overflow(logits: list[float]) -> None:
    z = torch.tensor(logits)
    assert bool(((z.exp() / z.exp().sum() - torch.softmax(z, 0)).abs() > 0.05).any())
    verdict = ex.silent_overflow.verdict(z)
    assert verdict.status is Status.WRONG
    assert verdict.misconception == "underflow instead of a silent overflow"


@pytest.mark.parametrize("fill", [-1e4, -5e4, -1e9])
def test_a_mask_that_is_a_number_is_found_out(fill: float) -> None:
    def masked(z: torch.Tensor, keep: torch.Tensor, dim: int = -1) -> torch.Tensor:
        return torch.softmax(torch.where(keep, z, fill), dim) * keep

    assert ex.masked_softmax.verdict(masked).misconception == "what is masked still takes part"


@pytest.mark.parametrize("bound", [-80.0, -1e4, -5e4, -1e9])
def test_a_clamp_from_below_is_found_out(bound: float) -> None:
    def clamped(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
        z = z.clamp(min=max(bound, torch.finfo(z.dtype).min))
        return torch.softmax(z, dim)

    assert ex.stable_softmax.verdict(clamped).misconception == "clamp"
