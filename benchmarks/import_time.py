"""What the course adds to `import torch` when a notebook begins.

    python benchmarks/import_time.py [--check] [--rounds 9]

Starts fresh interpreters in turn, one importing torch alone (the peer), one importing course_utils and a
lesson, and compares medians within this run. Bar: at most 1.3 times `import torch`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys

from course_utils.lessons import LESSONS

BAR = 1.3
PEER = "import torch"


def seconds(code: str) -> float:
    """Wall time that `code` takes inside a fresh interpreter."""
    timed = f"import time; start = time.perf_counter(); {code}; print(time.perf_counter() - start)"
    done = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    """Print the table and the JSON line; exit status 1 if the bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="exit 1 if the bar is missed")
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    codes = {"import torch": PEER} | {
        f"course_utils + {lesson.module}": f"import course_utils.lessons.{lesson.module}"
        for lesson in LESSONS
    }
    for code in codes.values():  # warm the file cache
        seconds(code)
    times = {label: [] for label in codes}
    for _ in range(chosen.rounds):
        for label, code in codes.items():
            times[label].append(seconds(code))
    medians = {label: statistics.median(values) for label, values in times.items()}
    peer = medians.pop("import torch")
    print(f"{'import torch':32} {peer:6.2f} s")
    for label, value in medians.items():
        print(f"{label:32} {value:6.2f} s   {value / peer:5.2f} x")
    ratio = max(medians.values()) / peer
    print(
        json.dumps(
            {"torch_s": round(peer, 3), "worst_ratio": round(ratio, 3), "bar": BAR, "met": ratio <= BAR}
        )
    )
    return 0 if ratio <= BAR or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
