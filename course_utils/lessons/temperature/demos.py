"""Notebook 04: its slider demos and figures."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence

import torch

from course_utils import figures
from course_utils.figures import listed
from course_utils.lessons.temperature import text_model
from course_utils.lessons.temperature.calibration import Judged, expected_error
from course_utils.lessons.temperature.functions import shannon, tempered
from course_utils.lessons.temperature.questions import SCORES, peak_temperature
from course_utils.live import Demo, linked, live, slider

_DRAWS = 1000
_SHOWN_BINS = 6
"""360 pictures in 15 bins leave some with two pictures in them: fewer are drawn."""


def temperature(
    softmax_T: Callable[[torch.Tensor, float], torch.Tensor] = tempered, scores: Sequence[float] = SCORES
) -> Demo:
    """Bars at temperature T, 1000 draws from them as dots, and the entropy; the same dice at every T."""
    z = torch.tensor(scores, dtype=torch.float64)
    dice = torch.rand(_DRAWS, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    title = "Cold: one class has it all. Hot: all share alike"
    figure, (left, right) = figures.new(
        title, width=8.4, height=3.5, columns=2, gridspec_kw={"width_ratios": (1.5, 1)}
    )
    left.set_title(f"shares at T (bars), and {_DRAWS:,} draws (dots)", loc="left")
    left.set_xlabel("class")
    bars = figures.bars(left, torch.softmax(z, -1), [str(i) for i in range(len(z))])
    (dots,) = left.plot(
        [k + 0.34 for k in range(len(z))],  # at the bar's edge, beside its number
        [0.0] * len(z),
        "o",
        color="white",
        markeredgecolor=figures.INK,
        markersize=7,
        zorder=5,
        clip_on=False,
    )
    grid = torch.linspace(0.02, 6, 300, dtype=torch.float64)
    right.plot(grid, shannon(z / grid[:, None]), color=figures.QUIET, linewidth=1.5)
    right.axhline(math.log(len(z)), color=figures.QUIET, linewidth=0.9, linestyle=":")
    right.text(6, math.log(len(z)) + 0.03, f"log {len(z)}", ha="right", va="bottom", color=figures.INK)
    right.set_title("entropy (nats)", loc="left")
    right.set_xlabel("temperature T")
    right.set_xlim(0, 6)
    right.set_ylim(0, 1.85)
    (here,) = right.plot(
        [1.0], [0.0], "o", color=figures.class_color(3), markersize=9, zorder=4, clip_on=False
    )

    def update(T: float) -> str:
        p = softmax_T(z, T)
        edges = p.cumsum(-1)[:-1].contiguous()
        counts = torch.bincount(torch.bucketize(dice, edges, right=True), minlength=len(z))
        bars.set(p)
        dots.set_ydata((counts / _DRAWS).tolist())
        nats = float(-torch.special.xlogy(p, p).sum()) + 0.0
        here.set_data([T], [nats])
        return (
            f"T = {T:.2f}: shares {listed(p)}, entropy {nats:.3f} nats. Of {_DRAWS:,} draws, classes 0 to "
            f"{len(z) - 1} came {', '.join(str(c) for c in counts.tolist())} times."
        )

    return live(
        figure,
        update,
        moving=(*bars.artists, dots, here),
        title=title,
        play="T",
        T=slider(0.0, 6.0, value=1.0, step=0.05, label="temperature T"),
    )


def base(scores: Sequence[float] = SCORES) -> Demo:
    """The shares b^z / sum of b^z for a base b that crosses 1, and the temperature 1 / ln b of each."""
    z = torch.tensor(scores, dtype=torch.float64)
    title = "Every base is a temperature, and at 1 the order turns round"
    figure, (left, right) = figures.new(
        title, width=8.4, height=3.5, columns=2, gridspec_kw={"width_ratios": (1.5, 1)}
    )
    left.set_title("shares of b to the score", loc="left")
    left.set_xlabel("class")
    bars = figures.bars(left, torch.softmax(z, -1), [str(i) for i in range(len(z))])
    right.set_title("its temperature, 1 / ln b", loc="left")
    right.set_xlabel("base b")
    for low, high in ((0.2, 0.985), (1.015, 6.0)):
        b = torch.linspace(low, high, 400, dtype=torch.float64)
        right.plot(b, 1 / b.log(), color=figures.QUIET, linewidth=1.5)
    right.axvline(1, color=figures.QUIET, linewidth=0.9, linestyle=":")
    right.axhline(0, color=figures.QUIET, linewidth=0.8)
    right.set_xlim(0, 6)
    right.set_ylim(-8, 8)
    right.text(1.15, -6.5, "b = 1:\nno finite T", color=figures.INK, ha="left", va="center")
    (here,) = right.plot(
        [math.e], [1.0], "o", color=figures.class_color(3), markersize=9, zorder=4, clip_on=False
    )

    def update(b: float) -> str:
        p = torch.softmax(z * math.log(b), -1)
        bars.set(p)
        T = 1 / math.log(b) if b != 1 else math.inf
        here.set_data([b], [T if abs(T) <= 8 else math.nan])
        order = "all equal" if b == 1 else "the best score wins" if b > 1 else "the worst score wins"
        shown = f"{T:.2f}" if b != 1 else "infinite"
        return f"b = {b:.2f}, T = {shown}: shares {listed(p)}, {order}."

    return live(
        figure,
        update,
        moving=(*bars.artists, here),
        title=title,
        play="b",
        b=slider(0.2, 6.0, value=2.7, step=0.05, label="base b"),
        beta=linked(
            "b", slider(-1.6, 1.8, step=0.01, label="β = 1/T = ln b"), shown=math.log, meant=math.exp
        ),
    )


def typewriter() -> Demo:
    """Text that a trigram model of Python's help pages writes at T, with the same dice at every T."""
    model = text_model.trigrams()
    title = "The same model, the same dice, another temperature"
    figure, ax = figures.new(title, width=8.0, height=2.45)
    ax.set_axis_off()
    page = ax.text(
        0.0,
        1.0,
        "",
        ha="left",
        va="top",
        family="DejaVu Sans Mono",
        color=figures.INK,
        linespacing=1.5,
        fontsize=12,
    )

    def update(T: float) -> str:
        text = model.write(T, 360)
        known, words = model.known(text)
        page.set_text(textwrap.fill(text, 70, max_lines=7, placeholder=" ..."))
        begins = textwrap.shorten(text, 40, placeholder=" ...")
        return f'T = {T:.1f}: "{begins}" It has read {known} of these {words} words before.'

    return live(
        figure,
        update,
        moving=(page,),
        title=title,
        T=slider(0.1, 3.0, value=0.5, step=0.1, label="temperature T"),
    )


