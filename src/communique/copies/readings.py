"""One report as this room sees it: narration lines, quotations, words, date, laid out once for all comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.copies.words import Line, lines, stems_of
from communique.records import BlockKind, Report, Sentence, Spotted, SpottedKind

MARKS = re.compile(r"“([^“”\n]{1,1500})[”\n]|(?<!\w)\"([^\"\n]{1,1500})\"")
TOKEN = re.compile(r"(?:[a-z]\.){2,}|'s\b|[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of one quotation."""

    start: int
    end: int
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A report laid out for comparison; `narration` holds its lower-case words outside quotations by sentence."""

    report: Report
    published: str | None
    lines: tuple[Line, ...]
    quotes: tuple[Quoted, ...]
    narration: tuple[tuple[str, ...], ...]
    persons: tuple[str, ...]

    @property
    def n_words(self) -> int:
        """Words of narration."""
        return sum(len(row) for row in self.narration)


def read_report(
    report: Report, sentences: Sequence[Sentence], spotted: Sequence[Spotted], published: str | None
) -> Reading:
    """The report's body laid out; sentences of other blocks are left out."""
    body = [s for s in sorted(sentences, key=lambda s: (s.start, s.end)) if s.block_kind is BlockKind.BODY]
    marked = masks(report.text, spotted)
    quotes = (Quoted(start, end, stems_of(report.text[start:end])) for start, end in marked)
    persons = {s.exact for s in spotted if s.kind is SpottedKind.PERSON}
    return Reading(
        report=report,
        published=published,
        lines=lines(report.text, body, marked),
        quotes=tuple(q for q in quotes if q.stems and any(s.start <= q.start < s.end for s in body)),
        narration=tuple(_outside(report.text, s.start, s.end, marked) for s in body),
        persons=tuple(sorted(persons)),
    )


def masks(text: str, spotted: Iterable[Spotted]) -> list[tuple[int, int]]:
    """Where words stand between quotation marks: as spotted, or by the marks alone where nothing was spotted."""
    found = sorted((s.start, s.end) for s in spotted if s.kind is SpottedKind.QUOTATION)
    return found or [m.span(1) if m.group(1) is not None else m.span(2) for m in MARKS.finditer(text)]


def tokens(text: str) -> tuple[str, ...]:
    """Lower-case words with hyphens kept and the possessive apart, as the word lists write them."""
    return tuple(TOKEN.findall(text.lower().replace("’", "'")))


def _outside(text: str, start: int, end: int, marked: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    found: list[str] = []
    at = start
    for left, right in marked:
        if right > at and left < end:
            found += tokens(text[at : max(at, left)])
            at = max(at, right)
    return (*found, *tokens(text[at:end])) if at < end else tuple(found)
