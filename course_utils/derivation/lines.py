"""Judging the lines of one chain: numbers first, then the rules, then what to say.

A line is compared with the line above it. Below a line that is false or cannot be read that says little,
so there a line is also compared with the first one: it is called false only when it differs from both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from course_utils.derivation import report
from course_utils.derivation.errors import OutOfWork
from course_utils.derivation.names import closest, name_key
from course_utils.derivation.proofs import Line, LineProof
from course_utils.derivation.remarks import remark_on
from course_utils.derivation.report import LineReport
from course_utils.derivation.rules import RULES
from course_utils.derivation.statement import Statement
from course_utils.derivation.steps import Steps
from course_utils.derivation.tree import Expr
from course_utils.derivation.truth import Numbers, Truth
from course_utils.derivation.walk import skeleton, substitute
from course_utils.derivation.work import Purse


@dataclass
class Part:
    """A chain of lines under some conditions: the tools it is judged with, and a prefix for its labels."""

    steps: Steps
    numbers: Numbers
    prefix: str = ""


@dataclass(frozen=True)
class _Above:
    """What stands above a line. `lines`: the start and the lines, None for one that cannot be read.

    `trouble` is "" while the line above equals the start, else the verdict that says why it does not.
    """

    lines: tuple[Expr | None, ...]
    trouble: str = ""

    def then(self, line: Expr | None, trouble: str) -> _Above:
        return _Above((*self.lines, line), trouble)


class Lines:
    """Judges chains of lines of one statement, all paid from one purse."""

    def __init__(self, statement: Statement, purse: Purse) -> None:
        self.statement, self.purse = statement, purse

    def chain(self, part: Part, proof: LineProof) -> list[LineReport]:
        """One report per line."""
        start_problem = self.statement.problem(proof.start)
        above = _Above((None if start_problem else proof.start,))
        found = []
        for n, line in enumerate(proof.lines, 1):
            label = f"{part.prefix}{n}"
            problem = start_problem or self.statement.problem(line.expr) or self._change_problem(line)
            start_problem = None
            if problem:
                found.append(LineReport(label, line.expr, line.rule, report.UNREADABLE, problem))
                above = above.then(None, report.UNREADABLE)
            else:
                line_report, trouble = self._line(part, label, above, line)
                found.append(line_report)
                above = above.then(line.expr, trouble)
        return found

    def _change_problem(self, line: Line) -> str | None:
        if line.change is None:
            return None
        new, old = line.change
        return self.statement.problem(substitute(new, {}, {old.data[0]: Expr("num", (), _ONE)}))

    def _line(self, part: Part, label: str, above: _Above, line: Line) -> tuple[LineReport, str]:
        """The report on a line that can be read, and the trouble that stands above the next one."""
        before, start = above.lines[-1], above.lines[0]
        if before is None:
            why = "The line above cannot be read, so this one was not judged."
            found = LineReport(label, line.expr, line.rule, report.NOT_JUDGED, why)
        else:
            truth = self._compare(part, before, line.expr)
            found = self._judge(part, label, above.lines, line, truth)
            if not above.trouble:
                return found, _TROUBLE[truth.kind]
        from_start = "unknown" if start is None else self._compare(part, start, line.expr).kind
        false_itself = found.verdict == report.FALSE and from_start == "different"
        if found.verdict != report.FOLLOWS and not false_itself:
            found = self._below_trouble(found, above.trouble)
        return found, "" if from_start == "equal" else above.trouble

    def _compare(self, part: Part, one: Expr, other: Expr) -> Truth:
        with self.purse.share(0.35) as work:
            return part.numbers.compare(one, other, work)

    def _below_trouble(self, found: LineReport, trouble: str) -> LineReport:
        """The report on a line that differs from the one above, which is itself in trouble."""
        if trouble != report.UNDECIDED:
            heads = "cannot be read" if trouble == report.UNREADABLE else "is false"
            why = found.why if found.verdict == report.NOT_JUDGED else _STANDS_BELOW.format(heads)
            return LineReport(found.label, found.expr, found.rule, report.NOT_JUDGED, why)
        if found.verdict != report.FALSE:
            return found
        why = "It differs from the line above, which is itself undecided, so we cannot tell."
        return LineReport(found.label, found.expr, found.rule, report.UNDECIDED, why)

    def _judge(
        self, part: Part, label: str, lines: Sequence[Expr | None], line: Line, truth: Truth
    ) -> LineReport:
        """The report on a line, compared with the line above alone."""
        above, below = lines[-1], line.expr
        assert above is not None

        def verdict(kind: str, why: str = "", **more: Any) -> LineReport:
            return LineReport(label, below, line.rule, kind, why, **more)

        if truth.counterexample is not None:
            with self.purse.share(0.1) as work:
                agreement = part.numbers.agreement(above, below, work)
            remark = remark_on(agreement, truth.counterexample, self.statement)
            law = _law(part.steps.meant(line.rule), self.statement)
            return verdict(
                report.FALSE, " ".join(filter(None, (remark, law))), counterexample=truth.counterexample
            )
        with self.purse.share(0.4) as part.steps.work:
            try:
                come_back = self._comes_back(part, lines, below)
                if come_back:
                    return verdict(report.NOT_BY_RULE, come_back)
                follows = part.steps.follows(above, below, part.steps.meant(line.rule), line)
            except OutOfWork:
                return verdict(report.UNDECIDED, _TOO_MUCH)
        if truth.kind == "unknown":
            return verdict(report.UNDECIDED, _NO_NUMBERS if follows else _NO_RULE_NO_NUMBERS)
        if follows:
            return verdict(report.FOLLOWS)
        why, suggested = self._why_not(part, above, below, line, truth)
        return verdict(report.NOT_BY_RULE, why, suggested=suggested)

    def _comes_back(self, part: Part, lines: Sequence[Expr | None], below: Expr) -> str:
        """A sentence when a line repeats an earlier one, tidied; the line just above may be tidied once."""
        if lines[-1] is not None and skeleton(lines[-1]) == skeleton(below):
            return "This line is the line above, unchanged."
        for n, before in enumerate(lines[:-1]):
            if before is not None and part.steps.repeats(before, below):
                where = "the first line" if n == 0 else f"line {n}"
                return f"This is {where} again (up to order and signs): a proof does not come back."
        return ""

    def _why_not(
        self, part: Part, above: Expr, below: Expr, line: Line, truth: Truth
    ) -> tuple[str, tuple[str, ...]]:
        """The message for a line that is true but not by its rule, and the rules that would fit."""
        name = part.steps.meant(line.rule)
        known = name in part.steps.rules or name in part.steps.lemmas
        base = f"As far as numbers tell ({truth.points} points) it is true. "
        if not known:
            close = closest(line.rule.lower(), self.statement.rule_names())
            hint = f' Did you mean "{close}"?' if close else ""
            why = f'This exercise has no rule called "{line.rule}".' + hint
        elif name == "substitution" and line.change is None:
            # Which rule would fit, and whether this is one step, cannot be told before the variable is known.
            return f"{base}Say what the new variable is: substitution(lambda x: exp(-x)).", ()
        else:
            why = " ".join(filter(None, (f'But it is not one step of "{name}".', _law(name, self.statement))))
        with self.purse.share(0.25) as part.steps.work:
            try:
                suggested = part.steps.suggestions(above, below, name)
                jump = part.steps.tidy_equal(above, self.statement.start) and part.steps.tidy_equal(
                    below, self.statement.goal
                )
            except OutOfWork:
                suggested, jump = (), False
        if jump and len(suggested) != 1:
            return f"{base}But this jumps from the start to the goal. Show the steps between.", ()
        if len(suggested) == 1:
            only = (
                "It is only rearranging: name it" if suggested == ("rearrange",) else "The rule that fits is"
            )
            return f'{base}{why} {only} "{suggested[0]}".', suggested
        if suggested:
            first, second = suggested
            two = f'It looks like two steps at once: "{first}", then "{second}". Write both lines.'
            return f"{base}{why} {two}", suggested
        return f"{base}{why} It seems to be more than two steps at once: write the lines between.", ()


_ONE = Fraction(1)
#: What a line's comparison with the line above leaves to the lines below it.
_TROUBLE = {"equal": "", "different": report.FALSE, "unknown": report.UNDECIDED}
_STANDS_BELOW = "It stands below a line that {}; mend that first."
_TOO_MUCH = "This line is too much work to check. Take a smaller step, or ask your instructor."
_NO_NUMBERS = (
    "We found no numbers at which both lines have a value, so we cannot tell. An instructor will look at it. "
    "Until then, try another way."
)
_NO_RULE_NO_NUMBERS = (
    "It does not follow by this rule as far as we see, and we found no numbers at which both lines have a "
    "value. An instructor will look at it. Until then, try another way."
)


def _law(name: str, statement: Statement) -> str:
    rule = next((r for r in statement.rules if not isinstance(r, str) and r.name == name), RULES.get(name))
    if rule is not None and rule.name not in ("rearrange", "algebra"):
        return f'"{rule.name}" says: {rule.law}.'
    lemma = next((x for x in statement.lemmas if name_key(x.name) == name_key(name)), None)
    return f'"{lemma.name}" says: {lemma.left} = {lemma.right}.' if lemma else ""
