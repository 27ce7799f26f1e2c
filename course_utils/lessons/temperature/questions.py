"""Notebook 04: its bets, its one number to find, and the question in the student's own words."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch

from course_utils.checking import Bet, Exercise, Part, Text, Value, WrongValue

SCORES = (2.0, 1.0, 3.0, 5.0, 4.0)
"""The five scores that run through the course. Class 4 is the runner-up."""


def _as_it_cools(seconds: int = 4) -> str:
    """What the runner-up's share does while T falls from 10 to 0.1."""
    z = torch.tensor(SCORES, dtype=torch.float64)
    share = torch.stack(
        [torch.softmax(z / T, -1)[seconds] for T in torch.logspace(1, -1, 200, dtype=torch.float64)]
    )
    steps = share.diff().sign()
    if bool((steps < 0).all()):
        return "falls all the way"
    return "rises all the way" if bool((steps > 0).all()) else "rises, then falls"


def _outcome() -> Mapping[str, str]:
    from course_utils.lessons.temperature import calibration, text_model

    z, y = calibration.modest().z_held_out, calibration.modest().y_held_out
    hits = int((z.argmax(-1) == y).sum())
    hot = int((torch.softmax(z / 10, -1).argmax(-1) == y).sum())
    exact = torch.tensor([5.0, 5.01], dtype=torch.float64)
    same = int(exact.argmax()) == int(exact.bfloat16().argmax())
    sure = float(torch.softmax(z, -1).amax(-1).mean())
    right = hits / len(y)
    known = {T: text_model.share_of_known_words(T) for T in (0.5, 3.0)}
    return {
        "accuracy": "the same" if hot == hits else "fewer" if hot < hits else "more",
        "runner_up": _as_it_cools(),
        "zero": "always" if same else "not always",
        "sure": "about as often"
        if abs(right - sure) < 0.02
        else "more often"
        if right > sure
        else "less often",
        "hot_text": "misspelled" if known[3.0] < known[0.5] else "more creative",
    }


first_bets = Exercise(
    id="04.first_bets",
    title="Five bets on a temperature",
    task=Bet(
        parts=(
            Part(
                "accuracy",
                "All scores of a digit classifier are divided by 10. It gets right",
                options=("fewer", "the same", "more"),
                because={
                    "fewer": "All bars are flatter, true. Did one overtake another?",
                    "the same": "Dividing by a positive number keeps the order, so the largest stays the "
                    "largest.",
                    "more": "All bars are flatter, and none overtook another.",
                },
                misconceptions={
                    "fewer": "temperature changes the accuracy",
                    "more": "temperature changes the accuracy",
                },
            ),
            Part(
                "runner_up",
                "T goes down from 10 to 0.1. The share of the *second* best of (2, 1, 3, 5, 4)",
                options=("falls all the way", "rises, then falls", "rises all the way"),
                because={
                    "falls all the way": "It is above the average at first, and gains with the winner, until "
                    "the winner "
                    "is all there is.",
                    "rises, then falls": "First it gains on the weak ones, then it loses to the best.",
                    "rises all the way": "At T = 0.1 the winner has 0.99995. What is left for the second?",
                },
                misconceptions={"falls all the way": "every probability but the largest falls when T falls"},
            ),
            Part(
                "zero",
                "At T = 0 a language model takes the best word, with no dice. The same question gives the "
                "same answer",
                options=("always", "not always"),
                because={
                    "always": "For certain only if the *scores* are the same to the last bit. In bfloat16, 5 "
                    "and 5.01 are "
                    "both 5: a tie, "
                    "and somebody has to break it. You will see more of this below.",
                    "not always": "The same scores to the last bit give the same answer. But the scores come "
                    "from sums of "
                    "floats, and these depend on their order and dtype.",
                },
                misconceptions={"always": "T = 0 is deterministic"},
            ),
            Part(
                "sure",
                "On new pictures the digits model gives its first choice 0.89 on average. How often is that "
                "choice right?",
                options=("less often", "about as often", "more often"),
                because={
                    "less often": "Many networks are too sure of themselves. This model was stopped early, "
                    "and is too modest.",
                    "about as often": "Nothing in its training made that number a promise about *new* "
                    "pictures.",
                    "more often": "In 96 of 100 cases. It is too modest: its probabilities can't be taken at "
                    "their word.",
                },
                misconceptions={"about as often": "the softmax output is the confidence"},
            ),
            Part(
                "hot_text",
                "A small text model writes at T = 3 instead of 0.5. Its text gets",
                options=("more creative", "misspelled"),
                because={
                    "more creative": "The shares of the unlikely letters grow, and most of the unlikely is "
                    "just wrong. "
                    "The model learned nothing at T = 3 that it did not know at 0.5.",
                    "misspelled": "Unlikely letters get more. Most of them are unlikely for a reason.",
                },
                misconceptions={"more creative": "higher T is more creative"},
            ),
        ),
        outcome=_outcome,
    ),
)


