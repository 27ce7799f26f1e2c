"""Each named rule: a line it allows, a true line it does not, in both directions; and what a line may not
do.
"""

from __future__ import annotations

import pytest

from course_utils.derivation import (
    LSE,
    RULES,
    D,
    Definition,
    Int,
    K,
    Lemma,
    NotationError,
    Prod,
    Statement,
    StatementError,
    Sum,
    between,
    check_proof,
    delta,
    derive,
    distinct,
    distributions,
    exp,
    indices,
    log,
    num,
    oo,
    positives,
    reals,
    same,
    softmax,
    substitution,
    validate,
    vectors,
)
from course_utils.derivation.report import (
    FALSE,
    FOLLOWS,
    NOT_BY_RULE,
    NOT_JUDGED,
    RIGHT,
    UNDECIDED,
    UNREADABLE,
    WRONG,
)

z, w = vectors("z w")
y = distributions("y")
i, j = indices("i j")
c, d, x = reals("c d x")
a, b = positives("a b")
p = softmax(z)
Z = Sum(exp(z[k]) for k in K)
DEFINITIONS = (softmax, LSE)
EVERY_RULE = tuple(RULES)

#: rule: (above, below, a line that is also true but is not this rule's)
EXAMPLES = {
    "rearrange": (c + d * 2, 2 * d + c, None),
    "definition": (p[i] * c, exp(z[i]) / Z * c, p[i] * c * 1 / 1),
    "exp of a sum": (exp(c + d), exp(c) * exp(d), 1 / exp(-(c + d)) * (c / c)),
    "constant out of a sum": (
        Sum(c * z[k] for k in K),
        c * Sum(z[k] for k in K),
        Sum(c * z[k] + 0 for k in K),
    ),
    "split the sum": (
        Sum(z[k] + w[k] for k in K),
        Sum(z[k] for k in K) + Sum(w[k] for k in K),
        Sum(w[k] + z[k] for k in K),
    ),
    "swap the sums": (
        Sum(Sum(z[k] * w[m] * exp(z[k] * w[m]) for m in K) for k in K),
        Sum(Sum(z[k] * w[m] * exp(z[k] * w[m]) for k in K) for m in K),
        Sum(Sum(w[m] * z[k] * exp(w[m] * z[k]) for m in K) for k in K),
    ),
    "cancel": (c * d / (c * z[i]), d / z[i], (c * d + c) / (c * z[i]) - 1 / z[i]),
    "expand": (c * (d + 1), c * d + c, c * (1 + d)),
    "factor": (c * d + c * z[i], c * (d + z[i]), (c / c) * (c * d + c * z[i])),
    "common denominator": (c / a + d / b, (c * b + d * a) / (a * b), d / b + c / a),
    "algebra": ((c**2 - d**2) / (c - d), c + d, None),
    "exp and log undo each other": (exp(log(a)) + c, a + c, exp(log(a) + c - c) + c),
    "log of a product": (log(a * b), log(a) + log(b), log(b * a)),
    "powers": (a**c * a**d, a ** (c + d), a**d * a**c),
    "quotient rule": (
        D(c**2 / exp(c), c),
        (D(c**2, c) * exp(c) - c**2 * D(exp(c), c)) / exp(c) ** 2,
        D(c * c / exp(c), c),
    ),
    "product rule": (D(c * exp(c), c), D(c, c) * exp(c) + c * D(exp(c), c), D(exp(c) * c, c)),
    "chain rule": (D(exp(c**2), c), exp(c**2) * D(c**2, c), D(exp(c * c), c)),
    "derivative of exp": (D(exp(c), c), exp(c), D(exp(c) * 1, c)),
    "derivative of log": (D(log(Z), z[j]), D(Z, z[j]) / Z, D(log(Z) * 1, z[j])),
    "derivative of a sum": (D(Z, z[j]), exp(z[j]), D(Z + 0, z[j])),
    "derivative of a variable": (D(z[i], z[j]), delta(i, j), D(1 * z[i], z[j])),
    "differentiate": (D(exp(c) / (1 + exp(c)), c), exp(c) / (1 + exp(c)) ** 2, D(exp(c) / (exp(c) + 1), c)),
    "delta picks one term": (Sum(delta(k, i) * z[k] for k in K), z[i], Sum(z[k] * delta(k, i) for k in K)),
    "collect with delta": (delta(i, j) * z[j] - z[j] * w[i], delta(i, j) * z[i] - z[j] * w[i], None),
    "case": (delta(i, j) * c + d, d, d + delta(i, j) * c * 1),
    "write out the sum": (Sum(z[k] for k in K), z[1] + z[2], Sum(1 * z[k] for k in K)),
    "split off a term": (
        Sum(z[k] for k in K),
        z[i] + Sum(z[k] for k in K if k != i),
        Sum(1 * z[k] for k in K),
    ),
    "sums to one": (c * Sum(y[k] for k in K), c, Sum(y[k] for k in K) * c),
    "product of exponentials": (
        Prod(exp(z[k]) for k in K),
        exp(Sum(z[k] for k in K)),
        Prod(exp(z[k] * 1) for k in K),
    ),
    "split the product": (
        Prod(a * exp(z[k]) for k in K),
        a**K * Prod(exp(z[k]) for k in K),
        Prod(exp(z[k]) * a for k in K),
    ),
    "constant out of an integral": (
        Int(c * exp(-x) for x in between(0, oo)),
        c * Int(exp(-x) for x in between(0, oo)),
        Int(exp(-x) * c for x in between(0, oo)),
    ),
    "split the integral": (
        Int(exp(-x) + x for x in between(0, 1)),
        Int(exp(-x) for x in between(0, 1)) + Int(x for x in between(0, 1)),
        Int(x + exp(-x) for x in between(0, 1)),
    ),
    "integral of an exponential": (
        Int(exp(-a * x) for x in between(0, oo)),
        1 / a,
        Int(exp(-x * a) for x in between(0, oo)),
    ),
    "integral of a power": (Int(x**2 for x in between(0, a)), a**3 / 3, Int(x * x for x in between(0, a))),
    "substitution": (
        Int(exp(-2 * x) * 2 for x in between(0, oo)),
        Int(exp(-x) for x in between(0, oo)),
        None,
    ),
}


