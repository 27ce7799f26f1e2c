"""Whether grading costs the same per submission however large the class is, and keeps its memory.

    python benchmarks/grading_growth.py [--sizes 50,200] [--jobs 2] [--scheduler tcp://...] [--check]

The full size is `--sizes 50,200,1000`. Each class of lesson 00 goes through the whole command
(`softmax-course grade`) into a fresh folder. Measured: wall time per submission between the first result and
the last, the reports' time per submission, and the largest resident size of the grader's own processes (the
line and its workers; not the sandbox, whose kernels come and go). A size is graded as often as it takes to
grade 400 submissions, and the mean counts. Bars (--check): seconds per submission within 15 % of each other,
memory within 30 MB.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.grading.classroom import class_of, hand_in  # noqa: E402

LESSON = "00_welcome"
ENOUGH = 400
SAME, MEGABYTES = 0.15, 30.0


@dataclass(frozen=True)
class Measured:
    """One class. `reports`: seconds per submission after the last result."""

    submissions: int
    seconds: float
    reports: float
    memory_mb: float


class _Largest(threading.Thread):
    """Watches the resident size of the grader's processes: the sum over the largest of each."""

    def __init__(self, top: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._top, self._over = top, threading.Event()
        self._sizes: dict[int, float] = {}

    def run(self) -> None:
        """Look four times a second."""
        while not self._over.wait(0.25):
            try:
                processes = [self._top, *self._top.children()]
            except psutil.Error:
                return
            for process in processes:
                try:
                    size = process.memory_full_info().uss / 1e6
                except (psutil.Error, OSError):
                    continue
                self._sizes[process.pid] = max(size, self._sizes.get(process.pid, 0.0))

    def stop(self) -> float:
        """The sum, in MB."""
        self._over.set()
        self.join()
        return sum(self._sizes.values())


def measure(count: int, jobs: int, scheduler: str) -> Measured:
    """Grade one class. Raises RuntimeError if that fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hand_in(class_of(count, (LESSON,), seed=3), folder / "class")
        command = [
            sys.executable,
            "-m",
            "course_utils",
            "grade",
            "class",
            "--out",
            "out",
            "--course",
            str(ROOT),
        ]
        command += ["--jobs", str(jobs), *(["--scheduler", scheduler] if scheduler else [])]
        with (folder / "said.log").open("wb") as log:
            process = psutil.Popen(command, cwd=folder, stdout=log, stderr=log)
            watch = _Largest(process)
            watch.start()
            status = process.wait()
            ended = time.time()
            memory = watch.stop()
        landed = sorted(path.stat().st_mtime for path in (folder / "out" / "results").rglob("*.json"))
        if status or len(landed) != count:
            raise RuntimeError((folder / "said.log").read_text(errors="replace")[-1500:])
        seconds = (landed[-1] - landed[jobs - 1]) / (count - jobs)
        return Measured(count, seconds, (ended - landed[-1]) / count, memory)


def _mean(tries: list[Measured]) -> Measured:
    _, *figures = zip(*map(astuple, tries), strict=True)
    return Measured(tries[0].submissions, *map(statistics.fmean, figures))


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sizes", default="50,200", help="submissions, with commas")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--scheduler", default="", help="a Dask cluster's; then memory is the line's alone")
    options.add_argument("--check", action="store_true", help="exit 1 if a bar is missed")
    asked = options.parse_args()
    found = []
    for count in sorted(int(size) for size in asked.sizes.split(",")):
        times = math.ceil(ENOUGH / count)
        found.append(_mean([measure(count, asked.jobs, asked.scheduler) for _ in range(times)]))
        print(
            f"{count:5} submissions: {found[-1].seconds:.3f} s each, reports {found[-1].reports:.3f} s each, "
            f"grader {found[-1].memory_mb:.0f} MB",
            flush=True,
        )
    seconds = [m.seconds for m in found]
    spread = max(seconds) / min(seconds) - 1
    growth = found[-1].memory_mb - found[0].memory_mb
    met = spread <= SAME and growth <= MEGABYTES
    told = {"spread": round(spread, 3), "growth_mb": round(growth, 1), "met": met}
    print(json.dumps({"benchmark": "grading_growth", **told, "classes": [asdict(m) for m in found]}))
    return 0 if met or not asked.check else 1


if __name__ == "__main__":
    sys.exit(main())
