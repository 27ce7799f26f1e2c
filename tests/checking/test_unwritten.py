"""An answer that calls a function which is still to be written says which."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from course_utils.checking import Case, Exercise, Function, Status
from course_utils.checking.sampler import Sampler, Trial, categorical

TASKS = (
    Function(name="twice", reference=lambda z: 2 * z, cases=lambda draw: [Case((torch.ones(2),))]),
    Sampler(name="twice", trials=lambda draw: [Trial((torch.ones(2),), categorical(torch.ones(2) / 2))]),
)
BOTH = pytest.mark.parametrize("task", TASKS, ids=lambda t: type(t).__name__)


def text(task: Any, answer: object) -> str:
    verdict = Exercise(id="99.twice", title="Twice", task=task).verdict(answer)
    assert verdict.status is Status.NOT_ATTEMPTED
    return verdict.to_text()


def half(z, *count):
    raise NotImplementedError("your turn")


@BOTH
def test_the_function_that_is_called_is_named(task: Any) -> None:
    def twice(z, *count):
        return 4 * half(z, *count)

    assert "`half`, which your function calls, is not written yet" in text(task, twice)


@BOTH
def test_an_answer_that_is_itself_unwritten_is_sent_to_its_own_cell(task: Any) -> None:
    def twice(z, *count):
        raise NotImplementedError("your turn")

    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, z):
            raise NotImplementedError("your turn")

    for answer in (twice, half, lambda z, *count: Twice.apply(z)):
        assert "Fill in the cell above" in text(task, answer)
