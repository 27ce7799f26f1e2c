"""A proof as plain data (JSON) and back, with hard limits.

A tree is a list: its head, then its plain values, then its arguments. Nothing is ever evaluated; a head
that is not in the closed table, a wrong sort, a tree that is too large or too deep, all end in one
EvidenceError with one sentence. Bound variables are numbered by the binder's depth, so that the same
proof gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from course_utils.derivation.definitions import same
from course_utils.derivation.errors import EvidenceError, NotationError
from course_utils.derivation.proofs import MAX_LINES, MAX_RULE_NAME, CaseProof, Line, LineProof, Proof
from course_utils.derivation.tree import BINDERS, HEADS, MAX_DEPTH, Expr, bound_variable

VERSION = 1
#: No proof of the course comes near these.
MAX_PROOF_NODES = 6000
MAX_BYTES = 64 * 1024
_PLAIN = {"num": 2, "sym": 2, "K": 0, "oo": 0, "bound": 1, "lit": 1, "fn": 2, "sum": 1, "prod": 1, "int": 1}


def encode(proof: Proof) -> dict[str, Any]:
    """The proof as JSON-able data: dicts, lists, strings and whole numbers only.

    Raises NotationError with one sentence when it is not a proof.
    """
    if not isinstance(proof, CaseProof | LineProof):
        raise NotationError("A proof is written with derive(...), or with cases(...) for a proof by cases.")
    if isinstance(proof, CaseProof):
        return {
            "version": VERSION,
            "start": encode_tree(proof.start),
            "conclusion": encode_tree(proof.conclusion),
            "split": [encode_tree(proof.split.left), encode_tree(proof.split.right)],
            "equal": _encode_lines(proof.equal),
            "different": _encode_lines(proof.different),
        }
    return {"version": VERSION, **_encode_lines(proof)}


def _encode_lines(proof: LineProof) -> dict[str, Any]:
    return {"start": encode_tree(proof.start), "lines": [_encode_line(line) for line in proof.lines]}


def _encode_line(line: Line) -> dict[str, Any]:
    data: dict[str, Any] = {"expr": encode_tree(line.expr), "rule": line.rule}
    if line.change is not None:
        new, old = line.change
        data["change"] = {"name": old.data[1], "new": encode_tree(new, {old.data[0]: 0})}
    return data


def encode_tree(node: Expr, levels: Mapping[int, int] | None = None) -> list[Any]:
    """One tree as nested lists."""
    levels = levels or {}
    head, data = node.head, node.data
    if head == "num":
        return ["num", data.numerator, data.denominator]
    if head == "bound":
        return ["bound", levels[data[0]]]
    if head in BINDERS:
        inner = {**levels, data[0]: len(levels)}
        return [
            head,
            data[1],
            encode_tree(node.args[0], inner),
            *(encode_tree(a, levels) for a in node.args[1:]),
        ]
    plain = () if data is None else (data,) if isinstance(data, int) else data
    return [head, *plain, *(encode_tree(a, levels) for a in node.args)]


class _Reader:
    """Reads trees, counting nodes over the whole proof."""

    def __init__(self) -> None:
        self.left = MAX_PROOF_NODES

    def tree(self, data: Any, bound: tuple[Expr, ...] = (), depth: int = 0) -> Expr:
        self.left -= 1
        if self.left < 0:
            raise EvidenceError(f"The proof is too large: more than {MAX_PROOF_NODES} symbols.")
        if depth >= MAX_DEPTH:
            raise EvidenceError(f"A line is nested too deeply: more than {MAX_DEPTH} levels.")
        if (
            type(data) is not list
            or not data
            or len(data) > 12
            or type(data[0]) is not str
            or data[0] not in HEADS
        ):
            raise EvidenceError("A part of the proof is not an expression of this notation.")
        head = data[0]
        count = _PLAIN.get(head, 0)
        plain, rest = data[1 : 1 + count], data[1 + count :]
        if len(plain) != count or not all(type(p) in (str, int) for p in plain):
            raise EvidenceError(f"A {head} in the proof is not complete.")
        if head in BINDERS:
            return self._binder(head, plain[0], rest, bound, depth)
        if head == "bound":
            if type(plain[0]) is not int or not 0 <= plain[0] < len(bound) or rest:
                raise EvidenceError("A bound variable stands outside of its sum.")
            return bound[plain[0]]
        args = tuple(self.tree(part, bound, depth + 1) for part in rest)
        return Expr(head, args, _leaf_data(head, plain, bool(rest)))

    def _binder(self, head: str, name: Any, rest: list[Any], bound: tuple[Expr, ...], depth: int) -> Expr:
        if not rest or type(name) is not str:
            raise EvidenceError(f"A {head} in the proof is not complete.")
        variable = bound_variable(name, "real" if head == "int" else "index")
        body = self.tree(rest[0], (*bound, variable), depth + 1)
        others = tuple(self.tree(part, bound, depth + 1) for part in rest[1:])
        return Expr(head, (body, *others), (variable.data[0], name))


def _leaf_data(head: str, plain: list[Any], has_args: bool) -> Any:
    if head in ("num", "sym", "K", "oo", "lit") and has_args:
        raise EvidenceError(f"A {head} in the proof has parts it cannot have.")
    if head == "num":
        if not all(type(p) is int and abs(p) < 10**18 for p in plain) or plain[1] <= 0:
            raise EvidenceError("A number in the proof is not a fraction.")
        return Fraction(plain[0], plain[1])
    if head == "lit":
        if type(plain[0]) is not int or not 1 <= plain[0] <= 64:
            raise EvidenceError("A class number in the proof is not between 1 and 64.")
        return plain[0]
    if head in ("sym", "fn"):
        if not all(type(p) is str for p in plain):
            raise EvidenceError("A name in the proof is not a name.")
        return tuple(plain)
    return None


def decode(data: Any) -> Proof:
    """The proof that `encode` wrote, from its data or from its JSON text.

    Raises EvidenceError, and nothing else, when the data is not a proof or is beyond the limits: at most
    64 KiB of JSON text, 6,000 nodes in a proof, 400 in a line, 40 levels, 60 lines.
    """
    try:
        return _decode(_load(data))
    except EvidenceError:
        raise
    except NotationError as error:
        raise EvidenceError(f"A line of the proof is not well formed. {error}") from None
    except (RecursionError, ValueError, TypeError, KeyError, AttributeError, MemoryError, OverflowError):
        raise EvidenceError("The proof could not be read.") from None


def _load(data: Any) -> Any:
    if isinstance(data, str | bytes | bytearray):
        if len(data) > MAX_BYTES:
            raise EvidenceError(f"The proof is too large: more than {MAX_BYTES} bytes.")
        return json.loads(data)
    return data


def _decode(data: Any) -> Proof:
    if type(data) is not dict or data.get("version") != VERSION:
        raise EvidenceError("This is not a proof (or one of another version).")
    reader = _Reader()
    if "split" not in data:
        return _decode_lines(reader, data, {"version", "start", "lines"})
    _only(data, {"version", "start", "conclusion", "split", "equal", "different"})
    split = data["split"]
    if type(split) is not list or len(split) != 2:
        raise EvidenceError("A proof by cases names two indices.")
    left, right = (reader.tree(part) for part in split)
    if left.head != "sym" or right.head != "sym" or left.kind != "index" or right.kind != "index":
        raise EvidenceError("A proof by cases names two indices.")
    return CaseProof(
        _scalar(reader, data["start"]),
        _scalar(reader, data["conclusion"]),
        same(left, right),
        _decode_lines(reader, data["equal"], {"start", "lines"}),
        _decode_lines(reader, data["different"], {"start", "lines"}),
    )


def _only(data: Any, keys: set[str]) -> None:
    if type(data) is not dict or set(data) != keys:
        raise EvidenceError("The proof does not have the parts a proof has.")


def _scalar(reader: _Reader, data: Any) -> Expr:
    node = reader.tree(data)
    if node.kind != "scalar" or node.head == "oo":
        raise EvidenceError("A line of the proof is not a number.")
    return node


def _decode_lines(reader: _Reader, data: Any, keys: set[str]) -> LineProof:
    _only(data, keys)
    lines = data["lines"]
    if type(lines) is not list or len(lines) > MAX_LINES:
        raise EvidenceError(f"A proof has at most {MAX_LINES} lines.")
    return LineProof(_scalar(reader, data["start"]), tuple(_decode_line(reader, line) for line in lines))


def _decode_line(reader: _Reader, data: Any) -> Line:
    if type(data) is not dict or set(data) - {"change"} != {"expr", "rule"}:
        raise EvidenceError("A line of the proof does not have the parts a line has.")
    rule = data["rule"]
    if type(rule) is not str or not 0 < len(rule) <= MAX_RULE_NAME:
        raise EvidenceError("A line of the proof names no rule.")
    change = None
    if "change" in data:
        _only(data["change"], {"name", "new"})
        old = bound_variable(data["change"]["name"], "real")
        new = reader.tree(data["change"]["new"], (old,))
        if new.kind != "scalar":
            raise EvidenceError("The new variable of a substitution is not a number.")
        change = (new, old)
    return Line(_scalar(reader, data["expr"]), rule, change)
