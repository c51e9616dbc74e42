"""Where reports tell of contact between the two states of a dyad: done, planned, moved, dropped or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.records import EventType
from communique.relations.affairs import Affair, Line
from communique.relations.days import NEVER, Day, ahead_in, day_of, gatherings_in, new_day_of, spoken_on
from communique.relations.levels import Before, level_of
from communique.relations.meeting_words import turn_of
from communique.relations.parties import GOES_ON, joins, persons_in, place_of
from communique.relations.passages import SIGNS, TOLD, Passage, passages_of

_LEAVING = re.compile(r"(?i)\b(?:before|ahead of|prior to|earlier than|on the eve of|departing|departure)\b")
_FALLEN = {"refused", "cancelled", "postponed"}
_AHEAD = {"planned", "tentative"}
_MODES = {"visit": "visit", "phone": "call", "multilateral": "summit"}
_MEDIA = {"signature": "meeting"}
_ORDER = ("visit", "call", "letter", "hotline", "meeting", "summit")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One clause that tells of an encounter of the dyad, and what came of it there.

    `turn`: happened, planned, tentative, postponed, cancelled, dropped (cancelled with words of refusal), refused or
    open. `level` None where the clause names nobody; `guess` is then what stands before.
    """

    line: Line
    turn: str
    media: tuple[str, ...]
    level: str | None
    guess: str | None
    who: tuple[str, ...]  # entity ids of persons of the two states who take part
    visitor: str | None  # the state that travels, where a claim says so
    day: Day
    said_on: str | None  # the day on which it was called off, where the clause gives it
    place: str | None  # entity id
    event_id: str | None
    claim_ids: tuple[str, ...]
    words: str  # the clause
    start: int  # of the clause, in the report

    @property
    def report_id(self) -> str:
        """The report it stands in."""
        return self.line.sentence.report_id


def sight(affair: Affair) -> Iterator[Sighting]:
    """The encounters told of, report by report in order of publication, in text order."""
    for lines in affair.lines.values():
        before = Before()
        for n, line in enumerate(lines):
            after = lines[n + 1].sentence.exact if n + 1 < len(lines) else ""
            found = _in_line(affair, line, before, after)
            before.hear(line.sentence.exact)
            before.told, before.line = bool(found), line
            yield from found


def _in_line(affair: Affair, line: Line, before: Before, after: str) -> list[Sighting]:
    found: list[Sighting] = []
    for passage in passages_of(affair, line):
        more = _in_passage(affair, passage, before, after)
        found.extend(s for s in more if not (found and _repeats(found[-1], s)))
    turned_down = any(s.turn == "refused" for s in found)
    return [s for s in found if not (turned_down and s.turn in _AHEAD)]


def _in_passage(affair: Affair, passage: Passage, before: Before, after: str) -> Iterator[Sighting]:
    turn, day = _turn_and_day(affair, passage)
    if turn is None or turn == "none" or not joins(affair, passage, turn, before.told):
        return
    level = level_of(affair, passage, before)
    if not _bears_out(passage, turn, day, level.name):
        return
    if turn == "cancelled" and after[:1] in ("“", '"'):
        turn = "dropped"
    claim = passage.claim
    told = Sighting(
        line=passage.line,
        turn=turn,
        media=_media(passage),
        level=level.name if level.sure else None,
        guess=level.name,
        who=persons_in(affair, passage),
        visitor=claim.actor_states[0]
        if claim and claim.mode == "visit" and len(claim.actor_states) == 1
        else None,
        day=day,
        said_on=spoken_on(affair, passage) if turn == "dropped" else None,
        place=place_of(affair, passage),
        event_id=claim.event_id if claim else None,
        claim_ids=(claim.claim_id,) if claim else tuple(c.claim_id for c in passage.line.claims),
        words=passage.text,
        start=passage.line.sentence.start + passage.start,
    )
    if day is NEVER and turn in _AHEAD and told.who and before.line:
        told = replace(told, day=ahead_in(before.line) or NEVER)
    yield from _with_others(affair, passage, told)


def _with_others(affair: Affair, passage: Passage, told: Sighting) -> Iterator[Sighting]:
    """The sighting, the new day of one that was moved, and the gatherings named beside it, each for itself."""
    gatherings = list(gatherings_in(affair, passage)) if told.turn in _AHEAD else []
    if not (gatherings and set(told.media) == {"summit"} and told.day is NEVER):
        yield told
    if (
        told.turn in ("postponed", "cancelled", "dropped")
        and (moved := new_day_of(affair, passage)) is not None
    ):
        yield replace(told, turn="planned", day=moved)
    for place, day in gatherings:
        if place != told.place or not day.within(told.day):
            yield replace(
                told, media=("summit",), place=place, day=day, event_id=None, claim_ids=told.claim_ids
            )


def _bears_out(passage: Passage, turn: str, day: Day, level: str | None) -> bool:
    """Whether words alone are enough: a plan or a refusal always, contact with a day and a level, an open hotline."""
    claim = passage.claim
    if claim is not None:
        dated = turn == "happened" and day.start is not None and level is not None
        return bool(passage.words) or claim.event_type not in SIGNS or dated
    if turn == "open":
        return any(w.label == "hotline" for w in passage.words)
    if turn in _FALLEN | _AHEAD:
        return True
    return any(w.strength for w in passage.words) and day.start is not None and level is not None


def _media(passage: Passage) -> tuple[str, ...]:
    held = {_MEDIA.get(w.label, w.label) for w in passage.words}
    if passage.claim is not None:
        held.add(_MODES.get(passage.claim.mode or "", "meeting"))
    return tuple(m for m in _ORDER if m in held)


def _repeats(first: Sighting, then: Sighting) -> bool:
    """Whether a clause that goes on about where and what ("where X will host a round of talks") adds no encounter."""
    return (
        bool(GOES_ON.match(then.words))
        and first.level is not None
        and then.event_id is None
        and then.turn == first.turn
        and then.day in (first.day, NEVER)
    )


# ---------------------------------------------------------------- what came of it


def _turn_and_day(affair: Affair, passage: Passage) -> tuple[str | None, Day]:
    """What came of the encounter and when, words and claim weighed against each other and against the day."""
    said = turn_of(passage.near)
    coded = _coded(passage, said)
    claim = passage.claim
    today = affair.published.get(passage.line.sentence.report_id) or "9999"
    if coded is None and claim is None and said is None and any(w.strength == 2 for w in passage.words):
        day = day_of(affair, passage, "happened")
        return ("happened" if day.start else None), day
    if claim is not None and claim.date is None and said in _AHEAD | {"happened"} and coded != said:
        other = NEVER if _LEAVING.search(passage.near) else day_of(affair, passage, said or "", own=True)
        if other.start and (other.start > today) == (said in _AHEAD):
            return said, other
    if claim is not None and claim.date is None and coded == "happened" and said in _AHEAD:
        return said, NEVER  # contact without a day under a "will" or "plans to" is none yet
    if claim is not None and coded in _AHEAD and said == "happened" and (claim.date_end or "9999") > today:
        return said, NEVER  # a past tense with a day to come: the day is wrong
    day = day_of(affair, passage, coded or "")
    return "planned" if coded == "happened" and (day.start or "") > today else coded, day


def _coded(passage: Passage, said: str | None) -> str | None:
    """What came of it: a fall is believed of the words, the rest of the claim where there is one."""
    claim = passage.claim
    if claim is None or said in _FALLEN or said == "none":
        return said
    if claim.event_type in SIGNS:
        return said or "happened"
    return "refused" if claim.event_type is EventType.REJECT else TOLD.get(claim.status)
