"""The cast of a story: every sighting of a person given to one person, to nobody, or set aside as no name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from communique.names.aligned import fold_aligned
from communique.names.forms import Parts, alike, fold, same_person, solid
from communique.names.garbled import Families, fold_garbled, holder_alike, repair_full
from communique.names.knowledge import Registry
from communique.names.people import Found, Person, assign_bare, family_words, full_names
from communique.names.sightings import WEIGHTS, Page, Sighting
from communique.records import Copy, SpottedKind

_SAYS = re.compile(
    r",? (?:said|says|told|warned|added|replied|announced|insisted|stressed|met|spoke|denied|stated|mentioned)\b"
)
_SAID = re.compile(r"\b(?:said|says|told|met|stated|mentioned) $")


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of a story and whom each sighting names; sightings that name nobody at all are left out."""

    people: tuple[Person, ...]
    found: Mapping[Sighting, Found]


def cast_story(
    sightings: list[Sighting], pages: Mapping[str, Page], known: Registry, copies: Sequence[Copy] = ()
) -> Cast:
    """Gives every sighting to a person: full names, then family names, then garbled ones, then the registry."""
    days = {report_id: page.day for report_id, page in pages.items()}
    sightings = _places_aside(sightings, pages)
    people = full_names(sightings, known, days)
    found = {s: Found(p, 1.0, "full name") for p in people for s in p.sightings}
    named = assign_bare(sightings, people, known)
    _give(found, named)
    folded = fold_garbled(people, {r: page.damage for r, page in pages.items()})
    people = _fold_all(folded, people, found)
    people = _fold_all(fold_aligned(people, pages, copies), people, found)
    for sighting in sightings:
        if sighting.full and sighting.weak and (result := repair_full(sighting, people)):
            _give(found, {sighting: result})
    people = _lone_names(sightings, found, people, known, pages)
    _by_registry(people, pages, known, found)
    for person in people:
        person.settle(spelling(person, pages))
    return Cast(tuple(people), found)


def _give(found: dict[Sighting, Found], named: Mapping[Sighting, Found]) -> None:
    for sighting, result in named.items():
        found[sighting] = result
        if result.person is not None:
            result.person.sightings.append(sighting)


def _fold_all(
    folded: Mapping[Person, Found], people: list[Person], found: dict[Sighting, Found]
) -> list[Person]:
    for person, repair in folded.items():
        _fold(person, repair, found)
    return [p for p in people if p not in folded]


def _fold(person: Person, repair: Found, found: dict[Sighting, Found]) -> None:
    """Gives all sightings of a misspelt person to the right one."""
    assert repair.person is not None
    right = repair.person.words
    for sighting in person.sightings:
        fits = set(solid(sighting.parts)) <= right
        found[sighting] = replace(repair, repaired=not fits, reason="family name" if fits else repair.reason)
        repair.person.sightings.append(sighting)


def _lone_names(
    sightings: list[Sighting], found: dict[Sighting, Found], people: list[Person], known: Registry,
    pages: Mapping[str, Page],
) -> list[Person]:  # fmt: skip
    """Single words nobody in full explains: misspellings of the cast, registry names, or persons of one name."""
    left: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        if sighting not in found and not sighting.full:
            left.setdefault(sighting.parts[-1], []).append(sighting)
    elsewhere = place_words(pages)
    families = Families(people, known)
    added: list[Person] = []
    for word in sorted(left, key=lambda w: (-len(left[w]), w)):
        group = left[word]
        strong = [s for s in group if not s.weak]
        strong = strong if _stands_as_person(strong, pages) else []
        holder = _speaks(group, pages) and _only_holder(group, known, pages)
        placed = word in elsewhere and all(s.title is None and s.gender is None for s in strong)
        repaired = {s: families.repair(s, len(group)) for s in group}
        if all(repaired.values()) and _plausible(group):
            _give(found, {s: r for s, r in repaired.items() if r})
        elif holder or (strong and not placed):
            added.append(_one_name(strong or group, found, known, pages))
            if any(s.title for s in strong):
                families.add(added[-1])
    return [*people, *added]


def _speaks(group: list[Sighting], pages: Mapping[str, Page]) -> bool:
    """Whether a word that only its capital letter makes a name is told of as speaking."""
    for sighting in group:
        text, at = pages[sighting.spotted.report_id].report.text, sighting.spotted
        if _SAYS.match(text, at.end) or _SAID.search(text, max(0, at.start - 12), at.start):
            return True
    return False


def _stands_as_person(group: list[Sighting], pages: Mapping[str, Page]) -> bool:
    """Whether a word nobody in full explains is told of as a person: with a title, or mostly not where places stand."""
    if any(s.title or s.gender for s in group):
        return True
    text = {r: p.report.text for r, p in pages.items()}
    before = [text[s.spotted.report_id][max(0, s.spotted.start - 6) : s.spotted.start].split() for s in group]
    placed = sum(
        bool(b) and b[-1].lower() in ("in", "at", "near", "the", "to", "a", "off", "of") for b in before
    )
    return placed * 2 < len(group)


