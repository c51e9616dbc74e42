"""The dyad as a time series by day, week and month, with intervals over its origins.

An event counts in the period in which it begins, if its date is sharp enough to tell (no longer than the period, or
four days at most). Counted are PLOVER events that came about: done, under way, or threatened (a threat is an act);
statements, our extension, are words without an act and would only water the mean.
"""

from __future__ import annotations

import datetime
import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from communique.dyads import states_of
from communique.periods import PERIODS, Period, begin_of, day_of
from communique.records import Claim, Event, EventType, ReportDate, SeriesPoint, Status
from communique.relations.dyads import dyads_of
from communique.stage import Group

COUNTED = (Status.HAPPENED, Status.ONGOING, Status.THREATENED)
MOST_DAYS = 4  # a visit of three or four days still begins on a day
DRAWS = 200
LONGEST_GAPLESS = 400  # periods: a longer series is stored without its empty periods


def make_series(group: Group) -> Iterator[SeriesPoint]:
    """The points of one dyad: for both states, then for each as the actor, by day, week and month in order.

    `n_reports` are those that tell of the dyad and were published in the period or tell an event of it. Cooperation
    is the sum of the positive intensities, conflict that of the negative ones without their sign. `low` and `high`
    bound 95 % of the mean intensities drawn by resampling origins (percentile bootstrap, Efron 1979), seeded from
    the origins themselves; None below two origins. A period without reports has None in every count.
    """
    told = _Told.of(group)
    for actor_state, period in product((None, *states_of(group.key)), PERIODS):
        yield from _points(group.key, actor_state, told, period)


def in_period(event: Event, by: str) -> str | None:
    """The period an event counts in ("2023-06-18", "2023-06-12/2023-06-18", "2023-06"), None where in none."""
    first, last = day_of(event.date_start), day_of(event.date_end)
    if (
        event.event_type is EventType.STATEMENT
        or event.status not in COUNTED
        or first is None
        or last is None
    ):
        return None
    period = PERIODS[by]
    return period.holding(first) if (last - first).days < max(MOST_DAYS, period.length(first)) else None


# ---------------------------------------------------------------- what is told of the dyad


@dataclass(frozen=True, slots=True)
class _Told:
    """The events of a dyad with the reports and origins behind each, and the day of each report."""

    events: list[Event]
    reports: dict[str, set[str]]  # event_id → report ids
    origins: dict[str, set[str]]  # event_id → origin ids
    published: dict[str, datetime.date]
    origin_of: dict[str, set[str]]  # report_id → origins of its claims about the dyad

    @classmethod
    def of(cls, group: Group) -> _Told:
        events = [event for event in group.of(Event) if group.key in dyads_of(event)]
        wanted = {event.event_id for event in events}
        made = cls(sorted(events, key=lambda e: e.event_id), {}, {}, {}, {})
        for claim in group.of(Claim):
            if claim.event_id in wanted:
                made.reports.setdefault(claim.event_id, set()).add(claim.report_id)
                made.origins.setdefault(claim.event_id, set()).add(claim.origin_id)
                made.origin_of.setdefault(claim.report_id, set()).add(claim.origin_id)
        for date in group.of(ReportDate):
            day = day_of(date.published)
            if day and date.report_id in made.origin_of:
                made.published[date.report_id] = day
        return made


@dataclass(slots=True)
class _Cell:
    """What lies in one period."""

    reports: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)


def _points(dyad: str, actor_state: str | None, told: _Told, by: str) -> Iterator[SeriesPoint]:
    period = PERIODS[by]
    cells: dict[str, _Cell] = {}
    for report_id, day in told.published.items():
        cells.setdefault(period.holding(day), _Cell()).reports.add(report_id)
    for event in told.events:
        name = in_period(event, by)
        if name is None:
            continue
        cell = cells.setdefault(name, _Cell())
        cell.reports |= told.reports.get(event.event_id, set())
        if actor_state is None or actor_state in event.actor_states:
            cell.events.append(event)
    for name in _listed(cells, period):
        yield (
            _point(dyad, actor_state, name, cells[name], told)
            if name in cells
            else _empty(dyad, actor_state, name)
        )


def _listed(cells: Iterable[str], period: Period) -> list[str]:
    """The names in order, with the empty periods between them unless these run too long."""
    names = sorted(cells, key=begin_of)
    if not names:
        return []
    first, last = begin_of(names[0]), begin_of(names[-1])
    too_long = (last - first).days > LONGEST_GAPLESS * period.length(first)
    return names if too_long else list(period.between(names))


def _empty(dyad: str, actor_state: str | None, name: str) -> SeriesPoint:
    return SeriesPoint(
        dyad=dyad, actor_state=actor_state, period=name, n_reports=None, n_origins=None, n_events=None,
        cooperation=None, conflict=None, mean_intensity=None, low=None, high=None, event_ids=(),
    )  # fmt: skip


def _point(dyad: str, actor_state: str | None, name: str, cell: _Cell, told: _Told) -> SeriesPoint:
    intensities = [event.intensity for event in cell.events]
    low, high = _interval(cell.events, told, f"{dyad} {actor_state} {name}")
    return SeriesPoint(
        dyad=dyad,
        actor_state=actor_state,
        period=name,
        n_reports=len(cell.reports),
        n_origins=len({origin for report in cell.reports for origin in told.origin_of.get(report, ())}),
        n_events=len(intensities),
        cooperation=_rounded(math.fsum(i for i in intensities if i > 0)),
        conflict=_rounded(-math.fsum(i for i in intensities if i < 0)),
        mean_intensity=_rounded(math.fsum(intensities) / len(intensities)) if intensities else None,
        low=low,
        high=high,
        event_ids=tuple(sorted(event.event_id for event in cell.events)),
    )


def _rounded(value: float) -> float:
    return round(value, 4) + 0.0  # no negative zero


def _interval(events: Sequence[Event], told: _Told, seed: str) -> tuple[float | None, float | None]:
    """The 2.5 % and 97.5 % points of the mean intensity over resampled origins; an event is in a draw if told in it."""
    origins = sorted({o for event in events for o in told.origins.get(event.event_id, ())})
    if len(origins) < 2:
        return None, None
    intensities = [event.intensity for event in events]
    if min(intensities) == max(intensities):
        return _rounded(intensities[0]), _rounded(intensities[0])
    place = {origin: n for n, origin in enumerate(origins)}
    tells = np.zeros((len(origins), len(events)), dtype=np.float32)
    for n, event in enumerate(events):
        for origin in told.origins.get(event.event_id, ()):
            tells[place[origin], n] = 1
    digest = hashlib.sha256("\n".join((seed, *origins)).encode()).digest()
    draws = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big")))
    counts = draws.multinomial(len(origins), np.full(len(origins), 1 / len(origins)), size=DRAWS)
    drawn = (counts.astype(np.float32) @ tells) > 0
    means = (drawn @ np.array(intensities)) / np.maximum(drawn.sum(axis=1), 1)
    means = means[drawn.any(axis=1)]
    means.sort()
    tail = int(len(means) * 0.025)
    return _rounded(float(means[tail])), _rounded(float(means[-1 - tail]))
