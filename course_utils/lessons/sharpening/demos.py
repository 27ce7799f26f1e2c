"""Notebook 08: its slider demos and its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import torch

from course_utils import figures
from course_utils.figures import listed
from course_utils.lessons.sharpening.formulas import FIVE, FOUR, by_power, by_softmax, by_where
from course_utils.lessons.sharpening.self_training import (
    SPLITS,
    GuessLoss,
    guess_loss_reference,
    mean_and_error,
    reference_run,
    train,
)
from course_utils.live import Demo, Switch, live, own_or_reference, slider

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

__all__ = [
    "DEMOS",
    "changing_hands",
    "five_splits",
    "softmax_of_alpha_v",
    "three_families",
    "where_curves",
]

Family = Callable[[torch.Tensor, float], torch.Tensor]

_NAMES = ("A: softmax(αv)", "B: where", "C: power over sum")
_LINES = ("-", "--", "-.", ":", "-")


def _b_and_c(where: Family | None, power: Family | None) -> tuple[Switch, Switch]:
    return own_or_reference(where, by_where, "gradual"), own_or_reference(power, by_power, "sharpen")


def _curve(ax: Axes, x: torch.Tensor, y: torch.Tensor, k: int) -> list[Line2D]:
    """A line in the color of class k."""
    return ax.plot(x.numpy(), y.numpy(), color=figures.class_color(k), linestyle=_LINES[k], linewidth=2.2)


def softmax_of_alpha_v() -> None:
    """Show softmax(alpha v) of five values for alpha from 0 to 19: the thread's first plot."""
    v = torch.tensor(FIVE, dtype=torch.float64)
    alphas = torch.linspace(0, 19, 191, dtype=torch.float64)
    rows = torch.stack([by_softmax(v, float(a)) for a in alphas])
    figure, ax = figures.new("It starts at one fifth for all, not at the values", width=7.2, height=3.4)
    for k, value in enumerate(FIVE):
        _curve(ax, alphas, rows[:, k], k)
        ax.plot([-1.2], [value], "o", color=figures.class_color(k), clip_on=False)
    for k, at in ((4, (12.0, 0.88)), (3, (4.9, 0.235))):
        ax.text(*at, f"from {FIVE[k]}", color=figures.INK)
    ax.text(-0.7, 0.985, "← the values", color=figures.QUIET, va="center")
    ax.set_xlim(-1.7, 19)
    ax.set_ylim(-0.03, 1.05)
    ax.set_xticks([0, 5, 10, 15, 19])
    ax.set_xlabel("α")
    ax.set_ylabel("softmax(αv)")
    said = (f"α = {a}: {listed(by_softmax(v, a), 3)}" for a in (0, 1, 10, 19))
    figures.show(figure, alt=f"softmax(αv) of the values {listed(v, 2)}. " + "; ".join(said))