def place_words(pages: Mapping[str, Page]) -> frozenset[str]:
    """What the story uses for places, folded: single words, and longer names that stand where only places do."""
    places = {SpottedKind.PLACE, SpottedKind.STATE}
    return frozenset(
        fold(s.exact)
        for p in pages.values()
        for s in p.spotted
        if s.kind in places and (" " not in s.exact or s.reason == "placed")
    )


def _places_aside(sightings: list[Sighting], pages: Mapping[str, Page]) -> list[Sighting]:
    """The sightings without the longer names that the story uses for places elsewhere."""
    words = place_words(pages)
    return [s for s in sightings if s.title or s.gender or len(s.parts) < 2 or "".join(s.parts) not in words]


def _plausible(group: list[Sighting]) -> bool:
    """Whether a rare word may be a misspelling: it stands only a few times."""
    return len(group) <= 4


def _one_name(
    group: list[Sighting], found: dict[Sighting, Found], known: Registry, pages: Mapping[str, Page]
) -> Person:
    """A person the story knows by one name; the registry gives the rest where office and date agree."""
    person = Person(forms=Counter({group[0].parts: len(group)}), sightings=list(group), bare=True)
    titles = [s for s in group if s.title and s.title.role]
    reason = "one name only"
    for candidate in known.family(group[0].parts[-1]):
        for sighting in titles:
            assert sighting.title is not None
            day = pages[sighting.spotted.report_id].day
            held = [o for o in known.offices[candidate] if o.role == sighting.title.role and o.held(day)]
            if any(sighting.title.state in (None, o.state) for o in held):
                person.person_id, reason = candidate, "family name and office, registry"
    score = 0.85 if person.person_id else 0.6 if titles else 0.5
    if person.person_id is None and not titles:
        person.person_id = _only_holder(group, known, pages)
        if person.person_id:
            score, reason = 0.7, "family name, the one office holder of it in the story's states, registry"
    found.update({s: Found(person, score, reason) for s in group})
    return person


def _only_holder(group: list[Sighting], known: Registry, pages: Mapping[str, Page]) -> str | None:
    """The one person of a family name who holds, at the reports' days, an office of a state these reports name."""
    here = [pages[r] for r in sorted({s.spotted.report_id for s in group})]
    named = {s.state for page in here for s in page.spotted if s.state and s.kind is not SpottedKind.PLACE}
    days = [page.day for page in here]
    if None in days:
        return None
    fitting = [
        candidate
        for candidate in known.family(group[0].parts[-1])
        if any(o.state in named and all(o.held(day) for day in days) for o in known.offices[candidate])
    ]
    return fitting[0] if len(fitting) == 1 else None


def _by_registry(
    people: list[Person], pages: Mapping[str, Page], known: Registry, found: dict[Sighting, Found]
) -> None:
    """Persons whose spelling only nearly fits the holder of the office they are given."""
    for person in people:
        if person.person_id:
            continue
        for sighting in person.sightings:
            title = sighting.title
            if title and title.state and title.role and not title.former:
                day = pages[sighting.spotted.report_id].day
                person.person_id = holder_alike(person.parts, title.state, title.role, day, known)
                if person.person_id:
                    _mark_repaired(person, known, found)
                    break


def _mark_repaired(person: Person, known: Registry, found: dict[Sighting, Found]) -> None:
    forms = known.forms.get(person.person_id or "", ())
    for sighting in person.sightings:
        if (
            sighting in found
            and sighting.full
            and not any(same_person(sighting.parts, form) for form in forms)
        ):
            reason = "garbled name, registry by office"
            found[sighting] = replace(found[sighting], repaired=True, score=0.7, reason=reason)


def spelling(person: Person, pages: Mapping[str, Page]) -> Parts:
    """The name in full as most originals write it, those of undamaged reports counting most."""
    votes: dict[Parts, dict[str, float]] = {}
    for sighting in person.sightings:
        if sighting.full:
            page = pages[sighting.spotted.report_id]
            held = votes.setdefault(sighting.parts, {})
            held[page.origin] = max(held.get(page.origin, 0.0), WEIGHTS[page.damage])
    count = Counter(s.parts for s in person.sightings)
    return min(
        votes,
        key=lambda f: (-round(sum(votes[f].values()), 3), -count[f], -sum(map(len, solid(f))), f),
        default=person.parts,
    )


def right_name(person: Person, known: Registry) -> str:
    """The person's name in its right spelling: the registry's, else the story's most frequent full one."""
    offices = known.offices.get(person.person_id or "", ())
    return offices[0].name if offices else person.exact()


def needs_repair(sighting: Sighting, person: Person, result: Found, known: Registry) -> bool:
    """Whether the words of a sighting are a wrong spelling of the person's name, and no mere transliteration."""
    if result.repaired:
        return True
    right = set(person.parts) | set(family_words(person, known))
    for form in known.forms.get(person.person_id or "", ()):
        right.update(form)
    strange = [w for w in solid(sighting.parts) if len(w) > 3 and w not in right]
    return any(0.6 <= max(map(partial(alike, w), sorted(right))) < 0.95 for w in strange) if right else False
