"""What of a demo's figure stands still, as SVG; and the letters that its moving texts need."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

import matplotlib
from fontTools import subset
from matplotlib import font_manager

if TYPE_CHECKING:
    from course_utils.live import Demo

__all__ = ["font_face", "still"]


def still(demo: Demo) -> str:
    """An SVG of the figure without what moves: the same text whenever the same is drawn."""
    demo.frame()  # settles the layout
    shown = [artist for artist in demo.moving if artist.get_visible()]
    for artist in shown:
        artist.set_visible(False)
    try:
        drawn = io.StringIO()
        # Letters as outlines: the picture needs no font. Ids come from the salt and the content.
        with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": "lecture"}):
            demo.figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    finally:
        for artist in shown:
            artist.set_visible(True)
    return drawn.getvalue()


def font_face(family: str, weight: str, letters: Iterable[str]) -> str:
    """A CSS rule with the part of the font `family`, one that matplotlib finds, that shows `letters`."""
    path = font_manager.findfont(font_manager.FontProperties(family=family, weight=weight))
    options = subset.Options(flavor="woff", layout_features=["kern"], notdef_outline=True, hinting=False)
    options.drop_tables += ["FFTM"]
    font = subset.load_font(path, options)
    chosen = subset.Subsetter(options)
    chosen.populate(text="".join(sorted(set(letters))))
    chosen.subset(font)
    font["head"].modified = font["head"].created  # or the bytes would tell the time
    font.recalcTimestamp = False
    packed = io.BytesIO()
    subset.save_font(font, packed, options)
    data = base64.b64encode(packed.getvalue()).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("data:font/woff;base64,{data}") format("woff") }}'
    )
