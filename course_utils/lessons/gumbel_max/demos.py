"""Notebook 06: its slider demos and its figures."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import torch

from course_utils import figures
from course_utils.checking import Status
from course_utils.checking.exercise import DemoFunction
from course_utils.figures import listed
from course_utils.lessons.gumbel_max import recipes, samplers
from course_utils.lessons.gumbel_max.noise import gumbel_noise
from course_utils.lessons.gumbel_max.recipes import EULER, RUNNING, Noise
from course_utils.live import Demo, choice, live, own_or_reference, slider

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["DEMOS", "gumbel_density", "labels_by", "noise_picker", "one_digit", "race", "winning_scores"]

FromUniform = Callable[[torch.Tensor], torch.Tensor]

_CLASSES = tuple(f"class {k}" for k in range(len(RUNNING)))
_RACES = 1000
_MOST = 100_000
_KINDS: dict[str, Noise] = {
    "Gumbel": recipes.GUMBEL,
    "normal": recipes.NORMAL,
    "logistic": recipes.LOGISTIC,
    "uniform": recipes.FLAT,
}


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _targets(ax: Axes, p: torch.Tensor, what: str = "share of wins") -> None:
    """Arrowheads on both sides of each bar's place, where its class should end."""
    for side, marker in ((-0.42, ">"), (0.42, "<")):
        places = [k + side for k in range(len(p))]
        ax.plot(places, p.tolist(), marker, color=figures.INK, markersize=5.5, linestyle="none")
    ax.set_title(f"{what}; arrowheads: softmax", loc="left")


