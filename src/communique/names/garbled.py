"""Names that damage made: a rare spelling near one of the story's own persons, or near an office holder's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from communique.names.forms import Parts, alike, edits, fold, same_person, solid
from communique.names.knowledge import Registry
from communique.names.people import Found, Person, family_words
from communique.names.sightings import Sighting
from communique.names.titles import generic_roles

RARE = 3  # times a garbled spelling of a full name may stand in a story
TWIN = 0.85  # likeness at which two equally rare spellings are one name
CLOSEST = 60  # persons compared at most, the most named first: a bound for reports that are lists of names
DOMINANT = 3  # times more often its right form must stand there


def fold_garbled(people: list[Person], damage: Mapping[str, int]) -> dict[Person, Found]:
    """Which persons named in full are but misspellings of another one of the story."""
    found: dict[Person, Found] = {}
    near: dict[str, list[int]] = {}
    for n, person in enumerate(people):
        for key in _keys(person):
            near.setdefault(key, []).append(n)
    for person in people:
        if person.person_id:
            continue
        close = sorted(
            {n for k in _keys(person) for n in near[k]}, key=lambda n: (-len(people[n].sightings), n)
        )
        floor = 0.0 if len(person.sightings) <= RARE else TWIN
        best = max(
            (
                (score, n)
                for n in close[:CLOSEST]
                if (other := people[n]) is not person
                and (strong := _dominates(other, person), strong or _leads(other, person, damage))[1]
                and (score := _full_score(person, other)) > (floor if strong else TWIN - 0.001)
            ),
            default=None,
        )
        if best:
            found[person] = Found(
                people[best[1]], best[0], "garbled name, the story's own spelling", repaired=True
            )
    return {p: f for p, f in found.items() if f.person not in found}


def _keys(person: Person) -> set[str]:
    """Beginnings and ends of the name's words: two spellings of one name share at least one."""
    parts = solid(person.parts)
    return {p[:2] for p in parts} | {"-" + p[-3:] for p in parts} | {"".join(parts)[:4]}


def repair_full(sighting: Sighting, people: list[Person]) -> Found | None:
    """The person whose full name two words spell or nearly spell that the parser took for something else."""
    lone = Person(forms=Counter({sighting.parts: 1}), sightings=[sighting])
    for person in people:
        if any(same_person(sighting.parts, form) for form in person.forms):
            return Found(person, 0.9, "full name, taken for another kind by the parser")
    scored = [(score, -n) for n, p in enumerate(people) if (score := _full_score(lone, p)) >= TWIN]
    if not scored:
        return None
    score, n = max(scored)
    return Found(people[-n], score, "garbled name, the story's own spelling", repaired=True)


def repair_bare(sighting: Sighting, people: list[Person], known: Registry, count: int) -> Found | None:
    """The person of the story whose family name a rare single word misspells, None where there is none."""
    word = sighting.parts[-1]
    scored = sorted(
        (
            (score, -n)
            for n, p in enumerate(people)
            if (score := _bare_score(word, p, known, sighting, count)) > 0
        ),
        reverse=True,
    )
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.05):
        return None
    return Found(
        people[-scored[0][1]], scored[0][0], "garbled name, near the story's own person", repaired=True
    )


def _dominates(other: Person, person: Person) -> bool:
    mentions = len(other.sightings)
    reports = {s.spotted.report_id for s in other.sightings}
    return mentions >= DOMINANT * len(person.sightings) or len(reports) > len(
        {s.spotted.report_id for s in person.sightings}
    )


def _leads(other: Person, person: Person, damage: Mapping[str, int]) -> bool:
    """Which of two equally rare spellings is right: the more frequent, that of the less damaged report, the longer."""
    return _rank(other, damage) < _rank(person, damage)


def _rank(person: Person, damage: Mapping[str, int]) -> tuple[bool, int, int, int, tuple[str, ...]]:
    least = min((damage[s.spotted.report_id] for s in person.sightings), default=9)
    letters = sum(map(len, person.parts))
    return person.person_id is None, -len(person.sightings), least, -letters, person.parts


def _full_score(person: Person, other: Person) -> float:
    """How surely a full name misspells another: both words alike, more so under the same office."""
    ours, theirs = solid(person.parts), solid(other.parts)
    if len(ours) < 2 or len(theirs) < 2:
        return 0.0
    if len("".join(ours)) >= 8 and alike("".join(ours), theirs[-1]) >= 0.9:
        return 0.9  # a double family name written as two words
    given, family = alike(ours[0], theirs[0]), alike(ours[-1], theirs[-1])
    role = _same_role(person, other)
    if role is False or (ours[0] == theirs[0] and family < 0.7):
        return 0.0
    if (
        role
        and (ours[-1] == theirs[-1] or ours[0] == theirs[0])
        and min(given, family) >= 0.5
        and _office(person)
    ):
        return 0.88  # one office, one word shared, the other near: two spellings of its holder
    if ours[-1] == theirs[-1] and len(ours[-1]) >= 4 and given >= 0.8:
        return round((given + 1) / 2, 3)
    joined = alike("".join(ours), "".join(theirs))
    floor = 0.6 if role else 0.78
    if given >= 0.75 and (
        family >= floor or (role and theirs[-1].startswith(ours[-1]) and len(ours[-1]) >= 3)
    ):
        return round(min(0.95, (given + family) / 2 + (0.05 if role else 0)), 3)
    return round(joined - 0.05, 3) if joined >= 0.88 and family > 0.5 and given > 0.5 else 0.0


def _office(person: Person) -> bool:
    """Whether the person is told of with an office that one person holds at a time."""
    return any(s.title and s.title.role and s.title.role not in generic_roles() for s in person.sightings)


def _same_role(person: Person, other: Person) -> bool | None:
    """True where titles agree, False where they (or their states) exclude each other, None where one has none."""
    ours = {(s.title.role, s.title.state) for s in person.sightings if s.title}
    theirs = {(s.title.role, s.title.state) for s in other.sightings if s.title}
    if not ours or not theirs:
        return None
    states = {s for _, s in ours if s}, {s for _, s in theirs if s}
    if states[0] and states[1] and not states[0] & states[1]:
        return False
    return True if {r for r, _ in ours} & {r for r, _ in theirs} else None


def _bare_score(word: str, person: Person, known: Registry, sighting: Sighting, count: int) -> float:
    here = sum(s.spotted.report_id == sighting.spotted.report_id for s in person.sightings)
    total = len(person.sightings)
    if total < 2 * count or len(word) < 4:
        return 0.0
    best = 0.0
    for family in sorted(family_words(person, known)):
        distance = edits(word, family)
        near = distance <= (2 if min(len(word), len(family)) >= 6 else 1) and len(family) >= 5
        if near and fold(word) != family:
            score = 1 - distance / max(len(word), len(family))
            best = max(
                best, score + (0.05 if here else -0.05) - (0.1 if sighting.weak and distance > 2 else 0)
            )
    return round(min(best, 0.95), 3) if best >= 0.6 else 0.0


def holder_alike(
    parts: Parts, state: str | None, role: str | None, day: str | None, known: Registry
) -> str | None:
    """The id of the office holder at the date whose name the words nearly spell, None where none does."""
    for office in known.holders(state, role, day):
        names = known.forms[office.person_id]
        if any(alike(parts[-1], form[-1]) >= 0.75 and _given_near(parts, form) for form in names):
            return office.person_id
    return None


def _given_near(parts: Parts, form: Parts) -> bool:
    return len(parts) < 2 or len(form) < 2 or alike(parts[0], form[0]) >= 0.7
