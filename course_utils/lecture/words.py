"""Markdown to HTML as a page without network needs it: formulas become MathML, which browsers draw themselves."""

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
    return html.unescape(re.sub(r"<annotation.*?</annotation>|<[^>]+>", "", to_html(markdown))).strip()


def code_to_html(code: str) -> str:
    return f'<pre class="code" tabindex="0"><code>{highlight(code, PythonLexer(), _FORMATTER)}</code></pre>'


def formula(latex: str, *, display: bool) -> str:
    """A formula in LaTeX as MathML.

    Raises:
        ValueError: it holds a command that is not known here.
    """
    made = latex2mathml.converter.convert(latex.strip(), display="block" if display else "inline")
    unknown = re.search(r"\\[A-Za-z]+", re.sub(r"<annotation.*?</annotation>", "", made))
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

    def block_math(self, body: str) -> str:
        return formula(body, display=True)

    def latex_environment(self, name: str, body: str) -> str:
        return formula(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)

    def block_code(self, code: str, info: str | None = None) -> str:
        return code_to_html(code)
