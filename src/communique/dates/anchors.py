"""From a value without an anchor to days: the nearest that the direction allows, counted from a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from communique.dates import edtf
from communique.dates.edtf import Days
from communique.dates.nearest import closest, pick, planned_once, within
from communique.records import Direction, MomentBasis

_DATE = re.compile(
    r"(?P<y>\d{4}|XXXX|\d{3}X|\d\dXX)(?:-(?P<p>\d\d|XX|Q\d)(?:-(?P<d>\d\d))?)?(?P<at>@[\w+-]+)?(?P<part>#\w+)?"
)
_DISTANCE = re.compile(
    r"(?P<unit>day|week|weekend|month|quarter|year|decade|century):(?P<n>[+-]?\d+)(?P<part>#\w+)?"
)
_WEEKDAY = re.compile(r"weekday:(?P<w>\d)(?:@(?P<week>week)?(?P<r>[+-]?\d))?")
SOON = 110  # days ahead up to which a day without year is the coming one even under a verb of the past ("set May 15")
CLOSE = 2  # days within which nobody says "last Monday" or "next Monday", but "on Monday"


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the day of writing or speaking, the day told before, the direction.

    `years` are the years that something beside the expression speaks for (a summit held in that month); `once`
    marks a plan of the past ("was to have led a mission in October"), whose month lies ahead more often than behind.
    """

    anchor: date | None
    told: Days | None
    direction: Direction | None
    years: tuple[int, ...] = ()
    once: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The days an expression means, on what that rests, and why; `wrong` says what cannot be."""

    days: Days
    basis: MomentBasis
    reason: str
    wrong: str | None = None


_PERIODS = {  # "the previous week" where nothing was told before is the one before the report's
    "before:P1W": "week:-1", "after:P1W": "week:1", "before:P1M": "month:-1", "after:P1M": "month:1",
    "before:P1Y": "year:-1", "after:P1Y": "year:1",
}  # fmt: skip
NOTHING = Days(None, None, None)


def read_value(value: str, frame: Frame) -> Reading:
    """The days of a value in its frame; no days and basis unsure where it lacks an anchor."""
    spun = value.endswith("~")
    reading = _read(value.removesuffix("~"), frame)
    if spun:
        return Reading(
            reading.days, reading.basis, "word-spun form, read as meant; " + reading.reason, "word-spun"
        )
    return reading


def _read(value: str, frame: Frame) -> Reading:
    head = value.split(":")[0]
    if head in {"after", "before", "same", "sameyear"}:
        return _relative(head, value, frame)
    if "/" in value and not value.startswith("P"):
        first, _, last = value.partition("/")
        return _between(first, last, frame)
    if head == "theday":
        return _the_day(frame)
    if head == "vague":
        return Reading(NOTHING, MomentBasis.UNSURE, "vague: names no day")
    if head == "within":
        return _limit(value.split(":")[1], frame)
    if head == "edge":
        return _relative("same", "same:P1D", frame)
    if head in {"window", "ago", "hence"}:
        return _away(head, value.split(":")[1], frame)
    if match := _WEEKDAY.fullmatch(value):
        return _weekday(match, frame)
    if match := _DISTANCE.fullmatch(value):
        return _distance(match, frame)
    if match := _DATE.fullmatch(value):
        return _date(match, frame)
    return Reading(NOTHING, MomentBasis.UNSURE, "names no day")


def _the_day(frame: Frame) -> Reading:
    """A time of "the day": that of the day told just before, else the day of writing."""
    if frame.told is not None and frame.told.start is not None and frame.told.start == frame.told.end:
        return Reading(frame.told, MomentBasis.EVENT, "of the day told before")
    return _read("day:0", frame)


def _limit(written: str, frame: Frame) -> Reading:
    """The day by which something is due, where it lies ahead; else the length."""
    number, unit = edtf.read_duration(written)
    if number is None or unit not in {"D", "W", "M", "Y"} or frame.direction is not Direction.FUTURE:
        return Reading(Days(written, None, None), MomentBasis.STATED, "a length of time")
    if frame.anchor is None:
        return _unanchored()
    due = edtf.move(frame.anchor, number, unit)
    return Reading(
        Days(due.isoformat(), frame.anchor, due), MomentBasis.ANCHORED, f"due, counted from {frame.anchor}"
    )


def _unanchored() -> Reading:
    return Reading(NOTHING, MomentBasis.UNSURE, "needs the report's date, which is not known")


def _between(first: str, last: str, frame: Frame) -> Reading:
    if first.startswith("XXXX") and re.match(r"\d{4}", last):
        first = last[:4] + first[4:]
    if re.fullmatch(r"\d", last):
        last = f"weekday:{last}"
    left = _read(first, frame)
    if left.days.start is None:
        return Reading(NOTHING, left.basis, left.reason, left.wrong)
    if last.startswith(("XXXX", "weekday")):
        right = _read(last, Frame(left.days.start, None, Direction.FUTURE))
    else:
        right = _read(last, frame)
    if right.days.end is None or left.days.value is None or right.days.value is None:
        return Reading(NOTHING, right.basis, right.reason, right.wrong)
    if right.days.end < left.days.start:
        return Reading(NOTHING, MomentBasis.UNSURE, "ends before it begins", "ends before it begins")
    value = f"{left.days.value}/{right.days.value}"
    return Reading(Days(value, left.days.start, right.days.end), left.basis, left.reason)


def _away(head: str, written: str, frame: Frame) -> Reading:
    number, unit = edtf.read_duration(written.lstrip("+-"))
    if number is None:
        return Reading(NOTHING, MomentBasis.UNSURE, "vague: how long is left open")
    if unit in {"S", "N"} or (unit == "H" and number < 12) or (head, unit, number) == ("window", "D", 1):
        return Reading(NOTHING, MomentBasis.UNSURE, "a stretch within a day")
    if frame.anchor is None:
        return _unanchored()
    if (head, written) == ("window", "-P1W"):
        return _read("week:-1", frame)
    back = head == "ago" or written.startswith("-")
    other = edtf.move(frame.anchor, -number if back else number, unit)
    why = f"counted from {frame.anchor}"
    if head == "window":
        first, last = sorted((other, frame.anchor))
        return Reading(edtf.interval(first, last), MomentBasis.ANCHORED, why)
    unit = "D" if unit == "W" and number == 1 else unit
    return Reading(edtf.at_precision(other, unit), MomentBasis.ANCHORED, why)


def _relative(head: str, value: str, frame: Frame) -> Reading:
    if head == "sameyear":
        return _earlier_year(frame)
    if frame.told is None or frame.told.start is None or frame.told.end is None:
        if frame.anchor is not None and value in _PERIODS:
            return _read(_PERIODS[value], frame)
        return Reading(NOTHING, MomentBasis.UNSURE, "counted from something told before that has no date")
    rest = value.split(":", 1)[1]
    why = f"counted from {frame.told.value} told before"
    if rest.startswith("weekday"):
        days = Frame(frame.told.end + timedelta(days=1), None, Direction.FUTURE)
        return Reading(_read(rest, days).days, MomentBasis.EVENT, why)
    number, unit = edtf.read_duration(rest)
    if number is None:
        return Reading(NOTHING, MomentBasis.UNSURE, "vague: how long is left open")
    if head == "same":
        return Reading(
            frame.told if unit == "D" else edtf.at_precision(frame.told.start, unit), MomentBasis.EVENT, why
        )
    at = edtf.move(
        frame.told.start if head == "before" else frame.told.end, number if head == "after" else -number, unit
    )
    if (frame.told.end - frame.told.start).days > 6 and unit in {"D", "W"}:
        return Reading(NOTHING, MomentBasis.UNSURE, "counted from something told before that has no day")
    return Reading(edtf.at_precision(at, unit), MomentBasis.EVENT, why)


def _earlier_year(frame: Frame) -> Reading:
    told = frame.told
    if told is None or told.value is None or told.start is None:
        return (
            _unanchored()
            if frame.anchor is None
            else Reading(
                edtf.year(frame.anchor.year - 1), MomentBasis.ANCHORED, f"counted from {frame.anchor}"
            )
        )
    if re.fullmatch(r"\d{4}-\d\d", told.value):
        return Reading(
            edtf.month(told.start.year - 1, told.start.month),
            MomentBasis.EVENT,
            "a year before what was told",
        )
    return Reading(edtf.year(told.start.year - 1), MomentBasis.EVENT, "a year before what was told")


def _weekday(match: re.Match[str], frame: Frame) -> Reading:
    if frame.anchor is None:
        return _unanchored()
    weekday, of_week = int(match["w"]), bool(match["week"])
    at = nearest_weekday(weekday, frame.anchor, frame.direction, match["r"], of_week)
    return Reading(edtf.day(at), MomentBasis.ANCHORED, _why(frame))


def nearest_weekday(
    weekday: int, anchor: date, direction: Direction | None, told: str | None = None, of_week: bool = False
) -> date:
    """The nearest such weekday within six days in the direction; the same weekday is the anchor itself.

    `told` is −1, 0 or 1 for last, this, next, which leave the anchor's own day out; with `of_week` it counts weeks.
    """
    back = (anchor.weekday() - weekday) % 7
    ahead = (weekday - anchor.weekday()) % 7
    if of_week:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=int(told or 0))
        return monday + timedelta(days=weekday)
    if told is not None and int(told) < 0:
        return anchor - timedelta(days=back if back > CLOSE else back + 7)
    if told is not None and int(told) > 0:
        return anchor + timedelta(days=ahead if ahead > CLOSE else ahead + 7)
    if direction is Direction.FUTURE:
        return anchor + timedelta(days=ahead)
    if ahead < back and (direction is Direction.PRESENT or told is not None):
        return anchor + timedelta(days=ahead)
    return anchor - timedelta(days=back)


def _why(frame: Frame) -> str:
    where = {Direction.FUTURE: "ahead of", Direction.PAST: "behind", Direction.PRESENT: "at or behind"}
    return f"nearest {where.get(frame.direction, 'to') if frame.direction else 'to'} {frame.anchor}"


def _distance(match: re.Match[str], frame: Frame) -> Reading:
    if frame.anchor is None:
        return _unanchored()
    number, anchor = int(match["n"]), frame.anchor
    match match["unit"]:
        case "day":
            days = edtf.day(anchor + timedelta(days=number))
        case "week":
            days = edtf.week(anchor, number + _just_over(match, frame))
        case "weekend":
            days = _weekend(anchor, number, frame.direction)
        case "month":
            at = edtf.shift(anchor.replace(day=1), number)
            days = edtf.month(at.year, at.month)
        case "quarter":
            at = edtf.shift(anchor.replace(day=1), 3 * number)
            days = edtf.quarter(at.year, (at.month + 2) // 3)
        case "year":
            days = edtf.year(anchor.year + number)
        case "decade":
            first = anchor.year // 10 * 10 + 10 * number
            days = edtf.years(first, first + 9, f"{first // 10:03d}X")
        case _:
            first = anchor.year // 100 * 100 + 100 * number
            days = edtf.years(first, first + 99, f"{first // 100:02d}XX")
    if match["part"]:
        days = edtf.narrow(days, match["part"][1:], anchor)
    return Reading(days, MomentBasis.ANCHORED, f"counted from {anchor}")


def _just_over(match: re.Match[str], frame: Frame) -> bool:
    """News written on a Sunday calls the week that ends with it "last week"."""
    assert frame.anchor is not None
    return int(match["n"]) == -1 and frame.anchor.weekday() == edtf.SUNDAY


def _weekend(anchor: date, number: int, direction: Direction | None) -> Days:
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    inside = anchor.weekday() >= 5
    if number > 0 or (number == 0 and direction is Direction.FUTURE and not inside):
        saturday += timedelta(days=7)
    elif number < 0 and inside:
        saturday -= timedelta(days=7)
    return edtf.interval(saturday, saturday + timedelta(days=1))


def _date(match: re.Match[str], frame: Frame) -> Reading:
    written, at = match["y"], match["at"] or ""
    wrong = None
    if "X" in written and written != "XXXX":
        first = int(written.replace("X", "0"))
        days = edtf.years(first, int(written.replace("X", "9")), written)
        reading = Reading(days, MomentBasis.STATED, "as written")
    elif written != "XXXX":
        found = edtf.build(int(written), match["p"], match["d"])
        wrong = None if found else "there is no such day"
        reading = Reading(
            found or NOTHING, MomentBasis.STATED if found else MomentBasis.UNSURE, "as written", wrong
        )
    elif frame.anchor is None:
        return _yearless(match, frame)
    else:
        reading = _near(match, at, frame, frame.anchor)
    if match["part"] and reading.days.start is not None:
        return Reading(
            edtf.narrow(reading.days, match["part"][1:], frame.anchor),
            reading.basis,
            reading.reason,
            reading.wrong,
        )
    return reading


def _yearless(match: re.Match[str], frame: Frame) -> Reading:
    if match["d"] and match["p"].isdigit() and edtf.build(2024, match["p"], match["d"]) is None:
        return Reading(NOTHING, MomentBasis.UNSURE, "there is no such day", "there is no such day")
    if len(frame.years) == 1:
        found = edtf.build(frame.years[0], match["p"], match["d"])
        if found is not None:
            return Reading(found, MomentBasis.EVENT, "the year of the summit beside it")
    return _unanchored()


def _near(match: re.Match[str], at: str, frame: Frame, anchor: date) -> Reading:
    if match["p"] == "XX":
        return _day_of_month(int(match["d"]), anchor, frame)
    if at.startswith("@year"):
        found = edtf.build(anchor.year + int(at[5:]), match["p"], match["d"])
        return Reading(found or NOTHING, MomentBasis.ANCHORED, f"counted from {anchor}")
    around = [c for n in range(-8, 9) if (c := edtf.build(anchor.year + n, match["p"], match["d"]))]
    if not around:
        return Reading(NOTHING, MomentBasis.UNSURE, "there is no such day", "there is no such day")
    if at.startswith("@w"):
        fitting = [
            c
            for c in around
            if c.start and c.start.weekday() == int(at[2:]) and abs(c.start.year - anchor.year) <= 1
        ]
        if fitting:
            return Reading(closest(fitting, anchor), MomentBasis.ANCHORED, "the year whose weekday fits")
    if frame.years:
        spoken = [c for c in around if c.start and c.start.year in frame.years]
        if spoken:
            return Reading(
                pick(spoken, anchor, frame.direction) or closest(spoken, anchor),
                MomentBasis.EVENT,
                "the year of the summit beside it",
            )
    if at:
        return _told(at, around, anchor)
    nearest = closest(around, anchor)
    seasonal = match["p"] in {"21", "22", "23", "24"}
    if (match["d"] or seasonal) and frame.direction is not Direction.FUTURE and within(nearest, anchor, SOON):
        return Reading(nearest, MomentBasis.ANCHORED, f"nearest to {anchor}")
    if frame.once:
        nearest = planned_once(around, anchor)
    days = pick(around, anchor, frame.direction) or nearest
    return Reading(days, MomentBasis.ANCHORED, _why(frame))


def _told(at: str, around: list[Days], anchor: date) -> Reading:
    """Last, this or next May: the last one over, the one of this year, the first one to come."""
    number = int(at[1:])
    if number < 0:
        found = [c for c in around if c.end and c.end < anchor][-1:]
    elif number > 0:
        found = [c for c in around if c.start and c.start > anchor][:1]
    else:
        found = [c for c in around if c.start and c.start.year == anchor.year]
    return Reading(found[0] if found else NOTHING, MomentBasis.ANCHORED, f"counted from {anchor}")


def _day_of_month(number: int, anchor: date, frame: Frame) -> Reading:
    around = []
    for n in range(-2, 3):
        at = edtf.shift(anchor.replace(day=1), n)
        found = edtf.build(at.year, f"{at.month:02d}", f"{number:02d}")
        if found:
            around.append(found)
    if not around:
        return Reading(NOTHING, MomentBasis.UNSURE, "there is no such day", "there is no such day")
    days = pick(around, anchor, frame.direction) or closest(around, anchor)
    return Reading(days, MomentBasis.ANCHORED, _why(frame))
