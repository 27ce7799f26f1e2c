"""A very small language model: which character follows two others, counted in Python's own help pages.

The pages are `pydoc_data.topics`, which comes with CPython. They differ from version to version, so no output
that the course compares may hold a word of them.
"""

from __future__ import annotations

import math
import random
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

LETTERS = 120_000
"""How much of the help pages is read: enough to learn from, counted in a tenth of a second."""


@dataclass(frozen=True)
class Trigrams:
    """For each pair of characters: those that followed, and the logs of their counts. `words` are those it "
    "read."""

    following: dict[str, tuple[tuple[str, ...], tuple[float, ...]]]
    words: frozenset[str]

    def write(self, T: float, length: int = 240, seed: int = 0, start: str = "Th") -> str:
        """Text of `length` characters at temperature `T` > 0; the same dice for the same seed, at every T."""
        dice = random.Random(seed)
        text = start
        while len(text) < length:
            letters, scores = self.following.get(text[-2:], self.following[start])
            best = max(scores)
            shares = list(accumulate(math.exp((s - best) / T) for s in scores))
            text += letters[bisect_right(shares, dice.random() * shares[-1], hi=len(letters) - 1)]
        return text

    def known(self, text: str) -> tuple[int, int]:
        """How many words of `text` it has read, and how many there are; of three letters or more, not the "
        "last."""
        words = _words(text)[:-1]  # the last one may be cut off
        return sum(word in self.words for word in words), len(words)


def _words(text: str) -> Sequence[str]:
    return re.findall(r"\b[a-z]{3,}\b", text.lower())


@cache
def trigrams() -> Trigrams:
    """The model, counted once."""
    from pydoc_data.topics import topics

    text = " ".join(topics[name] for name in sorted(topics))
    text = re.sub(r"[^A-Za-z .,]+", " ", text)
    text = re.sub(r" +", " ", text)[:LETTERS]
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair, letter in zip(map("".join, pairwise(text)), text[2:], strict=False):
        after[pair][letter] += 1
    following = {
        pair: (tuple(letters), tuple(math.log(n) for n in letters.values()))
        for pair, letters in after.items()
    }
    return Trigrams(following, frozenset(_words(text)))


@cache
def share_of_known_words(T: float, length: int = 2000) -> float:
    """The share of the words written at `T` that the model has read."""
    model = trigrams()
    known, words = model.known(model.write(T, length))
    return known / max(words, 1)
