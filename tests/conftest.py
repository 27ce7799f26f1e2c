"""What all tests share. Importing it costs nothing: no torch here."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest

# Tests run beside each other: threads of torch that wait for a core would only spin. Set before torch loads.
os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's folder."""
    return ROOT


@pytest.fixture(scope="session")
def published() -> dict[str, dict[str, Path]]:
    """The notebooks of each lesson: {"00_welcome": {"solution": path, "student": path}, ...}."""
    return {
        source.stem: {
            "solution": source.with_suffix(".ipynb"),
            "student": ROOT / "notebooks" / f"{source.stem}.ipynb",
        }
        for source in sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))
    }


@pytest.fixture(autouse=True)
def _progress_of_nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests never touch the progress of the person who runs them."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path_factory.mktemp("progress") / "progress.json"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skip is a failure: nothing may go untested unseen."""
    return _no_skip_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that skips itself."""
    return _no_skip_in_ci((yield))


def _no_skip_in_ci(report: Report) -> Report:
    expected = hasattr(report, "wasxfail")
    if os.environ.get("CI") == "true" and report.outcome == "skipped" and not expected:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In CI a skip is a failure. {reason}"
    return report
