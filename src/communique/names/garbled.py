"""Names that damage made: a rare spelling near one of the story's own persons, or near an office holder's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import chain

from rapidfuzz.distance.Indel import normalized_similarity as similarity

from communique.names.forms import Parts, alike, edits, edits_alike, same_person, skeleton, solid
from communique.names.knowledge import Registry
from communique.names.people import Found, Person, family_words
from communique.names.sightings import Sighting
from communique.names.titles import generic_roles

RARE = 3  # times a garbled spelling of a full name may stand in a story
TWIN = 0.85  # likeness at which two equally rare spellings are one name
SPLIT = 0.84  # likeness of two whole names at which one is the other with its words split or joined
FAR = 0.55  # likeness of two whole names below which neither misspells the other
CLOSEST = 24  # persons compared at most, those that share most with the name first
DOMINANT = 3  # times more often its right form must stand there


def fold_garbled(people: list[Person], damage: Mapping[str, int]) -> dict[Person, Found]:
    """Which persons named in full are but misspellings of another one of the story."""
    found: dict[Person, Found] = {}
    cast = [_Member.of(person, damage) for person in people]
    place = {n: at for at, n in enumerate(sorted(range(len(cast)), key=lambda n: (-cast[n].count, n)))}
    near: dict[str, list[int]] = {}
    for n, member in enumerate(cast):
        for key in member.keys:
            near.setdefault(key, []).append(n)
    for n, member in enumerate(cast):
        if member.person.person_id:
            continue
        shared = Counter(chain.from_iterable(near[key] for key in member.keys))
        del shared[n]
        close = [other for other in shared if similarity(member.joined, cast[other].joined) >= FAR]
        close = nsmallest(CLOSEST, close, key=lambda other: (-shared[other], place[other]))
        floor = 0.0 if member.count <= RARE else TWIN
        best: tuple[float, int] | None = None
        for other in close:
            score = _likeness(member, cast[other], floor)
            if score and (best is None or (score, other) > best):
                best = (score, other)
        if best:
            right, reason = people[best[1]], "garbled name, the story's own spelling"
            found[member.person] = Found(right, best[0], reason, repaired=True)
    return {p: f for p, f in found.items() if f.person not in found}


@dataclass(frozen=True, slots=True, eq=False)
class _Member:
    """A person with what comparing it to thousands of others asks of it."""

    person: Person
    parts: Parts
    keys: frozenset[str]
    count: int
    reports: int
    rank: tuple[bool, int, int, int, Parts]
    joined: str

    @classmethod
    def of(cls, person: Person, damage: Mapping[str, int]) -> _Member:
        reports = len({s.spotted.report_id for s in person.sightings})
        parts = solid(person.parts)
        return cls(
            person, parts, _keys(parts), len(person.sightings), reports, _rank(person, damage), "".join(parts)
        )


def _likeness(member: _Member, other: _Member, floor: float) -> float:
    """How surely one is the other misspelt; 0 where it is not, or where the other is no better a spelling."""
    strong = other.count >= DOMINANT * member.count or other.reports > member.reports
    if not strong and other.rank >= member.rank:
        return 0.0
    score = _full_score(member.person, other.person, member.parts, other.parts)
    return score if score > (floor if strong else TWIN - 0.001) else 0.0


@lru_cache(maxsize=65_536)
def _keys(parts: Parts) -> frozenset[str]:
    """Words as they sound, first and last letters: two spellings of one name share at least one."""
    sounds = [skeleton(p) for p in parts]
    joined = "".join(sounds)
    found = {s for s in sounds if len(s) > 2} | {"^" + joined[:4], joined[-4:] + "$"}
    if len(parts) > 1:
        found |= {sounds[0][:1] + " " + sounds[-1][:1], sounds[0][-2:] + "+" + sounds[-1][-2:]}
    return frozenset(found)


def repair_full(sighting: Sighting, people: list[Person]) -> Found | None:
    """The person whose full name two words spell or nearly spell that the parser took for something else."""
    lone, parts = Person(forms=Counter({sighting.parts: 1}), sightings=[sighting]), solid(sighting.parts)
    keys = _keys(parts)
    people = [p for p in people if not keys.isdisjoint(_keys(solid(p.parts)))]
    for person in people:
        if any(same_person(sighting.parts, form) for form in person.forms):
            return Found(person, 0.9, "full name, taken for another kind by the parser")
    scored = [
        (score, -n)
        for n, p in enumerate(people)
        if (score := _full_score(lone, p, parts, solid(p.parts))) >= TWIN
    ]
    if not scored:
        return None
    score, n = max(scored)
    return Found(people[-n], score, "garbled name, the story's own spelling", repaired=True)


class Families:
    """The family names of a story's persons by their pieces."""

    def __init__(self, people: Iterable[Person], known: Registry) -> None:
        self._people: list[Person] = []
        self._near: dict[str, list[tuple[int, str]]] = {}
        self._known = known
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Takes one more person in."""
        self._people.append(person)
        for family in sorted(family_words(person, self._known)):
            for key in _pieces(family):
                self._near.setdefault(key, []).append((len(self._people) - 1, family))

    def repair(self, sighting: Sighting, count: int) -> Found | None:
        """The person of the story whose family name a rare single word misspells, None where there is none."""
        word = sighting.parts[-1]
        best: dict[int, float] = {}
        for n, family in sorted({pair for key in _pieces(word) for pair in self._near.get(key, ())}):
            score = _bare_score(word, family, self._people[n], sighting, count)
            if score > best.get(n, 0.0):
                best[n] = score
        scored = sorted(((score, -n) for n, score in best.items()), reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.05):
            return None
        person = self._people[-scored[0][1]]
        return Found(person, scored[0][0], "garbled name, near the story's own person", repaired=True)


@lru_cache(maxsize=65_536)
def _pieces(word: str) -> frozenset[str]:
    """How a word begins and ends and each three letters of it: two edits leave some of it as it was."""
    return frozenset({"^" + word[:2], word[-2:] + "$", *(word[i : i + 3] for i in range(len(word) - 2))})


def _rank(person: Person, damage: Mapping[str, int]) -> tuple[bool, int, int, int, tuple[str, ...]]:
    least = min((damage[s.spotted.report_id] for s in person.sightings), default=9)
    letters = sum(map(len, person.parts))
    return person.person_id is None, -len(person.sightings), least, -letters, person.parts


def _full_score(person: Person, other: Person, ours: Parts, theirs: Parts) -> float:
    """How surely a full name misspells another: both words alike, more so under the same office."""
    if len(ours) < 2 or len(theirs) < 2:
        return 0.0
    if len("".join(ours)) >= 8 and alike("".join(ours), theirs[-1]) >= 0.9:
        return 0.9  # a double family name written as two words
    if len(ours) != len(theirs) and _same_role(person, other) is not False:
        whole = edits_alike("".join(ours), "".join(theirs))
        if whole >= SPLIT:
            return round(whole, 3)  # names split or joined, and misspelt: "Gebre Mikael", "Gebremichael"
    given, family = alike(ours[0], theirs[0]), alike(ours[-1], theirs[-1])
    if min(given, family) < 0.5 and max(given, family) < 0.75:
        return 0.0
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
    floor = 0.6 if role else 0.78
    if given >= 0.75 and (
        family >= floor or (role and theirs[-1].startswith(ours[-1]) and len(ours[-1]) >= 3)
    ):
        return round(min(0.95, (given + family) / 2 + (0.05 if role else 0)), 3)
    if min(given, family) <= 0.5:
        return 0.0
    joined = alike("".join(ours), "".join(theirs))
    return round(joined - 0.05, 3) if joined >= 0.88 else 0.0


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


def _bare_score(word: str, family: str, person: Person, sighting: Sighting, count: int) -> float:
    shorter = min(len(word), len(family))
    if len(word) < 4 or len(family) < 5 or len(person.sightings) < 2 * count or word == family:
        return 0.0
    distance = edits(word, family)
    if distance > (2 if shorter >= 6 else 1):
        return 0.0
    here = any(s.spotted.report_id == sighting.spotted.report_id for s in person.sightings)
    score = 1 - distance / max(len(word), len(family)) + (0.05 if here else -0.05)
    return round(min(score, 0.95), 3) if score >= 0.6 else 0.0


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
