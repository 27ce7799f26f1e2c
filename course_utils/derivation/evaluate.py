"""The value of a typed tree at a point. Reads the tree as typed; shares nothing with the normaliser."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from course_utils.derivation.definitions import Definition
from course_utils.derivation.quadrature import integrate
from course_utils.derivation.tree import Expr
from course_utils.derivation.values import Dual, Field, NoValue, Unknown, divide, exp, log, power
from course_utils.derivation.work import Work

_tags = itertools.count(1)


@dataclass
class Env:
    """What the symbols stand for: the number of classes and a value for each symbol and bound variable.

    Scalars are numbers, vectors lists of `classes` numbers, indices class numbers from 1.
    """

    classes: int
    symbols: dict[tuple[str, str], Any]
    bound: dict[int, Any] = field(default_factory=dict)
    cache: dict[tuple[int, int], Any] = field(default_factory=dict)


class Evaluator:
    """Evaluates trees in one arithmetic, under one work budget."""

    def __init__(
        self, arithmetic: Field, definitions: Mapping[str, Definition], work: Work, nodes: int = 256
    ) -> None:
        self.field, self.definitions, self.work, self.nodes = arithmetic, definitions, work, nodes
        self.cost = arithmetic.cost

    def with_field(self, arithmetic: Field) -> Evaluator:
        """The same evaluator in another arithmetic."""
        return Evaluator(arithmetic, self.definitions, self.work, self.nodes)

    def value(self, node: Expr, env: Env) -> Any:
        """The number at `env`. Raises NoValue where there is none, Unknown where we cannot tell."""
        try:
            return self.scalar(node, env)
        except OverflowError:
            raise Unknown("a number too large to compute with", overflow=True) from None

    def scalar(self, node: Expr, env: Env) -> Any:
        self.work.spend(self.cost)
        head, args = node.head, node.args
        if head == "at":
            return self.entry(args[0], self.index(args[1], env), env)
        if head in ("num", "sym", "K", "bound"):
            if head == "num":
                return self.field.number(node.data)
            if head == "K":
                return self.field.number(env.classes)  # type: ignore[arg-type]
            return env.symbols[node.data] if head == "sym" else env.bound[node.data[0]]
        if head in ("sum", "prod"):
            return self._big(node, env)
        if head == "delta":
            return self.field.number(int(self.index(args[0], env) == self.index(args[1], env)))  # type: ignore[arg-type]
        if head == "D":
            return self._derivative(node, env)
        if head == "int":
            return integrate(self, node, env)
        if head == "fn":
            return self._call(node, None, env)
        return self._operate(node, [self.scalar(a, env) for a in args])

    def index(self, node: Expr, env: Env) -> int:
        """The class number an index stands for; NoValue when there is no such class."""
        if node.head == "lit":
            if node.data > env.classes:
                raise NoValue(f"there is no class {node.data} when K = {env.classes}", True)
            return node.data
        return env.symbols[node.data] if node.head == "sym" else env.bound[node.data[0]]

    def entry(self, node: Expr, index: int, env: Env) -> Any:
        """Entry `index` (from 1) of a vector-valued tree; a scalar tree is broadcast."""
        if node.kind == "scalar":
            return self.scalar(node, env)
        if node.head == "sym":
            return env.symbols[node.data][index - 1]
        key = (id(node), index)
        if not node.free and key in env.cache:
            return env.cache[key][0]
        if node.head == "fn":
            value = self._call(node, index, env)
        else:
            self.work.spend(self.cost)
            value = self._operate(node, [self.entry(a, index, env) for a in node.args])
        if not node.free:
            env.cache[key] = (value, node)
        return value

    def _operate(self, node: Expr, values: list[Any]) -> Any:
        head, x, y = node.head, values[0], values[-1]
        if self.field.is_array(x) or self.field.is_array(y):
            self.work.spend(8)
        if head == "add":
            return x + y
        if head == "sub":
            return x - y
        if head == "mul":
            return x * y
        if head == "div":
            return divide(self.field, x, y)
        if head == "neg":
            return -x
        if head == "exp":
            return exp(self.field, x)
        if head == "log":
            return log(self.field, x)
        return power(self.field, x, y)

    def _big(self, node: Expr, env: Env) -> Any:
        body, uid = node.args[0], node.data[0]
        excluded = {self.index(a, env) for a in node.args[1:]}
        is_sum = node.head == "sum"
        total: Any = self.field.number(0 if is_sum else 1)  # type: ignore[arg-type]
        before = env.bound.get(uid)
        for k in range(1, env.classes + 1):
            if k not in excluded:
                env.bound[uid] = k
                term = self.scalar(body, env)
                total = total + term if is_sum else total * term
        env.bound[uid] = before
        return total

    def _derivative(self, node: Expr, env: Env) -> Any:
        body, var = node.args
        tag = next(_tags)
        one = self.field.number(1)  # type: ignore[arg-type]
        symbols, bound = env.symbols, env.bound
        if var.head == "at":
            j = self.index(var.args[1], env)
            vector = list(symbols[var.args[0].data])
            vector[j - 1] = Dual(tag, vector[j - 1], one)
            symbols = {**symbols, var.args[0].data: vector}
        elif var.head == "sym":
            symbols = {**symbols, var.data: Dual(tag, symbols[var.data], one)}
        else:
            bound = {**bound, var.data[0]: Dual(tag, bound[var.data[0]], one)}
        result = self.scalar(body, Env(env.classes, symbols, dict(bound)))
        if isinstance(result, Dual) and result.tag == tag:
            return result.b
        return self.field.number(0)  # type: ignore[arg-type]

    def _call(self, node: Expr, index: int | None, env: Env) -> Any:
        definition = self.definitions[node.data[0]]
        symbols: dict[tuple[str, str], Any] = {}
        for param, arg in zip(definition.params, node.args, strict=True):
            if param.kind == "index":
                symbols[param.data] = self.index(arg, env)
            elif param.kind == "scalar":
                symbols[param.data] = self.scalar(arg, env)
            else:
                symbols[param.data] = [self.entry(arg, k, env) for k in range(1, env.classes + 1)]
        if definition.index is not None:
            symbols[definition.index.data] = index
        return self.scalar(definition.body, Env(env.classes, symbols))
