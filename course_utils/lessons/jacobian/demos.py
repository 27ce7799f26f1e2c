"""Notebook 05: its slider demos and its figures."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import torch

from course_utils import figures
from course_utils.figures import listed
from course_utils.lessons import digits
from course_utils.lessons.jacobian.matrix import by_autograd
from course_utils.lessons.jacobian.questions import RUNNING, floor
from course_utils.lessons.jacobian.watch import peak_bytes
from course_utils.live import Demo, choice, live, own_or_reference, slider

__all__ = ["DEMOS", "heat_map", "loss_curve", "peak_bytes", "saturation", "simplex_arrows", "two_losses"]

Jacobian = Callable[[torch.Tensor], torch.Tensor]

_SUBSCRIPTS = "₀₁₂₃₄"
_SCALE = 0.3
"""Where the heat map's colours end; no entry of J at the temperatures offered is larger."""
_CORNERS = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.5, math.sqrt(3) / 2]], dtype=torch.float64)
"""Where classes 0, 1 and 2 are certain, in the picture of the simplex."""


def heat_map(jacobian: Jacobian | None = None) -> Demo:
    """The Jacobian of softmax(z / T) by z, for the running example, under a temperature slider."""
    of = own_or_reference(jacobian, by_autograd, "softmax_jacobian")
    title = "Every row and every column sums to zero"
    figure, ax = figures.new(title, width=5.6, height=4.6)
    size = len(RUNNING)
    image = ax.imshow(torch.zeros(size, size).numpy(), cmap="PuOr_r", vmin=-_SCALE, vmax=_SCALE)
    numbers = [
        [ax.text(j, i, "", ha="center", va="center", color=figures.INK) for j in range(size)]
        for i in range(size)
    ]
    ax.set_xticks(range(size), [f"z{k}" for k in _SUBSCRIPTS])
    ax.set_yticks(range(size), [f"p{k}" for k in _SUBSCRIPTS])
    ax.set_xlabel("raise this score ...")
    ax.set_ylabel("... and this probability moves")
    z = torch.tensor(RUNNING, dtype=torch.float64)

    def update(T: float) -> str:
        matrix = of(z / T) / T
        image.set_data(matrix.numpy())
        for i, row in enumerate(matrix.tolist()):
            for j, entry in enumerate(row):
                numbers[i][j].set_text(f"{entry:z.3f}")
                numbers[i][j].set_color("white" if abs(entry) > 0.6 * _SCALE else figures.INK)
        p, top = torch.softmax(z / T, -1), float(torch.linalg.eigvalsh(matrix)[-1])
        return (
            f"T = {T:.1f}: p = {listed(p)}, largest entry {float(matrix.max()):.4f}, "
            f"largest eigenvalue {top:.4f} (drawn with {of.label})"
        )

    return live(
        figure,
        update,
        moving=(image, *(text for row in numbers for text in row)),
        title=title,
        play="T",
        T=slider(0.2, 10.0, value=1.0, step=0.1, label="temperature T"),
        drawn_with=of,
    )


def _lattice(steps: int) -> torch.Tensor:
    """Points of the open simplex of three classes, evenly spread; (N, 3)."""
    inner = [(i, j, steps - i - j) for i in range(1, steps) for j in range(1, steps - i)]
    return torch.tensor(inner, dtype=torch.float64) / steps


def simplex_arrows(jacobian: Jacobian | None = None) -> Demo:
    """How p moves when one score is raised: everywhere in the simplex, and at the point of the sliders."""
    of = own_or_reference(jacobian, by_autograd, "softmax_jacobian")
    title = "A push on a score moves p toward its corner"
    figure, ax = figures.new(title, width=6.4, height=4.8)
    ax.set_aspect("equal")
    ax.axis("off")
    ax.set_xlim(-0.17, 1.17)
    ax.set_ylim(-0.1, 0.97)
    outline = torch.cat([_CORNERS, _CORNERS[:1]])
    ax.plot(*outline.T.tolist(), color=figures.QUIET, linewidth=1.0)
    for k, (x, y) in enumerate(_CORNERS.tolist()):
        ax.annotate(
            f"class {k}",
            (x, y),
            (0, 8 if k == 2 else -14),
            textcoords="offset points",
            ha="center",
            color=figures.INK,
        )
    points = _lattice(12)
    places = points @ _CORNERS

    @cache
    def matrices(label: str) -> torch.Tensor:
        return of(points.log())

    arrows = {"angles": "xy", "scale_units": "xy"}
    field = ax.quiver(
        *places.T.tolist(),
        [0.0] * len(places),
        [0.0] * len(places),
        scale=3.0,
        width=0.005,
        edgecolor=figures.INK,
        linewidth=0.5,
        **arrows,
    )
    here = ax.quiver([0.5], [0.3], [0.0], [0.0], scale=1.0, width=0.012, **arrows)
    (dot,) = ax.plot([], [], "o", color=figures.INK, markersize=8)

    def update(z0: float, z1: float, push: str) -> str:
        k = int(push[-1])
        p = torch.softmax(torch.tensor([z0, z1, 0.0], dtype=torch.float64), -1)
        column = of(p.log())[:, k]
        place, arrow = p @ _CORNERS, column @ _CORNERS
        everywhere = matrices(of.label)[:, :, k] @ _CORNERS
        field.set_UVC(*everywhere.T.numpy())
        field.set_facecolor(figures.class_color(k))  # inside rims of ink: amber alone is too pale
        here.set_offsets([place.tolist()])
        here.set_UVC([float(arrow[0])], [float(arrow[1])])
        here.set_color(figures.INK)
        dot.set_data([float(place[0])], [float(place[1])])
        return (
            f"p = {listed(p)}. Raise the score of {push}: p moves at the rate {listed(column)}, column {k} "
            f"of J, of length {float(column.norm()):.4f} (drawn with {of.label})"
        )

    return live(
        figure,
        update,
        moving=(field, here, dot),
        title=title,
        z0=slider(-5.0, 5.0, value=1.0, step=0.1, label="z₀ (z₂ is 0)"),
        z1=slider(-5.0, 5.0, value=0.0, step=0.1, label="z₁"),
        push=choice(("class 0", "class 1", "class 2"), value="class 0", label="raise the score of"),
        drawn_with=of,
    )


