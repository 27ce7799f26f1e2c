"""Notebook 03: its slider demos and figures."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from course_utils import figures
from course_utils.figures import listed
from course_utils.lessons.digits import Digits, LinearModel
from course_utils.lessons.invariance.counterexamples import digits_model
from course_utils.lessons.invariance.floats import POWERS, lost_leads
from course_utils.lessons.invariance.questions import SCORES
from course_utils.live import Demo, live, slider

_NAMES = tuple(f"class {i}" for i in range(len(SCORES)))
_TIGHT = 1e-12
"""What counts as "did not move" in float64: far above its roundings here, far below any figure shown."""
_CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
"""Around a number: no line runs through it."""


def _say_difference(p: torch.Tensor, start: torch.Tensor) -> str:
    moved = float((p - start).abs().max())
    return "the bars have not moved" if moved < _TIGHT else f"the bars moved by up to {moved:.2f}"


def shift_and_scale(scores: Sequence[float] = SCORES) -> Demo:
    """Scores times `scale` plus `shift`, and their softmax beside; dotted lines show where they began."""
    z = torch.tensor(scores, dtype=torch.float64)
    start = torch.softmax(z, -1)
    title = "Shift: the scores move, the bars don't. Scale: both do"
    figure, (left, right) = figures.new(title, width=8.2, height=3.5, columns=2)
    left.set_title("scores", loc="left")
    right.set_title("their softmax", loc="left")
    places = range(len(z))
    left.set_xlim(-0.6, len(z) - 0.4)
    left.set_ylim(-24, 31)
    left.set_xticks(list(places), [str(i) for i in places])
    left.set_xlabel("class")
    right.set_xlabel("class")
    left.axhline(0, color=figures.QUIET, linewidth=0.8)
    for i, height in enumerate(z.tolist()):
        left.plot([i - 0.3, i + 0.3], [height, height], color=figures.QUIET, linewidth=1.4, linestyle=":")
    dots = [
        left.plot(
            [i], [float(z[i])], "o", color=figures.class_color(i), markersize=9, markeredgecolor=figures.INK
        )[0]
        for i in places
    ]
    heights = [
        left.annotate(
            "",
            (i, 0),
            (0, 9),
            textcoords="offset points",
            ha="center",
            color=figures.INK,
            bbox=_CLEAR,
        )
        for i in places
    ]
    bars = figures.bars(right, start, [str(i) for i in places])
    for number in bars.numbers:
        number.set_bbox(_CLEAR)
    for i, p in enumerate(start.tolist()):
        right.plot([i - 0.42, i + 0.42], [p, p], color=figures.QUIET, linewidth=1.4, linestyle=":", zorder=3)

    def update(shift: float, scale: float) -> str:
        moved = scale * z + shift
        p = torch.softmax(moved, -1)
        for i, value in enumerate(moved.tolist()):
            dots[i].set_data([i], [value])
            heights[i].xy = (i, value)
            heights[i].set_text(f"{value + 0.0:.1f}")
        bars.set(p)
        gap = float(moved[3] - moved[4])
        ahead = "ahead of" if gap >= 0 else "behind"
        return (
            f"scores {listed(moved, 1)}, softmax {listed(p, 4)}: {_say_difference(p, start)}. Class 3 is "
            f"{abs(gap):.1f} {ahead} class 4."
        )

    return live(
        figure,
        update,
        moving=(*dots, *heights, *bars.artists),
        title=title,
        shift=slider(-10.0, 10.0, value=0.0, step=0.5, label="shift"),
        scale=slider(-2.0, 3.0, value=1.0, step=0.1, label="scale"),
    )


def lines_of_equal_softmax() -> None:
    """Show the plane of two scores: softmax is constant along each line z_1 = z_0 + gap."""
    figure, ax = figures.new("All scores on a line share one softmax", width=6.2, height=4.6)
    gaps = (-3, -2, -1, 0, 1, 2, 3)
    for gap in gaps:
        p = float(torch.sigmoid(torch.tensor(float(gap))))
        low, high = max(-4.0, -4.0 - gap), min(4.0, 4.0 - gap)
        ax.plot([low, high], [low + gap, high + gap], color=figures.class_color(1), linewidth=1 + 3 * p)
        ax.plot([-gap / 2], [gap / 2], "o", color=figures.INK, markersize=6)
        ax.text(high + 0.08, high + gap + 0.08, f"{p:.2f}", color=figures.INK, ha="left", va="bottom")
    ax.plot([-2.4, 2.4], [2.4, -2.4], color=figures.INK, linewidth=0.9, linestyle="--")
    ax.annotate(
        "centered: sum 0", (2.1, -2.1), (1.1, -3.7), color=figures.INK, arrowprops={"arrowstyle": "-"}
    )
    ax.text(2.5, 4.75, "probability of class 1", color=figures.INK, ha="center")
    ax.annotate(
        "", (-2.1, 3.5), (-3.3, 2.3), color=figures.INK, arrowprops={"arrowstyle": "<->", "linewidth": 1.6}
    )
    ax.text(-3.0, 3.2, "shift", color=figures.INK, ha="right", va="bottom")
    ax.set_aspect("equal")
    ax.set_xlim(-4.2, 5.0)
    ax.set_ylim(-4.2, 5.3)
    ax.set_xlabel("score of class 0")
    ax.set_ylabel("score of class 1")
    values = ", ".join(f"{float(torch.sigmoid(torch.tensor(float(g)))):.2f} at gap {g}" for g in gaps)
    figures.show(
        figure,
        alt="The plane of two scores with seven parallel lines that rise to the right. Along each the "
        f"probability of class 1 is the same: {values}. A dashed line across them holds the centered "
        "scores, one dot on each line.",
    )


def drawing() -> torch.Tensor:
    """A smiling face as 64 numbers, 1 for ink: a vector that has nothing to do with digits."""
    rows = ("........", ".##..##.", ".##..##.", "........", "........", "#......#", ".#....#.", "..####..")
    return torch.tensor([[float(c == "#") for c in row] for row in rows], dtype=torch.float64).reshape(64)


def weights_of_a_class(
    model: LinearModel | None = None, data: Digits | None = None, row: int = 2, number: int = 3
) -> Demo:
    """A drawing added to every class's weights, at a strength of your choice; and what a picture's bars do.

    Shows the weights of class `number`, and scores and probabilities of held-out picture `row`.
    """
    if model is None or data is None:
        model, data = digits_model()
    v = drawing()
    before = torch.softmax(model.scores(data.x_held_out), -1)
    title = "The same drawing, added to all ten classes"
    figure, axes = figures.new(
        title, width=8.8, height=3.4, columns=3, gridspec_kw={"width_ratios": (1, 1.35, 1.35)}
    )
    axes[0].set_axis_off()
    axes[0].set_title(f"weights of class {number}", loc="left")
    axes[0].text(
        3.5, 8.1, "purple: ink counts for it\norange: against it", ha="center", va="top", color=figures.INK
    )
    picture = axes[0].imshow(model.weight[number].reshape(8, 8).numpy(), cmap="PuOr", vmin=-3, vmax=3)
    axes[1].set_title(f"scores of picture {row}", loc="left")
    axes[2].set_title("its probabilities", loc="left")
    scores_bars = figures.bars(axes[1], [0.0] * 10, limits=(-30, 30), number="")
    bars = figures.bars(axes[2], before[row], number=lambda p: f"{p:.2f}" if p >= 0.05 else "")

    def update(strength: float) -> str:
        drawn = LinearModel(model.weight + strength * v, model.bias)
        scores = drawn.scores(data.x_held_out)
        p = torch.softmax(scores, -1)
        picture.set_data(drawn.weight[number].reshape(8, 8).numpy())
        scores_bars.set(scores[row])
        bars.set(p[row])
        moved = float((p - before).abs().max())
        verdict = f"less than {_TIGHT:.0e}" if moved < _TIGHT else f"{moved:.1e}"
        return (
            f"strength {strength:g}: scores of picture {row} from {float(scores[row].min()):.1f} to "
            f"{float(scores[row].max()):.1f}; most likely class {int(p[row].argmax())} with "
            f"{float(p[row].max()):.4f}. Over all {len(p)} pictures, the largest change of a probability is "
            f"{verdict}."
        )

    return live(
        figure,
        update,
        moving=(picture, *scores_bars.artists, *bars.artists),
        title=title,
        strength=slider(-4.0, 4.0, value=0.0, step=0.25, label="strength"),
    )


def lost_winners(rows: torch.Tensor) -> None:
    """Show, against the shift, in how many of the float32 `rows` (N, K) the winner is no longer alone."""
    lost = [lost_leads(rows + c) for c in POWERS]
    figure, ax = figures.new("The larger the shift, the more winners get company", width=7.2, height=3.2)
    ax.set_xscale("log")
    ax.set_yscale("symlog", linthresh=1)
    ax.plot(POWERS, lost, marker="o", color=figures.class_color(3), markersize=6)
    for c, count in zip(POWERS, lost, strict=True):
        ax.annotate(
            f"{count:,}", (c, count), (0, 8), textcoords="offset points", ha="center", color=figures.INK
        )
    ax.set_xlabel("shift c")
    ax.set_ylabel("rows with a shared lead")
    ax.set_yticks([0, 1, 1e2, 1e4], ["0", "1", "100", "10,000"])
    ax.set_ylim(-0.4, 1e6)
    ax.set_xlim(0.4, 3e8)
    said = "; ".join(f"c = {c:,.0f}: {count:,}" for c, count in zip(POWERS, lost, strict=True))
    figures.show(
        figure,
        alt=f"In how many of {len(rows):,} float32 rows the largest of rows + c stands more than once. "
        f"{said}.",
    )


DEMOS = (shift_and_scale, weights_of_a_class)
