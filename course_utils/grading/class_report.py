"""`class.html`: the class at a glance, on one page that needs no network."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.grading import disclosure, page, table
from course_utils.grading.classbook import ClassBook, Column, Entry, Student, book
from course_utils.grading.feedback import NO_MARKS, title_of
from course_utils.grading.marks import Marks
from course_utils.grading.record import ExerciseResult, NotebookResult

TEN = 10
"""Bins of the distribution: each is a tenth of the points."""


def write(results: Iterable[NotebookResult], path: Path, marks: Marks = NO_MARKS) -> None:
    """Writes the class report: the same results and marks give the same bytes on one machine."""
    table.write_whole(as_html(book(results, marks)), path)


def as_html(whole: ClassBook) -> str:
    """The page."""
    parts = ["<h1>The class</h1>", _headline(whole)]
    if not whole.sandboxed:
        parts.append(
            '<div class="warning"><p><strong>Graded without the sandbox.</strong> The code of these students '
            "ran with your rights and could see what you can see. Do not make a grade of it.</p></div>"
        )
    if not whole.students:
        return page.whole("The class", "\n".join(parts))
    parts += [
        _distribution(whole),
        _people(whole),
        _misconceptions(whole),
        *(_success(whole, lesson) for lesson in whole.lessons),
        _accidents(whole),
        _refused(whole),
    ]
    return page.whole("The class", "\n".join(part for part in parts if part))


def _headline(whole: ClassBook) -> str:
    if not whole.students:
        return "<p>No submissions yet.</p>"
    scores = sorted(student.points() for student in whole.students)
    files = sum(len(student.notebooks) for student in whole.students)
    middle = len(scores) // 2
    median = scores[middle] if len(scores) % 2 else (scores[middle - 1] + scores[middle]) / 2
    waiting = sum(student.waiting() for student in whole.students)
    waits = (
        f" {_count(waiting, 'answer')} still to be marked by a person; until then it is 0 points for each."
        if waiting
        else ""
    )
    return (
        f'<p class="score">{_count(len(scores), "student")}, {_count(files, "notebook")}. Half of the class '
        f"has <strong>{table.points(median)}</strong> of {whole.possible()} points or more.</p>"
        + (f'<p class="quiet">{waits.strip()}</p>' if waits else "")
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _distribution(whole: ClassBook) -> str:
    """One histogram for each notebook, over the students who handed it in."""
    shown = []
    for lesson in whole.lessons:
        possible = whole.possible(lesson)
        scores = [s.points(lesson) for s in whole.students if lesson in s.notebooks]
        if possible and scores:
            shown.append((title_of(lesson), possible, _tenths(scores, possible)))
    if not shown:
        return ""
    told = "".join(
        f"<p>{page.text(title)}: {_told(counts, possible)}</p>" for title, possible, counts in shown
    )
    alt = page.text(". ".join(f"{title}: {_told(counts, possible)}" for title, possible, counts in shown))
    hidden = f"<details><summary>The figure in words</summary>{told}</details>"
    figure = f'<figure role="img" aria-label="{alt}">{_histograms(shown)}</figure>'
    return f"<h2>How the points are spread</h2>{figure}{hidden}"


def _tenths(scores: Sequence[float], possible: int) -> list[int]:
    counts = [0] * TEN
    for score in scores:
        counts[min(int(TEN * score / possible + 1e-9), TEN - 1)] += 1
    return counts


def _told(counts: Sequence[int], possible: int) -> str:
    pieces = (
        f"{_count(count, 'student')} with {table.points(n * possible / TEN)} to "
        f"{table.points((n + 1) * possible / TEN)} points"
        for n, count in enumerate(counts)
        if count
    )
    return ", ".join(pieces)


def _histograms(shown: Sequence[tuple[str, int, list[int]]]) -> str:
    """The histograms as one inline SVG, letters drawn as paths: the same on every screen and on paper."""
    import matplotlib
    from matplotlib.ticker import MaxNLocator

    from course_utils import figures

    with matplotlib.rc_context({"svg.hashsalt": "softmax-course", "svg.fonttype": "path"}):
        title = "Students by the points they have"
        figure, axes = figures.new(
            title, width=7.4, height=0.7 + 1.75 * len(shown), rows=len(shown), squeeze=False
        )
        for (title, possible, counts), axis in zip(shown, axes[:, 0], strict=True):
            edges = [n * possible / TEN for n in range(TEN)]
            width = possible / TEN
            drawn = axis.bar(edges, counts, width=width * 0.94, align="edge", color=figures.class_color(0))
            axis.bar_label(drawn, labels=[str(c) if c else "" for c in counts], padding=2, color=figures.INK)
            axis.set(xlim=(0, possible), ylim=(0, max(counts) * 1.25), yticks=[])
            axis.set_title(title, loc="left", fontsize=figures.POINTS)
            axis.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=TEN))
            axis.spines[["left", "top", "right"]].set_visible(False)
        axes[-1, 0].set_xlabel("points")
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    drawing = text.getvalue()
    return drawing[drawing.index("<svg") :].replace("<svg ", '<svg aria-hidden="true" ', 1)


@dataclass(frozen=True)
class _Row:
    """One entry with whose and where it is."""

    student: Student
    column: Column
    entry: Entry


def _rows(whole: ClassBook) -> Iterator[_Row]:
    for student in whole.students:
        for column in whole.columns:
            entry = student.entries.get(column.exercise)
            if entry is not None and not student.notebooks[column.lesson].refused:
                yield _Row(student, column, entry)


def _people(whole: ClassBook) -> str:
    rows = [
        (
            row.student.name,
            row.column,
            _what(row.entry.result),
        )
        for row in _rows(whole)
        if row.entry.standing.waits
    ]
    if not rows:
        return ""
    by_exercise = Counter((column, kind) for _, column, kind in rows)
    names: dict[Column, list[str]] = {}
    for name, column, _ in rows:
        names.setdefault(column, []).append(name)
    body = (
        (
            f'<th scope="row">{page.text(column.title)}<br><span class="quiet">{column.exercise}</span></th>'
            f"<td>{kind}</td>",
            f'<td class="number">{count}</td><td>{page.text(_some(names[column]))}</td>',
        )
        for (column, kind), count in by_exercise.items()
    )
    said = "Answers that a person decides. Open marking.ipynb: it shows them without names."
    return "<h2>Waiting for you</h2>" + _table(
        said, ("Exercise", "What", "#Answers", "Whose"), ("".join(cells) for cells in body)
    )


def _what(result: ExerciseResult) -> str:
    return "proof undecided" if result.status == "undecided" else "text" if result.answer else "not graded"


def _some(names: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def _table(caption: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    """A table; a head that begins with `#` stands over numbers."""
    head = "".join(
        f'<th scope="col" class="number">{h[1:]}</th>' if h.startswith("#") else f'<th scope="col">{h}</th>'
        for h in heads
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _misconceptions(whole: ClassBook) -> str:
    """Each misconception with how many students show it: of an exercise, the most common first."""
    found: Counter[tuple[str, Column]] = Counter()
    says: dict[tuple[str, Column], str] = {}
    for row in _rows(whole):
        result = row.entry.result
        if result.misconception:
            key = (result.misconception, row.column)
            found[key] += 1
            says[key] = says.get(key) or disclosure.told(result, reveal=False).idea
    if not found:
        return ""
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0][1].exercise, item[0][0]))
    body = []
    for (name, column), count in ordered[:25]:
        formulas = page.formulas_in(disclosure.texts_of(column.exercise))
        said = says[(name, column)]
        more = f'<br><span class="quiet">{page.prose(said, formulas)}</span>' if said else ""
        body.append(
            f'<td class="number"><strong>{count}</strong></td>'
            f'<th scope="row">{page.text(name)}{more}</th><td>{page.text(column.title)}</td>'
        )
    rest = len(ordered) - len(body)
    more = f" {_count(rest, 'rarer one')} left out." if rest > 0 else ""
    caption = f"What the class believes, the most common first.{more}"
    return "<h2>Misconceptions</h2>" + _table(caption, ("#Students", "Misconception", "Exercise"), body)


_KINDS: tuple[tuple[str, Callable[[Entry], bool]], ...] = (
    ("Done", lambda entry: entry.result.status in ("right", "recorded")),
    ("Wrong", lambda entry: entry.result.status == "wrong"),
    ("Failed", lambda entry: entry.result.status == "could not run"),
    ("Undecided", lambda entry: entry.result.status == "undecided"),
    ("Not tried", lambda entry: entry.result.status == "not attempted"),
)


def _success(whole: ClassBook, lesson: str) -> str:
    rows = [row for row in _rows(whole) if row.column.lesson == lesson]
    if not rows:
        return ""
    by_exercise: dict[Column, list[Entry]] = {}
    for row in rows:
        by_exercise.setdefault(row.column, []).append(row.entry)
    shown = [kind for kind in _KINDS if kind[0] != "Undecided" or any(kind[1](row.entry) for row in rows)]
    body = []
    for column, entries in by_exercise.items():
        counts = [sum(is_it(entry) for entry in entries) for _, is_it in shown]
        share = round(100 * counts[0] / len(entries))
        numbers = "".join(f'<td class="number">{count}</td>' for count in counts)
        body.append(
            f'<th scope="row">{page.text(column.title)}<br><span class="quiet">{column.exercise}</span></th>'
            f'<td><span class="track" role="img" aria-label="{share} percent done">'
            f'<span class="bar" style="width:{share}%"></span></span></td>'
            f'<td class="number">{share}%</td>{numbers}'
        )
    heads = ("Exercise", "Share", "#Percent", *(f"#{name}" for name, _ in shown))
    caption = "Who got each exercise right, or has it recorded."
    return f"<h2>{page.text(title_of(lesson))}</h2>" + _table(caption, heads, body)


def _accidents(whole: ClassBook) -> str:
    """Time-outs, ended kernels and their like: one row for each, with the sentence of the gradebook."""
    rows = [row for row in _rows(whole) if disclosure.event_of(row.entry.result)]
    if not rows:
        return ""
    body = (
        f'<th scope="row">{page.text(row.student.name)}</th><td>{page.text(row.column.title)}</td>'
        f"<td>{page.text(row.entry.result.why)}</td>"
        for row in rows
    )
    caption = (
        f"{_count(len(rows), 'answer')} stopped by a limit, or with the kernel gone. Each cost only itself."
    )
    return "<h2>Time-outs and ended kernels</h2>" + _table(caption, ("Student", "Exercise", "What"), body)


def _refused(whole: ClassBook) -> str:
    rows = [
        f'<th scope="row">{page.text(student.name)}</th><td>{page.text(notebook.source)}</td>'
        f"<td>{page.text(notebook.refused)}</td>"
        for student in whole.students
        for notebook in student.files
        if notebook.refused
    ]
    if not rows:
        return ""
    return "<h2>Files that could not be graded</h2>" + _table(
        "Each is in the gradebook with its reason.", ("Student", "File", "Why"), rows
    )
