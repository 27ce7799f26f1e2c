"""CSV that a spreadsheet shows and never runs, and the points that all tables share."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_FORMULA = tuple("=+-@＝＋－＠")
# A spreadsheet that takes `;` or a tab for the separator would begin a new cell after it.
_INNER = re.compile(r"([;\t]\s*)(?=[=+\-@])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u2028\u2029\ufeff]")


def plain(text: str) -> str:
    """`text` without control characters, and with a `?` for what is no character (a name of raw bytes)."""
    return _CONTROL.sub("\ufffd", text.encode("utf-8", "replace").decode("utf-8"))


def cell(text: str) -> str:
    """A text of a stranger as a cell: one that a spreadsheet would take for a formula gets an apostrophe.

    A formula begins with `=`, `+`, `-` or `@` (their wide forms included), blanks before it or not; a tab or
    a line break in front counts as one too (OWASP, "CSV Injection").
    """
    text = _INNER.sub(r"\1'", plain(text))
    risky = text.lstrip().startswith(_FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if risky else text


def one_line(text: str) -> str:
    """A cell without line breaks, for programs that read a file line by line."""
    return cell(" ".join(plain(text).split()))


def points(value: float) -> str:
    """Points as people write them: `2`, `1.5`, at most two decimals (what Canvas and Moodle keep)."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def write(rows: Iterable[Sequence[str]], path: Path) -> None:
    """Writes a CSV file (RFC 4180, UTF-8), whole or not at all."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    write_whole(text.getvalue(), path)


def write_whole(text: str, path: Path) -> None:
    """Writes a file whole or not at all: an interrupted run leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
