"""`course_utils.live`: what a demo promises its author, its reader, and a notebook that is run again."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading

import nbformat
import numpy
import pytest
from nbclient import NotebookClient
from PIL import Image

from course_utils import compact_png, figures
from course_utils.live import Demo, Shot, choice, live, slider, toggle
from course_utils.live.painter import Painter

VIEW = "application/vnd.jupyter.widget-view+json"


def halves(**options) -> Demo:
    """Two bars that share one unit; fails at a = 1 when told to."""
    figure, ax = figures.new("Two bars share one unit", 5, 2.5)
    bars = figures.bars(ax, (0.0, 0.0), ("a", "b"))

    def update(a: float, fail: bool, style: str) -> str:
        bars.set((a, 1 - a))
        if fail and a == 1:
            raise ZeroDivisionError("no half of nothing")
        return f"a = {a:.2f}, b = {1 - a:.2f} ({style})"

    style = choice(("plain", "bold"))
    controls = {"a": slider(0, 1, value=0.25, step=0.05), "fail": toggle(), "style": style}
    return live(figure, update, moving=bars.artists, title="Two bars share one unit", **(controls | options))


def pixels(png: bytes) -> numpy.ndarray:
    return numpy.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


# What a reader can set


def test_a_slider_reads_the_nearest_of_its_own_values():
    tenth = slider(-2, 2, value=0, step=0.1, label="z")
    assert [tenth.read(x) for x in (0.30000000000000004, 0.34, -2, 2.0)] == [0.3, 0.3, -2.0, 2.0]
    assert isinstance(tenth.read(1), float)
    assert isinstance(slider(0, 100).read(3.0), int)
    assert slider(1e-3, 1, step=1e-3).write(0.25) == "0.250"


@pytest.mark.parametrize("value", [2.1, -2.1, "1", None, True, float("nan")])
def test_a_slider_refuses_what_it_has_not(value):
    with pytest.raises(ValueError, match="z goes from -2 to 2"):
        slider(-2, 2, step=0.1, label="z").read(value)


@pytest.mark.parametrize(
    "fields",
    [(1, 1), (2, 1), (0, float("inf")), (0, 1, 0, -0.1), (0, 1, 0, 2), (0, 1, 7), (0, 1, 0.25, 0.1)],
)
def test_a_slider_that_makes_no_sense_is_refused(fields):
    with pytest.raises(ValueError, match=r"min < max|goes from|cannot start at 0.25, only at 0.2"):
        slider(*fields)


def test_stops_spread_from_end_to_end_and_options_are_all_kept():
    assert slider(-2, 2, step=0.1).stops(5) == (-2, -1, 0, 1, 2)
    assert slider(0, 2, step=1).stops(5) == (0, 1, 2)
    assert choice(range(9)).stops(2) == tuple(range(9))
    assert toggle().stops(5) == (False, True)
    with pytest.raises(ValueError, match="is one of a, b, not 'c'"):
        choice(("a", "b"), value="c")


# What an author relies on


def test_set_updates_every_control_and_returns_the_line():
    demo = halves()
    assert demo.text == "a = 0.25, b = 0.75 (plain)"
    assert demo.set(a=0.5, style="bold") == demo.text == "a = 0.50, b = 0.50 (bold)"
    assert demo.values == {"a": 0.5, "fail": False, "style": "bold"}
    assert demo.alt == "Two bars share one unit. a = 0.50, b = 0.50 (bold)"
    assert demo.reset() == "a = 0.25, b = 0.75 (plain)"


def test_a_control_without_a_label_is_labelled_by_its_name():
    assert {name: c.label for name, c in halves(a=slider(0, 1, label="α")).controls.items()} == {
        "a": "α",
        "fail": "fail",
        "style": "style",
    }


def test_grid_goes_over_all_controls_and_every_point_of_it_can_be_set():
    demo = halves()
    points = list(demo.grid(stops=5))
    assert len(points) == len({tuple(p.items()) for p in points}) == 5 * 2 * 2
    lines = {demo.set(**point) for point in points if not point["fail"]}
    assert len(lines) == 10


def test_an_error_in_update_reaches_the_author_and_leaves_the_demo_as_it_was():
    demo = halves()
    demo.set(a=0.5, fail=True)
    before = demo.frame()
    with pytest.raises(ZeroDivisionError):
        demo.set(a=1)
    assert (demo.values["a"], demo.text) == (0.5, "a = 0.50, b = 0.50 (plain)")
    assert demo.frame() == before
    demo = halves()
    demo.set(a=0.5, fail=True)
    with pytest.raises(ZeroDivisionError):
        demo.set(a=1)  # no frame had been drawn yet
    assert demo.frame() == before


def test_mistakes_of_an_author_are_named():
    demo = halves()
    with pytest.raises(TypeError, match="has a, fail, style, but no b"):
        demo.set(b=1)
    with pytest.raises(ValueError, match="a goes from 0 to 1, not to 3"):
        demo.set(a=3)
    with pytest.raises(TypeError, match="a must be a slider"):
        halves(a=3)
    figure, _ = figures.new("Silent")
    with pytest.raises(TypeError, match="needs a control"):
        live(figure, lambda: "", moving=(), title="Silent")
    with pytest.raises(TypeError, match="line of text with the numbers, not NoneType"):
        live(figure, lambda a: None, moving=(), title="Silent", a=toggle()).set()


# What is drawn


def test_every_frame_equals_a_full_drawing_to_the_pixel_and_the_background_is_drawn_once():
    figure, axes = figures.new("Bars, a line and words all move", 6, 3, columns=2)
    bars = figures.bars(axes[0], (0.1, 0.2, 0.7), limits=(-1, 1))
    axes[1].grid()
    (line,) = axes[1].plot([0, 1], [0, 1], zorder=1)
    note = axes[1].text(0.5, 0.5, "", zorder=-3)
    painter = Painter(figure, (*bars.artists, line, note))
    random = numpy.random.default_rng(0)
    for _ in range(6):
        bars.set([*random.uniform(-1, 1, 2), numpy.nan])
        line.set_ydata(random.uniform(0, 1, 2))
        note.set_text(f"{random.uniform():.3f}")
        frame = painter.paint().copy()
        assert painter.backgrounds == 1
        assert numpy.array_equal(frame, Painter(figure, painter.moving).paint_whole())


def test_an_update_that_touches_the_background_is_drawn_in_full_rather_than_wrong():
    figure, ax = figures.new("The axis moves", 4, 2)
    (line,) = ax.plot([0, 1], [0, 1])
    painter = Painter(figure, (line,))
    painter.paint()
    ax.set_ylim(0, 5)
    frame = painter.paint().copy()
    assert painter.backgrounds == 2
    assert numpy.array_equal(frame, painter.paint_whole())


def test_a_frame_has_the_same_bytes_for_the_same_values_whatever_was_shown_before():
    straight, wandering = halves(), halves()
    for point in wandering.grid(stops=3):
        if not point["fail"]:
            wandering.set(**point)
            wandering.frame()
    straight.set(a=0.4)
    wandering.set(a=0.4, fail=False, style="plain")
    assert straight.frame() == wandering.frame()


def test_the_encoded_frame_looks_like_the_drawn_one():
    demo = halves()
    for a in (0.0, 0.35, 1.0):
        demo.set(a=a)
        shown = pixels(demo.frame())
        drawn = Painter(demo.figure, demo.moving).paint_whole()[..., :3]
        assert numpy.abs(shown - drawn).max() <= compact_png.MISFIT
        assert (shown[0, 0] == 255).all()


@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_a_frame_for_any_screen_equals_a_full_drawing_at_that_size(ratio):
    demo = halves()
    demo.set(a=0.35)
    shot = demo.shot(ratio=ratio)
    assert shot.pixels.shape[1] == demo.size[0] * ratio
    fresh = halves()
    fresh.set(a=0.9)
    fresh.frame()
    fresh.shot(ratio=2.0 if ratio == 1 else 1.0)
    assert numpy.array_equal(fresh.shot({"a": 0.35}, ratio=ratio).pixels, shot.pixels)
    assert fresh.frame() == demo.frame()
    assert demo.size == figures.css_size(halves().figure)


# What a reader gets


class Screen:
    """A transport that remembers what it was given."""

    def __init__(self, demo: Demo) -> None:
        self.shots: list[Shot] = []

    def show(self, shot: Shot) -> None:
        self.shots.append(shot)

    def bundle(self) -> dict[str, str]:
        return {"text/x-screen": "on"}


def test_a_demo_shows_itself_as_picture_words_and_fixed_text():
    demo = halves()
    data, metadata = demo._repr_mimebundle_()
    assert data == {
        "image/png": demo.frame(),
        "text/plain": "Two bars share one unit\na = 0.25, b = 0.75 (plain)",
    }
    width, height = figures.css_size(demo.figure)
    assert metadata == {"image/png": {"alt": demo.alt, "width": width, "height": height}}
    assert Image.open(io.BytesIO(data["image/png"])).size == (2 * width, 2 * height)


def test_any_transport_can_carry_a_demo(monkeypatch):
    monkeypatch.setattr(figures, "in_kernel", lambda: True)
    demo = halves()
    screens: list[Screen] = []
    demo.transport = lambda shown: screens.append(Screen(shown)) or screens[-1]
    for _ in range(2):
        assert demo._repr_mimebundle_()[0]["text/x-screen"] == "on"
    demo.set(a=0.5)
    (screen,) = screens
    assert [shot.values["a"] for shot in screen.shots] == [0.5]
    assert numpy.array_equal(screen.shots[0].pixels, demo.shot().pixels)


def test_course_static_keeps_widgets_out_of_a_published_notebook(monkeypatch):
    monkeypatch.setattr(figures, "in_kernel", lambda: True)
    monkeypatch.setenv("COURSE_STATIC", "1")
    assert halves()._repr_mimebundle_()[0].keys() == {"image/png", "text/plain"}


def test_a_failing_update_is_a_picture_that_says_so_and_the_next_good_one_is_whole():
    demo = halves()
    demo.set(fail=True)
    good = demo.shot().pixels
    shot = demo.shot({"a": 1})
    assert shot.failed
    where = "a = 1.00, fail = on, style = plain"
    assert shot.text == f"No picture for {where}: ZeroDivisionError: no half of nothing"
    assert shot.alt == f"Two bars share one unit. {shot.text}"
    height, width = good.shape[:2]
    card = shot.pixels[height // 3 : -height // 3, width // 3 : -width // 3, :3]
    assert (card.min(-1) < 60).mean() > 0.01, "no words on the card"
    assert shot.pixels.shape == good.shape
    assert not numpy.array_equal(shot.pixels, demo.shot({"a": 1, "style": "bold"}).pixels), "one card for all"
    assert demo.shot({"a": 0.25}).failed is False
    assert numpy.array_equal(demo.shot({"a": 0.25}).pixels, good)


def test_a_demo_that_fails_from_the_start_still_shows_itself():
    data, metadata = halves(a=slider(0, 1, value=1), fail=toggle(True))._repr_mimebundle_()
    assert "no half of nothing" in data["text/plain"]
    assert "no half of nothing" in metadata["image/png"]["alt"]
    assert data["image/png"].startswith(b"\x89PNG")


def test_a_slider_moved_on_another_thread_never_mixes_two_frames():
    demo = halves()
    pictures = {}
    for a in (0.2, 0.8):
        demo.set(a=a)
        pictures[a] = demo.shot().pixels
    wrong = []

    def drag(a: float) -> None:
        for _ in range(40):
            shot = demo.shot({"a": a})
            if not numpy.array_equal(shot.pixels, pictures[a]) or f"a = {a:.2f}" not in shot.text:
                wrong.append(a)

    hands = [threading.Thread(target=drag, args=(a,)) for a in pictures]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert wrong == []


# In a notebook


def test_importing_live_loads_neither_matplotlib_nor_ipywidgets():
    code = (
        "import sys, course_utils.live; "
        "heavy = ('matplotlib', 'ipywidgets', 'anywidget', 'torch', 'PIL'); "
        "sys.exit([m for m in heavy if m in sys.modules] or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_an_executed_demo_survives_strict_nbval_with_and_without_its_widget_view(tmp_path):
    cell = """
from course_utils import figures
from course_utils.live import live, slider
figure, ax = figures.new("Two bars", 4, 2)
bars = figures.bars(ax, (0.0, 0.0))
def update(a):
    bars.set((a, 1 - a))
    return f"a = {a:.2f}"
live(figure, update, moving=bars.artists, title="Two bars", a=slider(0, 1, value=0.25, step=0.05))
"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip())])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    NotebookClient(notebook, timeout=120, kernel_name="python3", store_widget_state=False).execute()
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {"image/png", "text/plain", VIEW}
    assert output.data["text/plain"] == "Two bars\na = 0.25"
    assert output.metadata["image/png"]["alt"] == "Two bars. a = 0.25"
    nbformat.write(notebook, tmp_path / "as_run.ipynb")
    del output.data[VIEW]
    nbformat.write(notebook, tmp_path / "published.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"COURSE_STRICT": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
