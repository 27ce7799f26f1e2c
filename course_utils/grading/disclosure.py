"""What a student may read before the secret inputs are revealed.

The inputs of a grading run are secret so that its points stay earned when a student hands in again. A verdict
names them: its counterexample is one. And a hostile notebook can carry any of them out in whatever it makes
us print: the text of an error, a witness, a free text. So the rule is strict, and easy to hold to:

*Before the reveal nothing that came out of a student's kernel is shown, and no number of a secret case.* Only
what the course itself declares word for word (and so has published), the status, the counts, and fixed
sentences of ours. That still says which idea is missing and which kind of input broke the answer; the numbers
are one check away, in the student's own notebook, whose inputs are public.
"""

from __future__ import annotations

import builtins
import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from course_utils.checking import Bet, Choice, Draw, Exercise, Function, Text, Value, Witness
from course_utils.checking.derivation import Derivation
from course_utils.derivation import report
from course_utils.grading.record import ExerciseResult
from course_utils.lessons import LESSONS, exercises_of, load

_COUNT = re.compile(
    r"It is right on \d+ of \d+ cases?(\.|, and (?P<good>[^`]*) (is|are) right on all of them\.)"
)
_ALL_RIGHT = re.compile(r"All \d+ cases agree with the reference\.|It agrees with the reference\.")
_PLACE = re.compile(r"(?:The smallest that breaks|The simplest)(?: \((?P<about>.*?)\))?: `")
_PROOF_LINE = re.compile(
    r'^\s*\S line (?P<label>[\w =≠,]{1,20}), by "(?P<rule>[^"\n]*)": (?P<verdict>[a-z ]+)$'
)
# What follows the call in the line that tells the counterexample (function_verdict), first match counts.
_SYMPTOMS = (
    (r"did not return\.", "On it your function stopped with an error{error}."),
    (
        r"returned a value, but should raise",
        "On it your function returns a value, but should raise an error.",
    ),
    (r"has the right value, but", "On it the value is right and the gradient is not."),
    (r"has shape ", "On it the shape of your result is wrong."),
    (r"came back as ", "On it the dtype of your result is wrong."),
    (r"changed its own argument", "On it your function changes its own argument."),
    (
        r"returned memory that it shares",
        "On it your function returns memory that it shares with its argument.",
    ),
    (r"returned ", "On it your function does not return one plain tensor, as it should."),
    (r"gave |is off in ", "On it the shape is right, and the numbers are not."),
)
_ERROR = re.compile(r"did not return\. (?:.*?`)?(?P<name>[A-Z]\w+(?:Error|Exception|Iteration))\b")
_OTHER_ENDS = "Every line is a proof's, but it does not begin or end where the statement does."
_NUMBER = re.compile(r"[-+±]?(?<![\w.])\d[\d.,e×^+-]*(?<![.,])")
_NAME = re.compile(r"`[A-Za-z_][\w.]*`")
_NUMBERS_FIRST = re.compile(r"^(?:`?…`?(?:, | and )?)+: ")
# How the sentences of the run stage begin. What a student wrote never stands at the front of one.
_EVENTS = (
    (r"raised MemoryError\b|ran out of memory", "Running it took more memory than a notebook may use."),
    (r"(the notebook )?went over \d|Judging what it returned took", "Running it took longer than it may."),
    (r"printed more than|sent a message of more", "It printed or returned more than a notebook may."),
    (
        r"killed|ended|its kernel|crashed|exited|silenced|flooded|closed its line",
        "Running it ended the kernel. Only this exercise lost by that.",
    ),
    (r"sent (no )?evidence|What it returned|The evidence", "What it returned cannot be read by the checker."),
)
_NOT_SHOWN = {
    "could not run": "It stopped with an error, or is not what the check can read.",
    "undecided": "Neither proved nor refuted by the checker, so a person looks at it.",
    "not attempted": "No answer came with your notebook, or too little of one, or what you had found there.",
}


@cache
def declared() -> Mapping[str, Exercise]:
    """Every exercise of the course by its id."""
    return {e.id: e for lesson in LESSONS for e in exercises_of(load(lesson))}


@cache
def texts_of(id_: str) -> frozenset[str]:
    """Every text that the exercise `id_` declares, word for word; none for an id we do not know."""
    exercise = declared().get(id_)
    if exercise is None:
        return frozenset()
    found = set(_texts(exercise, set()))
    if isinstance(exercise.task, Text):
        found.add(" ".join(exercise.task.model_answer.split()))
        found.add("If you hand this in, a person reads it. Compare it with one way to say it:")
    return frozenset(found)


def _texts(value: Any, seen: set[int]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Mapping):
        for pair in value.items():
            yield from _texts(pair, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _texts(part, seen)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name), seen)


@cache
def families_of(id_: str) -> frozenset[str]:
    """What the cases of a function exercise are about, in words, at the public seed."""
    exercise = declared().get(id_)
    if exercise is None or not isinstance(exercise.task, Function):
        return frozenset()
    return frozenset(case.about for case in exercise.task.cases(Draw(0)) if case.about)


