"""The exercises of 00, a welcome: one toy of each kind, around shares of a total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch

from course_utils.checking import (
    Bet,
    Case,
    Draw,
    Exercise,
    Function,
    Misconception,
    Outcome,
    Part,
    Property,
    Text,
    Value,
    Witness,
    WrongValue,
    rounding,
    words,
)
from course_utils.lessons.welcome import proofs

SCORES = (2.0, 1.0, 3.0, 5.0, 4.0)
"""The five scores that run through the course."""


def reference_shares(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """Shares of a total by way of the mean: z / (K · mean). Same shape as `z`."""
    return z / (z.mean(dim, keepdim=True) * z.shape[dim])


def _direction(before: float, after: float) -> str:
    if abs(before - after) < 1e-12:
        return "stays"
    return "grows" if after > before else "shrinks"


def _what_happens() -> Mapping[str, str]:
    z = torch.tensor(SCORES, dtype=torch.float64)
    top = int(z.argmax())
    before, shifted, scaled = (float(reference_shares(x)[top]) for x in (z, z + 10, 2 * z))
    named = {"1/5": 1 / 5, "1/3": 1 / 3, "1/2": 1 / 2}
    return {
        "share": min(named, key=lambda name: abs(named[name] - before)),
        "plus_ten": _direction(before, shifted),
        "doubled": _direction(before, scaled),
    }


first_bets = Exercise(
    id="00.first_bets",
    title="Three bets on a cake",
    task=Bet(
        parts=(
            Part(
                "share",
                "Scores 2, 1, 3, 5, 4: what share of the total does class 3 (score 5) hold?",
                options=("1/5", "1/3", "1/2"),
                because={
                    "1/5": "A fifth would be its share if all five were equal.",
                    "1/3": "The total is 15, and 5 of 15 is a third.",
                    "1/2": "The total is 15. Half of that would be 7.5.",
                },
            ),
            Part(
                "plus_ten",
                "Add 10 to every score: what does its share do?",
                options=("grows", "stays", "shrinks"),
                because={
                    "grows": (
                        "It did get more cake, but so did everybody else: 15 of 65 is less than 5 of 15."
                    ),
                    "stays": (
                        "The *gaps* stay as they were, but shares do not look at gaps: 15 of 65 is less "
                        "than 5 of 15."
                    ),
                    "shrinks": (
                        "Everybody got the same 10, and that evens the shares out: 15 of 65 is less than 5 "
                        "of 15."
                    ),
                },
                misconceptions={"stays": "shares depend on gaps only"},
            ),
            Part(
                "doubled",
                "Double every score instead: what does its share do?",
                options=("grows", "stays", "shrinks"),
                because={
                    "grows": "The gap grows, but so does the total: 10 of 30 is 5 of 15.",
                    "stays": "Part and total double together: 10 of 30 is 5 of 15.",
                    "shrinks": "The total doubles, but so does the part: 10 of 30 is 5 of 15.",
                },
            ),
        ),
        outcome=_what_happens,
    ),
)


def share_cases(draw: Draw) -> Sequence[Case]:
    """Vectors first, then matrices and more, each with a total far from 0."""
    square = torch.tensor([[1.0, 2.0], [3.0, 4.0]])

    def some(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return draw.uniform(*shape, low=0.5, high=5.0, dtype=dtype)

    return [
        Case((torch.tensor([1.0, 1.0]),), about="two equal scores"),
        Case((torch.tensor([1.0, 3.0]),)),
        Case((torch.tensor(SCORES),)),
        Case((torch.tensor([2.0, 1.0, 3.0, -5.0, 4.0]),), about="one negative score"),
        Case((square,), {"dim": -1}, about="a matrix, each row a cake of its own"),
        Case((square,), {"dim": 0}, about="a matrix, each column a cake of its own"),
        Case((square,), about="a matrix and no `dim`: the last one counts"),
        Case((some(2, 3),), {"dim": 1}),
        Case((some(2, 3),), {"dim": 0}),
        Case((some(1, 4),), about="a batch of one"),
        Case((some(3, 1),), about="a single score in each row"),
        Case((some(2, 3, 4),), {"dim": 1}, about="three dimensions"),
        Case((some(5, dtype=torch.float64),), about="float64"),
        Case((some(5, dtype=torch.float16),), about="float16"),
        Case((some(3, 3, dtype=torch.float64),), {"dim": 0}, about="float64, down the columns"),
    ]


def share_error(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """The bound for z / sum: K - 1 roundings in the sum, each at most u sum |z|; a few in the division."""
    z, dim = case.args[0].to(torch.float64), case.kwargs.get("dim", -1)
    spread = z.abs().sum(dim, keepdim=True) / z.sum(dim, keepdim=True).abs()
    units = z.shape[dim] * spread + 4
    return units * rounding.unit(dtype) * expected.abs() + 2 * rounding.smallest(dtype)


def _sums_are_one(case: Case, p: torch.Tensor) -> bool:
    return bool((p.sum(case.kwargs.get("dim", -1)) - 1).abs().max() < 0.01)


shares = Exercise(
    id="00.shares",
    title="Shares of a total",
    points=2,
    task=Function(
        name="shares",
        reference=reference_shares,
        cases=share_cases,
        tolerance=share_error,
        properties=(Property("the sum", _sums_are_one),),
        misconceptions=(
            Misconception(
                "one total for the whole tensor",
                "It looks as if you divide by the sum of *everything*. For a vector that is its total. But "
                "how many totals does a matrix have, if each row is a cake of its own?",
                mimic=lambda z, dim=-1: z / z.sum(),
            ),
            Misconception(
                "the summed dimension is lost",
                "It looks as if your totals are right, but each one meets the wrong numbers. Which shape "
                "does `z.sum(dim)` have for a matrix, and with which entries does PyTorch line it up?",
                mimic=lambda z, dim=-1: z / z.sum(dim),
            ),
            Misconception(
                "dim ignored",
                "It looks as if you add along the last dimension whatever `dim` says. Where does `dim` "
                "come into your line?",
                mimic=lambda z, dim=-1: z / z.sum(-1, keepdim=True),
            ),
            Misconception(
                "divided by the largest",
                "It looks as if you divide by the *largest* score, so that it gets 1. What is then left "
                "for the others?",
                mimic=lambda z, dim=-1: z / z.amax(dim, keepdim=True),
            ),
            Misconception(
                "divided by the mean",
                "It looks as if you divide by the *mean*. What do your numbers add up to, and what should "
                "shares add up to?",
                mimic=lambda z, dim=-1: z / z.mean(dim, keepdim=True),
            ),
            Misconception(
                "divided by the count",
                "It looks as if you divide by *how many* scores there are. If all scores double, should "
                "the shares double too?",
                mimic=lambda z, dim=-1: z / z.shape[dim],
            ),
            Misconception(
                "percent",
                "These are percentages. A third is 0.3333 here, not 33.33: what do shares of one whole add "
                "up to?",
                mimic=lambda z, dim=-1: 100 * z / z.sum(dim, keepdim=True),
            ),
            Misconception(
                "sizes instead of scores",
                "It looks as if you take absolute values on the way. The formula takes the scores as they "
                "are, minus signs included. What does the `-5` do to the total?",
                mimic=lambda z, dim=-1: z / z.abs().sum(dim, keepdim=True),
            ),
            Misconception(
                "sizes instead of scores",
                "It looks as if you take absolute values on the way. The formula takes the scores as they "
                "are, minus signs included. What does the `-5` do to the total?",
                mimic=lambda z, dim=-1: z.abs() / z.abs().sum(dim, keepdim=True),
            ),
            Misconception(
                "softmax already",
                "That is softmax, and you are one notebook ahead. Here no exponential is wanted: how do "
                "you get from 5 and a total of 15 to a third?",
                mimic=lambda z, dim=-1: torch.softmax(z, dim),
            ),
        ),
    ),
    hints=(
        "A vector has one total. A matrix has one for each row, or one for each column: `dim` says which. "
        "Which call adds along `dim` only?",
        "`z.sum(dim)` holds the right totals, but the dimension it added along is gone. Look at the shapes "
        "of `z` and `z.sum(dim)` for a matrix of 2 rows and 3 columns: can each row find its own total?",
        "With `keepdim=True`, `sum` keeps that dimension, with length 1. Then `z` divided by the totals "
        "gives every row, or every column, its own.",
    ),
)


first_proof = proofs.first_proof


def half_score() -> float:
    """The score at which class 3 holds half: as much as all the others together."""
    return sum(SCORES) - SCORES[3]


half_of_it = Exercise(
    id="00.half_of_it",
    title="Half of the cake",
    task=Value(
        expected=half_score,
        tolerance=1e-6,
        wrong=(
            WrongValue(
                7.5,
                "the total stands still",
                "7.5 is half of 15. But 15 was the total with a score of 5. What is the total when that "
                "score is 7.5?",
            ),
            WrongValue(
                0.5,
                "the share, not the score",
                "0.5 is the *share* we want. Which *score* gives it? Read it off the slider.",
            ),
            WrongValue(
                5.0,
                "where it stands now",
                "With a score of 5 it holds a third. Must the score go up or down?",
            ),
            WrongValue(
                15.0,
                "the old total",
                "With a score of 15 it holds more than half: 15 of 25. How much do the other four hold "
                "together?",
            ),
            WrongValue(
                lambda v: v.dim() == 0 and bool(v < 0),
                "below zero",
                "A score below 0 makes its share negative: look at the bar. Which way makes it grow?",
            ),
        ),
    ),
    hints=(
        "Drag the slider and watch the bar of class 3. When does it read 0.50?",
        "Half of the total means: as much as all the others together. What do the others hold?",
        "The others are 2, 1, 3 and 4. Add them up.",
    ),
)


def breaks_shares(z: torch.Tensor) -> Outcome:
    """Whether z / sum z fails to be a distribution, for an honest (finite) vector of scores."""
    if z.dim() != 1 or z.numel() < 2:
        return Outcome(False, "Give one vector of two scores or more, like `[2, 1]`.", "not a vector")
    z = z if z.dtype.is_floating_point else z.to(torch.float32)
    if not bool(z.isfinite().all()):
        says = "Infinite scores and `nan` break almost anything. Can you do it with finite numbers?"
        return Outcome(False, says, "infinite input")
    total, parts = z.sum(), z / z.sum()
    said = words.values(parts)
    dtype = str(z.dtype).removeprefix("torch.")
    if float(total) == 0:
        says = (
            f"in {dtype} the scores add up to 0, and dividing by 0 gives `{said}`. "
            "Not one of these is a probability."
        )
        return Outcome(True, says)
    if bool(total.isinf()):
        says = f"the total is too large for {dtype}, so it became infinite and the shares are `{said}`."
        return Outcome(True, says)
    if bool((parts < 0).any()):
        least = words.number(float(parts.min()))
        says = f"class {int(parts.argmin())} would hold a share of `{least}`. No probability is negative."
        return Outcome(True, says)
    if bool((z <= 0).all()):
        says = (
            f"the shares are `{said}`, a fine distribution: the minus signs of the scores and of their total "
            "cancel. What if only *some* scores are negative?"
        )
        return Outcome(False, says, "negative scores alone break it")
    says = (
        f"the shares are `{said}`: none is negative and together they make 1. "
        "Which kind of score have you not tried?"
    )
    return Outcome(False, says, "shares always work")


break_it = Exercise(
    id="00.break_it",
    title="Scores that break it",
    task=Witness(
        wants="a vector of two or more finite scores whose shares are no probabilities", breaks=breaks_shares
    ),
    hints=(
        "Drag the slider all the way to the left and read the numbers. Which of them could be no "
        "probability?",
        "One score below 0 among others above 0 is enough. So are scores that cancel.",
        "Try the five scores again, with -5 in the place of 5.",
    ),
)

why_not_shares = Exercise(
    id="00.why_not_shares",
    title="Tell a friend",
    task=Text(
        model_answer="""It works as long as no score is negative and they are not all 0: then every share
            lies between 0 and 1, and together they make 1. If some scores are negative and others positive,
            a share comes out negative, or the total is 0 and there is nothing to divide by. So I would first
            turn every score into a positive number in a way that keeps their order, and then divide by the
            total.""",
        rubric=(
            "Says when it works: no negative score, and a total that is not 0.",
            "Names what breaks: a negative share, or a division by zero.",
            "Makes the scores positive first, keeping their order, and then divides by the total (exp need "
            "not be named).",
        ),
    ),
)
