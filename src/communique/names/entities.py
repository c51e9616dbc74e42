"""The entities a story names: states, persons, organisations and places with their codes and coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from communique.names.forms import fold
from communique.names.knowledge import organisations, place_row, sectors, states
from communique.names.people import Person
from communique.names.sightings import Page
from communique.names.titles import Standing, role_at, roles_of
from communique.records import Entity, EntityKind
from communique.rules import load_table
from communique.spans import content_id


def person_id(person: Person, standing: Standing) -> str:
    """The registry's id of a person, else a hash of the normalised full name and the state."""
    if person.person_id:
        return person.person_id
    return content_id("person", " ".join(person.parts), standing.state or "")


def person_entity(
    person: Person, standing: Standing, pages: Mapping[str, Page], latest: str | None
) -> Entity:
    """A person with state, sector and roles."""
    role = role_at(standing, latest)
    name = standing.offices[0].name if standing.offices else person.exact()
    return Entity(
        entity_id=person_id(person, standing),
        kind=EntityKind.PERSON,
        name=name,
        state=standing.state,
        sector=_sector(role, standing, person),
        cow=None,
        gw=None,
        wikidata_id=next((o.wikidata_id for o in standing.offices if o.wikidata_id), None),
        lat=None,
        lon=None,
        geonames_id=None,
        roles=roles_of(person, standing, dict(pages)),
    )


def _sector(role: str | None, standing: Standing, person: Person) -> str | None:
    """The sector of the role held, "ELI" (elites) for a former office holder, None where nothing is told."""
    former = bool(standing.offices) or any(s.title and s.title.former for s in person.sightings)
    return sectors().get(role or "") or ("ELI" if former else None)


def _sector_by_words(name: str) -> str | None:
    """The sector that the last telling word of an unknown organisation's name speaks for ("Institute": EDU)."""
    told = (organisation_words().get(word.strip(".,").lower()) for word in reversed(name.split()))
    return next((sector for sector in told if sector), None)


@cache
def organisation_words() -> Mapping[str, str]:
    """The sector that a word in an organisation's name speaks for."""
    return {row["word"]: row["sector"] for row in load_table("names_rules/organisation_words.tsv")}


def state_entity(iso3: str) -> Entity:
    """A state with its Correlates of War and Gleditsch–Ward numbers and its capital's coordinates."""
    row = states().get(iso3, {})
    return Entity(
        entity_id=iso3,
        kind=EntityKind.STATE if iso3 in states() else EntityKind.ORGANISATION,
        name=row.get("name") or organisations().get(iso3, {}).get("name") or iso3,
        state=iso3 if iso3 in states() else None,
        sector="GOV" if iso3 in states() else None,
        cow=_int(row.get("cow")),
        gw=_int(row.get("gw")),
        wikidata_id=None,
        lat=_float(row.get("lat")),
        lon=_float(row.get("lon")),
        geonames_id=None,
        roles=(),
    )


def organisation_entity(entity_id: str, name: str) -> Entity:
    """An organisation; one the tables know has its sector."""
    row = organisations().get(entity_id, {})
    return Entity(
        entity_id=entity_id,
        kind=EntityKind.ORGANISATION,
        name=row.get("name") or name,
        state=None,
        sector=row.get("sector") or _sector_by_words(name),
        cow=None,
        gw=None,
        wikidata_id=None,
        lat=None,
        lon=None,
        geonames_id=None,
        roles=(),
    )


def place_entity(name: str, state: str | None, near: frozenset[str]) -> Entity:
    """A place with coordinates where the table knows it; `near` are the states the story names."""
    row = place_row(name, state, near)
    slug = "-".join(fold(word) for word in (row.get("name") or name).split())
    found = row.get("state") or state
    number = row.get("geonames_id")
    return Entity(
        entity_id=f"place:{number}" if number else f"place:{slug}" + (f"-{found.lower()}" if found else ""),
        kind=EntityKind.PLACE,
        name=row.get("name") or name,
        state=found or None,
        sector=None,
        cow=None,
        gw=None,
        wikidata_id=None,
        lat=_float(row.get("lat")),
        lon=_float(row.get("lon")),
        geonames_id=_int(number),
        roles=(),
    )


def _int(cell: str | None) -> int | None:
    return int(float(cell)) if cell else None


def _float(cell: str | None) -> float | None:
    return float(cell) if cell else None
