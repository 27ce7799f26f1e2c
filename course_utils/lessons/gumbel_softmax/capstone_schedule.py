"""Notebook 07's capstone: the cooling, and how much of a code is in use."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from course_utils.checking import Case, Draw, Exercise, Function, Misconception, Symptom, rounding


def _nan(s: Symptom) -> bool:
    return s.got is not None and bool(s.got.isnan().any())


def _off(s: Symptom) -> bool:
    return s.kind == "values" and s.got is not None and s.expected is not None


def _temperature_reference(step: int, rate: float, floor: float) -> torch.Tensor:
    if floor <= 0:
        raise ValueError
    return torch.exp(torch.tensor(-rate * step, dtype=torch.float64)).clamp_min(floor)


def temperature_cases(draw: Draw) -> list[Case]:
    """The start, the way down, the floor, and a floor that cannot be."""
    return [
        Case((0, 0.001, 0.5), about="the first step"),
        Case((100, 0.001, 0.5)),
        Case((5000, 0.001, 0.5), about="long after"),
        Case((10**7, 0.001, 0.1), about="ten million steps"),
        Case((300, 0.0, 0.5), about="a rate of 0"),
        Case((draw.one(1, 400), 0.001, 0.3)),
        Case((draw.one(3000, 4000), 0.001, 0.4)),
        Case((0, 0.001, 2.0), about="a floor above 1"),
        Case((10, 0.001, 0.0), about="a floor of 0", raises=ValueError),
        Case((10, 0.001, -0.5), about="a floor below 0", raises=ValueError),
    ]


def _zero_let_in(s: Symptom) -> bool:
    return s.kind == "no_error" and s.case.args[2] == 0.0


def _schedule(
    name: str, says: str, follows: Callable[[int, float, float], float]
) -> tuple[Misconception, Misconception]:
    """A wrong schedule, by those who refuse a floor that is not positive and by those who don't."""

    def guarded(step: int, rate: float, floor: float) -> float:
        if floor <= 0:
            raise ValueError
        return follows(step, rate, floor)

    return Misconception(name, says, mimic=guarded), Misconception(name, says, mimic=follows)


temperature = Exercise(
    id="07.temperature",
    title="Cool down, but not to zero",
    task=Function(
        name="temperature",
        reference=_temperature_reference,
        cases=temperature_cases,
        tolerance=rounding.relative(32),
        misconceptions=(
            Misconception(
                name="tau annealed to 0",
                says="You let a floor of 0 in, so tau goes to 0. Far enough down `exp` is exactly 0 in "
                "floats, and long before that most draws have a gradient that is as good as zero, and a "
                "few a huge one. What should the function do with such a floor?",
                symptom=_zero_let_in,
            ),
            Misconception(
                name="a negative floor let in",
                says="A floor below 0 is no floor: nothing is ever below it. What should happen?",
                symptom=lambda s: s.kind == "no_error",
            ),
            *_schedule(
                name="tau annealed to 0",
                says="Your temperature has no floor: it goes to 0. There the soft letters are one-hot and "
                "their slopes vanish, but for rare, huge ones. Where does `floor` come in?",
                follows=lambda step, rate, floor: math.exp(-rate * step),
            ),
            *_schedule(
                name="the smaller of the two",
                says="You take the *smaller* of the two. Then the floor is a ceiling. Which one of them may "
                "win at the start, and which one late?",
                follows=lambda step, rate, floor: min(floor, math.exp(-rate * step)),
            ),
            *_schedule(
                name="floor added",
                says="The floor is added, so the first temperature is not 1 any more. Which of the two "
                "should count at each step?",
                follows=lambda step, rate, floor: floor + math.exp(-rate * step),
            ),
            *_schedule(
                name="shrinks the gap to the floor",
                says="You let the gap between 1 and the floor shrink. A fine schedule, but another one: "
                "asked for is the exponential itself, until the floor holds it. Which function takes the "
                "larger of two?",
                follows=lambda step, rate, floor: floor + (1 - floor) * math.exp(-rate * step),
            ),
            *_schedule(
                name="a straight line",
                says="You go down a straight line. How does `exp` come in?",
                follows=lambda step, rate, floor: max(floor, 1 - rate * step),
            ),
            Misconception(
                name="heats up",
                says="It gets hotter with every step. What is missing in front of the exponent?",
                symptom=lambda s: _off(s) and float(s.got) > max(1.0, float(s.expected)),
            ),
            Misconception(
                name="a float32 tensor",
                says="It is right to seven digits, and a float32 tensor holds no more. A Python `float` is "
                "asked for, which holds sixteen. Which module's `exp` gives one?",
                symptom=lambda s: _off(s) and abs(float(s.got) / float(s.expected) - 1) < 1e-6,
            ),
        ),
    ),
    hints=(
        "At step 0 it is 1. Then it falls by the same *factor* with each step. Until when?",
        "`math.exp(-rate * step)`, but never below the floor: the larger of the two.",
        "First `if floor <= 0: raise ValueError(...)`. Then `return max(floor, math.exp(-rate * step))`.",
    ),
)


