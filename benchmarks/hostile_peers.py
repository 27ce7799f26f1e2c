"""The hostile notebooks of tests/hostile through four graders: who gives a point, and what it costs.

    python benchmarks/hostile_peers.py [--only FAMILY] [--peers nbval,otter] [--all] [--check]

Ours, stock nbval, nbgrader and Otter. The peers are installed from the package index into build/peers (see
benchmarks/peers/environment.py) and run in a jail; how the exercises were put for them stands in
benchmarks/peers/assignment.py. Each attack is a notebook with one hostile exercise among honest ones. Those
of the family "harm" are graded before an honest notebook, in the same run (Otter's class has a container for
each notebook, so it has no neighbor here). In the table:

    POINT       the hostile exercise earned points that it must not (the worst)
    lost 3      so many points of honest exercises in the same notebook were lost (of 5, or those left)
    neighbor    the honest notebook after it lost points
    hung        not done after two minutes, and killed; what was said until then counts
    ·           nothing of the kind

The family "secrets" is not run on the peers: they run students' code as whoever grades, so it would measure
the jail. Neither are attacks without a hostile exercise. A cell may take 20 s (5 s in ours, where torch is
loaded already; Otter has no such limit). By default a third of each family runs, chosen by name: some
20 minutes on two quiet cores, most of them torch's imports; `--all` runs every attack.
Bars (--check): ours gives no such point, loses no honest one, harms no neighbor and never hangs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from peers import assignment, environment  # noqa: E402

from course_utils.grading import run, sandbox  # noqa: E402
from tests.answer_files import answer_name, exercises  # noqa: E402
from tests.grading.classroom import all_right, pristine  # noqa: E402
from tests.hostile import test_attacks as hostile  # noqa: E402
from tests.hostile.reading import LESSON, Attack, attacks  # noqa: E402

SECONDS = 120.0
CELL_SECONDS = 20
NEIGHBOR = "neighbor"
Points = dict[str, dict[str, float]]
"""By notebook, then exercise."""


@dataclass(frozen=True)
class Outcome:
    """What one grader made of one attack. `points`: that the hostile exercise got and must not."""

    points: float
    lost: float
    neighbor: float
    hung: bool

    def __str__(self) -> str:
        told = ["POINT"] if self.points else []
        told += [f"lost {self.lost:g}"] if self.lost else []
        told += ["neighbor"] if self.neighbor else []
        return " ".join([*told, *(["hung"] if self.hung else [])]) or "·"


@dataclass
class Peer:
    """A grader's outcomes, by attack."""

    name: str
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    missing: str = ""

    def summary(self) -> dict[str, float | str]:
        """The counts for the last line."""
        if self.missing:
            return {"missing": self.missing}
        seen = self.outcomes.values()
        return {
            "attacks": len(self.outcomes),
            "unearned": sum(bool(o.points) for o in seen),
            "cost_honest_points": sum(bool(o.lost) for o in seen),
            "honest_points_lost": sum(o.lost for o in seen),
            "harmed_neighbor": sum(bool(o.neighbor) for o in seen),
            "hung": sum(o.hung for o in seen),
        }


def outcome(attack: Attack, points: Points, seconds: float) -> Outcome:
    """Compare what a grader gave with what it should have."""
    got = points.get(attack.student, {})
    unearned = 0.0 if attack.directive("may_earn") else got.get(attack.target, 0.0)
    lost = sum(max(0.0, worth - got.get(id, 0.0)) for id, worth in attack.must_earn.items())
    honest = all_right(LESSON).points
    theirs = points.get(NEIGHBOR, {})
    if NEIGHBOR not in points:
        theirs = honest  # none was graded
    neighbor = sum(max(0.0, worth - theirs.get(id, 0.0)) for id, worth in honest.items())
    return Outcome(unearned, lost, neighbor, seconds >= SECONDS)


