"""Says of every stretch of a report what it is, in text order, without touching a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.clean.asides import mark_captions, mark_teasers
from communique.clean.head import dateline_length, mark_byline, mark_dateline_lines, mark_titles
from communique.clean.language import unfit
from communique.clean.lines import Line, mark_furniture, split_lines
from communique.clean.repeats import find_repeats
from communique.records import Block, BlockKind, Reject, Report
from communique.rules import load_rules
from communique.spans import trim
from communique.stage import Group

MOST_LINES = (
    20_000  # lines looked at one by one; what has more is no report, and its rest is body as it stands
)
_SHORTCODE = re.compile(
    r"\[/?(?:ad_\d+|(?:gallery|caption|embed\w*|video|audio|playlist|youtube|vc_\w+|et_\w+|fusion_\w+|wp_\w+|wpml\w*|"
    r"contact-form\w*|adsense|adinserter|quads)(?:\s[^\]\n]{0,300})?)/?\]"
    r"|</?(?:p|br|div|h[1-6]|ul|ol|li|img|figure|figcaption|iframe|script|center|section|table|t[rdh])\b[^<>\n]{0,300}>"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line and what it is."""

    start: int
    end: int
    kind: BlockKind
    rule_id: str | None


def clean_report(group: Group) -> Iterator[Block | Reject]:
    """The blocks of one report in text order, or one reject where it is not English prose.

    Body is what nothing else claims. A line is a block of its own; a dateline before it and a credit behind it
    are blocks of theirs.
    """
    (report,) = group.of(Report)
    if reason := unfit(report.text):
        yield Reject(stage="clean", record_id=report.report_id, path=report.path, reason=reason)
        return
    pieces = _mark_repeats(report.text, list(_pieces(report.text, _judged(report))))
    for piece in pieces:
        yield Block(
            report_id=report.report_id,
            start=piece.start,
            end=piece.end,
            exact=report.text[piece.start : piece.end],
            kind=piece.kind,
            rule_id=piece.rule_id,
        )


def _judged(report: Report) -> list[Line]:
    """The report's lines, judged in the order in which one judgement rests on another."""
    lines = split_lines(report.text)
    judged = lines[:MOST_LINES]
    mark_furniture(judged)
    mark_dateline_lines(judged)
    mark_captions(judged)
    mark_byline(judged, report)
    mark_titles(judged, report)
    mark_teasers(judged)
    return lines


def _pieces(text: str, lines: list[Line]) -> Iterator[Piece]:
    """The lines cut into what they hold: shortcodes, dateline, body, credit."""
    first = True
    for number, line in enumerate(lines):
        if line.kind is not None or number >= MOST_LINES:
            yield Piece(line.start, line.end, line.kind or BlockKind.BODY, line.rule_id)
            continue
        for piece in _without_shortcodes(text, line):
            if piece.kind is not BlockKind.BODY:
                yield piece
                continue
            yield from _cut_paragraph(text, piece, first=first)
            first = first and not line.paragraph


def _without_shortcodes(text: str, line: Line) -> Iterator[Piece]:
    at = line.start
    if "[" in line.text or "<" in line.text:
        for found in _SHORTCODE.finditer(text, line.start, line.end):
            yield from _body(text, at, found.start())
            yield Piece(found.start(), found.end(), BlockKind.SHORTCODE, "shortcode-inline")
            at = found.end()
    yield from _body(text, at, line.end)


def _cut_paragraph(text: str, piece: Piece, *, first: bool) -> Iterator[Piece]:
    start, end = piece.start, piece.end
    if opening := dateline_length(text[start : min(end, start + 400)], first=first):
        yield Piece(start, start + opening[0], BlockKind.DATELINE, opening[1])
        start += opening[0]
    credits = []
    while ending := _credit_start(text, start, end):
        credits.append(Piece(*trim(text, ending[0], end), BlockKind.CREDIT, ending[1]))
        end = ending[0]
    yield from _body(text, start, end)
    yield from reversed(credits)


def _credit_start(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the credit at a paragraph's end begins, and by which rule; None where there is none before words."""
    floor = max(start, end - 400)
    tail = text[floor:end]
    for rule in load_rules("clean/endings.toml"):
        found = rule.pattern.search(tail) if rule.pattern else None
        if found and text[start : floor + found.start()].strip():
            return floor + found.start(), rule.id
    return None


def _body(text: str, start: int, end: int) -> Iterator[Piece]:
    start, end = trim(text, start, end)
    if start < end:
        yield Piece(start, end, BlockKind.BODY, None)


def _mark_repeats(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, with what repeats earlier running text cut out of its paragraph and called so."""
    running = [
        (piece.start, piece.end) for piece in pieces if piece.kind in (BlockKind.BODY, BlockKind.TITLE)
    ]
    repeats = find_repeats(text, running)
    if not repeats:
        return pieces
    marked: list[Piece] = []
    at = 0
    for piece in pieces:
        while at < len(repeats) and repeats[at][1] <= piece.start:
            at += 1
        inside = []
        while at < len(repeats) and repeats[at][0] < piece.end:
            inside.append(repeats[at])
            at += 1
        marked += _split(text, piece, inside) if inside else [piece]
    return marked


def _split(text: str, piece: Piece, repeats: list[tuple[int, int]]) -> Iterator[Piece]:
    at = piece.start
    for start, end in repeats:
        yield from (replace(rest, kind=piece.kind, rule_id=piece.rule_id) for rest in _body(text, at, start))
        yield Piece(start, end, BlockKind.REPEAT, "repeat-run")
        at = end
    yield from (replace(rest, kind=piece.kind, rule_id=piece.rule_id) for rest in _body(text, at, piece.end))