def runner_up(scores: Sequence[float] = SCORES) -> None:
    """Show all shares against T: the winner's falls with T, the runner-up's has a peak."""
    z = torch.tensor(scores, dtype=torch.float64)
    T = torch.logspace(-1, 1.3, 300, dtype=torch.float64)
    p = torch.softmax(z / T[:, None], -1)
    figure, ax = figures.new("As T falls, the runner-up rises first, and falls later", width=7.2, height=3.5)
    ax.set_xscale("log")
    for k in range(len(z)):
        ax.plot(T, p[:, k], color=figures.class_color(k), linewidth=2.4)
    best = peak_temperature()
    top = float(torch.softmax(z / best, -1)[4])
    ax.plot([best], [top], "o", color=figures.INK, markersize=7)
    ax.annotate(
        f"class 4 peaks: {top:.4f} at T = {best:.3f}",
        (best, top),
        (0.105, 0.47),
        color=figures.INK,
        arrowprops={"arrowstyle": "-", "color": figures.QUIET},
    )
    ax.text(0.11, 0.9, "class 3 (score 5)", color=figures.INK, va="top")
    ax.text(0.33, 0.14, "class 4 (score 4)", color=figures.INK, ha="right")
    for k, at in ((2, 1.4), (0, 2.3), (1, 2.9)):  # in the line, each where its neighbors leave room
        share = float(torch.softmax(z / at, -1)[k])
        inline = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
        ax.text(at, share, f"{k}", color=figures.INK, ha="center", va="center", bbox=inline)
    ax.set_xlim(0.1, 20)
    ax.set_ylim(0, 1.05)
    ax.set_xticks([0.1, 1, 10], ["0.1", "1", "10"])
    ax.minorticks_off()
    ax.set_xlabel("temperature T")
    ax.set_ylabel("share")
    said = "; ".join(
        f"T = {t:g}: {listed(torch.softmax(z / t, -1))}" for t in (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
    )
    figures.show(
        figure,
        alt=f"Shares of the five classes against T. Class 4 has its largest share, {top:.4f}, at "
        f"T = {best:.3f}. {said}.",
    )


def reliability(models: Sequence[tuple[str, Judged, float]]) -> None:
    """Show, for each (name, model, fitted T), how often it is right where it states some probability."""
    figure, axes = figures.new(
        "One number moves what a model says towards how often it is right",
        width=8.4,
        height=4.0,
        columns=len(models),
        sharey=True,
        squeeze=False,
    )
    told = []
    for ax, (name, model, T) in zip(axes[0], models, strict=True):
        ax.plot([0, 1], [0, 1], color=figures.QUIET, linewidth=0.9, linestyle="--")
        for at, mark, color, label in (
            (1.0, "o", figures.class_color(3), "T = 1"),
            (T, "s", figures.class_color(0), f"T = {T:.2f}"),
        ):
            p = torch.softmax(model.z_held_out / at, -1)
            error, _ = expected_error(p, model.y_held_out)
            _, bins = expected_error(p, model.y_held_out, _SHOWN_BINS)
            stated = [b.stated for b in bins]
            right = [b.right for b in bins]
            sizes = [20 + 0.5 * b.count for b in bins]
            ax.scatter(
                stated,
                right,
                s=sizes,
                marker=mark,
                color=color,
                edgecolor="white",
                linewidth=0.8,
                label=label,
            )
            told.append(f"{name}, T = {at:.2f}: expected calibration error {error:.3f}")
        ax.set_title(name)
        ax.set_xlabel("stated probability")
        ax.set_xlim(0.25, 1.03)
        ax.set_ylim(-0.04, 1.06)
        ax.legend(loc="lower right")
    axes[0][0].set_ylabel("share that was right")
    figures.show(
        figure,
        alt=f"For {_SHOWN_BINS} groups of held-out digits by stated probability, the share that was right; "
        f"large marks are large groups. {'; '.join(told)}.",
    )


DEMOS = (temperature, base, typewriter)
