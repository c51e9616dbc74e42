"""Encounters as they are found, sighting by sighting: which sightings tell of one and the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.records import Words
from communique.relations.affairs import Affair
from communique.relations.days import NEVER, Day
from communique.relations.sightings import Sighting

LONGEST = 100  # days: a season is still an appointment, a year is none
FALLEN = frozenset({"postponed", "cancelled", "dropped"})
AHEAD = frozenset({"planned", "tentative"})
_SPOKEN = frozenset({"call", "hotline", "letter"})
_MONTH = 31  # days
_DAMAGE = 3  # days by which tellings of one event may differ


@dataclass(slots=True)
class Encounter:
    """The sightings of one encounter and what they hold together. `level` None: nobody says who meets."""

    level: str | None
    sightings: list[Sighting] = field(default_factory=list)
    day: Day = NEVER
    status: str = "planned"
    moved: bool = False  # whether it is the new day of one that fell
    sure: bool = True  # False where only what stands before suggests the level
    spoken: bool = False  # whether the sides speak from afar rather than meet
    event_ids: set[str] = field(default_factory=set)
    turns: set[str] = field(default_factory=set)
    media: set[str] = field(default_factory=set)
    days: dict[Day, None] = field(default_factory=dict)  # those told, in order of their coming
    persons: dict[tuple[str, ...], None] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)

    def add(self, sighting: Sighting, story: str) -> None:
        """Take a sighting in."""
        self.sightings.append(sighting)
        self.turns.add(sighting.turn)
        self.media.update(sighting.media)
        self.spoken = self.spoken or by_voice(sighting)
        self.stories.add(story)
        if sighting.event_id:
            self.event_ids.add(sighting.event_id)
        if dated(sighting):
            self.days[sighting.day] = None
        if sighting.who:
            self.persons[sighting.who] = None
        if sighting.place:
            self.places.add(sighting.place)

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims behind it."""
        return tuple(sorted({c for s in self.sightings for c in s.claim_ids}))

    @property
    def evidence(self) -> tuple[Words, ...]:
        """The clauses that tell of it."""
        told = {(s.report_id, s.start, s.words) for s in self.sightings}
        return tuple(
            Words(report_id=report_id, start=start, end=start + len(words), exact=words)
            for report_id, start, words in sorted(told)
        )

    def first_told(self, affair: Affair) -> str | None:
        """The day of the first report that tells of it."""
        days = [affair.published.get(s.report_id) for s in self.sightings]
        return min((d for d in days if d), default=None)

    def origins(self, affair: Affair) -> set[str]:
        """The originals that tell of it."""
        return {affair.origins.get(s.report_id, s.report_id) for s in self.sightings}


class Shelf:
    """The encounters found so far, by level and month, by event, and by level and story."""

    def __init__(self, affair: Affair) -> None:
        self.affair = affair
        self.all: list[Encounter] = []
        self._months: dict[tuple[str | None, str], list[Encounter]] = {}
        self._events: dict[str, list[Encounter]] = {}
        self._stories: dict[tuple[str | None, str], list[Encounter]] = {}

    def place_dated(self, sighting: Sighting) -> None:
        """Join a sighting that has a day to its encounter, or begin one."""
        level = sighting.level or "any"
        near = [e for m in _months(sighting.day) for e in self._months.get((level, m), [])]
        near += [e for e in self._of_event(sighting) if e not in near]
        self._put([e for e in near if _same(e, sighting)], sighting)

    def place_undated(self, sighting: Sighting) -> None:
        """Join a sighting without a day to what it may be about, or begin an encounter without a day."""
        story = self._story(sighting)
        own = [e for e in self._of_event(sighting) if e.level == sighting.level]
        fit = [e for e in own if _may_be(self.affair, e, sighting)]
        near = fit or list(self._stories.get((sighting.level, story), []))
        if sighting.turn == "happened":
            calls = self._stories.get((None, story), [])
            near += [e for e in calls if e not in near and e.media & set(sighting.media) & _SPOKEN]
        self._put([e for e in near if _may_be(self.affair, e, sighting)], sighting)

    def _of_event(self, sighting: Sighting) -> list[Encounter]:
        return self._events.get(sighting.event_id or "", [])

    def _story(self, sighting: Sighting) -> str:
        return self.affair.stories.get(sighting.report_id, "")

    def _put(self, fit: list[Encounter], sighting: Sighting) -> None:
        encounter = max(fit, key=lambda e: _closeness(e, sighting), default=None)
        if encounter is None:
            encounter = Encounter(sighting.level)
            self.all.append(encounter)
        story = self._story(sighting)
        encounter.add(sighting, story)
        _shelve(self._stories.setdefault((encounter.level, story), []), encounter)
        if sighting.event_id:
            _shelve(self._events.setdefault(sighting.event_id, []), encounter)
        for month in _months(sighting.day) if dated(sighting) else ():
            for level in (encounter.level or "any", "any"):
                _shelve(self._months.setdefault((level, month), []), encounter)


def _shelve(held: list[Encounter], encounter: Encounter) -> None:
    if not any(e is encounter for e in held):
        held.append(encounter)