@dataclass(frozen=True)
class Told:
    """What a page says about one answer. `withheld`: there is more, and it shows secret inputs."""

    lines: tuple[str, ...]
    idea: str = ""
    withheld: bool = False


def told(result: ExerciseResult, reveal: bool) -> Told:
    """What the student reads: everything if `reveal`, else only what gives no secret away."""
    idea = _idea(result)
    if reveal:
        lines = tuple(line for line in result.lines if line != idea)
        more = (result.counterexample,) if not any(result.counterexample in line for line in lines) else ()
        return Told((*lines, *more), idea)
    if result.status in _NOT_SHOWN:
        event = why(result)
        said = (event,) if event else (*_proof(result), _NOT_SHOWN[result.status])
        fixed = _from_counterexample(result) or said
        return Told(fixed, idea, withheld=result.status == "could not run")
    lines = tuple(_public(result))
    if result.misconception and not idea and result.status == "wrong":
        lines = (*lines, f"What it looks like: *{result.misconception}*.")
    shown = sum(1 for line in lines if line in result.lines)
    return Told(lines, idea, withheld=shown < len([line for line in result.lines if line.strip()]))


def why(result: ExerciseResult) -> str:
    """Why an answer could not be judged, in our words; the gradebook's sentence may quote the student's."""
    event = event_of(result)
    return next((says for pattern, says in _EVENTS if pattern == event), "")


def event_of(result: ExerciseResult) -> str:
    """Which kind of accident befell an answer, or ""; the same kind gives the same text."""
    if result.status not in ("could not run", "not attempted"):
        return ""
    return next((pattern for pattern, _ in _EVENTS if re.match(pattern, result.why)), "")


def _public(result: ExerciseResult) -> Iterator[str]:
    task = getattr(declared().get(result.exercise), "task", None)
    if isinstance(task, Choice | Bet):
        # Made by the judge of declared questions, options and reasons, and of nothing else.
        yield from result.lines
        return
    if isinstance(task, Derivation):
        yield from _proof(result) or (_OTHER_ENDS,)
        return
    if isinstance(task, Value | Witness):
        # Sentences of ours around numbers that came from the kernel: the sentences stay.
        yield from filter(None, (_without_numbers(line) for line in result.lines if line != _idea(result)))
        return
    known, idea = texts_of(result.exercise), _idea(result)
    for line in result.lines:
        if (line in known and line != idea) or _ALL_RIGHT.fullmatch(line):
            yield line
        elif count := _COUNT.fullmatch(line):
            good = re.split(r", | and ", count["good"] or "")
            yield line if set(good) <= known | {"shape", ""} else line.split(",")[0] + "."
    yield from _from_counterexample(result)


def _without_numbers(line: str) -> str:
    pieces = re.split(r"(`[^`]*`)", line)
    bare = "".join(
        (piece if _NAME.fullmatch(piece) or not re.search(r"\d", piece) else "…")
        if piece.startswith("`")
        else _NUMBER.sub("…", piece)
        for piece in pieces
    )
    rest = _NUMBERS_FIRST.sub("", bare)
    if rest == "… is not it.":
        return ""
    return rest[:1].upper() + rest[1:] if rest != bare and re.match(r"[a-z]{2}", rest) else rest


def _idea(result: ExerciseResult) -> str:
    """What the course says to someone with this misconception: the text declared beside its name."""
    task = getattr(declared().get(result.exercise), "task", None)
    for known in (*getattr(task, "misconceptions", ()), *getattr(task, "wrong", ())):
        if known.name == result.misconception and isinstance(known.says, str):
            return known.says
    return ""


def _from_counterexample(result: ExerciseResult) -> tuple[str, ...]:
    """The family of the case that failed, and how, without its numbers."""
    for line in result.lines:
        place = _PLACE.match(line)
        if place is None:
            continue
        family = place["about"] if place["about"] in families_of(result.exercise) else ""
        what = "The smallest input that breaks it is one of these: "
        first = f"{what}*{family}*." if family else "It breaks on one of the plain inputs."
        after = line[place.end() :].split("` ", 1)[-1]
        for pattern, says in _SYMPTOMS:
            if re.match(pattern, after):
                return (first, says.replace("{error}", _error(after)))
        return (first,)
    return ()


def _error(after: str) -> str:
    """The kind of an error if it is Python's own: a class of the student's may be named after a secret."""
    named = _ERROR.match(after)
    kind = getattr(builtins, named["name"], None) if named else None
    return f", a `{named['name']}`" if named and isinstance(kind, type) else ""


def _proof(result: ExerciseResult) -> tuple[str, ...]:
    """A proof's verdicts, line by line, with the rules that the statement itself names."""
    task = getattr(declared().get(result.exercise), "task", None)
    if not isinstance(task, Derivation):
        return ()
    rules = set(task.statement.rule_names())
    found = []
    for row in "\n".join(result.lines).splitlines():
        line = _PROOF_LINE.match(row)
        if line and line["verdict"] in report.MARKS and re.fullmatch(r"(i [=≠] j, )?\d+", line["label"]):
            by = f", by “{line['rule']}”" if line["rule"] in rules else ""
            found.append(f"Line {line['label']}{by}: *{line['verdict']}*.")
    return tuple(found)
