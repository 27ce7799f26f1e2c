"""Notebook 07's capstone: a bet on k-means, and what four learning curves do and do not say."""

from __future__ import annotations

from course_utils.checking import Bet, Choice, Exercise, Part
from course_utils.lessons.gumbel_softmax import capstone_record

NETWORK, WORDS, LETTERS = "the network", "k-means with 256 means", "k-means by letter"


def _telegram_outcome() -> dict[str, str]:
    """From the recorded runs: the networks trained straight-through, and k-means on the same pictures."""
    kept = capstone_record.load()
    network, _ = kept.wrong_pixels("straight-through")
    words = next(book["held_out"] for book in kept.kmeans if book["bits"] == 8)
    letters = kept.kmeans_by_letter["held_out"]
    return {
        "words": NETWORK if network < words else WORDS,
        "letters": NETWORK if network < letters else LETTERS,
    }


telegram_bet = Exercise(
    id="07.telegram_bet",
    title="Bet: the telegram",
    task=Bet(
        parts=(
            Part(
                "words",
                "The network or 256 means: who paints new digits with fewer wrong pixels?",
                (NETWORK, WORDS),
                because={
                    NETWORK: "A mean of neighbors is hard to beat, if nearness is all that counts. But see "
                    "what each of them pays for."
                },
            ),
            Part(
                "letters",
                "And the network or k-means by letter?",
                (NETWORK, LETTERS),
                because={
                    LETTERS: "Its letters can only add: what the second says cannot depend on the first. A "
                    "network's can."
                },
            ),
        ),
        outcome=_telegram_outcome,
    ),
)


what_bars_say = Exercise(
    id="07.what_bars_say",
    title="What the bars say",
    points=2,
    task=Choice(
        parts=(
            Part(
                "furthest",
                "On the training pictures the exact gradient gets furthest, by more than error bars explain.",
                (True, False),
                right=True,
                because={
                    False: "Look at the right end of the left picture. How many error bars fit between the "
                    "highest curve and the next?"
                },
            ),
            Part(
                "noisy",
                "REINFORCE is too noisy to train this network.",
                (True, False),
                right=False,
                because={
                    True: "So one reads. Find its curve on the left. With a good baseline, 128 pictures a "
                    "step and a step size chosen for it, whom does it leave behind?"
                },
                misconceptions={True: "an unbiased gradient is too noisy to use"},
            ),
            Part(
                "best_model",
                "So the exact gradient makes the best model of new digits here.",
                (True, False),
                right=False,
                because={
                    True: "Now look at the right picture, where the same networks meet digits that they have "
                    "never seen. Where does that curve turn, and where does it end?"
                },
                misconceptions={True: "a better gradient is a better model"},
            ),
            Part(
                "law",
                "So straight-through makes better models of new data than the other three.",
                (True, False),
                right=False,
                because={
                    True: "After all 4000 steps it ends highest on the right, close to the soft draws. But "
                    "it is one network, one set of 1437 pictures, and nobody was told to stop early. How "
                    "high were the others at their best? And which error bar is about other data?"
                },
                misconceptions={True: "one experiment is a law"},
            ),
        ),
    ),
    hints=(
        "The bars are standard errors over ten seeds: they say how much the *mean* of such runs may be off.",
        "Left: the order of the right ends. Right: the same networks on new digits, and when each is best.",
        "Only `furthest` is true. The bars are about other seeds, and about nothing else.",
    ),
)
