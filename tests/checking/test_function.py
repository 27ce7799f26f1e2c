"""A function exercise says what was right, the smallest failing case, and which idea is missing."""

from __future__ import annotations

import ast
import math
import re
import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from course_utils.checking import Case, Draw, Exercise, Function, Status, rounding, words

from .conftest import shares


def test_a_right_answer_written_another_way_is_right(exercise: Exercise) -> None:
    def mine(z, dim=-1):
        return (z.T / z.sum(dim)).T if dim == -1 and z.dim() == 2 else z / z.sum(dim, keepdim=True)

    assert exercise.verdict(mine).status is Status.RIGHT


def test_the_stub_is_not_attempted(exercise: Exercise) -> None:
    def stub(z, dim=-1):
        raise NotImplementedError("your turn")

    for untouched in (stub, ..., None):
        assert exercise.verdict(untouched).status is Status.NOT_ATTEMPTED


def test_the_first_failing_case_is_shown_with_both_values_and_the_misconception(exercise: Exercise) -> None:
    verdict = exercise.verdict(lambda z, dim=-1: z / z.sum())
    assert verdict.status is Status.WRONG
    assert verdict.misconception == "whole tensor"
    text = verdict.to_text()
    assert "right on 1 of 5 cases" in text
    assert "down the columns" in text
    assert "Whose total" in text
    assert verdict.counterexample.startswith("shares(tensor([[")
    assert verdict.counterexample.endswith("dim=0)")


def test_the_counterexample_can_be_pasted_and_fails_again(exercise: Exercise) -> None:
    verdict = exercise.verdict(lambda z, dim=-1: z / z.sum())
    again = eval(verdict.counterexample, {"tensor": torch.tensor, "shares": lambda z, dim=-1: z / z.sum()})
    z = eval(verdict.counterexample, {"tensor": torch.tensor, "shares": lambda z, dim=-1: z})
    assert not torch.allclose(again, shares(z, 0))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64], ids=str)
def test_arguments_are_written_as_short_as_they_can_be_pasted(dtype: torch.dtype) -> None:
    assert words.argument(torch.tensor([0.1, -2.0, 0.0], dtype=dtype)).startswith("tensor([0.1, -2., 0.]")
    x = torch.randn(10, generator=torch.Generator().manual_seed(0), dtype=torch.float64).to(dtype)
    names = {"tensor": torch.tensor} | {
        str(d).removeprefix("torch."): d for d in (torch.float16, torch.bfloat16)
    }
    pasted = eval(words.argument(x), names | {"float64": torch.float64})
    assert torch.equal(pasted, x)


def test_the_same_answer_gets_the_same_verdict_twice(exercise: Exercise) -> None:
    assert exercise.verdict(torch.softmax) == exercise.verdict(torch.softmax)


class AlwaysEqual:
    """Claims to equal everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


class Fooling(torch.Tensor):
    """A tensor for which every comparison is true."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True


def in_place(z, dim=-1):
    z /= z.sum(dim, keepdim=True)
    return z.clone()


def swallowed(z, dim=-1):
    out = z / z.sum(dim, keepdim=True)
    z.copy_(out)
    return out