def saturation() -> None:
    """Show the slope of both losses against how far the true class is behind, for two classes."""
    gaps = torch.linspace(-6, 12, 181, dtype=torch.float64)
    z = torch.stack([torch.zeros_like(gaps), gaps], -1)
    p = torch.softmax(z, -1)
    y = torch.tensor([1.0, 0.0], dtype=torch.float64)
    squared = 2 * (by_autograd(z) @ (p - y)[..., None])[..., 1, 0]
    cross = p[:, 1]
    figure, ax = figures.new("Wrong and sure: the squared error has given up", width=7.4, height=3.4)
    for slope, name, k, at in (
        (cross, "cross-entropy", 3, (5.0, 1.03)),
        (squared, "squared error", 0, (5.2, 0.1)),
    ):
        ax.plot(
            gaps.numpy(),
            slope.numpy(),
            color=figures.class_color(k),
            linewidth=2.2,
            linestyle="-" if k else "--",
        )
        ax.text(*at, name, color=figures.class_color(k))
    ax.set_ylim(0, 1.15)
    ax.set_xticks(range(-6, 13, 3))
    ax.set_xlabel("how far the wrong class is ahead (logits)")
    ax.set_ylabel("slope by its score")
    at = [int((gaps - g).abs().argmin()) for g in (0, 2, 12)]
    figures.show(
        figure,
        alt="Slope by the wrong class's score when it is 0, 2 and 12 logits ahead: cross-entropy "
        + ", ".join(f"{float(cross[i]):.4f}" for i in at)
        + "; squared error "
        + ", ".join(f"{float(squared[i]):.4f}" for i in at),
    )


def loss_curve(second_softmax: bool, steps: int = 300, step_size: float = 1.0) -> tuple[list[float], int]:
    """Training losses of the digits model, from zero weights, and the held-out digits it then gets right.

    `second_softmax`: hand probabilities, not scores, to the cross-entropy that takes logits.
    """
    data = digits.load()
    x, y = data.x_train.to(torch.float64), data.y_train
    weight = torch.zeros(digits.CLASSES, digits.PIXELS, dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(digits.CLASSES, dtype=torch.float64, requires_grad=True)
    losses = []
    for _ in range(steps):
        scores = x @ weight.T + bias
        given = torch.softmax(scores, -1) if second_softmax else scores
        loss = torch.nn.functional.cross_entropy(given, y)
        slopes = torch.autograd.grad(loss, (weight, bias))
        losses.append(loss.item())
        with torch.no_grad():
            for parameter, slope in zip((weight, bias), slopes, strict=True):
                parameter -= step_size * slope
    model = digits.LinearModel(weight.detach(), bias.detach())
    right = int((model.scores(data.x_held_out).argmax(-1) == data.y_held_out).sum())
    return losses, right


def two_losses() -> None:
    """Show the training losses with one softmax and with two, and the floor of the second."""
    figure, ax = figures.new(
        "With a second softmax, the loss cannot get below its floor", width=7.4, height=3.4
    )
    said = []
    for second, name, k in ((False, "scores, as it should be", 2), (True, "softmax first", 3)):
        losses, right = loss_curve(second)
        ax.plot(losses, color=figures.class_color(k), linewidth=2.2, linestyle="--" if second else "-")
        ax.annotate(
            f"{name}\n{right} of 360 right",
            (len(losses), losses[-1]),
            (6, 8 if second else 0),
            textcoords="offset points",
            va="bottom" if second else "center",
            color=figures.class_color(k),
        )
        said.append(f"{name}: {losses[0]:.2f} to {losses[-1]:.2f}, {right} of 360 held-out digits right")
    ax.axhline(floor(digits.CLASSES), color=figures.QUIET, linewidth=1.0, linestyle=":")
    ax.annotate(
        f"floor {floor(digits.CLASSES):.3f}",
        (150, floor(digits.CLASSES)),
        (0, -4),
        textcoords="offset points",
        va="top",
        ha="center",
    )
    ax.set_xlim(0, 420)
    ax.set_xticks([0, 100, 200, 300])
    ax.set_ylim(0, 2.5)
    ax.set_xlabel("steps of size 1")
    ax.set_ylabel("loss that PyTorch reports")
    figures.show(figure, alt="Training loss over 300 steps. " + "; ".join(said))


DEMOS = (heat_map, simplex_arrows)
