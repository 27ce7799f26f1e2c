"""One picture, five ways to move it with a slider: the cells, and how each shows that a step has arrived."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CONTENDERS", "FLOOR", "OURS", "SETUP", "Contender"]

SETUP = """
import sys
import numpy as np
import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import FloatSlider, HTML, VBox, interact
from matplotlib.figure import Figure
%matplotlib inline

LABELS = ("class 0", "class 1", "class 2")

def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()

def scores(z):
    return np.array([z, 0.0, 1.0])

def knob(**more):
    return FloatSlider(min=-2, max=2, value=0, step=0.1, description="z", continuous_update=True, **more)

def chart(ax, p):
    bars = ax.bar(range(3), p, tick_label=LABELS, color=["#004488", "#E69F00", "#009E73"])
    ax.set_ylim(0, 1.14)
    ax.set_ylabel("probability")
    ax.set_title("Three scores share one unit")
    return bars
"""

_TEXT = """
line, floor = HTML(), knob()
def say(change):
    line.value = "p = " + ", ".join(f"{x:.4f}" for x in softmax(scores(change["new"])))
floor.observe(say, names="value")
display(VBox([floor, line]))
"""

_INTERACT = """
def draw(z):
    figure, ax = plt.subplots(figsize=(7, 3))
    p = softmax(scores(z))
    ax.bar_label(chart(ax, p), fmt="%.4f")
    plt.show()
interact(draw, z=knob());
"""

_IPYMPL = """
from ipympl.backend_nbagg import Canvas, FigureManager
figure = Figure(figsize=(7, 3))
canvas = Canvas(figure)
FigureManager(canvas, 1)
canvas.header_visible = False
ax = figure.subplots()
p = softmax(scores(0))
rods = chart(ax, p)
marks = [ax.text(k, v, f"{v:.4f}", ha="center", va="bottom") for k, v in enumerate(p)]
pull = knob()
def redraw(change):
    for k, v in enumerate(softmax(scores(change["new"]))):
        rods[k].set_height(v)
        marks[k].set_y(v)
        marks[k].set_text(f"{v:.4f}")
    canvas.draw_idle()
pull.observe(redraw, names="value")
display(VBox([pull, canvas]))
"""

# It has no bars: their outline, with no numbers on it, is the nearest (and the lightest) that it offers.
_MPL_INTERACTIONS = """
import mpl_interactions.ipyplot as iplt
second = Figure(figsize=(7, 3))
sheet = Canvas(second)
FigureManager(sheet, 2)
sheet.header_visible = False
axes = second.subplots()
chart(axes, (0, 0, 0))
edges = np.array([-0.4, -0.4, 0.4, 0.4, 0.6, 0.6, 1.4, 1.4, 1.6, 1.6, 2.4, 2.4])
def outline(x, z):
    return [height for p in softmax(scores(z)) for height in (0, p, p, 0)]
controls = iplt.plot(edges, outline, z=np.linspace(-2, 2, 41), ax=axes, xlim="fixed", ylim="fixed")
display(sheet)
%matplotlib inline
from matplotlib._pylab_helpers import Gcf
Gcf.figs.clear()  # of pyplot's figures, interact's cell closes all
"""

_OURS = """
from course_utils import figures
from course_utils.live import live, slider
figure_of_ours, place = figures.new("Three scores share one unit", width=7, height=3)
bars = figures.bars(place, softmax(scores(0)), LABELS, number="{:.4f}", ylabel="probability")
def update(z):
    p = softmax(scores(z))
    bars.set(p)
    return "p = " + ", ".join(f"{x:.4f}" for x in p)
live(figure_of_ours, update, moving=bars.artists, title="Three scores share one unit",
     z=slider(-2, 2, value=0, step=0.1, label="z"))
"""


@dataclass(frozen=True)
class Contender:
    """One way to show the picture.

    Attributes:
        cell: makes it.
        handle: CSS of what takes the arrow keys, within the cell.
        sign: how the page sees that a step is there: "text" (a line of words changed), "image" (a new image
            was put in and is decoded) or "canvas" (a picture was drawn on a canvas).
    """

    name: str
    cell: str
    handle: str
    sign: str


_KNOB = ".noUi-handle"
FLOOR = "no figure"
OURS = "ours"
CONTENDERS = (
    Contender(FLOOR, _TEXT, _KNOB, "text"),
    Contender("interact", _INTERACT, _KNOB, "image"),
    Contender("ipympl", _IPYMPL, _KNOB, "canvas"),
    Contender("mpl-interactions", _MPL_INTERACTIONS, _KNOB, "canvas"),
    Contender(OURS, _OURS, "input[type=range]", "canvas"),
)
