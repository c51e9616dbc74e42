"""Precision, weeks, shifts and parts of a period."""

from __future__ import annotations

from datetime import date

import pytest

from communique.dates import edtf


def test_a_week_runs_from_monday_to_sunday() -> None:
    days = edtf.week(date(2031, 4, 11), 0)
    assert days.value == "2031-04-07/2031-04-13"


def test_winter_runs_into_the_next_year() -> None:
    assert edtf.season(2031, 24).end == date(2032, 2, 29)


def test_a_month_on_from_the_last_of_january_is_the_last_of_february() -> None:
    assert edtf.shift(date(2031, 1, 31), 1) == date(2031, 2, 28)


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [("early", 1, 10), ("mid", 11, 20), ("late", 21, 30), ("earlier", 1, 15), ("later", 15, 30)],
)
def test_parts_of_a_month_are_its_thirds_or_lie_before_and_after_now(part: str, start: int, end: int) -> None:
    days = edtf.narrow(edtf.month(2031, 4), part, date(2031, 4, 15))
    assert (days.start, days.end) == (date(2031, 4, start), date(2031, 4, end))


@pytest.mark.parametrize("parts", [("02", "30"), ("13", None), ("00", "01"), ("Q5", None)])
def test_what_the_calendar_lacks_is_no_day(parts: tuple[str, str | None]) -> None:
    assert edtf.build(2031, *parts) is None


def test_a_move_out_of_the_calendar_stops_at_its_end() -> None:
    assert edtf.move(date(2031, 1, 1), 10**9, "D") == date.max
