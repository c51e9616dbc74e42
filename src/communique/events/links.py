"""How the events of a story hang together where a text says so: because of, in response to, rescheduled as…"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from communique.events.claims import Fact
from communique.events.frames import word_list
from communique.events.views import StoryView
from communique.records import Event, EventType, Link, Status
from communique.rules import load_table

UNDONE = {Status.POSTPONED, Status.CANCELLED}


def find_links(rows: list[tuple[Event, list[Fact]]], story: StoryView) -> Iterator[Link]:
    """The links between a story's events, sorted, each with the claims that say so."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for key, claim_ids in [*_rescheduled(rows), *_worded(rows, story)]:
        found.setdefault(key, set()).update(claim_ids)
    for (from_event, to_event, kind), claims in sorted(found.items()):
        yield Link(from_event=from_event, to_event=to_event, kind=kind, claim_ids=tuple(sorted(claims)))


Key = tuple[str, str, str]


def _rescheduled(rows: list[tuple[Event, list[Fact]]]) -> Iterator[tuple[Key, set[str]]]:
    """A visit put off and a later visit of the same sides."""
    for off, facts in rows:
        if off.event_type is not EventType.CONSULT or off.status not in UNDONE:
            continue
        for on, _ in rows:
            same = (
                on.mode == off.mode
                and set(on.actor) == set(off.actor)
                and set(on.recipient_states) == set(off.recipient_states)
            )
            later = not (on.date_start and off.date_start) or on.date_start > off.date_start
            if (
                same
                and on.event_id != off.event_id
                and on.status not in UNDONE
                and later
                and not on.background
            ):
                yield (
                    (off.event_id, on.event_id, "rescheduled_as"),
                    {f.claim.claim_id for f in facts if f.claim.status in UNDONE},
                )


def _worded(rows: list[tuple[Event, list[Fact]]], story: StoryView) -> Iterator[tuple[Key, set[str]]]:
    """Two events told in one sentence with a linking phrase right between their triggers."""
    texts = {r.report.report_id: r.report.text for r in story.reports}
    by_sentence: dict[tuple[str, int], list[tuple[Event, Fact]]] = {}
    for event, facts in rows:
        for fact in facts:
            by_sentence.setdefault((fact.claim.report_id, fact.claim.start), []).append((event, fact))
    for (report_id, _), told in sorted(by_sentence.items()):
        told.sort(key=lambda pair: (pair[1].claim.trigger_start, pair[0].event_id))
        for (left, one), (right, two) in pairwise(told):
            if left.event_id == right.event_id:
                continue
            between = f" {texts[report_id][one.claim.trigger_end : two.claim.trigger_start].lower()} "
            kind = next((k for p, k in _phrases() if _leads(f" {p} ", between)), None)
            if kind == "because_of" and left.status not in UNDONE and right.event_type not in _hostile():
                continue
            if kind is not None:
                yield (left.event_id, right.event_id, kind), {one.claim.claim_id, two.claim.claim_id}


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """The linking phrases, the longest first, each with the link it tells."""
    rows = load_table("events/links.tsv")
    return tuple(sorted(((r["phrase"], r["kind"]) for r in rows), key=lambda pair: (-len(pair[0]), pair)))


def _leads(phrase: str, between: str) -> bool:
    """Whether a linking phrase stands right before the second trigger's own words."""
    at = between.rfind(phrase)
    return at >= 0 and len(between) - at - len(phrase) <= 60 and "," not in between[at + len(phrase) :]


def _hostile() -> set[EventType]:
    return {EventType(w.upper()) for w in word_list("hostile")}
