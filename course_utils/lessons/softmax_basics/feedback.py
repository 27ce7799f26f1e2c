"""How functions of one vector go wrong in 01, and what to say: it names the idea and asks the next question.

The functions of a batch are in `feedback_on_batches`.
"""

from __future__ import annotations

import torch

from course_utils.checking import Misconception
from course_utils.checking.function import Symptom
from course_utils.lessons.softmax_basics.common_mistakes import DTYPE_LOST, ONE_NUMBER


def _a_constant_share_is_lost(s: Symptom) -> bool:
    """All outputs are too small, by the same factor and not by much: something was added to the total."""
    if s.kind != "values" or s.got is None or s.expected is None:
        return False
    ratio = s.got / s.expected
    return bool((ratio - ratio.mean()).abs().max() < 1e-6) and 0.9 < float(ratio.mean()) < 1


def _rounded(s: Symptom) -> bool:
    """The outputs are the right ones, cut to a few decimals."""
    if s.kind != "values" or s.got is None or s.expected is None:
        return False
    near = [(s.got - s.expected.round(decimals=d)).abs().max() < 1e-7 for d in range(2, 7)]
    return any(bool(n) for n in near)


def _second_row_for_second_score(s: Symptom) -> bool:
    z = s.case.args[0].double()
    if s.got is None or z.dim() < 2:
        return False
    mistaken = torch.sigmoid(z[1] - z[0])
    return s.got.shape == mistaken.shape and bool((s.got - mistaken).abs().max() < 1e-2)


SOFTMAX_OF_A_VECTOR = (
    Misconception(
        "scores divided by their sum",
        "It looks as if you divide the scores themselves by their sum. What happens to a negative score "
        "then? Which step of the formula comes first?",
        mimic=lambda z: z / z.sum(),
    ),
    Misconception(
        "not divided by the total",
        "These are the exponentials. They are positive, but they don't share one unit among them. What do "
        "you still divide by?",
        mimic=lambda z: z.exp(),
    ),
    Misconception(
        "divided by the largest, not by the sum",
        "It looks as if you divide by the *largest* exponential, so the winner always gets 1. What must "
        "all the outputs add up to?",
        mimic=lambda z: z.exp() / z.exp().max(),
    ),
    Misconception(
        "divided by the number of classes",
        "It looks as if you divide by the *number* of classes. By what should you divide, so that the "
        "shares add up to 1?",
        mimic=lambda z: z.exp() / len(z),
    ),
    Misconception(
        "a sigmoid for each score",
        "It looks as if each score goes through $1/(1 + e^{-z})$ by itself. Where do the *other* classes "
        "come into your formula?",
        mimic=lambda z: torch.sigmoid(z),
    ),
    Misconception(
        "2 instead of e",
        "It looks as if the base is 2. That is a fine family member (you meet it in 04), but which base "
        "does `exp` have?",
        mimic=lambda z: 2**z / (2**z).sum(),
    ),
    Misconception(
        "softmin",
        "It looks as if a minus sign stands in the exponent: your *lowest* score gets the largest share. "
        "Which score should win?",
        mimic=lambda z: torch.softmax(-z, -1),
    ),
    Misconception(
        "exponentials over the sum of the scores",
        "Your numerators are exponentials; your denominator is the sum of the plain *scores*. What must "
        "stand below, so that the shares add up to 1?",
        mimic=lambda z: z.exp() / z.sum(),
    ),
    Misconception(
        "divided by the mean, not by the sum",
        "It looks as if you divide by the *mean* of the exponentials, so the outputs add up to the number of "
        "classes. By what should you divide, so that they add up to 1?",
        mimic=lambda z: z.exp() / z.exp().mean(),
    ),
    Misconception(
        "the exponential of the sum",
        "It looks as if you add up the scores and then exponentiate. Is $e^{a+b}$ the same as $e^a + e^b$? "
        "Which comes first in the formula?",
        mimic=lambda z: z.exp() / z.sum().exp(),
    ),
    Misconception(
        "rounded outputs",
        "Your outputs are rounded to a few decimals. Rounding is for print: what do rounded shares add up "
        "to?",
        symptom=_rounded,
    ),
    Misconception(
        "a small number added to the total",
        "All your outputs are a little too small, by the same factor: is something added to the total? "
        "These scores are small, so their sum of exponentials is far from 0: what would that protect from?",
        symptom=_a_constant_share_is_lost,
    ),
    DTYPE_LOST,
    ONE_NUMBER,
)