def statement(above: object, below: object, **more: object) -> Statement:
    defaults: dict = {"rules": EVERY_RULE, "definitions": DEFINITIONS}
    return Statement(above, below, **{**defaults, **more})  # type: ignore[arg-type]


def options(rule: str) -> dict:
    if rule == "write out the sum":
        return {"classes": 2}
    return {"conditions": (distinct(i, j),)} if rule == "case" else {}


def verdict(above: object, below: object, rule: object, **more: object):
    """The report on one line; the statement's goal is elsewhere."""
    return check_proof(statement(above, above + below + 1, **more), derive(above, (below, rule))).lines[0]


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == set(RULES)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_allows_its_step_in_both_directions(rule: str) -> None:
    above, below, _ = EXAMPLES[rule]
    if rule == "substitution":
        name = substitution(lambda x: 2 * x)
        assert verdict(above, below, name).verdict == FOLLOWS
        return
    assert verdict(above, below, rule, **options(rule)).verdict == FOLLOWS
    assert verdict(below, above, rule, **options(rule)).verdict == FOLLOWS


@pytest.mark.parametrize("rule", [r for r, e in EXAMPLES.items() if e[2] is not None])
def test_a_rule_does_not_allow_a_true_step_that_is_not_its_own(rule: str) -> None:
    above, _, other = EXAMPLES[rule]
    found = verdict(above, other, rule, **options(rule))
    assert found.verdict == NOT_BY_RULE
    assert "numbers" in found.message


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_does_not_allow_a_false_step(rule: str) -> None:
    above, below, _ = EXAMPLES[rule]
    found = verdict(
        above, below + 1, rule if rule != "substitution" else substitution(lambda x: 2 * x), **options(rule)
    )
    assert found.verdict == FALSE
    assert found.counterexample is not None
    assert found.counterexample.above in found.message


