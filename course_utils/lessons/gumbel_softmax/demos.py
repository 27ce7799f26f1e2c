"""Notebook 07: its slider demos and its figures."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

from course_utils import figures
from course_utils.lessons.gumbel_softmax import estimators, relaxed
from course_utils.lessons.gumbel_softmax.argmax import VALLEY, descend
from course_utils.lessons.gumbel_softmax.objectives import LOGITS, QUADRATIC
from course_utils.lessons.gumbel_softmax.stand_ins import gumbel
from course_utils.live import Demo, live, own_or_reference, slider

__all__ = ["DEMOS", "gradient_lengths", "log_density", "never_settles", "samples", "whom_to_trust"]

Relaxed = Callable[[torch.Tensor, float, torch.Tensor], torch.Tensor]

_CORNERS = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.5, math.sqrt(3) / 2]], dtype=torch.float64)
"""Where classes 0, 1 and 2 are certain, in the picture of the simplex."""
_NEAR_EDGE = 1e-3
"""The density is not drawn nearer to an edge: for a tau below 1 it has no bound there."""


def log_density(y: torch.Tensor, z: torch.Tensor, tau: float) -> torch.Tensor:
    """Log-density of the relaxed sample at y (..., K) inside the simplex, by their first K - 1 entries.

    Maddison, Mnih and Teh (2017), equation 10; scores z (K,).
    """
    classes = len(z)
    tops = z - tau * y.log()
    constant = math.lgamma(classes) + (classes - 1) * math.log(tau)
    return constant + (tops - y.log()).sum(-1) - classes * torch.logsumexp(tops, -1)


def _pixels(width: int) -> torch.Tensor:
    """The pixels around the triangle as mixtures of its corners, off the edges; (height, width, 3)."""
    x = (torch.arange(width, dtype=torch.float64) + 0.5) / width
    rows = round(width * math.sqrt(3) / 2)
    y2 = ((torch.arange(rows, dtype=torch.float64) + 0.5) / rows)[:, None].expand(rows, width)
    y1 = x[None] - y2 / 2
    return torch.stack([1 - y1 - y2, y1, y2], -1).clamp(min=_NEAR_EDGE)


def samples(function: Relaxed | None = None) -> Demo:
    """The density of the relaxed sample in the triangle, and one draw whose noise stays, as tau falls."""
    of = own_or_reference(function, relaxed.reference, "gumbel_softmax")
    title = "Cooling drives every draw into its corner"
    figure, ax = figures.new(title, width=6.4, height=4.9)
    ax.set_aspect("equal")
    ax.axis("off")
    ax.set_xlim(-0.17, 1.17)
    ax.set_ylim(-0.1, 0.97)
    mix = _pixels(110)
    shade = ax.imshow(
        torch.zeros(mix.shape[:2]).numpy(),
        origin="lower",
        extent=(0, 1, 0, math.sqrt(3) / 2),
        cmap="Greys",
        vmin=0,
        vmax=2.0,  # where it is densest, the dotted way is still darker
        interpolation="bilinear",
    )
    (outline,) = ax.fill(*_CORNERS.T.tolist(), facecolor="none", edgecolor=figures.QUIET, linewidth=1.2)
    shade.set_clip_path(outline)
    corners = []
    for k, (x, y) in enumerate(_CORNERS.tolist()):
        look = {"color": figures.class_color(k), "markersize": 8, "markeredgecolor": figures.INK}
        corners += ax.plot([x], [y], "s", **look)
        ax.annotate(
            f"class {k}",
            (x, y),
            (0, 9 if k == 2 else -18),
            textcoords="offset points",
            ha="center",
            color=figures.INK,  # the corners have the classes' colors: as text, some are too pale
        )
    (trail,) = ax.plot([], [], color=figures.INK, linewidth=1.6, linestyle=":")
    (dot,) = ax.plot([], [], "o", markersize=11, markeredgecolor="white", markeredgewidth=1.5)
    inside = (mix > _NEAR_EDGE).all(-1)
    draws = gumbel(20, 3, seed=6)
    cooling = [10 * 0.8**step for step in range(30)]

    def update(tau: float, draw: int) -> str:
        height = log_density(mix, LOGITS, tau)
        top = torch.quantile(height[inside], 0.98)
        shade.set_data((height - top).clamp(max=0).exp().sqrt().numpy())
        g = draws[int(draw) - 1]
        y = of(LOGITS, tau, g)
        k = int(y.argmax())
        path = torch.stack([of(LOGITS, warm, g) for warm in cooling if warm >= tau] + [y]) @ _CORNERS
        trail.set_data(*path.T.tolist())
        place = y @ _CORNERS
        dot.set_data([float(place[0])], [float(place[1])])
        dot.set_color(figures.class_color(k))
        said = ", ".join(f"{v:.3f}" for v in y.tolist())
        return f"tau = {tau:.2f}: draw {int(draw)} is ({said}), its winner class {k} (drawn with {of.label})"

    return live(
        figure,
        update,
        moving=(shade, outline, *corners, trail, dot),  # the shade would cover half of a corner's mark
        title=title,
        play="tau",
        tau=slider(0.05, 5.0, value=1.0, step=0.05, label="tau"),
        draw=slider(1, len(draws), value=1, step=1, label="which draw"),
        drawn_with=of,
    )


_LOWEST, _HIGHEST = -12, 2
"""The histogram's range, in powers of ten; what is shorter stands in the first bin."""
_BINS = 28


