"""`feedback/STUDENT/NN.html`: what a student should read. One page a notebook, no network, good in print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from course_utils.checking import Text
from course_utils.grading import disclosure, page, table
from course_utils.grading.classbook import Entry, Student, book
from course_utils.grading.marks import Marks
from course_utils.grading.names import clean_name
from course_utils.grading.record import ExerciseResult, NotebookResult
from course_utils.lessons import LESSONS

NO_MARKS = Marks()
STATUS = {
    "right": ("✓", "Right."),
    "recorded": ("●", "Recorded."),
    "undecided": ("?", "A person looks at this one."),
    "wrong": ("✗", "Not yet."),
    "could not run": ("!", "It could not run."),
    "not attempted": ("○", "Not attempted."),
}
"""The mark and the words of each status: never a colour alone."""
REFUSED = "refused.html"
SECRET = (
    "Your answers were tried on other inputs than those of your own checks. Those inputs stay secret for "
    "now; this page says what kind of input it was, and which idea to look at. The check in your notebook "
    "shows you numbers."
)


def write(
    results: Iterable[NotebookResult], folder: Path, reveal: bool = False, marks: Marks = NO_MARKS
) -> list[Path]:
    """Writes one page for each notebook of each student; returns their paths.

    Without `reveal` no page shows a number of a secret case or anything that a student's kernel said
    (see `disclosure`). The same results give the same bytes.
    """
    written = []
    for student in book(results, marks).students:
        own = folder / (clean_name(student.name) or "student")
        for notebook in student.notebooks.values():
            path = own / f"{_number(notebook.lesson)}.html"
            table.write_whole(as_html(student, notebook, reveal), path)
            written.append(path)
        if student.refused:
            table.write_whole(_refused(student), own / REFUSED)
            written.append(own / REFUSED)
    return written


def _refused(student: Student) -> str:
    """The page about files that stand for no notebook of ours."""
    rows = "".join(
        f"<li>{page.text(file.source)}: {page.text(file.refused)}</li>" for file in student.refused
    )
    title = "Files that could not be graded"
    return page.whole(title, f'<h1>{title}</h1><p class="quiet">{page.text(student.name)}</p><ul>{rows}</ul>')


def _number(lesson: str) -> str:
    number = re.match(r"\d\d(?=_)", lesson)
    return number[0] if number else clean_name(lesson)


def title_of(lesson: str) -> str:
    """A lesson's title, such as "02 Overflow and the max-shift"."""
    return next((known.title for known in LESSONS if known.notebook == lesson), lesson)


def as_html(student: Student, notebook: NotebookResult, reveal: bool) -> str:
    """One page."""
    lesson, title = notebook.lesson, title_of(notebook.lesson)
    parts = [f"<h1>{page.text(title)}</h1>", f'<p class="quiet">{page.text(student.name)}</p>']
    if notebook.refused:
        told = f"This file could not be graded: {page.text(notebook.refused)}"
        parts.append(f'<div class="warning"><p>{told}</p><p>Hand in the notebook itself, please.</p></div>')
        return page.whole(f"Feedback: {title}", "\n".join(parts))
    entries = [student.entries[exercise.exercise] for exercise in notebook.exercises]
    points, waiting = table.points(student.points(lesson)), student.waiting(lesson)
    waits = f", and {_count(waiting, 'answer')} still with a person" if waiting else ""
    parts.append(f'<p class="score"><strong>{points}</strong> of {notebook.possible} points{waits}.</p>')
    parts.append(_summary(entries))
    if notebook.notes:
        items = "".join(f"<li>{page.text(note)}</li>" for note in notebook.notes)
        parts.append(f"<p>About your file:</p><ul>{items}</ul>")
    if not reveal:
        parts.append(f'<p class="quiet">{SECRET}</p>')
    later = [entry for entry in entries if entry.result.status not in ("right", "recorded")]
    done = [entry for entry in entries if entry.result.status in ("right", "recorded")]
    for heading, chosen in (("To look at again", later), ("Done", done)):
        if chosen:
            parts.append(f"<h2>{heading}</h2>")
            parts += [_article(entry, reveal) for entry in chosen]
    return page.whole(f"Feedback: {title}", "\n".join(parts))