TWO_CLASSES = (
    Misconception(
        "the gap taken the wrong way round",
        "That is the probability of class *0*: the two have changed places. Which score must be larger "
        "for class 1 to win?",
        mimic=lambda z: torch.sigmoid(z[..., 0] - z[..., 1]),
    ),
    Misconception(
        "only one score used",
        "It looks as if you use $z_1$ alone. If both scores rise by 5, should the probability change?",
        mimic=lambda z: torch.sigmoid(z[..., 1]),
    ),
    Misconception(
        "the sum of the scores",
        "It looks as if you *add* the scores. When both are equal the answer is 1/2, however large they "
        "are. What is 0 for equal scores?",
        mimic=lambda z: torch.sigmoid(z[..., 0] + z[..., 1]),
    ),
    Misconception(
        "a sigmoid for each score",
        "You return a number for each class. One number per pair is wanted, made from the *gap* of the "
        "two. Which dimension should be gone?",
        symptom=lambda s: s.kind == "shape" and s.got is not None and s.got.shape == s.case.args[0].shape,
    ),
    Misconception(
        "first and second row instead of column",
        "With a batch, the two scores of a pair stand in the *last* dimension. Does `z[1]` take the "
        "second score or the second pair?",
        symptom=_second_row_for_second_score,
    ),
    Misconception(
        "a dimension of size 1 kept",
        "One dimension is too many: a slice such as `z[..., 1:]` keeps it. Which index takes the second "
        "score and drops the dimension?",
        symptom=lambda s: s.got is not None and s.got.shape == (*s.case.args[0].shape[:-1], 1),
    ),
    Misconception(
        "the batch in the wrong place",
        "`z[:, 1]` needs exactly two dimensions. Here there may be one, two or more, and the pairs stand in "
        "the last. What does `z[..., 1]` take?",
        symptom=lambda s: s.kind == "error" and "too many indices" in s.message,
    ),
    Misconception(
        "odds instead of the probability",
        "That is $e^{z_1 - z_0}$, how many times *likelier* class 1 is than class 0. It can be more than 1. "
        "Which fraction do you make of it to get a probability?",
        mimic=lambda z: (z[..., 1] - z[..., 0]).exp(),
    ),
    Misconception(
        "scores divided by their sum",
        "It looks as if you share out the scores themselves. What would two scores of 0 get?",
        mimic=lambda z: z[..., 1] / (z[..., 0] + z[..., 1]),
    ),
    Misconception(
        "two sigmoids shared out",
        "It looks as if each score goes through a sigmoid first. Only one sigmoid is needed: of which "
        "number?",
        mimic=lambda z: torch.sigmoid(z[..., 1]) / torch.sigmoid(z).sum(-1),
    ),
    DTYPE_LOST,
    ONE_NUMBER,
)

LOGITS_FROM_PROBABILITIES = (
    Misconception(
        "probabilities used as logits",
        "You hand back the probabilities themselves. Softmax of (0.7, 0.2, 0.1) is (0.46, 0.28, 0.25), "
        "not (0.7, 0.2, 0.1). What undoes an exponential?",
        mimic=lambda p: p.clone(),
    ),
    Misconception(
        "odds of each class against all others",
        "It looks as if you take $\\log(p/(1-p))$ of each class. For two classes that makes the gap "
        "*twice* as large as it should be. Which formula did you invert: the sigmoid or the softmax?",
        mimic=lambda p: torch.log(p / (1 - p)),
    ),
    Misconception(
        "exp instead of log",
        "It looks as if you take the exponential. Softmax does that already: what undoes it?",
        mimic=lambda p: p.exp(),
    ),
    Misconception(
        "log to base 2 or 10",
        "It looks as if your logarithm has another base. Which one undoes `exp`?",
        mimic=lambda p: torch.log2(p),
    ),
    Misconception(
        "log to base 2 or 10",
        "It looks as if your logarithm has another base. Which one undoes `exp`?",
        mimic=lambda p: torch.log10(p),
    ),
    Misconception(
        "minus sign",
        "It looks as if the sign is turned: your most likely class has the lowest score. Is the log of a "
        "number below 1 already negative?",
        mimic=lambda p: -p.log(),
    ),
    Misconception(
        "softmax once more",
        "It looks as if you apply softmax to the probabilities. You want to go *back*: what undoes `exp`?",
        mimic=lambda p: torch.softmax(p, -1),
    ),
    Misconception(
        "one over the probabilities",
        "It looks as if you take $1/p$. Softmax exponentiates what it gets: which function undoes that?",
        mimic=lambda p: 1 / p,
    ),
    DTYPE_LOST,
    ONE_NUMBER,
)
