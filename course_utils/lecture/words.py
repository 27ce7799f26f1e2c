"""Markdown to HTML for a page without network: formulas become MathML, which browsers draw themselves."""

from __future__ import annotations

import html
import re

import latex2mathml.converter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

__all__ = ["CODE_STYLE", "code_to_html", "formula", "plain", "to_html"]

_FORMATTER = HtmlFormatter(nowrap=True, style="xcode")
_LETTER = re.compile(r'<mi mathvariant="normal">(\w)</mi>')
_THIN = '<mspace width="0.167em"/>'
CODE_STYLE = _FORMATTER.get_style_defs("pre.code")


def to_html(markdown: str) -> str:
    """Raises `ValueError` on a formula that cannot be shown."""
    renderer = _Renderer(escape=False, exclude_anchor_links=True)
    return MarkdownWithMath(renderer=renderer).render(markdown)


def plain(markdown: str) -> str:
    """A line of Markdown without its marks, for the page's title and its list of slides."""
    return _bare(to_html(markdown))


def _bare(made: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", made)).strip()


def code_to_html(code: str) -> str:
    return f'<pre class="code" tabindex="0"><code>{highlight(code, PythonLexer(), _FORMATTER)}</code></pre>'


def formula(latex: str, *, display: bool) -> str:
    """A formula in LaTeX as MathML.

    Raises:
        ValueError: it holds a command that is not known here.
    """
    made = latex2mathml.converter.convert(latex.strip(), display="block" if display else "inline")
    unknown = re.search(r"\\[A-Za-z]+", made)
    if unknown:
        raise ValueError(f"Lecture pages do not know {unknown[0]} in the formula {latex.strip()!r}.")
    upright = re.sub(rf"(?:{_LETTER.pattern}){{2,}}", _as_word, made)
    return re.sub(r"(<mi>(?:log|ln|exp|max|min)</mi>)(?!<mo|</)", rf"\1{_THIN}", upright)


def _as_word(letters: re.Match[str]) -> str:
    """Upright letters in a row are a name, one word for the eye and for a screen reader."""
    return f"<mi>{''.join(_LETTER.findall(letters[0]))}</mi>"


class _Renderer(IPythonRenderer):
    def inline_math(self, body: str) -> str:
        return formula(body, display=False)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        # Beside the page of one notebook lie the pages of the others.
        made = super().link(text, re.sub(r"^([0-9]{2}_\w+)\.ipynb", r"\1.html", url), title)
        if "<math" not in text:
            return made
        # Not every reader finds the name of a link in its formula.
        return made.replace("<a ", f'<a aria-label="{html.escape(_bare(text))}" ', 1)

    def block_math(self, body: str) -> str:
        return formula(body, display=True)

    def latex_environment(self, name: str, body: str) -> str:
        return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)

    def block_code(self, code: str, info: str | None = None) -> str:
        return code_to_html(code)
