"""HTML pages that stand alone: no network, no script, readable aloud, in print and in the dark.

What a student wrote is text here and never markup. Formulas are MathML, made from LaTeX, but only from the
course's own: the converter does not escape everything, so no stranger's text reaches it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Set
from functools import cache

from course_utils.grading import table

_PIECES = re.compile(r"(`[^`\n]+`|\$[^$\n]+\$)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")

# Nothing is fetched and nothing runs, whatever a page may hold.
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --quiet: #5a5a5a; --ground: #fff; --panel: #f5f5f3;
  --rule: #d9d9d6; --right: #1a7a4c; --wrong: #c03445; --run: #9a5c00; --open: #5a6aa5; --kept: #2f6fae;
  --bar: #004488; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --quiet: #b4b4b4; --ground: #17181a;
  --panel: #222427; --rule: #3c3f44; --right: #55c08a; --wrong: #ff8591; --run: #e5a84b; --open: #a9b6f0;
  --kept: #7fb8ee; --bar: #7fb8ee; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 .6rem; line-height: 1.3; }
h3 { font-size: 1.08rem; margin: 0; line-height: 1.35; }
p { margin: .45rem 0; }
.quiet { color: var(--quiet); }
.score { font-size: 1.25rem; margin: .8rem 0 1.4rem; }
a { color: var(--kept); }
code { font: .92em ui-monospace, "DejaVu Sans Mono", Menlo, monospace; background: var(--panel);
  padding: .08em .3em; border-radius: 4px; overflow-wrap: anywhere; }
pre { font: .88rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; background: var(--panel);
  padding: .7rem .9rem; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; margin: .6rem 0; }
math { font-size: 1.06em; }
article { border: 1px solid var(--rule); border-left: 6px solid var(--edge, var(--rule)); border-radius: 6px;
  padding: .85rem 1.1rem; margin: .9rem 0; break-inside: avoid; }
article header { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; }
.points { white-space: nowrap; color: var(--quiet); font-variant-numeric: tabular-nums; }
.said { font-weight: 600; color: var(--edge); }
.aside { border-top: 1px solid var(--rule); margin-top: .7rem; padding-top: .5rem; }
.label { font-weight: 600; }
.right { --edge: var(--right); } .wrong { --edge: var(--wrong); } .could-not-run { --edge: var(--run); }
.undecided { --edge: var(--open); } .recorded { --edge: var(--kept); }
.not-attempted { --edge: var(--quiet); }
.warning { border: 2px solid var(--run); border-radius: 6px; padding: .6rem 1rem; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .97rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .38rem .7rem .38rem 0;
  border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
th { font-weight: 600; } thead th { white-space: nowrap; } tbody th { font-weight: 400; min-width: 9rem; }
td { min-width: 5.5rem; } td.number { min-width: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { display: block; height: .75rem; min-width: 1px; background: var(--bar); border-radius: 2px; }
.track { display: block; background: var(--panel); width: 100%; min-width: 6rem; margin-top: .4rem; }
figure { margin: 1rem 0; } figure svg, figure img { max-width: 100%; height: auto; display: block; }
ul.plain { list-style: none; padding: 0; } ul.plain li { margin: .15rem 0; }
@media print { :root { color-scheme: light; } body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; } article, table, figure { break-inside: avoid; }
  .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def whole(title: str, body: str) -> str:
    """A page. `title` is text, `body` is markup."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_ELSE}">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def text(what: str) -> str:
    """A stranger's text as markup."""
    return html.escape(table.plain(what))


def prose(what: str, formulas: Set[str] = frozenset()) -> str:
    """Text with `code`, *emphasis* and $formulas$ as markup; only formulas in `formulas` are typeset."""

    def mark(piece: str) -> str:
        if len(piece) > 2 and piece.startswith("`"):
            return f"<code>{html.escape(piece[1:-1])}</code>"
        if len(piece) > 2 and piece.startswith("$"):
            return mathml(piece[1:-1]) if piece in formulas else f"<code>{html.escape(piece[1:-1])}</code>"
        return _EMPHASIS.sub(r"<em>\1</em>", html.escape(piece, quote=False))

    return "".join(mark(piece) for piece in _PIECES.split(table.plain(what)))


def formulas_in(texts: Set[str]) -> frozenset[str]:
    """Every `$formula$` in the course's own texts."""
    return frozenset(
        piece for line in texts for piece in _PIECES.findall(line) if len(piece) > 2 and piece[0] == "$"
    )


@cache
def mathml(latex: str) -> str:
    """A formula of the course as MathML, which browsers set and screen readers speak, with no network.

    What the converter cannot read is shown as LaTeX. Not for a stranger's text.
    """
    from latex2mathml.converter import convert

    try:
        return convert(latex)
    except Exception:  # its errors share no base class
        return f"<code>{html.escape(latex)}</code>"


def paragraphs(lines: tuple[str, ...], formulas: Set[str] = frozenset()) -> str:
    """Lines as paragraphs; one that has several lines of its own keeps them (a proof)."""
    return "".join(
        f"<pre>{text(line)}</pre>" if "\n" in line.strip() else f"<p>{prose(line, formulas)}</p>"
        for line in lines
        if line.strip()
    )
