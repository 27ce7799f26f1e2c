"""Four ways to the gradient of a choice, on the autoencoder of notebook 07.

    python benchmarks/discrete_vae.py [--check] [--seeds 10] [--steps 4000] [--write FILE] [--tune]

The autoencoder of `course_utils.lessons.gumbel_softmax.capstone` turns a digit into one of 256 words. Each
method is trained from the same starts, on the same batches, for the same number of Adam steps:

- exact: the ELBO as a sum over all 256 words, no draw in it;
- soft: Gumbel-softmax, the decoder reads the soft sample;
- straight-through: Gumbel-softmax, the decoder reads one-hot letters;
- REINFORCE: one word drawn, score function, minus a baseline that a small network predicts from the picture
  (A. Mnih, K. Gregor, Neural Variational Inference and Learning in Belief Networks, 2014).

The KL term is exact in all four. Each is judged by the same measure, whatever it was trained on: the exact
ELBO of the model with hard letters, on the training pictures and on held-out ones, and by wrong pixels.

Step size and lowest temperature were chosen for each method by `--tune`: the best training ELBO on seeds that
are not reported. Bar (`--check`): every comparison that notebook 07 states holds for the paired differences
over seeds, at |t| of 3 or more.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from course_utils import device
from course_utils.lessons import digits
from course_utils.lessons.gumbel_softmax import capstone, capstone_kmeans
from course_utils.lessons.gumbel_softmax.capstone import BATCH, Autoencoder

RATE = 5e-4
"""How fast the temperature falls: tau = max(floor, exp(-RATE * step)), as in the notebook."""
CHECKPOINTS = 20


@dataclass(frozen=True)
class Setting:
    """What is chosen for one method: Adam's step size, and the lowest temperature where there is one."""

    method: str
    step_size: float
    floor: float = 1.0


SETTINGS = (
    Setting("exact", 3e-3),
    Setting("soft", 3e-3, floor=0.3),
    Setting("straight-through", 3e-3, floor=0.1),
    Setting("REINFORCE", 1e-2),
)
"""As `--tune` chose them."""
STEP_SIZES, FLOORS = (1e-3, 3e-3, 1e-2, 3e-2), (0.1, 0.3, 0.5, 1.0)
TUNING_SEEDS = (1001, 1002)


@dataclass(frozen=True)
class Claim:
    """A comparison that the notebook states: `better` above `worse` in ELBO on the pictures of `side`."""

    better: str
    worse: str
    side: str


CLAIMS = (
    Claim("exact", "REINFORCE", "train"),
    Claim("REINFORCE", "soft", "train"),
    Claim("REINFORCE", "straight-through", "train"),
    Claim("soft", "exact", "held_out"),
    Claim("straight-through", "exact", "held_out"),
)
LEVEL = 3.0


def gumbel(shape: torch.Size, generator: torch.Generator) -> torch.Tensor:
    """Standard Gumbel noise; -log of an exponential variable, which is 0 with no practical probability."""
    return -torch.empty(shape).exponential_(generator=generator).log()


