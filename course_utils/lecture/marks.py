"""What a moving artist draws, read as vector marks: paths, markers, words and small images.

matplotlib artists draw themselves on any renderer. `Recorder` is one that draws nothing and writes down what
it was told, so a lecture page can show whatever a demo can, and no kind of artist needs code of its own.
Positions are whole units of a quarter pixel of the figure, counted from its top left corner.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.quiver import Quiver
from matplotlib.text import Annotation, Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

__all__ = ["UNITS", "Mark", "Reader", "Recorder"]

UNITS = 4
"""Units in a pixel of the figure. An eighth of a CSS pixel is finer than any screen shows."""
_HATCH_DENSITY = 6  # matplotlib's own
_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}
_RECALLED = (Rectangle, Text, Annotation, Line2D, Quiver, AxesImage)
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}
Look: TypeAlias = str


@dataclass(frozen=True)
class Mark:
    """One mark. Two marks of the same look differ only in their numbers and words.

    Attributes:
        look: JSON of what rarely changes. `kind` is "path" (numbers: the points of the commands `d`),
            "markers" (numbers: where the path `marker` stands), "text" (numbers: where its baseline begins)
            or "image" (no numbers); `svg` holds attributes as SVG names them.
        numbers: x, y, x, y, ... in units.
        words: of a text; of an image its pixels, see `_pixels`.
    """

    look: Look
    numbers: tuple[int, ...]
    words: str = ""

    @property
    def parts(self) -> dict[str, Any]:
        """The look, read."""
        return json.loads(self.look)


class _Raw(NamedTuple):
    """A mark before its numbers are whole: pixels, y upward."""

    look: dict[str, Any]
    points: numpy.ndarray
    words: str = ""


class Reader:
    """Reads the moving artists of one figure, whose layout is settled.

    Raises `ValueError` from `read` for what a page cannot move: formulas and images of full color.
    """

    def __init__(self, figure: Figure, moving: Iterable[Artist]) -> None:
        # As Painter does it: sorted() is stable, equals keep the order in which they were given.
        self.moving: tuple[Artist, ...] = tuple(sorted(moving, key=lambda artist: artist.get_zorder()))
        self._recorder = Recorder(figure)
        self._known: dict[tuple, Any] = {}

    def read(self, artist: Artist) -> tuple[Mark, ...]:
        """The marks of `artist` as it stands; none if it shows nothing."""
        if not artist.get_visible():
            return ()
        if isinstance(artist, AxesImage):
            return (_image(artist, self._recorder.height),)
        return self._finished(_joined(self._draw(artist)))

    def recall(self, artist: Artist) -> tuple[Mark, ...]:
        """What `read` returns, from memory where it can: of a bar, a label or markers that only moved, or a
        line, arrows or an image seen before. It trusts that nothing but the properties in the keys below has
        changed."""
        if not artist.get_visible() or type(artist) not in _RECALLED:
            return self.read(artist)
        if isinstance(artist, Rectangle):
            return self._moved(artist, _corners(artist), (artist.angle, *_patch_style(artist)))
        if isinstance(artist, Text):
            anchor = _anchor(artist, self._recorder)
            return self.read(artist) if anchor is None else self._moved(artist, anchor, _text_style(artist))
        if isinstance(artist, Line2D) and artist.get_linestyle() == "None" and len(artist.get_xdata()):
            places = artist.get_transform().transform(artist.get_xydata())
            if numpy.isfinite(places).all():
                return self._moved(artist, places, (len(places), *_line_style(artist)))
        key = (id(artist), *_state(artist))
        if key not in self._known:
            self._known[key] = self.read(artist)
        return self._known[key]

    def _moved(self, artist: Artist, places: numpy.ndarray, style: tuple) -> tuple[Mark, ...]:
        """`places` (1, 2) carry all points of the artist along, (N, 2) are its points themselves."""
        key = (id(artist), *style)
        if key not in self._known:
            raw = tuple(_joined(self._draw(artist)))
            if len(places) == 1:
                raw = tuple(each._replace(points=each.points - places) for each in raw)
            self._known[key] = tuple((_frozen(each.look), each.points, each.words) for each in raw)
        units = self._recorder.units
        if len(places) == 1:
            return tuple(Mark(look, units(at + places), words) for look, at, words in self._known[key])
        return tuple(Mark(look, units(places), words) for look, _, words in self._known[key])

    def _draw(self, artist: Artist) -> list[_Raw]:
        self._recorder.marks = []
        artist.draw(self._recorder)
        return self._recorder.marks

    def _finished(self, marks: Iterable[_Raw]) -> tuple[Mark, ...]:
        units = self._recorder.units
        return tuple(Mark(_frozen(look), units(points), words) for look, points, words in marks)


def _corners(bar: Rectangle) -> numpy.ndarray:
    (x, y), width, height = bar.get_xy(), bar.get_width(), bar.get_height()
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return bar.get_data_transform().transform(corners)


def _patch_style(patch: Rectangle) -> tuple:
    face, edge = patch.get_facecolor(), patch.get_edgecolor()
    return face, edge, patch.get_linewidth(), patch.get_linestyle(), patch.get_hatch(), patch.get_alpha()


def _anchor(text: Text, recorder: Recorder) -> numpy.ndarray | None:
    """The point (1, 2) with which the whole text moves; None where that is not plain."""
    if not isinstance(text, Annotation):
        return text.get_transform().transform([text.get_position()])
    if text.xycoords != "data" or text.anncoords != "offset points" or text.arrow_patch is not None:
        return None
    offset = numpy.array([text.xyann]) * recorder.points_to_pixels(1.0)
    return text.axes.transData.transform([text.xy]) + offset


def _text_style(text: Text) -> tuple:
    font, box = hash(text.get_fontproperties()), id(text.get_bbox_patch())
    sides = (text.get_horizontalalignment(), text.get_verticalalignment(), text.get_rotation())
    return text.get_text(), text.get_color(), text.get_alpha(), font, box, *sides


def _line_style(line: Line2D) -> tuple:
    colors = (line.get_color(), line.get_markerfacecolor(), line.get_markeredgecolor(), line.get_alpha())
    sizes = (line.get_linewidth(), line.get_markersize(), line.get_markeredgewidth())
    return *colors, *sizes, line.get_linestyle(), line.get_marker()


def _state(artist: Line2D | Quiver | AxesImage) -> tuple:
    if isinstance(artist, Line2D):
        x, y = (numpy.asarray(data, dtype=float).tobytes() for data in artist.get_data())
        return x, y, *_line_style(artist)
    if isinstance(artist, AxesImage):
        return (numpy.ma.getdata(artist.get_array()).tobytes(),)
    parts = (artist.U, artist.V, artist.get_offsets(), artist.get_facecolor(), artist.get_edgecolor())
    return tuple(numpy.ma.getdata(part).tobytes() for part in parts)


class Recorder(RendererBase):
    """A renderer that writes down marks. Sizes of texts are asked of the figure's own renderer."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._own = figure.canvas.get_renderer()
        self._per_point = self._own.points_to_pixels(1.0)
        self.width, self.height = figure.canvas.get_width_height()
        self.marks: list[_Raw] = []
        self._texts: dict[tuple, tuple[float, float, float]] = {}

    def points_to_pixels(self, points: float) -> float:
        return points * self._per_point

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        key = (s, hash(prop), ismath)
        if key not in self._texts:
            self._texts[key] = self._own.get_text_width_height_descent(s, prop, ismath)
        return self._texts[key]

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Any, rgbFace: Any = None) -> None:
        commands, points = _outline(path.cleaned(transform, remove_nans=True, curves=True))
        if commands:
            look = {"kind": "path", "d": commands, "svg": self._style(gc, rgbFace)} | self._extras(gc)
            self.marks.append(_Raw(look, points))

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Any,
        path: Path,
        trans: Any,
        rgbFace: Any = None,
    ) -> None:
        places = trans.transform(path.vertices)
        places = places[numpy.isfinite(places).all(axis=1)]
        if len(places):
            shape = _relative(marker_path.cleaned(marker_trans, curves=True))
            look = {"kind": "markers", "marker": shape, "svg": self._style(gc, rgbFace)} | self._extras(gc)
            self.marks.append(_Raw(look, places))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        if ismath:
            raise ValueError(f"A moving text cannot hold a formula, as {s!r} does: write it in Unicode.")
        svg = {
            "fill": to_hex(gc.get_rgb()[:3]),
            "font-family": prop.get_name(),
            "font-size": f"{prop.get_size_in_points() * self._per_point * UNITS:.0f}",
            "font-weight": str(prop.get_weight()),
        }
        look = {"kind": "text", "svg": svg} | ({"turn": -angle} if angle else {})
        self.marks.append(_Raw(look, numpy.array([[x, self.height - y]]), s))

    def draw_image(self, *args: Any, **kwargs: Any) -> None:
        raise ValueError("Of images, only those made by imshow from numbers and a colormap can move.")

    def units(self, points: numpy.ndarray) -> tuple[int, ...]:
        """Points (N, 2) in pixels, y upward, as a page counts: x, y, x, y, ... in units, y downward."""
        scaled = numpy.array([0, self.height]) * UNITS + points * numpy.array([UNITS, -UNITS])
        return tuple(numpy.rint(scaled).astype(int).ravel().tolist())

    def _style(self, gc: GraphicsContextBase, face: Any) -> dict[str, str]:
        edge, width = gc.get_rgb(), gc.get_linewidth() * self._per_point
        alpha = gc.get_alpha() if gc.get_forced_alpha() else None
        svg: dict[str, str] = {"fill": "none"}
        if face is not None:
            opacity = alpha if alpha is not None else (face[3] if len(face) > 3 else 1.0)
            svg["fill"] = to_hex(face[:3])
            svg |= {} if opacity == 1 else {"fill-opacity": f"{opacity:.3g}"}
        opacity = edge[3] if alpha is None else alpha
        if width and opacity:
            svg |= {
                "stroke": to_hex(edge[:3]),
                "stroke-width": f"{width * UNITS:.2f}",
                "stroke-linejoin": gc.get_joinstyle(),
                "stroke-linecap": {"projecting": "square"}.get(gc.get_capstyle(), gc.get_capstyle()),
            } | ({} if opacity == 1 else {"stroke-opacity": f"{opacity:.3g}"})
            offset, dashes = gc.get_dashes()
            if dashes is not None:
                lengths = [float(dash) * self._per_point * UNITS for dash in dashes]
                svg["stroke-dasharray"] = " ".join(f"{length:.1f}" for length in lengths)
                svg |= {"stroke-dashoffset": f"{offset * self._per_point * UNITS:.1f}"} if offset else {}
        return svg

    def _extras(self, gc: GraphicsContextBase) -> dict[str, Any]:
        """The hatch and the rectangle that clips, where there are such."""
        extras: dict[str, Any] = {}
        if gc.get_hatch():
            size = int(self._per_point * 72) * UNITS  # whole pixels, as Agg tiles them from the top left
            tile = gc.get_hatch_path(_HATCH_DENSITY)
            flipped = Path(numpy.array([0, size]) + tile.vertices * numpy.array([size, -size]), tile.codes)
            extras["hatch"] = {
                "size": size,
                "d": _absolute(flipped),
                "color": to_hex(gc.get_hatch_color()[:3]),
                "width": f"{gc.get_hatch_linewidth() * self._per_point * UNITS:.2f}",
            }
        box = gc.get_clip_rectangle()
        if box is not None:
            left, top, right, bottom = self.units(numpy.array([[box.x0, box.y1], [box.x1, box.y0]]))
            extras["clip"] = (left, top, right - left, bottom - top)
        return extras


