"""The files that were handed in, from a folder or a zip, opened so that none can lead anywhere else.

In a folder no symlink is followed, not even one that appears while we look: each part of a path is opened
below the one before it (`dir_fd`, O_NOFOLLOW), and only a regular file is read. Nothing of a zip is unpacked
to disk: an entry is read into memory, up to a limit that counts what comes out and not what the zip claims.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

MAX_BYTES = 10_000_000
MAX_FILES = 50_000
MAX_DEPTH = 8
MAX_UNPACKED = 4_000_000_000
"""A zip of a class may hold so many bytes of notebooks: 400 of the largest."""
MAX_RATIO = 300
"""A notebook of zeros shrinks 100 times, a zip bomb 1,000 times. Only large entries are asked."""

_IGNORED = frozenset({"__MACOSX", ".ipynb_checkpoints", ".git", ".DS_Store", "__pycache__"})


class SubmissionsError(Exception):
    """The submissions as a whole cannot be read; the message says why."""


class Unreadable(Exception):
    """This one file is refused; the message says why, as the end of "refused: ..."."""


@dataclass(frozen=True)
class HandedIn:
    """A file (or a thing that should be one): its path below the submissions, and how to read it.

    `read` returns at most `MAX_BYTES` bytes, or raises `Unreadable`; of a thing that is `refused` always.
    """

    parts: tuple[str, ...]
    read: Callable[[], bytes]
    refused: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]


@contextmanager
def opened(place: Path) -> Iterator[list[HandedIn]]:
    """Lists what was handed in at `place`, a folder or a zip, in a fixed order; files can be read inside."""
    if place.is_dir():
        root = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield sorted(_folder(root), key=lambda found: found.parts)
        finally:
            os.close(root)
    elif place.is_file():
        try:
            with zipfile.ZipFile(place) as archive:
                yield sorted(_zipped(archive), key=lambda found: found.parts)
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            raise SubmissionsError(f"{place} is neither a folder nor a zip ({error}).") from error
    else:
        raise SubmissionsError(f"{place} does not exist, or is neither a folder nor a zip.")


def shown(name: str) -> str:
    """A file's name as people may read it: one line, no control or direction marks, no broken bytes."""
    clean = name.encode("utf-8", "replace").decode()
    clean = "".join("�" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in clean)
    return clean if len(clean) <= 200 else clean[:150] + "…" + clean[-40:]


def _refused(parts: tuple[str, ...], why: str) -> HandedIn:
    def read() -> bytes:
        raise Unreadable(why)

    return HandedIn(parts, read, why)


def _wanted(name: str) -> bool:
    return name not in _IGNORED and not name.startswith("._")


def _folder(root: int) -> Iterator[HandedIn]:
    # Folders are opened one after the other, each below the root and without following a link.
    waiting: list[tuple[str, ...]] = [()]
    count = 0
    while waiting:
        parts = waiting.pop()
        try:
            folder = _open_below(root, parts, os.O_DIRECTORY)
        except OSError as error:
            yield _refused(parts, f"this folder cannot be opened ({error.strerror})")
            continue
        try:
            with os.scandir(folder) as listing:
                entries = [(e.name, e.is_symlink(), e.is_dir(follow_symlinks=False)) for e in listing]
        finally:
            os.close(folder)
        for name, link, is_folder in entries:
            count += 1
            if count > MAX_FILES:
                raise SubmissionsError(f"more than {MAX_FILES:,} files; name the folder of one class.")
            if not _wanted(name):
                continue
            path = (*parts, name)
            if link:
                yield _refused(path, "a symbolic link, which is never followed")
            elif is_folder and len(path) > MAX_DEPTH:
                yield _refused(path, f"more than {MAX_DEPTH} folders inside each other")
            elif is_folder:
                waiting.append(path)
            else:
                yield HandedIn(path, partial(_read_file, root, path))


def _open_below(root: int, parts: tuple[str, ...], kind: int) -> int:
    """Opens `parts` below `root`, one part at a time; a link anywhere is an error."""
    here = os.dup(root)
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    try:
        for i, part in enumerate(parts):
            last = i == len(parts) - 1
            inner = os.open(part, flags | (kind if last else os.O_DIRECTORY), dir_fd=here)
            os.close(here)
            here = inner
    except BaseException:
        os.close(here)
        raise
    return here


def _read_file(root: int, parts: tuple[str, ...]) -> bytes:
    try:
        descriptor = _open_below(root, parts, 0)
    except OSError as error:
        raise Unreadable(f"it cannot be opened ({error.strerror})") from None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not a regular file (a pipe, a device or a socket)")
        if status.st_size > MAX_BYTES:
            raise Unreadable(_too_large(status.st_size))
        try:
            content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise Unreadable(f"it cannot be read ({error.strerror})") from None
    if len(content) > MAX_BYTES:
        raise Unreadable(_too_large(len(content)))
    return content


def _too_large(size: int) -> str:
    return f"{size / 1e6:.1f} MB; at most {MAX_BYTES // 10**6} MB are read"


def _zipped(archive: zipfile.ZipFile) -> Iterator[HandedIn]:
    infos = archive.infolist()
    if len(infos) > MAX_FILES:
        raise SubmissionsError(f"more than {MAX_FILES:,} entries in the zip; name the zip of one class.")
    # What the zip claims comes first; `_read_entry` counts what really comes out of each entry.
    if sum(min(info.file_size, MAX_BYTES) for info in infos if not info.is_dir()) > MAX_UNPACKED:
        raise SubmissionsError(
            f"more than {MAX_UNPACKED // 10**9} GB when unpacked; this looks like a zip bomb."
        )
    seen: set[tuple[str, ...]] = set()
    for info in infos:
        # Some zips made on Windows separate folders by backslashes.
        parts = tuple(part for part in re.split(r"[/\\]", info.filename) if part not in ("", "."))
        if info.is_dir() or not parts or not all(map(_wanted, parts)):
            continue
        why = _bad_entry(info, parts, seen)
        seen.add(parts)
        if why:
            safe = tuple(part for part in parts if part != "..") or ("unnamed",)
            yield _refused(safe, why)
        else:
            yield HandedIn(parts, partial(_read_entry, archive, info))


def _bad_entry(info: zipfile.ZipInfo, parts: tuple[str, ...], seen: set[tuple[str, ...]]) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    drive = len(parts[0]) > 1 and parts[0][1] == ":"
    if info.filename.startswith(("/", "\\")) or ".." in parts or drive or "\0" in info.orig_filename:
        return "its name in the zip points out of the folder"
    if len(parts) > MAX_DEPTH:
        return f"more than {MAX_DEPTH} folders inside each other"
    if kind == stat.S_IFLNK:
        return "a symbolic link, which is never followed"
    if kind not in (0, stat.S_IFREG):
        return "not a regular file (a pipe, a device or a socket)"
    if parts in seen:
        return "the zip holds several entries of this name"
    if info.flag_bits & 1:
        return "it is encrypted"
    if info.file_size > MAX_BYTES:
        return _too_large(info.file_size)
    if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"it unpacks to more than {MAX_RATIO} times its size, as a zip bomb does"
    return ""


def _read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as entry:
            content = entry.read(MAX_BYTES + 1)
    except Exception as error:  # zlib, lzma and bz2 raise errors of their own
        raise Unreadable(f"it cannot be unpacked ({type(error).__name__})") from None
    if len(content) > MAX_BYTES:
        raise Unreadable(_too_large(len(content)))
    return content
