"""Notebook 02: its slider demos and its figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import torch

from course_utils import figures
from course_utils.checking import rounding
from course_utils.lessons.overflow.cases import naive_softmax
from course_utils.live import Demo, choice, live, own_or_reference, slider

Softmax = Callable[[torch.Tensor], torch.Tensor]

DTYPES = ("float16", "bfloat16", "float32", "float64")
_LABELS = ("class 0", "class 1", "class 2")


def _short(x: float) -> str:
    """Three digits, and a plain 0 or 1 only for an exact one."""
    if x in (0.0, 1.0):
        return f"{x:.0f}"
    text = f"{x:#.3g}"
    return f"1 - {1 - x:.0e}" if text == "1.00" else text


def _listed(values: Sequence[float]) -> str:
    return "(" + ", ".join(map(_short, values)) + ")"


def cliff(stable: Softmax | None = None) -> Demo:
    """Naive and shifted softmax of 2^k (1, 2, 3) side by side; the shifted may be the student's, `stable`."""
    softmax = own_or_reference(stable, lambda z: torch.softmax(z, -1), "softmax_stable")
    title = "Past the edge the naive softmax has no answer"
    figure, (left, right) = figures.new(title, width=7.4, height=3.2, columns=2)
    left.set_title("naive: as the formula says", loc="left")
    right.set_title("shifted by the maximum", loc="left")
    start = (0.0, 0.0, 0.0)
    naive_bars = figures.bars(left, start, _LABELS, number=_short)
    stable_bars = figures.bars(right, start, _LABELS, number=_short)

    def update(k: float, dtype: str) -> str:
        z = (2.0**k * torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)).to(getattr(torch, dtype))
        naive, shifted = naive_softmax(z).tolist(), softmax(z).tolist()
        naive_bars.set(naive)
        stable_bars.set(shifted)
        logits = ", ".join(f"{v:.4g}" for v in z.tolist())
        whose = f" (drawn with {softmax.label})" if stable else ""
        return f"{dtype}, z = ({logits}): naive {_listed(naive)}, shifted {_listed(shifted)}{whose}"

    return live(
        figure,
        update,
        moving=(*naive_bars.artists, *stable_bars.artists),
        title=title,
        play="k",
        k=slider(-2.0, 8.0, value=0.0, step=0.1, label="k, with z = 2ᵏ · (1, 2, 3)"),
        dtype=choice(DTYPES, value="float32", label="dtype"),
        drawn_with=softmax,
    )


def gap() -> Demo:
    """The loser among the smallest float32 there are, as the gap grows; beside it, its logarithm."""
    title = "The loser fades in steps, then it is gone; its logarithm goes on"
    low, high, smallest = 86.0, 106.0, rounding.smallest(torch.float32)
    figure, ax = figures.new(title, width=7.4, height=3.6)
    ax.set_xlim(low, high)
    ax.set_ylim(-107, -85)
    ax.set_xticks(range(86, 107, 2))
    ax.set_xlabel("gap g between the two logits")
    ax.set_ylabel("logarithm of the loser's output")
    gaps = torch.linspace(low, high, 2001)
    p = torch.softmax(torch.stack([torch.zeros_like(gaps), -gaps]), 0)[1].double()
    ax.plot(gaps, -gaps, color=figures.class_color(3), linewidth=1.2)
    ax.plot(gaps[p > 0], p[p > 0].log(), color=figures.class_color(0), linewidth=3)
    normal = -math.log(torch.finfo(torch.float32).smallest_normal)
    ax.axvline(normal, color=figures.INK, linewidth=0.8, linestyle=":")
    ax.text(normal + 0.2, -106, f"{normal:.1f}: from here on\ndigits are lost", va="bottom")
    # Each beside the end of its line, where the two can be told apart.
    ax.text(106, -102.1, "log_softmax", color=figures.class_color(3), ha="right")
    ax.text(102.6, -103.4, "log(softmax)", color=figures.class_color(0), ha="right", va="center")
    (point,) = ax.plot([], [], "o", color=figures.class_color(3), markersize=7, clip_on=False)
    (step,) = ax.plot(
        [], [], "s", color=figures.class_color(0), markersize=9, markerfacecolor="none", clip_on=False
    )

    def update(gap: float) -> str:
        z = torch.tensor([0.0, -gap])
        loser, log_p = float(torch.softmax(z, 0)[1]), float(torch.log_softmax(z, 0)[1])
        point.set_data([gap], [log_p])
        step.set_data([gap] if loser else [], [math.log(loser)] if loser else [])
        by_way = f"{math.log(loser):.3f}" if loser else "-inf"
        count = f"{loser / smallest:,.0f} · 2^-149" if loser else "exactly 0"
        return f"gap {gap:.1f}: the loser is {count}; log(softmax) {by_way}, log_softmax {log_p:.3f}"

    return live(
        figure,
        update,
        moving=(point, step),
        title=title,
        play="gap",
        gap=slider(low, high, value=88.7, step=0.1, label="gap g"),
    )


