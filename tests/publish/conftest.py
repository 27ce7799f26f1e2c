"""A toy course to publish: one source, one lesson module, in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

LESSON = """
class Exercise:
    def __init__(self, id): self.id = id
    def check(self, *answers): print("Right.")

double = Exercise("00.double")
bet = Exercise("00.bet")
"""

SOURCE = '''\
# %% [markdown]
# # A toy
# It doubles.

# %% tags=["setup"]
import toy_lesson as ex

# %% exercise="00.double" role="answer"
def double(x):
    """Twice `x`."""
    ### BEGIN SOLUTION
    #: one line is enough
    answer = x + x
    return answer
    ### END SOLUTION

# %% exercise="00.double" role="check"
ex.double.check(double)

# %% exercise="00.bet" role="answer"
### BEGIN SOLUTION
#: each one of "nan", "inf"
bet = dict(first="nan", second="inf")
### END SOLUTION

# %% exercise="00.bet" role="check"
ex.bet.check(bet)
'''

Course = Callable[..., Path]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """`course(source=..., lesson=...)` writes a toy course and returns its folder."""

    def write(source: str = SOURCE, lesson: str = LESSON, name: str = "00_toy.py") -> Path:
        folder = tmp_path / "solutions"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
        (folder / "toy_lesson.py").write_text(lesson, encoding="utf-8")
        sys.modules.pop("toy_lesson", None)
        monkeypatch.syspath_prepend(str(folder))
        return tmp_path

    yield write  # type: ignore[misc]
    sys.modules.pop("toy_lesson", None)
