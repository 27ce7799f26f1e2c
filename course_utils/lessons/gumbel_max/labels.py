"""Notebook 06: the joint law of labels drawn for one or two pictures."""

from __future__ import annotations

import torch

from course_utils.checking.sampler import Law

_APART = 4
"""The likeliest labels of a picture are told apart, this many; the others are one outcome."""


def labels(scores: torch.Tensor, p: torch.Tensor | None = None) -> Law:
    """The law of independent labels, one for each of N = 1 or 2 rows of scores (N, K); draws (count, N).

    `p`, (N, K): the shares that someone else gives the labels; the softmax of the scores if left out.
    """
    exact = torch.softmax(scores.to(torch.float64), -1)
    common = exact.topk(_APART, -1).indices
    group = torch.full(exact.shape, _APART, dtype=torch.int64)
    group.scatter_(-1, common, torch.arange(_APART).expand_as(common))
    shares = torch.zeros(len(scores), _APART + 1, dtype=torch.float64)
    shares.scatter_add_(-1, group, exact if p is None else p)
    names = [[*(f"label {int(k)}" for k in row), "another label"] for row in common]
    if len(scores) == 1:
        joint, said = shares[0], tuple(names[0])
    else:
        joint = (shares[0][:, None] * shares[1]).flatten()
        said = tuple(f"{a} for row 0 with {b} for row 1" for a in names[0] for b in names[1])

    def outcome(draws: torch.Tensor) -> torch.Tensor:
        inside = ((draws >= 0) & (draws < exact.shape[-1])).all(-1)
        place = draws.clamp(0, exact.shape[-1] - 1)
        number = torch.zeros(len(draws), dtype=torch.int64)
        for row in range(len(scores)):
            number = number * (_APART + 1) + group[row][place[:, row]]
        return torch.where(inside, number, -1)

    return Law(joint, outcome, said, shape=(len(scores),), name="labels")
