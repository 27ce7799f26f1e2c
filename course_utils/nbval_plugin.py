"""pytest plugin: the kernels that nbval starts are strict, so a check that does not pass fails its cell.

Only those kernels: the variable is set while nbval sets a notebook's first cell up, which is when it starts
the kernel, and taken away again. Running pytest is not enough to be strict.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Set COURSE_STRICT=1 around the setup of nbval's cells."""
    if type(item).__module__.partition(".")[0] != "nbval":
        return (yield)
    before = os.environ.get("COURSE_STRICT")
    os.environ["COURSE_STRICT"] = "1"
    try:
        return (yield)
    finally:
        if before is None:
            del os.environ["COURSE_STRICT"]
        else:
            os.environ["COURSE_STRICT"] = before
