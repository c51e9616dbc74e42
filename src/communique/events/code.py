"""Codes the events of one story: claims sentence by sentence, then the events they tell, then their links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.events.affairs import affairs_of
from communique.events.aligned import carry_over
from communique.events.claims import Fact, claims_of
from communique.events.echoes import fill_echoes
from communique.events.frames import Frames, load_frames
from communique.events.identity import join_claims
from communique.events.links import find_links
from communique.events.rows import event_row, settle_status
from communique.events.second import second_opinion
from communique.events.sides import side_weights, with_sides
from communique.events.telling import load_telling
from communique.events.views import view_story
from communique.records import Claim, Event, Link
from communique.rules import fingerprint
from communique.stage import Group


def _each_once(facts: Iterable[Fact]) -> list[Fact]:
    """One fact a claim id, the surest: two ways of reading a sentence may come to the same claim."""
    kept: dict[str, Fact] = {}
    for fact in facts:
        held = kept.get(fact.claim.claim_id)
        if held is None or fact.claim.confidence > held.claim.confidence:
            kept[fact.claim.claim_id] = fact
    return list(kept.values())


def made_by() -> str:
    """The room and the hash of its code and rules."""
    return f"events {fingerprint('events', 'data/events', 'data/status/spun.tsv')}"


def code_events(group: Group, *, frames: Frames | None = None) -> Iterator[Claim | Event | Link]:
    """The claims of all reports of a story, one event for each thing they tell, and how events hang together."""
    story = view_story(group)
    affairs = affairs_of(story)
    facts = [
        fact
        for report in story.reports
        for fact in claims_of(
            report, story, frames or load_frames(), made_by(), affairs.get(report.report.report_id)
        )
    ]
    facts = second_opinion(facts, story, affairs, load_telling(), made_by())
    facts = with_sides(fill_echoes(facts, affairs), story, affairs, side_weights())
    facts = _each_once(carry_over(facts, story))
    clusters = [_each_once(settle_status(cluster)) for cluster in join_claims(facts, story)]
    rows = []
    for cluster in clusters:
        event = event_row(cluster, story)
        rows.append((event, cluster))
    rows.sort(key=lambda pair: pair[0].event_id)
    for event, cluster in rows:
        for fact in sorted(cluster, key=lambda f: f.claim.claim_id):
            yield replace(fact.claim, event_id=event.event_id)
    yield from (event for event, _ in rows)
    yield from find_links(rows, story)
