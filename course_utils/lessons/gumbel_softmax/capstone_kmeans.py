"""Notebook 07's capstone: the same bits spent by k-means."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch

from course_utils.lessons.gumbel_softmax import capstone


@dataclass(frozen=True)
class Codebook:
    """What a k-means of so many centroids makes of the pictures, in wrong pixels of 64."""

    bits: float
    train: float
    held_out: float


def _nearest(x: torch.Tensor, centroids: torch.Tensor) -> torch.Tensor:
    """The nearest centroid of each row of `x`, (N, D) and (C, D) to (N, D)."""
    return centroids[torch.cdist(x, centroids).argmin(-1)]


def _fit(x: torch.Tensor, count: int, starts: int) -> torch.Tensor:
    """Centroids (count, D) by scikit-learn's KMeans, best of `starts`, always from the same seed."""
    from sklearn.cluster import KMeans  # slow to import
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # sums in one order, however many cores there are
        fitted = KMeans(count, n_init=starts, random_state=0).fit(x.double().numpy())
    return torch.from_numpy(fitted.cluster_centers_)


def codebook(count: int, starts: int = 3) -> Codebook:
    """k-means with `count` centroids on the training pictures: log2(count) bits for each picture."""
    data = capstone.pictures()
    centroids = _fit(data.train, count, starts)
    train, held_out = (
        capstone.wrong_pixels(_nearest(x.double(), centroids), x) for x in (data.train, data.held_out)
    )
    return Codebook(math.log2(count), train, held_out)


def by_letter(letters: int = capstone.M, alphabet: int = capstone.K, starts: int = 10) -> Codebook:
    """k-means letter by letter: each letter describes what the letters before it left over.

    As many letters and words as the autoencoder has, but only letters * alphabet centroids, added up
    (residual vector quantization).
    """
    data = capstone.pictures()
    left = {"train": data.train.double(), "held_out": data.held_out.double()}
    for _ in range(letters):
        centroids = _fit(left["train"], alphabet, starts)
        left = {side: x - _nearest(x, centroids) for side, x in left.items()}
    train, held_out = (
        capstone.wrong_pixels(x - left[side], x)
        for side, x in (("train", data.train), ("held_out", data.held_out))
    )
    return Codebook(letters * math.log2(alphabet), train, held_out)
