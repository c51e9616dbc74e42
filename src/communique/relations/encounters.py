"""One encounter from all that reports tell of it: planned in one story, moved in another, held in a third."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from communique.relations.affairs import Affair
from communique.relations.days import NEVER, Day
from communique.relations.sightings import Sighting, sight

LONGEST = 100  # days: a season is still an appointment, a year is none
FALLEN = frozenset({"postponed", "cancelled", "dropped"})
AHEAD = frozenset({"planned", "tentative"})
_SPOKEN = frozenset({"call", "hotline", "letter"})
_BY_VOICE = frozenset({("call",), ("hotline",), ("letter",)})


@dataclass(slots=True)
class Encounter:
    """The sightings of one encounter. `level` is None where nobody says who meets."""

    level: str | None
    sightings: list[Sighting] = field(default_factory=list)
    day: Day = NEVER
    status: str = "planned"
    moved: bool = False  # whether it is the new day of one that fell
    sure: bool = True  # False where only what stands before suggests the level

    @property
    def event_ids(self) -> set[str]:
        """The events its claims belong to."""
        return {s.event_id for s in self.sightings if s.event_id}

    @property
    def turns(self) -> set[str]:
        """All that was told of it."""
        return {s.turn for s in self.sightings}

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims behind it."""
        return tuple(sorted({c for s in self.sightings for c in s.claim_ids}))

    @property
    def media(self) -> set[str]:
        """How the sides meet or speak."""
        return {m for s in self.sightings for m in s.media}

    @property
    def spoken(self) -> bool:
        """Whether the sides speak from afar rather than meet."""
        return any(s.media[:1] in _BY_VOICE for s in self.sightings)

    def first_told(self, affair: Affair) -> str | None:
        """The day of the first report that tells of it."""
        days = [affair.published.get(s.report_id) for s in self.sightings]
        return min((d for d in days if d), default=None)

    def origins(self, affair: Affair) -> set[str]:
        """The originals that tell of it."""
        return {affair.origins.get(s.report_id, s.report_id) for s in self.sightings}


def encounters_of(affair: Affair) -> list[Encounter]:
    """The encounters of a dyad by day: sightings joined by event, level, day and place, whatever story tells them.

    Linear in the sightings but for those of one level and month, which are compared with each other.
    """
    shelf = _Shelf(affair)
    told = _levelled(list(sight(affair)))
    refused = [s for s in told if s.turn == "refused"]
    rest = [s for s in told if s.turn not in ("refused", "open")]
    for sighting in sorted((s for s in rest if _dated(s)), key=_order):
        shelf.place_dated(sighting)
    for sighting in (s for s in rest if not _dated(s)):
        shelf.place_undated(sighting)
    for encounter in shelf.all:
        encounter.day = _best_day(affair, encounter)
        _settle_level(encounter)
    for encounter in shelf.all:
        encounter.status = _status(affair, encounter, shelf.all)
    for fallen in [e for e in shelf.all if e.status == "postponed"]:
        for other in shelf.all:
            other.moved = other.moved or _follows(fallen, other)
    alone = [Encounter(s.level, [s], s.day, s.turn) for s in told if s.turn == "open"]
    turned_down = [_alone(s) for s in refused]
    return sorted(
        [*shelf.all, *turned_down, *alone], key=lambda e: (e.day.start or "9999", e.level or "", e.status)
    )


def _alone(refusal: Sighting) -> Encounter:
    return Encounter(
        refusal.level or refusal.guess, [refusal], refusal.day, "refused", refusal.level is not None
    )


def _settle_level(encounter: Encounter) -> None:
    """Give an encounter whose sightings name no level the one that most of them suggest."""
    if encounter.level is None:
        named = Counter(s.level for s in encounter.sightings if s.level)
        guessed = named or Counter(s.guess for s in encounter.sightings if s.guess)
        encounter.level = min(guessed, key=lambda level: (-guessed[level], level), default=None)
        encounter.sure = bool(named)


def _order(sighting: Sighting) -> tuple[bool, int, str, str, int]:
    """Sure levels first, then days before months, so that what is vague finds what is plain."""
    return (
        sighting.level is None,
        _length(sighting.day),
        sighting.day.start or "",
        sighting.report_id,
        sighting.start,
    )


