"""docs/authors.md, followed to the letter: its files, its line in LESSONS, its commands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils import lessons
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^(?P<above>[^\n]*)\n\n```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
Run = Callable[..., subprocess.CompletedProcess[str]]


def files_on_the_page() -> dict[str, str]:
    """Path to text, for every block that stands under a line "In `path` ...:"."""
    blocks = (
        (re.match(r"In `([^`]+)`.*:$", found["above"]), found["body"]) for found in FENCED.finditer(PAGE)
    )
    return {named[1]: body for named, body in blocks if named}


def blocks_of(kind: str) -> list[str]:
    return [found["body"] for found in FENCED.finditer(PAGE) if found["kind"] == kind]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A copy of the course in which somebody has done what the page says; runs its commands there."""
    home = tmp_path_factory.mktemp("course")
    ignored = shutil.ignore_patterns("__pycache__", "*.ipynb")
    for folder in ("course_utils", "solutions"):
        shutil.copytree(ROOT / folder, home / folder, ignore=ignored)
    (home / "tests" / "lessons").mkdir(parents=True)
    for name in ("__init__.py", "answer_files.py", "conftest.py", "test_answers.py"):
        shutil.copy(ROOT / "tests" / name, home / "tests" / name)
    shutil.copy(ROOT / "pyproject.toml", home)
    for path, text in files_on_the_page().items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    register(home / "course_utils" / "lessons" / "__init__.py")
    # The copy comes before the installed package, in the commands and in the kernels that they start.
    env = os.environ | {
        "PYTHONPATH": str(home),
        "OMP_NUM_THREADS": "1",
        "PYTEST_ADDOPTS": "-p no:cacheprovider",
    }

    def run(command: str) -> subprocess.CompletedProcess[str]:
        tool, _, rest = command.partition(" ")
        module = ["-m", "course_utils"] if tool.endswith("softmax-course") else []
        words = [sys.executable, *module, *shlex.split(rest)]
        return subprocess.run(words, cwd=home, env=env, capture_output=True, text=True)

    return run


def register(module: Path) -> None:
    """Add the page's one line to LESSONS."""
    (line,) = [body for body in blocks_of("python") if body.lstrip().startswith("Lesson(")]
    text = module.read_text(encoding="utf-8")
    head, listed, tail = text.partition("LESSONS = (\n")
    assert listed
    end = tail.index("\n)\n") + 1
    module.write_text(head + listed + tail[:end] + line + tail[end:], encoding="utf-8")


def commands() -> list[str]:
    (block,) = blocks_of("sh")
    return block.splitlines()


def test_the_page_gives_all_the_files_that_it_promises() -> None:
    folders = {str(Path(path).parent) for path in files_on_the_page()}
    assert folders == {
        "course_utils/lessons/odds",
        "solutions",
        "tests/lessons",
        "tests/right_answers/09.odds",
        "tests/wrong_answers/09.odds",
    }


def test_every_example_that_the_page_names_is_an_exercise_of_that_kind() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\w+)\.(\w+)` \|$", PAGE, re.MULTILINE)
    assert len(rows) == 8
    modules = {lesson.module: lessons.load(lesson) for lesson in lessons.LESSONS}
    for kind, module, name in rows:
        assert type(getattr(modules[module], name).task).__name__ == kind


def test_who_follows_the_page_has_a_lesson_that_publishes_and_passes(
    followed: Run,
) -> None:
    *working, untouched = commands()
    assert len(working) == 3
    for command in working:
        done = followed(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    done = followed(untouched)
    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout
    assert "CheckFailed: 09.odds not attempted" in done.stdout


def test_the_code_on_the_page_is_clean(followed: Run) -> None:
    done = followed(f".venv/bin/python -m ruff check --no-cache {' '.join(files_on_the_page())}")
    assert done.returncode == 0, done.stdout
