"""Days and EDTF values: from a precision to its first and last day and back."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_DURATION = re.compile(r"P(?:(?P<n>[\d.]+|X)(?P<u>[YMWDQ]|WE))?(?:T(?P<tn>[\d.]+|X)(?P<tu>[HMS])(?:\d+M)?)?")
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Days:
    """An EDTF value and the days it covers; no value where the words name none."""

    value: str | None
    start: date | None
    end: date | None


def day(at: date) -> Days:
    """One day."""
    return Days(at.isoformat(), at, at)


def interval(start: date, end: date) -> Days:
    """Two days and all between them."""
    return Days(f"{start.isoformat()}/{end.isoformat()}", start, end) if start != end else day(start)


def month(year: int, number: int) -> Days:
    """A month of a year."""
    last = calendar.monthrange(year, number)[1]
    return Days(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last))


def year(number: int) -> Days:
    """A year."""
    return Days(f"{number:04d}", date(number, 1, 1), date(number, 12, 31))


def season(number: int, code: int) -> Days:
    """A season (21 spring … 24 winter, which runs on into the next year), northern months."""
    first, last = _SEASONS[code]
    end_year = number + (last < first)
    return Days(f"{number:04d}-{code}", date(number, first, 1), month(end_year, last).end)


def quarter(number: int, which: int) -> Days:
    """A quarter of a year; EDTF writes 33 for the first."""
    return Days(f"{number:04d}-{32 + which}", date(number, 3 * which - 2, 1), month(number, 3 * which).end)


def years(first: int, last: int, value: str) -> Days:
    """Whole years under a value of their own (a decade "199X", a century "19XX")."""
    return Days(value, date(first, 1, 1), date(last, 12, 31))


@lru_cache(maxsize=10_000)
def build(which: int, part: str | None, number_of_day: str | None) -> Days | None:
    """The days of a year, a month, season or quarter of it, or a day; None where the calendar has none."""
    if not 1 <= which <= 9998:
        return None
    if part is None:
        return year(which)
    if part.startswith("Q"):
        return quarter(which, int(part[1])) if part[1] in "1234" else None
    if 21 <= int(part) <= 24:
        return season(which, int(part))
    if not 1 <= int(part) <= 12:
        return None
    if number_of_day is None:
        return month(which, int(part))
    try:
        return day(date(which, int(part), int(number_of_day)))
    except ValueError:
        return None


def week(at: date, offset: int) -> Days:
    """The seven days, Monday to Sunday, `offset` weeks from the week of a day."""
    start = at - timedelta(days=at.weekday()) + timedelta(weeks=offset)
    return interval(start, start + timedelta(days=6))


def shift(at: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    total = at.year * 12 + at.month - 1 + months
    number, index = divmod(total, 12)
    number = min(max(number, 1), 9998)
    return date(number, index + 1, min(at.day, calendar.monthrange(number, index + 1)[1]))


def read_duration(written: str) -> tuple[float | None, str]:
    """How many (None where left open) of which unit: Y M W D Q, or H N S for hours, minutes, seconds."""
    match = _DURATION.fullmatch(written)
    if match is None:
        return None, "D"
    if match["u"]:
        return None if match["n"] == "X" else float(match["n"]), "D" if match["u"] == "WE" else match["u"]
    unit = {"H": "H", "M": "N", "S": "S"}.get(match["tu"] or "H", "H")
    return None if match["tn"] in {None, "X"} else float(match["tn"]), unit


def move(at: date, number: float, unit: str) -> date:
    """A day some units away; hours and less stay within whole days."""
    try:
        match unit:
            case "Y":
                return shift(at, round(number * 12))
            case "Q":
                return shift(at, round(number * 3))
            case "M":
                return shift(at, round(number))
            case "W":
                return at + timedelta(days=round(number * 7))
            case "D":
                return at + timedelta(days=round(number))
            case "H":
                return at + timedelta(days=int(number / 24))
            case _:
                return at
    except OverflowError:
        return date.max if number > 0 else date.min


def at_precision(at: date, unit: str) -> Days:
    """The day, week, month or year that holds a day, as coarse as the unit that led to it."""
    match unit:
        case "Y":
            return year(at.year)
        case "M" | "Q":
            return month(at.year, at.month)
        case "W":
            return week(at, 0)
        case _:
            return day(at)


def narrow(days: Days, part: str, anchor: date | None) -> Days:
    """The same value with its days cut to a part: early, mid, late (thirds), h1, h2, earlier, later (than now)."""
    if days.start is None or days.end is None:
        return days
    length = (days.end - days.start).days + 1
    third = timedelta(days=length // 3)
    half = timedelta(days=length // 2)
    start, end = days.start, days.end
    match part:
        case "early":
            end = start + third - timedelta(days=1) if length >= 3 else end
        case "mid":
            start, end = start + third, end - third
        case "late":
            start = end - third + timedelta(days=1) if length >= 3 else start
        case "h1":
            end = start + half - timedelta(days=1)
        case "h2":
            start = start + half
        case "earlier" if anchor is not None and start <= anchor <= end:
            end = anchor
        case "later" if anchor is not None and start <= anchor <= end:
            start = anchor
    return Days(days.value, start, end)
