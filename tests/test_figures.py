"""`course_utils.figures`: the palette by numbers, bars that survive any value, figures that speak."""

from __future__ import annotations

import io
import itertools
import math
import subprocess
import sys

import numpy
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from PIL import Image

from course_utils import figures

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISIONS = {
    "full": numpy.eye(3),
    "protanopia": numpy.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": numpy.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
SRGB_TO_XYZ = numpy.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(color: str, vision: str = "full") -> numpy.ndarray:
    """CIE L*a*b* (D65) of an sRGB colour, as seen with `vision`."""
    srgb = numpy.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = numpy.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = SRGB_TO_XYZ @ numpy.clip(VISIONS[vision] @ linear, 0, 1) / [0.95047, 1, 1.08883]
    f = numpy.where(xyz > 216 / 24389, numpy.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return numpy.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_class_colours_are_far_apart_in_every_vision(vision):
    # A difference of 2.3 is just noticeable side by side; ten times that is told apart across a figure.
    for a, b in itertools.combinations(figures.CLASS_COLORS, 2):
        assert numpy.linalg.norm(lab(a, vision) - lab(b, vision)) >= 23


def test_any_two_class_colours_have_greys_of_their_own():
    lightness = sorted(lab(color)[0] for color in figures.CLASS_COLORS)
    assert min(numpy.diff(lightness)) >= 10


def test_twenty_classes_look_different_and_keep_their_look():
    looks = [(figures.class_color(i), figures.class_hatch(i)) for i in range(20)]
    assert len(set(looks)) == 20
    assert looks[0] == (figures.class_color(0), figures.class_hatch(0))


def bars_of(values, **options):
    figure, ax = figures.new("A title that says it")
    return figure, ax, figures.bars(ax, values, **options)


def test_bars_stand_as_high_as_their_values_with_the_number_on_top():
    _, ax, made = bars_of((0.1, 0.7, 0.2))
    made.set((0.5, 0.25, 0.25))
    assert [p.get_height() for p in ax.patches] == [0.5, 0.25, 0.25]
    assert [t.get_text() for t in ax.texts] == ["0.50", "0.25", "0.25"]
    assert [t.xy[1] for t in ax.texts] == [0.5, 0.25, 0.25]
    assert set(made.artists) == {*ax.patches, *ax.texts}


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_bars_show_what_has_no_height_as_a_flat_hatched_mark_with_its_name(scale):
    figure, ax = figures.new("The cliff")
    ax.set_yscale(scale)
    made = figures.bars(ax, (1.0, 0.5, 0.1, 0.0), limits=(1e-3, 1.0) if scale == "log" else (0.0, 1.0))
    made.set((math.nan, math.inf, -math.inf, 0.0))
    assert [t.get_text() for t in ax.texts] == ["nan", "inf", "-inf", "0.00"]
    assert [p.get_hatch() for p in ax.patches] == ["xxxx"] * 3 + [None]
    figures.png(figure)
    tall = [p.get_window_extent().height for p in ax.patches]
    assert all(0 < h < 0.05 * ax.bbox.height for h in tall[:3])
    assert tall[3] == 0
    made.set((0.5, 0.5, 0.5, 0.5))
    assert [p.get_hatch() for p in ax.patches] == [None] * 4


@pytest.mark.parametrize("values", [(-3.0, 1e9), (1e38, -1e38), (0.999999, -1.0)])
def test_no_bar_and_no_number_leaves_the_picture(values):
    figure, ax, made = bars_of((0.0, 0.0), limits=(-1.0, 1.0), number="{:.0f}")
    made.set(values)
    figures.png(figure)
    whole = figure.bbox
    for artist in made.artists:
        box = artist.get_window_extent()
        assert ax.bbox.y0 - 1 <= box.y0 <= box.y1 <= whole.y1


def test_bars_take_tensors_and_refuse_a_wrong_count():
    import torch

    _, _, made = bars_of(torch.tensor([0.5, 0.5]))
    made.set(torch.tensor([0.25, 0.75]))
    assert made.values == (0.25, 0.75)
    with pytest.raises(ValueError, match="show 2 numbers, but got 3"):
        made.set((1, 2, 3))
    with pytest.raises(ValueError, match="2 values need 2 labels"):
        bars_of((1, 2), labels=("one",))


def test_bars_of_chosen_classes_keep_the_colours_of_these_classes():
    from matplotlib.colors import to_hex

    _, ax, _ = bars_of((0.5, 0.5), classes=(7, 2))
    assert [to_hex(p.get_facecolor()).upper() for p in ax.patches] == [
        figures.class_color(7).upper(),
        figures.class_color(2).upper(),
    ]
    assert ax.patches[0].get_hatch() == figures.class_hatch(7) != figures.class_hatch(2)


def test_lecture_figures_show_no_text_below_14_points(monkeypatch):
    def smallest():
        figure, ax, _ = bars_of((0.1, 0.9), ylabel="p")
        ax.set_title("naive")
        ax.text(0, 0.5, "a note")
        return figures.shown_points(figure), figures.css_size(figure)

    points, size = smallest()
    assert 10 <= points < 14
    with figures.lecture():
        in_lecture = smallest()
    monkeypatch.setenv("COURSE_LECTURE", "1")
    assert in_lecture == smallest()
    assert in_lecture[0] >= 14
    assert in_lecture[1] > size
    with figures.lecture(False):
        assert smallest() == (points, size)


def test_text_that_sticks_out_of_the_picture_is_found():
    figure, ax, _ = bars_of((0.1, 0.9), ylabel="p")
    assert figures.cut_off(figure) == ()
    ax.set_title("far too long to fit " * 8)
    assert figures.cut_off(figure) == ("far too long to fit " * 8,)
    ax.set_axis_off()
    ax.set_title("short")
    ax.annotate("to the left", (0, 0.5), (-0.5, 0.5), textcoords="axes fraction", annotation_clip=False)
    ax.texts[-1].set_in_layout(False)
    assert figures.cut_off(figure) == ("to the left",)


def test_the_same_picture_has_the_same_bytes_and_no_words_about_who_made_it():
    pictures = {figures.png(bars_of((0.1, 0.9))[0]) for _ in range(2)}
    assert len(pictures) == 1
    assert Image.open(io.BytesIO(pictures.pop())).info.keys() <= {"dpi", "gamma", "transparency"}


def test_png_is_small_sharp_and_true_to_the_fills():
    figure, ax, _ = bars_of((0.4, 0.3, 0.2, 0.1, 0.8))
    ax.scatter(range(5), [1.0] * 5, c=range(5), cmap="viridis", alpha=0.8)  # more colours than a palette has
    data = figures.png(figure)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == tuple(2 * side for side in figures.css_size(figure))
    assert len(data) < 20_000
    colors = {color for _, color in picture.getcolors(1 << 20)}
    wanted = {"#FFFFFF", *figures.CLASS_COLORS}
    assert wanted <= {"#" + bytes(color).hex().upper() for color in colors}


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_show_displays_a_png_that_speaks_and_closes_the_figure(shell):
    figure, _, _ = bars_of((0.1, 0.9))
    with capture_output() as captured:
        figures.show(figure, alt="Two bars: 0.10 and 0.90")
    (output,) = captured.outputs
    assert output.data["text/plain"] == "Two bars: 0.10 and 0.90"
    assert output.data["image/png"].startswith(b"\x89PNG")
    width, height = figures.css_size(figure)
    assert output.metadata == {
        "image/png": {"alt": "Two bars: 0.10 and 0.90", "width": width, "height": height}
    }
    assert figure.axes == []


@pytest.mark.parametrize("alt", ["", "  \n"])
def test_show_refuses_a_figure_without_words(alt):
    with pytest.raises(ValueError, match="needs alt text"):
        figures.show(bars_of((0.1, 0.9))[0], alt=alt)


def test_show_outside_ipython_prints_nothing_and_importing_figures_loads_no_matplotlib():
    code = """
import sys
from course_utils import figures
assert "matplotlib" not in sys.modules
figure, ax = figures.new("Quiet")
figures.show(figure, alt="An empty figure")
assert "matplotlib.pyplot" not in sys.modules and "IPython" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
