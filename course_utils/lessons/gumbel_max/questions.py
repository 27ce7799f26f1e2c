"""Notebook 06: its bets, choices and values, and what to say of it in words."""

from __future__ import annotations

import math

import torch

from course_utils.checking import Bet, Choice, Exercise, Part, Text, Value, WrongValue
from course_utils.lessons.gumbel_max import recipes
from course_utils.lessons.gumbel_max.recipes import RUNNING


def winning_means(draws: int = 200_000) -> torch.Tensor:
    """The mean winning score, for each class that won, over so many seeded races; float64, (K,)."""
    z = torch.tensor(RUNNING, dtype=torch.float64)
    noise = recipes.GUMBEL.draw((draws, len(z)), torch.Generator().manual_seed(0))
    best, winner = (z + noise).max(-1)
    sums = torch.zeros(len(z), dtype=torch.float64).index_add(0, winner, best)
    return sums / torch.bincount(winner, minlength=len(z))


def _outcome() -> dict[str, str]:
    z = torch.tensor(RUNNING, dtype=torch.float64)
    apart = (recipes.NORMAL.winners(z) - torch.softmax(z, -1)).abs().max()
    means = winning_means()
    # The outsider wins 1 race in 86: a mean of 2300 winning scores, with a standard error of 0.03.
    gap = float(means[1] - means[3])
    # In float32 one in 2^24 is 0; with bfloat16's few digits it takes no patience.
    few_digits = torch.rand(2**14, dtype=torch.bfloat16, generator=torch.Generator().manual_seed(0))
    return {
        "normal": "no" if float(apart) > 1e-3 else "yes",
        "outsider": "the same" if abs(gap) < 0.2 else "lower" if gap < 0 else "higher",
        "zero": "yes" if bool((few_digits == 0).any()) else "no",
    }


first_bets = Exercise(
    id="06.first_bets",
    title="Bets: noise and a maximum",
    task=Bet(
        parts=(
            Part(
                "normal",
                "Normal noise, as strong as Gumbel's: does it draw the softmax?",
                ("yes", "no"),
                because={
                    "yes": "It comes near, and that is the dangerous kind of wrong. You will see it miss."
                },
                misconceptions={"yes": "other noise would do"},
            ),
            Part(
                "outsider",
                "When class 1 wins, its winning score, beside that of class 3 when that wins, is on average",
                ("lower", "the same", "higher"),
                because={
                    "lower": "It starts four points lower. But we look only at the races that it *won*.",
                    "higher": "It needs more luck to win, and it needs it to reach the same place.",
                },
                misconceptions={"lower": "the winner's score is its own Gumbel"},
            ),
            Part(
                "zero",
                "Can `torch.rand` return exactly 0?",
                ("yes", "no"),
                because={
                    "no": "It draws from [0, 1), with 0 and without 1. That 0 will cost somebody an evening."
                },
                misconceptions={"no": "uniform numbers keep away from 0"},
            ),
        ),
        outcome=_outcome,
    ),
)


def two_outcomes_probability() -> float:
    """P(2 + g > 1 + h) for independent Gumbel g and h, by numerical integration."""
    return float(recipes.GUMBEL.winners(torch.tensor([2.0, 1.0]))[0])


two_outcomes = Exercise(
    id="06.two_outcomes",
    title="Two outcomes",
    task=Value(
        expected=two_outcomes_probability,
        tolerance=6e-5,
        wrong=(
            WrongValue(
                2 / 3,
                "scores as shares",
                "Two thirds would be the share of the *score*. Add 10 to both scores: who wins does not "
                "change, but your number would. Which function of the difference is it?",
            ),
            WrongValue(
                lambda got: bool((got - 100 * two_outcomes_probability()).abs() < 6e-3),
                "percent",
                "A share, please, between 0 and 1.",
            ),
            WrongValue(0.5, "no difference", "A coin. Does it not help to be one point ahead?"),
            WrongValue(
                1 / (1 + math.e), "the other outcome", "That is how often the *second* wins. And the first?"
            ),
            WrongValue(
                1 / (1 + math.exp(-2)),
                "the score for the difference",
                "That is the sigmoid of 2. By how much is the first ahead?",
            ),
            WrongValue(
                float(recipes.NORMAL.winners(torch.tensor([2.0, 1.0]))[0]),
                "Gaussian noise",
                "That is what normal noise of the same strength gives. The difference of two *Gumbel* "
                "noises is logistic: which function is the logistic distribution function?",
            ),
            WrongValue(
                float(recipes.PLAIN_NORMAL.winners(torch.tensor([2.0, 1.0]))[0]),
                "Gaussian noise",
                "That is what standard normal noise gives. The difference of two *Gumbel* noises is "
                "logistic: which function is the logistic distribution function?",
            ),
            WrongValue(
                lambda got: bool((got - two_outcomes_probability()).abs() < 3e-3),
                "",
                "Near. If you measured it, you would need hundreds of millions of draws to be sure of the "
                "fourth decimal. "
                "Which function has this value exactly?",
            ),
        ),
    ),
    hints=(
        "The first wins if $g_2 - g_1 < 2 - 1$. What is the distribution of that difference?",
        "Logistic, and its distribution function is $1/(1 + e^{-x})$.",
        "$1/(1 + e^{-1})$: four decimals of it.",
    ),
)

