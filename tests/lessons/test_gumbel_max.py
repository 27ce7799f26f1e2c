"""What notebook 06 says, computed again; its noise, its laws and its wrong recipes; its demos and figures."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch

from course_utils import derivation, figures
from course_utils.checking import Exercise, Status
from course_utils.checking.derivation import Derivation
from course_utils.derivation import validate
from course_utils.lessons import exercises_of
from course_utils.lessons import gumbel_max as ex
from course_utils.lessons.gumbel_max import blackboard, demos, labels, noise, questions, recipes, samplers
from course_utils.lessons.gumbel_max.recipes import EULER, GUMBEL, NORMAL, RUNNING, Noise
from course_utils.live import Demo
from tests.answer_files import our_answer

SOURCE = (Path(__file__).parents[2] / "solutions" / "06_gumbel_max.py").read_text(encoding="utf-8")
PROSE = re.sub(r"\s+", " ", re.sub(r"^# ?", "", SOURCE, flags=re.MULTILINE))
SCORES = torch.tensor(RUNNING, dtype=torch.float64)
PROBS = torch.softmax(SCORES, -1)
SAMPLERS = (samplers.gumbel_max, samplers.winning_score, samplers.top_k, samplers.sample_labels)


def says(sentence: str) -> bool:
    """Whether the notebook says so, wherever its lines break."""
    return re.sub(r"\s+", " ", sentence) in PROSE


@cache
def ours(name: str) -> Any:
    """Our own answer to exercise 06.`name`."""
    return our_answer(f"06.{name}")


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def standard_gumbel(*shape: int, seed: int = 0) -> torch.Tensor:
    return GUMBEL.draw(shape, generator(seed))


# What the notebook says.


def test_the_favorite_wins_64_times_in_a_hundred_and_the_outsider_once() -> None:
    assert says("class 3 about 64 times in a hundred, class 1 about once")
    assert round(100 * float(PROBS[3])) == 64
    assert round(100 * float(PROBS[1])) == 1


def test_the_bets_come_out_as_the_notebook_says() -> None:
    assert ex.first_bets.task.outcome() == {"normal": "no", "outsider": "the same", "zero": "yes"}


def test_the_printed_formula_falls_and_the_right_one_rises() -> None:
    places = torch.tensor([-5.0, 0.0, 5.0], dtype=torch.float64)
    printed = [noise.printed_cdf(float(x)) for x in places]
    assert printed == sorted(printed, reverse=True)
    assert [f"{v:.2g}" for v in printed] == ["0.99", "0.37", "3.5e-65"]
    assert bool((GUMBEL.cdf(places).diff() > 0).all())


def test_a_place_where_floats_see_no_fall_is_told_so_and_a_small_fall_is_shown() -> None:
    far = ex.not_a_cdf.verdict({"a": -100.0, "b": -99.0}).to_text()
    assert "gives 1 at both, in floats" in far
    near = ex.not_a_cdf.verdict({"a": -30, "b": -20})
    assert near.status is Status.RIGHT
    assert "`-30` and `-20`: the printed formula gives 1 - 9.4e-14 at -30 and 1 - 2.1e-09" in near.to_text()


def test_running_sums_in_float32_leave_millions_of_classes_without_a_number_of_their_own() -> None:
    assert says("rounded to float32, millions of ends coincide")
    weight = torch.ones(2**24)
    weight[: 2**23] = 2
    ends = weight.cumsum(0)
    assert int((ends.diff() == 0).sum()) == 2**24 - 12_582_912
    drawn = ours("by_intervals")(weight, torch.rand(100_000, generator=generator()))
    share = float((drawn >= 2**23).double().mean())
    assert abs(share - 1 / 3) < 6 * math.sqrt(2 / 9 / 100_000)


def test_mean_and_variance_of_the_noise_are_as_printed() -> None:
    u = (torch.arange(4_000_000, dtype=torch.float64) + 0.5) / 4_000_000
    g = GUMBEL.quantile(u)
    assert says("Euler's $\\gamma = 0.5772$, and its variance is $\\pi^2\\beta^2/6$")
    assert float(g.mean()) == pytest.approx(EULER, abs=1e-5)
    assert float(g.var()) == pytest.approx(math.pi**2 / 6, abs=1e-4)


def test_float32_noise_from_the_quantile_function_has_these_ends() -> None:
    u = torch.tensor([2.0**-24, 1 - 2.0**-24])
    assert [f"{g:.2f}" for g in ours("gumbel_noise")(u).tolist()] == ["-2.81", "16.64"]


def test_normal_noise_is_two_points_off_at_most_and_starves_the_outsider() -> None:
    assert says(
        "never off by more than about two points in a hundred, and gives class 1 a quarter of its due"
    )
    shares = NORMAL.winners(SCORES)
    assert 0.019 < float((shares - PROBS).abs().max()) < 0.0205
    assert 0.24 < float(shares[1] / PROBS[1]) < 0.28
    assert [round(s, 3) for s in shares.tolist()] == [0.019, 0.003, 0.079, 0.645, 0.254]


def test_gumbel_noise_of_size_two_draws_at_temperature_two() -> None:
    shares = Noise(lambda x: GUMBEL.cdf(x / 2), lambda w: 2 * GUMBEL.quantile(w)).winners(SCORES)
    assert torch.allclose(shares, torch.softmax(SCORES / 2, -1), atol=1e-5)


def test_two_outcomes_are_a_sigmoid_of_the_gap() -> None:
    assert questions.two_outcomes_probability() == pytest.approx(1 / (1 + math.exp(-1)), abs=1e-6)


def test_the_counts_from_the_forum_fit_the_softmax_and_not_the_numbers_handed_over() -> None:
    counts = torch.tensor([2158.0, 2319.0, 2589.0, 2934.0], dtype=torch.float64)
    given = torch.tensor([0.1, 0.2, 0.3, 0.4], dtype=torch.float64)

    def statistic(p: torch.Tensor) -> float:
        return float(((counts - 1e4 * p) ** 2 / (1e4 * p)).sum())

    assert statistic(torch.softmax(given, -1)) < 2.0
    assert statistic(given) > 1000
    assert torch.allclose(torch.softmax(given.log(), -1), given)


def test_the_winning_score_is_gumbel_around_lse_whoever_wins() -> None:
    place = torch.logsumexp(SCORES, -1)
    best, winner = (SCORES + standard_gumbel(1_000_000, 5)).max(-1)
    for k in range(5):
        won = best[winner == k].sort().values
        below = torch.arange(1, len(won) + 1, dtype=torch.float64) / len(won)
        distance = float((recipes.gumbel_cdf(place)(won) - below).abs().max())
        # Kolmogorov's bound at level 1e-6 for each of five tests.
        assert distance < math.sqrt(math.log(2 / 2e-7) / (2 * len(won)))
    assert float(place) == pytest.approx(5.451914, abs=1e-6)


def test_the_first_two_places_follow_plackett_luce() -> None:
    draws = ours("top_k")(SCORES, 2, 400_000)
    pairs = list(itertools.permutations(range(5), 2))
    chances = [float(PROBS[i] * PROBS[j] / (1 - PROBS[i])) for i, j in pairs]
    assert sum(chances) == pytest.approx(1)
    assert chances[pairs.index((3, 4))] == pytest.approx(0.409793, abs=1e-6)
    for (i, j), chance in zip(pairs, chances, strict=True):
        share = float(((draws[:, 0] == i) & (draws[:, 1] == j)).double().mean())
        assert abs(share - chance) < 6 * math.sqrt(chance * (1 - chance) / len(draws))


def test_the_mean_of_hard_estimates_is_the_exact_slope() -> None:
    prize = torch.tensor([0.0, 2.0, 0.0, 1.0, 3.0], dtype=torch.float64)
    exact = PROBS * (prize - PROBS @ prize)
    slopes_of_log = torch.eye(5, dtype=torch.float64) - PROBS
    enumerated = (PROBS[:, None] * prize[:, None] * slopes_of_log).sum(0)
    assert torch.allclose(enumerated, exact, atol=1e-15)
    z = SCORES.clone().requires_grad_()
    (slopes,) = torch.autograd.grad(torch.softmax(z, -1) @ prize, z)
    assert torch.allclose(slopes, exact, atol=1e-15)


# The noise.


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=str)
def test_noise_is_finite_monotone_and_right_at_every_half_precision_number(dtype: torch.dtype) -> None:
    bits = torch.arange(int(torch.ones((), dtype=dtype).view(torch.int16)) + 1, dtype=torch.int32)
    u = bits.to(torch.int16).view(dtype)  # every number from 0 to 1, in order
    g = ours("gumbel_noise")(u)
    assert bool(g.isfinite().all())
    assert bool((g.double().diff() >= 0).all())
    low, high = noise.inner(dtype)
    between = (u.double() >= low) & (u.double() <= high)
    exact = GUMBEL.quantile(u.double()[between])
    allowed = 4 * (1 + exact.abs()) * torch.finfo(dtype).eps / 2
    assert bool(((g.double()[between] - exact).abs() <= allowed).all())


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
def test_noise_is_finite_and_monotone_around_the_ends(dtype: torch.dtype) -> None:
    info = torch.finfo(dtype)
    up = [0.0, info.tiny * info.eps, info.tiny, 2.0**-24, 0.5, 1 - 2.0**-24, 1 - info.eps / 2, 1.0]
    g = ours("gumbel_noise")(torch.tensor(sorted(up), dtype=dtype))
    assert bool(g.isfinite().all())
    assert bool((g.diff() >= 0).all())


def test_samples_of_the_noise_pass_kolmogorov_smirnov_at_level_one_in_a_million() -> None:
    from scipy.stats import kstest

    u = torch.rand(400_000, generator=generator(1))
    assert (
        kstest(
            ours("gumbel_noise")(u).double().numpy(),
            lambda x: torch.exp(-torch.exp(-torch.tensor(x))).numpy(),
        ).pvalue
        > 1e-6
    )
    normal = (math.pi / math.sqrt(6)) * torch.randn(400_000, generator=generator(1)) + EULER
    assert kstest(normal.double().numpy(), "gumbel_r").pvalue < 1e-6


def test_the_reference_noise_agrees_with_scipy() -> None:
    from scipy.stats import gumbel_r

    u = torch.rand(1000, generator=generator(2), dtype=torch.float64)
    assert torch.allclose(noise.noise(u), torch.from_numpy(gumbel_r.ppf(u.numpy())), rtol=1e-13, atol=1e-13)


# The laws, and those who took a wrong turn.


@pytest.mark.parametrize(
    "kind", ["GUMBEL", "NORMAL", "LOGISTIC", "FLAT", "UNIFORM", "EXPONENTIAL", "UPSIDE_DOWN"]
)
def test_the_winners_of_a_noise_are_those_of_its_draws(kind: str) -> None:
    of = getattr(recipes, kind)
    winners = (SCORES / 2 + of.draw((400_000, 5), generator(3))).argmax(-1)
    p = of.winners(SCORES / 2)
    shares = torch.bincount(winners, minlength=5) / len(winners)
    assert bool(((shares - p).abs() <= 6 * (p * (1 - p) / len(winners)).sqrt() + 1e-5).all())


def test_the_kinds_in_the_picker_have_the_variance_of_gumbel_noise() -> None:
    for kind in (recipes.GUMBEL, recipes.NORMAL, recipes.LOGISTIC, recipes.FLAT):
        g = kind.draw((1_000_000,), generator(4))
        assert float(g.var()) == pytest.approx(math.pi**2 / 6, rel=0.02)


def test_the_law_of_labels_is_that_of_independent_draws() -> None:
    scores = torch.randn(2, 10, generator=generator(5), dtype=torch.float64)
    law = labels.labels(scores)
    draws = torch.distributions.Categorical(logits=scores).sample((200_000,))
    counts = torch.bincount(law.outcome(draws), minlength=len(law.probabilities))
    p = law.probabilities
    assert bool(((counts / 200_000 - p).abs() <= 6 * (p * (1 - p) / 200_000).sqrt()).all())
    assert int(law.outcome(torch.tensor([[0, 10]]))) == -1


def wrong_way(exercise: Exercise, recipe: Any) -> Callable[..., torch.Tensor]:
    """A student who goes the recipe's way; where only its law is known, who draws from that law."""
    private = generator()

    def sampler(*args: Any) -> torch.Tensor:
        private.manual_seed(int(torch.randint(2**31, ())))  # seeded by the check
        if recipe.mimic is not None:
            return recipe.mimic(*args, private)
        return torch.multinomial(recipe.law(*args[:-1]).probabilities, args[-1], True, generator=private)

    return sampler


