"""What the capstone of 07 says: its exact sums, its k-means, its record, and the benchmark that made it."""

from __future__ import annotations

import itertools
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

from course_utils import figures
from course_utils.lessons import gumbel_softmax as ex
from course_utils.lessons.gumbel_softmax import (
    capstone,
    capstone_elbo,
    capstone_figures,
    capstone_kmeans,
    capstone_record,
)
from tests.answer_files import our_answer

ROOT = Path(__file__).resolve().parents[2]
SECTION = (ROOT / "solutions" / "07_gumbel_softmax_and_straight_through.py").read_text(encoding="utf-8")
BENCHMARK = ROOT / "benchmarks" / "discrete_vae.py"


@pytest.fixture(scope="module")
def untrained() -> capstone.Autoencoder:
    return capstone.autoencoder(3)


# The exact sums.


def test_the_exact_elbo_is_the_mean_over_words_of_the_students_elbo(untrained: capstone.Autoencoder) -> None:
    x = capstone.pictures().held_out[:5]
    letter_logits = untrained.encoder(x)
    q = torch.softmax(letter_logits, -1)
    total = torch.zeros(5)
    for word in itertools.product(range(capstone.K), repeat=capstone.M):
        letters = torch.tensor(word)
        one_hot = nn.functional.one_hot(letters, capstone.K).float().expand(5, -1, -1)
        chance = q[:, range(capstone.M), letters].prod(-1)
        total += chance * capstone_elbo.elbo.task.reference(untrained.decoder(one_hot), letter_logits, x)
    assert torch.allclose(total, capstone.exact_elbo(untrained, x), atol=1e-4)


def test_the_elbo_is_a_lower_bound_whatever_q_is(untrained: capstone.Autoencoder) -> None:
    x = capstone.pictures().held_out
    for scale in (0.1, 1.0, 10.0):
        louder = capstone.Autoencoder(nn.Sequential(untrained.encoder, _Times(scale)), untrained.decoder)
        assert bool((capstone.exact_elbo(louder, x) <= capstone.log_marginal(louder, x) + 1e-4).all())


class _Times(nn.Module):
    def __init__(self, factor: float) -> None:
        super().__init__()
        self.factor = factor

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.factor * x


def test_the_probabilities_of_all_words_add_up_to_one(untrained: capstone.Autoencoder) -> None:
    log_q = capstone.word_log_probabilities(5 * untrained.encoder(capstone.pictures().held_out))
    assert log_q.shape == (360, 256)
    assert torch.allclose(log_q.exp().sum(-1), torch.ones(360), atol=1e-5)


def test_pictures_are_black_and_white_and_a_quarter_to_a_half_of_them_ink() -> None:
    for x in (capstone.pictures().train, capstone.pictures().held_out):
        assert set(x.unique().tolist()) == {0.0, 1.0}
        assert 0.25 < float(x.mean()) < 0.5


def test_a_sure_encoder_draws_the_word_that_it_would_send(untrained: capstone.Autoencoder) -> None:
    x = capstone.pictures().held_out
    sure = capstone.Autoencoder(nn.Sequential(untrained.encoder, _Times(1e4)), untrained.decoder)
    drawn = capstone.wrong_pixels_of_drawn_words(sure, x)
    assert drawn == pytest.approx(capstone.wrong_pixels(capstone.decoded(sure, x), x), abs=0.1)
    searched = capstone.decoded_after_search(untrained, x)
    log_likelihood = capstone.pixel_log_likelihoods(untrained, x)
    best = -nn.functional.binary_cross_entropy(searched, x, reduction="none").sum(-1)
    assert torch.allclose(best, log_likelihood.max(-1).values, atol=1e-3)


# k-means.


def test_a_single_mean_errs_where_a_pixel_is_not_what_most_are() -> None:
    data = capstone.pictures()
    majority = (data.train.mean(0) >= 0.5).float()
    book = capstone_kmeans.codebook(1)
    assert book.bits == 0
    assert book.held_out == pytest.approx(float((data.held_out != majority).sum(-1).float().mean()))


def test_more_means_are_nearer_and_eight_bits_remember_the_training_pictures() -> None:
    books = [capstone_kmeans.codebook(2**b) for b in (2, 5, 8)]
    assert books[0].held_out > books[1].held_out > books[2].held_out
    assert books[2].held_out - books[2].train > 1
    assert capstone_kmeans.by_letter().bits == 8


# The exercises.


def test_a_letter_that_says_nothing_is_free_and_a_sure_one_costs_log_k() -> None:
    kl = our_answer("07.kl_to_uniform")
    logits = torch.tensor([[0.0, 0.0, 0.0, 0.0], [0.0, 1000.0, 0.0, 0.0]])
    assert kl(logits).tolist() == pytest.approx([0.0, math.log(4)], abs=1e-6)  # type: ignore[operator]


def test_averaging_the_pixels_is_no_lower_bound() -> None:
    """The sentence in the feedback: with a mean over pixels, the "bound" lies above log p(x)."""
    model, x = capstone.autoencoder(0), capstone.pictures().held_out
    averaged = capstone.exact_elbo(model, x) + capstone.kl_to_uniform(model.encoder(x))
    averaged = averaged / 64 - capstone.kl_to_uniform(model.encoder(x))
    assert bool((averaged > capstone.log_marginal(model, x)).all())


def test_perplexity_of_the_average_is_not_the_average_perplexity() -> None:
    sure = torch.eye(4)[:, None]
    assert our_answer("07.usage")(sure).tolist() == pytest.approx([4.0])  # type: ignore[operator]
    assert torch.special.entr(sure).sum(-1).exp().mean().item() == 1


# The record, and what the notebook says of it.


