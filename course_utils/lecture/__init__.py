"""Lecture pages: a notebook as one HTML file whose slides and demos need no kernel and no network.

`write` reads the executed solution notebook, so pages show what publishing has run. Each demo runs here, in
Python, at every stop of its controls; the page looks the result up. What goes where:

- `slides`: notebook to slides; `words`: Markdown and formulas to HTML;
- `recording`: a demo at all its positions; `marks`: what its artists draw; `packing`: that as little text;
- `backdrop`: the part of a figure that stands still; `stage`: all of one demo;
- `page`, `page.css`, `slides.js`, `player.js`: the page itself.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat

from course_utils.lecture.page import page
from course_utils.lecture.slides import slides
from course_utils.lecture.stage import stage
from course_utils.lessons import LESSONS, Lesson, exercises_of, load

__all__ = ["LectureError", "lessons", "write"]


class LectureError(Exception):
    """A page cannot be made. `str(error)` says of which lesson, and why."""


def lessons(wanted: Iterable[str]) -> tuple[Lesson, ...]:
    """Lessons by number ("04"), or every one for "all". Raises `LectureError` if there is no such lesson."""
    numbers = {lesson.number: lesson for lesson in LESSONS}
    chosen = [n for word in wanted for n in (numbers if word == "all" else [word])]
    for number in chosen:
        if number not in numbers:
            raise LectureError(f"no lesson {number!r}; there are {', '.join(numbers)}, and all.")
    return tuple(numbers[number] for number in dict.fromkeys(chosen))


def write(root: Path, lesson: Lesson, out: Path) -> Path:
    """Makes the page of `lesson` from `root/solutions` in the folder `out`; returns its path.

    Raises `LectureError`.
    """
    notebook = root / "solutions" / f"{lesson.notebook}.ipynb"
    if not notebook.exists():
        raise LectureError(f"{notebook} is missing. Run this in the course's folder, or: make notebooks")
    try:
        shown = slides(nbformat.read(notebook, as_version=4))
        makers = _makers(lesson)
        names = dict.fromkeys(name for slide in shown for name in slide.demos)
        staged = {name: stage(makers[name]) for name in names}
        titles = {exercise.id: exercise.title for exercise in exercises_of(load(lesson))}
        text = page(shown, staged, titles)
    except (ValueError, KeyError) as error:
        raise LectureError(f"{lesson.notebook}: {error}") from error
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{lesson.notebook}.html"
    path.write_text(text, encoding="utf-8")
    return path


def _makers(lesson: Lesson) -> dict[str, Callable]:
    demos = importlib.import_module(f"course_utils.lessons.{lesson.module}.demos")
    return {make.__name__: make for make in demos.DEMOS}
