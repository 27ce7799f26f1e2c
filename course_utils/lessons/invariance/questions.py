"""The bets and choices of 03: their questions, what is said to each answer, and how the bets come out."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from course_utils.checking import Bet, Choice, Exercise, Part

SCORES = (2.0, 1.0, 3.0, 5.0, 4.0)
"""The five scores that run through the course. Their mean is 3."""


def _softmax(z: torch.Tensor) -> torch.Tensor:
    return torch.softmax(z, -1)


def _what_moved(before: torch.Tensor, after: torch.Tensor) -> str:
    """How the probabilities changed, told by the winner's share."""
    if bool((before - after).abs().max() < 1e-6):
        return "the same"
    return "further apart" if bool(after.max() > before.max()) else "closer together"


def _four_changes() -> Mapping[str, str]:
    z = torch.tensor(SCORES)
    p, zero, minus = _softmax(z), _softmax(0 * z), _softmax(-z)
    return {
        "plus_ten": _what_moved(p, _softmax(z + 10)),
        "times_ten": _what_moved(p, _softmax(10 * z)),
        "times_zero": "all 0.2" if bool((zero - 0.2).abs().max() < 1e-6) else "nan",
        "times_minus_one": "the order is turned round"
        if minus.argsort().tolist() == p.argsort(descending=True).tolist()
        else "the same",
    }


four_changes = Exercise(
    id="03.four_changes",
    title="Four changes, four bets",
    task=Bet(
        parts=(
            Part(
                "plus_ten",
                "Add 10 to every score: what of the five probabilities?",
                options=("the same", "closer together", "further apart"),
                because={
                    "the same": "Every exponential grew by the same factor, and so did their total.",
                    "closer together": "12 and 11 do look closer than 2 and 1, as *ratios*. Softmax "
                    "compares by *difference*, and that is still 1.",
                    "further apart": "The exponentials are further apart, yes, and so is the total that "
                    "they are divided by.",
                },
                misconceptions={"closer together": "softmax compares scores by ratio"},
            ),
            Part(
                "times_ten",
                "Multiply every score by 10: what of the five probabilities?",
                options=("the same", "closer together", "further apart"),
                because={
                    "the same": "The *ratios* of the scores stay. But the gap between the best two went from "
                    "1 to 10.",
                    "closer together": "All gaps grew by a factor of 10, and gaps are what softmax looks at.",
                    "further apart": "The gap between the best two went from 1 to 10: a factor of "
                    "$e^{10}$, about 22,000.",
                },
                misconceptions={"the same": "softmax compares scores by ratio"},
            ),
            Part(
                "times_zero",
                "Multiply every score by 0: what are the five probabilities?",
                options=("all 0.2", "all 0", "nan"),
                because={
                    "all 0.2": "Five equal scores, whatever they are, share the unit equally.",
                    "all 0": "A score of 0 is not a share of 0: its exponential is 1.",
                    "nan": "0/0 would be `nan`. But the exponentials are all 1, and their total is 5.",
                },
                misconceptions={"all 0": "a score of 0 is a probability of 0"},
            ),
            Part(
                "times_minus_one",
                "Multiply every score by -1: what happens?",
                options=("the order is turned round", "some probabilities are negative", "the same"),
                because={
                    "the order is turned round": "The largest score became the smallest.",
                    "some probabilities are negative": "Scores may be negative, shares never: an "
                    "exponential is positive.",
                    "the same": "The gaps have the same size, but the other sign. Who is ahead now?",
                },
            ),
        ),
        outcome=_four_changes,
    ),
)

