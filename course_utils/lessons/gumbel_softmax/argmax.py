"""Notebook 07: straight-through the plain argmax, and what becomes of it."""

from __future__ import annotations

import torch

from course_utils.checking import Exercise, Outcome, Text, Witness, words
from course_utils.lessons.gumbel_softmax.estimators import through_softmax
from course_utils.lessons.gumbel_softmax.objectives import QUADRATIC, Objective
from course_utils.lessons.gumbel_softmax.stand_ins import hardest

VALLEY = Objective(
    "a valley between two classes",
    lambda y: 3 * (y[..., 0] - 0.6) ** 2 + 0.5 * y[..., 1],
    lambda y: torch.stack([6 * (y[..., 0] - 0.6), torch.full_like(y[..., 1], 0.5)], -1),
)
"""Cheapest in between, at y_0 = 0.683; of its two corners the first costs 0.48, the second 1.58."""


def st_gradient(objective: Objective, z: torch.Tensor) -> torch.Tensor:
    """What autograd hands back from one_hot(argmax z), straight-through softmax(z); z (K,)."""
    return through_softmax(torch.softmax(z, -1), objective.slope(hardest(z)))


def soft_gradient(objective: Objective, z: torch.Tensor) -> torch.Tensor:
    """The gradient of the cost at softmax(z) itself, the relaxation with nothing hard in it."""
    p = torch.softmax(z, -1)
    return through_softmax(p, objective.slope(p))


def descend(
    objective: Objective, z: torch.Tensor, hard: bool, steps: int, step_size: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Gradient descent from scores z (K,): softmax(z) before each step, (steps, K), and the cost paid "
    "there."""
    gradient = st_gradient if hard else soft_gradient
    path, paid = [], []
    for _ in range(steps):
        p = torch.softmax(z, -1)
        path.append(p)
        paid.append(objective.f(hardest(z) if hard else p))
        z = z - step_size * gradient(objective, z)
    return torch.stack(path), torch.stack(paid)


_CLEAR = 1e-6
"""How far on the wrong side of a right angle the two gradients must be: minus the cosine between them."""


def _wrong_way(z: torch.Tensor) -> Outcome:
    if z.dim() != 1 or len(z) != 3 or not bool(torch.isfinite(z).all()):
        return Outcome(False, "it should be one vector of three finite scores.")
    z = z.to(torch.float64)
    claimed, true = st_gradient(QUADRATIC, z), QUADRATIC.exact_gradient(z)
    said = (
        f"straight-through says `{words.values(claimed)}`, and the gradient of the expected cost is "
        f"`{words.values(true)}`."
    )
    lengths = float(claimed.norm() * true.norm())
    along = float(claimed @ true) / lengths if lengths > 1e-9 else 0.0  # below that, saturated
    if along > _CLEAR:
        winner = int(z.argmax())
        return Outcome(
            False,
            f"{said} They agree, roughly. Class {winner} wins here, and it costs "
            f"{float(QUADRATIC.at_corners(3)[winner]):.3f}. "
            "Straight-through looks at the winner's surroundings only. What if a *cheap* class wins?",
            "a gradient that exists is the right one",
        )
    if along > -_CLEAR:
        return Outcome(
            False,
            f"{said} A right angle, or nothing at all: the step would do neither good nor harm. "
            "Are the scores so far apart that softmax is saturated?",
        )
    signs = int((claimed.sign() != true.sign()).sum())
    return Outcome(
        True,
        f"{said} The sign is wrong in {signs} of 3 entries, and a small step against the first "
        "makes the expected cost *larger*.",
    )


wrong_way = Exercise(
    id="07.wrong_way",
    title="Break it: uphill",
    points=2,
    task=Witness(
        wants="three scores at which a small step against the straight-through gradient raises the expected "
        "cost",
        breaks=_wrong_way,
        limit=3,
    ),
    hints=(
        "The three classes cost 0.515, 1.215 and 0.515. The true gradient makes the expensive one rarer.",
        "Straight-through sees only the slope of f at the winning corner, $2(y - t)$. At corner 0 that is "
        "(1.1, -0.2, -0.9): less of class 0, more of the others. Is that what the true gradient wants there?",
        "Let a cheap class lead, but not by far, such as `torch.tensor([1.0, 0.0, 0.0])`.",
    ),
)


_RARE = 0.01


def _in_between(z: torch.Tensor) -> Outcome:
    if z.dim() != 1 or len(z) < 3 or not bool(torch.isfinite(z).all()):
        return Outcome(False, "it should be one vector of finite scores, three or more.")
    p = torch.softmax(z.to(torch.float64), -1)
    mean = float((p * torch.arange(len(z), dtype=torch.float64)).sum())
    named = round(mean)
    said = (
        f"the expected index is {mean:.3f}, so class {named}, whose probability is {float(p[named]):.4f}; "
        f"the "
        f"argmax is {int(z.argmax())}."
    )
    if named == int(z.argmax()):
        return Outcome(
            False,
            f"{said} They agree. The expected index is a *mean*. When does a mean lie where nobody is?",
            "the expected index approximates the argmax",
        )
    if float(p[named]) >= _RARE:
        return Outcome(
            False,
            f"{said} They differ already. Can you make class {named} nearly impossible, and its two sides "
            "likely?",
        )
    return Outcome(True, f"{said} The mean of two likely classes is a class that is neither.")


soft_argmax = Exercise(
    id="07.soft_argmax",
    title="Break it: the other soft argmax",
    points=2,
    task=Witness(
        wants="scores at which the expected index, rounded, is a class with probability below 0.01",
        breaks=_in_between,
        limit=16,
    ),
    hints=(
        "A mean of indices lies in the middle. Which classes should be likely, so that the middle is not?",
        "Two equal peaks, with a low score between them.",
        "`torch.tensor([9.0, 0.0, 9.0])`: the mean index is 1.",
    ),
)


explain = Exercise(
    id="07.explain",
    title="Explain it to a friend",
    task=Text(
        model_answer=(
            "loss.backward() always finds numbers for a straight-through argmax, because softmax stands in "
            "for the argmax on the way back. That they exist does not make them the gradient of your loss: "
            "the true derivative of a plain argmax is zero, so there is nothing they could estimate. They "
            "are the slope of f at one corner, pushed through softmax. Where the cost bends between the "
            "corners they can point uphill, and training can swing around a tie forever. If you want a "
            "decision, train on the soft output, take the argmax afterwards, and check what the argmax then "
            "costs. If you want to learn a random choice, draw it: with Gumbel-softmax, straight-through or "
            "not, with some bias, or with REINFORCE and a baseline, with none."
        ),
        rubric=(
            "Says that a gradient that exists need not be the right one (the true derivative of argmax is "
            "0).",
            "Says what stands in backward (softmax), and that this is a bias which no averaging removes.",
            "Suggests something that works: the soft output, a drawn sample with Gumbel-softmax, or "
            "REINFORCE.",
        ),
        min_words=15,
    ),
)
