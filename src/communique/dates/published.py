"""When each report of a story was published: as stated, else from its own words, else from dated siblings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.dates.clues import Clue, Dossier, Stated, Yearless, open_dossiers
from communique.dates.directions import Compass
from communique.dates.edtf import build
from communique.records import (
    Block,
    Direction,
    Parse,
    Predicate,
    PublishedBasis,
    Report,
    ReportDate,
    Sentence,
    Spotted,
)
from communique.spans import Span
from communique.stage import Group

WINDOW = 7  # days around a dated sibling in which a report of the same affair is looked for
NEAR_SIBLING = 45  # days at most between a dateline without year and the dated sibling that lends its year
YEARS_ON = 3  # years after the latest one told as past in which a dateline without year is looked for
AFFAIR = 0.2  # share of content words from which two reports of a story tell of one affair, not of two
RETOLD = 0.6  # share from which one retells the other
KIN = 0.5  # share from which the sibling most alike is taken for the one retold
STATED = (PublishedBasis.STATED, PublishedBasis.GIVEN)
EARLIER = 3.0  # what a day before that of the report retold loses
COPIED = 2.5  # what a copy of a dated sibling gains on that sibling's day, times the square of the share
RETELLING = 2.8  # the same where the sibling states its day itself
LEAST = 1.0  # what the best day must score; one clear weekday is enough
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
# How well a weekday so many days away fits news of a day (0 the same day … 6). The lede tells the day's own news;
# elsewhere "on Friday" is more often yesterday's; what is ahead is rarely called by weekday on the day itself.
# Five and six days back a bare weekday is rare: it would be taken for the one ahead.
_LEDE = (1.6, 0.9, 0.6, 0.3, 0.1, -0.3, -0.6)
_BEHIND = (0.8, 1.0, 0.9, 0.7, 0.4, 0.1, -0.2)
_AHEAD = (0.5, 1.0, 0.9, 0.7, 0.5, 0.35, 0.2)
_NOW = (1.2, 0.5, 0.3, 0.2, 0.1, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Known:
    """A report whose day is known, with the days its own words then name."""

    row: ReportDate
    day: date
    named: tuple[tuple[date, frozenset[str], Span], ...]
    words: frozenset[str]


def date_reports(group: Group) -> Iterator[ReportDate]:
    """One row a report: its day, what the day rests on, where the evidence stands, and why. None where undatable."""
    reports = group.of(Report)
    compass = Compass(reports, group.of(Sentence), group.of(Predicate), group.of(Parse))
    dossiers = open_dossiers(reports, group.of(Block), group.of(Sentence), group.of(Spotted), compass)
    rows = {d.report.report_id: _given(d) for d in dossiers}
    if not any(rows.values()):
        rows = {d.report.report_id: _by_own_words(d) or _by_own_year(d) for d in dossiers}
    known = (
        [] if all(rows.values()) else [_know(d, row) for d in dossiers if (row := rows[d.report.report_id])]
    )
    for dossier in dossiers:
        row = rows[dossier.report.report_id]
        yield (
            row
            or _by_story(dossier, known)
            or _by_own_words(dossier)
            or _by_own_year(dossier)
            or _undated(dossier)
        )


def _given(dossier: Dossier) -> ReportDate | None:
    """The date the input states, or the report's dateline or byline."""
    report = dossier.report
    if report.published and _ISO.match(report.published):
        basis = report.published_basis or PublishedBasis.STATED
        return _row(dossier, report.published[:10], basis, None, "stated with the report")
    for stated in dossier.stated:
        if stated.place == "published":
            return _row(
                dossier,
                stated.day.isoformat(),
                PublishedBasis.STATED,
                stated.span,
                "its dateline or byline says so",
            )
    return None


def _by_own_words(dossier: Dossier) -> ReportDate | None:
    """The day that fits the report's own full date (caption, lede) and its weekdays best."""
    best: tuple[float, date, Stated] | None = None
    for stated in dossier.stated:
        for day in _around(stated.day, WINDOW):
            worth = _fit([(clue, {}) for clue in dossier.clues], day) + _near_stated(stated, day)
            if best is None or worth > best[0]:
                best = worth, day, stated
    if best is None or best[0] < LEAST:
        return None
    _, day, stated = best
    why = f"its {stated.place} names {stated.day}; its weekdays fit {day:%A} {day} best"
    return _row(dossier, day.isoformat(), PublishedBasis.INFERRED, stated.span, why)


