"""Briefs as Markdown, HTML and JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence

from communique import schema
from communique.views import phrases
from communique.views.brief import Brief, Citation, Line
from communique.views.facts import Facts


def as_markdown(briefs: Sequence[Brief], facts: Facts) -> str:
    """The briefs as Markdown, notes numbered through each brief."""
    return "\n\n".join("\n".join(_markdown(brief, facts)) for brief in briefs)


def _markdown(brief: Brief, facts: Facts) -> Iterable[str]:
    notes = Notes()
    yield f"# {brief.title}"
    yield f"{brief.subtitle}"
    for section in brief.sections:
        yield ""
        yield f"## {section.title}"
        for line in section.lines:
            marks = "".join(f"[{notes.number(c)}]" for c in line.citations)
            yield f"{'  ' * line.below}- {line.text} {marks}{_origins(line)}"
            if line.excerpt is not None and line.excerpt_of is not None:
                yield f"  > “{line.excerpt}” [{notes.number(line.citations[line.excerpt_of])}]"
        if section.left_out:
            yield f"- ({section.left_out} more in the record)"
    if not brief.sections:
        yield ""
        yield "Nothing to tell: no line of the record is borne out."
        return
    yield ""
    yield "## Words cited"
    for number, citation in notes.listed():
        yield f"[{number}] {named(citation, facts)}: “{' '.join(citation.exact.split())}”"
    if brief.refused:
        yield ""
        yield f"({brief.refused} sentences were left out because their spans did not bear them out.)"


class Notes:
    """Numbers citations in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[Citation, int] = {}

    def number(self, citation: Citation) -> int:
        """The citation's number, a new one at its first use."""
        return self._numbers.setdefault(citation, len(self._numbers) + 1)

    def listed(self) -> list[tuple[int, Citation]]:
        """(number, citation) in order."""
        return [(number, citation) for citation, number in self._numbers.items()]


def _origins(line: Line) -> str:
    if line.kind == "copy":
        return ""
    counted = f"{line.n_origins} origin{'' if line.n_origins == 1 else 's'}"
    if line.n_witnesses is not None:
        counted += f", {line.n_witnesses} witness{'' if line.n_witnesses == 1 else 'es'}"
    return f" ({'; '.join(filter(None, (counted, line.note)))})"


def named(citation: Citation, facts: Facts) -> str:
    """Which report a citation is from, in a form that finds it: file or page, day, place in the text."""
    report = facts.reports[citation.report_id]
    where = report.url or report.path.rsplit("/", 1)[-1] + (
        "" if report.record is None else f" #{report.record}"
    )
    date = facts.dates.get(citation.report_id)
    day = f", {phrases.spoken(date.published)}" if date and date.published else ""
    return f"{where}{day}, {citation.report_id} {citation.start}–{citation.end}"


def as_html(briefs: Sequence[Brief], facts: Facts) -> str:
    """The briefs as one HTML page without scripts; every note is a link to its words."""
    body = "\n".join("\n".join(_html(brief, facts, n)) for n, brief in enumerate(briefs, 1))
    title = html.escape(briefs[0].title if briefs else "communique")
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:1.8rem}blockquote{margin:.2rem 0 .6rem 1rem;color:#555}"
    "li.below{margin-left:1.5rem}sup a{text-decoration:none}ol{font-size:.85rem}small{color:#666}"
)


def _html(brief: Brief, facts: Facts, n: int) -> Iterable[str]:
    notes = Notes()
    yield f"<h1>{html.escape(brief.title)}</h1>\n<p><small>{html.escape(brief.subtitle)}</small></p>"
    for section in brief.sections:
        yield f"<h2>{html.escape(section.title)}</h2>\n<ul>"
        for line in section.lines:
            links = " ".join(_link(n, notes.number(c)) for c in line.citations)
            quoted = f"<blockquote>“{html.escape(line.excerpt)}”</blockquote>" if line.excerpt else ""
            below = ' class="below"' if line.below else ""
            yield f"<li{below}>{html.escape(line.text)} <sup>{links}</sup>{html.escape(_origins(line))}{quoted}</li>"
        if section.left_out:
            yield f"<li>({section.left_out} more in the record)</li>"
        yield "</ul>"
    if not brief.sections:
        yield "<p>Nothing to tell: no line of the record is borne out.</p>"
        return
    yield "<h2>Words cited</h2>\n<ol>"
    for number, citation in notes.listed():
        words = html.escape(" ".join(citation.exact.split()))
        yield f'<li id="b{n}-{number}">{html.escape(named(citation, facts))}: “{words}”</li>'
    yield "</ol>"


def _link(brief: int, note: int) -> str:
    return f'<a href="#b{brief}-{note}">[{note}]</a>'


def as_json(briefs: Sequence[Brief]) -> str:
    """The briefs as JSON: sections, lines, citations with their spans."""
    return json.dumps([schema.as_plain(brief) for brief in briefs], ensure_ascii=False, indent=2)
