"""The course as one zip for students: `make lab` works in it, and no solution is in it.

What goes in is a list of what is allowed, never of what is not. What went in is then read again: no line of a
solution in a notebook, no whole solution and no solution mark anywhere, no file of ours that belongs at home.
The same sources give the same bytes on any machine (nothing is compressed: zlib's output differs by version).
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from course_utils.publish import notebook, regions, sources
from course_utils.publish.errors import PublishError
from course_utils.publish.rules import squeeze
from course_utils.publish.source import ANSWER, Source

FOLDER = "softmax-course"
MANIFEST = "release.json"
PACKAGE = "course_utils"
_PLAIN = ("Makefile", "pyproject.toml", "requirements.lock", "environment.yml", "LICENSE")
_KINDS = frozenset({".py", ".json", ".c", ".typed"})
_MARKS_ARE_DEFINED_IN = f"{PACKAGE}/publish/regions.py"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ROOMS = frozenset({PACKAGE, "notebooks", "README.md", MANIFEST, *_PLAIN})
_WHOLE = 3
"""A solution of so many telling lines is recognized anywhere."""


def bundle(root: Path, target: Path) -> Path:
    """Writes the students' zip of the course in `root` to `target`; returns it.

    Raises `PublishError` if the notebooks are out of step with their sources, or if anything leaks.
    """
    lessons = sources(root)
    files = contents(root, lessons)
    data = as_zip(files)
    leaks = leaks_in(data, lessons)
    if leaks:
        raise PublishError(
            "the bundle was not written, for it would give solutions away:\n" + "\n".join(leaks)
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.draft")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def contents(root: Path, lessons: list[Source]) -> dict[str, bytes]:
    """What a student gets: path in the bundle to content, in order."""
    files = {name: _read(root / name) for name in _PLAIN}
    files["README.md"] = _readme(_read(root / "README.md").decode()).encode()
    for path in sorted((root / PACKAGE).rglob("*")):
        inner = path.relative_to(root)
        hidden = any(part.startswith(".") or part == "__pycache__" for part in inner.parts)
        if path.is_file() and not path.is_symlink() and path.suffix in _KINDS and not hidden:
            files[inner.as_posix()] = path.read_bytes()
    for lesson in lessons:
        made = notebook.as_text(notebook.student(lesson)).encode()
        name = f"notebooks/{lesson.path.stem}.ipynb"
        if not (root / name).exists() or (root / name).read_bytes() != made:
            raise PublishError(f"{name} differs from what its source gives; run: make notebooks")
        files[name] = made
    files[MANIFEST] = manifest(files, lessons)
    return dict(sorted(files.items()))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PublishError(f"{path.name} cannot be read ({error.strerror}); a student needs it.") from error


def _readme(text: str) -> str:
    """The README down to the students' part: the rest speaks of what they do not have."""
    students = text.split("\n## For lecturers\n")[0]
    kept = [line for line in students.splitlines() if not line.startswith("make test")]
    return "\n".join(kept).rstrip() + "\n\nMIT license.\n"


def manifest(files: Mapping[str, bytes], lessons: list[Source]) -> bytes:
    """What `update` must know of a release later: its files, and what stood in each answer cell untouched."""
    stubs = {
        cell.exercise: sha256(notebook.student_text(cell).encode()).hexdigest()
        for lesson in lessons
        for cell in lesson.by_role(ANSWER)
    }
    hashes = {name: sha256(content).hexdigest() for name, content in files.items()}
    return (
        json.dumps({"format": 1, "files": hashes, "stubs": stubs}, indent=1, sort_keys=True) + "\n"
    ).encode()


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files below one folder, as a zip that depends on nothing but them."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)
    return data.getvalue()


def leaks_in(data: bytes, lessons: list[Source]) -> list[str]:
    """What a bundle gives away, a sentence each; an empty list if nothing.

    A notebook may hold no telling line of its solutions. The package holds references and misconceptions,
    and their lines resemble a solution's here and there: no *whole* solution of three lines may stand in it.
    """
    secrets = [secret for lesson in lessons for secret in _secrets(lesson)]
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            inner = PurePosixPath(name).relative_to(FOLDER)
            text = _cells_as_text(inner, archive.read(name).decode("utf-8", "replace"))
            if inner.parts[0] not in _ROOMS:
                found.append(f"{inner}: this does not belong to what students get.")
            if regions.has_marks(text) and str(inner) != _MARKS_ARE_DEFINED_IN:
                found.append(f"{inner}: it holds a solution mark.")
            found += [f"{inner}: {told}" for told in _told(inner, squeeze(text), secrets)]
    return found


def _cells_as_text(path: PurePosixPath, text: str) -> str:
    """The text to look for lines in: of a notebook all that its cells say and show."""
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) + "\n" + json.dumps(cell.get("outputs", "")) for cell in cells)


@dataclass(frozen=True)
class _Secret:
    """One solution, squeezed: its telling lines (each with its text as written), and the whole of it."""

    lesson: str
    exercise: str
    lines: tuple[tuple[str, str], ...]
    whole: str


def _secrets(lesson: Source) -> Iterator[_Secret]:
    for cell in lesson.by_role(ANSWER):
        for region in regions.find(cell.source):
            stub = squeeze("\n".join(regions.stub_of(region)))
            telling = tuple((squeeze(line), line) for line in region.telling_lines())
            lines = tuple((bare, line) for bare, line in telling if bare not in stub)
            whole = squeeze("\n".join(region.lines)) if len(telling) >= _WHOLE else ""
            yield _Secret(lesson.path.stem, str(cell.exercise), lines, whole)


def _told(path: PurePosixPath, text: str, secrets: list[_Secret]) -> Iterator[str]:
    for secret in secrets:
        if secret.whole and secret.whole in text:
            yield f"the whole solution of {secret.exercise} stands here."
        elif path.suffix == ".ipynb" and path.stem == secret.lesson:
            for bare, line in secret.lines:
                if bare in text:
                    yield f"a line of the solution of {secret.exercise} stands here: `{line}`."


def read_zip(path: Path) -> dict[str, bytes]:
    """The files of a students' zip by their path in it. Raises `PublishError` if it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = {}
            for entry in archive.infolist():
                inner = entry.filename.removeprefix(f"{FOLDER}/")
                if inner != entry.filename and inner and not entry.is_dir() and is_inside(inner):
                    files[inner] = archive.read(entry)
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise PublishError(f"{path} cannot be read as a release ({error}).") from error
    if MANIFEST not in files:
        raise PublishError(f"{path} is no release of this course: it has no {FOLDER}/{MANIFEST}.")
    return files


def is_inside(name: str) -> bool:
    """Whether a release's path stays in its folder, on every system."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts) and not name.startswith("/") and ".." not in parts and not re.search(r"[\\:\x00]", name)
    )
