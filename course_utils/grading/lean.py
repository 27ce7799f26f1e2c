"""Imports that take a second of each of grading's processes, and that nothing in them uses."""

from __future__ import annotations

import sys


def imports() -> None:
    """Keep them out of this process: they raise ImportError. Call it before nbformat is imported."""
    # jsonschema's check of IRIs, by way of nbformat: it builds parsers of a grammar. No notebook has any.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
