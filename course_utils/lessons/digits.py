"""Handwritten digits and a linear model of them: the real thing that runs through the course.

The pictures are scikit-learn's `load_digits`: 1797 scans of 8 x 8 pixels, with the package, so nothing is
downloaded (E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998).

Everything here is deterministic: a seeded split, training from zero by full-batch gradient descent in
float64. Repeated or on another machine, the figures agree far beyond the digits that a notebook prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch

CLASSES = 10
PIXELS = 64


@dataclass(frozen=True)
class Digits:
    """Pictures as rows of pixels in [0, 1] (float32) and their labels 0 ... 9 (int64), split in two.

    x_train (1437, 64), y_train (1437,): to fit a model with.
    x_held_out (360, 64), y_held_out (360,): never seen in training, to judge it by.
    """

    x_train: torch.Tensor
    y_train: torch.Tensor
    x_held_out: torch.Tensor
    y_held_out: torch.Tensor


@dataclass(frozen=True)
class LinearModel:
    """One linear score per class: `scores(x) = x @ weight.T + bias`.

    weight (K, D), bias (K,), both of one floating dtype.
    """

    weight: torch.Tensor
    bias: torch.Tensor

    def scores(self, x: torch.Tensor) -> torch.Tensor:
        """Logits (..., K) for rows of pixels `x` (..., D), in the model's dtype and on its device."""
        return x.to(self.weight) @ self.weight.T + self.bias


@cache
def load(held_out: int = 360, seed: int = 0) -> Digits:
    """The digits, shuffled with `seed`; the first `held_out` of them are kept from training.

    The split is at random over pictures, so a writer's hand may be on both sides of it.

    Raises:
        ValueError: `held_out` leaves one of the two sides empty.
    """
    from sklearn.datasets import load_digits  # slow to import, and only this function needs it

    bunch = load_digits()
    x = torch.from_numpy(bunch.data / bunch.data.max()).to(torch.float32)
    y = torch.from_numpy(bunch.target).to(torch.int64)
    if not 0 < held_out < len(y):
        raise ValueError(
            f"held_out must be between 1 and {len(y) - 1}, to leave pictures on both sides; it is {held_out}."
        )
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed))
    kept, rest = order[:held_out], order[held_out:]
    return Digits(x_train=x[rest], y_train=y[rest], x_held_out=x[kept], y_held_out=y[kept])


def train_linear(
    x: torch.Tensor, y: torch.Tensor, *, steps: int = 300, step_size: float = 1.0
) -> LinearModel:
    """Fit linear scores to pictures `x` (N, D) and labels `y` (N,) by gradient descent from zero weights.

    Each step looks at all N rows and moves against the gradient of the mean negative log-likelihood of the
    true class. That loss is convex in weight and bias, so no luck is involved. Runs in float64 on the device
    of `x`; 0.2 s for the digits on one core. Returns a float64 model with K = 10 classes.
    """
    x = x.to(torch.float64)
    weight = torch.zeros(CLASSES, x.shape[-1], dtype=torch.float64, device=x.device, requires_grad=True)
    bias = torch.zeros(CLASSES, dtype=torch.float64, device=x.device, requires_grad=True)
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(x @ weight.T + bias, y)
        slopes = torch.autograd.grad(loss, (weight, bias))
        with torch.no_grad():
            for parameter, slope in zip((weight, bias), slopes, strict=True):
                parameter -= step_size * slope
    return LinearModel(weight=weight.detach(), bias=bias.detach())
