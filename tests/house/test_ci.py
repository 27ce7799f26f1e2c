"""The three sizes of test, and the rule that CI skips nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest

def test_that_skips():
    pytest.skip("no chromium here")

@pytest.mark.xfail(reason="known", strict=True)
def test_that_fails_as_expected():
    assert False
"""


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 failed, 1 xfailed"), ("", "1 skipped, 1 xfailed")])
def test_in_ci_a_skip_is_a_failure_with_its_reason(tmp_path: Path, root: Path, ci: str, outcome: str) -> None:
    shutil.copy(root / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ | {"CI": ci})
    assert outcome in done.stdout
    assert "no chromium here" in done.stdout
    assert ("In CI a skip is a failure" in done.stdout) == (ci == "true")


def test_in_ci_a_module_that_skips_itself_fails(tmp_path: Path, root: Path) -> None:
    shutil.copy(root / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_gone.py").write_text("import pytest\npytest.importorskip('no_such_module')\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env=os.environ | {"CI": "true"}
    )
    assert done.returncode != 0
    assert "could not import 'no_such_module'" in done.stdout


@pytest.mark.parametrize(
    ("target", "runs"),
    [
        ("lab", r"\.venv/bin/python -m course_utils lab --no-browser"),
        ("test", r"\.venv/bin/python -m pytest .*-x"),
        ("test-full", r"\.venv/bin/python -m pytest .*-m \"full and not exhaustive\".* -x"),
        ("test-exhaustive", r"\.venv/bin/python -m pytest -m exhaustive .*-x"),
        ("notebooks", r"\.venv/bin/python -m course_utils publish"),
        ("lock", r"uv pip compile pyproject\.toml --extra test --universal"),
        ("bench", r"benchmarks/"),
    ],
)
def test_each_target_makes_the_environment_first_and_then_runs(root: Path, target: str, runs: str) -> None:
    command = ["make", "-n", "PYTHON=some-python", "LAB_FLAGS=--no-browser", "PYTEST_FLAGS=-x", target]
    # Run by `make test`, a test must not hand that make's own flags on to this one.
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=True)
    first, rest = done.stdout.split("\n", 1)
    assert first == "some-python course_utils/bootstrap.py"
    assert re.search(runs, rest)


def test_ci_runs_both_sizes_and_is_bash_that_parses(root: Path) -> None:
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    lines = script.read_text().splitlines()
    assert lines.index("make test") < lines.index("make test-full")
    assert "export CI=true" in lines


def test_the_code_is_clean(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "."], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_importing_the_shared_fixtures_does_not_import_torch(root: Path) -> None:
    code = "import sys; import tests.conftest; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