def pixels_given(model: Autoencoder, code: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """log p(x | code) for letters (N, M, K), hard or soft; (N,)."""
    wrong = nn.functional.binary_cross_entropy_with_logits(model.decoder(code), x, reduction="none")
    return -wrong.sum(-1)


Loss = Callable[[Autoencoder, nn.Module, torch.Tensor, float, torch.Generator], torch.Tensor]


def exact_loss(
    model: Autoencoder, baseline: nn.Module, x: torch.Tensor, tau: float, noise: torch.Generator
) -> torch.Tensor:
    """Minus the ELBO, summed over all words."""
    return -capstone.exact_elbo(model, x).mean()


def _relaxed_loss(
    model: Autoencoder, x: torch.Tensor, tau: float, noise: torch.Generator, hard: bool
) -> torch.Tensor:
    logits = model.encoder(x)
    code = torch.softmax((logits + gumbel(logits.shape, noise)) / tau, -1)
    if hard:
        code = nn.functional.one_hot(code.argmax(-1), capstone.K) + (code - code.detach())
    return -(pixels_given(model, code, x) - capstone.kl_to_uniform(logits)).mean()


def soft_loss(
    model: Autoencoder, baseline: nn.Module, x: torch.Tensor, tau: float, noise: torch.Generator
) -> torch.Tensor:
    """Minus the ELBO with the letters replaced by relaxed ones, for the decoder to read as they are."""
    return _relaxed_loss(model, x, tau, noise, hard=False)


def straight_through_loss(
    model: Autoencoder, baseline: nn.Module, x: torch.Tensor, tau: float, noise: torch.Generator
) -> torch.Tensor:
    """Minus a one-draw ELBO; its gradient goes straight through the arg max into the relaxed letters."""
    return _relaxed_loss(model, x, tau, noise, hard=True)


def reinforce_loss(
    model: Autoencoder, baseline: nn.Module, x: torch.Tensor, tau: float, noise: torch.Generator
) -> torch.Tensor:
    """A loss whose gradient is an unbiased estimate for the ELBO; it also fits the baseline."""
    logits = model.encoder(x)
    letters = (logits + gumbel(logits.shape, noise)).argmax(-1)
    reward = pixels_given(model, nn.functional.one_hot(letters, capstone.K).to(x), x)
    expected = baseline(x).squeeze(-1)
    log_q = torch.log_softmax(logits, -1).gather(-1, letters[..., None]).sum((-1, -2))
    score = (reward.detach() - expected.detach()) * log_q
    misfit = (reward.detach() - expected).square()
    return (-(reward + score - capstone.kl_to_uniform(logits)) + misfit).mean()


LOSSES: dict[str, Loss] = {
    "exact": exact_loss,
    "soft": soft_loss,
    "straight-through": straight_through_loss,
    "REINFORCE": reinforce_loss,
}


@dataclass(frozen=True)
class Run:
    """One training: exact mean ELBOs (nats) at the checkpoints, and what the trained model can do."""

    steps: tuple[int, ...]
    train: tuple[float, ...]
    held_out: tuple[float, ...]
    log_marginal: float
    kl: float
    wrong_pixels: float
    wrong_pixels_searched: float
    seconds: float


def train(setting: Setting, seed: int, steps: int) -> Run:
    """Train one autoencoder. Start and batches depend on the seed alone, so methods compare in pairs."""
    data, model = capstone.pictures(), capstone.autoencoder(seed)
    baseline = nn.Sequential(
        nn.Linear(digits.PIXELS, capstone.HIDDEN), nn.ReLU(), nn.Linear(capstone.HIDDEN, 1)
    )
    learned = [*model.parameters(), *(baseline.parameters() if setting.method == "REINFORCE" else ())]
    optimizer = torch.optim.Adam(learned, lr=setting.step_size)
    batches, noise = (torch.Generator().manual_seed(2 * seed + side) for side in (0, 1))
    look_at = {round(steps * (i + 1) / CHECKPOINTS) for i in range(CHECKPOINTS)} - {0}
    curve: list[tuple[int, float, float]] = []
    start, looking = time.perf_counter(), 0.0
    for step in range(steps):
        x = data.train[torch.randint(len(data.train), (BATCH,), generator=batches)]
        tau = max(setting.floor, math.exp(-RATE * step))
        loss = LOSSES[setting.method](model, baseline, x, tau, noise)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step + 1 in look_at:
            began = time.perf_counter()
            curve.append((step + 1, *(_mean_elbo(model, side) for side in (data.train, data.held_out))))
            looking += time.perf_counter() - began
    seconds = time.perf_counter() - start - looking
    at, on_train, on_held_out = zip(*curve, strict=True)
    x = data.held_out
    with torch.no_grad():
        return Run(
            steps=at,
            train=on_train,
            held_out=on_held_out,
            log_marginal=float(capstone.log_marginal(model, x).mean()),
            kl=float(capstone.kl_to_uniform(model.encoder(x)).mean()),
            wrong_pixels=capstone.wrong_pixels(capstone.decoded(model, x), x),
            wrong_pixels_searched=capstone.wrong_pixels(capstone.decoded_after_search(model, x), x),
            seconds=seconds,
        )


@torch.no_grad()
def _mean_elbo(model: Autoencoder, x: torch.Tensor) -> float:
    return float(capstone.exact_elbo(model, x).mean())


def tune(steps: int) -> tuple[Setting, ...]:
    """For each method the setting with the best training ELBO on the tuning seeds; prints the grid."""
    chosen = []
    for method in LOSSES:
        floors = FLOORS if method in ("soft", "straight-through") else (1.0,)
        scores: dict[Setting, float] = {}
        for step_size in STEP_SIZES:
            for floor in floors:
                setting = Setting(method, step_size, floor)
                scores[setting] = statistics.fmean(train(setting, s, steps).train[-1] for s in TUNING_SEEDS)
                print(
                    f"{method:18} step size {step_size:<6g} floor {floor:<4g} {scores[setting]:8.2f}",
                    flush=True,
                )
        chosen.append(max(scores, key=lambda s: scores[s]))
    return tuple(chosen)


def standard_error(values: list[float]) -> float:
    """Of the mean of `values`; nan for fewer than two."""
    return statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else math.nan


def paired_t(better: list[Run], worse: list[Run], side: str) -> tuple[float, float]:
    """Mean difference of the last ELBO on `side` between runs of the same seeds, and its t value."""
    gaps = [getattr(b, side)[-1] - getattr(w, side)[-1] for b, w in zip(better, worse, strict=True)]
    error = standard_error(gaps)
    return statistics.fmean(gaps), statistics.fmean(gaps) / error if error else math.copysign(
        math.inf, gaps[0]
    )


def measured(seeds: int, steps: int) -> dict[str, list[Run]]:
    """The runs of every method, one for each seed; prints a line when a method is done."""
    runs: dict[str, list[Run]] = {}
    for setting in SETTINGS:
        runs[setting.method] = done = [train(setting, seed, steps) for seed in range(seeds)]
        row = [[r.train[-1] for r in done], [r.held_out[-1] for r in done]]
        for name in ("log_marginal", "kl", "wrong_pixels", "wrong_pixels_searched"):
            row.append([getattr(r, name) for r in done])
        cells = " ".join(f"{statistics.fmean(v):8.2f} ±{standard_error(v):4.2f}" for v in row)
        print(f"{setting.method:18}{cells} {statistics.fmean(r.seconds for r in done):7.1f}", flush=True)
    return runs


def record(runs: dict[str, list[Run]], books: list[capstone_kmeans.Codebook], added: capstone_kmeans.Codebook,
           steps: int) -> dict[str, Any]:  # fmt: skip
    """What the notebook's figure and exercise read: per seed, rounded to three decimals."""

    def rounded(run: Run) -> dict[str, Any]:
        return {
            name: [round(v, 3) for v in value] if isinstance(value, tuple) else round(value, 3)
            for name, value in vars(run).items()
            if name not in ("steps", "seconds")
        }

    def book(one: capstone_kmeans.Codebook) -> dict[str, float]:
        return {name: round(value, 3) for name, value in vars(one).items()}

    return {
        "made_by": "benchmarks/discrete_vae.py --write",
        "steps": steps,
        "at": list(next(iter(runs.values()))[0].steps),
        "settings": [vars(s) for s in SETTINGS],
        "runs": {method: [rounded(run) for run in done] for method, done in runs.items()},
        "kmeans": [book(one) for one in books],
        "kmeans_by_letter": book(added),
    }


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a claim does not hold and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--check", action="store_true", help="exit 1 if a claim of the notebook does not hold"
    )
    options.add_argument("--seeds", type=int, default=10)
    options.add_argument("--steps", type=int, default=4000)
    options.add_argument("--write", type=Path, help="write what the notebook shows to this file")
    options.add_argument("--tune", action="store_true", help="search the grid of settings instead")
    chosen = options.parse_args()
    began = time.perf_counter()
    with device.one_thread():
        if chosen.tune:
            found = tune(chosen.steps)
            print(json.dumps({"settings": [vars(s) for s in found], "as_used": found == SETTINGS}))
            return 0 if found == SETTINGS or not chosen.check else 1
        print(f"Nats, wrong pixels of 64, {chosen.seeds} seeds, {chosen.steps} steps; ± standard error")
        print(f"{'':18}{'ELBO train':>14}{'ELBO held out':>15}{'log p(x)':>15}{'KL':>15}{'wrong px':>15}"
              f"{'if searched':>15}{'s a run':>9}")  # fmt: skip
        runs = measured(chosen.seeds, chosen.steps)
        books = [capstone_kmeans.codebook(2**bits) for bits in range(10)]
        added = capstone_kmeans.by_letter()
    print(f"k-means, 256 centroids: {books[8].held_out:.2f} wrong pixels held out; letter by letter: "
          f"{added.held_out:.2f}")  # fmt: skip
    told = []
    for side in ("train", "held_out"):
        names = list(runs)
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                gap, t = paired_t(runs[one], runs[other], side)
                print(f"{side:9} {one:16} - {other:16} {gap:+6.2f}, t = {t:+.1f}")
                told.append({"side": side, "pair": [one, other], "gap": round(gap, 3), "t": round(t, 2)})
    met = all(paired_t(runs[c.better], runs[c.worse], c.side)[1] >= LEVEL for c in CLAIMS)
    if chosen.write:
        chosen.write.write_text(json.dumps(record(runs, books, added, chosen.steps)) + "\n", encoding="utf-8")
    print(
        json.dumps(
            {
                "seeds": chosen.seeds,
                "steps": chosen.steps,
                "elbo_train": {
                    m: round(statistics.fmean(r.train[-1] for r in d), 2) for m, d in runs.items()
                },
                "elbo_held_out": {
                    m: round(statistics.fmean(r.held_out[-1] for r in d), 2) for m, d in runs.items()
                },
                "differences": told,
                "seconds": round(time.perf_counter() - began, 1),
                "met": met,
            }
        )
    )
    return 0 if met or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