when_scaling = Exercise(
    id="03.when_scaling",
    title="What scaling does, and when it does nothing",
    task=Choice(
        parts=(
            Part(
                "leaves_alone",
                "Which c leave the softmax of (2, 1, 3, 5, 4) as it is?",
                options=("only 1", "1 and -1", "every c above 0"),
                right="only 1",
                because={
                    "only 1": "Every other c changes the gap between the best two, and so their ratio.",
                    "1 and -1": "At c = -1 the bars have the same heights, but over other classes. Is class "
                    "3 still the one with 0.64?",
                    "every c above 0": "The *order* stays for every c above 0. Do the heights?",
                },
                misconceptions={"every c above 0": "same order, same softmax"},
            ),
            Part(
                "half",
                "At c = 0.5, the largest probability is",
                options=("larger", "smaller", "as before"),
                right="smaller",
                because={
                    "larger": "All gaps are half of what they were. Do smaller gaps make a clearer winner?",
                    "smaller": "Smaller gaps, flatter bars.",
                    "as before": "Put the slider there and read the bar of class 3.",
                },
            ),
            Part(
                "negative",
                "At c = -2, who wins?",
                options=("class 3, more clearly", "class 1", "nobody: all are equal"),
                right="class 1",
                because={
                    "class 3, more clearly": "The gaps are twice as large and point the other way. Which "
                    "score is the largest of -4, -2, -6, -10, -8?",
                    "class 1": "The last became the first: below 0, scaling turns the order round.",
                    "nobody: all are equal": "That is what c = 0 does.",
                },
            ),
            Part(
                "whole_order",
                "For which c do *all* scores keep their order?",
                options=("every c", "every c above 0", "only c above 1"),
                right="every c above 0",
                because={
                    "every c": "Try the left half of the slider: who is ahead at c = -1?",
                    "every c above 0": "$c z_i > c z_j$ whenever $z_i > z_j$ and $c > 0$, and $e^x$ grows.",
                    "only c above 1": "At c = 0.5 the bars are flatter. Is one of them out of order?",
                },
            ),
            Part(
                "indifferent",
                "Which scores don't notice any scaling at all?",
                options=("scores that are all equal", "scores that sum to 0", "there are none"),
                right="scores that are all equal",
                because={
                    "scores that are all equal": "All gaps are 0, and c times 0 is 0.",
                    "scores that sum to 0": "(-1, 1) sums to 0. What are its probabilities at c = 1, and "
                    "at c = 10?",
                    "there are none": "What are the probabilities of the scores 4, 4, 4? And of 40, 40, 40?",
                },
            ),
        ),
    ),
    hints=(
        "Every answer is on the sliders. Set `shift` to 0 and move `scale` alone.",
        "Watch the number next to the best two: their gap. Which c changes it, and how?",
        "Scaling by c multiplies every gap by c. A gap of 0 stays 0; a gap times a negative number changes "
        "its sign.",
    ),
)

what_stays = Exercise(
    id="03.what_stays",
    title="What a shift leaves alone",
    task=Choice(
        parts=(
            Part(
                "gap",
                "z_3 - z_4, the difference of two scores",
                options=("stays", "changes"),
                right="stays",
                because={
                    "stays": "(5 + 7) - (4 + 7) is 1 again.",
                    "changes": "Take (5 + 7) - (4 + 7). What happens to the two sevens?",
                },
            ),
            Part(
                "score_ratio",
                "z_3 / z_4, the ratio of two scores (the *exponents*)",
                options=("stays", "changes"),
                right="changes",
                because={
                    "stays": "5/4 is 1.25. What is 12/11? The sentence you may have read says 'exponents'; "
                    "it must say something else.",
                    "changes": "5/4 became 12/11. So it is not the ratio of the *exponents* that saves us.",
                },
                misconceptions={"stays": "the ratios of the exponents stay"},
            ),
            Part(
                "exp_ratio",
                "exp(z_3) / exp(z_4), the ratio of two exponentials",
                options=("stays", "changes"),
                right="stays",
                because={
                    "stays": "$e^{12}/e^{11} = e^5/e^4 = e$.",
                    "changes": "$e^{12}/e^{11}$: subtract the exponents. And $e^5/e^4$?",
                },
            ),
            Part(
                "total",
                "the sum of the exponentials",
                options=("stays", "changes"),
                right="changes",
                because={
                    "stays": "Every term became $e^7$ times as large. Can their sum stay?",
                    "changes": "It is multiplied by $e^7$, as each of its terms is.",
                },
            ),
            Part(
                "logsumexp",
                "LSE(z), the logarithm of that sum",
                options=("stays", "goes up by 7", "is multiplied by 7"),
                right="goes up by 7",
                because={
                    "stays": "LSE is the soft *maximum*. The maximum went from 5 to 12.",
                    "goes up by 7": "$\\log(e^7 S) = 7 + \\log S$. Softmax does not notice a shift; LSE "
                    "reports it.",
                    "is multiplied by 7": "$\\log(e^7 S)$: the log of a product is a sum.",
                },
            ),
        ),
    ),
    hints=(
        "Take classes 3 and 4, with scores 5 and 4. After the shift they are 12 and 11. Compute each thing "
        "before and after.",
        "$e^{z+7} = e^7 e^z$. Put that in everywhere.",
        "A *difference* of scores loses the 7; a *ratio of exponentials* loses the $e^7$. The sum keeps one "
        "factor $e^7$, and its logarithm turns that into $+7$.",
    ),
)