WRONG = {
    "an object whose __eq__ is true": (lambda z, dim=-1: AlwaysEqual(), "AlwaysEqual"),
    "a tensor subclass": (lambda z, dim=-1: shares(z, dim).as_subclass(Fooling), "tensor subclass"),
    "a mutated input": (in_place, "changed its own argument"),
    "an input changed after the fact": (swallowed, "changed its own argument"),
    "a print": (lambda z, dim=-1: print(z), "print the answer instead"),
    "a broadcastable shape": (lambda z, dim=-1: shares(z, dim)[..., None], "shape"),
    "a number for every case": (lambda z, dim=-1: 0.25, "expected"),
    "another dtype": (lambda z, dim=-1: shares(z.double(), dim), "float64, expected float32"),
    "a detached result": (lambda z, dim=-1: shares(z, dim).detach(), "no gradient flows back"),
    "a wrong gradient": (lambda z, dim=-1: z / z.sum(dim, keepdim=True).detach(), "its gradient is"),
    "a numpy array": (lambda z, dim=-1: shares(z, dim).detach().numpy(), "ndarray"),
    "a sparse tensor": (lambda z, dim=-1: shares(z, dim).to_sparse(), "layout"),
    "a meta tensor": (lambda z, dim=-1: shares(z, dim).to("meta"), "meta"),
    "a tuple": (lambda z, dim=-1: (shares(z, dim),), "one tensor"),
    "a string": (lambda z, dim=-1: "half", "`str`"),
    "nan everywhere": (lambda z, dim=-1: z * math.nan, "nan"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_no_trick_passes(exercise: Exercise, kind: str) -> None:
    answer, says = WRONG[kind]
    verdict = exercise.verdict(answer)
    assert verdict.status is Status.WRONG, kind
    assert says in verdict.to_text()


def test_a_view_of_the_input_is_refused_where_a_new_tensor_is_promised() -> None:
    same = Exercise(
        id="99.same",
        title="A copy",
        task=Function(
            name="same",
            reference=lambda z: z.clone(),
            cases=lambda draw: [Case((draw.normal(3),))],
            fresh_result=True,
        ),
    )
    assert same.verdict(lambda z: z.clone()).status is Status.RIGHT
    assert "shares with its argument" in same.verdict(lambda z: z).to_text()
    assert "shares with its argument" in same.verdict(lambda z: z.view(-1)).to_text()


def test_gradients_switched_off_in_the_notebook_do_not_matter(exercise: Exercise) -> None:
    with torch.no_grad():
        assert exercise.verdict(shares).status is Status.RIGHT

    def switches_off(z, dim=-1):
        torch.set_grad_enabled(False)
        return shares(z, dim)

    assert "no gradient flows back" in exercise.verdict(switches_off).to_text()
    assert torch.is_grad_enabled()


@pytest.mark.parametrize("shape", [(10**9,), (30_000, 30_000)])
def test_a_giant_result_is_refused_without_being_looked_at(
    exercise: Exercise, shape: tuple[int, ...]
) -> None:
    start = time.monotonic()
    verdict = exercise.verdict(lambda z, dim=-1: torch.zeros(1).expand(shape))
    assert verdict.status is Status.WRONG
    assert f"returned a tensor of shape {shape}" in verdict.to_text()
    assert time.monotonic() - start < 2


def nearly(z: torch.Tensor) -> torch.Tensor:
    out = 2 * z
    out[1] += 3e-6
    return out


def test_the_entry_that_is_off_is_told_with_enough_digits() -> None:
    twice = Exercise(
        id="99.twice",
        title="Twice",
        task=Function(
            name="twice",
            reference=lambda z: 2 * z,
            cases=lambda draw: [Case((torch.tensor([1.0, 4.0, 2.0]),))],
            tolerance=rounding.relative(1),
        ),
    )
    text = twice.verdict(nearly).to_text()
    assert "gave `[2., 8.000003, 4.]`, expected `[2., 8., 4.]`" in text
    assert "The entry at [1]" in text


def test_a_nan_in_a_large_gradient_is_named_with_its_place() -> None:
    big = Exercise(
        id="99.roots",
        title="Roots",
        task=Function(
            name="root",
            reference=lambda z: (z + 1).sqrt(),
            cases=lambda draw: [Case((draw.uniform(7, 7),), gradient=True)],
        ),
    )

    def spoiled(z):
        inside = torch.ones(7, 7)
        inside[4, 4] = -1
        trap = (inside * (1 + 0 * z)).sqrt()
        return (z + 1).sqrt() + torch.where(torch.zeros(7, 7, dtype=torch.bool), trap, 0.0)

    assert "its gradient is `nan` at [4, 4], expected `" in big.verdict(spoiled).to_text()


def test_one_wrong_entry_among_thousands_is_found() -> None:
    big = Exercise(
        id="99.big",
        title="Many",
        task=Function(
            name="twice",
            reference=lambda z: 2 * z,
            cases=lambda draw: [Case((draw.normal(50, 50),))],
            tolerance=rounding.relative(2),
        ),
    )

    def one_off(z):
        out = 2 * z
        out[17, 31] += 0.01
        return out

    assert big.verdict(lambda z: z + z).status is Status.RIGHT
    assert big.verdict(one_off).status is Status.WRONG


def test_the_students_own_error_is_told_with_its_line(exercise: Exercise) -> None:
    def broken(z, dim=-1):
        z.sum(dim)
        return z / totl  # noqa: F821

    verdict = exercise.verdict(broken)
    assert verdict.status is Status.COULD_NOT_RUN
    assert "NameError" in verdict.to_text()
    assert "return z / totl" in verdict.to_text()
    assert "Traceback" not in verdict.to_text()


def test_exit_in_an_answer_does_not_end_the_kernel(exercise: Exercise) -> None:
    def leaves(z, dim=-1):
        raise SystemExit(3)

    assert exercise.verdict(leaves).status is Status.COULD_NOT_RUN


def test_a_result_instead_of_the_function_is_told(exercise: Exercise) -> None:
    assert "must be the function itself" in exercise.verdict(torch.ones(3)).to_text()
    assert exercise.verdict("shares").status is Status.COULD_NOT_RUN


def test_a_forbidden_operation_is_remarked_but_right() -> None:
    built = Exercise(
        id="99.built",
        title="Softmax",
        task=Function(
            name="softmax",
            reference=lambda z: torch.softmax(z, -1),
            cases=lambda draw: [Case((draw.normal(4),))],
            tolerance=rounding.softmax(),
            without=("softmax",),
        ),
    )
    lazy, built_up = built.verdict(lambda z: z.softmax(-1)), built.verdict(lambda z: z.exp() / z.exp().sum())
    assert lazy.status is built_up.status is Status.RIGHT
    assert "PyTorch did the part" in lazy.to_text()
    assert "PyTorch did" not in built_up.to_text()


def test_a_case_may_demand_an_error() -> None:
    picky = Exercise(
        id="99.picky",
        title="Roots",
        task=Function(
            name="root",
            reference=lambda z: z.sqrt(),
            cases=lambda draw: [Case((torch.tensor(4.0),)), Case((torch.tensor(-1.0),), raises=ValueError)],
        ),
    )

    def careful(z):
        if z < 0:
            raise ValueError("negative")
        return z.sqrt()

    assert picky.verdict(careful).status is Status.RIGHT
    assert "should raise `ValueError`" in picky.verdict(lambda z: z.sqrt()).to_text()


def test_truth_values_are_told_as_true_and_false() -> None:
    asks = Exercise(
        id="99.asks",
        title="Any above zero?",
        task=Function(
            name="above",
            reference=lambda z: (z > 0).any(),
            cases=lambda draw: [Case((torch.tensor([-1.0, 1.0]),))],
            dtype=torch.bool,
        ),
    )
    assert asks.verdict(lambda z: (z > 0).any()).status is Status.RIGHT
    assert "gave `False`, expected `True`" in asks.verdict(lambda z: (z > 0).all()).to_text()


def test_a_result_may_be_near_and_refused_all_the_same() -> None:
    def falls(case: Case, result: torch.Tensor) -> str:
        return "falls. Where should it rise?" if bool((result.diff() < 0).any()) else ""

    task = Function(
        name="f",
        reference=lambda x: x,
        cases=lambda draw: [Case((torch.tensor([1.0, 2.0]),))],
        tolerance=lambda case, expected, dtype: torch.full_like(expected, 5.0),
        refuses=falls,
    )
    exercise = Exercise(id="99.f", title="Rising", task=task)
    assert exercise.verdict(lambda x: x + 3).status is Status.RIGHT
    verdict = exercise.verdict(lambda x: -x)
    assert verdict.status is Status.WRONG
    assert "`f(tensor([1., 2.]))` falls. Where should it rise?" in verdict.to_text()


def test_tuples_are_compared_part_by_part() -> None:
    split = Exercise(
        id="99.split",
        title="Sign and size",
        task=Function(
            name="split",
            reference=lambda z: (z.sign(), z.abs()),
            cases=lambda draw: [Case((draw.normal(4),))],
        ),
    )
    assert split.verdict(lambda z: (z.sign(), z.abs())).status is Status.RIGHT
    assert split.verdict(lambda z: (z.sign(), z)).status is Status.WRONG
    assert "a tuple of 2 tensors" in split.verdict(lambda z: z.sign()).to_text()


def test_a_demo_uses_the_reference_until_the_students_function_is_right(exercise: Exercise) -> None:
    def stub(z, dim=-1):
        raise NotImplementedError("your turn")

    z = torch.tensor([1.0, 3.0])
    untouched, wrong, right = (exercise.for_demo(f) for f in (stub, lambda z, dim=-1: z, shares))
    assert untouched.is_reference
    assert "not written yet" in untouched.label
    assert wrong.is_reference
    assert "not right yet" in wrong.label
    assert not right.is_reference
    assert right.label == "your shares"
    assert torch.equal(untouched(z), right(z))


def test_a_whole_class_is_judged_by_one_run_of_the_reference(exercise: Exercise) -> None:
    calls = []

    def counted(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
        calls.append(z)
        return shares(z, dim)

    shared = replace(exercise, task=replace(exercise.task, reference=counted))
    verdicts = [shared.verdict(answer, seed=3) for answer in (shares, lambda z, dim=-1: z, shares)]
    assert [v.status for v in verdicts] == [Status.RIGHT, Status.WRONG, Status.RIGHT]
    assert len(calls) == len(shared.task.cases(Draw(3)))
    assert shared.verdict(shares, seed=4).status is Status.RIGHT
    assert len(calls) == 2 * len(shared.task.cases(Draw(3)))


def slopes_of(cases: list[Case]) -> Exercise:
    """The sum of squares of each row, where the gradients of `cases` are looked at."""
    task = Function(name="squares", reference=lambda z: (z * z).sum(-1), cases=lambda draw: cases)
    return Exercise(id="99.squares", title="Squares", task=task)


def half_a_slope(z):
    return (z * z).sum(-1) / 2 + ((z * z).sum(-1) / 2).detach()


def test_the_gradient_of_a_single_result_is_told_as_a_student_knows_it() -> None:
    exercise = slopes_of([Case((torch.tensor([[1.0, -3.0]]),), gradient=True)])
    for seed in range(8):  # whatever weight the seed puts in front
        text = exercise.verdict(half_a_slope, seed).to_text()
        assert "its gradient is `[[1., -3.]]`, expected `[[2., -6.]]`." in text
        assert "weights" not in text


def test_a_backward_that_ignores_what_comes_in_is_caught_on_a_single_result_too() -> None:
    class Stubborn(torch.autograd.Function):
        @staticmethod
        def forward(ctx, z):
            ctx.save_for_backward(z)
            return (z * z).sum(-1)

        @staticmethod
        def backward(ctx, v):
            (z,) = ctx.saved_tensors
            return 2 * z

    exercise = slopes_of([Case((torch.tensor([1.0, -3.0]),), gradient=True)] * 8)
    assert exercise.verdict(Stubborn.apply).status is Status.WRONG


def test_the_gradient_of_several_results_names_the_weights_of_their_sum() -> None:
    z = torch.tensor([[1.0, -3.0], [2.0, 5.0]])
    text = slopes_of([Case((z,), gradient=True)]).verdict(half_a_slope).to_text()
    told = re.search(r"gradient is `(.*?)`, expected `(.*?)`\. .*the results, with weights `(.*?)`", text)
    assert told
    got, expected, weights = (torch.tensor(ast.literal_eval(part)) for part in told.groups())
    leaf = z.clone().requires_grad_()
    (weights * half_a_slope(leaf)).sum().backward()
    assert torch.equal(got, leaf.grad)
    assert torch.equal(expected, 2 * leaf.grad)


def test_one_number_may_come_in_any_floating_form_where_one_number_is_asked_for() -> None:
    task = Function(
        name="mean",
        reference=lambda z: z.mean(),
        cases=lambda draw: [Case((torch.tensor([1.0, 2.0]),))],
        one_number=True,
    )
    exercise = Exercise(id="99.mean", title="Mean", task=task)
    tensors = [torch.tensor(1.5), torch.tensor([1.5]), torch.tensor(1.5, dtype=torch.float64)]
    for right in (1.5, np.float32(1.5), np.float64(1.5), *tensors, torch.nn.Parameter(tensors[1])):
        assert exercise.verdict(lambda z, right=right: right).status is Status.RIGHT, repr(right)
    for wrong, says in ((torch.tensor([1.5, 1.5]), "shape (2,)"), (torch.tensor(1), "int64"), (1.4, "1.4")):
        assert says in exercise.verdict(lambda z, wrong=wrong: wrong).to_text()
