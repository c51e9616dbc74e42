"""The appointments of one dyad, each through all its changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from communique.dyads import states_of
from communique.records import Appointment, EntityKind
from communique.relations.affairs import Affair, read_affair
from communique.relations.encounters import encounters_of
from communique.relations.shelf import AHEAD, FALLEN, Encounter
from communique.spans import content_id
from communique.stage import Group

_NOUNS = {
    "visit": "visit", "meeting": "meeting", "call": "call", "letter": "letter", "hotline": "call", "summit": "summit",
}  # fmt: skip
_MANY = {
    "head_of_state_or_government": "leaders", "foreign_minister": "foreign ministers", "senior_diplomat": "diplomats",
    "defence": "defence ministers", "military_to_military": "officers",
    "national_security_adviser": "national security advisers", "intelligence": "intelligence chiefs",
    "trade": "trade officials", "finance": "finance officials", "climate": "climate envoys",
    "legislature": "lawmakers", "working_level": "experts",
}  # fmt: skip
_ONE = {
    "head_of_state_or_government": "leader", "foreign_minister": "foreign minister", "senior_diplomat": "envoy",
    "defence": "defence minister", "national_security_adviser": "national security adviser",
    "intelligence": "intelligence chief", "finance": "finance minister", "climate": "climate envoy",
}  # fmt: skip


def keep_calendar(group: Group) -> Iterator[Appointment]:
    """One row for each meeting of the two states that was ever planned, with a day, a month or a season.

    The status is the last: a plan told as held in any report `happened`; a fallen one is `postponed` where a new day
    follows (which has a row of its own) and else what most originals call it; a standing plan is what the last reports
    call it. Meetings only told as held were never on a calendar and have no row.
    """
    affair = read_affair(group)
    yield from appointments_of(affair, encounters_of(affair))


def appointments_of(affair: Affair, encounters: Iterable[Encounter]) -> Iterator[Appointment]:
    """The rows of the encounters that were ever on a calendar."""
    for encounter in encounters:
        if (encounter.moved or encounter.turns & (AHEAD | FALLEN)) and _on_calendar(affair, encounter):
            yield _appointment(affair, encounter)


def _on_calendar(affair: Affair, encounter: Encounter) -> bool:
    """A day, a month or a season; or a named visitor with words that point ahead; or a gathering with its place.

    What was to be long before the reports is history, and a refused meeting was never on a calendar.
    """
    if encounter.status == "refused" or (encounter.day.end or "9999") < affair.horizon:
        return False
    named = any(s.who for s in encounter.sightings) and "visit" in encounter.media
    gathering = encounter.media == {"summit"} and any(s.place for s in encounter.sightings)
    return encounter.day.start is not None or gathering or (named and encounter.day.vague is not None)


def _appointment(affair: Affair, encounter: Encounter) -> Appointment:
    who = tuple(dict.fromkeys(i for s in encounter.sightings for i in s.who))
    events = Counter(s.event_id for s in encounter.sightings if s.event_id)
    at = _most(s.place for s in encounter.sightings if s.place)
    place = affair.entities[at].name if at else None
    what = _what(affair, encounter, who, place)
    return Appointment(
        appointment_id=content_id("appointment", affair.dyad, encounter.level, encounter.day.value, what),
        dyad=affair.dyad,
        event_id=min(events, key=lambda e: (-events[e], e)) if events else None,
        what=what,
        who=who or states_of(affair.dyad),
        date=encounter.day.value,
        place=place,
        status=encounter.status,
        first_said_on=encounter.first_told(affair),
        n_origins=len(encounter.origins(affair)),
        claim_ids=encounter.claim_ids,
        evidence=encounter.evidence,
    )


def _most(values: Iterator[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _what(affair: Affair, encounter: Encounter, who: tuple[str, ...], place: str | None) -> str:
    """A short phrase of the fields alone ("visit of Anna Berg to Oslo", "meeting of foreign ministers in Doha")."""
    medium = _most(m for s in encounter.sightings for m in s.media[:1]) or "meeting"
    names = [e.name for i in who if (e := affair.entities.get(i)) and e.kind is EntityKind.PERSON]
    if medium == "visit":
        return _visit(affair, encounter, who, names, place)
    parties = " and ".join(names[:3]) or _MANY.get(encounter.level or "", "officials")
    return f"{_NOUNS[medium]} of {parties}{f' in {place}' if place else ''}"


def _visit(
    affair: Affair, encounter: Encounter, who: tuple[str, ...], names: list[str], place: str | None
) -> str:
    many = _MANY.get(encounter.level or "", "officials")
    one = _ONE.get(encounter.level or "", many)
    sides = states_of(affair.dyad)
    host = _host(affair, encounter, who, sides)
    if host is None:
        return f"visit of {' and '.join(names[:3]) or many}{f' to {place}' if place else ''}"
    visitor = sides[1] if host == sides[0] else sides[0]
    guest = " and ".join(names[:3]) or f"{_name(affair, visitor)}'s {one}"
    return f"visit of {guest} to {place or _name(affair, host)}"


def _host(affair: Affair, encounter: Encounter, who: tuple[str, ...], sides: tuple[str, str]) -> str | None:
    """The side that is visited: that of the place, else the one the visitor is not of; None where nobody says."""
    place = _most(s.place for s in encounter.sightings if s.place)
    at = affair.state_of(place)
    if place is not None:
        return at if at in sides else None
    told = _most(s.visitor for s in encounter.sightings if s.visitor and s.turn not in FALLEN)
    visitor = affair.state_of(who[0]) if who else told
    return next((side for side in sides if side != visitor), None) if visitor in sides else None


def _name(affair: Affair, state: str) -> str:
    entity = affair.entities.get(state)
    return entity.name if entity else state
