"""The days that the time expressions of a story mean, and its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from communique.dates.anchors import Frame, Reading, read_value
from communique.dates.borrowed import Stretch, borrowed_days
from communique.dates.clauses import words
from communique.dates.directions import Bearing, Compass, sayings
from communique.dates.doubts import find_doubts
from communique.dates.edtf import Days, read_duration
from communique.dates.numbers import read_number
from communique.dates.speech import Speech
from communique.dates.summits import years_beside
from communique.records import (
    Block,
    BlockKind,
    Copy,
    Direction,
    Moment,
    MomentBasis,
    MomentKind,
    Number,
    Parse,
    Predicate,
    Report,
    ReportDate,
    Sentence,
    Spotted,
    SpottedKind,
)
from communique.stage import Group

_MONTH = re.compile(r"XXXX-(\d\d)\b")
_THAT_YEAR = re.compile(r" of (?:that|the same) year\b")
_SIGNED = {"past": Direction.PAST, "present": Direction.PRESENT, "future": Direction.FUTURE}
_RUNNING = {"day:0", "week:0", "month:0", "year:0", "quarter:0", "decade:0", "century:0"}
FAR = 3000  # and to the one that "that day" points to
NEAR = 400  # characters back to the day that "two days later" is counted from


def date_moments(group: Group) -> Iterator[Moment | Number]:
    """A moment for each time expression and a number for each number, by report and place.

    Days are counted from the report's own day, or from the day of speaking inside quotations, in the direction that
    the governing verb's status gives: ahead for what is planned, behind for what happened (nearest within six days
    for weekdays). What another telling of the same words contradicts is marked corrupted.
    """
    reports = sorted(group.of(Report), key=lambda r: r.report_id)
    sentences, told = group.of(Sentence), _told_blocks(group.of(Block))
    spotted = [
        s
        for s in group.of(Spotted)
        if s.kind in _READ and any(a <= s.start < b for a, b in told.get(s.report_id, ()))
    ]
    compass = Compass(reports, sentences, group.of(Predicate), group.of(Parse))
    days = {row.report_id: row.published for row in group.of(ReportDate)}
    borrowed = borrowed_days(group.of(Copy), group.of(ReportDate))
    moments: list[Moment] = []
    for report in reports:
        anchor = date.fromisoformat(days[report.report_id] or "") if days.get(report.report_id) else None
        own = sorted((s for s in spotted if s.report_id == report.report_id), key=lambda s: (s.start, s.end))
        held = [s for s in sentences if s.report_id == report.report_id]
        reader = Reader(report, anchor, own, held, compass, borrowed.get(report.report_id, ()))
        moments.extend(reader.read())
    doubts = find_doubts(moments, sentences, group.of(Copy))
    for moment in moments:
        reason = doubts.get((moment.report_id, moment.start, moment.end))
        yield replace(moment, corrupted=True, reason=f"{moment.reason}; {reason}") if reason else moment
    numbers = [s for s in spotted if s.kind is SpottedKind.NUMBER]
    yield from (read_number(s) for s in sorted(numbers, key=lambda s: (s.report_id, s.start, s.end)))


def _told_blocks(blocks: Iterable[Block]) -> dict[str, list[tuple[int, int]]]:
    """The stretches of each report that tell something: body and titles."""
    told: dict[str, list[tuple[int, int]]] = {}
    for block in blocks:
        if block.kind in {BlockKind.BODY, BlockKind.TITLE}:
            told.setdefault(block.report_id, []).append((block.start, block.end))
    return told


class Reader:
    """Reads the time expressions of one report in order, keeping the day told last."""

    def __init__(
        self,
        report: Report,
        anchor: date | None,
        spotted: Sequence[Spotted],
        sentences: Sequence[Sentence],
        compass: Compass,
        borrowed: Sequence[Stretch] = (),
    ) -> None:
        self._report = report
        self._own_day = anchor
        self._anchor = anchor
        self._borrowed = borrowed
        self._spotted = [s for s in spotted if s.kind in KINDS]
        self._texts = {s.sentence_id: s.exact for s in sentences}
        self._compass = compass
        self._speech = Speech(spotted, sentences, compass)
        self._told: tuple[int, Days, str | None] | None = None
        self._day: tuple[int, Days, str | None] | None = None
        self._due: tuple[int, Days, str | None] | None = None

    def read(self) -> Iterator[Moment]:
        """The moments in text order."""
        for spotted in self._spotted:
            taken = (day for start, end, day in self._borrowed if start <= spotted.start < end)
            self._anchor = next(taken, self._own_day)
            moment, days = self._moment(spotted)
            if days.start is not None and spotted.kind is SpottedKind.DATE:
                self._remember(spotted, days)
            yield moment

    def _remember(self, spotted: Spotted, days: Days) -> None:
        """Keeps the day told last, which "two days later" counts from; not the day on which that was said."""
        above = self._compass.governors(spotted)
        beside = self._told is not None and self._told[2] == spotted.sentence_id
        if beside and above and above[0].lemma in sayings():
            return
        self._told = spotted.end, days, spotted.sentence_id
        if days.start == days.end:
            self._day = self._told
            if self._anchor is not None and days.start is not None and days.start > self._anchor:
                self._due = self._told

    def _moment(self, spotted: Spotted) -> tuple[Moment, Days]:
        bearing = self._compass.bearing(spotted)
        direction = bearing.direction
        match spotted.kind:
            case SpottedKind.DURATION:
                return self._duration(spotted, direction)
            case SpottedKind.REPEATED:
                ahead = direction if direction is Direction.FUTURE else Direction.PRESENT
                return _row(spotted, _repeated(spotted.value or ""), ahead), Days(None, None, None)
            case _:
                frame = self._frame(spotted, bearing)
                if (spotted.value or "").startswith("within:"):
                    demanded = self._demanded(spotted)
                    frame = replace(frame, direction=Direction.FUTURE if demanded else None)
                reading = read_value(spotted.value or "", frame)
                return _row(spotted, reading, self._direction(spotted, reading, direction)), reading.days

    def _demanded(self, spotted: Spotted) -> bool:
        """Whether a time limit stands under a demand or an order."""
        return any(p.lemma in words("demand") for p in self._compass.governors(spotted))

    def _frame(self, spotted: Spotted, bearing: Bearing) -> Frame:
        spoken = self._speech.spoken(spotted, self._day_of) if self._anchor else None
        value = spotted.value or ""
        match value:
            case "edge:2":
                told, reach = self._due, NEAR
            case "edge:1" | "same:P1D":
                told, reach = self._day, FAR
            case _:
                told, reach = self._told, NEAR
        before = told[1] if told and spotted.start - told[0] < reach else None
        month = _MONTH.search(value)
        years = (
            years_beside(self._texts.get(spotted.sentence_id or "", ""), int(month.group(1)))
            if month and not bearing.sure
            else ()
        )
        if month and told and _THAT_YEAR.match(self._report.text, spotted.end) and told[1].start is not None:
            years = (told[1].start.year,)
        return Frame(spoken or self._anchor, before, bearing.direction, years, bearing.once)

    def _day_of(self, spotted: Spotted) -> date | None:
        days = read_value(
            spotted.value or "", Frame(self._anchor, None, self._compass.direction(spotted))
        ).days
        return days.start if days.start == days.end else None

    def _direction(self, spotted: Spotted, reading: Reading, direction: Direction | None) -> Direction | None:
        """By the days where they are known, by the words of a vague expression, else as the verb points."""
        value = spotted.value or ""
        start, end, anchor = reading.days.start, reading.days.end, self._anchor
        if start is not None and end is not None and anchor is not None:
            if value in _RUNNING:
                return Direction.PRESENT
            if "#earlier" in value:
                return Direction.PAST
            if "#later" in value or value.startswith("window:+"):
                return Direction.FUTURE
            if value.startswith("window:-"):
                return Direction.PAST
            if end < anchor:
                return Direction.PAST
            return Direction.FUTURE if start > anchor else direction or Direction.PRESENT
        if value.startswith("vague:"):
            return _SIGNED[value.split(":")[1]]
        if value.startswith(("window:-", "ago:")):
            return Direction.PAST
        return Direction.FUTURE if value.startswith(("window:+", "hence:")) else direction

    def _duration(self, spotted: Spotted, direction: Direction | None) -> tuple[Moment, Days]:
        """A length; with its days where it runs from a day told in the same sentence ("on Sunday for two days")."""
        value = spotted.value or ""
        number, unit = read_duration(value)
        reading = Reading(Days(value, None, None), MomentBasis.STATED, "a length of time")
        if self._told is not None and unit == "D" and number and number == int(number) and number <= 31:
            between = self._report.text[self._told[0] : spotted.start]
            start = self._told[1].start
            if start == self._told[1].end and start is not None and re.fullmatch(r"\s+for( a)?\s+", between):
                days = Days(value, start, start + timedelta(days=int(number) - 1))
                reading = Reading(days, MomentBasis.EVENT, "runs from the day told before it")
        return _row(spotted, reading, direction), Days(None, None, None)


KINDS = {
    SpottedKind.DATE: MomentKind.DATE,
    SpottedKind.SPAN: MomentKind.SPAN,
    SpottedKind.DURATION: MomentKind.DURATION,
    SpottedKind.REPEATED: MomentKind.REPEATED,
}


_READ = {*KINDS, SpottedKind.NUMBER, SpottedKind.QUOTATION}


def _repeated(value: str) -> Reading:
    """An ISO 8601 repeating interval; a weekday repeats by the week."""
    every = value.removeprefix("every:")
    every = every if every.startswith("P") else "P1W"
    return Reading(Days(f"R/{every}", None, None), MomentBasis.STATED, "repeats")


def _row(spotted: Spotted, reading: Reading, direction: Direction | None) -> Moment:
    start, end = reading.days.start, reading.days.end
    length = start is None and (reading.days.value or "").startswith("P")
    return Moment(
        report_id=spotted.report_id,
        start=spotted.start,
        end=spotted.end,
        exact=spotted.exact,
        kind=MomentKind.DURATION if length else KINDS[spotted.kind],
        value=reading.days.value,
        date_start=start.isoformat() if start else None,
        date_end=end.isoformat() if end else None,
        basis=reading.basis,
        direction=direction,
        corrupted=reading.wrong is not None,
        reason=f"{reading.reason}; {reading.wrong}" if reading.wrong else reading.reason,
    )
