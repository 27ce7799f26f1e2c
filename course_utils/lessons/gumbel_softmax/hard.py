"""Notebook 07: straight-through. A forward pass that is exactly one-hot, and spellings that are not."""

from __future__ import annotations

import torch

from course_utils.checking import (
    Case,
    Draw,
    Exercise,
    Function,
    Misconception,
    Outcome,
    Symptom,
    Witness,
    rounding,
    words,
)
from course_utils.lessons.gumbel_softmax.stand_ins import borrowed, hardest

DTYPES = (torch.float16, torch.bfloat16, torch.float32, torch.float64)


def reference(y: torch.Tensor) -> torch.Tensor:
    """The one-hot with the gradient of `y`, by a Function that only copies."""
    return borrowed(hardest(y), y)


def reordered(y: torch.Tensor) -> torch.Tensor:
    """The tempting spelling that adds first."""
    return (hardest(y) + y) - y


def around_scores(z: torch.Tensor) -> torch.Tensor:
    """The tempting spelling that wraps the scores themselves."""
    return hardest(z) - z + z


def _inexact(dtype: torch.dtype) -> torch.Tensor:
    """Two entries whose sum is 1 and at which `reordered` is not one-hot in this dtype."""
    for n in range(1, 200):
        top = torch.tensor(1 - n / 401, dtype=torch.float64).to(dtype)
        y = torch.stack([top, (1 - top.double()).to(dtype)])
        if bool((reordered(y) != hardest(y)).any()):
            return y
    raise AssertionError(f"no such pair in {dtype}")


def cases(draw: Draw) -> list[Case]:
    """Rows one can read, a tie, and in every dtype: a row that the wrong order of adding breaks, and many."""
    rows = [
        Case((torch.tensor([0.25, 0.75]),), gradient=True),
        Case((torch.tensor([0.25, 0.375, 0.375]),), gradient=True, about="a tie"),
        Case((torch.tensor([[0.25, 0.75], [0.625, 0.375]]),), gradient=True, about="a batch"),
        Case((torch.tensor([0.25, 0.5, 0.125, 0.125]),), gradient=True),
        Case((torch.full((3, 4), 0.25),), gradient=True, about="all equal"),
        Case((torch.tensor([0.0, 1.0, 0.0]),), gradient=True, about="hard already"),
    ]
    for dtype in DTYPES:
        name = str(dtype).removeprefix("torch.")
        rows.append(Case((_inexact(dtype),), gradient=True, about=name))
        many = torch.softmax(draw.normal(40, 5, scale=2.0, dtype=torch.float64), -1).to(dtype)
        rows.append(Case((many,), gradient=True, about=f"{name}, many rows"))
    return rows


def _almost(s: Symptom) -> bool:
    if s.kind != "values" or s.got is None or s.expected is None or s.got.shape != s.expected.shape:
        return False
    return bool((s.got - s.expected).abs().max() <= 0.05)


def _shared(s: Symptom) -> bool:
    if s.kind != "values" or s.got is None or s.case.about not in ("a tie", "all equal"):
        return False
    return bool((s.got.sum(-1) > 1.5).all())


def _winner_only(s: Symptom) -> bool:
    if s.kind != "gradient" or s.got is None or s.expected is None:
        return False
    losers = hardest(s.case.args[0]).reshape(s.got.shape) == 0
    return bool((s.got[losers] == 0).all()) and not _nothing(s)


def _nothing(s: Symptom) -> bool:
    return s.kind == "gradient" and s.got is not None and bool((s.got == 0).all())


