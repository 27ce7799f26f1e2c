"""What the digits model of 01 finds surprising, computed: the figures behind `01.most_surprised`."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import torch

from course_utils.lessons import digits


class Surprise(NamedTuple):
    """The held-out picture whose true class got the smallest probability, and what the model said of it."""

    row: int
    probability: float
    guess: int


@cache
def trained() -> digits.LinearModel:
    """The linear model of the digits that the notebook trains."""
    data = digits.load()
    return digits.train_linear(data.x_train, data.y_train)


@cache
def probabilities() -> torch.Tensor:
    """That model's probabilities on the held-out pictures, (360, 10), float64."""
    return torch.softmax(trained().scores(digits.load().x_held_out), -1)


def most_surprising() -> Surprise:
    """The answer to `01.most_surprised`, computed."""
    p, y = probabilities(), digits.load().y_held_out
    true = p.gather(-1, y[:, None])[:, 0]
    row = int(true.argmin())
    return Surprise(row=row, probability=float(true[row]), guess=int(p[row].argmax()))


def least_confident() -> int:
    """The held-out row whose largest probability is smallest: unsure, which is not the same as surprised."""
    return int(probabilities().max(-1).values.argmin())


def least_surprising() -> int:
    """The held-out row whose true class got the largest probability."""
    y = digits.load().y_held_out
    return int(probabilities().gather(-1, y[:, None]).argmax())


def row_of_the_smallest_entry() -> int:
    """The held-out row with the smallest probability of any class, true or not."""
    return int(probabilities().amin(-1).argmin())


def classes() -> int:
    """How many digits there are."""
    return probabilities().shape[-1]


def of_the_truth(row: int) -> float:
    """What the model gave the true class of a held-out row."""
    return float(probabilities()[row, digits.load().y_held_out[row]])


def favorite() -> float:
    """What the model gave its own guess on the most surprising picture."""
    return float(probabilities()[most_surprising().row].max())


def log_probability() -> float:
    """The log of the true class's probability on the most surprising picture."""
    return math.log(most_surprising().probability)


def label() -> int:
    """The true class of the most surprising picture."""
    return int(digits.load().y_held_out[most_surprising().row])
