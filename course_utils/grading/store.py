"""RESULTS: where each result lands whole or not at all, and is found again by what it was made from.

A result's file is named after the student and a key: the sha256 of the job (student, file, content, release,
what would run), the seed, the limits, and whether the sandbox was there. The same key means the same result,
so a killed run goes on where it stopped and an unchanged submission is not run again. Earlier hand-ins
keep their files.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path

from course_utils.grading.record import Job, Limits, Malformed, NotebookResult

SEED_BYTES = 32
_PART = ".part"


class StoreError(Exception):
    """RESULTS cannot be used or written; the message says why, and what is safe."""


class Store:
    """The folder RESULTS of one class. Make one with `opened`, which keeps a second grader out."""

    def __init__(self, folder: Path) -> None:
        """Over an existing folder."""
        self.folder = folder

    def seed(self, given: Path | None = None) -> bytes:
        """The class's secret seed, kept in RESULTS: the one there, else that of the file `given`, else new.

        Raises `StoreError` if `given` is not the seed that RESULTS was graded with.
        """
        path = self.folder / "seed"
        wanted = _read_seed(given) if given is not None else None
        if path.exists():
            kept = _read_seed(path)
            if wanted is not None and wanted != kept:
                raise StoreError(
                    f"{path} holds another seed than {given}. A class has one seed: grade into a new folder, "
                    "or leave --seed-file out."
                )
            return kept
        seed = wanted if wanted is not None else secrets.token_bytes(SEED_BYTES)
        self._write(path, seed.hex() + "\n", mode=0o600)
        return seed

    def key(self, job: Job, seed: bytes, limits: Limits, sandboxed: bool) -> str:
        """What the result of this job depends on, as 64 hexadecimal digits."""
        seed_id = sha256(b"softmax-course seed id\n" + seed).hexdigest()
        parts = (job.to_json(), seed_id, repr(astuple(limits)), str(sandboxed))
        return sha256("\0".join(parts).encode()).hexdigest()

    def load(self, job: Job, key: str) -> NotebookResult | None:
        """The stored result of this job, or None. A damaged file counts as none and is written anew."""
        try:
            result = NotebookResult.from_json(self._path(job.student, job.lesson, key).read_bytes())
        except (FileNotFoundError, Malformed):
            return None
        except OSError as error:
            raise StoreError(f"{self.folder}: a result cannot be read ({error.strerror}).") from error
        mine = (result.student, result.lesson, result.content, result.release)
        return result if mine == (job.student, job.lesson, job.content, job.release) else None

    def save(self, result: NotebookResult, key: str) -> None:
        """Keeps a result: the whole file appears at once. On `StoreError` nothing has changed."""
        self._write(self._path(result.student, result.lesson, key), result.to_json() + "\n")

    def clean(self) -> None:
        """Takes away what a killed run left half written, and its temporary files."""
        for path in self.folder.rglob(f".*{_PART}"):
            path.unlink(missing_ok=True)

    def _path(self, student: str, lesson: str, key: str) -> Path:
        return self.folder / "results" / lesson / f"{student}-{key[:16]}.json"

    def _write(self, path: Path, text: str, mode: int = 0o644) -> None:
        draft = path.with_name(f".{sha256(path.name.encode()).hexdigest()[:16]}{_PART}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
            _sync_folder(path.parent)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _told(self.folder, error) from error


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """RESULTS, made if need be, held by this process alone and rid of what a killed run left.

    Raises `StoreError` if it cannot be made, or another run holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _told(folder, error) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(
                f"another grading run is writing to {folder}; wait for it, or stop it."
            ) from None
        store = Store(folder)
        store.clean()
        yield store
    finally:
        os.close(lock)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_seed(path: Path) -> bytes:
    try:
        seed = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read as a seed ({error}).") from error
    if len(seed) != SEED_BYTES:
        raise StoreError(f"{path}: a seed is {2 * SEED_BYTES} hexadecimal digits.")
    return seed


def _told(folder: Path, error: OSError) -> StoreError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(
            f"the disk of {folder} is full. Every result so far is kept whole: make room and run the same "
            "command again, it goes on from there."
        )
    return StoreError(f"{folder} cannot be written ({error.strerror or error}).")
