"""Checking a proof: every line equal to the one above and following by the rule it names.

Numbers first, then the rules. Each line has its own work budget, the whole proof has one too; what runs
out is undecided. `validate` is the test an author's statement has to pass when it is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from course_utils.derivation import report
from course_utils.derivation.definitions import Condition, distinct, same
from course_utils.derivation.errors import NotationError, OutOfWork, StatementError
from course_utils.derivation.names import closest, name_key
from course_utils.derivation.proofs import CaseProof, Line, LineProof, Proof
from course_utils.derivation.remarks import remark_on
from course_utils.derivation.report import LineReport, ProofReport
from course_utils.derivation.rules import RULES
from course_utils.derivation.statement import Statement
from course_utils.derivation.steps import Steps, every_single
from course_utils.derivation.tree import Expr
from course_utils.derivation.truth import Numbers, Points, Truth
from course_utils.derivation.walk import skeleton, substitute
from course_utils.derivation.work import Budget, Work

_CASE_LAWS = frozenset(["case", "delta", "cancel", "="])


def check_proof(statement: Statement, proof: Proof | None, budget: Budget | None = None) -> ProofReport:
    """Check a proof against a statement.

    Never raises for what a student can write: every problem is a verdict with a message. `budget` bounds
    the work per line and per proof, in machine-independent units.
    """
    if proof is None or (isinstance(proof, LineProof) and not proof.lines):
        return ProofReport(report.NOT_ATTEMPTED, "There is no line below the first one yet.")
    checker = _Checker(statement, budget or Budget())
    try:
        return checker.line_proof(proof) if isinstance(proof, LineProof) else checker.case_proof(proof)
    except OutOfWork:
        message = "The proof is too much work to check. Take smaller steps, or ask your instructor."
        return ProofReport(report.UNDECIDED, message)


@dataclass
class _Part:
    """A chain of lines under some conditions: its tools and what was found."""

    steps: Steps
    numbers: Numbers
    prefix: str = ""


class _Checker:
    def __init__(self, statement: Statement, budget: Budget) -> None:
        self.statement, self.budget = statement, budget
        self.left = budget.proof

    def part(self, extra: tuple[Condition, ...] = (), prefix: str = "") -> _Part:
        s = self.statement
        points = Points(
            tuple(sorted(s.symbols.items(), key=_symbol_order)), s.classes, (*s.conditions, *extra)
        )
        return _Part(Steps(s, extra), Numbers(s.definition_table, points), prefix)

    def allowance(self, share: float) -> Work:
        return Work(int(min(self.budget.line, self.left) * share))

    def spent(self, work: Work, share: float) -> None:
        self.left -= int(min(self.budget.line, self.left) * share) - max(work.left, 0)

    # Whole proofs -------------------------------------------------------------------------------
    def line_proof(self, proof: LineProof) -> ProofReport:
        part = self.part()
        wrong_start = self.wrong_end(part, proof.start, self.statement.start, "starts")
        if wrong_start:
            return ProofReport(report.WRONG, wrong_start, headers=((0, "", proof.start),))
        lines = self.chain(part, proof)
        return self.conclude(
            lines,
            ((0, "", proof.start),),
            self.wrong_end(part, proof.lines[-1].expr, self.statement.goal, "ends"),
        )

    def case_proof(self, proof: CaseProof) -> ProofReport:
        s = self.statement
        i, j = proof.split.left, proof.split.right
        if s.split is None or {x.data for x in s.split} != {i.data, j.data}:
            return ProofReport(
                report.WRONG,
                "This statement is not one to be proved by cases. Write one chain with derive(...).",
            )
        whole = self.part()
        ends = self.wrong_end(whole, proof.start, s.start, "starts") or self.wrong_end(
            whole, proof.conclusion, s.goal, "ends"
        )
        if ends:
            return ProofReport(report.WRONG, ends)
        lines: list[LineReport] = []
        headers = []
        problems = []
        chosen = ((proof.equal, same(i, j), f"{i} = {j}"), (proof.different, distinct(i, j), f"{i} ≠ {j}"))
        for chain, condition, label in chosen:
            part = self.part((condition,), f"{label}, ")
            headers.append((len(lines), f"case {label}", chain.start))
            lines += self.chain(part, chain)
            problems.append(self.wrong_case(part, chain, proof, label))
        problem = next((p for p in problems if p), "")
        if not problem:
            message = f"for {i} = {j} and for {i} ≠ {j} this is what the two proofs end with"
            lines.append(LineReport("together", proof.conclusion, "both cases", report.FOLLOWS, message))
            headers.append((len(lines) - 1, "together", proof.start))
        return self.conclude(lines, tuple(headers), problem)

    def wrong_end(self, part: _Part, found: Expr, wanted: Expr, verb: str) -> str:
        """A sentence when the first or last line is not what the statement says; empty when it is."""
        if self.statement.problem(found) is None and self.tidy(part, found, wanted):
            return ""
        if verb == "starts":
            return f"The proof starts at {found}, but the statement starts at {wanted}."
        return f"The proof is not finished: its last line is {found}, the goal is {wanted}."

    def wrong_case(self, part: _Part, chain: LineProof, proof: CaseProof, label: str) -> str:
        """A sentence when a case proof does not start or end where its case of the statement does."""
        if not chain.lines:
            return f"The case {label} has no lines yet."
        part.steps.work = self.allowance(0.4)
        try:
            for found, wanted, verb in (
                (chain.start, proof.start, "start"),
                (chain.lines[-1].expr, proof.conclusion, "end"),
            ):
                if self.statement.problem(found) or not part.steps.same(found, wanted, _CASE_LAWS):
                    return f"In the case {label} the proof should {verb} at {wanted}, not at {found}."
        except OutOfWork:
            return f"The case {label} is too large to join."
        return ""

    def conclude(
        self, lines: list[LineReport], headers: tuple[tuple[int, str, Expr], ...], problem: str
    ) -> ProofReport:
        verdicts = [line.verdict for line in lines]
        bad = [n for n, v in enumerate(verdicts) if v != report.FOLLOWS]
        first = bad[0] if bad else None
        wrong = [n for n in bad if verdicts[n] != report.UNDECIDED]
        if wrong:
            line = lines[wrong[0]]
            before = ""
            if wrong[0] and first == wrong[0]:
                before = (
                    "The line before it holds. "
                    if wrong[0] == 1
                    else f"The {wrong[0]} lines before it hold. "
                )
            head = "is false" if line.verdict == report.FALSE else "does not follow by its rule"
            return ProofReport(
                report.WRONG,
                f"Line {line.label} {head}. {before}{line.message}",
                tuple(lines),
                wrong[0],
                headers,
            )
        if problem:
            good = "Every line so far follows. " if not bad else ""
            return ProofReport(report.WRONG, good + problem, tuple(lines), first, headers)
        if first is not None:
            line = lines[first]
            return ProofReport(
                report.UNDECIDED,
                f"Line {line.label} is undecided. {line.message}",
                tuple(lines),
                first,
                headers,
            )
        return ProofReport(
            report.RIGHT, "Every line follows, and the last one is the goal. ∎", tuple(lines), None, headers
        )

    # Lines --------------------------------------------------------------------------------------
    def chain(self, part: _Part, proof: LineProof) -> list[LineReport]:
        earlier: list[Expr] = [proof.start]
        found = []
        start_problem = self.statement.problem(proof.start)
        for n, line in enumerate(proof.lines, 1):
            label = f"{part.prefix}{n}"
            problem = start_problem or self.statement.problem(line.expr) or self.change_problem(line)
            if problem:
                found.append(
                    LineReport(
                        label,
                        line.expr,
                        line.rule,
                        report.NOT_BY_RULE,
                        f"This line cannot be read here: {problem}",
                    )
                )
                start_problem = None
            elif self.statement.problem(earlier[-1]):
                message = "The line above could not be read, so this one was not checked."
                found.append(LineReport(label, line.expr, line.rule, report.UNDECIDED, message))
            else:
                found.append(self.line(part, label, earlier, line))
            earlier.append(line.expr)
        return found

    def change_problem(self, line: Line) -> str | None:
        if line.change is None:
            return None
        new, old = line.change
        return self.statement.problem(substitute(new, {}, {old.data[0]: Expr("num", (), _ONE)}))

    def line(self, part: _Part, label: str, earlier: Sequence[Expr], line: Line) -> LineReport:
        above, below = earlier[-1], line.expr

        def verdict(kind: str, message: str = "", **more: object) -> LineReport:
            return LineReport(label, below, line.rule, kind, message, **more)  # type: ignore[arg-type]

        work = self.allowance(0.35)
        truth = part.numbers.compare(above, below, work)
        self.spent(work, 0.35)
        if truth.counterexample is not None:
            remark = remark_on(
                part.numbers.agreement(above, below, self.allowance(0.1)),
                truth.counterexample,
                self.statement,
            )
            found = truth.counterexample
            message = f"At {found.point} the line above is {found.above}, and this one is {found.below}."
            law = _law(part.steps.meant(line.rule), self.statement)
            return verdict(
                report.FALSE,
                " ".join(x for x in (message, remark, law) if x),
                counterexample=truth.counterexample,
            )
        work = self.allowance(0.4)
        part.steps.work = work
        try:
            come_back = self.comes_back(part, earlier, below)
            if come_back:
                return verdict(report.NOT_BY_RULE, come_back)
            follows = part.steps.follows(above, below, part.steps.meant(line.rule), line)
        except OutOfWork:
            return verdict(
                report.UNDECIDED,
                "This line is too much work to check. Take a smaller step, or ask your instructor.",
            )
        finally:
            self.spent(work, 0.4)
        if follows:
            if truth.kind == "unknown":
                return verdict(report.UNDECIDED, _NO_NUMBERS)
            return verdict(report.FOLLOWS)
        if truth.kind == "unknown":
            return verdict(
                report.UNDECIDED, f"It does not follow by this rule as far as we see, and {_LOWER_NO_NUMBERS}"
            )
        message, suggested = self.why_not(part, above, below, line, truth)
        return verdict(report.NOT_BY_RULE, message, suggested=suggested)

    def tidy(self, part: _Part, one: Expr, other: Expr) -> bool:
        """Equal but for tidying. Raises OutOfWork."""
        if skeleton(one) == skeleton(other):
            return True
        work = self.allowance(0.2)
        part.steps.work = work
        try:
            return part.steps.tidy_equal(one, other)
        finally:
            self.spent(work, 0.2)

    def comes_back(self, part: _Part, earlier: Sequence[Expr], below: Expr) -> str:
        """A sentence when a line repeats an earlier one, tidied; the line just above may be tidied once."""
        if skeleton(earlier[-1]) == skeleton(below):
            return "This line is the line above, unchanged."
        for n, before in enumerate(earlier[:-1]):
            if part.steps.repeats(before, below):
                where = "the first line" if n == 0 else f"line {n}"
                return f"This is {where} again (up to order and signs): a proof does not come back."
        return ""

    def why_not(
        self, part: _Part, above: Expr, below: Expr, line: Line, truth: Truth
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
            why = "Say what the new variable is: substitution(lambda x: exp(-x))."
        else:
            why = " ".join(filter(None, (f'But it is not one step of "{name}".', _law(name, self.statement))))
        work = self.allowance(0.25)
        part.steps.work = work
        try:
            suggested = part.steps.suggestions(above, below, name)
            jump = part.steps.tidy_equal(above, self.statement.start) and part.steps.tidy_equal(
                below, self.statement.goal
            )
            if jump and len(suggested) != 1:
                return f"{base}But this jumps from the start to the goal. Show the steps between.", ()
        except OutOfWork:
            suggested = ()
        finally:
            self.spent(work, 0.25)
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
_LOWER_NO_NUMBERS = "we found no numbers at which both lines have a value. An instructor will look at it."
_NO_NUMBERS = (
    "We found no numbers at which both lines have a value, so we cannot tell. An instructor will look at it."
)


def _symbol_order(item: tuple[str, str]) -> tuple[int, str]:
    kinds = {"vector": 0, "posvector": 0, "distribution": 0, "index": 2}
    return kinds.get(item[1], 1), item[0]


def _law(name: str, statement: Statement) -> str:
    rule = next((r for r in statement.rules if not isinstance(r, str) and r.name == name), RULES.get(name))
    if rule is not None and rule.name not in ("rearrange", "algebra"):
        return f'"{rule.name}" says: {rule.law}.'
    lemma = next((x for x in statement.lemmas if name_key(x.name) == name_key(name)), None)
    return f'"{lemma.name}" says: {lemma.left} = {lemma.right}.' if lemma else ""


def validate(statement: Statement, budget: Budget | None = None) -> tuple[str, ...]:
    """The test of a declaration. Returns the names that were tried as a single step from start to goal;
    none may succeed.

    Raises StatementError when a single rule or lemma takes the start to the goal (in the whole statement
    or in both of its cases), when start and goal differ in numbers, or when the two are the same but for
    tidying.
    """
    budget = budget or Budget()
    checker = _Checker(statement, budget)
    part = checker.part()
    truth = part.numbers.compare(statement.start, statement.goal, Work(budget.line))
    if truth.counterexample is not None:
        raise StatementError(f"The statement is false: {truth.counterexample}.")
    if truth.kind == "unknown":
        raise StatementError("No numbers were found at which start and goal have a value.")
    part.steps.work = Work(4 * budget.line)
    if part.steps.tidy_equal(statement.start, statement.goal):
        raise StatementError("Start and goal are the same but for tidying.")
    bridging = list(every_single(part.steps, statement.start, statement.goal))
    if statement.split is not None:
        i, j = statement.split
        for condition in (same(i, j), distinct(i, j)):
            case = checker.part((condition,))
            case.steps.work = Work(4 * budget.line)
            start = substitute(statement.start, {j.data: i}) if condition.equal else statement.start
            goal = substitute(statement.goal, {j.data: i}) if condition.equal else statement.goal
            try:
                bridging += list(every_single(case.steps, start, goal))
            except NotationError:
                continue
    if bridging:
        raise StatementError(f"One step is enough from start to goal: {', '.join(sorted(set(bridging)))}.")
    return statement.rule_names()