WRONG_WAYS = [
    pytest.param(exercise, recipe, id=f"{exercise.id}-{n}-{recipe.name}")
    for exercise in SAMPLERS
    for n, recipe in enumerate(exercise.task.recipes)
    if recipe.mimic is not None or exercise is samplers.gumbel_max
]


@pytest.mark.parametrize(("exercise", "recipe"), WRONG_WAYS)
def test_a_wrong_recipe_is_caught_and_named(exercise: Exercise, recipe: Any) -> None:
    for seed in range(3):
        verdict = exercise.verdict(wrong_way(exercise, recipe), seed)
        assert verdict.status is Status.WRONG
        assert verdict.misconception == recipe.name, verdict.to_text()


@pytest.mark.exhaustive
@pytest.mark.parametrize(("exercise", "recipe"), WRONG_WAYS)
def test_a_wrong_recipe_is_caught_on_999_of_1000_seeds(exercise: Exercise, recipe: Any) -> None:
    sampler = wrong_way(exercise, recipe)
    caught = sum(exercise.verdict(sampler, seed).status is Status.WRONG for seed in range(1000))
    assert caught >= 999


# The proofs.


def test_the_four_lines_that_are_given_hold_and_four_more_finish_the_proof() -> None:
    cell = SOURCE[SOURCE.index("theorem = derive(") : SOURCE.index(")  # fmt: skip")].splitlines()
    first = next(n for n, line in enumerate(cell) if "#: (" in line)
    given = [line.replace("#: ", "") for line in cell if "#: (" in line]
    assert len(given) == 4
    names: dict[str, Any] = vars(derivation) | vars(blackboard)
    exec("\n".join([*cell[:first], *given, *cell[-4:], ")"]), names)  # the notebook's own lines
    assert ex.theorem.verdict(names["theorem"]).status is Status.RIGHT


