"""Where an event took place, as each origin tells it."""

from __future__ import annotations

from collections.abc import Iterator

from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story, Voice
from communique.records import EntityKind, Event, Verdict


def compare_places(story: Story) -> Iterator[Draft]:
    """Places that two origins give alike. Countries are no places here: every visit has one."""
    for event in story.events:
        by_place: dict[str, list[Voice]] = {}
        for voice in story.best_of_lines(event.event_id):
            place = place_name(story, voice)
            if place:
                by_place.setdefault(place, []).append(voice)
        yield from _agreed(story, event, by_place)


def place_name(story: Story, voice: Voice) -> str | None:
    """The name of the place a claim gives; None where it gives none or a whole country."""
    claim = voice.claim
    entity = story.entities.get(claim.place_id or "")
    if entity is not None and entity.kind is EntityKind.STATE:
        return None
    return entity.name if entity is not None else claim.place_text


def _agreed(story: Story, event: Event, by_place: dict[str, list[Voice]]) -> Iterator[Draft]:
    for place, voices in sorted(by_place.items()):
        if len({v.origin for v in voices}) > 1:
            said = tuple(Said(place, v.origin, (v.claim.claim_id,)) for v in voices)
            reason = f"{story.names(v.origin for v in voices)} give the same place"
            yield Draft("event", event.event_id, "place", Verdict.CORROBORATED, said, reason)
