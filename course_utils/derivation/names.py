"""What a rule may be called: the same name in other words still names the same rule.

Names are compared without case, punctuation, articles, plurals and a leading "by". Two short tables, both
data, say which words and which names mean the same. A name that means another rule is never in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_ARTICLES = frozenset(("a", "an", "the"))
_LEADING = frozenset(("by", "using", "from"))
#: Words that are another form of the same word. Words without a plural are not cut at their last "s".
_WORDS = {
    "cancelling": "cancel",
    "canceling": "cancel",
    "cancelled": "cancel",
    "canceled": "cancel",
    "cancellation": "cancel",
    "expanding": "expand",
    "expansion": "expand",
    "factoring": "factor",
    "factorize": "factor",
    "factorise": "factor",
    "rearranging": "rearrange",
    "rearrangement": "rearrange",
    "reordering": "reorder",
    "splitting": "split",
    "swapping": "swap",
    "writing": "write",
    "substituting": "substitution",
    "substitute": "substitution",
    "exponential": "exp",
    "logarithm": "log",
    "summation": "sum",
    "def": "definition",
}
#: Other names of the same rule, in the words above.
_SAME_RULE = {
    "cancel common factor": "cancel",
    "collect": "factor",
    "factor out": "factor",
    "distribute": "expand",
    "multiply out": "expand",
    "split fraction": "expand",
    "divide top and bottom": "common denominator",
    "multiply top and bottom": "common denominator",
    "expand fraction": "common denominator",
    "reorder": "rearrange",
    "tidy": "rearrange",
    "exp of difference": "exp of a sum",
    "exp and log": "exp and log undo each other",
    "log and exp": "exp and log undo each other",
    "exp and log cancel": "exp and log undo each other",
    "log and exp undo each other": "exp and log undo each other",
    "log of quotient": "log of a product",
    "log of fraction": "log of a product",
    "pull out constant": "constant out of a sum",
    "pull constant out of sum": "constant out of a sum",
    "linearity of sum": "split the sum",
    "exchange sum": "swap the sums",
    "delta": "collect with delta",
}


def name_key(name: str) -> str:
    """The words of a name that count: two names with the same key are the same name."""
    words = re.findall(r"[^\W_]+", name.lower())
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    kept = [_singular(w) for w in words if w not in _ARTICLES] or words
    return " ".join(_WORDS.get(w, w) for w in kept)


def _singular(word: str) -> str:
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


def meant(name: str, official: Iterable[str]) -> str:
    """The official name that `name` stands for; when there is none, the name itself in lower case.

    "definition of softmax" is the rule "definition", "case i = j" the rule "case": what is defined, and
    which case it is, the line shows.
    """
    key = name_key(name)
    known = {name_key(x): x for x in official}
    if key in known:
        return known[key]
    for short in ("definition", "case"):
        if short in known and (key.startswith(f"{short} ")):
            return known[short]
    other = _SAME_RULE_BY_KEY.get(key)
    return known.get(name_key(other), other) if other else " ".join(name.lower().split())


_SAME_RULE_BY_KEY = {name_key(words): rule for words, rule in _SAME_RULE.items()}


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`, if one is."""
    found = get_close_matches(name, list(known), 1)
    return found[0] if found else None
