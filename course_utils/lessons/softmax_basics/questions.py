"""The bets and choices of 01: their questions, what is said to each answer, and how the bets come out."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from course_utils.checking import Part

_NOT_MAX = (
    "That is the name talking. Softmax returns K numbers between 0 and 1; the largest score here is 5, one "
    "number. Softmax approximates *where* the maximum is, not the maximum. Which of the two returns one "
    "number?"
)

FIRST_BETS = (
    Part(
        "equal",
        "Scores 3, 3, 3: what does each class get?",
        options=("1/3", "1", "more than 1/3"),
        because={
            "1/3": "Three equal shares, whatever the score is.",
            "1": "Did you divide each score by the largest one? The shares must add up to 1.",
            "more than 1/3": "Three shares of more than a third would add up to more than 1. Only the "
            "*differences* between scores count.",
        },
    ),
    Part(
        "dominant",
        "Scores 0, 0, 10: what does the last class get?",
        options=("exactly 1", "almost 1", "0.8 to 0.9"),
        because={
            "exactly 1": "10 / (0 + 0 + 10) would be 1. But a score of 0 is not a share of 0: its "
            "exponential is 1.",
            "almost 1": "The two zeros still get a share: $1/(e^{10} + 2)$ each.",
            "0.8 to 0.9": "Ten points are a factor of $e^{10}$, about 22,000. That leaves little for the "
            "others.",
        },
    ),
    Part(
        "opposite",
        "Scores -2, 2: what do they get?",
        options=("-0.50 and 0.50", "0.12 and 0.88", "0.02 and 0.98", "0.00 and 1.00"),
        because={
            "-0.50 and 0.50": "A share is never negative: it is an exponential over a sum of exponentials.",
            "0.12 and 0.88": "That is what a gap of *two* points gives. How far apart are -2 and 2?",
            "0.02 and 0.98": "The gap is four points, a factor of $e^4$, about 55.",
            "0.00 and 1.00": "A negative score is not a share of zero: $e^{-2}$ is about 0.14.",
        },
    ),
)

ORDER_KEPT = (
    Part(
        "ratio",
        "Scores [2, 1, 3, 5, 4]: how many times larger is the probability of class 3 (score 5) than of "
        "class 4 (score 4)?",
        options=("1.25", "2.72", "it depends on the other scores"),
        right="2.72",
        because={
            "1.25": "5/4 compares the *scores*. Write both probabilities as fractions and divide: what "
            "happens to the total, and what is $e^5/e^4$?",
            "2.72": "One point is a factor of $e$, whoever else is in the race.",
            "it depends on the other scores": "Each probability does depend on them, through the total. "
            "But both have the *same* total: what does it do in the ratio?",
        },
    ),
    Part(
        "newcomer",
        "A sixth class joins with score 6. What happens to the ratio of classes 3 and 4?",
        options=("it shrinks", "it stays", "it grows"),
        right="it stays",
        because={
            "it shrinks": "Both probabilities shrink, since the total grew. Do they shrink by different "
            "factors?",
            "it stays": "Both probabilities shrink by the same factor: the total is in both.",
            "it grows": "The total grew, and it sits under both fractions. What is left of it in the ratio?",
        },
    ),
    Part(
        "order",
        "In exact arithmetic, can a class with a smaller score get the larger probability?",
        options=("yes", "no"),
        right="no",
        because={
            "yes": "Then $p_i/p_j = e^{z_i - z_j}$ would be above 1 with $z_i - z_j$ below 0. Where is "
            "$e^x$ above 1?",
            "no": "$e^x$ grows with $x$, so larger score, larger share; and equal scores, equal shares.",
        },
    ),
)

EXACTLY_BETS = (
    Part(
        "sum",
        "Softmax of 10,000 random rows of 10 scores, each row added up in float32: how many of these sums "
        "are exactly 1?",
        options=("all", "some", "none"),
        because={
            "all": "In mathematics, all. In float32 the shares are rounded, and so is their sum: it "
            "misses 1 in the last digit, again and again.",
            "some": "Each share is rounded and so is the sum; often the errors cancel, often not.",
            "none": "The errors are small, and many of these sums round back to 1.",
        },
        misconceptions={"all": "sum is exactly 1"},
    ),
    Part(
        "inside",
        "Scores 0 and -110, in float32: are both outputs above 0 and below 1?",
        options=("yes", "no"),
        because={
            "yes": "In mathematics, yes. But $e^{-110}$ is smaller than the smallest positive float32, so "
            "it becomes 0, and what is left is 1.",
            "no": "$e^{-110}$ is smaller than the smallest positive float32. It becomes 0, and what is "
            "left is 1.",
        },
        misconceptions={"yes": "outputs strictly in (0, 1)"},
    ),
    Part(
        "printed",
        "With four decimals, an output is printed as 1.0000: is it 1?",
        options=("yes", "no", "can't tell"),
        because={
            "yes": "Scores 10 and 0 give 0.99995, which prints as 1.0000. Four digits are what you *see*, "
            "not what is there.",
            "no": "Scores 20 and 0 give a number so near to 1 that the nearest float32 is 1 itself.",
            "can't tell": "Scores 10 and 0 give 0.99995, scores 20 and 0 give 1, and both print as 1.0000.",
        },
        misconceptions={"yes": "printed 1.0000 means 1"},
    ),
)

SOFT_WHAT = (
    Part(
        "near_max",
        "Which one approximates the largest score, max(z) = 5?",
        options=("softmax", "logsumexp"),
        right="logsumexp",
        because={
            "softmax": _NOT_MAX,
            "logsumexp": "The soft maximum is logsumexp: 5.45 for a maximum of 5.",
        },
        misconceptions={"softmax": "softmax approximates max"},
    ),
    Part(
        "near_winner",
        "Which one approximates the one-hot vector of the winner, [0, 0, 0, 1, 0]?",
        options=("softmax", "logsumexp"),
        right="softmax",
        because={
            "softmax": "Softmax is a soft arg-max: it approximates the one-hot vector of the winner.",
            "logsumexp": "logsumexp is a single number. Which of the two has an entry for each class?",
        },
        misconceptions={"logsumexp": "softmax approximates max"},
    ),
    Part(
        "side",
        "For two or more finite scores, in exact arithmetic, where does logsumexp lie?",
        options=("below the maximum", "at the maximum", "above the maximum"),
        right="above the maximum",
        because={
            "below the maximum": "The total holds $e^{max}$ and more, all of it positive. Can its log be "
            "smaller than the log of $e^{max}$?",
            "at the maximum": "The total is $e^{max}$ plus the exponentials of the others. Is one of "
            "these ever zero?",
            "above the maximum": "The total is more than its largest term, so its log is more than the "
            "largest score.",
        },
    ),
)


def first_bets_come_out() -> Mapping[str, str]:
    equal, dominant, opposite = (
        torch.softmax(torch.tensor(z), -1) for z in ([3.0, 3.0, 3.0], [0.0, 0.0, 10.0], [-2.0, 2.0])
    )
    return {
        "equal": "1/3" if bool((equal - 1 / 3).abs().max() < 1e-6) else "1",
        "dominant": "almost 1" if 0.999 < float(dominant[-1]) < 1 else "exactly 1",
        "opposite": f"{float(opposite[0]):.2f} and {float(opposite[1]):.2f}",
    }


def exactly_bets_come_out() -> Mapping[str, str]:
    z = torch.randn(10_000, 10, generator=torch.Generator().manual_seed(0))
    ones = int((torch.softmax(z, -1).sum(-1) == 1).sum())
    edge = torch.softmax(torch.tensor([0.0, -110.0]), -1)
    prints_one = [float(torch.softmax(torch.tensor([gap, 0.0]), -1)[0]) for gap in (10.0, 20.0)]
    assert all(f"{p:.4f}" == "1.0000" for p in prints_one)
    return {
        "sum": "all" if ones == len(z) else "none" if ones == 0 else "some",
        "inside": "yes" if bool(((edge > 0) & (edge < 1)).all()) else "no",
        "printed": "yes"
        if all(p == 1 for p in prints_one)
        else "no"
        if all(p != 1 for p in prints_one)
        else "can't tell",
    }