straight_through = Exercise(
    id="07.straight_through",
    title="Hard forward, soft backward",
    points=3,
    task=Function(
        name="straight_through",
        reference=reference,
        cases=cases,
        tolerance=rounding.exact(),
        gradient_tolerance=rounding.exact(),
        misconceptions=(
            Misconception(
                name="the slope of the one-hot",
                says="The one-hot is right, and it knows nothing of `y`: an argmax hands back no slope. How "
                "can you add something that is *zero* forward, and has the slope of `y` backward?",
                symptom=lambda s: s.kind == "no_graph",
            ),
            Misconception(
                name="nothing hard",
                says="That is `y` itself, unchanged. Forward, all but the winner must be exactly 0.",
                mimic=lambda y: y.clone(),
            ),
            Misconception(
                name="rounded",
                says="It looks as if you round. What does rounding make of a winner below one half?",
                mimic=lambda y: y.round(),
            ),
            Misconception(
                name="almost one-hot",
                says="Almost one-hot, but not *exactly*: something was lost in the last digit. Rounding hits "
                "whenever 1 and `y` meet in one sum. In which order do your three terms meet? Could two "
                "of them cancel before the third comes in?",
                symptom=_almost,
            ),
            Misconception(
                name="a tie has two winners",
                says="Equal entries should not win together: one-hot means one 1, here for the first of "
                "them. "
                "What does `y == y.max()` give at a tie, and what does `argmax`?",
                symptom=_shared,
            ),
            Misconception(
                name="detach forgotten",
                says="The forward pass is right. Backward, the slopes cancel, and nothing comes back: what "
                "you add is 0, and autograd sees that its slope is 0 too. Which of the two `y` should it "
                "not see?",
                symptom=_nothing,
            ),
            Misconception(
                name="a slope for the winner only",
                says="The forward pass is right. Backward, only the winner's entry lets a slope through. "
                "Every entry of `y` should get the slope that came for it.",
                symptom=_winner_only,
            ),
            Misconception(
                name="a changed slope",
                says="The forward pass is right. Backward, the slope should pass as it is, as if the result "
                "*were* `y`. By what does your spelling multiply it?",
                symptom=lambda s: s.kind == "gradient",
            ),
        ),
    ),
    hints=(
        "Two ingredients: the one-hot, `torch.nn.functional.one_hot(y.argmax(-1), y.shape[-1]).to(y.dtype)`, "
        "and `y.detach()`, which has the value of `y` and no slope.",
        "`y - y.detach()` is 0, exactly, and has the slope of `y`. What happens if you add that to "
        "the one-hot?",
        "`hard + (y - y.detach())`, with these brackets.",
    ),
)


def _not_one_hot(of: torch.Tensor) -> bool:
    return bool(((of != 0) & (of != 1)).any()) or float(of.sum()) != 1.0


def _try_spellings(y: torch.Tensor, z: torch.Tensor) -> Outcome:
    y, z = (x.float() if x.dtype is torch.float64 else x for x in (y, z))  # the notebook asks for float32
    for name, x in (("y", y), ("z", z)):
        if x.dim() != 1 or len(x) < 2 or not x.dtype.is_floating_point or not bool(torch.isfinite(x).all()):
            return Outcome(False, f"`{name}` should be one vector of finite numbers, two or more.")
    if bool((y < 0).any()) or abs(float(y.double().sum()) - 1) > 0.02:
        return Outcome(False, "`y` should be probabilities: none below 0, and all together 1.")
    first, second = reordered(y), around_scores(z)
    said = f"`(hard + y) - y` is `{_precisely(first)}`, and `hard - z + z` is `{_precisely(second)}`."
    if not _not_one_hot(first):
        return Outcome(
            False,
            f"{said} The first is one-hot. `hard + y` has to round near 1 + y: does your winner have binary "
            "digits that get lost there? Many a random row breaks. Try some.",
            "",
        )
    if not _not_one_hot(second):
        return Outcome(
            False,
            f"{said} `y` breaks the first. The second is still one-hot: nothing holds z near 1. What happens "
            "to 1 - z, if z is a hundred million?",
        )
    return Outcome(True, f"{said} Neither is one-hot. A detail of spelling, and the promise is gone.")


def _precisely(x: torch.Tensor) -> str:
    off = [abs(v - round(v)) for v in x.double().tolist()]
    return words.values(x.double(), 12 if max(off) > 0 else 4)


tempting = Exercise(
    id="07.tempting",
    title="Break two spellings",
    points=2,
    task=Witness(
        wants="probabilities y at which (hard + y) - y.detach() is not one-hot, and scores z at which "
        "hard - z.detach() + z is not",
        breaks=_try_spellings,
        count=2,
        names=("y", "z"),
        limit=16,
    ),
    hints=(
        "For `y`: draw rows, `torch.softmax(torch.randn(3), -1)`, until one breaks. Many do.",
        "For `z`: floats far from 0 lie far apart. At 100 million, the next float32 is 8 away. What is left "
        "of "
        "1 - z + z?",
        "For `y`: `torch.tensor([0.8, 0.2])` breaks. For `z`: `torch.tensor([1e8, 2e8])` does.",
    ),
)
