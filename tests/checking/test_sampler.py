"""A sampler: right answers pass at the stated rate, wrong ones are told why; no count is believed."""

from __future__ import annotations

import math
import random
import re
from dataclasses import replace

import numpy as np
import pytest
import torch

from course_utils.checking import Draw, Exercise, Status, collect, law, wire
from course_utils.checking.sampler import Law, Recipe, Sampler, Trial, categorical, continuous, ranking

Z = torch.tensor([2.0, 1.0, 3.0, 5.0, 4.0])


def noise(count: int, size: int, generator: torch.Generator | None = None) -> torch.Tensor:
    u = torch.rand(count, size, dtype=torch.float64, generator=generator)
    return -torch.log(-torch.log(u.clamp(min=1e-300)))


def right(z: torch.Tensor, count: int) -> torch.Tensor:
    return (z + noise(count, len(z))).argmax(-1)


def gaussian(z: torch.Tensor, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
    return (z + math.pi / math.sqrt(6) * torch.randn(count, len(z), generator=generator)).argmax(-1)


def on_probabilities(z: torch.Tensor) -> Law:
    return categorical(torch.softmax(torch.softmax(z.double(), -1), -1))


def trials(draw: Draw) -> list[Trial]:
    logits = [torch.tensor([2.0, 1.0]), Z, draw.normal(8, scale=2.0)]
    return [Trial((z,), categorical(torch.softmax(z.double(), -1))) for z in logits]


TASK = Sampler(
    name="draw_class",
    trials=trials,
    recipes=(
        Recipe("Gaussian noise", "Is this *normal* noise?", mimic=gaussian),
        Recipe("noise on probabilities", "What did you add the noise to?", law=on_probabilities),
    ),
)
EXERCISE = Exercise(id="99.draw_class", title="Draw a class", task=TASK)


def text(answer: object, seed: int = 0) -> str:
    return EXERCISE.verdict(answer, seed).to_text()


def test_a_right_sampler_is_right_and_the_verdict_says_how_many_draws_it_saw() -> None:
    verdict = EXERCISE.verdict(right)
    assert verdict.status is Status.RIGHT
    assert "150,000 draws in 3 settings" in verdict.to_text()


def test_another_sampler_of_the_same_law_is_right() -> None:
    def intervals(z: torch.Tensor, count: int) -> torch.Tensor:
        return torch.searchsorted(torch.softmax(z.double(), -1).cumsum(0), torch.rand(count).double())

    assert EXERCISE.verdict(intervals).status is Status.RIGHT
    assert EXERCISE.verdict(lambda z, n: torch.softmax(z, -1).multinomial(n, True)).status is Status.RIGHT


def test_a_wrong_recipe_is_told_by_class_share_and_standard_errors_and_named() -> None:
    verdict = EXERCISE.verdict(gaussian)
    assert (verdict.status, verdict.misconception) == (Status.WRONG, "Gaussian noise")
    assert "gave class 0 in 7" in verdict.to_text()
    assert "expected 73.11 %" in verdict.to_text()
    assert "standard errors away" in verdict.to_text()


def test_a_recipe_may_be_given_by_its_law() -> None:
    found = EXERCISE.verdict(lambda z, n: right(torch.softmax(z, -1), n))
    assert found.misconception == "noise on probabilities"


def test_an_unknown_wrong_law_is_not_given_a_name() -> None:
    found = EXERCISE.verdict(lambda z, n: right(z * 1.1, n))
    assert (found.status, found.misconception) == (Status.WRONG, "")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda z, n: right(z, n).sort()[0], "not independent"),
        (lambda z, n: right(z, n // 2).repeat(2), "half a call apart"),
        (lambda z, n: right(z, n // 2).repeat_interleave(2), "not independent"),
        (lambda z, n: right(z, 1).expand(n), "standard errors"),
        (lambda z, n: None, "Did you print"),
        (lambda z, n: right(z, n) + 1, "cannot happen"),
        (lambda z, n: right(z, n).double(), "whole"),
        (lambda z, n: right(z, n).unsqueeze(-1), "one entry for each draw"),
        (lambda z, n: right(z, n).tolist(), "`list`"),
        (lambda z: 3, "takes 1 positional argument"),
    ],
)
def test_what_else_goes_wrong_is_told(answer: object, says: str) -> None:
    verdict = EXERCISE.verdict(answer)
    assert not verdict.status.passes
    assert says in verdict.to_text()


def test_a_right_sampler_that_leaves_the_drawing_to_pytorch_is_told_so() -> None:
    exercise = Exercise(id="99.own", title="Draw", task=replace(TASK, without=("multinomial",)))
    shortcut = exercise.verdict(lambda z, n: torch.softmax(z, -1).multinomial(n, True))
    library = exercise.verdict(lambda z, n: torch.distributions.Categorical(logits=z).sample((n,)))
    for verdict in (shortcut, library):
        assert verdict.status is Status.RIGHT
        assert "It calls `multinomial`, though" in verdict.to_text()
    assert "though" not in exercise.verdict(right).to_text()
    assert "though" not in text(lambda z, n: torch.softmax(z, -1).multinomial(n, True))


def test_a_function_that_seeds_itself_is_told_so() -> None:
    def seeded(z: torch.Tensor, count: int) -> torch.Tensor:
        torch.manual_seed(3)
        return right(z, count)

    assert EXERCISE.verdict(seeded).misconception == "seeded inside"


def test_shares_without_chance_are_no_draws() -> None:
    def dealt(z: torch.Tensor, count: int) -> torch.Tensor:
        whole = (torch.softmax(z.double(), -1) * count).round().long()
        whole[0] += count - whole.sum()
        return torch.repeat_interleave(torch.arange(len(z)), whole)[torch.randperm(count)]

    assert "too right" in text(dealt)


def test_the_stub_is_not_attempted_and_a_number_is_no_sampler() -> None:
    def stub(z: torch.Tensor, count: int) -> torch.Tensor:
        raise NotImplementedError("your turn")

    assert EXERCISE.verdict(stub).status is Status.NOT_ATTEMPTED
    assert EXERCISE.verdict(right(Z, 5)).status is Status.COULD_NOT_RUN


def test_a_call_that_must_be_refused_is_a_trial_too() -> None:
    task = Sampler("draw", lambda draw: [*trials(draw)[:1], Trial((-Z,), None, raises=ValueError)])
    exercise = Exercise(id="99.refuses", title="Refuses", task=task)

    def careful(z: torch.Tensor, count: int) -> torch.Tensor:
        if bool((z < 0).any()):
            raise ValueError("negative")
        return right(z, count)

    def clumsy(z: torch.Tensor, count: int) -> torch.Tensor:
        if bool((z < 0).any()):
            raise TypeError("negative")
        return right(z, count)

    assert exercise.verdict(careful).status is Status.RIGHT
    assert "should raise `ValueError`" in exercise.verdict(right).to_text()
    assert "A `ValueError` was expected" in exercise.verdict(clumsy).to_text()


def test_a_check_leaves_the_students_generators_as_they_were() -> None:
    torch.manual_seed(1), random.seed(1), np.random.seed(1)
    before = torch.rand(1), random.random(), np.random.rand()
    torch.manual_seed(1), random.seed(1), np.random.seed(1)
    EXERCISE.verdict(right)
    assert (torch.rand(1), random.random(), np.random.rand()) == before


def test_the_same_seed_gives_the_same_verdict_whatever_was_drawn_before() -> None:
    first = collect(EXERCISE, right, 7)
    torch.rand(100)
    assert collect(EXERCISE, right, 7) == first
    assert collect(EXERCISE, right, 8) != first


def test_p_values_of_a_right_sampler_are_uniform_and_none_of_300_seeds_fails() -> None:
    few = Sampler("few", lambda draw: [replace(trial, draws=6_000) for trial in trials(draw)])
    values, failed = [], 0
    for seed in range(300):
        data = few.collect(right, seed)
        values += few.p_values(data, seed)
        failed += not few.judge(data, seed).status.passes
    assert failed == 0
    assert kolmogorov_smirnov(values) > 1e-3
    assert len(values) == 900


def kolmogorov_smirnov(values: list[float]) -> float:
    from scipy.stats import kstest

    return float(kstest(values, "uniform").pvalue)


def test_the_exact_tails_keep_their_promise() -> None:
    """P(tail <= a) <= a for every binomial count: summed over its whole distribution, for small and large."""
    from scipy.stats import binom

    for draws, chance in ((40, 0.03), (400, 0.5), (50_000, 2e-4)):
        counts = np.arange(min(draws, 400) + 1)
        weights = binom.pmf(counts, draws, chance)
        tails = np.array([law.binomial_tail(int(c), draws, chance) for c in counts])
        for level in (0.1, 1e-3, 1e-6, 1e-9):
            assert weights[tails <= level].sum() <= level * (1 + 1e-6)


def test_a_ranking_follows_plackett_luce() -> None:
    p = torch.softmax(Z.double(), -1)
    exact = ranking(p, 2)
    assert len(exact.labels) == 20
    at = exact.labels.index("(3, 4)")
    assert float(exact.probabilities[at]) == pytest.approx(float(p[3] * p[4] / (1 - p[3])), rel=1e-12)
    task = Sampler("top", lambda draw: [Trial((Z, 2), exact)])
    exercise = Exercise(id="99.top", title="Top", task=task)

    def top(z: torch.Tensor, k: int, count: int) -> torch.Tensor:
        return (z + noise(count, len(z))).topk(k, -1).indices

    assert exercise.verdict(top).status is Status.RIGHT
    assert not exercise.verdict(lambda z, k, n: top(z, k, n).flip(-1)).status.passes
    twice = exercise.verdict(lambda z, k, n: right(z, n * k).reshape(n, k))
    assert "cannot happen" in twice.to_text()


def gumbel_cdf(x: torch.Tensor) -> torch.Tensor:
    return torch.exp(-torch.exp(-x))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda n: noise(n, 1)[:, 0] * 1.05,
        lambda n: -noise(n, 1)[:, 0],
        lambda n: noise(n, 1)[:, 0] + 0.05,
        lambda n: torch.where(torch.rand(n) < 0.001, math.inf, noise(n, 1)[:, 0]),
    ],
)
def test_a_law_on_a_line_is_tested_in_bins_and_running_totals(wrong: object) -> None:
    task = Sampler("gumbel", lambda draw: [Trial((), continuous(gumbel_cdf, name="Gumbel(0, 1)"))])
    exercise = Exercise(id="99.gumbel", title="Gumbel", task=task)
    assert exercise.verdict(lambda n: noise(n, 1)[:, 0]).status is Status.RIGHT
    assert exercise.verdict(wrong).status is Status.WRONG