#: Rules that mean the same to a teacher, or of which one contains the other.
SYNONYMS = [
    {"expand", "factor", "common denominator", "algebra", "cancel", "collect with delta", "split the sum"},
    {"rearrange", "algebra"},
    {"constant out of a sum", "split the sum", "delta picks one term", "factor"},
    {"exp of a sum", "powers", "exp and log undo each other"},
    {
        "chain rule",
        "derivative of exp",
        "derivative of log",
        "derivative of a sum",
        "derivative of a variable",
        "differentiate",
    },
    {"quotient rule", "product rule", "differentiate"},
    {"delta picks one term", "collect with delta", "case", "derivative of a variable"},
    {"constant out of an integral", "split the integral"},
    {"algebra", "common denominator", "collect with delta", "case"},
]


@pytest.mark.parametrize("rule", [r for r in EXAMPLES if r != "substitution"])
def test_no_other_rule_allows_the_step_unless_it_is_a_synonym(rule: str) -> None:
    above, below, _ = EXAMPLES[rule]
    accepted = {
        name
        for name in EXAMPLES
        if name not in (rule, "substitution")
        and verdict(above, below, name, **options(rule)).verdict == FOLLOWS
    }
    allowed = set().union(*(group for group in SYNONYMS if rule in group))
    assert accepted <= allowed, accepted - allowed


def test_the_rule_that_fits_is_named() -> None:
    found = verdict(exp(c + d), exp(c) * exp(d), "cancel")
    assert found.suggested == ("exp of a sum",)
    assert '"exp of a sum"' in found.message


def test_two_steps_at_once_are_named_in_order() -> None:
    found = verdict(exp(z[i] + c) / exp(c + d), exp(z[i]) / exp(d) + Sum(0 * y[k] for k in K), "definition")
    assert found.verdict == NOT_BY_RULE
    two = verdict(
        log(a * b) + Sum(c * z[k] for k in K), log(a) + log(b) + c * Sum(z[k] for k in K), "log of a product"
    )
    assert set(two.suggested) == {"log of a product", "constant out of a sum"}
    assert "two steps at once" in two.message


def test_more_than_two_steps_are_said_to_be_that() -> None:
    above = log(a * b) + Sum(c * z[k] for k in K) + exp(c + d) + p[i]
    below = log(a) + log(b) + c * Sum(z[k] for k in K) + exp(c) * exp(d) + exp(z[i]) / Z
    found = verdict(above, below, "log of a product")
    assert found.suggested == ()
    assert "more than two steps" in found.message or "jumps from the start" in found.message


def test_a_substitution_by_name_alone_is_asked_for_its_variable_and_nothing_else() -> None:
    above = Int(exp(-x) * exp(-exp(-x) * Z) for x in between(-oo, oo))
    below = Int(exp(-t * Z) for t in between(0, oo))
    found = verdict(above, below, "substitution")
    assert found.verdict == NOT_BY_RULE
    assert found.message.endswith("Say what the new variable is: substitution(lambda x: exp(-x)).")
    assert verdict(above, below, substitution(lambda x: exp(-x))).verdict == FOLLOWS


def test_a_new_variable_may_turn_an_end_at_zero_over_to_infinity() -> None:
    slow = Int(exp(-Z / t) / t**2 for t in between(0, oo))
    turned = Int(exp(-Z * t) for t in between(0, oo))
    over = substitution(lambda t: 1 / t)
    assert verdict(slow, turned, over).verdict == FOLLOWS
    assert verdict(turned, slow, over).verdict == FOLLOWS
    below_zero = Int(exp(Z / t) / t**2 for t in between(-oo, 0))
    assert verdict(below_zero, Int(exp(Z * t) for t in between(-oo, 0)), over).verdict == FOLLOWS
    assert verdict(slow, Int(exp(-Z * t) for t in between(1, oo)), over).verdict == FALSE
    assert verdict(slow, Int(exp(-Z * t) for t in between(0, oo)), substitution(lambda t: 2 / t)).verdict == (
        NOT_BY_RULE
    )