def where_curves() -> None:
    """Show the forum's formula for four values and powers 1 to 19, and its sums: the thread's second plot."""
    v = torch.tensor(FOUR, dtype=torch.float64)
    alphas = torch.arange(1, 20, dtype=torch.float64)
    rows = torch.stack([by_where(v, float(a)) for a in alphas])
    figure, (ax, sums) = figures.new(
        "Each value goes its own way, and nothing keeps the sum at 1", width=7.6, height=3.4, columns=2
    )
    for k, value in enumerate(FOUR):
        _curve(ax, alphas, rows[:, k], k)
        ax.plot([1], [value], "o", color=figures.class_color(k), clip_on=False)
        ax.annotate(
            f"{value}",
            (1, value),
            (-7, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            color=figures.INK,
        )
    ax.set_xlim(-2.6, 19)
    ax.set_title("outputs")
    sums.plot(alphas.numpy(), rows.sum(-1).numpy(), "o-", color=figures.INK, markersize=4)
    sums.axhline(1, color=figures.QUIET, linewidth=1.0, linestyle=":")
    sums.set_title("their sum")
    sums.set_ylim(0.9, 2.1)
    for each in (ax, sums):
        each.set_xticks([1, 5, 10, 15, 19])
        each.set_xlabel("α")
    totals = ", ".join(f"{float(s):.3f}" for s in rows.sum(-1)[:5])
    figures.show(
        figure,
        alt=f"The formula with where, values {listed(v, 1)}, α from 1 to 19. At α = 1 the outputs are the "
        f"values, at α = 19 {listed(rows[-1], 3)}. The sums begin {totals} and end "
        f"{float(rows[-1].sum()):.5f}.",
    )


def three_families(where: Family | None = None, power: Family | None = None) -> Demo:
    """The three families on the same four values, under one slider; their sums are written above them."""
    b, c = _b_and_c(where, power)
    families = (by_softmax, b, c)
    v = torch.tensor(FOUR, dtype=torch.float64)
    figure, axes = figures.new("Two of the three keep the sum", width=8.4, height=3.3, columns=3, sharey=True)
    shown = [figures.bars(ax, (0.0,) * len(FOUR), [str(x) for x in FOUR]) for ax in axes]
    for ax, name in zip(axes, _NAMES, strict=True):
        ax.set_title(name, loc="left")
        ax.set_xlabel("value")
    axes[0].set_ylabel("output")
    totals = [
        ax.text(0.03, 0.97, "", transform=ax.transAxes, va="top", color=figures.INK, fontweight="bold")
        for ax in axes
    ]

    def update(alpha: float) -> str:
        said = []
        for family, bars, total, letter in zip(families, shown, totals, "ABC", strict=True):
            out = family(v, alpha)
            bars.set(out)
            total.set_text(f"sum {float(out.sum()):.3f}")
            said.append(f"{letter} {listed(out, 3)} sum {float(out.sum()):.3f}")
        return f"α = {alpha:.1f}: " + "; ".join(said)

    return live(
        figure,
        update,
        moving=(*(artist for bars in shown for artist in bars.artists), *totals),
        title="Three families",
        play="alpha",
        alpha=slider(0.1, 20.0, value=1.0, step=0.1, label="α"),
        B_drawn_with=b,
        C_drawn_with=c,
    )


def changing_hands(where: Family | None = None, power: Family | None = None) -> Demo:
    """One of three values moves past the maximum, at alpha = 5; its output and its rival's, three times."""
    b, c = _b_and_c(where, power)
    families = (by_softmax, b, c)
    alpha, rival, third = 5.0, 0.6, 0.3
    grid = torch.cat([torch.linspace(0.35, 0.599, 84), torch.linspace(0.601, 0.85, 84)]).double()

    def outputs(family: Family, x: float) -> torch.Tensor:
        return family(torch.tensor([rival, x, third], dtype=torch.float64), alpha)

    figure, axes = figures.new(
        "When the maximum changes hands, only B jumps", width=8.4, height=3.3, columns=3, sharey=True
    )
    halves = (slice(0, 84), slice(84, None))  # no line across a jump

    @cache
    def rows(n: int, label: str) -> torch.Tensor:
        return torch.stack([outputs(families[n], float(x)) for x in grid])

    dots, curves = [], []
    labels = ("", b.label, c.label)
    for n, (ax, name) in enumerate(zip(axes, _NAMES, strict=True)):
        for k in (0, 1):
            for side in halves:
                curves += _curve(ax, grid[side], rows(n, labels[n])[side, k], k)
            dots += ax.plot(
                [], [], "o", color=figures.class_color(k), markersize=9, markeredgecolor=figures.INK
            )
        ax.set_title(name, loc="left")
        ax.set_xlabel("the moving value")
        ax.set_xticks([0.4, 0.6, 0.8])
        ax.set_ylim(-0.03, 1.1)
    curves_move = b.open or c.open
    left = axes[0]
    left.set_ylabel("output")
    left.text(0.36, 0.75, "fixed at 0.6", color=figures.class_color(0))
    left.text(0.36, 0.1, "moving", color=figures.INK)

    def update(x: float) -> str:
        said = []
        for n, (family, letter, label) in enumerate(
            zip(families, "ABC", ("", b.label, c.label), strict=True)
        ):
            if curves_move:
                for i, (k, side) in enumerate(product((0, 1), halves)):
                    curves[4 * n + i].set_ydata(rows(n, label)[side, k].numpy())
            out = outputs(family, x)
            for k in (0, 1):
                dots[2 * n + k].set_data([x], [float(out[k])])
            said.append(f"{letter} {listed(out[:2], 3)}")
        return f"0.6 against {x:.2f} at α = {alpha:.0f}: " + "; ".join(said)

    return live(
        figure,
        update,
        moving=(*curves, *dots) if curves_move else dots,
        title="The maximum changes hands",
        play="x",
        x=slider(0.36, 0.84, value=0.5, step=0.01, label="the moving value"),
        B_drawn_with=b,
        C_drawn_with=c,
    )


def five_splits(loss_of_guesses: GuessLoss = guess_loss_reference, alpha: float = 2.0) -> None:
    """Train on five splits: labels only, with guesses as they are, with sharpened guesses; show them all."""

    def run(power: float) -> Sequence[int]:
        if loss_of_guesses is guess_loss_reference:
            return reference_run(power)
        return [train(seed, power, loss_of_guesses) for seed in range(SPLITS)]

    runs: tuple[tuple[str, Sequence[int]], ...] = (
        ("labels only", reference_run(None)),
        ("guesses\nas they are", run(1.0)),
        (f"sharpened\nα = {alpha:g}", run(alpha)),
    )
    figure, ax = figures.new("Sharpened guesses help a little, on most splits", width=7.2, height=3.6)
    for seed in range(SPLITS):
        ax.plot(
            range(3),
            [counts[seed] for _, counts in runs],
            "o-",
            color=figures.class_color(seed),
            linewidth=1.4,
        )
    said = []
    for n, (name, counts) in enumerate(runs):
        mean, error = mean_and_error(list(counts))
        ax.errorbar([n + 0.16], [mean], [error], fmt="s", color=figures.INK, capsize=5, markersize=7)
        ax.annotate(
            f"{mean:.1f} ± {error:.1f}",
            (n + 0.16, mean),
            (9, 0),
            textcoords="offset points",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85},
            zorder=5,
        )
        said.append(f"{' '.join(name.split())}: {', '.join(map(str, counts))}, mean {mean:.1f} ± {error:.1f}")
    gains = [b - a for a, b in zip(runs[0][1], runs[2][1], strict=True)]
    gain, error = mean_and_error(gains)
    ax.set_xticks(range(3), [name for name, _ in runs])
    ax.set_xlim(-0.3, 2.75)
    ax.set_ylabel("of 360 held-out right")
    figures.show(
        figure,
        alt="; ".join(said) + f". Gain of the sharpened guesses, split by split: "
        f"{', '.join(map(str, gains))}, mean {gain:.1f} ± {error:.1f}",
    )


DEMOS = (three_families, changing_hands)