def _usage_reference(q: torch.Tensor) -> torch.Tensor:
    return torch.distributions.Categorical(probs=q.mean(0)).entropy().exp()


def _each_perplexity(q: torch.Tensor) -> torch.Tensor:
    return torch.special.entr(q).sum(-1).exp()


def usage_cases(draw: Draw) -> list[Case]:
    """Letters never used, all used, and unsure; zeros among the probabilities."""
    one_hot = torch.eye(4)
    soft = torch.softmax(draw.normal(12, 2, 4, scale=2.0), -1)
    return [
        Case((torch.tensor([[[0.5, 0.5]]]),), about="one picture, one letter"),
        Case((one_hot[[0, 1, 2, 3]][:, None],), about="every picture sure, each of another value"),
        Case((one_hot[[2, 2, 2]][:, None],), about="every picture sure, all of the same value"),
        Case((one_hot[[0, 1, 0, 1, 0, 3]].reshape(3, 2, 4),), about="3 pictures, 2 letters"),
        Case((torch.tensor([[[0.9, 0.1]], [[0.8, 0.2]]]),)),
        Case((soft,), about="12 pictures, 2 letters"),
    ]


def _usage_tolerance(case: Case, expected: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """exp(H) is off by its own size times what H is off: a mean of N, a logarithm, a sum of K terms.

    The student's q may sum to 1 only up to K u, which a formula that normalizes again would move.
    """
    q = case.args[0].to(torch.float64)
    u, (count, _, classes) = rounding.unit(dtype), q.shape
    mean = q.mean(0)
    logs = mean.log().abs().nan_to_num(posinf=0.0)
    in_entropy = ((count + 2 * classes + 8) * u * mean * (1 + logs)).sum(-1)
    return expected * (in_entropy + 8 * u)


usage = Exercise(
    id="07.usage",
    title="How many letters are in use",
    points=2,
    task=Function(
        name="perplexity",
        reference=_usage_reference,
        cases=usage_cases,
        tolerance=_usage_tolerance,
        misconceptions=(
            Misconception(
                name="nan for a value that nobody uses",
                says="There is a nan. A value that no picture uses has mean probability 0, and `0 * log 0` "
                "is nan in floats. What should it count? (`torch.special.entr`, or notebook 04's care.)",
                symptom=_nan,
            ),
            Misconception(
                name="average perplexity",
                says="You averaged the perplexities of the single pictures: that says how *unsure* the "
                "encoder is about one of them. If every picture is sure, yours is 1, even if all values are "
                "in use. Which comes first, the mean or the perplexity?",
                mimic=lambda q: _each_perplexity(q).mean(0),
            ),
            Misconception(
                name="average perplexity",
                says="You averaged the *entropies* of the single pictures: that says how unsure the encoder "
                "is about one of them, not which values are in use. What do you average first?",
                mimic=lambda q: torch.special.entr(q).sum(-1).mean(0).exp(),
            ),
            Misconception(
                name="entropy for perplexity",
                says="That is the entropy, in nats. Four values used alike should give 4. Which function "
                "takes $\\log 4$ to 4?",
                mimic=lambda q: torch.special.entr(q.mean(0)).sum(-1),
            ),
            Misconception(
                name="2 to the nats",
                says="You raise 2 to an entropy in nats. Base and logarithm must be a pair. Which base goes "
                "with `log`?",
                mimic=lambda q: 2 ** torch.special.entr(q.mean(0)).sum(-1),
            ),
            Misconception(
                name="exp of minus the entropy",
                says="That is $e^{-H}$: at most 1, and *smaller* the more values are in use. An entropy is a "
                "mean of $-\\log q$, so its sign is turned already. Does yours turn it again?",
                mimic=lambda q: (-torch.special.entr(q.mean(0)).sum(-1)).exp(),
            ),
            Misconception(
                name="only the likeliest value counts",
                says="You counted the likeliest value of each picture. Unsure pictures count with all their "
                "probabilities: what is the mean of q?",
                mimic=lambda q: (
                    torch.special.entr(torch.nn.functional.one_hot(q.argmax(-1), q.shape[-1]).to(q).mean(0))
                    .sum(-1)
                    .exp()
                ),
            ),
            Misconception(
                name="letters mixed",
                says="Each letter has a perplexity of its own: shape `(M,)`. Which dimension holds the "
                "pictures, and which the values?",
                symptom=lambda s: s.kind == "shape",
            ),
        ),
    ),
    hints=(
        "Begin with how often each value of a letter is used: a mean over pictures, shape `(M, K)`.",
        "Then the entropy of each row of that table, with `torch.special.entr`, which knows $0 \\log 0 = 0$.",
        "`torch.special.entr(q.mean(0)).sum(-1).exp()`",
    ),
)