def test_an_integrand_that_falls_like_a_power_has_its_number() -> None:
    slow = Int(exp(-c / x) / x**2 for x in between(0, oo))
    assert verdict(slow, slow * 1.5, "rearrange").verdict == FALSE
    infinite = Int(exp(-c / x) / x for x in between(0, oo))
    assert "an infinite integral" in verdict(slow, infinite, "cancel").message


def test_a_misspelt_rule_is_answered_with_the_nearest_one() -> None:
    assert (
        'Did you mean "quotient rule"'
        in verdict(D(c / exp(c), c), c - c + D(c / exp(c), c) * 1, "quotent rule").message
    )


def test_upper_case_and_other_words_for_a_rule_are_understood() -> None:
    assert verdict(exp(c + d), exp(c) * exp(d), "Exp of a  SUM").verdict == FOLLOWS
    assert verdict(c * d + c, c * (d + 1), "factor out").verdict == FOLLOWS
    assert verdict(log(a / b), log(a) - log(b), "log of a quotient").verdict == FOLLOWS


def test_log_of_a_product_is_not_split_when_the_factors_may_be_negative() -> None:
    assert verdict(log(c * d), log(c) + log(d), "log of a product").verdict == FALSE
    assert verdict(log(a * c), log(a) + log(c), "log of a product").verdict == FOLLOWS


def test_a_line_with_a_value_nowhere_is_undecided_and_never_wrong() -> None:
    above, below = log(-p[i]) + c + d, d + log(-p[i]) + c
    report = check_proof(statement(above, 3 + above), derive(above, (below, "rearrange")))
    assert report.lines[0].verdict == UNDECIDED
    assert "no numbers" in report.lines[0].message


def test_a_line_for_three_classes_only_is_false_and_told_so() -> None:
    report = check_proof(statement(c * K, c + c + c + 0 * K), derive(c * K, (3 * c, "write out the sum")))
    line = report.lines[0]
    assert line.verdict == FALSE
    assert "holds for K = 3" in line.message


def test_one_special_class_is_not_a_proof_for_every_class() -> None:
    line = check_proof(statement(p[i], p[i] * 1 + 0), derive(p[i], (p[1], "rearrange"))).lines[0]
    assert line.verdict == UNREADABLE
    assert "special class" in line.message


def test_a_symbol_of_another_kind_or_an_unknown_one_is_not_let_in() -> None:
    for wrong in (
        vectors("c")[i],
        positives("c"),
        reals("q"),
        LSE(z) if False else Definition("f", (x,), x + 1)(c),
    ):
        line = check_proof(statement(c, 2 * c), derive(c, (wrong, "rearrange"))).lines[0]
        assert line.verdict == UNREADABLE


def test_free_algebra_lets_a_rule_tidy_up_but_not_replace_it() -> None:
    above, below = exp(z[i] + c) / (exp(c) * Z), exp(z[i]) / Z
    quotient = D(c**2 / exp(c), c)
    result = (2 * c - c**2) / exp(c)
    assert verdict(quotient, result, "quotient rule").verdict == FOLLOWS
    assert (
        verdict(Sum(c * z[k] for k in K) / c, Sum(z[k] for k in K), "constant out of a sum").verdict
        == NOT_BY_RULE
    )
    free = verdict(
        Sum(c * z[k] for k in K) / c, Sum(z[k] for k in K), "constant out of a sum", free_algebra=True
    )
    assert free.verdict == FOLLOWS
    assert verdict(c * (d + 1), c * d + c, "constant out of a sum", free_algebra=True).verdict == NOT_BY_RULE
    assert verdict(above, below, "exp of a sum").verdict == FOLLOWS


@pytest.mark.parametrize("rule", [r for r in EXAMPLES if r != "substitution"])
def test_free_algebra_accepts_whatever_is_accepted_without_it(rule: str) -> None:
    above, below, _ = EXAMPLES[rule]
    for one, other in ((above, below), (below, above)):
        assert verdict(one, other, rule, free_algebra=True, **options(rule)).verdict == FOLLOWS


