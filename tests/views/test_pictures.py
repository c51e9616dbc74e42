"""Networks, series as asked for, and their pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique import views
from communique.errors import UsageError
from communique.record import Record
from communique.records import Event, EventType, SeriesPoint, Status, Verdict
from communique.views.network import make_network


def event(
    n: int, actors: tuple[str, ...], recipients: tuple[str, ...], day: str | None, intensity: float
) -> Event:
    return Event(
        event_id=f"e-{n}", story_id="s-1", event_type=EventType.CONSULT, mode=None, status=Status.HAPPENED,
        actor=actors, actor_states=actors, recipient=recipients, recipient_states=recipients, contexts=(), date=day,
        date_start=day, date_end=day, place_id=None, intensity=intensity, n_reports=1, n_origins=1, n_witnesses=1,
        background=False, verdict=Verdict.SINGLE, confidence=0.9, title="test",
    )  # fmt: skip


def point(period: str, n_events: int | None) -> SeriesPoint:
    return SeriesPoint(
        dyad="PER-ECU", actor_state=None, period=period, n_reports=n_events, n_origins=n_events, n_events=n_events,
        cooperation=n_events and 2.0, conflict=n_events and 1.0, mean_intensity=n_events and 0.5, low=None, high=None,
        event_ids=(),
    )  # fmt: skip


def test_a_meeting_of_three_ties_each_pair() -> None:
    made = make_network([event(1, ("FRA", "DEU", "POL"), (), "2024-03-01", 2.5)], {"e-1": {"o-1", "o-2"}})
    assert [(t.left, t.right, t.n_origins) for t in made.ties] == [
        ("DEU", "FRA", 2), ("DEU", "POL", 2), ("FRA", "POL", 2),
    ]  # fmt: skip


def test_a_network_of_days_holds_only_what_lies_within_them() -> None:
    events = [
        event(1, ("FRA",), ("DEU",), "2024-03-01", 2.5),
        event(2, ("FRA",), ("DEU",), "2024-04-01", -1.5),
        event(3, ("FRA",), ("DEU",), None, 4.0),
    ]
    made = make_network(events, {}, first="2024-03-15", last="2024-04-30")
    assert [(t.n_events, t.cooperation, t.conflict) for t in made.ties] == [(1, 0.0, 1.5)]


def test_a_network_can_be_read_by_other_tools(tmp_path: Path) -> None:
    import networkx as nx

    made = make_network([event(1, ("FRA",), ("DEU",), "2024-03-01", 2.5)], {"e-1": {"o-1"}})
    made.write_graphml(tmp_path / "n.graphml")
    read = nx.read_graphml(tmp_path / "n.graphml")
    assert read.edges["DEU", "FRA"]["mean_intensity"] == 2.5


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_picture_is_the_same_twice(tmp_path: Path, suffix: str) -> None:
    points = [point("2024-01", 3), point("2024-02", None), point("2024-03", 0)]
    for name in ("a", "b"):
        views.draw_series(points, tmp_path / f"{name}{suffix}", title="Peru and Ecuador", note="note")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    assert (tmp_path / f"a{suffix}").stat().st_size > 3_000


def test_a_picture_tells_missing_from_zero(tmp_path: Path) -> None:
    points = [point("2024-01", 3), point("2024-02", None), point("2024-03", 0)]
    views.draw_series(points, tmp_path / "a.svg", title="Peru and Ecuador", note="note")
    assert "hatched: no reports in the record" in (tmp_path / "a.svg").read_text()
    views.draw_series([points[0], points[2]], tmp_path / "b.svg", title="Peru and Ecuador", note="note")
    assert "hatched" not in (tmp_path / "b.svg").read_text()


def test_an_unknown_form_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"name it \.png, \.svg or \.pdf"):
        views.draw_series([point("2024-01", 3)], tmp_path / "a.docx", title="t", note="n")


def test_a_series_asked_for_has_no_gap(seeds: Record) -> None:
    made = views.dyad_series(views.Facts(seeds.rows), "CHN-USA", by="day")
    days = [p.period for p in made.points]
    assert days == sorted(days) and len(set(days)) == len(days)
    assert len(list(made.as_csv())) == len(days) + 1
    assert any(p.n_reports is None for p in made.points)
