"""Among the days an expression may mean, the one its direction and its distance speak for."""

from __future__ import annotations

from datetime import date

from communique.dates.edtf import Days
from communique.records import Direction


def planned_once(around: list[Days], anchor: date) -> Days:
    """The month to come, unless the one gone by is three times nearer."""
    behind, ahead = pick(around, anchor, Direction.PAST), pick(around, anchor, Direction.FUTURE)
    if behind is None or behind.end is None or ahead is None or ahead.start is None:
        return closest(around, anchor)
    return behind if 3 * (anchor - behind.end).days < (ahead.start - anchor).days else ahead


def within(days: Days, anchor: date, reach: int) -> bool:
    """Whether days begin within so many days of the anchor."""
    return days.start is not None and abs((days.start - anchor).days) <= reach


def pick(around: list[Days], anchor: date, direction: Direction | None) -> Days | None:
    """The last days behind the anchor or the first ahead of it, as the direction says; None without one."""
    if direction is Direction.PAST:
        return next((c for c in reversed(around) if c.start and c.start <= anchor), None)
    if direction is Direction.FUTURE:
        return next((c for c in around if c.end and c.end >= anchor), None)
    return None


def closest(around: list[Days], anchor: date) -> Days:
    """The days nearest to the anchor, the earlier where two are alike."""

    def away(days: Days) -> tuple[int, date]:
        assert days.start is not None and days.end is not None
        inside = days.start <= anchor <= days.end
        return (
            0 if inside else min(abs((days.start - anchor).days), abs((days.end - anchor).days)),
            days.start,
        )

    return min(around, key=away)