def gradient_lengths() -> Demo:
    """How long the gradients through relaxed samples are, as tau falls: most vanish, a few grow."""
    title = "Colder: most gradients vanish, a few grow"
    figure, ax = figures.new(title, width=7.2, height=3.6)
    edges = torch.linspace(_LOWEST, _HIGHEST, _BINS + 1, dtype=torch.float64)
    steps = ax.stairs([0.0] * _BINS, edges.tolist(), fill=True, color=figures.class_color(0))
    median = ax.axvline(0.0, color=figures.class_color(3), linewidth=2.0, linestyle="--")
    name = ax.text(0.0, 0.93, "", color=figures.class_color(3), transform=ax.get_xaxis_transform())
    ax.set_ylim(0, 1)
    ax.set_xlim(_LOWEST, _HIGHEST)
    ticks = list(range(_LOWEST, _HIGHEST + 1, 2))
    ax.set_xticks(ticks, [f"$10^{{{e}}}$" if e > _LOWEST else f"under $10^{{{e}}}$" for e in ticks])
    ax.set_xlabel("length of the gradient of one draw")
    ax.set_ylabel("share of 20,000 draws")
    g = gumbel(20_000, 3)

    def update(tau: float) -> str:
        rows = estimators.gumbel_softmax(tau)(QUADRATIC, LOGITS, g)
        length = rows.norm(dim=-1)
        powers = length.clamp(min=10.0**_LOWEST).log10()
        share = torch.histc(powers, _BINS, _LOWEST, _HIGHEST) / len(g)
        steps.set_data(share.tolist())
        middle = float(length.median())
        at = max(math.log10(max(middle, 1e-300)), _LOWEST + 0.05)
        median.set_xdata([at, at])
        left = at > (_LOWEST + _HIGHEST) / 2
        name.set_position((at - 0.15 if left else at + 0.15, 0.93))
        name.set_horizontalalignment("right" if left else "left")
        name.set_text("median")
        variance = float(rows.var(0).sum())
        tiny = float((length < 1e-6).double().mean())
        return (
            f"tau = {tau:.2f}: median length {middle:.2g}, mean {float(length.mean()):.2f}, longest "
            f"{float(length.max()):.2f}; {tiny:.0%} are below a millionth; variance {variance:.3f}, "
            f"which is {tau * variance:.3f}/tau"
        )

    return live(
        figure,
        update,
        moving=(steps, median, name),
        title=title,
        play="tau",
        tau=slider(0.01, 1.5, value=1.0, step=0.01, label="tau"),
    )