def test_the_bins_of_a_line_are_told_by_values() -> None:
    exact = continuous(gumbel_cdf, bins=4)
    assert exact.ends == ("-0.327", "0.367", "1.25")
    assert exact.labels[:2] == ("a value below -0.327", "a value from -0.327 to 0.367")
    assert exact.labels[-1] == "a value above 1.25"
    even = continuous(lambda x: ((x - 100) / 300).clamp(0, 1), bins=3)
    assert even.ends == ("200", "300")
    task = Sampler("gumbel", lambda draw: [Trial((), exact)])
    low = Exercise(id="99.low", title="Low", task=task).verdict(lambda n: noise(n, 1)[:, 0] - 0.1)
    assert re.search(r"gave a value below [-\d.]+ in [\d.]+ % of 50,000 draws", low.to_text())


def test_a_constant_is_asked_for_its_noise_and_one_noise_for_a_call_is_not() -> None:
    task = Sampler("gumbel", lambda draw: [Trial((), continuous(gumbel_cdf)) for _ in range(3)])
    exercise = Exercise(id="99.constant", title="Constant", task=task)
    assert exercise.verdict(lambda n: torch.full((n,), 0.577)).misconception == "no noise"
    assert exercise.verdict(lambda n: noise(1, 1)[0].expand(n)).misconception == "one noise for all draws"
    for seed in range(20):  # two classes: one noise for a call often gives the same class twice
        found = EXERCISE.verdict(lambda z, n: right(z, 1).expand(n), seed)
        assert found.misconception == "one noise for all draws"


