"""Notebook 04: drawing at a temperature, and what a number of draws can tell."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch

from course_utils.checking import Draw, Exercise, Value, WrongValue
from course_utils.checking.sampler import Law, Recipe, Sampler, Trial, categorical
from course_utils.lessons.temperature.questions import SCORES


def _law(z: torch.Tensor, T: float) -> Law:
    return categorical(torch.softmax(z.double() / T, -1))


def sample_trials(draw: Draw) -> Sequence[Trial]:
    """Colder and hotter than 1, on the five scores and on others."""
    five = torch.tensor(SCORES)
    some, T = draw.normal(4), draw.log_uniform(0.4, 3.0)
    return [
        Trial((five, 0.5), _law(five, 0.5), about="the five scores at T = 0.5"),
        Trial((five, 2.0), _law(five, 2.0), about="the five scores at T = 2"),
        Trial((some, T), _law(some, T), about="four other scores"),
    ]


def _normal_noise(z: torch.Tensor, T: float, count: int, generator: torch.Generator) -> torch.Tensor:
    noise = torch.randn(count, z.shape[-1], generator=generator, dtype=torch.float64)
    return (z.double() / T + noise * math.pi / math.sqrt(6)).argmax(-1)


def _uniform_noise(z: torch.Tensor, T: float, count: int, generator: torch.Generator) -> torch.Tensor:
    noise = torch.rand(count, z.shape[-1], generator=generator, dtype=torch.float64)
    return (z.double() / T + noise).argmax(-1)


def _plain_normal_noise(z: torch.Tensor, T: float, count: int, generator: torch.Generator) -> torch.Tensor:
    noise = torch.randn(count, z.shape[-1], generator=generator, dtype=torch.float64)
    return (z.double() / T + noise).argmax(-1)


def _greedy(z: torch.Tensor, T: float, count: int, generator: torch.Generator) -> torch.Tensor:
    return z.argmax(-1).expand(count)


draws_at = Exercise(
    id="04.draws_at",
    title="Draws at a temperature",
    points=2,
    task=Sampler(
        name="sample_T",
        trials=sample_trials,
        recipes=(
            Recipe(
                "temperature left out",
                "These are draws at T = 1. Did T get lost? It has no effect either where it divides all "
                "*probabilities*, or noise and score alike, as in `argmax((z + g) / T)`. What must it "
                "divide?",
                law=lambda z, T: _law(z, 1.0),
            ),
            Recipe(
                "multiplied by the temperature",
                "These are draws from softmax(T z): you *multiply* by T. Which way should a low temperature "
                "pull?",
                law=lambda z, T: _law(z, 1 / T),
            ),
            Recipe(
                "softmax of probabilities",
                "These are draws from the softmax of *probabilities*. What does softmax want to be given?",
                law=lambda z, T: categorical(torch.softmax(torch.softmax(z.double(), -1) / T, -1)),
            ),
            Recipe(
                "softmax twice",
                "These are draws from a softmax of a softmax. Which of the two sees probabilities?",
                law=lambda z, T: categorical(torch.softmax(torch.softmax(z.double() / T, -1), -1)),
            ),
            Recipe(
                "uniform",
                "Every class comes equally often. Where do the scores come in?",
                law=lambda z, T: categorical(
                    torch.full((z.shape[-1],), 1 / z.shape[-1], dtype=torch.float64)
                ),
            ),
            Recipe(
                "no draw at all",
                "You return the best class, every time. What does it take to *draw* one?",
                mimic=_greedy,
            ),
            Recipe(
                "uniform noise",
                "These are the counts of *uniform* noise on the scores. It can't make up for a gap of more "
                "than 1, and softmax gives every class its chance. Can you draw from p directly?",
                mimic=_uniform_noise,
            ),
            Recipe(
                "plain normal noise",
                "These are the counts of *normal* noise on the scores: tempting, and not softmax. Can you "
                "draw from p directly?",
                mimic=_plain_normal_noise,
            ),
            Recipe(
                "another noise",
                "These are the counts of *normal* noise of the right variance. It comes near, and is not "
                "softmax. Which "
                "noise was it, or can you draw from p directly?",
                mimic=_normal_noise,
            ),
        ),
    ),
    hints=(
        "You have `softmax_T`. It says with which probability each class should come.",
        "`torch.multinomial(p, n, replacement=True)` draws n class numbers with the probabilities p.",
        "`torch.multinomial(softmax_T(z, T), count, replacement=True)`: with replacement, since every draw "
        "has all classes.",
    ),
)


def draws_needed() -> dict[str, int]:
    """How many draws the two questions of 04 ask for."""
    p = float(torch.softmax(torch.tensor(SCORES, dtype=torch.float64), -1)[3])
    return {
        "seen": math.ceil(math.log(0.05) / math.log(0.99)),
        "sharp": math.ceil(4 * p * (1 - p) / 0.01**2),
    }


how_many = Exercise(
    id="04.how_many",
    title="How many draws?",
    points=2,
    task=Value(
        expected=draws_needed,
        tolerance=2.0,
        wrong=(
            WrongValue(
                lambda got: bool((got - 100).abs() <= 1),
                "one in a hundred comes once in a hundred",
                "In 100 draws it comes once *on average*. But 0.99 to the power 100 is 0.37: so often it "
                "doesn't come at "
                "all. When is $0.99^n$ down to 0.05?",
                part="seen",
            ),
            WrongValue(
                lambda got: bool((got - 95).abs() <= 1),
                "chances added up",
                "Chances of separate draws don't add up: it may come twice. With which probability does it "
                "come in *none* "
                "of n draws?",
                part="seen",
            ),
            WrongValue(
                lambda got: bool((got - 2314).abs() <= 5),
                "one standard error",
                "There *one* standard error is 0.01. You want two of them to fit in: half the error. How "
                "many times the "
                "draws is that?",
                part="sharp",
            ),
            WrongValue(
                lambda got: bool((got - 4628).abs() <= 8),
                "half the error for twice the draws",
                "Twice the draws make the error smaller by $\\sqrt 2$ only. To halve it, what must n do?",
                part="sharp",
            ),
            WrongValue(
                lambda got: bool((got - 10_000).abs() <= 5),
                "the worst case",
                "10,000 is enough for *any* class: p(1 - p) is at most a quarter. For this one it is a "
                "little less. What "
                "is p(1 - p) at p = 0.6364?",
                part="sharp",
            ),
            WrongValue(
                lambda got: bool((got - 40_000).abs() <= 5),
                "the standard deviation forgotten",
                "$\\sqrt{p(1-p)}$ is below 1. Did you put it in?",
                part="sharp",
            ),
            WrongValue(
                lambda got: True,
                "another number of draws",
                "With which probability has it *not* come in n draws? When is that down to 0.05?",
                part="seen",
            ),
            WrongValue(
                lambda got: True,
                "another number of draws",
                "Which n makes two times $\\sqrt{p(1-p)/n}$ equal to 0.01, at p = 0.6364? (Take 2, not "
                "1.96.)",
                part="sharp",
            ),
        ),
    ),
    hints=(
        "`seen`: the chance that one draw is *not* this class is 0.99. And for n draws in a row?",
        "`sharp`: solve $2\\sqrt{p(1-p)/n} = 0.01$ for n, with p = 0.6364.",
        "`seen` is log(0.05)/log(0.99), rounded up. `sharp` is 4 p (1 - p) / 0.0001, rounded up.",
    ),
)
