"""Days, weeks and months as the periods of a series, and their names."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One kind of period: where the one that holds a day starts, where the next starts, what it is called."""

    start: Callable[[datetime.date], datetime.date]
    after: Callable[[datetime.date], datetime.date]
    name: Callable[[datetime.date], str]

    def holding(self, day: datetime.date) -> str:
        """The name of the period that holds a day."""
        return self.name(self.start(day))

    def length(self, day: datetime.date) -> int:
        """How many days the period that holds a day has."""
        start = self.start(day)
        return (self.after(start) - start).days

    def between(self, names: Iterable[str]) -> Iterator[str]:
        """The names of all periods from the first to the last of those given; none of none."""
        begun = sorted(map(begin_of, names))
        day = begun[0] if begun else datetime.date.max
        while begun and day <= begun[-1]:
            yield self.name(day)
            day = self.after(day)


def _next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + 31 * _DAY).replace(day=1)


def _week_name(day: datetime.date) -> str:
    return f"{day.isoformat()}/{(day + 6 * _DAY).isoformat()}"


PERIODS: dict[str, Period] = {
    "day": Period(lambda d: d, lambda d: d + _DAY, lambda d: d.isoformat()),
    "week": Period(lambda d: d - d.weekday() * _DAY, lambda d: d + 7 * _DAY, _week_name),
    "month": Period(lambda d: d.replace(day=1), _next_month, lambda d: d.isoformat()[:7]),
}


def begin_of(period: str) -> datetime.date:
    """The first day of a named period ("2023-06-18", "2023-06-12/2023-06-18", "2023-06")."""
    return datetime.date.fromisoformat(f"{period}-01" if len(period) == 7 else period[:10])


def kind_of(period: str) -> str:
    """Which kind of period a name is one of: "day", "week" or "month"."""
    return "week" if "/" in period else "month" if len(period) == 7 else "day"


def day_of(text: str | None) -> datetime.date | None:
    """An ISO day as a date; None for anything else."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None