def _summary(entries: list[Entry]) -> str:
    rows = "".join(
        f'<li><span aria-hidden="true">{STATUS[entry.result.status][0]}</span> '
        f'<a href="#{_anchor(entry.result)}">{page.text(entry.result.title)}</a> '
        f'<span class="quiet">{STATUS[entry.result.status][1].lower().rstrip(".")}</span></li>'
        for entry in entries
    )
    return f'<nav aria-label="All exercises"><ul class="plain">{rows}</ul></nav>'


def _anchor(result: ExerciseResult) -> str:
    return re.sub(r"[^\w-]", "-", result.exercise)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _article(entry: Entry, reveal: bool) -> str:
    result = entry.result
    mark, words = STATUS[result.status]
    told = disclosure.told(result, reveal)
    formulas = page.formulas_in(disclosure.texts_of(result.exercise))
    anchor, css = _anchor(result), result.status.replace(" ", "-")
    out = [
        f'<article class="{css}" id="{anchor}" aria-labelledby="{anchor}-title">',
        f'<header><h3 id="{anchor}-title">{page.text(result.title)}</h3>'
        f'<span class="points">{_points(entry)}</span></header>',
        f'<p class="said"><span aria-hidden="true">{mark}</span> {words}</p>',
    ]
    if reveal and result.why and not any(line.startswith(result.why) for line in told.lines):
        out.append(f"<p>{page.text(result.why)}</p>")
    out.append(page.paragraphs(told.lines, formulas))
    if told.idea:
        out.append(
            '<div class="aside"><p><span class="label">The idea to look at.</span> '
            f"{page.prose(told.idea, formulas)}</p></div>"
        )
    if result.status in ("wrong", "could not run", "not attempted", "undecided"):
        out.append(_nudge(result, formulas))
    if entry.standing.mark is not None:
        out.append(_marked(entry))
    if reveal and result.answer:
        out.append(f'<p class="label">Your answer</p><pre>{page.text(result.answer)}</pre>')
    return "\n".join([*(part for part in out if part), "</article>"])


def _points(entry: Entry) -> str:
    possible = entry.result.possible
    if entry.standing.waits:
        return f"{_count(possible, 'point')}, open"
    return f"{table.points(entry.standing.points)} of {_count(possible, 'point')}"


def _nudge(result: ExerciseResult, formulas: frozenset[str]) -> str:
    exercise = disclosure.declared().get(result.exercise)
    if exercise is None:
        return ""
    name = result.exercise.partition(".")[2]
    there = f"Run the check <code>ex.{page.text(name)}.check(…)</code> in your notebook"
    if not exercise.hints:
        return f'<p class="quiet">{there} to see the line.</p>'
    nudge = page.prose(exercise.hints[0], formulas)
    more = f"{there} to see numbers; <code>ex.{page.text(name)}.hint()</code> goes on."
    first = f'<p><span class="label">A nudge.</span> {nudge}</p>'
    return f'<div class="aside">{first}<p class="quiet">{more}</p></div>'


def _marked(entry: Entry) -> str:
    """What a person said: the rubric's lines that hold and that do not, and a comment."""
    mark = entry.standing.mark
    assert mark is not None
    task = getattr(disclosure.declared().get(entry.result.exercise), "task", None)
    rubric = task.rubric if isinstance(task, Text) else ()
    rows = "".join(
        f"<li>{'✓' if met else '–'} {page.prose(line)} "
        f'<span class="quiet">({"there" if met else "not there yet"})</span></li>'
        for line, met in zip(rubric, mark.rubric, strict=False)
    )
    comment = f"<p>{page.text(mark.comment)}</p>" if mark.comment else ""
    listed = f'<ul class="plain">{rows}</ul>' if rows else ""
    return f'<div class="aside"><p class="label">A person read this.</p>{listed}{comment}</div>'
