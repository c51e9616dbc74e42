"""Where an event took place, as each origin tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.reconcile.days import same_occasions, subject_of
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story, Voice
from communique.records import EntityKind, Event, EventType, Sentence, Verdict

_AT = re.compile(r"\b(?:in|at|near|off|to|outside|of)\s+(?:the\s+)?$", re.IGNORECASE)
MEETINGS = {EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE}


def compare_places(story: Story) -> Iterator[Draft]:
    """Places that two origins give alike. Countries are no places here: every visit has one."""
    for event in story.events:
        by_place: dict[str, list[Voice]] = {}
        for voice in story.best_of_lines(event.event_id):
            for place in places_of(story, voice):
                by_place.setdefault(place, []).append(voice)
        yield from _agreed(story, event, by_place)
    for a, b in same_occasions(story):
        for place in sorted(_places_in(story, a.line.best) & _places_in(story, b.line.best)):
            said = tuple(
                Said(place, d.line.origin_id, (d.claim.claim_id,) if d.claim else ()) for d in (a, b)
            )
            reason = f"{story.names(d.line.origin_id for d in (a, b))} give the same place"
            yield Draft(*subject_of(a, b), "place", Verdict.CORROBORATED, said, reason)


def places_of(story: Story, voice: Voice) -> set[str]:
    """The place a claim gives; for a meeting whose claim gives none, the places its sentence stands "in" or "at"."""
    claim = voice.claim
    entity = story.entities.get(claim.place_id or "")
    if entity is not None and entity.kind is not EntityKind.STATE:
        return {entity.name}
    if entity is None and claim.place_text:
        return {claim.place_text}
    return _places_in(story, voice.line.best) if claim.event_type in MEETINGS else set()


def _places_in(story: Story, sentence: Sentence) -> set[str]:
    found = set()
    for mention in story.mentions.get((sentence.report_id, sentence.start), ()):
        entity = story.entities.get(mention.entity_id or "")
        before = sentence.exact[: mention.start - sentence.start]
        if entity is not None and entity.kind is EntityKind.PLACE and _AT.search(before):
            found.add(entity.name)
    return found


def _agreed(story: Story, event: Event, by_place: dict[str, list[Voice]]) -> Iterator[Draft]:
    for place, voices in sorted(by_place.items()):
        if len({v.origin for v in voices}) > 1:
            said = tuple(Said(place, v.origin, (v.claim.claim_id,)) for v in voices)
            reason = f"{story.names(v.origin for v in voices)} give the same place"
            yield Draft("event", event.event_id, "place", Verdict.CORROBORATED, said, reason)
