"""One moment can be two days on far-apart clocks, and no more than that."""

from __future__ import annotations

import pytest

from communique.clocks import LEAST, may_be_one_moment, offset_of
from communique.rules import load_table


@pytest.mark.parametrize(
    ("day", "place", "other_day", "other_place"),
    [
        ("2024-05-18", "Washington", "2024-05-19", "Beijing"),
        ("2024-05-18", "USA", "2024-05-19", "CHN"),
        ("2024-05-18", "Brasília", "2024-05-19", "Tokyo"),
        ("2023-12-31", "San Francisco", "2024-01-01", "Canberra"),
        ("2024-03-03", "London", "2024-03-04", "Wellington"),
        ("2024-05-18", "New York", "2024-05-18", "Beijing"),
    ],
)
def test_the_evening_of_a_western_place_is_the_next_day_far_east(
    day: str, place: str, other_day: str, other_place: str
) -> None:
    assert may_be_one_moment(day, place, other_day, other_place)
    assert may_be_one_moment(other_day, other_place, day, place)


@pytest.mark.parametrize(
    ("day", "place", "other_day", "other_place"),
    [
        ("2024-05-19", "Washington", "2024-05-18", "Beijing"),  # the eastern clock is never a day behind
        ("2024-05-18", "Berlin", "2024-05-19", "Warsaw"),
        ("2024-05-18", "Berlin", "2024-05-19", "Kyiv"),
        ("2024-05-18", "Washington", "2024-05-20", "Beijing"),
        ("2024-05-18", "Nowhere Town", "2024-05-19", "Beijing"),
        ("2024-05-18", "Lima", "2024-05-19", "Bogotá"),
    ],
)
def test_days_that_no_two_clocks_explain_are_two_moments(
    day: str, place: str, other_day: str, other_place: str
) -> None:
    assert not may_be_one_moment(day, place, other_day, other_place)


def test_a_city_has_its_own_clock_and_a_state_that_of_its_capital() -> None:
    honolulu, washington = offset_of("Honolulu"), offset_of("USA")
    assert honolulu and washington and honolulu.high < washington.low
    assert offset_of("United States") == offset_of("USA") == offset_of("Washington")


def test_an_unlisted_city_may_have_any_clock_of_its_state() -> None:
    fresno = offset_of("Fresno")
    assert fresno and fresno.high - fresno.low > LEAST


def test_every_state_has_a_clock_and_every_clock_lies_within_its_state() -> None:
    rows = load_table("names/offsets.tsv")
    assert {row["iso3"] for row in load_table("names/states.tsv")} == {
        row["place"] for row in rows if row["place"] == row["state"]
    }
    assert all(float(r["west"]) <= float(r["low"]) <= float(r["high"]) <= float(r["east"]) for r in rows)
