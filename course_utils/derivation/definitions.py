"""Definitions and lemmas: data that a lesson hands to the checker.

A definition is a name, parameters (symbols) and a typed body over them. Calling it writes it:
`softmax(z)[i]`. A lemma is a proved equality with the symbols it holds for; it is cited by its name.
Nothing here knows softmax.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from course_utils.derivation.errors import NotationError, StatementError
from course_utils.derivation.tree import Expr, as_expr, as_index, check_name
from course_utils.derivation.walk import substitute, subtrees

#: Which sorts of argument a parameter's sort takes. Positivity is a matter for the body, so it is not asked
#: here.
_KIND_OF_SORT = {
    "real": "scalar", "positive": "scalar", "unit": "scalar",
    "vector": "vector", "posvector": "vector", "distribution": "vector", "index": "index",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Condition:
    """Two indices that are different (`distinct(i, j)`) or the same (`same(i, j)`)."""

    left: Expr
    right: Expr
    equal: bool

    def __str__(self) -> str:
        return f"{self.left} {'=' if self.equal else '≠'} {self.right}"


def distinct(i: Any, j: Any) -> Condition:
    """The condition i ≠ j."""
    return Condition(as_index(i), as_index(j), False)


def same(i: Any, j: Any) -> Condition:
    """The condition i = j."""
    return Condition(as_index(i), as_index(j), True)


@dataclass(frozen=True, eq=False)
class Definition:
    """`name(*params) := body`, or with an index `name(*params)[index] := body`.

    Example: `Definition("softmax", (z,), exp(z[i]) / Sum(exp(z[k]) for k in K), index=i)`.
    Raises StatementError when the body uses a symbol that is not a parameter.
    """

    name: str
    params: tuple[Expr, ...]
    body: Expr
    index: Expr | None = None

    def __post_init__(self) -> None:
        check_name(self.name)
        own = [p for p in (*self.params, self.index) if p is not None]
        if not self.params or any(p.head != "sym" for p in own):
            raise StatementError(f"The parameters of {self.name} must be symbols.")
        if self.index is not None and self.index.kind != "index":
            raise StatementError(f"The index of {self.name} must be an index symbol.")
        if self.body.kind != "scalar" or self.body.free:
            raise StatementError(f"The body of {self.name} must be a number with no loose bound variable.")
        known = {p.data for p in own}
        loose = [n.data[0] for n in subtrees(self.body) if n.head == "sym" and n.data not in known]
        if loose:
            raise StatementError(f"{self.name} uses {loose[0]}, which is not among its parameters.")

    @property
    def result(self) -> str:
        """`vector` when the definition has an index, else `scalar`."""
        return "scalar" if self.index is None else "vector"

    def __call__(self, *args: Any, **options: Any) -> Expr:
        if len(args) != len(self.params) or options:
            wanted = ", ".join(str(p) for p in self.params)
            raise NotationError(f"{self.name} is written {self.name}({wanted}).")
        nodes = tuple(
            as_index(a) if p.kind == "index" else as_expr(a) for a, p in zip(args, self.params, strict=True)
        )
        for node, param in zip(nodes, self.params, strict=True):
            if node.kind != param.kind:
                whole = (
                    "a whole vector such as z"
                    if param.kind == "vector"
                    else "one number, not a vector or an index"
                )
                raise NotationError(f"{self.name} takes {whole}, not `{node}`.")
        return Expr("fn", nodes, (self.name, self.result))

    def __getitem__(self, index: Any) -> NoReturn:
        raise NotationError(
            f"{self.name} needs its argument first: {self.name}({', '.join(map(str, self.params))})[i]."
        )

    def problem(self, node: Expr) -> str | None:
        """Why a `fn` node is not a well-formed use of this definition; None when it is."""
        kinds = [p.kind for p in self.params]
        if [a.kind for a in node.args] != kinds or node.data[1] != self.result:
            return f"{self.name} is not written like this: {self.name}({', '.join(map(str, self.params))})."
        return None


@dataclass(frozen=True, eq=False)
class Lemma:
    """`left = right`, for all values of `params`; cited by `name` as if it were a rule, in either direction.

    `conditions` (distinct indices) must be known to hold where it is used.
    """

    name: str
    left: Expr
    right: Expr
    params: tuple[Expr, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        if self.left.kind != "scalar" or self.right.kind != "scalar" or self.left.free or self.right.free:
            raise StatementError(f"The lemma {self.name!r} must state that two numbers are equal.")
        if any(p.head != "sym" for p in self.params):
            raise StatementError(f"The parameters of the lemma {self.name!r} must be symbols.")
        known = {p.data for p in self.params}
        seen = {n.data for n in subtrees(self.left) if n.head == "sym"}
        loose = [n.data[0] for n in subtrees(self.right) if n.head == "sym" and n.data in known - seen]
        if loose:
            raise StatementError(f"The lemma {self.name!r} uses {loose[0]} only on its right side.")


def unfold(node: Expr, definitions: dict[str, Definition]) -> Expr | None:
    """The body of the definition that `node` (an `at` of a vector `fn`, or a scalar `fn`) uses; None if it
    is neither.
    """
    call, index = (node.args[0], node.args[1]) if node.head == "at" else (node, None)
    if call.head != "fn" or call.data[0] not in definitions:
        return None
    definition = definitions[call.data[0]]
    if definition.problem(call) or (definition.index is None) != (index is None):
        return None
    symbols = {p.data: a for p, a in zip(definition.params, call.args, strict=True)}
    if definition.index is not None and index is not None:
        symbols[definition.index.data] = index
    return substitute(definition.body, symbols)
