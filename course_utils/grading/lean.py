"""What grading's processes do without: imports that take a second of each, and threads that only wait."""

from __future__ import annotations

import os
import sys


def imports() -> None:
    """Keep what nothing here uses out of this process (it raises ImportError), and NumPy's threads.

    Call it before nbformat or numpy is imported. A process with one thread can be forked.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # jsonschema's check of IRIs, by way of nbformat: it builds parsers of a grammar. No notebook has any.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
