"""`make lab` and `make test` make their environment, once, and say plainly when they cannot."""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import pytest

from course_utils import bootstrap

# A package that installs without network: its build backend lies beside it, and writes a line for each build.
PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "toy"
version = "1"

[tool.anything]
"""
BACKEND = """\
import os, time, zipfile

def build_editable(folder, settings=None, metadata=None):
    with open("builds.txt", "a") as file:
        file.write("build\\n")
    while os.path.exists("wait"):
        time.sleep(0.05)
    info = "toy-1.dist-info/"
    with zipfile.ZipFile(os.path.join(folder, "toy-1-py3-none-any.whl"), "w") as wheel:
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: toy\\nVersion: 1\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return "toy-1-py3-none-any.whl"

def prepare_metadata_for_build_editable(folder, settings=None):
    os.makedirs(os.path.join(folder, "toy-1.dist-info"))
    with open(os.path.join(folder, "toy-1.dist-info", "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\\nName: toy\\nVersion: 1\\n")
    return "toy-1.dist-info"
"""


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder whose environment takes seconds, not minutes, and no network."""
    folder = tmp_path / "a folder with blanks"
    (folder / "course_utils").mkdir(parents=True)
    shutil.copy(bootstrap.__file__, folder / "course_utils" / "bootstrap.py")
    (folder / "requirements.lock").write_text("# nothing\n")
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "backend.py").write_text(BACKEND)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return folder


def start(folder: Path, python: str = sys.executable) -> subprocess.Popen[str]:
    command = [python, str(folder / "course_utils" / "bootstrap.py")]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def run(folder: Path) -> tuple[int, str, str]:
    process = start(folder)
    out, err = process.communicate(timeout=200)
    return process.returncode, out, err


def builds(folder: Path) -> int:
    return len((folder / "builds.txt").read_text().splitlines())


def pretend_pip(folder: Path, says: str, status: int = 1) -> None:
    """An environment whose Python prints `says` whatever it is asked."""
    python = Path(bootstrap.venv_python(str(folder)))
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(f"#!/bin/sh\ncat <<'EOT'\n{says}\nEOT\nexit {status}\n")
    python.chmod(0o755)


def sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What main says on stderr as it fails."""
    assert bootstrap.main(str(folder)) == 1
    last = capsys.readouterr().err.strip()
    assert "\n" not in last
    assert bootstrap.read_stamp(str(folder)) is None, "a failure must not look finished"
    return last


def test_the_environment_is_made_once_and_again_only_when_stale(toy: Path) -> None:
    status, out, err = run(toy)
    assert (status, err) == (0, "")
    assert "Making the environment" in out
    assert builds(toy) == 1

    # Fresh: nothing said, nothing run, at once.
    seconds = []
    for _ in range(5):
        began = time.monotonic()
        assert run(toy) == (0, "", "")
        seconds.append(time.monotonic() - began)
    assert min(seconds) < 0.3
    assert builds(toy) == 1

    # The pins changed: refreshed in place.
    kept = toy / ".venv" / "kept"
    kept.touch()
    (toy / "requirements.lock").write_text("# nothing, said otherwise\n")
    status, out, _ = run(toy)
    assert status == 0
    assert "Refreshing" in out
    assert kept.exists()
    assert run(toy) == (0, "", "")

    # A tool's setting is no dependency.
    (toy / "pyproject.toml").write_text(PYPROJECT + "line-length = 110\n")
    assert run(toy) == (0, "", "")

    # Its interpreter is gone, as after an upgrade of the system's Python: made anew.
    Path(bootstrap.venv_python(str(toy))).unlink()
    status, out, _ = run(toy)
    assert status == 0
    assert "Making" in out
    assert not kept.exists()

    # The folder was renamed: scripts in an environment name their folder.
    moved = toy.rename(toy.with_name("renamed"))
    assert "Making" in run(moved)[1]
    assert run(moved) == (0, "", "")


def test_an_interrupted_installation_is_noticed_and_redone(toy: Path) -> None:
    (toy / "wait").touch()
    process = start(toy)
    deadline = time.monotonic() + 120
    while not (toy / "builds.txt").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip().endswith("run the same command again.")
    assert "Traceback" not in err

    (toy / "wait").unlink()
    status, out, _ = run(toy)
    assert status == 0
    assert "Making" in out
    assert run(toy) == (0, "", "")


def test_two_terminals_at_once_make_one_environment(toy: Path) -> None:
    first, second = start(toy), start(toy)
    for process in (first, second):
        process.communicate(timeout=200)
        assert process.returncode == 0
    assert builds(toy) == 1


def test_no_network_is_said_in_a_sentence(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (toy / "requirements.lock").write_text("softmax-course-has-no-such-package==1\n")
    # Port 9 of this machine: nobody listens there, so no name is looked up and nothing is sent.
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    assert sentence(toy, capsys).startswith("The network is gone: pip cannot reach its package index.")


@pytest.mark.parametrize(
    ("pip_says", "we_say"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk is full",
        ),
        ("OSError: [Errno 122] Disk quota exceeded: '/home/ada/x'", "disk is full"),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)': /simple/torch/\n"
            "ERROR: No matching distribution found for torch==2.13.0",
            "network is gone",
        ),
        ("socket.gaierror: [Errno -3] Temporary failure in name resolution", "network is gone"),
        ("ReadTimeoutError: HTTPSConnectionPool(host='h', port=443): Read timed out.", "network is gone"),
        ("ERROR: No matching distribution found for torch==2.13.0", "pip finds no build of torch==2.13.0"),
        (
            "words\nERROR: something else\nmore words",
            "pip could not install the course's packages: ERROR: something",
        ),
    ],
)
def test_what_pip_says_becomes_one_sentence(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pip_says: str, we_say: str
) -> None:
    monkeypatch.setattr(bootstrap, "make_venv", lambda root: pretend_pip(toy, pip_says))
    assert we_say in sentence(toy, capsys)


def test_a_full_disk_is_noticed_before_the_download(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**10, 10**10 - 10**9, 10**9))
    assert sentence(toy, capsys).startswith("The disk is too full: the environment needs about 3.0 GB and ")
    assert not (toy / ".venv").exists()


def test_a_disk_that_fills_up_under_venv_is_noticed(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = toy / "python"
    fake.write_text(
        '#!/bin/sh\ncase "$*" in *--clear*) echo "[Errno 28] No space left on device"; exit 1;; esac\n'
    )
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "_base_executable", str(fake))
    assert sentence(toy, capsys).startswith("The disk is full")


def test_a_python_without_venv_is_told_how_to_get_it(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = toy / "python"
    fake.write_text("#!/bin/sh\necho \"ModuleNotFoundError: No module named 'ensurepip'\"; exit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "_base_executable", str(fake))
    said = sentence(toy, capsys)
    assert "comes without its venv module" in said
    assert "sudo apt install python3-venv" in said


def test_a_folder_that_is_not_ours_is_said_in_a_sentence(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def denied(root: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(bootstrap, "make_venv", denied)
    assert "cannot be written to (Permission denied)" in sentence(toy, capsys)


def test_an_old_python_is_told_what_to_do(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    said = sentence(toy, capsys)
    assert said.startswith("The course needs Python 3.11 or newer; this is 3.9.2 (/usr/bin/python3). Install")
    assert said.endswith("make PYTHON=/path/to/python3.12 lab")


def test_an_old_python_may_use_an_environment_that_is_there(
    toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_pip(toy, "fine", status=0)
    stamp = bootstrap.wanted(str(toy), "3.12")
    Path(bootstrap.stamp_path(str(toy))).write_text(json.dumps(stamp))
    assert not bootstrap.is_fresh(str(toy)) or sys.version_info[:2] == (3, 12)
    monkeypatch.setattr(sys, "version_info", (2, 7, 18, "final", 0))
    assert bootstrap.main(str(toy)) == 0


def test_bootstrap_holds_nothing_that_python_2_7_cannot_parse() -> None:
    tree = ast.parse(Path(bootstrap.__file__).read_bytes(), feature_version=(3, 4))
    newer = (
        ast.JoinedStr,
        ast.AnnAssign,
        ast.NamedExpr,
        ast.Nonlocal,
        ast.YieldFrom,
        ast.AsyncFunctionDef,
        ast.Match,
    )
    for node in ast.walk(tree):
        assert not isinstance(node, newer), f"line {node.lineno}"
        assert not (isinstance(node, ast.Raise) and node.cause), f"line {node.lineno}: raise from"
        if isinstance(node, ast.FunctionDef):
            arguments = node.args
            given = [*arguments.posonlyargs, *arguments.kwonlyargs]
            assert not given, f"line {node.lineno}: argument markers"
            assert node.returns is None, f"line {node.lineno}: annotation"
            assert all(argument.annotation is None for argument in arguments.args), (
                f"line {node.lineno}: annotation"
            )
        if isinstance(node, ast.Call):
            assert sum(isinstance(arg, ast.Starred) for arg in node.args) <= 1, f"line {node.lineno}"
    assert Path(bootstrap.__file__).read_bytes().isascii(), "Python 2.7 reads ASCII"
