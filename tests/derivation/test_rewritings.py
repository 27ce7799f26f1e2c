"""Random true steps are never called false; random false steps never follow. 200 of each, 2,000 in the
full size.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from course_utils.derivation import RULES, Statement, check_proof, delta, num
from course_utils.derivation.context import Context
from course_utils.derivation.errors import NotationError, NotNormal, OutOfWork, StatementError
from course_utils.derivation.normal import Normaliser
from course_utils.derivation.proofs import Line, LineProof
from course_utils.derivation.report import FALSE, FOLLOWS, UNDECIDED
from course_utils.derivation.rules import Rule
from course_utils.derivation.tree import Expr
from course_utils.derivation.truth import Numbers, Point, Points, symbols_of
from course_utils.derivation.walk import subtrees
from course_utils.derivation.work import Work
from tests.derivation.independent import confirms_false, value_at
from tests.derivation.random_trees import DEFINITIONS, SYMBOLS, Trees, back_to_tree, i, j, z

CONTEXT = Context({x.name: x for x in DEFINITIONS})
POINTS = list(Points(symbols_of(SYMBOLS)))
USABLE = [r for r in RULES.values() if r.uses and r.name not in ("write out the sum", "case")]
ALL_RULES = (*(r.name for r in USABLE), "rearrange")


def rewritten(node: Expr, rule: Rule, rng: random.Random) -> Expr | None:
    """The tree after one step by the rule (as far as the rule goes), or None."""
    use = rng.choice(rule.uses)
    try:
        return back_to_tree(Normaliser(use.all, CONTEXT, Work(300_000)).tree(node))
    except (NotNormal, NotationError, OutOfWork):
        return None


def needed_rule(node: Expr, rng: random.Random) -> Rule | None:
    """A rule that does something to this tree, beyond its helping laws."""
    for rule in rng.sample(USABLE, len(USABLE)):
        use = rule.uses[0]
        try:
            with_rule, without = (
                Normaliser(flags, CONTEXT, Work(300_000)).tree(node)
                for flags in (use.all, use.help - use.main)
            )
        except (NotNormal, OutOfWork):
            continue
        if with_rule != without:
            return rule
    return None


def has_values(node: Expr) -> bool:
    return (
        Numbers(CONTEXT.definitions, Points(symbols_of(SYMBOLS))).compare(node, node, Work(10**6)).kind
        == "equal"
    )


def starting_points(count: int, seed: int) -> Iterator[tuple[random.Random, Expr]]:
    rng = random.Random(seed)
    while count:
        try:
            node = Trees(rng).scalar(rng.choice([2, 3, 3]))
        except NotationError:
            continue
        if node.size > 4 and has_values(node):
            count -= 1
            yield random.Random(rng.random()), node


def verdict(above: Expr, below: Expr, rule: str):
    try:
        statement = Statement(above, below, rules=ALL_RULES, definitions=DEFINITIONS)
    except StatementError as error:
        raise AssertionError(str(error)) from error
    return statement, check_proof(statement, LineProof(above, (Line(below, rule),)))


def true_steps(count: int, seed: int) -> Counter[str]:
    """Verdicts on random true steps: one rule, or two rules one after the other, forwards or backwards."""
    seen: Counter[str] = Counter()
    done = 0
    for rng, node in starting_points(10 * count, seed):
        first = needed_rule(node, rng)
        image = rewritten(node, first, rng) if first else None
        composed = rng.random() < 0.3
        if image is not None and composed:
            second = needed_rule(image, rng)
            image = rewritten(image, second, rng) if second else None
        if image is None or first is None:
            continue
        above, below = (node, image) if rng.random() < 0.5 else (image, node)
        if not has_values(above):
            continue
        _, report = verdict(above, below, first.name)
        kind = report.lines[0].verdict
        assert kind != FALSE, report.to_text()
        seen[f"{'two rules' if composed else 'one rule'}: {kind}"] += 1
        done += 1
        if done == count:
            break
    assert done == count
    return seen


MUTATIONS = (
    "negate",
    "twice",
    "plus one",
    "swap index",
    "drop below",
    "delta",
    "operator",
    "unwrap",
    "halve",
)


def mutated(node: Expr, rng: random.Random) -> Expr | None:
    """The tree with one thing changed somewhere."""
    places = [n for n in subtrees(node) if n.kind == "scalar" and n.head != "oo"]
    target = rng.choice(places)
    change = rng.choice(MUTATIONS)
    try:
        return _exchange(node, target, change, top=True)
    except NotationError:
        return None


def _exchange(node: Expr, target: Expr, change: str, top: bool = False) -> Expr:
    if node is target:
        return _changed(node, change)
    if not node.args:
        return node
    return Expr(node.head, tuple(_exchange(x, target, change) for x in node.args), node.data)


def _changed(node: Expr, change: str) -> Expr:
    head, args = node.head, node.args
    if change == "negate":
        return -node
    if change == "twice":
        return 2 * node
    if change == "plus one":
        return node + 1
    if change == "swap index" and head == "at":
        return args[0][j if args[1].data != j.data else i]
    if change == "drop below" and head == "div":
        return args[0]
    if change == "delta" and head == "delta":
        return num(1)
    if change == "operator" and head in ("add", "sub", "mul"):
        return Expr({"add": "sub", "sub": "add", "mul": "add"}[head], args)
    if change == "unwrap" and head in ("exp", "log", "neg") and args[0].kind == "scalar":
        return args[0]
    return node * delta(i, j) if change == "delta" else node * z[i]


def really_false(above: Expr, below: Expr, statement: Statement) -> Point | None:
    """A point where the independent evaluator sees the two differ, among the first few."""
    for point in POINTS[:8]:
        try:
            one, other = value_at(above, point, statement), value_at(below, point, statement)
        except (OverflowError, MemoryError):
            continue
        if one is None or other is None:
            continue
        # Derivatives are by differences there, so two zeros may differ by 1e-50.
        if abs(one - other) > max(1e-6 * max(abs(one), abs(other)), 1e-25):
            return point
    return None


def plain(node: Expr) -> bool:
    """Quick for the independent evaluator (it integrates and differentiates by brute force)."""
    return not any(n.head == "int" for n in subtrees(node)) and node.nest[2] <= 1


def false_steps(count: int, seed: int) -> Counter[str]:
    """Verdicts on random steps that are false at 30 digits by the independent evaluator."""
    seen: Counter[str] = Counter()
    done = 0
    for rng, node in starting_points(20 * count, seed):
        rule = rng.choice(USABLE)
        image = rewritten(node, rule, rng)
        below = mutated(image, rng) if image is not None else None
        if below is None or not plain(node) or not plain(below):
            continue
        statement, report = verdict(node, below, rule.name)
        line = report.lines[0]
        if line.verdict == FALSE:
            assert confirms_false(statement, report, 0), report.to_text()
        elif really_false(node, below, statement) is None:
            continue  # the mutation happens to keep the value
        assert line.verdict != FOLLOWS, report.to_text()
        seen[line.verdict] += 1
        done += 1
        if done == count:
            break
    assert done == count
    return seen


def few_undecided(seen: Counter[str]) -> bool:
    return sum(n for key, n in seen.items() if UNDECIDED in key) <= 0.02 * seen.total()


def follows_by_its_rule(seen: Counter[str]) -> bool:
    """At most 3 % of the true steps by one rule are refused as not by that rule."""
    one = {key: n for key, n in seen.items() if key.startswith("one rule")}
    return one[f"one rule: {FOLLOWS}"] >= 0.97 * sum(one.values())


def test_no_random_true_step_is_called_false() -> None:
    seen = true_steps(200, seed=1)
    assert few_undecided(seen), seen
    assert follows_by_its_rule(seen), seen


def test_no_random_false_step_follows() -> None:
    seen = false_steps(200, seed=2)
    assert few_undecided(seen), seen
    assert seen[FALSE] >= 190, seen


@pytest.mark.full
def test_no_random_true_step_of_many_is_called_false() -> None:
    seen = true_steps(2_000, seed=3)
    assert few_undecided(seen), seen
    assert follows_by_its_rule(seen), seen


@pytest.mark.full
def test_no_random_false_step_of_many_follows() -> None:
    seen = false_steps(2_000, seed=4)
    assert few_undecided(seen), seen
    assert seen[FALSE] >= 1_900, seen
