"""Questions with options: choices, right or wrong, and bets, recorded and then compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course_utils.checking import wire, words
from course_utils.checking.collect import Unusable
from course_utils.checking.value import collect_plain
from course_utils.checking.verdict import Status, Verdict

Option = str | int | bool


@dataclass(frozen=True)
class Part:
    """One question. `because` says, for an option, what to tell someone who took it (wrong options need one).

    `right` may be left out in a bet. Raises ValueError if `right` is not an option or a wrong option has no
    feedback. `misconceptions` names, for an option, the misconception that it shows.
    """

    name: str
    question: str
    options: tuple[Option, ...]
    right: Option | None = None
    because: Mapping[Option, str] = field(default_factory=dict)
    misconceptions: Mapping[Option, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.right is not None and self.right not in self.options:
            raise ValueError(f"{self.name}: the right option {self.right!r} is not among the options")
        silent = [
            o for o in self.options if self.right is not None and o != self.right and o not in self.because
        ]
        if silent:
            raise ValueError(f"{self.name}: no feedback for {silent}")
        unknown = [o for o in (*self.because, *self.misconceptions) if o not in self.options]
        if unknown:
            raise ValueError(f"{self.name}: feedback for {unknown}, which are no options")


def _read(parts: tuple[Part, ...], answer: object) -> dict[str, wire.Json]:
    """The option taken in each part. Raises Unusable with a sentence that lists the options."""
    data = collect_plain(answer)
    if len(parts) == 1 and not (isinstance(data, dict) and "dict" in data):
        data = {"dict": {parts[0].name: data}}
    if not isinstance(data, dict) or "dict" not in data:
        raise Unusable(f"Answer with a dict: {words.listing([f'`{p.name}=...`' for p in parts])}.")
    given = data["dict"]
    unknown = [name for name in given if name not in {p.name for p in parts}]
    if unknown:
        raise Unusable(f"There is no question named `{unknown[0][:40]}`.")
    taken: dict[str, wire.Json] = {}
    for part in parts:
        if part.name not in given:
            raise Unusable(f"The question `{part.name}` has no answer yet.")
        option = _match(part, given[part.name])
        if option is None:
            options = words.listing([f"`{o!r}`" for o in part.options])
            raise Unusable(f"I can't read your answer to `{part.name}`. The options are {options}.")
        taken[part.name] = option
    return taken


def _match(part: Part, given: wire.Json) -> Option | None:
    if isinstance(given, str):
        given = given.strip().lower()
    for option in part.options:
        plain = option.lower() if isinstance(option, str) else option
        if type(plain) is type(given) and plain == given:
            return option
    return None


def _check_taken(parts: tuple[Part, ...], data: wire.Json) -> dict[str, Any]:
    if not isinstance(data, dict) or set(data) != {p.name for p in parts}:
        raise wire.Malformed("not one option for each question")
    if any(_match(part, data[part.name]) is None for part in parts):
        raise wire.Malformed("not one of the options")
    return data


@dataclass(frozen=True)
class Choice:
    """Questions with one right option each. The answer is a dict, or the bare option of a single question."""

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        for part in self.parts:
            if part.right is None:
                raise ValueError(f"{part.name}: a choice needs its right option")

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The option taken for each question."""
        return _read(self.parts, answer)

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Right if every option is; otherwise the feedback of each wrong one."""
        taken = _check_taken(self.parts, data)
        wrong = [part for part in self.parts if taken[part.name] != part.right]
        if not wrong:
            return Verdict(Status.RIGHT, tuple(part.because.get(taken[part.name], "") for part in self.parts))
        lead = (
            f"{len(self.parts) - len(wrong)} of {len(self.parts)} are right." if len(self.parts) > 1 else ""
        )
        label = len(self.parts) > 1
        lines = [(f"`{p.name}`: " if label else "") + p.because[taken[p.name]] for p in wrong]
        named = next((n for p in wrong if (n := p.misconceptions.get(taken[p.name], ""))), "")
        return Verdict(Status.WRONG, tuple(line for line in (lead, *lines) if line), named)


@dataclass(frozen=True)
class Bet:
    """Predict, then see. Every readable bet is recorded; it is never wrong.

    `outcome()` computes what happens, live, as a dict of part name to option; the student then sees bet and
    outcome side by side, with `because[bet]`.
    """

    parts: tuple[Part, ...]
    outcome: Callable[[], Mapping[str, Option]]

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The option taken for each question."""
        return _read(self.parts, answer)

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Record the bet and show what happens."""
        taken, happens = _check_taken(self.parts, data), self.outcome()
        lines, named, hits = [], "", 0
        for part in self.parts:
            bet, fact = taken[part.name], happens[part.name]
            hits += bet == fact
            so = (
                f"*{_show(fact)}*, as you bet."
                if bet == fact
                else f"*{_show(fact)}*. You bet *{_show(bet)}*."
            )
            lines.append(f"{part.question} {so} {part.because.get(bet, '')}".strip())
            if bet != fact:
                named = named or part.misconceptions.get(bet, "")
        return Verdict(Status.RECORDED, (f"{hits} of {len(self.parts)} came out as you bet.", *lines), named)


def _show(option: Option) -> str:
    return "yes" if option is True else "no" if option is False else f"{option}"