forum = Exercise(
    id="06.forum",
    title="A question from a forum",
    task=Choice(
        parts=(
            Part(
                "report",
                "Is that a bug?",
                ("a bug", "as it should be"),
                right="as it should be",
                because={
                    "a bug": "softmax of (.1, .2, .3, .4) is (.2138, .2363, .2612, .2887), and the counts "
                    "fit that well. Scores are not probabilities: what does the softmax do to numbers that "
                    "differ by 0.3 at most?",
                    "as it should be": "The counts fit softmax(.1, .2, .3, .4).",
                },
                misconceptions={"a bug": "logits may be probabilities"},
            ),
            Part(
                "hand_over",
                "What draws 1000, 2000, 3000, 4000, about?",
                ("p", "log p", "softmax of p"),
                right="log p",
                because={
                    "p": "That is what was tried: *logits* may not be probabilities. Which scores have p for "
                    "their softmax?",
                    "softmax of p": "Then the softmax is taken twice, and comes out more even still. Which "
                    "scores have p for their softmax?",
                    "log p": "softmax(log p) is p.",
                },
                misconceptions={
                    "p": "logits may be probabilities",
                    "softmax of p": "logits may be probabilities",
                },
            ),
            Part(
                "normalize",
                "Must the scores be normalized first, so that their exps sum to 1?",
                ("yes", "no"),
                right="no",
                because={
                    "yes": "Normalizing takes the same number, LSE(z), off every score. Does a race change "
                    "when every runner starts one meter further back?",
                    "no": "The same number off every score changes no winner.",
                },
                misconceptions={"yes": "logits must be normalized"},
            ),
        )
    ),
    hints=(
        "Compute `torch.softmax(torch.tensor([.1, .2, .3, .4]), -1)`, and compare it with the counts.",
        "Which z has softmax(z) = p? Notebook 01 asked you for logits from probabilities.",
        "log p. And normalizing adds the same constant to every score, which an argmax does not see.",
    ),
)

slopes = Exercise(
    id="06.slopes",
    title="What has a slope?",
    task=Choice(
        parts=(
            Part(
                "one_draw",
                "The winner of *one* race, its noise held fixed, as a function of a score:",
                ("steps", "smooth"),
                right="steps",
                because={
                    "steps": "One race moves in steps, of slope 0 almost everywhere.",
                    "smooth": "Nudge a score by a millionth: in almost every race the same class wins. What "
                    "is the slope of something that does not move?",
                },
            ),
            Part(
                "mean",
                "The *mean* prize over all races, as a function of a score:",
                ("steps", "smooth"),
                right="smooth",
                because={
                    "smooth": "The mean moves smoothly, as the softmax does.",
                    "steps": "The mean prize is $\\sum_k p_k f_k$, with $p$ the softmax of the scores. Is "
                    "there a step in that?",
                },
                misconceptions={"steps": "sampling has no gradient"},
            ),
            Part(
                "soften",
                "To learn from draws, must the argmax be softened first?",
                ("yes", "no"),
                right="no",
                because={
                    "yes": "The cell above estimated the slopes of the mean from plain, hard draws, and got "
                    "them right. What did it multiply the prize with?",
                    "no": "Hard draws will do. The price is a noisy estimate, and 07 is about prices.",
                },
                misconceptions={"yes": "sampling has no gradient"},
            ),
        )
    ),
    hints=(
        "One draw is a class number. The mean is a number that depends on the probabilities.",
        "Steps for one draw, with slope 0 almost everywhere. And for the mean, look at the formula above.",
        "The last line of numbers above used hard draws only.",
    ),
)

explain_temperature = Exercise(
    id="06.explain_temperature",
    title="Explain it to a friend",
    points=2,
    task=Text(
        model_answer="The argmax only asks who is largest, and dividing all of (z + g) by the same T > 0 "
        "changes nobody's place, so you always sample at T = 1. The temperature must change how large the "
        "scores are *beside* the noise: write argmax(z/T + g). Then the theorem, with z/T for the scores, "
        "says that you sample softmax(z/T). A low T makes the gaps large against the noise, so the favorite "
        "wins nearly always; a high T makes them small, and luck decides.",
        rubric=(
            "dividing everything by T > 0 keeps the order, so the argmax does not change",
            "T must act on the scores alone: argmax(z/T + g)",
            "why: the theorem for the scores z/T, or the size of the gaps beside the noise",
        ),
        min_words=15,
    ),
)
