"""A new release into a student's folder: no answer is overwritten, what is replaced is kept in `backups/`.

Each file is written whole or not at all, and `release.json` last: an update that was interrupted is finished
by running it again, and one that is run twice changes nothing the second time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from course_utils.grading import release as releases
from course_utils.publish import bundle
from course_utils.publish.errors import PublishError
from course_utils.publish.merge import NotMergeable, merge

BACKUPS = "backups"


def update(root: Path, new: Path, tell: Callable[[str], None] = lambda line: None) -> list[str]:
    """Brings the release in `new` (a bundle or an unzipped one) into the course's folder `root`.

    Returns the paths that changed. `tell` gets a sentence for what a student should know. Raises
    `PublishError` before anything is written if `new` is no release, or `root` no course.
    """
    files = _files_of(new)
    if not (root / "notebooks").is_dir():
        raise PublishError(f"{root} is not the course's folder: it has no notebooks. Go there first.")
    before = _manifest(root)
    changed = []
    for name in sorted(files, key=lambda name: (not name.startswith("notebooks/"), name)):
        if name == bundle.MANIFEST:
            continue
        content = files[name]
        if name.startswith("notebooks/") and (root / name).exists():
            merged = _merged(root / name, content, before.get("stubs", {}), tell)
            if merged is None:
                continue
            content = merged
        ours = before.get("files", {}).get(name, "")
        if _replace(root, name, content, keep=name.startswith("notebooks/") or not _is(root / name, ours)):
            changed.append(name)
    for name, content in before.get("files", {}).items():
        if name not in files and name.startswith(f"{bundle.PACKAGE}/") and _is(root / name, content):
            (root / name).unlink()
            changed.append(name)
    if _replace(root, bundle.MANIFEST, files[bundle.MANIFEST], keep=False):
        changed.append(bundle.MANIFEST)
    return changed


def _files_of(new: Path) -> dict[str, bytes]:
    if new.is_file():
        return bundle.read_zip(new)
    folder = new / bundle.FOLDER if (new / bundle.FOLDER / bundle.MANIFEST).is_file() else new
    manifest = _manifest(folder)
    if not manifest:
        raise PublishError(f"{new} is no release of this course: it has no {bundle.MANIFEST}.")
    names = [*manifest["files"], bundle.MANIFEST]
    try:
        return {name: (folder / name).read_bytes() for name in names if bundle.is_inside(name)}
    except OSError as error:
        raise PublishError(f"{new} is not whole: {error.filename} cannot be read.") from error


def _manifest(root: Path) -> Mapping[str, Mapping[str, str]]:
    """What `release.json` says; nothing if there is none (a clone of the repository has none)."""
    try:
        data = json.loads((root / bundle.MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    tables = [data.get(name) for name in ("files", "stubs")] if isinstance(data, dict) else []
    if not tables or not all(isinstance(table, dict) for table in tables) or data.get("format") != 1:
        return {}
    return {"files": data["files"], "stubs": data["stubs"]}


def _merged(path: Path, new: bytes, stubs: Mapping[str, str], tell: Callable[[str], None]) -> bytes | None:
    try:
        merged = merge(path.read_bytes(), new, releases.pristine(path, new), stubs)
    except NotMergeable as reason:
        tell(f"{path.name} was left as it is: {reason}. Put it aside and update again to get the new one.")
        return None
    for note in merged.notes:
        tell(f"{path.name}: {note}")
    return merged.notebook.encode()


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def _replace(root: Path, name: str, content: bytes, keep: bool) -> bool:
    """Writes a file whole if it differs; `keep`: what stood there goes to `backups/`. True if written."""
    path = root / name
    if path.is_file():
        old = path.read_bytes()
        if old == content:
            return False
        if keep:
            stem = f"{path.stem}.{sha256(old).hexdigest()[:8]}{path.suffix}"
            _write(root / BACKUPS / Path(name).parent / stem, old)
    _write(path, content)
    return True


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