def _near_stated(stated: Stated, day: date) -> float:
    """A picture or event told of is of the day of the report or a little older."""
    away = (day - stated.day).days
    return 1.2 - 0.2 * away if away >= 0 else -1.0 + 0.2 * away


def _by_own_year(dossier: Dossier) -> ReportDate | None:
    """The first year, from the latest the report tells of as past, in which a dateline's day fits its weekdays."""
    if dossier.last_year is None:
        return None
    for yearless in dossier.yearless:
        for number in range(dossier.last_year, dossier.last_year + YEARS_ON + 1):
            found = build(number, f"{yearless.month:02d}", f"{yearless.day:02d}")
            if found and found.start and _weekdays_fit(dossier, yearless, found.start):
                why = f"its dateline names the day, and {found.start:%A} fits first in {number}"
                return _row(dossier, found.start.isoformat(), PublishedBasis.INFERRED, yearless.span, why)
    return None


def _weekdays_fit(dossier: Dossier, yearless: Yearless, day: date) -> bool:
    """Whether the dateline's weekday is that day's or, without one, the lede's is that day's or the one before's."""
    if yearless.weekday is not None:
        return yearless.weekday == day.weekday()
    behind = [c for c in dossier.clues if c.lede and c.weekday is not None and c.direction is Direction.PAST]
    return any((day.weekday() - (c.weekday or 0)) % 7 <= 1 for c in behind)


def _by_year_of_siblings(dossier: Dossier, known: list[Known]) -> ReportDate | None:
    """A dateline's day in the year that brings it nearest to a dated sibling."""
    for yearless in dossier.yearless:
        days = [
            (abs((found.start - sibling.day).days), found.start, sibling)
            for sibling in known
            for number in (sibling.day.year - 1, sibling.day.year, sibling.day.year + 1)
            if (found := build(number, f"{yearless.month:02d}", f"{yearless.day:02d}")) and found.start
        ]
        if days and min(days, key=lambda d: d[:2])[0] <= NEAR_SIBLING:
            _, day, sibling = min(days, key=lambda d: d[:2])
            why = f"its dateline names the day; the year is that of report {sibling.row.report_id}"
            return _row(dossier, day.isoformat(), PublishedBasis.INFERRED_FROM_STORY, yearless.span, why)
    return None


def _know(dossier: Dossier, row: ReportDate) -> Known:
    day = date.fromisoformat(row.published or "")
    named = [(at, c.words, c.span) for c in dossier.clues if (at := c.day_from(day))]
    named += [(s.day, s.words, s.span) for s in dossier.stated]
    return Known(row, day, tuple(named), dossier.words)


def _by_story(dossier: Dossier, known: list[Known]) -> ReportDate | None:
    """By the siblings whose day is known, where the report tells of the same affair as one of them."""
    likeness = {k.row.report_id: _alike(dossier.words, k.words) for k in known}
    kin = [k for k in known if likeness[k.row.report_id] >= AFFAIR]
    if not kin:
        return None
    row = _by_year_of_siblings(dossier, kin) or _by_siblings(dossier, kin, likeness)
    return row or _by_copy(dossier, kin, likeness)


def _by_siblings(dossier: Dossier, known: list[Known], likeness: dict[str, float]) -> ReportDate | None:
    """The day on which the report's weekdays are those of its dated siblings' events."""
    weekdays = [c for c in dossier.clues if c.weekday is not None or c.value in {"day:-1", "day:1"}]
    if not weekdays:
        return None

    told = [(clue, _likest(clue, known)) for clue in weekdays]
    retold = max(known, key=lambda k: (round(likeness[k.row.report_id], 9), k.row.report_id))
    copied_from = likeness[retold.row.report_id] >= KIN and retold.row.published_basis in STATED

    def worth(day: date) -> float:
        copied = max((likeness[k.row.report_id] for k in known if k.day == day), default=0.0)
        pictured = max((-0.5 for s in dossier.stated if day < s.day), default=0.0)
        early = -EARLIER if copied_from and day < retold.day else 0.0
        return (
            _fit(told, day)
            + _close(day, known)
            + (RETELLING if copied_from else COPIED) * copied**2
            + pictured
            + early
        )

    days = sorted({day for sibling in known for day in _around(sibling.day, WINDOW)})
    day = max(days, key=lambda d: (round(worth(d), 9), -d.toordinal()))
    if worth(day) < LEAST:
        return None
    sibling = _witness(weekdays, day, known)
    beside = f"report {sibling.row.report_id} of {sibling.day}"
    why = f"its weekdays and shared events fit {day:%A} {day} best, beside {beside}"
    evidence = sibling.row.published_evidence or _shared(weekdays, day, sibling) or _own(weekdays, day)
    return _row(dossier, day.isoformat(), PublishedBasis.INFERRED_FROM_STORY, evidence, why)