def test_the_record_is_of_the_benchmark_as_it_stands() -> None:
    sys.path.insert(0, str(BENCHMARK.parent))
    try:
        import discrete_vae
    finally:
        sys.path.pop(0)
    kept = capstone_record.load()
    assert kept.settings == tuple(vars(setting) for setting in discrete_vae.SETTINGS)
    assert kept.methods == tuple(discrete_vae.LOSSES)
    assert kept.seeds >= 5
    assert kept.at[-1] == 4000
    for claim in discrete_vae.CLAIMS:
        gap, t = kept.advantage(claim.better, claim.worse, claim.side)
        assert gap > 0, claim
        assert t >= discrete_vae.LEVEL, claim
    assert discrete_vae.CLAIMS


def test_at_its_best_the_exact_gradient_is_as_good_on_new_digits_in_a_third_of_the_steps() -> None:
    kept = capstone_record.load()
    best = {m: max(zip(kept.curve(m, "held_out")[0], kept.at, strict=True)) for m in kept.methods}
    (exact, early), (loan, late) = best["exact"], best["straight-through"]
    assert abs(exact - loan) < 0.1
    assert 800 <= early <= 1200
    assert 3 * early <= late + 200


def test_the_bet_is_settled_by_more_than_the_error_bars() -> None:
    kept = capstone_record.load()
    network, error = kept.wrong_pixels("straight-through")
    words = next(book["held_out"] for book in kept.kmeans if book["bits"] == 8)
    assert words + 5 * error < network < kept.kmeans_by_letter["held_out"] - 5 * error
    assert all(run["wrong_pixels_searched"] > words for run in kept.runs["straight-through"])


def test_k_means_comes_out_as_recorded() -> None:
    kept = capstone_record.load()
    again = capstone_kmeans.codebook(256).held_out
    assert again == pytest.approx(next(b["held_out"] for b in kept.kmeans if b["bits"] == 8), abs=0.3)


# The figures.


FIGURES: dict[str, Callable[[], None]] = {
    "words": lambda: capstone_figures.words_and_pictures(capstone.autoencoder(0)),
    "dictionary": lambda: capstone_figures.dictionary(capstone.autoencoder(0)),
    "bits": lambda: capstone_figures.bits(
        capstone.autoencoder(0),
        [capstone_kmeans.Codebook(b, 14 - b, 14 - b) for b in range(10)],
        capstone_kmeans.Codebook(8, 6.2, 6.3),
    ),
    "estimators": capstone_figures.estimators,
}


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_sticks_out_of_a_figure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[tuple[str, ...], str]] = []
    monkeypatch.setattr(figures, "show", lambda figure, *, alt: shown.append((figures.cut_off(figure), alt)))
    FIGURES[name]()
    ((sticking_out, alt),) = shown
    assert sticking_out == ()
    assert len(alt) > 40


# The notebook's own networks, and the benchmark at a tiny size.


def test_the_notebooks_networks_are_those_of_the_benchmark() -> None:
    lines = re.findall(r"^(?:encoder|decoder) = (.+)$", SECTION, re.MULTILINE)
    built = [eval(line, {"nn": nn, "M": capstone.M, "K": capstone.K}) for line in lines]
    kept = capstone.autoencoder(0)
    assert [str(b) for b in built] == [str(kept.encoder), str(kept.decoder)]


def test_the_exercises_of_the_capstone_stand_in_its_section() -> None:
    section = SECTION[SECTION.index("# ## Use: a code for the digits") :]
    met = re.findall(r'exercise="07\.(\w+)" role="check"', section)
    assert met[:6] == ["telegram_bet", "kl_to_uniform", "elbo", "temperature", "usage", "what_bars_say"]
    assert all(hasattr(ex, name) for name in met)


def test_the_benchmark_runs_small_and_ends_in_one_line_of_json(tmp_path: Path) -> None:
    kept = tmp_path / "record.json"
    told = subprocess.run(
        [sys.executable, str(BENCHMARK), "--seeds", "2", "--steps", "5", "--write", str(kept)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    figures_told = json.loads(told.stdout.splitlines()[-1])
    assert figures_told["seeds"] == 2
    assert set(figures_told["elbo_train"]) == set(capstone_record.load().methods)
    assert set(json.loads(kept.read_text())) == set(json.loads(_kept_file().read_text()))


def _kept_file() -> Path:
    return Path(capstone_record.__file__).with_name(capstone_record.FILE)


def test_the_benchmarks_reinforce_has_the_exact_gradient_as_its_mean() -> None:
    """Its slope along the exact gradient, over 40 lots of draws: within 4 standard errors (P < 1e-4)."""
    sys.path.insert(0, str(BENCHMARK.parent))
    try:
        import discrete_vae
    finally:
        sys.path.pop(0)
    model, x = capstone.autoencoder(1), capstone.pictures().train[:8]
    learned = list(model.encoder.parameters())

    def slope(name: str, pictures: torch.Tensor, noise: torch.Generator) -> torch.Tensor:
        guess = nn.Linear(64, 1)
        nn.init.zeros_(guess.weight)
        nn.init.constant_(guess.bias, -44.0)
        loss = discrete_vae.LOSSES[name](model, guess, pictures, 0.5, noise)
        return torch.cat([g.flatten() for g in torch.autograd.grad(loss, learned)])

    noise = torch.Generator().manual_seed(0)
    exact = slope("exact", x, noise)
    lots = torch.stack([slope("REINFORCE", x.repeat(500, 1), noise) for _ in range(40)])
    along = lots @ exact / exact.square().sum()
    error = float(along.std()) / math.sqrt(len(along))
    assert error < 0.1
    assert abs(float(along.mean()) - 1) < 4 * error
