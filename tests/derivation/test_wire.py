"""What crosses the wall: the same proof comes out, and a hostile tree is refused quickly, in little
memory.
"""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from course_utils.derivation import EvidenceError, NotationError, check_proof, decode, encode
from course_utils.derivation.walk import skeleton
from course_utils.derivation.wire import MAX_BYTES
from tests.derivation.proofs.every import EXERCISES

ONE = ["num", 1, 1]
Z = ["sym", "z", "vector"]
C = ["sym", "c", "real"]
I = ["sym", "i", "index"]  # noqa: E741


def proof_of(tree: Any) -> dict[str, Any]:
    return {"version": 1, "start": tree, "lines": [{"expr": tree, "rule": "cancel"}]}


def nested(head: str, times: int, leaf: Any = C) -> Any:
    tree = leaf
    for _ in range(times):
        tree = [head, tree]
    return tree


def tower() -> Any:
    tree = ["num", 9, 1]
    for _ in range(30):
        tree = ["pow", ["num", 9, 1], tree]
    return tree


def million() -> Any:
    level: list[Any] = [C] * 2**19
    while len(level) > 1:
        level = [["add", level[n], level[n + 1]] for n in range(0, len(level), 2)]
    return level[0]


def wide_binary(levels: int) -> Any:
    tree: Any = C
    for _ in range(levels):
        tree = ["add", tree, tree]  # shared in Python: 2^levels nodes as a tree
    return tree


def sums(times: int, head: str = "sum") -> Any:
    tree: Any = ["at", Z, ["bound", 0]]
    for _ in range(times):
        tree = [head, "k", tree]
    return tree


def derivatives(times: int) -> Any:
    tree: Any = ["exp", C]
    for _ in range(times):
        tree = ["D", tree, C]
    return tree


def integrals(times: int) -> Any:
    tree: Any = ["exp", C]
    for _ in range(times):
        tree = ["int", "x", tree, ["num", 0, 1], ONE]
    return tree


HOSTILE: dict[str, Callable[[], Any]] = {
    "tower of powers": tower,
    "a million nodes": million,
    "doubling sharings": lambda: wide_binary(60),
    "deep": lambda: nested("exp", 100_000),
    "nested derivatives": lambda: derivatives(6),
    "nested integrals": lambda: integrals(3),
    "nested sums": lambda: sums(7),
    "unknown head": lambda: ["eval", "__import__('os').system('true')"],
    "head is a list": lambda: [["add"], C, C],
    "no head": lambda: [],
    "a string": lambda: "1+1",
    "a number": lambda: 7,
    "nothing": lambda: None,
    "a vector line": lambda: Z,
    "an index line": lambda: I,
    "index as a number": lambda: ["add", I, ONE],
    "entry of a number": lambda: ["at", C, I],
    "entry by a number": lambda: ["at", Z, C],
    "derivative by an expression": lambda: ["D", ["exp", C], ["exp", C]],
    "unknown sort": lambda: ["sym", "c", "matrix"],
    "name that is markup": lambda: ["sym", "<img src=x onerror=alert(1)>", "real"],
    "name of a thousand letters": lambda: ["sym", "a" * 1000, "real"],
    "name with a newline": lambda: ["sym", "c\n", "real"],
    "name that is a number": lambda: ["sym", 3, "real"],
    "loose bound variable": lambda: ["at", Z, ["bound", 0]],
    "negative bound variable": lambda: ["sum", "k", ["at", Z, ["bound", -1]]],
    "bound variable of the wrong kind": lambda: ["sum", "k", ["add", ["bound", 0], ONE]],
    "division by a zero denominator": lambda: ["num", 1, 0],
    "negative denominator": lambda: ["num", 1, -2],
    "huge numeral": lambda: ["num", 10**30, 1],
    "numeral as text": lambda: ["num", "1", 1],
    "numeral as float": lambda: ["num", 1.5, 1],
    "numeral as bool": lambda: ["num", True, 1],
    "huge exponent": lambda: ["pow", C, ["num", 10**6, 1]],
    "class 0": lambda: ["at", Z, ["lit", 0]],
    "class 10^9": lambda: ["at", Z, ["lit", 10**9]],
    "infinity in a sum": lambda: ["add", ["oo"], ONE],
    "infinity as a line": lambda: ["oo"],
    "missing argument": lambda: ["add", C],
    "too many arguments": lambda: ["exp", C, C],
    "function without arguments": lambda: ["fn", "softmax", "vector"],
    "function of unknown kind": lambda: ["fn", "softmax", "matrix", Z],
    "sum without a body": lambda: ["sum", "k"],
    "integral without ends": lambda: ["int", "x", C],
    "sum that leaves out itself": lambda: ["sum", "k", ONE, ["bound", 0]],
    "number with parts": lambda: ["num", 1, 1, C],
    "symbol with parts": lambda: ["sym", "c", "real", C],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_tree_is_refused_in_under_a_second_with_one_sentence(name: str) -> None:
    data = proof_of(HOSTILE[name]())
    began = time.perf_counter()
    with pytest.raises(EvidenceError) as caught:
        decode(data)
    assert time.perf_counter() - began < 1.0
    assert 10 < len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["a million nodes", "doubling sharings", "deep"])
