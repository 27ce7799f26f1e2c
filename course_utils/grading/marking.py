"""What a person marks: free texts, and proofs that the checker left undecided.

`write` leaves two files in RESULTS: `to_mark.json`, the answers that need a person, and `marking.ipynb`,
which shows them one by one without names (`desk`). Marks go to `marks.json`, which no grading run writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path

import nbformat

from course_utils.grading import table
from course_utils.grading.marks import fingerprint
from course_utils.grading.record import NotebookResult

TO_MARK, MARKS, NOTEBOOK = "to_mark.json", "marks.json", "marking.ipynb"
PROOF = ("Every line that the checker could not decide does follow.",)
"""The rubric of an undecided proof."""
_INTRO = """\
# Marking

The answers that need a person, one exercise after the other, in a random order and without names. Run
the cell below. Then either click, or keep the cursor in the field *Keys*: type the numbers of the lines that
hold, and Enter. `13` means that lines 1 and 3 hold, `0` that none does; words after a blank are your comment
(`13 Which sum?`). `-` goes back, `.` skips.

Each mark is kept at once in `marks.json`. When you are done, run the grade command again: it runs no answer
anew and puts the marks into the gradebook, the feedback and the class report."""
_CODE = """\
from course_utils.grading.desk import Desk

Desk(".")"""


@dataclass(frozen=True)
class Item:
    """One answer to mark. `answer` is what the student wrote (of a proof, its lines with their verdicts)."""

    student: str
    exercise: str
    title: str
    possible: int
    fingerprint: str
    answer: str
    is_proof: bool = False


def items(results: Iterable[NotebookResult]) -> list[Item]:
    """Every answer that a person can mark, by exercise, then by student."""
    found = [
        Item(
            notebook.student,
            result.exercise,
            result.title,
            result.possible,
            fingerprint(result),
            result.answer or "\n".join(result.lines),
            not result.answer,
        )
        for notebook in results
        for result in notebook.exercises
        if result.needs_person and (result.answer or result.status == "undecided")
    ]
    return sorted(found, key=lambda item: (item.exercise, item.student))


def write(results: Iterable[NotebookResult], folder: Path) -> None:
    """Writes `to_mark.json`, and `marking.ipynb` if there is none (a person may have added to it)."""
    listed = {"format": 1, "items": [asdict(item) for item in items(results)]}
    text = json.dumps(listed, ensure_ascii=True, indent=1, sort_keys=True)
    table.write_whole(text + "\n", folder / TO_MARK)
    if not (folder / NOTEBOOK).exists():
        table.write_whole(_notebook(), folder / NOTEBOOK)


def _notebook() -> str:
    """Two cells, with fixed ids: the same bytes each time."""
    code = {"execution_count": None, "outputs": []}
    cells = [
        {"cell_type": "markdown", "id": "marking-intro", "metadata": {}, "source": _INTRO},
        {"cell_type": "code", "id": "marking-desk", "metadata": {}, "source": _CODE, **code},
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.writes(nbformat.from_dict(whole), version=nbformat.NO_CONVERT) + "\n"


def read(folder: Path) -> list[Item]:
    """What `write` left to mark. Raises ValueError with a sentence if there is nothing readable."""
    path = folder / TO_MARK
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = {field.name for field in fields(Item)}
        if data["format"] != 1 or any(set(item) != names for item in data["items"]):
            raise ValueError("another format")
        return [Item(**item) for item in data["items"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} cannot be read ({error}). Run the grade command first.") from error


def shuffled(every: Iterable[Item], seed: int) -> list[Item]:
    """By exercise, and inside of one in an order that the seed makes and no name shows."""

    def place(item: Item) -> tuple[str, str]:
        who = f"{seed}\n{item.student}\n{item.fingerprint}".encode("utf-8", "surrogatepass")
        return item.exercise, sha256(who).hexdigest()

    return sorted(every, key=place)


def rubric_of(item: Item) -> tuple[str, ...]:
    """The lines that an answer is marked by. Imports the lesson, and torch with it."""
    if item.is_proof:
        return PROOF
    from course_utils.grading.disclosure import declared

    return tuple(getattr(getattr(declared().get(item.exercise), "task", None), "rubric", ()))


def suggested(possible: int, met: Iterable[bool]) -> float:
    """Points for the rubric's lines that hold: an equal part for each, in quarters."""
    holds = list(met)
    return round(4 * possible * sum(holds) / len(holds)) / 4 if holds else 0.0
