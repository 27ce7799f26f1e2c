"""How long a student waits for a check, exercise by exercise.

    python benchmarks/check_latency.py [--check] [--rounds 30]

Times `Exercise.check` on our own answer, with its evidence through JSON, the verdict rendered and progress
written to disk; the first call of each exercise is not counted. Bar: p95 over all calls at most 150 ms, and
the p95 of every single exercise too.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path

BAR_MS = 150.0
ROOT = Path(__file__).resolve().parent.parent


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each check after the first, by exercise id."""
    sys.path.insert(0, str(ROOT))
    from tests.answer_files import exercises, our_answer

    times: dict[str, list[float]] = {}
    for name, exercise in exercises().items():
        answer = our_answer(name)
        times[name] = []
        for number in range(rounds + 1):
            with contextlib.redirect_stdout(io.StringIO()):
                start = time.perf_counter()
                exercise.check(answer)
                elapsed = 1000 * (time.perf_counter() - start)
            if number:
                times[name].append(elapsed)
    return times


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="exit 1 if the bar is missed")
    options.add_argument("--rounds", type=int, default=30)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COURSE_PROGRESS"] = str(Path(folder) / "progress.json")
        times = measure(chosen.rounds)
    print(f"{'exercise':36} {'median ms':>10} {'p95 ms':>10}")
    for name, values in times.items():
        print(f"{name:36} {percentile(values, 0.5):10.1f} {percentile(values, 0.95):10.1f}")
    everything = [value for values in times.values() for value in values]
    p95 = percentile(everything, 0.95)
    slowest = max(times, key=lambda name: percentile(times[name], 0.95))
    worst = percentile(times[slowest], 0.95)
    print(f"{'all':36} {percentile(everything, 0.5):10.1f} {p95:10.1f}")
    met = max(p95, worst) <= BAR_MS
    figures = {
        "p95_ms": round(p95, 1),
        "slowest": slowest,
        "slowest_p95_ms": round(worst, 1),
        "bar_ms": BAR_MS,
    }
    print(json.dumps(figures | {"exercises": len(times), "met": met}))
    return 0 if met or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