def whom_to_trust(draws: int = 100_000) -> None:
    """Show bias and spread of the estimators on the notebook's quadratic cost."""
    figure, ax = figures.new("Bias or noise: every estimator pays with one of them", width=7.4, height=4.2)
    g, exact = gumbel(draws, 3), QUADRATIC.exact_gradient(LOGITS)

    def place(estimator: estimators.Estimator, unbiased: bool = False) -> tuple[float, float]:
        q = estimators.quality(estimator(QUADRATIC, LOGITS, g), exact)
        return 0.0 if unbiased else q.bias, math.sqrt(q.variance)

    said = []
    taus = (2.0, 1.0, 0.5, 0.2, 0.1)
    kinds = ((False, "Gumbel-softmax", 0, "o"), (True, "straight-through Gumbel", 3, "s"))
    for hard, name, k, marker in kinds:
        path = [place(estimators.gumbel_softmax(tau, hard)) for tau in taus]
        color = figures.class_color(k)
        ax.plot(*zip(*path, strict=True), color=color, linewidth=1.2, marker=marker, markersize=6)
        for tau, at in zip(taus, path, strict=True):
            ax.annotate(f"{tau:g}", at, (7, 3), textcoords="offset points", color=color)
        ax.annotate(
            f"{name}, by tau",
            path[2 if hard else 0],
            (26, 0) if hard else (-12, 0),
            textcoords="offset points",
            ha="left" if hard else "right",
            va="center",
            color=color,
        )
        pairs = (f"{tau:g}: {b:.3f} and {spread:.2f}" for tau, (b, spread) in zip(taus, path, strict=True))
        said.append(f"{name} at tau " + ", ".join(pairs))
    points = (
        ("REINFORCE", estimators.reinforce(), True),
        ("REINFORCE with baseline", estimators.reinforce(baseline=True), True),
        ("ReinMax", estimators.reinmax, True),
        ("straight-through", estimators.straight_through, False),
    )
    for name, estimator, unbiased in points:
        at = place(estimator, unbiased)
        ax.plot(*at, marker="D", color=figures.INK, markersize=7, linestyle="none", clip_on=False, zorder=3)
        ax.annotate(
            name.replace(" with", "\nwith"),
            at,
            (-9 if unbiased else 9, 0),
            textcoords="offset points",
            va="center",
            ha="right" if unbiased else "left",
            color=figures.INK,
        )
        said.append(f"{name}: {at[0]:.3f} and {at[1]:.2f}")
    ax.axvline(0, color=figures.QUIET, linewidth=1.0, linestyle=":")
    ax.set_xlim(-0.045, 0.2)
    ax.set_xticks([0, 0.05, 0.1, 0.15, 0.2])
    ax.set_yscale("log")
    ax.set_yticks([0.1, 0.2, 0.5, 1, 2], ["0.1", "0.2", "0.5", "1", "2"])
    ax.minorticks_off()
    ax.set_xlabel("bias (the exact gradient has length 0.189)")
    ax.set_ylabel("spread of one draw")
    figures.show(figure, alt="Bias and spread. " + "; ".join(said))


def never_settles(steps: int = 3000, step_size: float = 0.1) -> None:
    """Show p_0 during descent with straight-through the argmax, and with the soft output itself."""
    start = torch.zeros(2, dtype=torch.float64)
    hard, paid = descend(VALLEY, start, True, steps, step_size)
    soft, _ = descend(VALLEY, start, False, steps, step_size)
    shown = 150
    title = "Straight-through the argmax swings; the soft output settles"
    figure, ax = figures.new(title, width=7.4, height=3.6)
    for path, name, k, y in ((soft, "soft output", 2, 0.7), (hard, "straight-through the argmax", 3, 0.44)):
        ax.plot(path[:shown, 0].tolist(), color=figures.class_color(k), linewidth=2.0)
        ax.text(shown - 1, y, name, color=figures.class_color(k), ha="right")
    bottom = float(soft[-1, 0])
    for y, text in ((bottom, f"bottom of the valley, {bottom:.3f}"), (0.5, "tie, 0.5")):
        ax.axhline(y, color=figures.QUIET, linewidth=1.0, linestyle=":")
        ax.annotate(text, (shown + 2, y), va="center", color=figures.QUIET, annotation_clip=False)
    ax.set_xlim(0, shown)
    ax.set_ylim(0.4, 0.75)
    ax.set_xlabel("steps")
    ax.set_ylabel("$p_0$")
    dear = float((paid > 1).double().mean())
    figures.show(
        figure,
        alt=f"p0 over the first {shown} steps. The soft output goes to {bottom:.3f} and stays. "
        f"Straight-through "
        f"the argmax swings around 0.5; of {steps} steps {dear:.1%} are at class 1, which costs 1.58.",
    )


DEMOS = (samples, gradient_lengths)
