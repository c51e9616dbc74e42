"""What a report says about its own day: weekdays with their direction, full dates, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from communique.dates.anchors import Frame, read_value
from communique.dates.directions import Compass
from communique.dates.edtf import build
from communique.records import Block, BlockKind, Direction, Report, Sentence, Spotted, SpottedKind
from communique.rules import load_table
from communique.spans import Span

LEDE = 2  # body sentences that tell the news of the day
LONG = 90  # characters from which a line without a full stop is a sentence of news and no heading
SHORT = 30  # characters up to which even a line with one is none
_TIMES = {SpottedKind.DATE, SpottedKind.SPAN}
_FULL = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)(?:@w(\d))?")
_YEAR = re.compile(r"\d{4}(?:-|$)")
_WEEKDAY = re.compile(r"weekday:(\d)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"[^\W\d_]+")
_ISSUED = re.compile(r"\b(published|posted|updated|released|issued)\b[^.\d]*$", re.IGNORECASE)
_OLD = re.compile(r"\b(file|archive|undated)\b", re.IGNORECASE)
_HEAD_LINES = {BlockKind.BODY, BlockKind.CAPTION}
HEAD = 5  # blocks from the top among which an outlet's own line stands
_PUBLISHED = {BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.CREDIT}


@dataclass(frozen=True, slots=True)
class Clue:
    """A day or weekday a report names: where, in which direction, beside which words (stems), in the lede or not."""

    span: Span
    value: str
    direction: Direction | None
    words: frozenset[str]
    lede: bool

    @property
    def weekday(self) -> int | None:
        """0 for Monday to 6, None for other expressions."""
        return int(self.value[8]) if _WEEKDAY.fullmatch(self.value) else None

    def day_from(self, published: date) -> date | None:
        """The day the clue means in a report of that day, None where it means no single one."""
        return _day_of(self.value, published, self.direction)


@lru_cache(maxsize=10_000)
def _day_of(value: str, published: date, direction: Direction | None) -> date | None:
    days = read_value(value, Frame(published, None, direction)).days
    return days.start if days.start == days.end else None


@dataclass(frozen=True, slots=True)
class Stated:
    """A full date a report states, and how good a sign of its day that is: published, lede or caption."""

    span: Span
    day: date
    place: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Yearless:
    """A dateline that names day and month alone, and its weekday where it has one."""

    span: Span
    month: int
    day: int
    weekday: int | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that one report says about its day."""

    report: Report
    clues: tuple[Clue, ...]
    stated: tuple[Stated, ...]
    yearless: tuple[Yearless, ...]
    last_year: int | None  # the latest year the report tells of as past
    words: frozenset[str]


def stems(text: str) -> frozenset[str]:
    """The first five letters of each word of four letters or more, so that inflection and half the spinning agree."""
    return frozenset(word.lower()[:5] for word in _WORD.findall(text))


def open_dossiers(
    reports: Iterable[Report],
    blocks: Iterable[Block],
    sentences: Iterable[Sentence],
    spotted: Iterable[Spotted],
    compass: Compass,
) -> list[Dossier]:
    """A dossier for each report, by report id."""
    of_report: dict[str, tuple[list[Block], list[Sentence], list[Spotted]]] = {
        r.report_id: ([], [], []) for r in sorted(reports, key=lambda r: r.report_id)
    }
    known = {r.report_id: r for r in reports}
    for block in blocks:
        of_report[block.report_id][0].append(block)
    for sentence in sentences:
        of_report[sentence.report_id][1].append(sentence)
    for one in spotted:
        of_report[one.report_id][2].append(one)
    return [_open(known[report_id], *rows, compass) for report_id, rows in of_report.items()]


def _open(
    report: Report, blocks: list[Block], sentences: list[Sentence], spotted: list[Spotted], compass: Compass
) -> Dossier:
    blocks, sentences = sorted(blocks, key=lambda b: b.start), sorted(sentences, key=lambda s: s.start)
    spotted = sorted(spotted, key=lambda s: s.start)
    quoted = [(s.start, s.end) for s in spotted if s.kind is SpottedKind.QUOTATION]
    times = [s for s in spotted if s.kind in _TIMES and not any(a <= s.start < b for a, b in quoted)]
    body = [s for s in sentences if s.block_kind is BlockKind.BODY]
    lede = {s.sentence_id for s in [s for s in body if _tells(s.exact)][:LEDE]}
    dated = {s.sentence_id for s in times}
    text = {s.sentence_id: stems(s.exact) for s in sentences if s.sentence_id in dated}
    clues = tuple(_clue(s, text, lede, compass) for s in times if s.sentence_id in text and _clear(s))
    stated = tuple(found for s in times if (found := _stated(s, report, blocks, lede, text)))
    yearless = tuple(one for s in times if (one := _yearless(s, report, blocks, lede)))
    years = [int(s.value[:4]) for s in times if s.value and _YEAR.match(s.value) and _behind(s, compass)]
    words = stems(" ".join(s.exact for s in body))
    return Dossier(report, clues, stated, yearless, max(years, default=None), words)