def _levelled(found: list[Sighting]) -> list[Sighting]:
    """A sighting without a level takes that of the other sightings of its event."""
    levels: dict[str, Counter[str]] = {}
    for s in found:
        if s.event_id and s.level:
            levels.setdefault(s.event_id, Counter())[s.level] += 1
    out = []
    for s in found:
        held = levels.get(s.event_id or "")
        best = min(held, key=lambda level: (-held[level], level)) if held else None
        out.append(replace(s, level=best) if s.level is None and best else s)
    return out


def _dated(sighting: Sighting) -> bool:
    return sighting.day.start is not None and _length(sighting.day) <= LONGEST


def _length(day: Day) -> int:
    """How many days it covers, by a plain count of months and days."""
    if not day.start or not day.end:
        return 10_000
    return _number(day.end) - _number(day.start) + 1


def _number(iso: str) -> int:
    year, month, day = (int(part) for part in iso.split("-"))
    return year * 372 + month * 31 + day


class _Shelf:
    """Encounters found so far, by level and month."""

    def __init__(self, affair: Affair) -> None:
        self.affair = affair
        self.all: list[Encounter] = []
        self._months: dict[tuple[str | None, str], list[Encounter]] = {}
        self._events: dict[str, list[Encounter]] = {}
        self._levels: dict[str | None, list[Encounter]] = {}

    def place_dated(self, sighting: Sighting) -> None:
        """Join a sighting that has a day to its encounter, or begin one."""
        near = [e for m in _months(sighting.day) for e in self._months.get((sighting.level, m), [])]
        if sighting.level is None:
            near = [e for m in _months(sighting.day) for e in self._months.get(("any", m), [])]
        near += [e for e in self._events.get(sighting.event_id or "", []) if e not in near]
        fit = [e for e in near if _same(e, sighting)]
        self._put(max(fit, key=lambda e: _closeness(e, sighting), default=None), sighting)

    def place_undated(self, sighting: Sighting) -> None:
        """Join a sighting without a day to what it may be about, or begin an encounter without a day."""
        own = [e for e in self._events.get(sighting.event_id or "", []) if e.level == sighting.level]
        fit = [e for e in own if _may_be(self.affair, e, sighting)]
        near = fit or self._levels.get(sighting.level, [])
        if sighting.turn == "happened":
            near = [
                *near,
                *(e for e in self._levels.get(None, []) if e.media & set(sighting.media) & _SPOKEN),
            ]
        fit = [e for e in near if _may_be(self.affair, e, sighting)]
        self._put(max(fit, key=lambda e: _closeness(e, sighting), default=None), sighting)

    def _put(self, encounter: Encounter | None, sighting: Sighting) -> None:
        if encounter is None:
            encounter = Encounter(sighting.level)
            self.all.append(encounter)
            self._levels.setdefault(sighting.level, []).append(encounter)
        encounter.sightings.append(sighting)
        if _dated(sighting):
            for month in _months(sighting.day):
                for level in (encounter.level, "any"):
                    shelf = self._months.setdefault((level, month), [])
                    if encounter not in shelf[-8:]:
                        shelf.append(encounter)
        if sighting.event_id:
            held = self._events.setdefault(sighting.event_id, [])
            if encounter not in held:
                held.append(encounter)


def _months(day: Day) -> list[str]:
    """The months a day or season touches ("2018-03")."""
    if not day.start or not day.end:
        return []
    first, last = day.start[:7], day.end[:7]
    found = [first]
    while found[-1] < last and len(found) < 6:
        year, month = (int(part) for part in found[-1].split("-"))
        found.append(f"{year + month // 12:04d}-{month % 12 + 1:02d}")
    return found


def _same(encounter: Encounter, sighting: Sighting) -> bool:
    """Whether a dated sighting tells of the encounter."""
    shared_event = sighting.event_id is not None and sighting.event_id in encounter.event_ids
    if encounter.level != sighting.level and None not in (encounter.level, sighting.level):
        return False
    if not shared_event and encounter.spoken != (sighting.media[:1] in _BY_VOICE):
        return False
    if (sighting.turn in FALLEN) != bool(encounter.turns & FALLEN) and not _overlap(encounter, sighting):
        return False
    vague = sighting.level is None and _length(sighting.day) > 1
    if vague and not shared_event and sighting.guess != encounter.level:
        return False
    if not shared_event and _apart_places(encounter, sighting) and _length(sighting.day) > 2:
        return False
    return _overlap(encounter, sighting) or (shared_event and _gap(encounter, sighting) <= 3)


def _overlap(encounter: Encounter, sighting: Sighting) -> bool:
    return _gap(encounter, sighting) == 0


