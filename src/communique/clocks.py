"""Local days at far-apart places: whether two calendar days can be one moment, read off two clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from communique.rules import cells, load_table

DAY = 24.0  # hours
LEAST = 3.0  # hours between two clocks under which one moment rarely falls on two days


@dataclass(frozen=True, slots=True)
class Offset:
    """Hours that a place's clock is ahead of UTC, the least and the most over a year."""

    low: float
    high: float


def may_be_one_moment(day: str, place: str, other_day: str, other_place: str) -> bool:
    """Whether two ISO days, each the local day at its city or state (name or ISO3), can be one moment.

    The same day can; of two adjacent days the later one must be that of a clock at least LEAST hours ahead: late on
    the 18th in Washington is the 19th in Beijing. Days further apart, and days of unknown places, cannot.
    """
    one, two = date.fromisoformat(day), date.fromisoformat(other_day)
    if one == two:
        return True
    left, right = offset_of(place), offset_of(other_place)
    if left is None or right is None or abs((two - one).days) != 1:
        return False
    west, east = (left, right) if one < two else (right, left)
    return east.high - west.low >= LEAST


def offset_of(place: str) -> Offset | None:
    """The clock of a city or state; a state has its capital's, a city not in the table any of its state's.

    None where the place is unknown. Clocks are those of 2024, summer time and winter time not told apart.
    """
    row = _rows().get(place) or _rows().get(_state_by_name().get(place, ""))
    if row:
        return Offset(float(row["low"]), float(row["high"]))
    row = _rows().get(_state_of_city().get(place, ""))
    return Offset(float(row["west"]), float(row["east"])) if row else None


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return {row["place"]: row for row in load_table("names/offsets.tsv")}


@cache
def _state_by_name() -> Mapping[str, str]:
    """ISO3 by a state's names and its capital."""
    return {
        name: row["iso3"]
        for row in load_table("names/states.tsv")
        for name in (*cells(row, "capital"), *cells(row, "aliases"), row["name"])
    }


@cache
def _state_of_city() -> Mapping[str, str]:
    """The state of the most populous city of a name."""
    rows = sorted(load_table("names/cities.tsv"), key=lambda row: float(row["population"] or 0))
    return {name: row["state"] for row in rows for name in (*cells(row, "aliases"), row["name"])}