def ours(chosen: list[Attack]) -> dict[str, Outcome]:
    """Our run stage, all attacks in one run, as in tests/hostile."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        graded, seconds = hostile.grade(chosen, Path(folder))
    points = {name: {e.exercise: e.points for e in result.exercises} for name, result in graded.items()}
    points[NEIGHBOR] = points["zz neighbor"]
    for attack in chosen:
        found[attack.name] = outcome(attack, points, seconds[attack.student])
    return found


def prepared(peer: str, folder: Path) -> None:
    """What the instructor prepares once; ours to run, so outside the jail. Raises Missing."""
    python = environment.install(peer)

    def command(*words: str, place: Path = folder) -> None:
        path = f"{python.parent}:/usr/bin:/bin"
        ran = subprocess.run(
            [str(python), "-m", *words],
            cwd=place,
            capture_output=True,
            text=True,
            env=os.environ | {"PATH": path},
        )
        if ran.returncode:
            raise environment.Missing(f"{peer} cannot prepare the assignment: {ran.stderr[-1500:]}")

    (folder / "hosts").write_text("127.0.0.1 localhost\n", encoding="utf-8")
    released = json.loads(pristine(LESSON))
    if peer == "nbgrader":
        home = folder / "course" / "source" / "welcome"
        home.mkdir(parents=True)
        book = assignment.nbgrader(released, exercises(), solved=True)
        (home / f"{LESSON}.ipynb").write_text(json.dumps(book), encoding="utf-8")
        (folder / "course" / "nbgrader_config.py").write_text(
            'c = get_config()\nc.CourseDirectory.root = "."\n'
        )
        command("nbgrader", "generate_assignment", "welcome", place=folder / "course")
    elif peer == "otter":
        (folder / "tests").mkdir()
        names = {id: answer_name(id) for id in assignment.tests(exercises())}
        for name, text in assignment.otter_tests(exercises(), names).items():
            (folder / "tests" / name).write_text(text, encoding="utf-8")
        command("otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment")


def as_handed_in(peer: str, notebook: bytes) -> str:
    """A student's notebook, with what the peer's own tools would have put into its metadata."""
    book = json.loads(notebook)
    if peer == "nbgrader":
        book = assignment.nbgrader(book, exercises(), solved=False)
    elif peer == "otter":
        book = assignment.otter(book, exercises())
    return json.dumps(book)


def theirs(peer: str, chosen: Iterable[Attack]) -> dict[str, Outcome]:
    """A peer, one jail for each attack. Raises environment.Missing."""
    python = environment.install(peer)
    found: dict[str, Outcome] = {}
    judged = assignment.tests(exercises())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the jail's user is another one
        prepared(peer, folder)
        (folder / f"{NEIGHBOR}.ipynb").write_text(as_handed_in(peer, all_right(LESSON).notebook))
        for attack in chosen:
            (folder / "attack.ipynb").write_text(as_handed_in(peer, attack.notebook()))
            with_neighbor = peer != "otter" and attack.path.parent.name == "harm"
            request = {
                "peer": peer,
                "names": ["attack", NEIGHBOR] if with_neighbor else ["attack"],
                "seconds": CELL_SECONDS,
                "exercises": list(judged),
            }
            said, seconds = environment.jailed(python, folder, request, SECONDS)
            points: Points = {NEIGHBOR: {}} if with_neighbor else {}
            for notebook, exercise, value in said:
                whose = attack.student if notebook == "attack" else notebook
                worth = exercises()[exercise].points
                points.setdefault(whose, {})[exercise] = value * worth if peer == "nbval" else value
            found[attack.name] = outcome(attack, points, seconds)
            print(f"  {peer:9} {attack.name:40} {seconds:5.1f} s  {found[attack.name]}", file=sys.stderr)
    return found


def chosen_from(family: str, everything: bool) -> list[Attack]:
    """The attacks to run on everybody."""
    found = []
    for name in ("forging", "harm", "values"):
        of_family = [a for a in attacks() if a.path.parent.name == name and a.target]
        found += of_family if everything else [a for a in of_family if crc32(a.name.encode()) % 3 == 0]
    return [a for a in found if family in ("", a.path.parent.name)]


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--only", default="", choices=["forging", "harm", "values"], help="one family")
    options.add_argument("--peers", default="nbval,nbgrader,otter", help="which, with commas")
    options.add_argument("--all", action="store_true", help="every attack, not a third of them")
    options.add_argument("--check", action="store_true", help="exit 1 if a bar is missed")
    asked = options.parse_args()
    try:
        run.check_sandbox()
    except sandbox.Unavailable as reason:
        print(f"Nothing was run: {reason}")
        return 1
    chosen = chosen_from(asked.only, asked.all)
    peers = [Peer("ours", ours(chosen))]
    for name in filter(None, asked.peers.split(",")):
        peers.append(Peer(name))
        try:
            peers[-1].outcomes = theirs(name, chosen)
        except environment.Missing as reason:
            peers[-1].missing = str(reason)
    width = max(len(a.name) for a in chosen)
    print(f"{'':{width}}  " + "  ".join(f"{p.name:<20}" for p in peers))
    for attack in chosen:
        told = [str(p.outcomes.get(attack.name, "not run")) for p in peers]
        print(f"{attack.name:{width}}  " + "  ".join(f"{t:<20}" for t in told))
    print()
    summary = {p.name: p.summary() for p in peers}
    for name, counts in summary.items():
        print(f"{name}: " + ", ".join(f"{k.replace('_', ' ')} {v}" for k, v in counts.items()))
    missed = any(str(o) != "·" for o in peers[0].outcomes.values())
    print(json.dumps({"benchmark": "hostile_peers", "attacks": len(chosen), "missed": missed, **summary}))
    return 1 if asked.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
