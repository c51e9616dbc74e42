"""The lines of communication of one dyad, one a level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.records import Channel
from communique.relations.affairs import Affair, read_affair
from communique.relations.encounters import encounters_of
from communique.relations.shelf import AHEAD, FALLEN, Encounter
from communique.spans import content_id
from communique.stage import Group

_MEDIA = ("visit", "meeting", "call", "letter", "hotline", "summit")


def keep_channels(group: Group) -> Iterator[Channel]:
    """One row for each level at which the two states met, spoke, planned to or refused to; the group's key names them.

    "As of" is the last day of publication among the group's reports: a record cut by date (`--as-of`) holds no later
    report, so that what it calls planned was planned then. `state` is what came last: `used` after contact in the time
    of the reports, `planned` when only a plan stands or a plan has followed a refusal, `refused`, `suspended` after a
    cancellation without words of refusal or a new day, `open` when a line is said to be open and no more. A planned
    meeting whose day has passed and that nobody tells as held is no contact.
    """
    affair = read_affair(group)
    yield from channels_of(affair, encounters_of(affair))


def channels_of(affair: Affair, encounters: Iterable[Encounter]) -> Iterator[Channel]:
    """The rows of the levels at which somebody surely met, planned to or refused to."""
    levels: dict[str, list[Encounter]] = {}
    for encounter in encounters:
        if encounter.level and encounter.level != "before":
            levels.setdefault(encounter.level, []).append(encounter)
    for level in sorted(levels):
        if any(_counts(affair, e) for e in levels[level]):
            yield _channel(affair, level, levels[level])


def _counts(affair: Affair, encounter: Encounter) -> bool:
    """Whether an encounter is enough for a channel of its level.

    Contact needs a day, a plan a day or a claim; where only what stands before suggests the level, a claim of recent
    contact with a day.
    """
    if encounter.status == "happened":
        recent = (encounter.day.end or "") >= affair.horizon and bool(encounter.event_ids)
        return encounter.day.end is not None and (encounter.sure or recent)
    if encounter.status in AHEAD:
        return encounter.sure and (encounter.day.start is not None or bool(encounter.event_ids))
    return encounter.sure


def _channel(affair: Affair, level: str, held: list[Encounter]) -> Channel:
    contacts = [e for e in held if e.status == "happened" and e.day.end]
    plans = [e for e in held if e.status in AHEAD and (e.sure or e.day.end) and _ahead(affair, e)]
    refusals = [
        e for e in held if e.status == "refused" or ("dropped" in e.turns and e.status == "cancelled")
    ]
    used = {m for e in held for m in e.media}
    last = max((e.day for e in contacts), key=lambda d: (d.start or "", d.end or ""), default=None)
    dated = [e.day for e in plans if e.day.start]
    later = [d for d in dated if last is None or (d.start or "") > (last.end or "")]
    nearest = min(later or dated, key=lambda d: (d.start or "", d.end or ""), default=None)
    return Channel(
        channel_id=content_id("channel", affair.dyad, level),
        dyad=affair.dyad,
        level=level,
        media=tuple(m for m in _MEDIA if m in used),
        state=_state(affair, held, contacts, plans, refusals),
        last_contact=_last_day(last.value, last.start, last.end) if last else None,
        next_planned=nearest.value if nearest else None,
        last_refusal=_last_refusal(affair, refusals),
        claim_ids=tuple(sorted({c for e in held for c in e.claim_ids})),
        evidence=tuple(
            sorted({w for e in held for w in e.evidence}, key=lambda w: (w.report_id, w.start, w.end))
        ),
    )


def _last_day(value: str | None, start: str | None, end: str | None) -> str | None:
    """The last day of a range of days; a month or year stays what it is."""
    return end if value and "/" in value and start and end else value


def _ahead(affair: Affair, encounter: Encounter) -> bool:
    return encounter.day.end is None or affair.today is None or encounter.day.end >= affair.today


def _last_refusal(affair: Affair, refusals: list[Encounter]) -> str | None:
    """The day of the last refusal; where no report gives one, that of the first report that tells of it."""
    known = [day for e in refusals if (day := _refused_on(e))]
    told = [day for e in refusals if (day := e.first_told(affair))]
    return max(known or told, default=None)


def _refused_on(encounter: Encounter) -> str | None:
    """The day of a refusal, or of a cancellation with words of refusal, where the clause gives it."""
    if encounter.status == "refused":
        return encounter.day.value
    return min((s.said_on for s in encounter.sightings if s.turn == "dropped" and s.said_on), default=None)


def _state(
    affair: Affair,
    held: list[Encounter],
    contacts: list[Encounter],
    plans: list[Encounter],
    refusals: list[Encounter],
) -> str:
    contact = max((_when(affair, e) for e in contacts if _recent(affair, e)), default="")
    refusal = max(
        (_refused_on(e) or "0" for e in refusals), default=""
    )  # one without a day yields to any contact
    if refusal > contact:
        return "planned" if any(e.day.start for e in plans) else "refused"  # a hope without a day is no plan
    if contact:
        return "used"
    if plans:
        return "planned"
    if any(e.status in FALLEN for e in held):
        return "suspended"
    if any(e.status == "open" for e in held):
        return "open"
    return "used" if contacts else "planned"


def _when(affair: Affair, encounter: Encounter) -> str:
    return encounter.day.end or encounter.first_told(affair) or "0"


def _recent(affair: Affair, encounter: Encounter) -> bool:
    """Whether contact falls into the time of the reports, or shortly before."""
    return encounter.day.end is None or encounter.day.end >= affair.horizon
