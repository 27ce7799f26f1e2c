"""Notebook 06: its samplers, judged by their counts against the exact law."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch

from course_utils.checking import Draw, Exercise
from course_utils.checking.sampler import Law, Recipe, Sampler, Trial, categorical, continuous, ranking
from course_utils.lessons.gumbel_max import recipes
from course_utils.lessons.gumbel_max.labels import labels
from course_utils.lessons.gumbel_max.recipes import RUNNING, Noise

_NO_NOISE = (
    "The same answer each time: where is the noise? (What is added to all classes alike moves nobody past "
    "anybody.)"
)
_GAUSS = (
    "These are the shares that *normal* noise gives: near, and wrong for good. Which noise has the CDF "
    "$e^{-e^{-x}}$?"
)


def _scores() -> torch.Tensor:
    return torch.tensor(RUNNING)


def _spread(draw: Draw, *shape: int) -> torch.Tensor:
    """Random scores, in eighths so that a reader can copy them."""
    return (draw.normal(*shape, scale=1.2) * 8).round() / 8


def _at(z: torch.Tensor, T: float) -> Law:
    return categorical(torch.softmax(z.to(torch.float64) / T, -1))


def _best(z: torch.Tensor) -> torch.Tensor:
    """All probability to the largest score of each row, (..., K), float64."""
    return torch.nn.functional.one_hot(z.argmax(-1), z.shape[-1]).to(torch.float64)


def _by_noise(noise: Noise) -> Callable[[torch.Tensor, float], Law]:
    """The law of argmax(z / T + noise), for another noise."""
    return lambda z, T: categorical(noise.winners(z / T))


def _gumbel_max_trials(draw: Draw) -> Sequence[Trial]:
    two, five, other = torch.tensor([0.5, 0.0]), _scores(), _spread(draw, 4)
    masked = torch.tensor([1.0, -math.inf, 0.0, 0.5])
    return [
        Trial((two, 1.0), _at(two, 1.0)),
        Trial((five, 1.0), _at(five, 1.0)),
        Trial((five, 0.5), _at(five, 0.5), about="colder"),
        Trial((other, 2.0), _at(other, 2.0), about="warmer"),
        Trial((masked, 1.0), _at(masked, 1.0), about="a class that may not be drawn"),
    ]


gumbel_max = Exercise(
    id="06.gumbel_max",
    title="The Gumbel-max sampler",
    points=3,
    task=Sampler(
        name="gumbel_max",
        without=("multinomial",),
        trials=_gumbel_max_trials,
        recipes=(
            Recipe("no noise", _NO_NOISE, law=lambda z, T: categorical(_best(z))),
            Recipe("Gaussian noise", _GAUSS, law=_by_noise(recipes.NORMAL)),
            Recipe("Gaussian noise", _GAUSS, law=_by_noise(recipes.PLAIN_NORMAL)),
            Recipe(
                "uniform noise",
                "These are the shares that *uniform* noise gives: a trailing class can never catch up. Which "
                "step turns `u` into Gumbel noise?",
                law=_by_noise(recipes.UNIFORM),
            ),
            Recipe(
                "exponential noise",
                "These are the shares that `-log(u)` gives, exponential noise. Which logarithm is missing?",
                law=_by_noise(recipes.EXPONENTIAL),
            ),
            Recipe(
                "the wrong sign",
                "These are the shares that *minus* Gumbel noise gives, with its long tail downward. Which "
                "sign has the outer logarithm?",
                law=_by_noise(recipes.UPSIDE_DOWN),
            ),
            Recipe(
                "noise on probabilities",
                "You add the noise to probabilities. Then *they* are the scores, and what you draw follows "
                "softmax(p), which is far too even. What belongs under the noise?",
                law=lambda z, T: _at(torch.softmax(z.to(torch.float64) / T, -1), 1.0),
            ),
            Recipe(
                "(z + g) / T",
                "These are the shares at T = 1. Is T in your line? And if it divides noise and scores alike, "
                "who wins stays who wins. What should T act on?",
                law=lambda z, T: _at(z, 1.0),
            ),
            Recipe(
                "times T",
                "These are the shares at 1/T: you multiply the scores by T, or divide the noise by it. Does "
                "a low temperature make the winner surer, or less sure?",
                law=lambda z, T: _at(z, 1 / T),
            ),
            Recipe(
                "argmin",
                "The *smallest* perturbed score wins with you. Who should?",
                law=lambda z, T: categorical(recipes.UPSIDE_DOWN.winners(-z / T)),
            ),
            Recipe(
                "evenly",
                "All classes come equally often. Do the scores take part at all?",
                law=lambda z, T: _at(torch.zeros_like(z), 1.0),
            ),
        ),
    ),
    hints=(
        "Each draw needs noise of its own, for each class: how many numbers is that, for `count` draws of "
        "`K` classes?",
        "`torch.rand(count, len(z))`, and your `gumbel_noise`. The scores broadcast over the rows. Who wins "
        "a row?",
        "`(z / T + g).argmax(-1)`, with `g` of shape `(count, K)`. T divides the scores alone.",
    ),
)


def _winning_trials(draw: Draw) -> Sequence[Trial]:
    five, other = _scores(), _spread(draw, 3)
    settings = [(torch.tensor([0.0, 0.0]), 0), (five, 3), (five, 1), (other, draw.one(0, 3))]
    about = {1: "the favorite", 2: "the outsider"}
    return [
        Trial(
            (z, winner),
            continuous(recipes.gumbel_cdf(torch.logsumexp(z.to(torch.float64), -1)), name="winning scores"),
            about=about.get(n, ""),
        )
        for n, (z, winner) in enumerate(settings)
    ]


winning_score = Exercise(
    id="06.winning_score",
    title="The winning score",
    points=2,
    task=Sampler(
        name="winning_score",
        trials=_winning_trials,
        recipes=(
            Recipe(
                "the winner's own noise",
                "You draw $z_k + g_k$ as it is *before* anybody has won. But we know that it beat all the "
                "others, so it cannot be just any value of it. Around which number does the theorem put the "
                "maximum?",
                mimic=recipes.around(lambda z, winner: z[winner]),
            ),
            Recipe(
                "around the largest score",
                "You draw around the largest score. But five runners have five chances: how far above it "
                "does the best of them land? Which soft maximum of the scores is in the proof?",
                mimic=recipes.around(lambda z, winner: z.max()),
            ),
            Recipe(
                "around 0",
                "That is noise around 0. Where do the scores come in?",
                mimic=recipes.around(lambda z, winner: 0.0),
            ),
            Recipe(
                "around the sum of exponentials",
                "You draw around $Z$ itself. In the proof it stands in an exponent. What must be added to x "
                "to make $e^{-x} Z$ of $e^{-x}$?",
                mimic=recipes.around(lambda z, winner: z.exp().sum()),
            ),
            Recipe(
                "Euler's constant added twice",
                "You are too high by 0.577, the mean of Gumbel noise. It is in the noise already. What is "
                "the *location*, then?",
                mimic=recipes.around(lambda z, winner: torch.logsumexp(z, -1) + recipes.EULER),
            ),
            Recipe(
                "the wrong sign",
                "The place is right, but the long tail points down. Can a maximum be far too small more "
                "easily than far too large?",
                mimic=recipes.around(lambda z, winner: torch.logsumexp(z, -1), recipes.UPSIDE_DOWN),
            ),
        ),
    ),
    hints=(
        "Look at the last integral of your proof before it is done. As a function of x, what is it, apart "
        "from a constant?",
        "$e^{-x} e^{-e^{-x} Z}$, with $Z = e^{\\mathrm{LSE}}$: that is a Gumbel density with another "
        "location. Does `winner` occur in it?",
        "`torch.logsumexp(z, -1)` plus Gumbel noise, `count` of it, whoever won.",
    ),
)


def _top_k_trials(draw: Draw) -> Sequence[Trial]:
    three, five, other = torch.tensor([1.0, 0.0, -1.0]), _scores(), _spread(draw, 4)
    return [
        Trial((z, k), ranking(torch.softmax(z.to(torch.float64), -1), k))
        for z, k in ((three, 2), (five, 1), (five, 2), (other, 3))
    ]


top_k = Exercise(
    id="06.top_k",
    title="Without replacement",
    points=2,
    task=Sampler(
        name="top_k",
        trials=_top_k_trials,
        recipes=(
            Recipe(
                "no noise",
                _NO_NOISE,
                mimic=lambda z, k, count, generator: z.topk(k).indices.expand(count, k),
            ),
            Recipe(
                "with replacement",
                "A class came twice in one draw. You draw k times from all of them. What happens to a class "
                "that is gone?",
                mimic=recipes.with_replacement,
            ),
            Recipe(
                "again until distinct",
                "That is what comes of drawing pairs until the two differ: $p_i p_j$, up to a constant. But "
                "who draws the second from those that are *left* divides by $1 - p_i$. Which pairs did you "
                "throw away, and whose were they?",
                mimic=recipes.until_distinct,
            ),
            Recipe("Gaussian noise", _GAUSS, mimic=recipes.ranked(recipes.NORMAL)),
            Recipe("Gaussian noise", _GAUSS, mimic=recipes.ranked(recipes.PLAIN_NORMAL)),
            Recipe(
                "in class order",
                "The right classes, but in the order of their numbers. Who came in first?",
                mimic=recipes.in_class_order,
            ),
            Recipe(
                "last first",
                "That is the ranking from its end. Who belongs in column 0?",
                mimic=recipes.last_first,
            ),
            Recipe(
                "the slowest first",
                "With you the *smallest* of the noisy scores comes first. Who should?",
                mimic=recipes.slowest_first,
            ),
            Recipe(
                "noise on probabilities",
                "You add the noise to probabilities. Then *they* are the scores, and the places are far too "
                "even. What belongs under the noise?",
                mimic=lambda z, k, count, generator: recipes.ranked(recipes.GUMBEL)(
                    torch.softmax(z.to(torch.float64), -1), k, count, generator
                ),
            ),
        ),
    ),
    hints=(
        "One race. Whoever comes in first is a draw from p. Who comes in second, if you strike out the "
        "winner?",
        "`torch.topk` gives the k largest, the largest first, and where they stood.",
        "As in `gumbel_max`, with `.topk(k, -1).indices` in the place of the argmax.",
    ),
)


def _label_trials(draw: Draw) -> Sequence[Trial]:
    one, two = _spread(draw, 1, 10), _spread(draw, 2, 10)
    twins = two[:1].expand(2, 10).clone()
    return [
        Trial((one,), labels(one), about="one picture"),
        Trial((twins,), labels(twins), about="the same picture twice"),
        Trial((two,), labels(two), about="two pictures"),
    ]


sample_labels = Exercise(
    id="06.sample_labels",
    title="Labels for a batch of pictures",
    points=2,
    task=Sampler(
        name="sample_labels",
        trials=_label_trials,
        recipes=(
            Recipe("no noise", _NO_NOISE, law=lambda scores: labels(scores, _best(scores))),
            Recipe(
                "one noise for the whole batch",
                "Each picture by itself gets the right shares. But all of them share one noise: where one "
                "picture draws an unlikely label, so does its neighbor. How many numbers must be drawn for N "
                "pictures of K classes?",
                mimic=recipes.one_noise,
            ),
            Recipe(
                "noise on probabilities",
                "You add the noise to probabilities. Then *they* are the scores, and the labels follow "
                "softmax(p). What belongs under the noise?",
                law=lambda scores: labels(
                    scores, torch.softmax(torch.softmax(scores.to(torch.float64), -1), -1)
                ),
            ),
            Recipe(
                "Gaussian noise", _GAUSS, law=lambda scores: labels(scores, recipes.NORMAL.winners(scores))
            ),
            Recipe(
                "Gaussian noise",
                _GAUSS,
                law=lambda scores: labels(scores, recipes.PLAIN_NORMAL.winners(scores)),
            ),
        ),
    ),
    hints=(
        "Every draw of every picture is a race of its own. What shape has all that noise?",
        "`(count, N, K)`: the scores, `(N, K)`, broadcast over the first dimension. Over which dimension is "
        "the argmax?",
        "`g = gumbel_noise(torch.rand(count, *scores.shape))`, then `(scores + g).argmax(-1)`.",
    ),
)
