"""The row of a story."""

from __future__ import annotations

from communique.records import (
    Degradation,
    Event,
    EventType,
    Lineage,
    Origin,
    Report,
    ReportDate,
    Status,
    Story,
    Verdict,
)
from communique.stage import Group
from communique.stories import title_story
from communique.stories.titles import dyads_of


def report(report_id, title):
    return Report(
        report_id=report_id, path="r.txt", record=None, url=None, guid=None, outlet_id=None, title=title, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=title or "", sha256="",
    )  # fmt: skip


def origin(origin_id, *reports):
    return Origin(
        origin_id=origin_id,
        wire=None,
        wire_basis=None,
        story_id="st-1",
        report_ids=reports,
        best_report_id=reports[-1],
    )


def event(actors, recipients):
    return Event(
        event_id="e", story_id="st-1", event_type=EventType.CONSULT, mode=None, status=Status.HAPPENED, actor=actors,
        actor_states=actors, recipient=recipients, recipient_states=recipients, contexts=(), date=None, date_start=None,
        date_end=None, place_id=None, intensity=1.0, n_reports=1, n_origins=1, n_witnesses=1, background=False,
        verdict=Verdict.SINGLE, confidence=0.5, title="",
    )  # fmt: skip


def day(report_id, published):
    return ReportDate(
        report_id=report_id,
        published=published,
        published_basis=None,
        published_evidence=None,
        reason="stated",
    )


def lineage(report_id, origin_id, degradation):
    return Lineage(report_id=report_id, origin_id=origin_id, degradation=degradation, reason="test")


def test_the_headline_is_the_least_damaged_of_the_most_reported_origin():
    rows = {
        Report: (report("a", "Small"), report("b", "Spun"), report("c", "Bridge  opens | Harbour News")),
        Origin: (origin("o-1", "a"), origin("o-2", "b", "c")),
        Lineage: (
            lineage("a", "o-1", Degradation.CLEAN),
            lineage("b", "o-2", Degradation.SPUN),
            lineage("c", "o-2", Degradation.CLEAN),
        ),
        Event: (event(("PER",), ("PER",)),),
        ReportDate: (day("a", "2024-03-06"), day("b", None), day("c", "2024-03-05")),
    }
    (story,) = title_story(Group("st-1", rows))
    assert story == Story(
        story_id="st-1", title="Bridge opens", first_published="2024-03-05", last_published="2024-03-06", n_reports=3,
        n_origins=2, dyads=(),
    )  # fmt: skip


def test_a_story_without_headline_or_sentence_is_untitled():
    rows = {Report: (report("a", None),), Event: (event(("PER",), ("PER",)),)}
    (story,) = title_story(Group("st-1", rows))
    assert story.title == "untitled"


def test_reports_without_an_event_make_no_story():
    assert list(title_story(Group("st-1", {Report: (report("a", "A recipe"),)}))) == []


def test_dyads_run_across_events_and_between_the_actors_of_a_meeting():
    assert dyads_of([event(("USA",), ("CHN",)), event(("IRN", "SAU", "CHN"), ())]) == (
        "CHN-IRN", "CHN-SAU", "CHN-USA", "IRN-SAU",
    )  # fmt: skip


def test_a_state_makes_no_dyad_with_itself():
    assert dyads_of([event(("USA",), ("USA",))]) == ()
