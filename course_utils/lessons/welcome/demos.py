"""The slider demo of 00."""

from __future__ import annotations

from collections.abc import Callable

import torch

from course_utils import figures
from course_utils.lessons.welcome import SCORES, reference_shares
from course_utils.live import Demo, live, own_or_reference, slider


def one_score(shares: Callable[[torch.Tensor], torch.Tensor] = reference_shares) -> Demo:
    """Bars of the five shares; the slider sets the score of class 3, the other four stay."""
    figure, ax = figures.new("Each class holds its score's share of the total")
    labels = [f"class {i}\nscore {score:g}" for i, score in enumerate(SCORES)]
    labels[3] = "class 3\nyour slider"
    bars = figures.bars(ax, (0.0,) * len(SCORES), labels, limits=(-1, 1), ylabel="share")
    mine = own_or_reference(shares, reference_shares, "shares")

    def update(score: float) -> str:
        z = torch.tensor(SCORES)
        z[3] = score
        held = mine(z).tolist()
        bars.set(held)
        said = ", ".join(f"{share:.2f}" for share in held)
        return (
            f"Score {score:g} of {float(z.sum()):g} in all: shares {said}. They add up to {sum(held):.2f}. "
            f"Computed by {mine.label}."
        )

    return live(
        figure,
        update,
        moving=bars.artists,
        title="Five shares of one total",
        score=slider(-5.0, 20.0, value=5.0, step=0.5, label="score of class 3"),
        computed_by=mine,
    )


DEMOS = (one_score,)
