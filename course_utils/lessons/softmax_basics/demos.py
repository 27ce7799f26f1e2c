"""The pictures and slider demos of 01. Each draws with the function it is given: the student's, or ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch

from course_utils import figures
from course_utils.figures import listed
from course_utils.lessons.digits import CLASSES, Digits
from course_utils.lessons.softmax_basics.cases import THREAD
from course_utils.live import Demo, choice, live, own_or_reference, slider

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Softmax = Callable[..., torch.Tensor]

SUBSCRIPTS = ("₀", "₁", "₂", "₃", "₄")
MATRIX = ((2.0, 1.0, 0.0), (1.0, 4.0, 2.0), (0.0, 1.0, 3.0))
"""A square matrix of scores: whichever way it sums to one, its shape does not give it away."""
WHOLE = "whole tensor"


def _reference(z: torch.Tensor, dim: int = -1) -> torch.Tensor:
    return torch.softmax(z, dim)


def _note(ax: Axes, text: str, point: tuple[float, float], at: tuple[float, float], color: str) -> None:
    line = {"arrowstyle": "-", "color": color}
    ax.annotate(text, point, at, color=color, fontsize=figures.POINTS, arrowprops=line)


def scores_to_shares(z: Sequence[float] = THREAD) -> None:
    """Show scores, their exponentials and their shares side by side, for five classes."""
    scores = torch.tensor(z)
    exponentials, shares = scores.exp(), torch.softmax(scores, -1)
    figure, axes = figures.new("Exponentiate, add up, share out", width=8.6, height=3.0, columns=3)
    names = [f"z{s}" for s in SUBSCRIPTS]
    figures.bars(axes[0], scores, names, limits=(0, 6), number="{:.0f}")
    figures.bars(
        axes[1], exponentials, [f"$e^{{z_{i}}}$" for i in range(len(z))], limits=(0, 160), number="{:.1f}"
    )
    figures.bars(axes[2], shares, [f"p{s}" for s in SUBSCRIPTS], limits=(0, 1), number="{:.2f}")
    for ax, title in zip(
        axes,
        ("scores", f"exponentials, total {float(exponentials.sum()):.1f}", "shares, total 1"),
        strict=True,
    ):
        ax.set_title(title, loc="left", fontsize=figures.POINTS)
    total = float(exponentials.sum())
    figures.show(
        figure,
        alt=f"Three bar charts. Scores {listed(scores, 0)}; exponentials {listed(exponentials, 1)}, "
        f"which total {total:.1f}; shares {listed(shares, 2)}, which total 1.",
    )


def three_sliders(softmax: Softmax = _reference) -> Demo:
    """Three scores in [-2, 2] as sliders, the three softmax outputs as bars."""
    start = (0.0, 0.0, 0.0)
    mine = own_or_reference(softmax, _reference, "softmax")
    figure, ax = figures.new("Three scores share one unit", width=7, height=3.0)
    names = [f"output {i}" for i in range(3)]
    bars = figures.bars(ax, mine(torch.tensor(start)), names, number="{:.4f}", ylabel="probability")

    def update(z0: float, z1: float, z2: float) -> str:
        p = mine(torch.tensor([z0, z1, z2])).detach().cpu()
        bars.set(p)
        return f"p = {listed(p)}, sum {float(p.sum()):.4f}. Drawn with {mine.label}."

    return live(
        figure,
        update,
        moving=bars.artists,
        title="Three sliders and the softmax of their values",
        z0=slider(-2.0, 2.0, value=0.0, step=0.1, label="z₀"),
        z1=slider(-2.0, 2.0, value=0.0, step=0.1, label="z₁"),
        z2=slider(-2.0, 2.0, value=0.0, step=0.1, label="z₂"),
        drawn_with=mine,
    )


def sigmoid_of_the_gap(probability: Callable[[torch.Tensor], torch.Tensor]) -> None:
    """Show 60 random pairs of scores: drawn over their gap, all lie on one curve."""
    pairs = torch.randn(60, 2, generator=torch.Generator().manual_seed(1)) * 2.2
    gap, p = (pairs[:, 1] - pairs[:, 0]).numpy(), probability(pairs).detach().cpu().numpy()
    grid = torch.linspace(-7, 7, 200)
    figure, axes = figures.new(
        "Only the gap between two scores matters", width=8.6, height=3.0, columns=2, sharey=True
    )
    dots = {"s": 18, "color": figures.class_color(1), "edgecolor": figures.INK, "linewidth": 0.6, "zorder": 3}
    axes[0].scatter(pairs[:, 1].numpy(), p, **dots)
    axes[0].set_xlabel("score of class 1, z₁")
    axes[0].set_ylabel("probability of class 1")
    axes[1].plot(grid.numpy(), torch.sigmoid(grid).numpy(), color=figures.INK, linewidth=1.2)
    axes[1].scatter(gap, p, **dots)
    axes[1].set_xlabel("gap, z₁ − z₀")
    _note(axes[1], "sigmoid", (1.2, 0.769), (2.4, 0.55), figures.INK)
    for ax in axes:
        ax.set_xlim(-7, 7)
        ax.set_ylim(-0.04, 1.04)
    figures.show(
        figure,
        alt="Two scatter plots of 60 random pairs of scores. Left: the probability of class 1 over its own "
        "score, a cloud. Right: the same points over the gap of the two scores, all on one S-shaped curve "
        f"through 0.5 at gap 0, with {float(torch.sigmoid(torch.tensor(1.0))):.4f} at gap 1.",
    )


def soft_maximum() -> None:
    """Show logsumexp(x, 0) above max(x, 0): it rounds the corner off, by log 2 at the tie."""
    x = torch.linspace(-5, 5, 201, dtype=torch.float64)
    pair = torch.stack([x, torch.zeros_like(x)], -1)
    figure, axes = figures.new("Two soft things, two different hard things", width=8.6, height=3.1, columns=2)
    soft, hard = figures.class_color(0), figures.class_color(3)
    axes[0].plot(x.numpy(), torch.logsumexp(pair, -1).numpy(), color=soft, linewidth=2.2)
    axes[0].plot(x.numpy(), x.clamp(min=0).numpy(), color=hard, linewidth=1.6, linestyle="--")
    _note(axes[0], "logsumexp(x, 0)", (0, 0.693), (-4.6, 2.2), soft)
    _note(axes[0], "max(x, 0)", (2.6, 2.6), (2.4, 0.9), hard)
    axes[0].set_title("the maximum, a number", loc="left", fontsize=figures.POINTS)
    axes[1].plot(x.numpy(), torch.softmax(pair, -1)[:, 0].numpy(), color=soft, linewidth=2.2)
    axes[1].plot([-5, 0], [0, 0], color=hard, linewidth=1.6, linestyle="--")
    axes[1].plot([0, 5], [1, 1], color=hard, linewidth=1.6, linestyle="--")
    _note(axes[1], "softmax(x, 0), first entry", (1, 0.731), (-4.7, 0.78), soft)
    _note(axes[1], "is x the winner?", (2.5, 1.0), (1.4, 0.32), hard)
    axes[1].set_title("the winner, one-hot", loc="left", fontsize=figures.POINTS)
    for ax in axes:
        ax.set_xlabel("score x, against a score of 0")
    figures.show(
        figure,
        alt="Left: logsumexp(x, 0) runs above the corner of max(x, 0), by 0.69 = log 2 at x = 0 and by "
        "less and less away from it. Right: the first entry of softmax(x, 0) rises smoothly from 0 to 1 "
        "where the one-hot vector of the winner jumps at x = 0.",
    )


def dim_picker(softmax: Softmax = _reference) -> Demo:
    """A 3 by 3 matrix of scores, its softmax over the `dim` one picks, and which way that sums to one."""
    z = torch.tensor(MATRIX)
    mine = own_or_reference(softmax, _reference, "softmax_dim")
    figure, axes = figures.new("dim says which way it sums to one", width=7.4, height=3.3, columns=2)
    _cells(axes[0], z, "{:.0f}")
    axes[0].set_title("scores z", loc="left", fontsize=figures.POINTS)
    axes[1].set_title("softmax, with its sums", loc="left", fontsize=figures.POINTS)
    picture, numbers = _cells(axes[1], torch.zeros(3, 3), "{:.2f}")
    for ax in axes:
        ax.set_xlim(-0.5, 3.6)
        ax.set_ylim(3.4, -0.5)
    rows = [axes[1].text(3.05, i, "", ha="center", va="center") for i in range(3)]
    columns = [axes[1].text(i, 3.0, "", ha="center", va="center") for i in range(3)]

    def update(dim: str) -> str:
        p = mine(z.flatten()).reshape(3, 3) if dim == WHOLE else mine(z, int(dim))
        p = p.detach().cpu()
        picture.set_data(p.numpy())
        for cell, value in zip(numbers, p.flatten().tolist(), strict=True):
            cell.set_text(f"{value:.2f}")
            cell.set_color("white" if value > 0.55 else figures.INK)
        for sums, texts in ((p.sum(1), rows), (p.sum(0), columns)):
            for text, total in zip(texts, sums.tolist(), strict=True):
                one = abs(total - 1) < 1e-5
                text.set_text(f"= {total:.2f}" if one else f"{total:.2f}")
                text.set_fontweight("bold" if one else "normal")
        row_sums, column_sums = listed(p.sum(1), 2), listed(p.sum(0), 2)
        return f"dim = {dim}: row sums {row_sums}, column sums {column_sums}, all {float(p.sum()):.2f}."

    return live(
        figure,
        update,
        moving=(picture, *numbers, *rows, *columns),
        title="A small matrix and its softmax over a dim of your choice",
        dim=choice(("0", "1", "-1", "-2", WHOLE), value="1", label="dim"),
        drawn_with=mine,
    )


def _cells(ax: Axes, values: torch.Tensor, number: str) -> tuple:
    ax.set_axis_off()
    picture = ax.imshow(values.numpy(), cmap="Blues", vmin=0, vmax=max(1.0, float(values.max()) * 1.6))
    texts = [
        ax.text(j, i, number.format(float(values[i, j])), ha="center", va="center", color=figures.INK)
        for i in range(values.shape[0])
        for j in range(values.shape[1])
    ]
    return picture, texts


def digits_with_bars(data: Digits, p: torch.Tensor, rows: Sequence[int], title: str) -> None:
    """Show held-out pictures over the ten probabilities that a model gives them.

    `p`: probabilities (N, 10) of the held-out pictures; `rows`: which to show, three look best.
    """
    figure, axes = figures.new(
        title, width=8.6, height=4.4, rows=2, columns=len(rows), gridspec_kw={"height_ratios": (1.25, 1)}
    )
    said = []
    for column, row in enumerate(rows):
        top, bottom = axes[0][column], axes[1][column]
        shares, label = p[row].detach().cpu(), int(data.y_held_out[row])
        guess = int(shares.argmax())
        top.imshow(data.x_held_out[row].reshape(8, 8).numpy(), cmap="Greys", vmin=0, vmax=1)
        top.set_axis_off()
        truth, highest = float(shares[label]), float(shares[guess])
        top.set_title(f"row {row}, class {label}: p = {truth:.3f}", fontsize=figures.POINTS)
        figures.bars(
            bottom,
            shares,
            number=lambda v, highest=highest: f"{v:.2f}" if v == highest else "",
            ylabel="" if column else "probability",
        )
        said.append(
            f"Row {row} is of class {label} and gets {truth:.3f} for it; the guess {guess} gets "
            f"{highest:.3f}."
        )
    figures.show(
        figure,
        alt=f"{len(rows)} handwritten digits, each over its {CLASSES} class probabilities. " + " ".join(said),
    )


def surprises(data: Digits, p: torch.Tensor) -> None:
    """Show the three held-out pictures whose true class got the smallest probability, worst first."""
    truth = p.detach().cpu().gather(-1, data.y_held_out[:, None])[:, 0]
    digits_with_bars(data, p, truth.argsort()[:3].tolist(), "What surprised the model most")


def prior_and_posterior(prior: torch.Tensor, after: torch.Tensor, names: Sequence[str]) -> None:
    """Show what was believed of each class before an observation and after it."""
    figure, axes = figures.new(
        "One smudge turns the order round", width=7.4, height=2.9, columns=2, sharey=True
    )
    after = after.detach().cpu()
    for ax, values, title in ((axes[0], prior, "before: prior"), (axes[1], after, "after: posterior")):
        figures.bars(ax, values, names, number="{:.3f}")
        ax.set_title(title, loc="left", fontsize=figures.POINTS)
    axes[0].set_ylabel("probability")
    figures.show(
        figure, alt=f"Bars for {', '.join(names)}. Before: {listed(prior, 3)}. After: {listed(after, 3)}."
    )


DEMOS = (three_sliders, dim_picker)
