"""One step: does a line follow from the line above by the rule it names?

The symbolic half. Whether the two lines are equal at all is asked first, with numbers (`truth`), by `check`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from course_utils.derivation.context import Context
from course_utils.derivation.definitions import Condition, Lemma, distinct
from course_utils.derivation.errors import NotationError, NotNormal
from course_utils.derivation.fingerprint import Print, fingerprint
from course_utils.derivation.names import meant, name_key
from course_utils.derivation.normal import Normaliser
from course_utils.derivation.polynomial import Value
from course_utils.derivation.proofs import Line
from course_utils.derivation.rewriting import LemmaUse
from course_utils.derivation.rules import Rule, Use
from course_utils.derivation.statement import Statement
from course_utils.derivation.substitutions import CARRIED, carried_back
from course_utils.derivation.tree import Expr
from course_utils.derivation.walk import substitute, subtrees
from course_utils.derivation.work import Work

_NOTHING: frozenset[str] = frozenset()
_SIGN = frozenset(("sign",))
_AS_TYPED = frozenset(("as_typed",))
_CONSTANTS = frozenset(("sum_const", "int_lin"))
_SIDE_ALGEBRA = frozenset(("cancel", "="))


class Steps:
    """Decides single steps within one statement; keeps normal forms, since each line is met twice."""

    def __init__(self, statement: Statement, extra: tuple[Condition, ...] = ()) -> None:
        self.statement = statement
        self.context: Context = statement.context(extra)
        self.rules: dict[str, Rule] = {r.name: r for r in statement.rules if isinstance(r, Rule)}
        self.lemmas: dict[str, list[Lemma]] = {}
        for lemma in statement.lemmas:
            known = {name_key(n): n for n in (*self.lemmas, *self.rules)}
            self.lemmas.setdefault(known.get(name_key(lemma.name), lemma.name), []).append(lemma)
        self._values: dict[tuple[int, frozenset[str], Context], tuple[Value | None, Expr]] = {}
        self._prints: dict[tuple[int, frozenset[str], Context], Print | None] = {}
        self.work = Work(0)

    # Normal forms -------------------------------------------------------------------------------
    def value(self, node: Expr, flags: frozenset[str], context: Context | None = None) -> Value | None:
        """The normal form; None when there is none. Raises OutOfWork."""
        context = context or self.context
        key = (id(node), flags, context)
        if key not in self._values:
            try:
                found = Normaliser(flags, context, self.work).tree(node)
            except (NotNormal, RecursionError):
                found = None
            self._values[key] = (found, node)
        return self._values[key][0]

    def _print(self, node: Expr, flags: frozenset[str], context: Context) -> Print | None:
        key = (id(node), flags, context)
        if key not in self._prints:
            value = self.value(node, flags, context)
            self.work.spend(60)
            try:
                self._prints[key] = None if value is None else fingerprint(value)
            except NotNormal:
                self._prints[key] = None
        return self._prints[key]

    def same(
        self, above: Expr, below: Expr, flags: frozenset[str] = _NOTHING, context: Context | None = None
    ) -> bool:
        """Are the normal forms equal? With "=" among the flags: equal as rational functions over their
        atoms.
        """
        context = context or self.context
        one, other = self.value(above, flags, context), self.value(below, flags, context)
        if one is None or other is None:
            return False
        if one == other:
            return True
        if "=" not in flags:
            return False
        first = self._print(above, flags, context)
        return first is not None and first == self._print(below, flags, context)

    def tidy_equal(self, above: Expr, below: Expr) -> bool:
        """Equal after the free tidying alone."""
        return self.same(above, below)

    def repeats(self, earlier: Expr, below: Expr) -> bool:
        """Equal but for order, signs and bound names. Compound fractions count as typed: to divide top and
        bottom by b is progress, though a/b and (a/b)/(b/b) are the same after tidying.
        """
        return self.same(earlier, below, _AS_TYPED)

    # Rules --------------------------------------------------------------------------------------
    def meant(self, name: str) -> str:
        """The rule or lemma of this statement that a line means by `name`."""
        return meant(name, (*self.lemmas, *self.rules))

    def follows(self, above: Expr, below: Expr, name: str, line: Line | None = None) -> bool:
        """Does `below` follow from `above` by the rule or lemma of this name (as `meant` gives it)?"""
        rule = self.rules.get(name)
        if name == "substitution" and rule is not None:
            return line is not None and self._by_substitution(above, below, line)
        if rule is not None and self._by_rule(above, below, rule):
            return True
        return any(self._by_lemma(above, below, lemma) for lemma in self.lemmas.get(name, ()))

    def _by_rule(self, above: Expr, below: Expr, rule: Rule) -> bool:
        if rule.any_tidying and (self.same(above, below) or self.same(above, below, _SIGN)):
            return True
        if rule.fractions and _divisions(above) != _divisions(below) and self.same(above, below):
            return True
        if any(self._by_use(above, below, use) for use in rule.uses):
            return True
        return rule.by_cases and not self.same(above, below) and self._in_both_cases(above, below)

    def _by_use(self, above: Expr, below: Expr, use: Use) -> bool:
        # With free algebra a step of algebra alone may still be cited by its name, so that is asked first.
        helps = (use.help, use.help | _SIDE_ALGEBRA) if self.statement.free_algebra else (use.help,)
        return any(self._by_laws(above, below, use, helping) for helping in helps)

    def _by_laws(self, above: Expr, below: Expr, use: Use, helping: frozenset[str]) -> bool:
        """Equal with the laws of the use and those that help, and not with those that help alone."""
        if not self.same(above, below, use.main | helping | _SIGN):
            return False
        # Sum(-x) = -Sum(x) is a free side step, except where it is what the rule is about.
        alone = helping if use.main & _CONSTANTS else helping | _SIGN
        return not self.same(above, below, alone - use.main)

    def _in_both_cases(self, above: Expr, below: Expr) -> bool:
        """Equal by algebra both for i = j and for i ≠ j, where i and j stand in a delta."""
        laws = frozenset(["cancel", "case", "delta", "expand", "="])
        pairs = {
            tuple(sorted((n.args[0].data[0], n.args[1].data[0])))
            for node in (above, below)
            for n in subtrees(node)
            if n.head == "delta" and n.args[0].head == "sym" and n.args[1].head == "sym"
        }
        if len(pairs) != 1:
            return False
        ((first, second),) = pairs
        i, j = Expr("sym", (), (first, "index")), Expr("sym", (), (second, "index"))
        merged = [substitute(node, {j.data: i}) for node in (above, below)]
        apart = self.statement.context((distinct(i, j),))
        return self.same(*merged, laws) and self.same(above, below, laws, apart)

    # Lemmas -------------------------------------------------------------------------------------
    def _lemma_use(self, lemma: Lemma) -> LemmaUse:
        def positive(node: Expr) -> bool:
            value = self.value(node, _NOTHING)
            return value is not None and Normaliser(_NOTHING, self.context, self.work).sign_of(value) == 1

        return LemmaUse(lemma, self.context, self.work, self._same_part, positive)

    def _same_part(self, one: Expr, other: Expr) -> bool:
        """Tidily equal subtrees, which may be vectors or indices or use bound variables."""
        if one.kind == "index":
            return one.head == other.head and one.data == other.data
        env = {uid: f"~b{uid}" for uid in one.free | other.free}
        try:
            nz = Normaliser(_NOTHING, self.context, self.work)
            if one.kind == "vector":
                return nz.entry(one, "~e", env) == nz.entry(other, "~e", env)
            return nz.tree(one, env) == nz.tree(other, env)
        except NotNormal:
            return False

    def _by_lemma(self, above: Expr, below: Expr, lemma: Lemma, flags: frozenset[str] = _NOTHING) -> bool:
        """One use of the lemma (or a use at every place), in either direction, and tidying."""
        if self.same(above, below):
            return False
        if self.statement.free_algebra:
            flags = flags | _SIDE_ALGEBRA
        use = self._lemma_use(lemma)
        try:
            tops, bottoms = use.rewrites(above), use.rewrites(below)
        except NotationError:  # the image is too large to be a line
            return False
        if any(self.same(top, below, flags) for top in tops):
            return True
        if any(self.same(above, bottom, flags) for bottom in bottoms):
            return True
        return (
            bool(tops and bottoms)
            and self.same(tops[-1], bottoms[-1], flags)
            and not self.same(above, below, flags)
        )

    # Substitution -------------------------------------------------------------------------------
    def _by_substitution(self, above: Expr, below: Expr, line: Line) -> bool:
        if line.change is None:
            return False
        new, old = line.change
        try:
            for carried in carried_back(above, below, new, old, self.context, self.work):
                if self.same(above, carried, CARRIED):
                    return True
            for carried in carried_back(below, above, new, old, self.context, self.work):
                if self.same(carried, below, CARRIED):
                    return True
        except (NotationError, NotNormal):
            return False
        return False

    # What would have fitted ---------------------------------------------------------------------
    def suggestions(self, above: Expr, below: Expr, named: str) -> tuple[str, ...]:
        """One rule name that fits the line, or two that fit together ("A, then B"), or nothing. Raises
        OutOfWork.
        """
        for name in self._names():
            if name != named and self.follows(above, below, name):
                return (name,)
        active = [
            n
            for n in self._names()
            if n not in ("rearrange", "substitution") and self._active(n, above, below)
        ]
        pairs = sorted(
            combinations(active, 2), key=lambda p: (named not in p, active.index(p[0]) + active.index(p[1]))
        )
        for first, second in pairs:
            for a, b in ((first, second), (second, first)):
                if self._by_two(above, below, a, b):
                    return (a, b)
        return ()

    def _names(self) -> list[str]:
        return [*self.rules, *(n for n in self.lemmas if n not in self.rules)]

    def _active(self, name: str, above: Expr, below: Expr) -> bool:
        """Does the rule do anything to either line?"""
        if name in self.lemmas:
            return any(
                self._lemma_use(lemma).rewrites(node)
                for lemma in self.lemmas[name]
                for node in (above, below)
            )
        flags = [use.main for use in self.rules[name].uses]
        if any("=" in f for f in flags):
            return True
        return any(
            self.value(node, f) != self.value(node, _NOTHING) for f in flags for node in (above, below)
        )

    def _by_two(self, above: Expr, below: Expr, first: str, second: str) -> bool:
        lemmas = self.lemmas.get(first, ())
        uses = self.rules[second].uses if second in self.rules else ()
        if lemmas:
            return any(self._by_lemma(above, below, lemma, u.all) for lemma in lemmas for u in uses)
        if first not in self.rules or not uses:
            return False
        return any(
            self.same(above, below, f.main | f.help | s.main | s.help)
            for f in self.rules[first].uses
            for s in uses
        )


def _divisions(node: Expr) -> int:
    return sum(n.head == "div" for n in subtrees(node))


def every_single(steps: Steps, above: Expr, below: Expr) -> Iterable[str]:
    """The names of all rules and lemmas that take `above` to `below` in one step."""
    for name in [*steps.rules, *(n for n in steps.lemmas if n not in steps.rules)]:
        if steps.follows(above, below, name):
            yield name
