"""One encounter from all that reports tell of it: planned in one story, moved in another, held in a third."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.relations.affairs import Affair
from communique.relations.days import NEVER, Day
from communique.relations.meeting_words import rank_of
from communique.relations.shelf import AHEAD, FALLEN, Encounter, Shelf, by_voice, dated, length, number
from communique.relations.sightings import Sighting, sight

_LEADERS = "head_of_state_or_government"
_SOON = 200  # days within which a fallen encounter is made up for


def encounters_of(affair: Affair) -> list[Encounter]:
    """The encounters of a dyad by day: sightings joined by event, level, day and place, whatever story tells them.

    Linear in the sightings but for those of one level and month, which are compared with each other.
    """
    shelf = Shelf(affair)
    told = _levelled(list(sight(affair)))
    refused = [s for s in told if s.turn == "refused"]
    rest = [s for s in told if s.turn not in ("refused", "open")]
    for sighting in sorted((s for s in rest if dated(s)), key=_order):
        shelf.place_dated(sighting)
    for encounter in shelf.all:
        encounter.day = _best_day(affair, encounter)
    for sighting in (s for s in rest if not dated(s)):
        shelf.place_undated(sighting)
    for encounter in shelf.all:
        encounter.day = _best_day(affair, encounter)
        _settle_level(encounter)
    by_level: dict[str | None, list[Encounter]] = {}
    for encounter in shelf.all:
        by_level.setdefault(encounter.level, []).append(encounter)
    for held in by_level.values():
        _settle_statuses(affair, held)
    alone = [_encounter(affair, s.level, [s], s.day) for s in told if s.turn == "open"]
    turned_down = list(_refusals(affair, refused, shelf.all))
    return sorted(
        [*shelf.all, *turned_down, *alone], key=lambda e: (e.day.start or "9999", e.level or "", e.status)
    )


def _settle_statuses(affair: Affair, held: list[Encounter]) -> None:
    """Say of the encounters of one level what came of them, and which of them made up for one that fell."""
    moved: list[Encounter] = []
    for encounter in held:
        later = [e for e in held if _follows(encounter, e)] if encounter.turns & FALLEN else []
        encounter.status = _status(affair, encounter, bool(later))
        if encounter.status == "postponed" and later:
            moved.append(min(later, key=lambda e: e.day.start or ""))
    for encounter in moved:
        encounter.moved = True


def _refusals(affair: Affair, refused: list[Sighting], met: list[Encounter]) -> Iterator[Encounter]:
    """One encounter for each refusal, several tellings of one day together.

    Its level is the one surely told, else that of the line refused (a hotline that was used at other times), else what
    stands before. A refusal without a day that follows a cancellation in its report was spoken with it.
    """
    groups: dict[tuple[str | None, str | None], list[Sighting]] = {}
    for s in refused:
        key = (affair.stories.get(s.report_id), s.day.value or s.level or s.guess)
        groups.setdefault(key, []).append(s)
    for told in groups.values():
        sure = _commonest(s.level for s in told)
        spoken = [e for e in met if e.spoken and by_voice(told[0])]
        line = _commonest(e.level for e in spoken for _ in e.sightings)
        level = sure or line or _commonest(s.guess for s in told)
        fallen = [
            s for e in met if e.level == level for s in e.sightings if s.turn == "dropped" and s.said_on
        ]
        beside = next((s for s in fallen if s.report_id == told[0].report_id), None)
        day = told[0].day
        if day.start is None and beside is not None:
            day = Day(beside.said_on, beside.said_on, beside.said_on)
        refusal = _encounter(affair, level, told, day)
        refusal.sure = bool(sure or line)
        yield refusal


def _encounter(affair: Affair, level: str | None, told: list[Sighting], day: Day) -> Encounter:
    """An encounter that is not joined with others: a refusal, a line said to be open."""
    made = Encounter(level, day=day, status=told[0].turn)
    for sighting in told:
        made.add(sighting, affair.stories.get(sighting.report_id, ""))
    return made


def _commonest(levels: Iterable[str | None]) -> str | None:
    """The level told most often, of several the most junior."""
    counts = Counter(level for level in levels if level)
    return min(counts, key=lambda level: (-counts[level], -rank_of(level), level), default=None)


def _settle_level(encounter: Encounter) -> None:
    """Give an encounter whose sightings name no level the one that most of them suggest."""
    if encounter.level is None:
        named = _commonest(s.level for s in encounter.sightings)
        guess = _commonest(s.guess for s in encounter.sightings)
        if guess == _LEADERS and encounter.turns == {"happened"}:
            guess = "senior_diplomat"  # who meets leaders is told; governments write through their diplomats
        encounter.level = named or guess
        encounter.sure = named is not None


def _order(sighting: Sighting) -> tuple[bool, int, str, str, int]:
    """Sure levels first, then days before months, so that what is vague finds what is plain."""
    return (
        sighting.level is None,
        length(sighting.day),
        sighting.day.start or "",
        sighting.report_id,
        sighting.start,
    )


def _levelled(found: list[Sighting]) -> list[Sighting]:
    """A sighting without a level, or with one that few of its event's sightings share, takes that of most of them."""
    levels: dict[tuple[str, bool], Counter[str]] = {}
    for s in found:
        if s.event_id and s.level:
            levels.setdefault((s.event_id, by_voice(s)), Counter())[s.level] += 1
    out = []
    for s in found:
        held = levels.get((s.event_id or "", by_voice(s)))
        best = _commonest(held.elements()) if held else None
        alone = held is not None and s.level is not None and held[s.level] * 5 <= held.total()
        out.append(replace(s, level=best) if best and (s.level is None or alone) else s)
    return out