def _behind(spotted: Spotted, compass: Compass) -> bool:
    return compass.direction(spotted) is Direction.PAST


def _yearless(spotted: Spotted, report: Report, blocks: list[Block], lede: set[str]) -> Yearless | None:
    match = _MONTH_DAY.fullmatch(spotted.value or "")
    at = next((i for i, b in enumerate(blocks) if b.start <= spotted.start < b.end), None)
    if match is None or at is None or _place(spotted, report, blocks, at, lede) != "published":
        return None
    span = Span(report_id=spotted.report_id, start=spotted.start, end=spotted.end)
    return Yearless(span, int(match[1]), int(match[2]), int(match[3]) if match[3] else None)


def _tells(text: str) -> bool:
    return len(text) >= LONG or (len(text) >= SHORT and text.rstrip()[-1:] in '.!?”"’)')


def _clear(spotted: Spotted) -> bool:
    value = spotted.value or ""
    return bool(_WEEKDAY.fullmatch(value) or _FULL.fullmatch(value) or value.startswith("day:"))


def _clue(spotted: Spotted, text: dict[str, frozenset[str]], lede: set[str], compass: Compass) -> Clue:
    sentence_id = spotted.sentence_id or ""
    return Clue(
        span=Span(report_id=spotted.report_id, start=spotted.start, end=spotted.end),
        value=spotted.value or "",
        direction=compass.direction(spotted),
        words=text[sentence_id],
        lede=sentence_id in lede,
    )


def _stated(
    spotted: Spotted, report: Report, blocks: list[Block], lede: set[str], text: dict[str, frozenset[str]]
) -> Stated | None:
    match = _FULL.fullmatch(spotted.value or "")
    found = build(int(match[1]), match[2], match[3]) if match else None
    if found is None or found.start is None:
        return None
    at = next((i for i, b in enumerate(blocks) if b.start <= spotted.start < b.end), None)
    if at is None:
        return None
    place = _place(spotted, report, blocks, at, lede)
    span = Span(report_id=spotted.report_id, start=spotted.start, end=spotted.end)
    return Stated(span, found.start, place, stems(blocks[at].exact)) if place else None


def _place(spotted: Spotted, report: Report, blocks: list[Block], at: int, lede: set[str]) -> str | None:
    block = blocks[at]
    if block.kind in _PUBLISHED:
        return "published"
    if _ISSUED.search(report.text[max(block.start, spotted.start - 24) : spotted.start]):
        return "published"
    if at < HEAD and block.kind in _HEAD_LINES and _outlets_line(report.text, block, spotted):
        return "published"
    if block.kind is BlockKind.CAPTION:
        return None if _OLD.search(block.exact) else "caption"
    if block.kind is BlockKind.BODY and at < 5 and spotted.end - spotted.start > 0.5 * len(block.exact):
        return "published"
    ahead = report.text[spotted.end : spotted.end + 24]
    if (
        block.kind is BlockKind.BODY
        and spotted.start - block.start < 40
        and re.match(r"[^.]{0,20}\s?[-–—]+\s", ahead)
    ):
        return "published" if at < 4 else None
    return "lede" if spotted.sentence_id in lede else _loose_caption(block, spotted)


def _outlets_line(text: str, block: Block, spotted: Spotted) -> bool:
    """Whether a line names but an outlet and a place beside the date: "LOMÉ, 3 May 2014, Lagoon Post"."""
    beside = _NAME.findall(text[block.start : spotted.start] + " " + text[spotted.end : block.end])
    named = any(word.lower() in outlet_words() for word in beside)
    short = block.end - block.start < LONG and not text[spotted.end : block.end].rstrip().endswith(".")
    return named and short and sum(word.islower() for word in beside) <= len(beside) / 2


@cache
def outlet_words() -> frozenset[str]:
    """Words of newspapers', agencies' and broadcasters' names ("courier", "diario", "post")."""
    return frozenset(row["word"] for row in load_table("dates/outlet_words.tsv"))


def _loose_caption(block: Block, spotted: Spotted) -> str | None:
    """A short line that ends with a full date is a caption, even where it was not marked as one."""
    tail = block.end - spotted.end
    return "caption" if len(block.exact) < 160 and tail <= 2 and not _OLD.search(block.exact) else None
