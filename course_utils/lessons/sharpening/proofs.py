"""Notebook 08: the letters of its proofs, and the two proofs: power sharpening is a temperature."""

from __future__ import annotations

from course_utils.checking import Exercise
from course_utils.checking.derivation import Derivation
from course_utils.derivation import (
    LSE,
    K,
    Lemma,
    Statement,
    Sum,
    exp,
    indices,
    log,
    positive_vectors,
    positives,
    reals,
    softmax,
    vectors,
)

i = indices("i")
v = positive_vectors("v")
z = vectors("z")
alpha = positives("alpha")
c = reals("c")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)

_RULES = (
    "definition",
    "powers",
    "exp and log undo each other",
    "log of a product",
    "exp of a sum",
    "constant out of a sum",
    "cancel",
    "common denominator",
    "algebra",
    "rearrange",
)

POWER = Statement(
    start=v[i] ** alpha / Sum(v[k] ** alpha for k in K),
    goal=softmax(alpha * log(v))[i],
    rules=_RULES,
    definitions=(softmax,),
)

LOG_OF_A_SHARE = Lemma("log of a share", log(softmax(z)[i]), z[i] - LSE(z), (z, i))
TRANSLATION_INVARIANCE = Lemma("translation invariance", softmax(z + c)[i], softmax(z)[i], (z, c, i))
"""From 02 and 03, for those who go by the logarithm: z minus a constant, which a softmax does not see."""

TEMPERATURE = Statement(
    start=p[i] ** alpha / Sum(p[k] ** alpha for k in K),
    goal=softmax(alpha * z)[i],
    rules=(*_RULES, "expand", "factor"),
    lemmas=(LOG_OF_A_SHARE, TRANSLATION_INVARIANCE),
    definitions=(softmax, LSE),
)

power_proof = Exercise(
    id="08.power_proof",
    title="Proof: a power is a softmax",
    points=2,
    task=Derivation(POWER),
    hints=(
        "Read the goal from behind: which exponentials does $\\mathrm{softmax}(\\alpha \\log v)$ consist of?",
        'How does an exponential get into $v^\\alpha$? The rule "powers" says: $a^b = e^{b \\log a}$.',
        'Two lines: "powers", on top and in every term of the sum, then "definition". The first is '
        "`exp(alpha*log(v[i])) / Sum(exp(alpha*log(v[k])) for k in K)`.",
    ),
)

temperature_proof = Exercise(
    id="08.temperature_proof",
    title="Proof: sharpening is a temperature",
    points=3,
    task=Derivation(TEMPERATURE),
    hints=(
        'Begin with what $p_i$ is: "definition" gives `(exp(z[i])/Z)**alpha`, and the same in the sum. (Or '
        'with "powers", as in the last proof; then "log of a share", entry by entry, before you fold '
        "anything into a softmax.)",
        'Now "powers" takes the power into the fraction: `exp(alpha*z[i]) / Z**alpha`. Which part of it is '
        "the same in every term of the sum?",
        '`Z**alpha` comes out of the sum ("constant out of a sum"), and then stands above and below '
        '("cancel"). What is left is a softmax, by "definition".',
    ),
)