def forged(**changes: object) -> wire.Json:
    data = collect(EXERCISE, right, 0).data
    return {"runs": [data["runs"][0] | changes, *data["runs"][1:]]}


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"runs": []},
        {"runs": [1, 2, 3]},
        forged(halves=[[1, 2]]),
        forged(halves=[[1, 2], [3, 4]]),
        forged(halves=[[25_001, -1], [25_000, 0]]),
        forged(halves=[[25_000.0, 0], [25_000, 0]]),
        forged(halves=[[True, 24_999], [25_000, 0]]),
        forged(pairs=[0, 0, 0, 0]),
        forged(pairs="x"),
        forged(echoes=-1),
        forged(impossible=10**9),
        forged(example=7),
        forged(same="no"),
        forged(error={"type": 3}),
        forged(error="boom"),
    ],
    ids=str,
)
def test_malformed_counts_are_refused(data: wire.Json) -> None:
    with pytest.raises(wire.Malformed):
        TASK.judge(data, 0)


def test_a_badly_declared_sampler_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="a law or an exception"):
        Trial((Z,), None)
    with pytest.raises(ValueError, match="multiple of 4"):
        Trial((Z,), categorical(torch.ones(2)), draws=10)
    with pytest.raises(ValueError, match="a mimic or a law"):
        Recipe("x", "y")
    with pytest.raises(ValueError, match="2 <= M <= 64"):
        categorical(torch.ones(65))
