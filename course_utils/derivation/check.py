"""Checking a proof: every line equal to the one above and following by the rule it names.

Numbers first, then the rules. Each line has its own work budget, the whole proof has one too; what runs
out is undecided. `validate` is the test an author's statement has to pass when it is declared.
"""

from __future__ import annotations

from course_utils.derivation import report
from course_utils.derivation.definitions import Condition, distinct, same
from course_utils.derivation.errors import NotationError, OutOfWork, StatementError
from course_utils.derivation.lines import Lines, Part
from course_utils.derivation.proofs import CaseProof, LineProof, Proof
from course_utils.derivation.report import LineReport, ProofReport
from course_utils.derivation.statement import Statement
from course_utils.derivation.steps import Steps, every_single
from course_utils.derivation.tree import Expr
from course_utils.derivation.truth import Numbers, Points
from course_utils.derivation.walk import skeleton, substitute
from course_utils.derivation.work import Budget, Purse, Work

_HEADS = {
    report.FALSE: "is false",
    report.NOT_BY_RULE: "does not follow by its rule",
    report.UNREADABLE: "cannot be read",
    report.UNDECIDED: "is undecided",
}
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


class _Checker:
    def __init__(self, statement: Statement, budget: Budget) -> None:
        self.statement, self.purse = statement, Purse(budget)
        self.lines = Lines(statement, self.purse)

    def part(self, extra: tuple[Condition, ...] = (), prefix: str = "") -> Part:
        s = self.statement
        points = Points(
            tuple(sorted(s.symbols.items(), key=_symbol_order)), s.classes, (*s.conditions, *extra)
        )
        return Part(Steps(s, extra), Numbers(s.definition_table, points), prefix)

    # Whole proofs -------------------------------------------------------------------------------
    def line_proof(self, proof: LineProof) -> ProofReport:
        part = self.part()
        wrong_start = self.wrong_end(part, proof.start, self.statement.start, "starts")
        if wrong_start:
            return ProofReport(report.WRONG, wrong_start, headers=((0, "", proof.start),))
        lines = self.lines.chain(part, proof)
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
            lines += self.lines.chain(part, chain)
            problems.append(self.wrong_case(part, chain, proof, label))
        problem = next((p for p in problems if p), "")
        if not problem:
            message = f"for {i} = {j} and for {i} ≠ {j} this is what the two proofs end with"
            lines.append(LineReport("together", proof.conclusion, "both cases", report.FOLLOWS, message))
            headers.append((len(lines) - 1, "together", proof.start))
        return self.conclude(lines, tuple(headers), problem)

    def wrong_end(self, part: Part, found: Expr, wanted: Expr, verb: str) -> str:
        """A sentence when the first or last line is not what the statement says; empty when it is."""
        if self.statement.problem(found) is None and self.tidy(part, found, wanted):
            return ""
        if verb == "starts":
            return f"The proof starts at {found}, but the statement starts at {wanted}."
        return f"The proof is not finished: its last line is {found}, the goal is {wanted}."

    def wrong_case(self, part: Part, chain: LineProof, proof: CaseProof, label: str) -> str:
        """A sentence when a case proof does not start or end where its case of the statement does."""
        if not chain.lines:
            return f"The case {label} has no lines yet."
        with self.purse.share(0.4) as part.steps.work:
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
            return ProofReport(
                report.WRONG, _headline(lines, wrong[0], first), tuple(lines), wrong[0], headers
            )
        if problem:
            good = "Every line so far follows. " if not bad else ""
            return ProofReport(report.WRONG, good + problem, tuple(lines), first, headers)
        if first is not None:
            return ProofReport(report.UNDECIDED, _headline(lines, first, first), tuple(lines), first, headers)
        return ProofReport(
            report.RIGHT, "Every line follows, and the last one is the goal. ∎", tuple(lines), None, headers
        )

    def tidy(self, part: Part, one: Expr, other: Expr) -> bool:
        """Equal but for tidying. Raises OutOfWork."""
        if skeleton(one) == skeleton(other):
            return True
        with self.purse.share(0.2) as part.steps.work:
            return part.steps.tidy_equal(one, other)


def _headline(lines: list[LineReport], bad: int, first: int | None) -> str:
    """What is wrong, in a few words; why is said at the line. `first` is the first that does not follow."""
    headline = f"Line {lines[bad].label} {_HEADS[lines[bad].verdict]}."
    if bad == 0 or first != bad:
        return headline
    return f"{headline} " + ("The line before it holds." if bad == 1 else f"The {bad} lines before it hold.")


def _symbol_order(item: tuple[str, str]) -> tuple[int, str]:
    kinds = {"vector": 0, "posvector": 0, "distribution": 0, "index": 2}
    return kinds.get(item[1], 1), item[0]


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
