"""From what was spotted in a story's reports to mentions of entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.names.cast import Cast, cast_story, needs_repair, place_words, right_name
from communique.names.entities import (
    organisation_entity,
    person_entity,
    person_id,
    place_entity,
    state_entity,
)
from communique.names.forms import fold
from communique.names.knowledge import Registry, registry, states
from communique.names.pages import read_pages
from communique.names.people import Found, Person
from communique.names.referents import Actor
from communique.names.roles import Reading, read_references
from communique.names.sides import affair
from communique.names.sightings import Page, Sighting, find_sightings
from communique.names.titles import Standing, correct, lend_states, role_at, stand, story_states
from communique.records import Copy, Entity, Mention, Spotted, SpottedKind
from communique.spans import content_id
from communique.stage import Group


def name_entities(group: Group, *, known: Registry | None = None) -> Iterator[Mention | Entity]:
    """The mentions of one story in the order of report and place, then its entities sorted by id.

    Persons are resolved over all reports of the story at once; `known` replaces the shipped registry.
    """
    known = known or registry()
    pages = read_pages(group)
    sightings = sorted((s for p in pages.values() for s in find_sightings(p)), key=lambda s: s.order)
    cast = cast_story(sightings, pages, known, group.of(Copy))
    owners = {(s.spotted.report_id, s.spotted.start): f.person for s, f in cast.found.items() if f.person}
    told = story_states(pages)
    pair = affair(pages)
    standing = lend_states(
        {person: stand(person, pages, known, told, pair) for person in cast.people}, owners
    )
    entities: dict[str, Entity] = {}
    mentions = [
        *_persons(cast, standing, pages, known, entities),
        *_fixed(pages, cast, entities),
        *_administrations(pages, owners, standing, entities),
        *_references(group, cast, standing, pages, known, entities),
    ]
    yield from sorted(dict.fromkeys(mentions), key=lambda m: (m.report_id, m.start, m.end, m.entity_id or ""))
    yield from (entities[key] for key in sorted(entities))


def _persons(
    cast: Cast,
    standing: dict[Person, Standing],
    pages: dict[str, Page],
    known: Registry,
    entities: dict[str, Entity],
) -> Iterator[Mention]:
    latest = max((p.day for p in pages.values() if p.day), default=None)
    ids = {person: person_id(person, stands) for person, stands in standing.items()}
    for person, stands in standing.items():
        if any(s.fed for s in person.sightings) and ids[person] not in entities:
            entities[ids[person]] = person_entity(person, stands, pages, latest)
    for sighting, result in cast.found.items():
        if sighting.fed:
            yield _person(sighting, result, ids, standing, pages, known)


def _person(
    sighting: Sighting,
    result: Found,
    ids: dict[Person, str],
    standing: dict[Person, Standing],
    pages: dict[str, Page],
    known: Registry,
) -> Mention:
    spotted, person = sighting.spotted, result.person
    title = sighting.title.core if sighting.title else None
    if person is None:
        return _mention(spotted, None, result.score, result.reason, title=title)
    page = pages[spotted.report_id]
    corrected = correct(sighting.title, standing[person], page)
    repaired = right_name(person, known) if needs_repair(sighting, person, result, known) else None
    reason = result.reason + (f"; title corrected by {corrected[1]}" if corrected else "")
    return _mention(
        spotted,
        ids[person],
        result.score,
        reason,
        title=title,
        repaired=repaired,
        corrected=corrected[0] if corrected else None,
        role=role_at(standing[person], page.day),
    )


def _mention(
    spotted: Spotted, entity_id: str | None, score: float, reason: str, *,
    title: str | None = None, repaired: str | None = None, corrected: str | None = None, role: str | None = None,
) -> Mention:  # fmt: skip
    return Mention(
        report_id=spotted.report_id,
        start=spotted.start,
        end=spotted.end,
        exact=spotted.exact,
        entity_id=entity_id,
        title_as_written=title,
        name_repaired=repaired,
        title_corrected=corrected,
        role_at_date=role,
        score=round(score, 3),
        reason=reason,
    )


def _fixed(pages: dict[str, Page], cast: Cast, entities: dict[str, Entity]) -> Iterator[Mention]:
    """Mentions that need no context: states, organisations, places, and organs of a known state.

    A word the parser takes for a person and the story elsewhere for a place is the place.
    """
    persons = {(s.spotted.report_id, s.spotted.start) for s in cast.found}
    words, near = place_words(pages), story_states(pages)
    for page in pages.values():
        placed = {s.start for s in page.spotted if s.kind in (SpottedKind.PLACE, SpottedKind.STATE)}
        for spotted in filter(page.fed, page.spotted):
            guessed = spotted.reason == "entity" or spotted.kind is SpottedKind.PERSON
            if guessed and (spotted.report_id, spotted.start) in persons:
                continue
            if guessed and spotted.kind is not SpottedKind.PLACE and fold(spotted.exact) in words:
                if spotted.start in placed:
                    continue
                placed.add(spotted.start)
                spotted = replace(spotted, kind=SpottedKind.PLACE, reason="place elsewhere in the story")
            entity = fixed_entity(spotted, near)
            if entity:
                entities.setdefault(entity.entity_id, entity)
                score = 0.5 if spotted.reason == "entity" else 0.8 if spotted.reason == "capital" else 1.0
                yield _mention(spotted, entity.entity_id, score, spotted.reason or spotted.kind.value)


def _administrations(
    pages: dict[str, Page], owners: dict[tuple[str, int], Person], standing: dict[Person, Standing],
    entities: dict[str, Entity],
) -> Iterator[Mention]:  # fmt: skip
    """Governments named after a person of the story ("the Rossi administration")."""
    for page in pages.values():
        for spotted in page.spotted:
            if spotted.kind is SpottedKind.ORGAN and spotted.reason == "administration" and page.fed(spotted):
                owner = owners.get((spotted.report_id, spotted.start))
                state = standing[owner].state if owner else None
                if state:
                    entities.setdefault(state, state_entity(state))
                reason = (
                    "government of a person of the story" if state else "unsure: whose government is not told"
                )
                yield _mention(spotted, state, 0.85 if state else 0.0, reason)


def fixed_entity(spotted: Spotted, near: frozenset[str]) -> Entity | None:
    """The entity of a spotted state, organisation, place or organ; None for other kinds and unowned organs."""
    match spotted.kind:
        case SpottedKind.STATE:
            return state_entity(spotted.value) if spotted.value else None
        case SpottedKind.ORGAN:
            return state_entity(spotted.state) if spotted.state else None
        case SpottedKind.ORGANISATION:
            known = spotted.value or content_id("organisation", spotted.exact.lower())
            return organisation_entity(known, spotted.exact)
        case SpottedKind.PLACE:
            return place_entity(spotted.value or spotted.exact, spotted.state, near)
    return None


def _references(
    group: Group, cast: Cast, standing: dict[Person, Standing], pages: dict[str, Page], known: Registry,
    entities: dict[str, Entity],
) -> Iterator[Mention]:  # fmt: skip
    """Mentions by role noun or pronoun."""
    ids = {person: person_id(person, stands) for person, stands in standing.items()}
    latest = max((p.day for p in pages.values() if p.day), default=None)
    by_id = {person_id(p, s): (p, s) for p, s in standing.items()}
    reading = Reading(group, cast, standing, known)
    named: dict[str, list[Actor]] = {}
    for s, f in cast.found.items():
        if f.person is not None and s.fed:
            actor = Actor(s.spotted.start, s.spotted.end, s.sentence, f.person, None, False)
            named.setdefault(s.spotted.report_id, []).append(actor)
    for report_id, page in pages.items():
        actors = _actors(page, named.get(report_id, []))
        for spotted, referent, title in read_references(reading, page, actors):
            entity_id = ids[referent.person] if referent.person else referent.entity_id
            if entity_id and entity_id in states():
                entities.setdefault(entity_id, state_entity(entity_id))
            elif entity_id and entity_id not in entities and entity_id in by_id:
                entities[entity_id] = person_entity(*by_id[entity_id], pages, latest)
            yield _mention(spotted, entity_id, referent.score, referent.reason, title=title)


def _actors(page: Page, named: list[Actor]) -> list[Actor]:
    """Persons and states named on a page, in text order, subjects not yet marked."""
    found = list(named)
    for spotted in page.spotted:
        if spotted.kind in (SpottedKind.STATE, SpottedKind.ORGAN) and page.fed(spotted) and spotted.state:
            number = page.number[spotted.sentence_id or ""]
            found.append(Actor(spotted.start, spotted.end, number, None, spotted.state, False))
    return sorted(found, key=lambda a: (a.start, a.end, a.entity_id or ""))