def test_a_lemma_needs_its_conditions_and_its_sorts() -> None:
    apart = Lemma(
        "off the diagonal", D(p[i], z[j]), -p[i] * p[j], params=(z, i, j), conditions=(distinct(i, j),)
    )
    lines = derive(D(p[i], z[j]), (-p[i] * p[j], "off the diagonal"))
    known = Statement(
        lines.start,
        2 * p[i],
        rules=("cancel",),
        lemmas=(apart,),
        definitions=(softmax,),
        conditions=(distinct(i, j),),
    )
    assert check_proof(known, lines).lines[0].verdict == FOLLOWS
    unknown = Statement(
        lines.start, 2 * p[i] * p[j], rules=("cancel",), lemmas=(apart,), definitions=(softmax,)
    )
    assert check_proof(unknown, lines).lines[0].verdict == FALSE
    positive = Lemma("square root", (a**2) ** (num(1) / 2), a, params=(a,))
    root = derive((c**2) ** (num(1) / 2) * d, (c * d, "square root"))
    assert check_proof(statement(root.start, c * d, lemmas=(positive,)), root).lines[0].verdict == FALSE
    good = derive((exp(c) ** 2) ** (num(1) / 2) * d, (exp(c) * d, "square root"))
    assert (
        check_proof(statement(good.start, exp(c) * d * 2, lemmas=(positive,)), good).lines[0].verdict
        == FOLLOWS
    )


SHIFT = Lemma("translation invariance", softmax(z + c)[i], softmax(z)[i], params=(z, c, i))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (softmax(a * z + b * w + c * a + d * b)[i], softmax(a * z + b * w)[i]),
        (softmax(a * z + c * a + b * w + d * b)[i], softmax(a * z + b * w)[i]),
        (softmax(c * a + a * z + b * w + d * b)[i], softmax(a * z + c * a + b * w)[i]),
        (softmax(z - c)[i], softmax(z)[i]),
        (softmax(z - (c - w))[i], softmax(z + w)[i]),
        (softmax(z)[i], softmax(z - d + c)[i]),
        (
            softmax(z + c + w + d)[i] / softmax(z + c + w + d)[j],
            softmax(z + w)[i] / softmax(z + w)[j],
        ),
    ],
    ids=str,
)
def test_a_lemma_takes_several_terms_of_a_sum_in_any_order(above: object, below: object) -> None:
    assert verdict(above, below, "translation invariance", lemmas=(SHIFT,)).verdict == FOLLOWS
    assert verdict(below, above, "translation invariance", lemmas=(SHIFT,)).verdict == FOLLOWS


def test_a_lemma_takes_no_term_that_depends_on_the_class() -> None:
    above = softmax(a * z + b * w + c * a)[i]
    wrong = verdict(above, softmax(a * z)[i], "translation invariance", lemmas=(SHIFT,))
    assert wrong.verdict == FALSE
    inner = Sum(softmax(z + w[k])[i] for k in K)  # w[k] is constant within the softmax
    moved = verdict(inner, Sum(softmax(z)[i] for k in K), "translation invariance", lemmas=(SHIFT,))
    assert moved.verdict == FOLLOWS


def test_a_lemma_that_is_the_goal_is_found_at_declaration() -> None:
    lemma = Lemma("the goal itself", softmax(z + c)[i], softmax(z)[i], params=(z, c, i))
    with pytest.raises(StatementError, match="the goal itself"):
        validate(statement(softmax(z + c)[i], p[i], rules=("definition",), lemmas=(lemma,)))


def test_a_rule_that_bridges_the_whole_exercise_is_found_at_declaration() -> None:
    with pytest.raises(StatementError, match="differentiate"):
        validate(
            statement(
                D(exp(c) / (1 + exp(c)), c),
                exp(c) / (1 + exp(c)) ** 2,
                rules=("quotient rule", "differentiate"),
            )
        )