def _by_copy(dossier: Dossier, known: list[Known], likeness: dict[str, float]) -> ReportDate | None:
    """The day of the dated sibling that the report retells, where it names no weekday of its own."""
    sibling = max(known, key=lambda k: (round(likeness[k.row.report_id], 9), k.row.report_id))
    least = KIN if sibling.row.published_basis in STATED else RETOLD
    if likeness[sibling.row.report_id] < least:
        return None
    why = f"retells report {sibling.row.report_id} of {sibling.day} and names no other day"
    evidence = sibling.row.published_evidence
    return _row(dossier, sibling.row.published, PublishedBasis.INFERRED_FROM_STORY, evidence, why)


def _around(day: date, reach: int) -> list[date]:
    return [day + timedelta(days=n) for n in range(-reach, reach + 1)]


def _fit(clues: Sequence[tuple[Clue, dict[date, float]]], day: date) -> float:
    """How well news of that day would name these weekdays, and whether they fall on the siblings' days."""
    return sum(_fit_one(clue, day) + _agree(clue, day, likest) for clue, likest in clues)


def _fit_one(clue: Clue, day: date) -> float:
    at = clue.day_from(day)
    if at is None or clue.weekday is None:
        return 0.0
    away = min(abs((at - day).days), 6)
    match clue.direction:
        case Direction.FUTURE:
            return _AHEAD[away]
        case Direction.PRESENT:
            return _NOW[away]
        case _:
            return _LEDE[away] if clue.lede else _BEHIND[away]


def _agree(clue: Clue, day: date, likest: dict[date, float]) -> float:
    """+ where siblings tell of the same day in like words, − where the likest telling names another day."""
    at = clue.day_from(day)
    other = max((alike for when, alike in likest.items() if when != at), default=0.0)
    weight = 1.5 if clue.weekday is not None else 3.0  # "yesterday" leaves one day only
    return weight * (likest.get(at, 0.0) - other) if at else 0.0


def _likest(clue: Clue, known: tuple[()] | list[Known]) -> dict[date, float]:
    """For each day of the clue's weekday that siblings name, how alike the likest words around it are."""
    likest: dict[date, float] = {}
    for sibling in known:
        for when, words, _ in sibling.named:
            if clue.weekday is None or when.weekday() == clue.weekday:
                likest[when] = max(likest.get(when, 0.0), _alike(clue.words, words))
    return likest


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def _close(day: date, known: list[Known]) -> float:
    """A little for the days of siblings themselves: it decides only between days that fit alike."""
    return 0.3 / (1 + min(abs((day - sibling.day).days) for sibling in known))


def _witness(clues: list[Clue], day: date, known: list[Known]) -> Known:
    return max(
        known,
        key=lambda k: (
            round(sum(_agree(c, day, _likest(c, [k])) for c in clues), 6),
            -abs((k.day - day).days),
            k.row.report_id,
        ),
    )


def _shared(clues: list[Clue], day: date, sibling: Known) -> Span | None:
    found = [
        (-_alike(clue.words, words), span)
        for clue in clues
        for at, words, span in sibling.named
        if at == clue.day_from(day)
    ]
    return min(found)[1] if found else None


def _own(clues: list[Clue], day: date) -> Span:
    """The report's own weekday that speaks for the day most."""
    return min(clues, key=lambda c: (-_fit_one(c, day), c.span)).span


def _undated(dossier: Dossier) -> ReportDate:
    return _row(dossier, None, None, None, "states no date, and no dated sibling shares its weekdays")


def _row(
    dossier: Dossier, published: str | None, basis: PublishedBasis | None, evidence: Span | None, reason: str
) -> ReportDate:
    return ReportDate(
        report_id=dossier.report.report_id,
        published=published,
        published_basis=basis,
        published_evidence=evidence,
        reason=reason,
    )
