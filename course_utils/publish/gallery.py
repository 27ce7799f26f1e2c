"""The pictures of docs/gallery.md: every demo once, where it says most."""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from typing import Any

from PIL import Image

from course_utils.lessons import LESSONS

__all__ = ["SETTINGS", "draw"]

WIDTH = 720
"""Pixels: enough to recognize a demo."""
SETTINGS: dict[str, dict[str, Any]] = {
    "one_score": {"score": -2.0},
    "three_sliders": {"z0": 1.0},
    "cliff": {"k": 5.0},
    "gap": {"gap": 103.0},
    "shift_and_scale": {"shift": 10.0},
    "weights_of_a_class": {"strength": 4.0},
    "temperature": {"T": 1.75},
    "base": {"b": 0.5},
    "typewriter": {"T": 3.0},
    "simplex_arrows": {"z0": 0.0},
    "race": {"races": 1000},
    "noise_picker": {"noise": "normal", "size": 1.3},
    "samples": {"tau": 0.5},
    "gradient_lengths": {"tau": 0.1},
    "three_families": {"alpha": 5.0},
    "changing_hands": {"x": 0.61},
}
"""By the demo's name; a demo that is not here is drawn as it starts."""


def draw(root: Path) -> list[Path]:
    """Draws `root/docs/gallery/MODULE.DEMO.png` for every demo; returns the paths."""
    folder = root / "docs" / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for lesson in LESSONS:
        for make in importlib.import_module(f"course_utils.lessons.{lesson.module}.demos").DEMOS:
            demo = make()
            demo.set(**SETTINGS.get(make.__name__, {}))
            picture = Image.open(io.BytesIO(demo.frame())).convert("RGB")
            picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.LANCZOS)
            path = folder / f"{lesson.module}.{make.__name__}.png"
            picture.quantize(64).save(path, optimize=True)
            drawn.append(path)
    return drawn