def test_a_false_or_empty_statement_is_found_at_declaration() -> None:
    with pytest.raises(StatementError, match="is false"):
        validate(statement(p[i], p[j]))
    with pytest.raises(StatementError, match="tidying"):
        validate(statement(c + d, d + c))


@pytest.mark.parametrize(
    ("declare", "sentence"),
    [
        (lambda: statement(c, d, rules=("exp of sum",)), "Did you mean 'exp of a sum'"),
        (lambda: statement(softmax(z), c), "must be numbers"),
        (lambda: statement(c, vectors("c")[i]), "is both"),
        (lambda: Statement(p[i], c, rules=("cancel",)), "not defined"),
        (lambda: statement(c, d, classes=99), "between 1 and 8"),
        (lambda: Definition("f", (c,), c + d), "not among its parameters"),
        (lambda: Lemma("l", c, d, params=(c, d)), "only on its right side"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused(declare, sentence: str) -> None:
    with pytest.raises((StatementError, NotationError), match=sentence):
        declare()


def test_the_wrong_start_the_missing_end_and_the_empty_proof_are_told_apart() -> None:
    exercise = statement(
        exp(c + d) * exp(c), exp(c) ** 2 * exp(d) + 0 * c, rules=("exp of a sum", "rearrange")
    )
    assert check_proof(exercise, None).overall == "not_attempted"
    assert check_proof(exercise, derive(exercise.start)).overall == "not_attempted"
    wrong_start = check_proof(exercise, derive(exp(d), (exp(d) * 1, "rearrange")))
    assert wrong_start.overall == WRONG
    assert "starts at" in wrong_start.message
    unfinished = check_proof(exercise, derive(exercise.start, (exp(c) * exp(d + c), "rearrange")))
    assert unfinished.overall == WRONG
    assert unfinished.first_bad is None
    assert "not finished" in unfinished.message
    finished = check_proof(exercise, derive(exercise.start, (exp(c) * exp(d) * exp(c), "exp of a sum")))
    assert finished.overall == RIGHT


def test_padding_with_zero_does_not_hide_a_circle() -> None:
    start = exp(c + d)
    chain = derive(
        start,
        (exp(c) * exp(d), "exp of a sum"),
        (exp(c) * exp(d) + 0, "rearrange"),
        (exp(d) * exp(c), "rearrange"),
    )
    report = check_proof(statement(start, 2 * start), chain)
    assert [line.verdict for line in report.lines] == [FOLLOWS, FOLLOWS, NOT_BY_RULE]
    back = derive(start, (exp(c) * exp(d), "exp of a sum"), (exp(d + c) + 0, "exp of a sum"))
    assert check_proof(statement(start, 2 * start), back).lines[1].verdict == NOT_BY_RULE


def two_outcomes(*lines: tuple[object, str]):
    """The verdicts on a chain from softmax(z)[2] with two classes, after its two first lines."""
    start, top, other = p[2], exp(z[2]), exp(z[1])
    chain = derive(start, (top / Z, "definition"), (top / (other + top), "write out the sum"), *lines)
    return [line.verdict for line in check_proof(statement(start, 2 * start, classes=2), chain).lines[2:]]


def test_dividing_top_and_bottom_is_progress_and_no_coming_back() -> None:
    top, other = exp(z[2]), exp(z[1])
    assert (
        two_outcomes(
            (top / top / ((other + top) / top), "common denominator"),
            (1 / ((other + top) / top), "cancel"),
            (1 / (other / top + top / top), "expand"),
            (1 / (other / top + 1), "cancel"),
        )
        == [FOLLOWS] * 4
    )


def test_a_loop_through_a_compound_fraction_is_still_a_loop() -> None:
    top, other = exp(z[2]), exp(z[1])
    found = two_outcomes(
        (1 / ((other + top) / top), "cancel"),
        (top / (top + other), "cancel"),  # line 2 again, in another order
        (1 / ((top + other) / top), "cancel"),  # line 3 again
        (top * 1 / (other + top), "rearrange"),
    )
    assert found == [FOLLOWS, NOT_BY_RULE, NOT_BY_RULE, NOT_BY_RULE]


def chain(*lines: tuple[object, str]):
    return check_proof(statement(exp(c + d), c), derive(exp(c + d), *lines))


def test_below_a_false_line_a_true_one_is_not_called_false() -> None:
    report = chain(
        (exp(c) * exp(d), "exp of a sum"),
        (exp(c) + exp(d), "exp of a sum"),
        (exp(d) + exp(c), "rearrange"),  # follows, though from a false line
        (exp(d) + exp(c) + 0 * d, "cancel"),  # equal to the false line, by another rule
        (exp(c + d), "rearrange"),  # the start again, so true
        (exp(d) * exp(c), "exp of a sum"),  # judged as ever: the line above is true
        (exp(d) * exp(c) + 1, "rearrange"),
        (exp(d) * exp(c) + 2, "rearrange"),  # false by itself as well
    )
    assert [line.verdict for line in report.lines] == [
        FOLLOWS, FALSE, FOLLOWS, NOT_JUDGED, NOT_JUDGED, NOT_BY_RULE, FALSE, FALSE,
    ]  # fmt: skip
    assert (report.overall, report.first_bad) == (WRONG, 1)
    assert report.lines[4].message == "It stands below a line that is false; mend that first."
    assert "This is line 1 again" in report.lines[5].message


def test_below_a_line_that_cannot_be_read_nothing_is_called_false() -> None:
    report = chain(
        (exp(c) * reals("q"), "exp of a sum"),
        (exp(c), "cancel"),
        (exp(c) * exp(d), "exp of a sum"),
        (exp(d) * exp(c), "rearrange"),
    )
    assert [line.verdict for line in report.lines] == [UNREADABLE, NOT_JUDGED, NOT_JUDGED, FOLLOWS]
    assert report.first_bad == 0
    assert report.message == "Line 1 cannot be read."
    assert report.lines[0].message == "q is not a symbol of this statement."
    assert "cannot be read" in report.lines[1].message


def test_below_an_undecided_line_a_true_one_is_not_called_false() -> None:
    huge = exp(exp(exp(exp(c + 9)))) - exp(exp(exp(exp(c + 9))))
    report = chain((exp(c + d) + huge, "algebra"), (exp(c + d) * 1, "algebra"))
    assert UNDECIDED in {line.verdict for line in report.lines}
    assert FALSE not in {line.verdict for line in report.lines}


def test_the_headline_is_short_and_the_line_says_why() -> None:
    report = chain((exp(c) * exp(d), "exp of a sum"), (exp(c) + exp(d), "exp of a sum"))
    assert report.message == "Line 2 is false. The line before it holds."
    assert report.lines[1].why == '"exp of a sum" says: exp(a + b) = exp(a)·exp(b), and exp(-a) = 1/exp(a).'
    assert report.lines[1].message.startswith("At K = 2, c = 2, d = 3 the line above is ")
    assert chain((exp(c) + exp(d), "exp of a sum")).message == "Line 1 is false."
    three = chain(
        (exp(c) * exp(d), "exp of a sum"), (exp(d) * exp(c), "rearrange"), (exp(d) - exp(c), "rearrange")
    )
    assert three.message == "Line 3 is false. The 2 lines before it hold."


def test_what_runs_out_of_work_is_undecided() -> None:
    from course_utils.derivation import Budget

    above, below = exp(c + d), exp(c) * exp(d)
    report = check_proof(
        statement(above, below), derive(above, (below, "exp of a sum")), Budget(line=60, proof=10_000)
    )
    assert report.overall == "undecided"


def test_verdicts_are_the_same_every_time() -> None:
    from tests.derivation.proofs.jacobian import with_delta

    exercise = with_delta()
    texts = {
        check_proof(exercise.statement, b.proof).to_text()
        for b in list(exercise.broken.values())[:1]
        for _ in range(3)
    }
    assert len(texts) == 1


def test_conditions_read_as_mathematics() -> None:
    assert str(distinct(i, j)) == "i ≠ j"
    assert str(same(i, j)) == "i = j"
