"""The series of a dyad: what counts, where it counts, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.periods import PERIODS, kind_of
from communique.record import Record
from communique.records import (
    Basis,
    Claim,
    Event,
    EventType,
    ReportDate,
    SeriesPoint,
    Status,
    Verdict,
)  # fmt: skip
from communique.relations.series import in_period, make_series
from communique.stage import Group


def event(
    n: int, day: str | None, intensity: float = 2.0, *, last: str | None = None,
    kind: EventType = EventType.CONSULT, status: Status = Status.HAPPENED, actor: str = "KEN", recipient: str = "SOM",
) -> Event:  # fmt: skip
    return Event(
        event_id=f"e-{n}", story_id="s-1", event_type=kind, mode=None, status=status, actor=(actor,),
        actor_states=(actor,), recipient=(recipient,), recipient_states=(recipient,), contexts=(), date=day,
        date_start=day, date_end=last or day, place_id=None, intensity=intensity, n_reports=1, n_origins=1,
        n_witnesses=1, background=False, verdict=Verdict.SINGLE, confidence=0.9, title="test",
    )  # fmt: skip


def claim(of: Event, report: str, origin: str) -> Claim:
    return Claim(
        claim_id=f"c-{of.event_id}-{report}", event_id=of.event_id, report_id=report, origin_id=origin, start=0, end=1,
        exact="x", actor=of.actor, actor_states=of.actor_states, actor_sectors=(), recipient=of.recipient,
        recipient_states=of.recipient_states, recipient_sectors=(), actor_text=None, recipient_text=None,
        event_type=of.event_type, mode=None, status=of.status, alleged_by=None, basis=Basis.UNSAID, attributed_to=None,
        contexts=(), date_text=None, date=of.date, date_start=of.date_start, date_end=of.date_end, place_text=None,
        place_id=None, lat=None, lon=None, intensity=of.intensity, confidence=0.9, trigger_start=0, trigger_end=1,
        made_by="test", why="test",
    )  # fmt: skip


def dated(report: str, day: str | None) -> ReportDate:
    return ReportDate(
        report_id=report, published=day, published_basis=None, published_evidence=None, reason="test"
    )


def points(
    events: Iterable[Event], claims: Iterable[Claim], dates: Iterable[ReportDate], *, actor: str | None = None
) -> dict[str, SeriesPoint]:
    group = Group("KEN-SOM", {Event: tuple(events), Claim: tuple(claims), ReportDate: tuple(dates)})
    return {p.period: p for p in make_series(group) if p.actor_state == actor}


def test_a_day_with_reports_and_no_event_is_zero_and_a_day_without_reports_is_none() -> None:
    done, told = event(1, "2024-03-01"), event(2, None)
    made = points(
        (done, told),
        (claim(done, "r-1", "o-1"), claim(told, "r-2", "o-2")),
        (dated("r-1", "2024-03-01"), dated("r-2", "2024-03-03")),
    )
    assert made["2024-03-03"].n_events == 0 and made["2024-03-03"].n_reports == 1
    assert made["2024-03-02"].n_events is None and made["2024-03-02"].n_reports is None
    assert made["2024-03-02"].cooperation is None


def test_cooperation_and_conflict_are_sums_of_the_events_listed() -> None:
    events = (event(1, "2024-03-01", 4.0), event(2, "2024-03-02", -2.0), event(3, "2024-03-02", -5.5))
    made = points(events, [claim(e, "r-1", "o-1") for e in events], (dated("r-1", "2024-03-04"),))
    week = made["2024-02-26/2024-03-03"]
    assert (week.n_events, week.cooperation, week.conflict) == (3, 4.0, 7.5)
    assert week.event_ids == ("e-1", "e-2", "e-3")
    assert week.mean_intensity == pytest.approx(-3.5 / 3, abs=1e-4)


def test_plans_and_statements_are_not_counted_and_threats_are() -> None:
    events = (
        event(1, "2024-03-01", status=Status.PLANNED),
        event(2, "2024-03-01", 0.0, kind=EventType.STATEMENT),
        event(3, "2024-03-01", -4.0, kind=EventType.THREATEN, status=Status.THREATENED),
    )
    made = points(events, [claim(e, "r-1", "o-1") for e in events], (dated("r-1", "2024-03-01"),))
    assert made["2024-03-01"].event_ids == ("e-3",)


def test_a_date_that_is_too_wide_counts_in_the_wider_period_alone() -> None:
    assert in_period(event(1, "2024-03-01", last="2024-03-31"), "month") == "2024-03"
    assert in_period(event(1, "2024-03-01", last="2024-03-31"), "week") is None
    assert in_period(event(1, "2024-03-01", last="2024-03-03"), "day") == "2024-03-01"
    assert in_period(event(1, None), "month") is None


def test_what_one_state_did_leaves_out_what_was_done_to_it() -> None:
    mine, theirs = event(1, "2024-03-01"), event(2, "2024-03-01", actor="SOM", recipient="KEN")
    claims = [claim(e, "r-1", "o-1") for e in (mine, theirs)]
    made = points((mine, theirs), claims, (dated("r-1", "2024-03-01"),), actor="SOM")
    assert made["2024-03"].event_ids == ("e-2",)


def test_an_event_with_a_third_state_is_not_of_the_dyad() -> None:
    other = event(1, "2024-03-01", recipient="ETH")
    assert not points((other,), (claim(other, "r-1", "o-1"),), (dated("r-1", "2024-03-01"),))


def test_the_interval_needs_two_origins_and_holds_what_each_alone_tells() -> None:
    good, bad = event(1, "2024-03-01", 6.0), event(2, "2024-03-01", -6.0)
    alone = points((good, bad), [claim(e, "r-1", "o-1") for e in (good, bad)], (dated("r-1", "2024-03-01"),))
    assert alone["2024-03"].low is None
    apart = points((good, bad), (claim(good, "r-1", "o-1"), claim(bad, "r-2", "o-2")), ())
    assert (apart["2024-03"].low, apart["2024-03"].high) == (-6.0, 6.0)


def test_copies_do_not_narrow_the_interval() -> None:
    good, bad = event(1, "2024-03-01", 6.0), event(2, "2024-03-01", -6.0)
    few = points((good, bad), (claim(good, "r-1", "o-1"), claim(bad, "r-2", "o-2")), ())
    copied = [claim(good, f"r-{n}", "o-1") for n in range(10, 30)]
    many = points((good, bad), [claim(good, "r-1", "o-1"), claim(bad, "r-2", "o-2"), *copied], ())
    assert (few["2024-03"].low, few["2024-03"].high) == (many["2024-03"].low, many["2024-03"].high)
    assert many["2024-03"].n_reports == 22 and many["2024-03"].n_origins == 2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.dates(), st.floats(-10, 10, allow_nan=False)), min_size=1, max_size=8))
def test_totals_are_the_same_by_day_week_and_month(told: list[tuple[object, float]]) -> None:
    events = [event(n, str(day), intensity) for n, (day, intensity) in enumerate(told) if day.year > 1]  # type: ignore[attr-defined]
    events = [e for e in events if (e.date or "9999") < "9998"]
    made = points(events, [claim(e, "r-1", "o-1") for e in events], ())
    for by in PERIODS:
        assert sum(p.n_events or 0 for p in made.values() if kind_of(p.period) == by) == len(events)


def test_the_seeds_series_lists_events_of_the_record(seeds: Record) -> None:
    events = {row["event_id"]: row for row in seeds.events.to_pylist()}
    made = [p for p in seeds.series.to_pylist() if p["dyad"] == "CHN-USA" and p["n_events"]]
    assert made
    for point in made:
        told = [events[i]["intensity"] for i in point["event_ids"]]
        assert point["cooperation"] == pytest.approx(sum(i for i in told if i > 0))
        assert point["conflict"] == pytest.approx(-sum(i for i in told if i < 0))
