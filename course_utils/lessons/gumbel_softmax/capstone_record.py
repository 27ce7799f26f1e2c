"""What `benchmarks/discrete_vae.py --write` measured, for a notebook that has no time to repeat it."""

from __future__ import annotations

import json
import math
import statistics
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

FILE = "capstone_record.json"
Side = Literal["train", "held_out"]


@dataclass(frozen=True)
class Record:
    """Exact ELBOs (nats a picture) at the steps `at`, by method and seed, and wrong pixels of 64, held out.

    `runs[method]` has one entry for each seed, all methods from the same starts and on the same batches.
    """

    at: tuple[int, ...]
    settings: tuple[dict[str, Any], ...]
    runs: dict[str, list[dict[str, Any]]]
    kmeans: tuple[dict[str, float], ...]
    kmeans_by_letter: dict[str, float]

    @property
    def methods(self) -> tuple[str, ...]:
        """In the order of the benchmark."""
        return tuple(self.runs)

    @property
    def seeds(self) -> int:
        """How many runs each method has."""
        return len(next(iter(self.runs.values())))

    def curve(self, method: str, side: Side) -> tuple[list[float], list[float]]:
        """Mean over seeds and its standard error at each checkpoint."""
        columns = list(zip(*(run[side] for run in self.runs[method]), strict=True))
        means = [statistics.fmean(c) for c in columns]
        return means, [statistics.stdev(c) / math.sqrt(len(c)) for c in columns]

    def wrong_pixels(self, method: str) -> tuple[float, float]:
        """Mean over seeds, and its standard error."""
        values = [run["wrong_pixels"] for run in self.runs[method]]
        return statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values))

    def advantage(self, better: str, worse: str, side: Side) -> tuple[float, float]:
        """How far `better` is above `worse` at the end, in pairs of one seed: the mean, and its t value."""
        pairs = zip(self.runs[better], self.runs[worse], strict=True)
        gaps = [b[side][-1] - w[side][-1] for b, w in pairs]
        mean = statistics.fmean(gaps)
        return mean, mean / (statistics.stdev(gaps) / math.sqrt(len(gaps)))


@cache
def load() -> Record:
    """The record that comes with the course."""
    kept = json.loads((resources.files(__package__) / FILE).read_text(encoding="utf-8"))
    return Record(
        at=tuple(kept["at"]),
        settings=tuple(kept["settings"]),
        runs=kept["runs"],
        kmeans=tuple(kept["kmeans"]),
        kmeans_by_letter=kept["kmeans_by_letter"],
    )
