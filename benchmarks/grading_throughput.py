"""Seconds per submission: the same class through ours and through the graders that people use.

    python benchmarks/grading_throughput.py [--quick] [--peers nbval,otter] [--parts demos] [--check]

Two classes: 20 submissions of lesson 02, and 10 of the lesson whose cells take longest. Each student has
right answers, wrong ones and untouched cells. Every grader runs the same cells (no demo and no figure, which
ours never runs), one grader after another. Ours is the whole command, with the sandbox and the reports, with
one job and with two; the peers are stock nbval, `nbgrader autograde` and `otter run`, installed by this
script into environments of their own below build/peers. A last run of each on lesson 02 has the demo cells in
the files: the peers run those too. Wall times are as they come: run this on a quiet machine.

    seconds     wall time of the command, divided by the submissions
    in work     the same for ours without its start: from the first results to the last one
    overhead    median of wall time (one job, in work) less what the cells take in a warm kernel
    memory      the most that all its processes held at once (shared pages counted once)
    agrees      check cells with the same verdict as ours

Bars (--check): overhead at most 0.3 s, kernel request to first torch result at most 0.15 s, on lesson 02 at
least 5 times as fast as each peer (with one job; and with two, as the command runs by itself on two cores),
two jobs at least 1.7 times as fast as one. The last line is JSON; the table for the README goes to
build/grading_throughput.md.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from peers import as_checks, environment, graders  # noqa: E402
from peers.graders import Class, Graded, Passed  # noqa: E402

from course_utils.grading import intake, kernels, release, run, sandbox  # noqa: E402
from course_utils.grading.link import Fatal, Link  # noqa: E402
from course_utils.grading.record import Job, Limits, NotebookResult  # noqa: E402
from tests.answer_files import exercises  # noqa: E402
from tests.grading.classroom import all_right, class_of, hand_in, lesson_files, pristine  # noqa: E402

LESSON = "02_overflow_and_max_shift"
FIRST = "import torch\ntorch.softmax(torch.ones(3), 0)"
BARS = {"overhead": 0.3, "first": 0.15, "ratio": 5.0, "jobs": 1.7}


@dataclass(frozen=True)
class Row:
    """One grader on one class. `in_work`: seconds per submission without the start, for ours."""

    lesson: str
    grader: str
    demos: bool
    submissions: int
    seconds: float
    memory_mb: float
    agrees: float
    in_work: float | None = None


def the_class(lesson: str, count: int, demos: bool) -> Class:
    """`count` students with known answers."""
    cut: Callable[[as_checks.Notebook], as_checks.Notebook]
    cut = (lambda notebook: notebook) if demos else as_checks.without_pictures
    students = {
        s.student.replace(" ", "_"): cut(as_checks.read(s.notebook))
        for s in class_of(count, (lesson,), seed=7)
    }
    return Class(lesson, cut(as_checks.read(pristine(lesson).encode())), students, exercises())


def jobs_of(lesson: str, count: int) -> list[Job]:
    """The same students as the line hands them to a worker."""
    with tempfile.TemporaryDirectory() as name:
        hand_in(class_of(count, (lesson,), seed=7), Path(name))
        with intake.opened(Path(name), release.read(ROOT)) as handed_in:
            return [job for job in handed_in if isinstance(job, Job)]


def in_work(out: Path, jobs: int) -> float:
    """Seconds per submission between the first result (of each job) and the last."""
    landed = sorted(path.stat().st_mtime for path in (out / "results").rglob("*.json"))
    return (landed[-1] - landed[jobs - 1]) / max(1, len(landed) - jobs)


def alike(one: Passed, other: Passed, whole: Class) -> float:
    """The share of check cells on which two graders say the same."""
    every = [(s, id) for s in whole.notebooks for _, id, _ in as_checks.checks(whole.pristine)]
    return sum((id in one[s]) == (id in other.get(s, set())) for s, id in every) / len(every)


def first_result() -> list[float]:
    """Seconds from asking for a kernel to its first torch result, ten times."""
    times = []
    for _ in range(12):
        began = time.monotonic()
        link = kernels.start(Limits(), sandboxed=True)
        _execute(link, FIRST)
        times.append(time.monotonic() - began)
        link.stop()
    return times[2:]


def _execute(link: Link, source: str) -> None:
    message = link.execute_cell_input(source, allow_stdin=False)
    link.await_reply(message)


def in_a_warm_kernel(job: Job) -> float:
    """Seconds that the cells of a notebook take in a kernel that is there, check cells included."""
    link = kernels.start(Limits(), sandboxed=True)
    try:
        began = time.monotonic()
        for cell in json.loads(job.notebook)["cells"]:
            try:
                _execute(link, cell["source"])
            except Fatal as fatal:
                if not fatal.usable:
                    raise
        return time.monotonic() - began
    finally:
        link.stop()


def overheads(jobs: list[Job]) -> list[float]:
    """For each notebook: its wall time in a long run, less the time of its cells just after."""
    sources = {job.student: job for job in jobs}
    taken: list[float] = []
    began = 0.0

    def note(result: NotebookResult) -> None:
        nonlocal began
        if result.student in sources:
            wall = time.monotonic() - began
            # Now, and not at the end: what else the machine does is then much the same for both.
            taken.append(wall - in_a_warm_kernel(sources[result.student]))
        began = time.monotonic()

    first, *_ = jobs
    warm_up = replace(first, student="warm up")
    for _ in run.run_notebooks([warm_up, *jobs], seed=b"a seed", landed=note):
        pass
    return taken


def heaviest() -> str:
    """The lesson whose cells take longest, our answers in them."""
    times = {}
    for lesson in lesson_files():
        with tempfile.TemporaryDirectory() as name:
            hand_in([all_right(lesson)], Path(name))
            with intake.opened(Path(name), release.read(ROOT)) as handed_in:
                times[lesson] = min(in_a_warm_kernel(job) for job in handed_in if isinstance(job, Job))
    return max(times, key=times.__getitem__)


def rows(lesson: str, count: int, demos: bool, peers: list[str], jobs: tuple[int, ...]) -> list[Row]:
    """Every grader on one class, one after another."""
    whole = the_class(lesson, count, demos)
    found: list[Row] = []
    reference: Passed = {}

    def note(name: str, graded: Graded, steady: float | None = None) -> None:
        took = graded.timed
        same = alike(reference, graded.passed, whole)
        found.append(Row(lesson, name, demos, count, took.seconds / count, took.peak_mb, same, steady))
        tell(found[-1])

    for number in jobs:
        with tempfile.TemporaryDirectory() as folder:
            graded = graders.ours(whole, Path(folder), number)
            reference = reference or graded.passed
            steady = in_work(Path(folder) / "out", number) if count > number else None
            note(f"ours, {number} job{'s' * (number > 1)}", graded, steady)
    for peer in peers:
        with tempfile.TemporaryDirectory() as folder:
            try:
                note(peer, graders.PEERS[peer](whole, Path(folder)))
            except (environment.Missing, graders.Failed) as reason:
                print(f"{peer} on {lesson}: not measured: {reason}", file=sys.stderr)
    return found


def tell(row: Row) -> None:
    """A line for whoever waits."""
    steady = f", {row.in_work:.2f} s in work" if row.in_work is not None else ""
    with_demos = " with demos" if row.demos else ""
    print(
        f"{row.lesson[:2]}{with_demos}: {row.grader:12} {row.seconds:6.2f} s a submission{steady}, "
        f"{row.memory_mb:5.0f} MB, agrees {row.agrees:.1%}",
        flush=True,
    )


def table(found: list[Row]) -> str:
    """For the README."""
    lines = [
        "| lesson | grader | seconds a submission | without the start | times ours, 1 job | 2 jobs | MB "
        "| same verdicts |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in found:
        ours = [r for r in found if (r.lesson, r.demos) == (row.lesson, row.demos) and _is_ours(r)]
        ratios = [("" if _is_ours(row) else f"{row.seconds / r.seconds:.1f}") for r in ours]
        name = f"{row.lesson[:2]}{', demo cells in the files' if row.demos else ''}"
        steady = f"{row.in_work:.2f}" if row.in_work is not None else ""
        rest = [*ratios, f"{row.memory_mb:.0f}", f"{row.agrees:.0%}"]
        cells = [name, row.grader, f"{row.seconds:.2f}", steady, *rest]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _is_ours(row: Row) -> bool:
    return row.grader.startswith("ours")


def summary(found: list[Row], overhead: list[float], first: list[float]) -> dict[str, object]:
    """The figures that have bars, and whether they are met."""
    plain = {r.grader: r for r in found if r.lesson == LESSON and not r.demos}
    one, two = plain["ours, 1 job"], plain["ours, 2 jobs"]
    ratios, of_two = (
        {n: r.seconds / ours.seconds for n, r in plain.items() if not _is_ours(r)} for ours in (one, two)
    )
    figures = {"overhead": statistics.median(overhead), "first": statistics.median(first)}
    speedup = one.in_work / two.in_work if one.in_work and two.in_work else 0.0
    met = {name: figures[name] <= BARS[name] for name in figures}
    for name, factors in (("ratio", ratios), ("ratio_of_two_jobs", of_two)):
        met[name] = bool(factors) and min(factors.values()) >= BARS["ratio"]
    met["jobs"] = speedup >= BARS["jobs"]
    return {
        **{name: round(value, 3) for name, value in figures.items()},
        "ratios": {name: round(value, 2) for name, value in ratios.items()},
        "ratios_of_two_jobs": {name: round(value, 2) for name, value in of_two.items()},
        "two_jobs": round(speedup, 2),
        "bars": BARS,
        "met": met,
    }


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="3 submissions and 2, no run with demos")
    options.add_argument("--peers", default="nbval,nbgrader,otter", help="which, with commas; or none")
    options.add_argument("--parts", default="demos,heaviest", help="classes beside lesson 02's; or none")
    options.add_argument("--check", action="store_true", help="exit 1 if a bar is missed")
    asked = options.parse_args()
    try:
        run.check_sandbox()
    except sandbox.Unavailable as reason:
        print(f"Nothing was run: {reason}")
        return 1
    many, few = (3, 2) if asked.quick else (20, 10)
    peers = [name for name in asked.peers.split(",") if name in graders.PEERS]
    print(f"load of the machine at the start: {os.getloadavg()[0]:.1f}", flush=True)
    first, overhead = first_result(), overheads(jobs_of(LESSON, many))
    print(f"kernel request to first torch result: median {statistics.median(first):.3f} s", flush=True)
    print(f"overhead of a submission: median {statistics.median(overhead):.3f} s", flush=True)
    sandbox.close()
    found = rows(LESSON, many, False, peers, (1, 2))
    if "demos" in asked.parts and not asked.quick:
        found += rows(LESSON, many, True, peers, (1, 2))
    if "heaviest" in asked.parts:
        found += rows(heaviest(), few, False, peers, (1, 2))
    place = ROOT / "build" / "grading_throughput.md"
    place.parent.mkdir(exist_ok=True)
    place.write_text(table(found), encoding="utf-8")
    print(f"\n{table(found)}")
    figures = summary(found, overhead, first)
    told = {"benchmark": "grading_throughput", **figures, "rows": [asdict(row) for row in found]}
    print(json.dumps(told))
    met = figures["met"]
    assert isinstance(met, dict)
    return 0 if all(met.values()) or not asked.check else 1


if __name__ == "__main__":
    sys.exit(main())