def peak_temperature(k: int = 4) -> float:
    """The T at which class k of the five scores has its largest share: where the mean score is z_k.

    By halving: the mean score rises with beta = 1/T.
    """
    z = torch.tensor(SCORES, dtype=torch.float64)
    low, high = 1e-3, 1e3
    for _ in range(200):
        beta = math.sqrt(low * high)
        low, high = (
            (beta, high) if float((torch.softmax(beta * z, -1) * z).sum()) < float(z[k]) else (low, beta)
        )
    return 1 / math.sqrt(low * high)


peak = Exercise(
    id="04.peak",
    title="The runner-up's best temperature",
    points=2,
    task=Value(
        expected=peak_temperature,
        tolerance=0.005,
        wrong=(
            WrongValue(
                lambda got: bool((got - 1 / peak_temperature()).abs() < 0.005),
                "beta instead of T",
                "That is the best *beta*. The temperature is one over it.",
            ),
            WrongValue(
                lambda got: bool((got - 0.2608).abs() < 0.001),
                "the height instead of the place",
                "That is how much class 4 gets there. At which T?",
            ),
            WrongValue(
                lambda got: bool(got < 0.5),
                "the coldest",
                "There the winner has almost everything. Try T = 1 and T = 2: at which of the two does class "
                "4 have more?",
            ),
            WrongValue(
                lambda got: bool((got - peak_temperature()).abs() < 0.3),
                "near",
                "Near. Two decimals are wanted: at the peak the slope is 0, so the mean score is exactly 4. "
                "Halve the "
                "interval around it a few more times.",
            ),
            WrongValue(
                lambda got: bool(got > 2.2),
                "too hot",
                "There the mean score is below 4, so class 4 still gains as T falls. Go colder.",
            ),
        ),
    ),
    hints=(
        "Where is the slope $p_4\\,(z_4 - E[z])$ zero?",
        "Where the mean score $\\sum_k p_k z_k$ is 4. It rises as T falls. Compute it at T = 1 and at T = 2.",
        "Try `T = torch.linspace(1, 2, 1001)`, compute the softmax of `scores / T[:, None]`, and see where "
        "its column 4 "
        "is largest.",
    ),
)

confidence = Exercise(
    id="04.confidence",
    title="Is it a confidence?",
    points=2,
    task=Text(
        min_words=15,
        model_answer="""
            Not by itself. Softmax turns any scores into positive numbers that sum to one, and how large the
            largest is depends on the scale of the scores, which training sets for the loss on its own
            pictures. Divide all scores by two: the same answers, the same accuracy, another "confidence".
            Whether 0.99 means 99 in 100 must be measured: collect the cases where the model says about
            0.99, on pictures it has never seen, and count how many it gets right. If that is off, one
            temperature, fitted on held-out data, often mends it on average, for data of the same kind. It
            still says nothing about a picture of a cat.
        """,
        rubric=(
            "Says no, or only if calibrated.",
            "Gives a reason: the scale (temperature) of the scores changes the number and no answer.",
            "Says how to find out: compare stated probability with the share of right answers on held-out "
            "data.",
            "Does not claim that temperature scaling changes which answers are right.",
        ),
    ),
)