def _frozen(look: dict[str, Any]) -> Look:
    return json.dumps(look, sort_keys=True, separators=(",", ":"))


def _joined(marks: Sequence[_Raw]) -> Iterator[_Raw]:
    """Paths of one style that follow each other, as the arrows of a field do, become one."""
    for same, group in itertools.groupby(marks, key=lambda m: {k: v for k, v in m.look.items() if k != "d"}):
        if same["kind"] != "path":
            yield from group
            continue
        members = list(group)
        d = "".join(member.look["d"] for member in members)
        yield _Raw(same | {"d": d}, numpy.concatenate([member.points for member in members]))


def _outline(path: Path) -> tuple[str, numpy.ndarray]:
    drawn = [(_LETTERS[code], i) for i, code in enumerate(path.codes.tolist()) if code != Path.STOP]
    kept = [i for letter, i in drawn if letter != "Z"]
    return _commands(letter for letter, _ in drawn), path.vertices[kept]


def _commands(letters: Iterable[str]) -> str:
    """One letter for each command: matplotlib says a curve's letter at each of its points."""
    said, left = [], 0
    for letter in letters:
        if left:
            left -= 1
        else:
            said.append(letter)
            left = max(_POINTS[letter] - 1, 0)
    return "".join(said)


def _relative(path: Path) -> str:
    """The path as SVG commands relative to where it stands, in units; y points down."""
    at, left, said = numpy.zeros(2), 0, []
    start = numpy.zeros(2)
    for vertex, code in zip(path.vertices * numpy.array([UNITS, -UNITS]), path.codes.tolist(), strict=True):
        letter = _LETTERS.get(code)
        if letter is None:
            continue
        if letter == "Z":
            said.append("z")
            at = start
            continue
        x, y = vertex - at
        said.append(f"{'' if left else letter.lower()}{x:.1f} {y:.1f}")
        left = left - 1 if left else _POINTS[letter] - 1
        if letter == "M":
            start = vertex
        if not left:
            at = vertex
    return " ".join(said)


