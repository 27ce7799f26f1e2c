"""`course_utils.compact_png`: small, and nobody can tell."""

from __future__ import annotations

import io

import numpy
import pytest
from PIL import Image

from course_utils import compact_png, figures


def canvas(*, image: bool) -> numpy.ndarray:
    figure, ax = figures.new("Bars, and perhaps an image")
    figures.bars(ax, (0.1, 0.9))
    if image:
        ax.imshow(numpy.linspace(0, 1, 64).reshape(8, 8), cmap="magma", extent=(-0.5, 1.5, 0, 1))
    figure.canvas.draw()
    return numpy.array(figure.canvas.buffer_rgba())


def worst_error(png: bytes, rgba: numpy.ndarray) -> int:
    shown = numpy.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return int(numpy.abs(shown - rgba[..., :3]).max())


@pytest.mark.parametrize("image", [False, True])
def test_colours_are_off_by_less_than_an_eye_sees_even_with_the_palette_of_another_picture(image):
    rgba = canvas(image=image)
    for colors in (None, compact_png.palette(rgba), compact_png.palette(canvas(image=False))):
        assert worst_error(compact_png.encode(rgba, colors), rgba) <= compact_png.MISFIT


def test_a_picture_of_few_colours_is_kept_exactly():
    rgba = numpy.full((40, 60, 4), 255, numpy.uint8)
    rgba[10:20, 10:20, :3] = (0, 68, 136)
    rgba[20:30, 30:50, :3] = (1, 158, 115)
    assert worst_error(compact_png.encode(rgba), rgba) == 0


def test_a_kept_palette_is_deterministic():
    rgba = canvas(image=False)
    colors = compact_png.palette(rgba)
    assert compact_png.encode(rgba, colors) == compact_png.encode(rgba.copy(), compact_png.palette(rgba))
