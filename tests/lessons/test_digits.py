"""The digits model: the same on every run, and no figure of it hangs on a rounding."""

from __future__ import annotations

import pytest
import torch

from course_utils.lessons import digits


@pytest.fixture(scope="module")
def data() -> digits.Digits:
    return digits.load()


@pytest.fixture(scope="module")
def model(data: digits.Digits) -> digits.LinearModel:
    return digits.train_linear(data.x_train, data.y_train)


def test_the_pictures_are_split_once_and_shared_by_no_side(data: digits.Digits) -> None:
    assert data.x_train.shape == (1437, digits.PIXELS)
    assert data.x_held_out.shape == (360, digits.PIXELS)
    assert (len(data.y_train), len(data.y_held_out)) == (1437, 360)
    assert data.x_train.dtype == data.x_held_out.dtype == torch.float32
    assert float(data.x_train.min()) == 0.0
    assert float(data.x_train.max()) == 1.0
    train = {tuple(row) for row in data.x_train.tolist()}
    assert not any(tuple(row) in train for row in data.x_held_out.tolist())
    assert set(data.y_held_out.tolist()) == set(range(digits.CLASSES))


@pytest.mark.parametrize("held_out", [0, -1, 1797])
def test_a_split_with_an_empty_side_is_refused(held_out: int) -> None:
    with pytest.raises(ValueError, match="pictures on both sides"):
        digits.load(held_out=held_out)


def test_training_twice_gives_the_same_model(data: digits.Digits, model: digits.LinearModel) -> None:
    again = digits.train_linear(data.x_train, data.y_train)
    assert torch.equal(again.weight, model.weight)
    assert torch.equal(again.bias, model.bias)


def test_one_step_from_zero_is_the_gradient_by_hand(data: digits.Digits) -> None:
    stepped = digits.train_linear(data.x_train, data.y_train, steps=1, step_size=1.0)
    x = data.x_train.to(torch.float64)
    off = (
        torch.full((len(x), 10), 0.1, dtype=torch.float64) - torch.eye(10, dtype=torch.float64)[data.y_train]
    )
    assert torch.allclose(stepped.weight, -(off.T @ x) / len(x), rtol=0, atol=1e-14)
    assert torch.allclose(stepped.bias, -off.mean(0), rtol=0, atol=1e-14)


def test_the_held_out_figures_do_not_hang_on_rounding(data: digits.Digits, model: digits.LinearModel) -> None:
    scores = model.scores(data.x_held_out)
    best, second = scores.topk(2).values.T
    assert float((best - second).min()) > 0.1, "a guess that rounding could turn"
    # The same training in another order of summation, as another machine may do it.
    order = torch.arange(len(data.y_train) - 1, -1, -1)
    other = digits.train_linear(data.x_train[order], data.y_train[order])
    assert float((other.scores(data.x_held_out) - scores).abs().max()) < 1e-9


def test_scores_keep_batch_dimensions_and_follow_the_model(
    data: digits.Digits, model: digits.LinearModel
) -> None:
    x = data.x_held_out[:6]
    scores = model.scores(x.reshape(2, 3, -1))
    assert scores.shape == (2, 3, 10)
    assert scores.dtype == torch.float64
    assert torch.allclose(scores.reshape(6, 10), model.scores(x), rtol=0, atol=1e-12)
    assert torch.allclose(
        model.scores(x[0]), model.weight @ x[0].to(torch.float64) + model.bias, rtol=0, atol=1e-12
    )