@pytest.mark.parametrize("exercise", [ex.quantile, ex.density, ex.theorem], ids=lambda e: e.id)
def test_no_single_rule_takes_a_start_to_its_goal(exercise: Exercise) -> None:
    assert isinstance(exercise.task, Derivation)
    assert validate(exercise.task.statement)


# The demos and figures.


@pytest.mark.parametrize("make", demos.DEMOS, ids=lambda f: f.__name__)
def test_every_demo_updates_at_every_stop(make: Callable[[], Demo]) -> None:
    demo = make()
    lines = [demo.set(**values) for values in demo.grid(stops=5)]
    assert len(set(lines)) == len(lines)
    assert not any("nan" in line for line in lines)
    assert figures.cut_off(demo.figure) == ()


def test_the_last_race_is_near_the_softmax_and_the_first_is_not() -> None:
    demo = demos.race()
    assert "(0.000, 0.000, 0.000, 1.000, 0.000)" in demo.set(races=1)
    line = demo.set(races=1000)
    shares = [float(s) for s in re.search(r"so far \(([^)]+)\)", line)[1].split(", ")]  # type: ignore[index]
    assert max(abs(a - float(b)) for a, b in zip(shares, PROBS, strict=True)) < 0.06


def test_every_runner_stays_on_the_track_and_clear_of_the_word_at_its_end() -> None:
    demo = demos.race()
    places = [re.search(r": \(([^)]+)\), class", demo.set(races=n))[1] for n in range(1, 1001)]  # type: ignore[index]
    numbers = [float(place) for line in places for place in line.split(", ")]
    assert min(numbers) > -2
    assert max(numbers) < 12.5


