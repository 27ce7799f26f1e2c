"""How a report looks: HTML for notebooks (typeset by MathJax, the same as text below), and plain text.

A verdict is always in words, never in colour alone. Everything that came from outside is escaped. The
HTML has no script, no id and nothing that changes from run to run.
"""

from __future__ import annotations

from html import escape

from course_utils.derivation import report
from course_utils.derivation.printing import to_latex
from course_utils.derivation.report import LineReport, ProofReport

#: Edges, with a contrast of at least 3:1 on white and on JupyterLab's dark ground, as a verdict's own. The
#: words beside them take the theme's ink: few colours of text can be read on both grounds.
_EDGES = {
    report.FOLLOWS: "#1a8754",
    report.NOT_BY_RULE: "#b8720a",
    report.FALSE: "#d1495b",
    report.UNREADABLE: "#b8720a",
    report.NOT_JUDGED: "#7a7a7a",
    report.UNDECIDED: "#6f7fb5",
}
_OVERALL = {
    report.RIGHT: "The proof holds.",
    report.WRONG: "Not yet.",
    report.UNDECIDED: "Undecided.",
    report.NOT_ATTEMPTED: "Not attempted yet.",
}


def as_text(found: ProofReport, heading: bool = True) -> str:
    """The report as text: each line with its rule, its verdict in words and why."""
    rows = [f"{_OVERALL[found.overall]} {found.message}" if heading else found.message]
    headers = {position: (label, start) for position, label, start in found.headers}
    for n, line in enumerate(found.lines):
        if n in headers:
            rows += _text_header(*headers[n])
        rows.append(f"  = {line.text}")
        rows.append(f'      {report.MARKS[line.verdict]} line {line.label}, by "{line.rule}": {line.verdict}')
        if line.message:
            rows.append(f"        {line.message}")
    return "\n".join(rows)


def _text_header(label: str, start: object) -> list[str]:
    return ["", *([f"{label}:"] if label else []), f"    {start}"]


def as_html(found: ProofReport, heading: bool = True) -> str:
    """The report as one HTML fragment; without its heading where a verdict already has one."""
    out = ['<div class="softmax-proof" style="max-width:60em;line-height:1.5">']
    opening = f"<strong>{escape(_OVERALL[found.overall])}</strong> " if heading else ""
    out.append(f"<p>{opening}{escape(found.message)}</p>")
    headers = {position: (label, start) for position, label, start in found.headers}
    if found.lines:
        out.append('<ol style="list-style:none;padding-left:0" aria-label="the proof, line by line">')
        for n, line in enumerate(found.lines):
            if n in headers:
                label, start = headers[n]
                title = f"<strong>{escape(label)}</strong><br>" if label else ""
                out.append(f"<li>{title}{_math(start, '')}</li>")
            out.append(_html_line(line))
        out.append("</ol>")
    out.append("</div>")
    return "\n".join(out)


def _html_line(line: LineReport) -> str:
    border = f"border-left:.3em solid {_EDGES[line.verdict]};padding-left:.6em;margin:.4em 0"
    parts = [f'<li style="{border}">', _math(line.expr, "= ")]
    parts.append(
        f'<div><span aria-hidden="true">{report.MARKS[line.verdict]}</span> '
        f"line {escape(line.label)}, by “{escape(line.rule)}”: <strong>{escape(line.verdict)}</strong></div>"
    )
    if line.why:  # the numbers stand in the table
        parts.append(f"<div>{escape(line.why)}</div>")
    if line.counterexample is not None:
        parts.append(_counterexample(line))
    parts.append("</li>")
    return "".join(parts)


def _math(node: object, prefix: str) -> str:
    """LaTeX for the eye; the Python text, which can be copied and is what a screen reader reads."""
    latex = escape(to_latex(node))  # type: ignore[arg-type]
    text = escape(str(node))
    return (
        f'<div aria-hidden="true" style="overflow-x:auto">$\\displaystyle {escape(prefix)}{latex}$</div>'
        f'<code style="user-select:all;font-size:.85em">{text}</code>'
    )


def _counterexample(line: LineReport) -> str:
    found = line.counterexample
    assert found is not None
    rows = [("K", str(found.point.classes))]
    for (name, _), value in found.point.values:
        rows.append((name, f"({', '.join(map(str, value))})" if isinstance(value, tuple) else str(value)))
    rows += [("the line above", found.above), ("this line", found.below)]
    cells = "".join(
        f'<tr><th scope="row" style="text-align:left">{escape(a)}</th><td>{escape(b)}</td></tr>'
        for a, b in rows
    )
    return f"<table><caption>Counterexample</caption>{cells}</table>"
