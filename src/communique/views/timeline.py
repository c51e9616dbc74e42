"""The series of one dyad as a person asks for it: one kind of period, gapless, with the events behind each period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communique import schema
from communique.periods import PERIODS, begin_of, kind_of
from communique.records import Event, SeriesPoint
from communique.views import phrases
from communique.views.facts import Facts
from communique.views.terms import reports_told

_HEADS = (
    "period", "n_reports", "n_origins", "n_events", "cooperation", "conflict", "mean_intensity", "low", "high",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DyadSeries:
    """One dyad by one kind of period. `points` run gapless; `events` holds what each period counts."""

    dyad: str
    by: str
    points: tuple[SeriesPoint, ...]
    events: dict[str, tuple[Event, ...]]
    title: str
    note: str

    def as_csv(self, *, events: bool = False) -> Iterator[str]:
        """The series as CSV lines, heads first; empty cells where there were no reports. Events follow as comments."""
        yield ",".join(_HEADS)
        for point in self.points:
            yield ",".join(_cell(getattr(point, head)) for head in _HEADS)
            for event in self.events.get(point.period, ()) if events else ():
                yield f"#  {event.event_id} {event.date} {event.event_type} {event.intensity:+g} {event.title}"

    def as_json(self, *, events: bool = False) -> list[dict[str, Any]]:
        """The points as plain values, with the ids of the events behind each where asked."""
        made = []
        for point in self.points:
            row = dict(schema.as_plain(point))
            if not events:
                del row["event_ids"]
            made.append(row)
        return made


def dyad_series(facts: Facts, dyad: str, *, by: str, actor: str | None = None) -> DyadSeries:
    """The series of a dyad from the record's points, periods without reports filled in with None."""
    held = [p for p in facts.series if p.dyad == dyad and p.actor_state == actor and kind_of(p.period) == by]
    points = tuple(_gapless(sorted(held, key=lambda p: begin_of(p.period)), by))
    sides = phrases.listed([phrases.called(state, facts) for state in dyad.split("-")])
    did = f", what {phrases.called(actor, facts)} did" if actor else ""
    reports = {c.report_id for event in facts.between(dyad) for c in facts.claims.get(event.event_id, [])}
    origins = {facts.origin_of(report_id) for report_id in reports}
    return DyadSeries(
        dyad=dyad,
        by=by,
        points=points,
        events={p.period: tuple(facts.events[i] for i in p.event_ids) for p in points},
        title=f"{sides} by {by}{did}",
        note=(
            f"{reports_told(len(reports), len(origins))} of the two. Events that came about; intensities "
            "are PLOVER's, from -10 to 10."
        ),
    )


def _gapless(points: list[SeriesPoint], by: str) -> Iterator[SeriesPoint]:
    held = {point.period: point for point in points}
    for name in PERIODS[by].between(held):
        yield held.get(name) or _unreported(points[0], name)


def _unreported(like: SeriesPoint, name: str) -> SeriesPoint:
    return SeriesPoint(
        dyad=like.dyad, actor_state=like.actor_state, period=name, n_reports=None, n_origins=None, n_events=None,
        cooperation=None, conflict=None, mean_intensity=None, low=None, high=None, event_ids=(),
    )  # fmt: skip


def _cell(value: object) -> str:
    return "" if value is None else str(value)