def _gap(encounter: Encounter, sighting: Sighting) -> int:
    """Days between the sighting's day and the nearest told of the encounter, 0 where they overlap."""
    start, end = _number(sighting.day.start or ""), _number(sighting.day.end or "")
    gaps = [
        max(0, _number(s.day.start) - end, start - _number(s.day.end))
        for s in encounter.sightings
        if s.day.start and s.day.end and _dated(s)
    ]
    return min(gaps, default=10_000)


def _apart_places(encounter: Encounter, sighting: Sighting) -> bool:
    held = {s.place for s in encounter.sightings if s.place}
    return sighting.place is not None and bool(held) and sighting.place not in held


def _may_be(affair: Affair, encounter: Encounter, sighting: Sighting) -> bool:
    """Whether a sighting without a day may tell of the encounter."""
    held = {i for s in encounter.sightings for i in s.who}
    if sighting.who and held and not held & set(sighting.who):
        return False
    story = affair.stories.get(sighting.report_id)
    if all(affair.stories.get(s.report_id) != story for s in encounter.sightings):
        return False
    if sighting.turn in FALLEN:
        return bool(encounter.turns & FALLEN) or not encounter.turns & {"happened"}
    if sighting.turn == "happened":
        return "happened" in encounter.turns
    return bool(encounter.turns & AHEAD) and not encounter.turns & FALLEN


def _closeness(encounter: Encounter, sighting: Sighting) -> tuple[bool, bool, bool, bool, int]:
    """How well a sighting goes with an encounter: event, day, what came of it, place, how much is told of it."""
    return (
        sighting.event_id is not None and sighting.event_id in encounter.event_ids,
        any(s.day.value == sighting.day.value for s in encounter.sightings),
        sighting.turn in encounter.turns or (sighting.turn in FALLEN and bool(encounter.turns & FALLEN)),
        any(s.place == sighting.place for s in encounter.sightings if s.place),
        len(encounter.sightings),
    )


# ---------------------------------------------------------------- the day and what came of it


def _best_day(affair: Affair, encounter: Encounter) -> Day:
    """The finest day told, of several the one with most originals, then that told first."""
    days: dict[Day, set[str]] = {}
    for s in encounter.sightings:
        if _dated(s):
            days.setdefault(s.day, set()).add(affair.origins.get(s.report_id, s.report_id))
    if not days:
        return next((s.day for s in encounter.sightings if s.day.vague), NEVER)
    order = list(days)
    return min(order, key=lambda d: (_length(d) > 20, -len(days[d]), _length(d), order.index(d)))


def _status(affair: Affair, encounter: Encounter, others: Iterable[Encounter]) -> str:
    """What came of it at the end of the record; see `calendar.keep_calendar`."""
    if "happened" in encounter.turns and _may_have_happened(affair, encounter):
        return "happened"
    fallen = [s for s in encounter.sightings if s.turn in FALLEN]
    if fallen:
        if "postponed" in encounter.turns and any(_follows(encounter, other) for other in others):
            return "postponed"
        return _most_told(affair, [s.turn if s.turn != "dropped" else "cancelled" for s in fallen], fallen)
    ahead = [s for s in encounter.sightings if s.turn in AHEAD]
    if not ahead:
        return "happened" if "happened" in encounter.turns else "planned"
    last = max(affair.published.get(s.report_id) or "" for s in ahead)
    latest = [s for s in ahead if (affair.published.get(s.report_id) or "") == last]
    return _most_told(affair, [s.turn for s in latest], latest)


def _may_have_happened(affair: Affair, encounter: Encounter) -> bool:
    """Nothing has happened before its day has come, whatever a copy's tense says."""
    return affair.today is None or encounter.day.start is None or encounter.day.start <= affair.today


def _follows(fallen: Encounter, other: Encounter) -> bool:
    """Whether another encounter is the new day of a fallen one: same level, planned, later."""
    return (
        other is not fallen
        and other.level == fallen.level
        and bool(other.turns & (AHEAD | {"happened"}))
        and not other.turns & FALLEN
        and other.spoken == fallen.spoken
        and (other.day.start or "") > (fallen.day.start or "9999")
    )


def _most_told(affair: Affair, turns: list[str], told: list[Sighting]) -> str:
    """The turn most originals tell, then the first."""
    held: dict[str, set[str]] = {}
    for turn, s in zip(turns, told, strict=True):
        held.setdefault(turn, set()).add(affair.origins.get(s.report_id, s.report_id))
    order = list(held)
    return min(order, key=lambda t: (-len(held[t]), order.index(t)))