# ---------------------------------------------------------------- the day and what came of it


def _best_day(affair: Affair, encounter: Encounter) -> Day:
    """The finest day told, of several the one with most originals, then that told first."""
    days: dict[Day, set[str]] = {}
    held = sorted(
        (s for s in encounter.sightings if dated(s)),
        key=lambda s: affair.published.get(s.report_id) or "9999",
    )
    for s in [s for s in held if s.turn == "happened"] or held:
        days.setdefault(s.day, set()).add(affair.origins.get(s.report_id, s.report_id))
    if not days:
        return next((s.day for s in encounter.sightings if s.day.vague), NEVER)
    order = list(days)
    return min(order, key=lambda d: (length(d) > 20, -len(days[d]), length(d), order.index(d)))


def _status(affair: Affair, encounter: Encounter, made_up_for: bool) -> str:
    """What came of it at the end of the record; see `calendar.keep_calendar`."""
    if "happened" in encounter.turns and _may_have_happened(affair, encounter):
        return "happened"
    fallen = [s for s in encounter.sightings if s.turn in FALLEN]
    if fallen:
        if "postponed" in encounter.turns and made_up_for:
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
    """Whether another encounter is the new day of a fallen one: same level and manner, later, within half a year."""
    if other is fallen or not (fallen.day.start and other.day.start) or other.turns & FALLEN:
        return False
    later = 0 < number(other.day.start) - number(fallen.day.start) <= _SOON
    return (
        later and other.sure and other.spoken == fallen.spoken and bool(other.turns & (AHEAD | {"happened"}))
    )


def _most_told(affair: Affair, turns: list[str], told: list[Sighting]) -> str:
    """The turn most originals tell, then the first."""
    held: dict[str, set[str]] = {}
    pairs = sorted(
        zip(turns, told, strict=True), key=lambda p: affair.published.get(p[1].report_id) or "9999"
    )
    for turn, s in pairs:
        held.setdefault(turn, set()).add(affair.origins.get(s.report_id, s.report_id))
    order = list(held)
    return min(order, key=lambda t: (-len(held[t]), order.index(t)))