def test_refusing_takes_little_memory(name: str) -> None:
    data = proof_of(HOSTILE[name]())
    tracemalloc.start()
    with pytest.raises(EvidenceError):
        decode(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 2**20


ENVELOPES = {
    "no version": {"start": C, "lines": []},
    "other version": {"version": 2, "start": C, "lines": []},
    "a list": [1],
    "extra parts": {"version": 1, "start": C, "lines": [], "extra": 1},
    "lines not a list": {"version": 1, "start": C, "lines": {}},
    "61 lines": {"version": 1, "start": C, "lines": [{"expr": C, "rule": "x"}] * 61},
    "line without a rule": {"version": 1, "start": C, "lines": [{"expr": C}]},
    "rule not text": {"version": 1, "start": C, "lines": [{"expr": C, "rule": 3}]},
    "rule too long": {"version": 1, "start": C, "lines": [{"expr": C, "rule": "x" * 61}]},
    "change not complete": {
        "version": 1,
        "start": C,
        "lines": [{"expr": C, "rule": "substitution", "change": {}}],
    },
    "change with a bad name": {
        "version": 1,
        "start": C,
        "lines": [{"expr": C, "rule": "substitution", "change": {"name": "a b", "new": ["bound", 0]}}],
    },
    "split by numbers": {
        "version": 1,
        "start": C,
        "conclusion": C,
        "split": [C, C],
        "equal": {},
        "different": {},
    },
    "text that is not JSON": "{",
    "bytes that are not text": b"\xff\xfe\x00",
    "deep JSON": "[" * 50_000 + "]" * 50_000,
    "long JSON": "[" + "1," * MAX_BYTES + "1]",
    "a huge number": '{"version": ' + "9" * 5000 + "}",
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_a_malformed_proof_is_refused_with_one_sentence(name: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        decode(ENVELOPES[name])
    assert 10 < len(str(caught.value)) < 300


def heavy(tree: Any, rule: str) -> Any:
    return {"version": 1, "start": tree, "lines": [{"expr": ["add", tree, ONE], "rule": rule}] * 1}


def exponent_blowup() -> Any:
    tree: Any = ["num", 999_999_999, 1]
    for _ in range(5):
        tree = ["pow", tree, ["num", 64, 1]]
    return tree


def polynomial_blowup() -> Any:
    bracket: Any = C
    for name in "abdefgh":
        bracket = ["add", bracket, ["sym", name, "real"]]
    return ["pow", ["pow", bracket, ["num", 64, 1]], ["num", 64, 1]]


def nested_softmax() -> Any:
    vector: Any = Z
    for _ in range(30):
        vector = ["fn", "softmax", "vector", vector]
    return ["at", vector, I]


def nested_sums_of_sums() -> Any:
    bodies: Any = ["at", Z, ["bound", 3]]
    for level in range(3):
        bodies = ["add", bodies, ["mul", ["at", Z, ["bound", level]], bodies]]
    for _ in range(4):
        bodies = ["sum", "k", bodies]
    return ["exp", bodies]


def derivative_of_many() -> Any:
    product: Any = ["exp", C]
    for _ in range(30):
        product = ["mul", ["exp", ["mul", C, C]], product]
    for _ in range(3):
        product = ["D", product, C]
    return product


def integral_of_many() -> Any:
    body: Any = ["bound", 0]
    for _ in range(15):
        body = ["exp", ["neg", body]]
    return ["int", "x", body, ["neg", ["oo"]], ["oo"]]


HEAVY: dict[str, Callable[[], Any]] = {
    "exponents of numbers": exponent_blowup,
    "a power of a power of a sum": polynomial_blowup,
    "softmax of softmax of ...": nested_softmax,
    "sums in sums in sums": nested_sums_of_sums,
    "three derivatives of a long product": derivative_of_many,
    "an integral of towers of exp": integral_of_many,
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_well_formed_but_heavy_tree_never_takes_five_seconds(name: str) -> None:
    from course_utils.derivation import RULES, Statement, softmax
    from course_utils.derivation.errors import StatementError

    proof = decode(heavy(HEAVY[name](), "expand"))
    names = [n for n in RULES if n != "substitution"]
    try:
        statement = Statement(proof.start, proof.start + 2, rules=tuple(names), definitions=(softmax,))
    except StatementError:
        pytest.fail("the statement should be declarable")
    began = time.perf_counter()
    report = check_proof(statement, proof)
    assert time.perf_counter() - began < 5.0
    assert report.overall in ("wrong", "undecided")


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_a_proof_comes_back_from_json_as_it_was_typed(exercise) -> None:
    for proof in (exercise.solution, *exercise.others):
        data = encode(proof)
        text = json.dumps(data)
        again = decode(text)
        assert encode(again) == data
        assert skeleton(again.start) == skeleton(proof.start)
        assert repr(again) == repr(proof)
        assert len(text) < MAX_BYTES / 4


def test_the_same_proof_gives_the_same_bytes() -> None:
    from tests.derivation.proofs import basics

    first, second = (json.dumps(encode(basics.sums_to_one().solution)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("thing", [None, 3, "exp(c)", [], EXERCISES[0].statement.start])
def test_what_is_not_a_proof_is_not_encoded(thing: Any) -> None:
    with pytest.raises(NotationError, match="derive"):
        encode(thing)
