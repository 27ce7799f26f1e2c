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
_CANVAS = re.compile(r"(?P<name>[^_/]+|anon_[^_/]+)_(?:LATE_)?(?P<id>\d+)_(?P<newer>\d+)_(?P<file>.+)")
_GENERIC = re.compile(r"(?P<name>[^/]+?)_(?P<id>\d+)_(?P<file>.+)")
_LESSON = re.compile(r"\d\d_")
_COPY = re.compile(r"(?P<stem>.*?)(?: ?\((?P<browser>\d+)\)|-(?P<canvas>\d+)|-Copy(?P<copy>\d+))?")


@dataclass(frozen=True)
class Owner:
    """Whose a file is. `file` is its name as the student gave it; of two files the `newer` one counts."""

    student: str
    file: str
    newer: tuple[int, int]


def owners(paths: Sequence[tuple[str, ...]]) -> list[Owner]:
    """The owner of each path. All paths at once: a folder that holds the whole class is no student."""
    skip = _wrappers(paths)
    found = [_owner(path[skip:]) for path in paths]
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
    text = student.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(c if c.isalnum() or c in " ._-@+,'()" else "_" for c in normal).strip(" .")
    kept = " ".join(kept.split()).encode()[:120].decode("utf-8", "ignore").strip(" .")
    return kept if kept == normal else f"{kept or 'student'}-{_short_hash(student)}"


def _short_hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _wrappers(paths: Sequence[tuple[str, ...]]) -> int:
    """How many folders lie around the whole class, as in a zip of a folder `submissions`."""
    depth = 0
    while paths and len({path[depth] for path in paths if len(path) > depth}) == 1:
        inner = [path[depth + 1 :] for path in paths]
        if any(not rest for rest in inner) or _MOODLE.fullmatch(paths[0][depth]):
            break
        students = {rest[0] for rest in inner if len(rest) > 1}
        flat = any(from_lms(rest[0]) for rest in inner)
        if len(students) < 2 and not flat:
            break
        depth += 1
    return depth


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