degrees_of_freedom = Exercise(
    id="03.degrees_of_freedom",
    title="K logits, how many knobs?",
    task=Choice(
        parts=(
            Part(
                "choose",
                "How many of the ten probabilities can you choose before the rest is settled?",
                options=(10, 9, 1),
                right=9,
                because={
                    10: "Choose nine of them. Is there any choice left for the tenth, if they must sum to 1?",
                    9: "The tenth is what is left of 1.",
                    1: "Say you choose 0.3 for the first. Is the second settled by that?",
                },
                misconceptions={10: "softmax has K degrees of freedom"},
            ),
            Part(
                "difference",
                "Two vectors of scores have the same softmax. Their difference, class by class, is",
                options=("0 in every class", "the same number in every class", "a multiple of the scores"),
                right="the same number in every class",
                because={
                    "0 in every class": "(2, 1) and (3, 2) have the same softmax. What is their difference?",
                    "the same number in every class": "It is $\\mathrm{LSE}(z) - \\mathrm{LSE}(z')$, and no "
                    "class is mentioned in that.",
                    "a multiple of the scores": "Then scaling would change nothing. You have refuted that.",
                },
                misconceptions={
                    "0 in every class": "logits can be read off the probabilities",
                    "a multiple of the scores": "softmax is scale invariant",
                },
            ),
            Part(
                "pinned",
                "A library keeps the score of class 0 at 0 for ever and learns the other K - 1. Which "
                "distributions (all probabilities positive) are out of its reach?",
                options=("none", "those where class 0 wins", "those where class 0 gets less than 1/K"),
                right="none",
                because={
                    "none": "Take any scores and subtract $z_0$ from all of them: same softmax, and class 0 "
                    "has 0.",
                    "those where class 0 wins": "Other scores may be negative. What is the softmax of (0, "
                    "-5, -5)?",
                    "those where class 0 gets less than 1/K": "Other scores may be large. What is the "
                    "softmax of (0, 5, 5)?",
                },
            ),
            Part(
                "two_classes",
                "How many scores does a classifier of *two* classes need?",
                options=(2, 1),
                right=1,
                because={
                    2: "Two will do. But pin the first at 0: what does softmax of (0, d) make of d, and "
                    "under which name do you know it from 01?",
                    1: "Only the gap counts, and the sigmoid turns it into a probability.",
                },
                misconceptions={2: "softmax has K degrees of freedom"},
            ),
        ),
    ),
    hints=(
        "The probabilities must sum to 1. What does that take away?",
        "From 01: $\\log p_i = z_i - \\mathrm{LSE}(z)$. Write it for both vectors, and subtract one line "
        "from the other.",
        "You may always shift all scores so that one of them, of your choice, is 0. Nothing is lost, so one "
        "score was too many.",
    ),
)
