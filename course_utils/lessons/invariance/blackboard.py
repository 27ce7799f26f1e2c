"""Notebook 03: the letters of its proofs, what they may cite, and what they are to show.

z, a, b  vectors of K scores (or of K weights for one pixel)
c, s, t  numbers: a shift or a scale, and what is added to the weights of a pixel
x, y     numbers: the ink of two pixels
i, j     classes
"""

from __future__ import annotations

from course_utils.derivation import Lemma, Statement, exp, indices, log, reals, softmax, vectors

z, a, b = vectors("z a b")
c, s, t, x, y = reals("c s t x y")
i, j = indices("i j")

RATIO_OF_TWO_SHARES = Lemma("ratio of two shares", softmax(z)[i] / softmax(z)[j], exp(z[i] - z[j]), (z, i, j))
"""The theorem of 01: a gap in score is a ratio of probabilities."""

TRANSLATION_INVARIANCE = Lemma("translation invariance", softmax(z + c)[i], softmax(z)[i], (z, c, i))
"""The theorem of this notebook, to be cited once it is proved."""

RATIO_STAYS = Statement(
    start=exp(z[i] + c) / exp(z[j] + c),
    goal=exp(z[i]) / exp(z[j]),
    rules=("exp of a sum", "cancel", "rearrange"),
)
"""The worked example."""

SHIFT = Statement(
    start=softmax(z + c)[i],
    goal=softmax(z)[i],
    rules=("definition", "exp of a sum", "constant out of a sum", "cancel", "rearrange"),
    definitions=(softmax,),
)

SCALE = Statement(
    start=log(softmax(c * z)[i] / softmax(c * z)[j]),
    goal=c * log(softmax(z)[i] / softmax(z)[j]),
    rules=(
        "definition",
        "exp of a sum",
        "cancel",
        "exp and log undo each other",
        "log of a product",
        "factor",
        "expand",
        "rearrange",
    ),
    lemmas=(RATIO_OF_TWO_SHARES,),
    definitions=(softmax,),
)

WEIGHTS = Statement(
    start=softmax((a + s) * x + (b + t) * y)[i],
    goal=softmax(a * x + b * y)[i],
    rules=(
        "definition",
        "exp of a sum",
        "constant out of a sum",
        "cancel",
        "expand",
        "factor",
        "rearrange",
    ),
    lemmas=(TRANSLATION_INVARIANCE,),
    definitions=(softmax,),
)