def by_voice(sighting: Sighting) -> bool:
    """Whether it tells of a call or a letter, not of a meeting."""
    return sighting.media[:1] in {(m,) for m in _SPOKEN}


def dated(sighting: Sighting) -> bool:
    """Whether it tells a day, a month or a season."""
    return sighting.day.start is not None and length(sighting.day) <= LONGEST


def length(day: Day) -> int:
    """How many days it covers, months counted as 31."""
    return number(day.end) - number(day.start) + 1 if day.start and day.end else 10_000


def number(iso: str) -> int:
    """An ISO day as a number that grows with it."""
    year, month, day = (int(part) for part in iso.split("-"))
    return year * 372 + month * 31 + day


def _months(day: Day) -> list[str]:
    """The months a day or season touches ("2018-03")."""
    if not day.start or not day.end:
        return []
    found = [day.start[:7]]
    while found[-1] < day.end[:7] and len(found) < 6:
        year, month = (int(part) for part in found[-1].split("-"))
        found.append(f"{year + month // 12:04d}-{month % 12 + 1:02d}")
    return found


def _same(encounter: Encounter, sighting: Sighting) -> bool:
    """Whether a dated sighting tells of the encounter: level, manner, persons and place agree, and the days meet."""
    shared = sighting.event_id in encounter.event_ids
    gap = _gap(encounter, sighting)
    if encounter.level != sighting.level and None not in (encounter.level, sighting.level):
        return False
    if (sighting.turn in FALLEN) != bool(encounter.turns & FALLEN) and gap:
        return False
    if shared:
        return gap <= _DAMAGE
    held = {i for persons in encounter.persons for i in persons}
    if sighting.who and held and not held & set(sighting.who):
        return False
    if length(sighting.day) > _MONTH and not (encounter.turns & AHEAD or held & set(sighting.who)):
        return False  # a season ahead is not what happened in one of its months
    vague = sighting.level is None and length(sighting.day) > 1
    elsewhere = (
        sighting.place is not None and bool(encounter.places) and sighting.place not in encounter.places
    )
    return (
        gap == 0
        and encounter.spoken == by_voice(sighting)
        and not (vague and sighting.guess != encounter.level)
        and not _others(encounter, sighting)
        and not (elsewhere and length(sighting.day) > 2)
    )


def _gap(encounter: Encounter, sighting: Sighting) -> int:
    """Days between the sighting's day and the nearest told of the encounter, 0 where they overlap."""
    start, end = number(sighting.day.start or "0-0-0"), number(sighting.day.end or "0-0-0")
    gaps = [max(0, number(d.start) - end, start - number(d.end)) for d in encounter.days if d.start and d.end]
    return min(gaps, default=10_000)


def _others(encounter: Encounter, sighting: Sighting) -> bool:
    """Whether two lists of two or more persons name different pairs ("A with B", "A with C")."""
    who = set(sighting.who)
    return len(who) > 1 and any(
        len(held) > 1 and not (who <= set(held) or set(held) <= who) for held in encounter.persons
    )


def _pair(encounter: Encounter, sighting: Sighting) -> bool:
    """Whether the same two or more persons are named."""
    return len(sighting.who) > 1 and any(set(held) == set(sighting.who) for held in encounter.persons)


def _may_be(affair: Affair, encounter: Encounter, sighting: Sighting) -> bool:
    """Whether a sighting without a day may tell of the encounter."""
    own = sighting.event_id in encounter.event_ids
    who, held = set(sighting.who), {i for persons in encounter.persons for i in persons}
    if (who and held and not held & who) or _others(encounter, sighting):
        return False
    if affair.stories.get(sighting.report_id, "") not in encounter.stories:
        return False
    if not own and encounter.spoken != by_voice(sighting):
        return False
    if sighting.media == ("summit",) and sighting.place and sighting.place not in encounter.places:
        return False
    if encounter.media == {"summit"} and encounter.places and sighting.place not in encounter.places:
        return False
    if sighting.turn in FALLEN:
        new_day = any(s.line is sighting.line and s.turn in AHEAD for s in encounter.sightings)
        return bool(encounter.turns & FALLEN) or not (new_day or "happened" in encounter.turns)
    if sighting.turn == "happened":
        pair = own or _pair(encounter, sighting)
        return "happened" in encounter.turns or (pair and _was_due(affair, encounter, sighting))
    return bool(encounter.turns & AHEAD) and not encounter.turns & FALLEN


def _was_due(affair: Affair, encounter: Encounter, sighting: Sighting) -> bool:
    """Whether a planned encounter's day had come when the sighting was published."""
    told = affair.published.get(sighting.report_id)
    due = encounter.day.start is not None and told is not None and encounter.day.start <= told
    return due and not encounter.turns & FALLEN


def _closeness(encounter: Encounter, sighting: Sighting) -> tuple[bool, bool, bool, bool, bool, int]:
    """How well a sighting goes with an encounter: persons, event, day, what came of it, place, how much is told."""
    fell = sighting.turn in FALLEN and bool(encounter.turns & FALLEN)
    return (
        _pair(encounter, sighting),
        sighting.event_id in encounter.event_ids,
        sighting.day in encounter.days,
        fell or sighting.turn in encounter.turns,
        sighting.place in encounter.places,
        len(encounter.sightings),
    )
