"""When a row of the record says the same as a gold label."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from communique.records import Claim, Entity, EntityKind, EventType, Moment, Quote

Row = dict[str, Any]
_SMALL = {
    "the",
    "a",
    "an",
    "of",
    "and",
    "his",
    "her",
    "its",
    "their",
    "to",
    "in",
    "for",
    "s",
    "mr",
    "ms",
    "mrs",
}


def touches(row: Row, start: int, end: int) -> bool:
    """Whether a labelled stretch and another overlap."""
    return bool(row["start"] < end and start < row["end"])


def same_interval(value: str, moment: Moment) -> bool:
    """Whether a gold EDTF value and a moment mean the same days."""
    if value == moment.value:
        return True
    ends = value.split("/")
    return len(ends) == 2 and ends == [moment.date_start, moment.date_end]


def words(name: str) -> list[str]:
    """A name's words, lower-case, without accents, titles' dots and hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.lower().replace("-", " ").replace(".", " ").replace("’", "").replace("'", "").split()


def same_name(left: str, right: str) -> bool:
    """Whether two full names are one person's: the shorter's words all stand in the longer, or they share two."""
    a, b = words(left), words(right)
    shared = set(a) & set(b)
    return bool(shared) and (len(shared) == min(len(set(a)), len(set(b))) or len(shared) >= 2)


def same_person(person: Row, entity_id: str | None, entities: Mapping[str, Entity]) -> bool:
    """Whether an entity is a gold person, by id or by name."""
    if entity_id is None or entity_id not in entities:
        return False
    entity = entities[entity_id]
    return entity.kind is EntityKind.PERSON and (
        entity_id == person["id"] or same_name(person["name"], entity.name)
    )


def same_speaker(
    speaker: str | None, quote: Quote, people: Mapping[str, Row], entities: Mapping[str, Entity]
) -> bool:
    """Whether a quotation is given to the gold speaker; an anonymous one has words but no id, or its state's."""
    if speaker is None:
        return quote.speaker_id is None
    if speaker.startswith("anon:"):
        entity = entities.get(quote.speaker_id or "")
        return quote.speaker_text is not None and (entity is None or entity.kind is not EntityKind.PERSON)
    if speaker.startswith("text:"):  # gold of others names speakers by their words alone
        entity = entities.get(quote.speaker_id or "")
        said = f"{quote.speaker_text or ''} {entity.name if entity else ''}"
        return bool((set(words(speaker.removeprefix("text:"))) - _SMALL) & set(words(said)))
    if speaker.startswith("state:"):
        return quote.speaker_id == speaker.removeprefix("state:")
    return speaker in people and same_person(people[speaker], quote.speaker_id, entities)


def same_parties(event: Row, claim: Claim) -> bool:
    """Whether actor and recipient states agree; talks, agreements and cooperation have no order of sides."""
    if event.get("actor_states") is None:  # gold of others that labels no parties
        return True
    gold_actor, gold_recipient = set(event["actor_states"]), set(event["recipient_states"])
    actor, recipient = set(claim.actor_states), set(claim.recipient_states)
    symmetric = event["event_type"] in (EventType.CONSULT, EventType.AGREE, EventType.COOPERATE)
    if symmetric and event.get("mode") != "visit":
        return (actor | recipient) == (gold_actor | gold_recipient)
    return actor == gold_actor and recipient == gold_recipient
