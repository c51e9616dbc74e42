"""Rows of a relation as lines: the fullest wording that its cited words bear out, each row and each wording once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from communique.records import Claim, Words
from communique.spans import Span
from communique.views import phrases
from communique.views.brief import Citation, Line, Section, shortened
from communique.views.check import Cited, dates_in, faults
from communique.views.facts import Facts
from communique.views.since import Since

MOST = 12  # lines a section; the rest is counted
_MONTH_OF_YEAR = re.compile(
    rf"\b({'|'.join(phrases.MONTHS)})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? ((?:19|20)\d\d)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row to be told: wordings from the fullest to the barest, what is shown for them, all that lies behind it.

    `spans` are clauses behind the row beside its claims. A row told `alone` gives a date only where one citation by
    itself bears out the whole wording: two sentences that each hold a half would marry one event to another's day.
    `least` is how many different citations it takes.
    """

    texts: Sequence[str]
    shown: Sequence[Cited]
    claims: Sequence[Claim]
    subject_id: str
    spans: Sequence[Span | Words] = ()
    alone: bool = False
    least: int = 1


@dataclass(slots=True)
class _Rows:
    """The rows that share one wording."""

    told: Told
    cited: list[Citation]
    claims: list[Claim] = field(default_factory=list)
    spans: list[Span | Words] = field(default_factory=list)


def section_of(title: str, held: Iterable[Told], new: Since) -> tuple[Section, int]:
    """The section of the rows that reports since the day bear on, and how many were refused.

    Rows that come to the same words are one line with the citations of all.
    """
    facts, refused = new.facts, 0
    lines: dict[str, _Rows] = {}
    for told in held:
        if not (new.touches(told.claims) or any(new.recent(span.report_id) for span in told.spans)):
            continue
        chosen = _worded(told, facts)
        if chosen is None:
            refused += 1
            continue
        text, cited = chosen
        rows = lines.setdefault(text, _Rows(told, []))
        rows.cited += [c for c in cited if c not in rows.cited]
        rows.claims += told.claims
        rows.spans += told.spans
    kept = tuple(_line(text, rows, facts) for text, rows in list(lines.items())[:MOST])
    return Section(title=title, lines=kept, left_out=len(lines) - len(kept)), refused


def _worded(told: Told, facts: Facts) -> tuple[str, list[Citation]] | None:
    """The first wording borne out, and its citations: those that bear it out by themselves first."""
    cited = list(dict.fromkeys(citation(c) for c in told.shown))
    if len(cited) < told.least:
        return None
    for text in told.texts:
        if faults(text, cited, facts) or _misdated(text, cited):
            continue
        whole = [c for c in cited if not faults(text, [c], facts)]
        if told.alone and dates_in(text) and not whole:
            continue
        return text, [*whole, *(c for c in cited if c not in whole)]
    return None


def _misdated(text: str, cited: Sequence[Citation]) -> bool:
    """Whether the words give a month of the line with another year, and its own year nowhere."""
    for _, month, year in re.findall(rf"(?:(\d{{1,2}}) )?({'|'.join(phrases.MONTHS)}) ((?:19|20)\d\d)", text):
        words = " ".join(c.exact for c in cited)
        written = {y for m, y in _MONTH_OF_YEAR.findall(words) if m == month}
        if written and year not in words:
            return True
    return False


def _line(text: str, rows: _Rows, facts: Facts) -> Line:
    origins, n_witnesses = tellers(rows.claims, rows.spans, facts)
    return Line(
        text=text,
        kind="standing",
        citations=tuple(rows.cited),
        n_origins=len(origins),
        n_witnesses=n_witnesses,
        subject_id=rows.told.subject_id,
        excerpt=shortened(rows.cited[0].exact),
        excerpt_of=0,
    )


def tellers(claims: Iterable[Claim], spans: Iterable[Span | Words], facts: Facts) -> tuple[set[str], int]:
    """The origins behind claims and clauses, and how many distinct persons and documents these rest on.

    An origin that names nobody counts as one witness.
    """
    named: dict[str, set[str]] = {}
    held = list(claims)
    for claim in held:
        named.setdefault(claim.origin_id, set()).update(
            {claim.attributed_to.lower()} if claim.attributed_to else ()
        )
    for span in spans:
        if not any(c.report_id == span.report_id and c.start < span.end and span.start < c.end for c in held):
            named.setdefault(facts.origin_of(span.report_id), set())
    return set(named), len({w for origin, witnesses in named.items() for w in (witnesses or {origin})})


def citation(cited: Cited) -> Citation:
    """The stretch that a claim, a sentence or a citation points at."""
    return Citation(report_id=cited.report_id, start=cited.start, end=cited.end, exact=cited.exact)


def sentence_at(span: Span | Words, facts: Facts) -> Citation:
    """The whole sentence around a stretch; the stretch itself where no one sentence holds it."""
    for sentence in facts.sentences.get(span.report_id, []):
        if sentence.start <= span.start and span.end <= sentence.end:
            return citation(sentence)
    exact = facts.reports[span.report_id].text[span.start : span.end]
    return Citation(report_id=span.report_id, start=span.start, end=span.end, exact=exact)
