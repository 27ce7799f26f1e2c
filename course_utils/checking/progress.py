"""Where a student stands, kept in one small file across notebooks and kernels.

The file is `progress.json` in the user's data directory, or the path in COURSE_PROGRESS. In a strict kernel
(nbval, publishing) nothing is read or written: progress lives in the kernel's memory only.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course_utils.checking.verdict import Status

_ORDER = (
    Status.NOT_ATTEMPTED,
    Status.COULD_NOT_RUN,
    Status.WRONG,
    Status.UNDECIDED,
    Status.RECORDED,
    Status.RIGHT,
)


def strict() -> bool:
    """Whether this kernel grades: a check that does not pass must then fail its cell."""
    return os.environ.get("COURSE_STRICT") == "1"


def path() -> Path:
    """Where progress is kept."""
    override = os.environ.get("COURSE_PROGRESS")
    if override:
        return Path(override)
    from platformdirs import user_data_path

    return user_data_path("softmax-course", appauthor=False) / "progress.json"


@dataclass
class Progress:
    """The best verdict, the number of tries and of hints, for each exercise id."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    notice: str = ""

    def best(self, exercise: str) -> Status:
        """The best verdict so far."""
        return Status(self.entries.get(exercise, {}).get("best", Status.NOT_ATTEMPTED))

    def note_verdict(self, exercise: str, status: Status) -> None:
        """Count a try and keep the better verdict. A look at an untouched cell is no try."""
        entry = self.entries.setdefault(
            exercise, {"best": Status.NOT_ATTEMPTED.value, "tries": 0, "hints": 0}
        )
        entry["tries"] += status is not Status.NOT_ATTEMPTED
        if _ORDER.index(status) >= _ORDER.index(Status(entry["best"])):
            entry["best"] = status.value

    def note_hint(self, exercise: str) -> None:
        """Count a hint."""
        entry = self.entries.setdefault(
            exercise, {"best": Status.NOT_ATTEMPTED.value, "tries": 0, "hints": 0}
        )
        entry["hints"] += 1


_in_memory = Progress()


def load() -> Progress:
    """The student's progress. A file that cannot be read is kept aside, and `notice` says where."""
    if strict():
        return _in_memory
    file = path()
    try:
        return Progress(_parse(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Progress()
    except (OSError, ValueError) as reason:
        return Progress(notice=_keep_aside(file, reason))


def update(change: Any) -> Progress:
    """Apply `change(progress)` to what is on disk now and write it back whole.

    Two kernels may do so at once: a lock file orders them. If the disk refuses, the student keeps working and
    `notice` says so.
    """
    if strict():
        change(_in_memory)
        return _in_memory
    from filelock import FileLock, Timeout

    file = path()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(str(file) + ".lock", timeout=5):
            progress = load()
            change(progress)
            _write(file, progress)
    except (OSError, Timeout) as reason:
        progress = load()
        change(progress)
        lost = f"Your progress could not be saved in {file} ({reason})."
        progress.notice = f"{lost} Your answers are in the notebook as ever."
    return progress


def _write(file: Path, progress: Progress) -> None:
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".progress-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({"version": 1, "exercises": progress.entries}, stream, indent=1, sort_keys=True)
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _parse(text: str) -> dict[str, dict[str, Any]]:
    whole = json.loads(text)
    if not isinstance(whole, dict) or not isinstance(whole.get("exercises"), dict):
        raise ValueError("not a progress file")
    for entry in whole["exercises"].values():
        Status(entry["best"]) if isinstance(entry, dict) and isinstance(entry.get("best"), str) else _refuse()
        if type(entry.get("tries")) is not int or type(entry.get("hints")) is not int:
            _refuse()
    return whole["exercises"]


def _refuse() -> None:
    raise ValueError("not a progress file")


def _keep_aside(file: Path, reason: Exception) -> str:
    number = 1
    while (aside := file.with_name(f"{file.name}.unreadable-{number}")).exists():
        number += 1
    try:
        os.replace(file, aside)
    except OSError:
        return f"Your progress file {file} could not be read ({reason}); it was left as it is."
    return f"Your progress file could not be read. It was kept as {aside}, and a new one begun."