def test_the_picker_shows_that_only_gumbel_noise_of_size_one_hits() -> None:
    demo = demos.noise_picker()

    def off(**settings: Any) -> float:
        line = demo.set(**({"noise": "Gumbel", "size": 1.0, "draws": 100_000} | settings))
        return float(re.search(r"off, ([\d.]+) standard", line)[1])  # type: ignore[index]

    assert off() < 4
    sizes = [s / 10 for s in range(2, 31)]
    assert all(off(size=s) > 10 for s in sizes if s != 1.0)
    for kind in ("normal", "logistic", "uniform"):
        assert min(off(noise=kind, size=s) for s in sizes) > 10
    assert off(noise="normal", draws=100) < 4


def figure_of(monkeypatch: pytest.MonkeyPatch, draw: Callable[[], None]) -> tuple[tuple[str, ...], str]:
    shown: list[tuple[tuple[str, ...], str]] = []
    monkeypatch.setattr(figures, "show", lambda figure, *, alt: shown.append((figures.cut_off(figure), alt)))
    draw()
    return shown[0]


def test_no_text_sticks_out_of_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    p = torch.softmax(torch.arange(10, dtype=torch.float64) / 3, -1)
    draws = torch.multinomial(p, 1000, True, generator=generator())
    long = demos.labels_by(None).label
    for draw in (
        demos.gumbel_density,
        demos.winning_scores,
        lambda: demos.one_digit(torch.rand(64, generator=generator()), p, draws, long),
    ):
        sticking_out, alt = figure_of(monkeypatch, draw)
        assert sticking_out == ()
        assert re.search(r"\d\.\d", alt)


def test_labels_are_drawn_by_the_student_as_soon_as_they_are_right() -> None:
    assert demos.labels_by(ours("sample_labels")).label == "your sample_labels"
    other = demos.labels_by(lambda scores, count: scores.argmax(-1).expand(count, len(scores)))
    assert "not right yet" in other.label
    assert other(torch.zeros(2, 10), 7).shape == (7, 2)


def test_the_notebook_meets_its_exercises_in_the_order_of_the_lesson() -> None:
    checks = re.findall(r'exercise="06\.(\w+)" role="check"', SOURCE)
    assert checks == [e.id[3:] for e in exercises_of(ex)]
