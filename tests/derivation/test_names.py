"""A rule goes by any name a teacher would read as that rule, and by no name that means another one."""

from __future__ import annotations

import pytest

from course_utils.derivation import (
    RULES,
    K,
    Lemma,
    Statement,
    Sum,
    check_proof,
    derive,
    exp,
    indices,
    reals,
    softmax,
    vectors,
)
from course_utils.derivation.names import _SAME_RULE, meant, name_key
from course_utils.derivation.report import FOLLOWS, NOT_BY_RULE

z = vectors("z")
c, d = reals("c d")
i = indices("i")
Z = Sum(exp(z[k]) for k in K)

SAME = {
    "constant out of the sum": "constant out of a sum",
    "Constants out of a sum": "constant out of a sum",
    "pull out the constants": "constant out of a sum",
    "exp of sum": "exp of a sum",
    "exponential of a sum": "exp of a sum",
    "exp of sums": "exp of a sum",
    "exp of a difference": "exp of a sum",
    "definition of softmax": "definition",
    "by the definition of p": "definition",
    "Definitions": "definition",
    "cancelling": "cancel",
    "canceling": "cancel",
    "by cancelling": "cancel",
    "exp and log": "exp and log undo each other",
    "log and exp undo each other": "exp and log undo each other",
    "log of a fraction": "log of a product",
    "logarithm of the product": "log of a product",
    "splitting the sum": "split the sum",
    "split sums": "split the sum",
    "swapping sums": "swap the sums",
    "the quotient rule": "quotient rule",
    "derivative of the exponential": "derivative of exp",
    "derivative of a logarithm": "derivative of log",
    "derivative of variables": "derivative of a variable",
    "common denominators": "common denominator",
    "case i = j": "case",
    "Case: i ≠ j": "case",
    "writing out the sum": "write out the sum",
    "constant out of the integral": "constant out of an integral",
    "sum to one": "sums to one",
    "power": "powers",
    "collect with the delta": "collect with delta",
}
OTHER = (
    "simplify", "algebra rule", "product", "sum", "exp", "log", "log of a sum", "exp of a product",
    "derivative", "constant out of a product", "sums of exp", "one", "a", "", "cancel the sum", "chain",
    "out of a sum",
)  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_a_near_synonym_names_the_rule(name: str) -> None:
    assert meant(name, RULES) == SAME[name]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_named_by_its_own_name_in_any_writing(rule: str) -> None:
    for name in (rule, rule.upper(), f"by {rule}", f"  the {rule}.", rule.replace(" ", "  ")):
        assert meant(name, RULES) == rule


@pytest.mark.parametrize("name", OTHER)
def test_a_name_that_is_no_rule_does_not_become_one(name: str) -> None:
    assert meant(name, RULES) not in RULES


def test_no_two_rules_share_a_name_and_every_other_name_leads_to_a_rule() -> None:
    keys = [name_key(rule) for rule in RULES]
    assert len(set(keys)) == len(keys)
    assert set(_SAME_RULE.values()) <= set(RULES)
    assert not {name_key(name) for name in _SAME_RULE} & set(keys)


def test_a_proof_may_use_the_near_names() -> None:
    start = softmax(z + c)[i]
    statement = Statement(start, softmax(z)[i] * 1, rules=tuple(RULES), definitions=(softmax,))
    proof = derive(
        start,
        (exp(z[i] + c) / Sum(exp(z[k] + c) for k in K), "definition of softmax"),
        (exp(c) * exp(z[i]) / Sum(exp(c) * exp(z[k]) for k in K), "exponential of sums"),
        (exp(c) * exp(z[i]) / (exp(c) * Z), "constants out of the sum"),
        (exp(z[i]) / Z, "cancelling"),
        (softmax(z)[i], "definition of softmax"),
    )
    assert check_proof(statement, proof).overall == "right"


def test_a_name_of_another_rule_is_still_refused() -> None:
    statement = Statement(exp(c + d), c, rules=tuple(RULES))
    for name in (
        "product of exponentials",
        "exp of a product",
        "cancelling",
        "definition of exp",
        "powers of e",
    ):
        line = check_proof(statement, derive(statement.start, (exp(c) * exp(d), name))).lines[0]
        assert line.verdict == NOT_BY_RULE, name


def test_a_lemma_is_cited_in_other_words_too_and_shown_by_its_own_name() -> None:
    lemma = Lemma("Translation invariance", softmax(z + c)[i], softmax(z)[i], params=(z, c, i))
    statement = Statement(
        softmax(z + d)[i] * d, d, rules=("cancel",), lemmas=(lemma,), definitions=(softmax,)
    )
    below = softmax(z)[i] * d
    named = check_proof(statement, derive(statement.start, (below, "the translation invariance")))
    assert named.lines[0].verdict == FOLLOWS
    wrong = check_proof(statement, derive(statement.start, (below, "cancel")))
    assert wrong.lines[0].suggested == ("Translation invariance",)
