"""Whose a file is: a folder per student, or the names that Canvas and Moodle give to what they download.

Canvas joins name, user id, file id and file name: `lovelaceada_LATE_123_4567_02_overflow-1.ipynb`, where LATE
stands only for late ones, `-1` and so on is Canvas's mark of a file handed in again, and later files have
larger file ids. Moodle joins full name, participant id and plugin:
`Ada Lovelace_123_assignsubmission_file_02_overflow.ipynb`, or a folder of the first part with the file in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

_MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?")
_CANVAS = re.compile(
    r"(?P<name>[^_/]+|anon_[^_/]+)_(?:LATE_)?(?P<id>\d+)_(?!\d\d_)(?P<newer>\d+)_(?P<file>.+)"
)
_GENERIC = re.compile(r"(?P<name>[^/]+?)_(?P<id>\d+)_(?P<file>.+)")
_LESSON = re.compile(r"\d\d_")
_COPY = re.compile(r"(?P<stem>.*?)(?: ?\((?P<browser>\d+)\)|-(?P<canvas>\d+)|-Copy(?P<copy>\d+))?")


@dataclass(frozen=True)
class Owner:
    """Whose a file is. `file` is its name as the student gave it; of two files the `newer` one counts."""

    student: str
    file: str
    newer: tuple[int, int]


def owners(paths: Sequence[tuple[str, ...]], skip: int = 0) -> list[Owner]:
    """The owner of each path, `skip` folders (see `wrappers`) left aside; all at once, to tell them apart."""
    found = [_owner(path[skip:] or path[-1:]) for path in paths]
    # Two students must not become one because their names were cleaned, nor on a disk that ignores case.
    raw = {(owner.student, clean_name(owner.student)) for owner in found}
    taken = Counter(clean.casefold() for _, clean in raw)
    students = {
        student: clean if taken[clean.casefold()] == 1 else f"{clean}-{_short_hash(student)}"
        for student, clean in raw
    }
    return [Owner(students[owner.student], owner.file, owner.newer) for owner in found]


def clean_name(student: str) -> str:
    """The student's name as one safe part of a path; one that had to change gets part of its hash."""
    normal = unicodedata.normalize("NFC", student.encode("utf-8", "replace").decode())
    kept = "".join(c if c.isalnum() or c in " ._-@+,'()" else "_" for c in normal).strip(" .")
    kept = " ".join(kept.split()).encode()[:120].decode("utf-8", "ignore").strip(" .")
    return kept if kept and kept == normal else f"{kept or 'student'}-{_short_hash(student)}"


def _short_hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def wrappers(paths: Sequence[tuple[str, ...]]) -> int:
    """How many folders lie around the whole class, as in a zip of a folder `submissions`.

    One folder around everything may also be the only student's. It is the class's if folders lie side by side
    below it, or files named as an LMS does, or files of which none begins with a lesson's number.
    """
    if not paths:
        return 0
    common = 0
    while len({path[common] for path in paths if len(path) > common + 1} | {""}) == 2 and all(
        len(path) > common + 1 for path in paths
    ):
        common += 1
    lms = next((i for i in range(common) if _MOODLE.fullmatch(paths[0][i])), None)
    if lms is not None:
        return lms
    below = {path[common] for path in paths}
    folders = {path[common] for path in paths if len(path) > common + 1}
    flat = any(map(from_lms, below)) or not any(re.match(r"\d\d", name) for name in below)
    return common if len(folders) > 1 or (flat and len(below) > 1) else 0


def from_lms(name: str) -> bool:
    """Whether a file or folder is named as Canvas or Moodle does it."""
    return bool(_MOODLE.fullmatch(name) or _CANVAS.fullmatch(name)) and not _LESSON.match(name)


def _owner(path: tuple[str, ...]) -> Owner:
    head, file = path[0], path[-1]
    if moodle := _MOODLE.fullmatch(head):
        inner = moodle["file"] if len(path) == 1 else file
        return _made(f"{moodle['name']}_{moodle['id']}", inner or file, 0)
    if len(path) > 1:
        return _made(head, file, 0)
    if _LESSON.match(file):
        return _made(PurePosixPath(file).stem, file, 0)
    if canvas := _CANVAS.fullmatch(file):
        return _made(f"{canvas['name']}_{canvas['id']}", canvas["file"], int(canvas["newer"][:18]))
    if flat := _GENERIC.fullmatch(file):
        return _made(f"{flat['name'].removesuffix('_LATE')}_{flat['id']}", flat["file"], 0)
    return _made(PurePosixPath(file).stem, file, 0)


def _made(student: str, file: str, newer: int) -> Owner:
    copy = _COPY.fullmatch(PurePosixPath(file).stem)
    assert copy is not None
    # A browser numbers what is downloaded again, Canvas what is handed in again: the larger is the newer.
    # JupyterLab's "Copy1" is a copy put aside: the file without it counts.
    again = (
        int((copy["browser"] or copy["canvas"] or "0")[:9]) if not copy["copy"] else -int(copy["copy"][:9])
    )
    return Owner(student, file, (newer, again))
