"""One place for dependencies: pyproject.toml. The lock and environment.yml follow it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def conda(root: Path) -> dict:
    return yaml.safe_load((root / "environment.yml").read_text())


def ranges(project: dict) -> list[Requirement]:
    return [
        Requirement(line) for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]
    ]


def pins(root: Path) -> dict[str, list[Requirement]]:
    """Package name to its pins; there are several where they depend on the Python or the platform."""
    found: dict[str, list[Requirement]] = {}
    for line in (root / "requirements.lock").read_text().splitlines():
        pin = Requirement(line)
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def test_every_line_of_the_lock_is_an_exact_pin(root: Path) -> None:
    for choices in pins(root).values():
        for pin in choices:
            assert re.fullmatch(r"==[^*,]+", str(pin.specifier)), pin


def test_the_lock_answers_every_range_of_pyproject(root: Path, project: dict) -> None:
    locked = pins(root)
    for wanted in ranges(project):
        choices = locked[canonicalize_name(wanted.name)]
        for pin in choices:
            version = str(pin.specifier).removeprefix("==")
            assert wanted.specifier.contains(version), f"{wanted} and {pin}: run make lock"


def test_the_lock_pins_torch_2_13_0(root: Path) -> None:
    assert [str(pin) for pin in pins(root)["torch"]] == ["torch==2.13.0"]


def test_this_environment_is_what_the_lock_says(root: Path) -> None:
    from importlib.metadata import version

    for name, choices in pins(root).items():
        for pin in choices:
            if pin.marker is None or pin.marker.evaluate():
                # A local part, as in 2.13.0+cpu, is the same release built otherwise.
                assert Version(version(name)).public == str(pin.specifier).removeprefix("=="), name


def test_environment_yml_has_the_form_that_conda_and_binder_read(conda: dict, project: dict) -> None:
    assert list(conda) == ["name", "channels", "dependencies"]
    assert conda["name"] == project["name"]
    assert conda["channels"] == ["conda-forge"]
    *plain, last = conda["dependencies"]
    assert all(re.fullmatch(r"[a-z0-9-]+(=[0-9.]+)?", line) for line in plain)
    assert set(last) == {"pip"}
    assert "pip" in plain, "conda wants pip named before it runs it"


def test_environment_yml_equals_pyproject(conda: dict, project: dict) -> None:
    """Python in pyproject's range; all else from the lock, which the tests above keep equal to pyproject."""
    *plain, last = conda["dependencies"]
    (python,) = [line.partition("=")[2] for line in plain if line.startswith("python")]
    assert SpecifierSet(project["requires-python"]).contains(f"{python}.0")
    assert set(plain) == {f"python={python}", "pip"}, "a package from conda would escape the lock"
    assert last["pip"] == ["-r requirements.lock", "-e ."]


@pytest.mark.full
@pytest.mark.timeout(900)
def test_the_pip_part_of_environment_yml_installs_into_a_fresh_environment(
    root: Path, conda: dict, tmp_path: Path
) -> None:
    for name in ("requirements.lock", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, tmp_path)
    shutil.copytree(root / "course_utils", tmp_path / "course_utils")
    # As conda does: the pip part becomes a requirements file beside environment.yml.
    (tmp_path / "condaenv.requirements.txt").write_text("\n".join(conda["dependencies"][-1]["pip"]))

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", "fresh")
    python = str(tmp_path / "fresh" / "bin" / "python")
    run(python, "-m", "pip", "install", "-r", "condaenv.requirements.txt")
    assert "No broken requirements" in run(python, "-m", "pip", "check")
    where = run(python, "-c", "import torch, course_utils; print(torch.__version__, course_utils.__file__)")
    assert where.startswith("2.13.0")
    assert str(tmp_path) in where
    assert "publish" in run(str(tmp_path / "fresh" / "bin" / "softmax-course"), "--help")