def rounded(units: float) -> str:
    """An error in units of roundoff, to the nearest power of two: the same on every machine."""
    if math.isnan(units):
        return "nan"
    return "< 32" if units < 32 else str(2 ** round(math.log2(units)))


def rows_near(offset: float, rows: int = 1000, classes: int = 10) -> torch.Tensor:
    """Float32 logits between `offset` and `offset` + 10, the same ones every time; shape (rows, classes)."""
    generator = torch.Generator().manual_seed(0)
    return offset + 10 * torch.rand(rows, classes, generator=generator)


def error_table(
    routes: Mapping[str, Softmax],
    worst_error: Callable[[torch.Tensor, torch.Tensor], float],
    offsets: Sequence[int] = (0, 100, 1000, 10_000),
) -> str:
    """A line for each offset: the worst relative error of each route to softmax, in units of roundoff."""
    lines = ["logits from " + " ".join(f"{name:>14}" for name in routes)]
    for offset in offsets:
        z = rows_near(offset)
        exact = torch.softmax(z.double(), -1)
        measured = [rounded(float(worst_error(route(z), exact))) for route in routes.values()]
        lines.append(f"{offset:11} " + " ".join(f"{error:>14}" for error in measured))
    return "\n".join(lines)


def errors(routes: Mapping[str, Softmax], worst_error: Callable[[torch.Tensor, torch.Tensor], float]) -> None:
    """Show the worst relative error of each route to softmax against how far from 0 the logits lie."""
    offsets = [10.0 * 2**i for i in range(11)]
    figure, ax = figures.new("Only the route that rounds a large number gets worse", width=7.4, height=3.6)
    said = []
    for i, (name, route) in enumerate(routes.items()):
        measured = []
        for offset in offsets:
            z = rows_near(offset)
            measured.append(float(worst_error(route(z), torch.softmax(z.double(), -1))))
        known = [(x, y) for x, y in zip(offsets, measured, strict=True) if math.isfinite(y)]
        ax.loglog(*zip(*known, strict=True), marker="o^sD"[i % 4], color=figures.class_color(i), markersize=5)
        said.append(f"{name} {rounded(measured[0])} to {rounded(measured[-1])}")
        (x, y), broke = known[-1], len(known) < len(offsets)
        label, place = (f"{name}, then nan", (0, -17)) if broke else (name, (6, -3))
        ax.annotate(label, (x, y), place, textcoords="offset points", color=figures.INK)
    ax.set_xlim(8, 1.2e5)
    ax.set_ylim(1.5, 2e4)
    ax.set_xticks([10, 100, 1000, 10000], ["10", "100", "1000", "10000"])
    ax.set_xlabel("smallest logit of the rows")
    ax.set_ylabel("worst error, in units u")
    figures.show(
        figure,
        alt=f"Worst relative error in units of u, for logits near 10 up to logits near {offsets[-1]:.0f}: "
        + "; ".join(said),
    )


DEMOS = (cliff, gap)