def _absolute(path: Path) -> str:
    pairs = zip(path.vertices.tolist(), path.codes.tolist(), strict=True)
    letters = ((_LETTERS[code], x, y) for (x, y), code in pairs if code in _LETTERS)
    said, left = [], 0
    for letter, x, y in letters:
        said.append("Z" if letter == "Z" else f"{'' if left else letter}{x:.1f} {y:.1f}")
        left = left - 1 if left else max(_POINTS[letter] - 1, 0)
    return "".join(f" {part}" for part in said).strip()


def _image(image: AxesImage, height: int) -> Mark:
    values = image.norm(image.get_array())
    palette = (image.cmap(numpy.arange(256))[:, :3] * 255).round().astype(int)
    if values.ndim != 2 or numpy.ma.is_masked(values) or image.cmap.N != 256:
        raise ValueError("A moving image needs a matrix of numbers and a colormap of 256 colors.")
    pixels = numpy.clip((numpy.asarray(values) * 256).astype(int), 0, 255)
    left, right, bottom, top = image.get_extent()
    corners = image.get_transform().transform([(left, bottom), (right, top)])
    (x0, y0), (x1, y1) = corners.tolist()
    if image.origin == "lower":
        pixels = pixels[::-1]
    look: dict[str, Any] = {
        "kind": "image",
        "box": [round(v * UNITS) for v in (x0, height - max(y0, y1), x1 - x0, abs(y1 - y0))],
        "shape": list(pixels.shape),
        "palette": "".join(f"{r:02x}{g:02x}{b:02x}" for r, g, b in palette.tolist()),
        "smooth": image.get_interpolation() in ("bilinear", "bicubic"),
    }
    clip = image.get_clip_path()
    if clip is not None:
        outline = clip.get_fully_transformed_path().vertices
        turned = numpy.array([0, height]) * UNITS + outline * numpy.array([UNITS, -UNITS])
        look["clip"] = numpy.rint(turned).astype(int).tolist()
    return Mark(_frozen(look), (), _pixels(pixels))


def _pixels(pixels: numpy.ndarray) -> str:
    """Differences from pixel to pixel, modulo 256, one character each: smooth images pack small."""
    flat = pixels.ravel()
    steps = numpy.diff(flat, prepend=0) % 256
    return (0x100 + steps).astype("<u2").tobytes().decode("utf-16-le")