def race(noise: FromUniform | None = None) -> Demo:
    """One race of perturbed scores after the other; the winners' shares grow onto the softmax."""
    draw = own_or_reference(noise, gumbel_noise.task.reference, "gumbel_noise")
    z = torch.tensor(RUNNING)

    @cache
    def races_by(label: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        perturbed = z + draw(torch.rand(_RACES, len(z), generator=_generator())).detach().cpu()
        winners = perturbed.argmax(-1)
        wins = torch.nn.functional.one_hot(winners, len(z)).double().cumsum(0)
        return perturbed, winners, wins / torch.arange(1, _RACES + 1)[:, None]

    p = torch.softmax(z, -1)

    title = "Race after race, the winners' shares settle on the softmax"
    figure, (track, right) = figures.new(title, width=8.6, height=3.4, columns=2)
    track.set_xlim(-2.2, 15.2)
    track.set_ylim(len(z) - 0.4, -0.6)
    track.set_yticks(range(len(z)), _CLASSES)
    track.set_title("score, plus noise", loc="left")
    lanes, dots = [], []
    for k, score in enumerate(z.tolist()):
        track.plot([score, score], [k - 0.25, k + 0.25], color=figures.INK, linewidth=2.0)
        look = {"color": figures.class_color(k)}
        lanes += track.plot([score, score], [k, k], linewidth=3.0, **look)
        dots += track.plot([score], [k], "o", markersize=10, markeredgecolor=figures.INK, **look)
    cup = track.text(15.0, 0, "wins", ha="right", va="center", weight="bold", color=figures.INK)
    bars = figures.bars(right, races_by(draw.label)[2][0], [str(k) for k in range(len(z))], number="{:.3f}")
    _targets(right, p)

    def update(races: int) -> str:
        perturbed, winners, shares = races_by(draw.label)
        now = perturbed[races - 1]
        for k, place in enumerate(now.tolist()):
            lanes[k].set_xdata([RUNNING[k], place])
            dots[k].set_xdata([place])
        winner = int(winners[races - 1])
        cup.set_y(winner)
        bars.set(shares[races - 1])
        return (
            f"Race {races}: {listed(now, 2)}, class {winner} wins. Shares of the wins so far "
            f"{listed(shares[races - 1], 3)}, softmax {listed(p, 3)} (drawn with {draw.label})"
        )

    return live(
        figure,
        update,
        moving=(*lanes, *dots, cup, *bars.artists),
        title=title,
        play="races",
        races=slider(1, _RACES, value=1, step=1, label="races"),
        drawn_with=draw,
    )


def noise_picker() -> Demo:
    """Scores plus noise of a kind and a size: which of them draws the softmax?"""
    z = torch.tensor(RUNNING)
    p = torch.softmax(z, -1)
    drawn = {
        name: kind.draw((_MOST, len(z)), _generator(1)).to(torch.float32) for name, kind in _KINDS.items()
    }
    title = "Which noise hits all five marks?"
    figure, ax = figures.new(title, width=7.4, height=3.4)
    ax.set_yscale("log")  # a class of 1 % that comes too seldom should look like it
    bars = figures.bars(ax, p, _CLASSES, limits=(1e-3, 1.0), number="{:.3f}")
    ax.set_yticks([0.001, 0.01, 0.1, 1.0], ["0.001", "0.01", "0.1", "1"])
    _targets(ax, p)

    def update(noise: str, size: float, draws: int) -> str:
        winners = (z + size * drawn[noise][:draws]).argmax(-1)
        shares = torch.bincount(winners, minlength=len(z)) / draws
        bars.set(shares)
        away = (shares - p).abs() / (p * (1 - p) / draws).sqrt()
        k = int(away.argmax())
        return (
            f"{noise} noise of size {size:.1f}, {draws:,} draws: {listed(shares, 3)}, "
            f"softmax {listed(p, 3)}. Class {k} is furthest off, {float(away[k]):.1f} standard errors"
        )

    return live(
        figure,
        update,
        moving=bars.artists,
        title=title,
        noise=choice(tuple(_KINDS), value="normal", label="noise"),
        size=slider(0.2, 3.0, value=1.0, step=0.1, label="size (1: as strong as Gumbel noise)"),
        draws=choice((100, 1000, 10_000, _MOST), value=_MOST, label="draws"),
    )


def gumbel_density() -> None:
    """Show the density of standard Gumbel noise over a histogram of draws by the quantile function."""
    draws = recipes.GUMBEL.draw((100_000,), _generator())
    x = torch.linspace(-3, 8, 441, dtype=torch.float64)
    figure, ax = figures.new("Gumbel noise leans: its long tail points up", width=7.4, height=3.0)
    ax.hist(draws.numpy(), bins=88, range=(-3, 8), density=True, color=figures.class_color(4))
    ax.plot(x.numpy(), torch.exp(-x - torch.exp(-x)).numpy(), color=figures.INK, linewidth=1.8)
    for place, name, height in (
        (0.0, "top at 0", 0.43),
        (-math.log(math.log(2)), "half lie above 0.367", 0.36),
        (EULER, "mean 0.577", 0.29),
    ):
        ax.plot([place, place], [0, math.exp(-place - math.exp(-place))], color=figures.INK, linewidth=1.0)
        at = (place, math.exp(-place - math.exp(-place)))
        ax.annotate(
            name, at, (2.3, height), arrowprops={"arrowstyle": "-", "color": figures.QUIET}, va="center"
        )
    ax.set_ylim(0, 0.47)
    ax.set_xlim(-3, 8)
    ax.set_xlabel("noise")
    ax.set_ylabel("density")
    figures.show(
        figure,
        alt="The density of Gumbel noise, over a histogram of 100,000 draws that fills it. It rises steeply "
        f"from -2, tops out at 0 with {math.exp(-1):.3f}, and falls slowly to the right. Median "
        f"{-math.log(math.log(2)):.3f}, mean {EULER:.3f}.",
    )


def winning_scores() -> None:
    """Show the density of the winning score for each winner: five histograms, one curve."""
    z = torch.tensor(RUNNING, dtype=torch.float64)
    best, winner = (z + recipes.GUMBEL.draw((1_000_000, len(z)), _generator())).max(-1)
    place = torch.logsumexp(z, -1)
    x = torch.linspace(-1, 11, 481, dtype=torch.float64)
    figure, ax = figures.new("Whoever wins, wins with the same scores", width=7.4, height=3.4)
    said = []
    for k in range(len(z)):
        won = best[winner == k]
        ax.hist(
            won.numpy(),
            bins=48,
            range=(-1, 11),
            density=True,
            histtype="step",
            linewidth=1.8,
            color=figures.class_color(k),
        )
        said.append(f"class {k}: {len(won):,} wins, mean {float(won.mean()):.2f}")
    own = torch.exp(-(x - z[1]) - torch.exp(-(x - z[1])))
    ax.plot(x.numpy(), own.numpy(), color=figures.class_color(1), linewidth=1.6, linestyle="--")
    ax.text(1.0, 0.39, "class 1, won or lost", color=figures.INK, ha="center")
    common = torch.exp(-(x - place) - torch.exp(-(x - place)))
    ax.plot(x.numpy(), common.numpy(), color=figures.INK, linewidth=1.2)
    ax.text(6.9, 0.33, "when they won: all five classes,\nand Gumbel noise around LSE(z)", color=figures.INK)
    ax.set_xlim(-1, 11)
    ax.set_ylim(0, 0.44)
    ax.set_xlabel("score plus noise")
    ax.set_ylabel("density")
    figures.show(
        figure,
        alt="Five histograms of winning scores, one for each winner, all on the same curve, the Gumbel "
        "density "
        f"around LSE(z) = {float(place):.2f}, which has mean {float(place) + EULER:.2f}. "
        + "; ".join(said)
        + ". The scores of class 1 in all races, won or lost, lie far to the left, around 1.",
    )


def labels_by(sample_labels: object) -> DemoFunction:
    """A sampler of labels for what follows: the student's if it is right, else the course's, labeled so."""
    status = samplers.sample_labels.verdict(sample_labels).status
    if status is Status.RIGHT and callable(sample_labels):
        return DemoFunction(sample_labels, "your sample_labels", False)

    def ours(scores: torch.Tensor, count: int) -> torch.Tensor:
        return torch.distributions.Categorical(logits=scores).sample((count,))

    why = "is not written yet" if status is Status.NOT_ATTEMPTED else "is not right yet"
    return DemoFunction(ours, f"PyTorch's Categorical (your sample_labels {why})", True)


def one_digit(picture: torch.Tensor, p: torch.Tensor, ours: torch.Tensor, label: str) -> None:
    """Show a picture (64,), and the share of each label in draws (count,) beside its probability p (10,)."""
    figure, (left, right) = figures.new(
        "The classifier is in doubt, and its draws show how much",
        width=7.8,
        height=3.0,
        columns=2,
        gridspec_kw={"width_ratios": [1, 2.6]},
    )
    left.imshow(picture.reshape(8, 8).cpu().numpy(), cmap="gray_r")
    left.set_axis_off()
    shares = torch.bincount(ours.cpu(), minlength=len(p)) / len(ours)
    figures.bars(right, shares, limits=(0.0, float(torch.maximum(shares, p.cpu()).max())), number="{:.2f}")
    _targets(right, p.cpu(), "share of draws")
    right.set_xlabel(f"label, drawn with {label}".replace(" (", "\n("))
    figures.show(
        figure,
        alt=f"A scan of 8 x 8 pixels, and ten bars. Softmax {listed(p, 2)}; drawn {listed(shares, 2)}.",
    )


DEMOS = (race, noise_picker)
