"""Notebook 07's capstone: its figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch

from course_utils import figures
from course_utils.lessons.gumbel_softmax import capstone, capstone_record
from course_utils.lessons.gumbel_softmax.capstone import Autoencoder
from course_utils.lessons.gumbel_softmax.capstone_kmeans import Codebook

SIDE = 8


def _bare(ax: Any) -> None:
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)


def _paint(ax: Any, picture: torch.Tensor) -> None:
    ax.imshow(picture.reshape(SIDE, SIDE).numpy(), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")


def words_and_pictures(model: Autoencoder, count: int = 10) -> None:
    """Show held-out digits, the word that the encoder writes for each, and what the decoder makes of it."""
    x = capstone.pictures().held_out[:count]
    with torch.no_grad():
        words = [capstone.spell(letters) for letters in model.encoder(x).argmax(-1)]
    painted = capstone.decoded(model, x)
    figure, axes = figures.new(
        "A digit becomes four letters, and a digit again", width=7.4, height=2.3, rows=2, columns=count
    )
    for i, word in enumerate(words):
        for ax, picture in zip(axes[:, i], (x[i], painted[i]), strict=True):
            _bare(ax)
            _paint(ax, picture)
        axes[0, i].set_xlabel(word, family="DejaVu Sans Mono")
    figures.show(
        figure,
        alt=f"{count} held-out digits in black and white, under each its word of four letters, and under "
        "the word the picture that the decoder paints from it: the same digits, a little blurred.",
    )


def dictionary(model: Autoencoder) -> None:
    """Show what the decoder paints for each of the 256 words: first two letters down, last two across."""
    with torch.no_grad():
        painted = torch.sigmoid(model.decoder(capstone.all_words()))
    side, gap = capstone.K**2, 1
    page = torch.zeros(side * (SIDE + gap), side * (SIDE + gap))
    for number, picture in enumerate(painted):
        top, left = ((SIDE + gap) * n for n in divmod(number, side))
        page[top : top + SIDE, left : left + SIDE] = picture.reshape(SIDE, SIDE)
    pairs = [a + b for a in capstone.ALPHABET for b in capstone.ALPHABET]
    middle = [(SIDE + gap) * n + SIDE / 2 - 0.5 for n in range(side)]
    figure, ax = figures.new("All 256 words of the language", width=6.6, height=6.6)
    ax.imshow(page.numpy(), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    ax.set_xticks(middle, pairs)
    ax.set_yticks(middle, pairs)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_xlabel("third and fourth letter")
    ax.set_ylabel("first and second letter")
    figures.show(
        figure,
        alt="A table of 16 by 16 small pictures, one for each word: rows share their first two letters, "
        "columns their last two. Most look like digits.",
    )


def bits(model: Autoencoder, books: Sequence[Codebook], by_letter: Codebook) -> None:
    """Show wrong pixels on held-out digits against bits, for k-means of many sizes and for the network."""
    x = capstone.pictures().held_out
    room = capstone.M * math.log2(capstone.K)
    sent = capstone.wrong_pixels(capstone.decoded(model, x), x)
    with torch.no_grad():
        carried = float(capstone.kl_to_uniform(model.encoder(x)).mean()) / math.log(2)
    drawn = capstone.wrong_pixels_of_drawn_words(model, x)
    figure, ax = figures.new("At eight bits, k-means paints better", width=7.4, height=3.8)
    blue, orange, green = (figures.class_color(i) for i in (0, 1, 2))
    ax.plot([b.bits for b in books], [b.held_out for b in books], "o-", color=blue, markersize=5)
    ax.plot([carried, room], [drawn, sent], "s--", color=orange, markersize=7, linewidth=1)
    ax.plot([by_letter.bits], [by_letter.held_out], "D", color=green, markersize=7)
    notes = (
        ("k-means", (books[3].bits, books[3].held_out), (8, 4), "left"),
        (f"network, {sent:.1f}", (room, sent), (9, -4), "left"),
        (f"its words drawn, {drawn:.1f},\nat the bits that the KL counts", (carried, drawn), (4, 12), "left"),
        (f"k-means by letter, {by_letter.held_out:.1f}", (room, by_letter.held_out), (9, 2), "left"),
        (f"{books[8].held_out:.1f}", (books[8].bits, books[8].held_out), (0, -17), "center"),
    )
    for words, at, offset, side in notes:
        ax.annotate(words, at, offset, textcoords="offset points", ha=side, color=figures.INK)
    ax.set_xlim(-0.2, 11)
    ax.set_ylim(0, 14)
    ax.set_xticks(range(0, 10))
    ax.set_xlabel("bits for a picture")
    ax.set_ylabel("wrong pixels of 64, held out")
    figures.show(
        figure,
        alt="Wrong pixels of held-out digits against bits. k-means falls from "
        f"{math.floor(books[0].held_out)} at 0 bits to {math.floor(books[8].held_out)} at 8 bits, rounded "
        "down. There stand the network, a little above, and k-means by letter, highest.",
    )


def estimators() -> None:
    """Show the benchmark's learning curves: four gradients, on training and on held-out pictures."""
    kept = capstone_record.load()
    figure, axes = figures.new(
        "Unbiased gradients learn more of the training pictures, and by heart",
        width=7.6,
        height=3.9,
        columns=2,
        sharey=True,
    )
    colors = {method: figures.class_color(i) for i, method in enumerate(kept.methods)}
    said = []
    for ax, side, name in zip(axes, ("train", "held_out"), ("training pictures", "held out"), strict=True):
        ends: list[tuple[float, str]] = []
        for marker, method in zip("os^D", kept.methods, strict=True):
            mean, error = kept.curve(method, side)
            ax.errorbar(kept.at, mean, yerr=error, color=colors[method], marker=marker, markersize=3.5)
            ends.append((mean[-1], method))
            said.append(f"{name}, {method}: {mean[-1]:.2f} ± {error[-1]:.2f}")
        for height, (end, method) in zip(_apart([e for e, _ in sorted(ends)]), sorted(ends), strict=True):
            ax.annotate(
                method, (kept.at[-1], end), (kept.at[-1] + 150, height), va="center", color=figures.INK
            )
        ax.set_title(name)
        ax.set_xlabel("steps")
        ax.set_xlim(0, kept.at[-1] * 1.62)
        ax.set_xticks([0, 2000, 4000])
        ax.set_ylim(-23.5, -14.5)
    axes[0].set_ylabel("ELBO, nats")
    lead = f"ELBO after {kept.at[-1]} steps, mean and standard error. "
    figures.show(figure, alt=lead + "; ".join(said) + ".")


def _apart(ends: list[float], gap: float = 0.55) -> list[float]:
    """Heights for labels at these ends, in rising order, moved up until no two are nearer than `gap`."""
    heights: list[float] = []
    for end in ends:
        heights.append(max(end, heights[-1] + gap) if heights else end)
    return heights
