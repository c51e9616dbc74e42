"""A dyad's group written as sentences: names in [brackets], days in {braces}, contact as claims."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from communique.records import (
    Appointment,
    BlockKind,
    Channel,
    Claim,
    Direction,
    Entity,
    EntityKind,
    Event,
    EventType,
    Lineage,
    Mention,
    Moment,
    MomentBasis,
    MomentKind,
    Origin,
    ReportDate,
    Role,
    Sentence,
    Status,
    Story,
    Verdict,
)
from communique.relations.contacts import keep_contacts
from communique.stage import Group

# [Norland|NOR] is a state, [Anna Berg|anna-berg] a person of PEOPLE, [Oslo|@NOR] a place in a state;
# {on the 3rd|2020-03-03} a day, {spring|2020-03/2020-05} a range.
_MARK = re.compile(r"\[(?P<name>[^\]|]+)\|(?P<id>[^\]]+)\]|\{(?P<day>[^}|]+)\|(?P<value>[^}]+)\}")
PEOPLE = {
    "anna-berg": ("NRL", "foreign_minister"),
    "otto-lind": ("SDM", "foreign_minister"),
    "ida-holm": ("NRL", "head_of_government"),
    "per-dahl": ("SDM", "head_of_government"),
}
MONTHS = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}


@dataclass(frozen=True)
class Told:
    """What the rooms made of a group."""

    channels: dict[str, Channel]
    appointments: list[Appointment]


def span_of(value: str) -> tuple[str, str]:
    """First and last day of an EDTF day, month or range."""
    first, _, last = value.partition("/")
    ends = [f"{first}-01" if len(first) == 7 else first, last or first]
    if len(ends[1]) == 7:
        ends[1] = f"{ends[1]}-{MONTHS.get(ends[1][5:], '31')}"
    return ends[0], ends[1]


def plain(text: str) -> str:
    """The text without its marks."""
    return _MARK.sub(lambda m: m["name"] or m["day"], text)


class Telling:
    """Collects reports of one dyad and reads them."""

    def __init__(self, dyad: str = "NRL-SDM") -> None:
        self.dyad = dyad
        self.rows: dict[type, list[Any]] = {}
        self.reports = 0

    def _add(self, *rows: Any) -> None:
        for row in rows:
            self.rows.setdefault(type(row), []).append(row)

    def report(self, published: str, *sentences: str, origin: str | None = None, story: str = "st-1") -> str:
        """A report of these sentences; its id. A claim is put on a sentence with `claim`."""
        self.reports += 1
        report_id = f"r{self.reports}"
        origin = origin or f"o{self.reports}"
        at = 0
        for number, marked in enumerate(sentences):
            text = plain(marked)
            self._add(
                Sentence(
                    sentence_id=f"{report_id}.{number}", report_id=report_id, start=at, end=at + len(text), exact=text,
                    block_kind=BlockKind.BODY,
                )
            )  # fmt: skip
            self._marks(report_id, at, marked, published)
            at += len(text) + 1
        self._add(ReportDate(report_id=report_id, published=published, published_basis=None, published_evidence=None,
                             reason=""))  # fmt: skip
        self._add(Lineage(report_id=report_id, origin_id=origin, degradation=None, reason=""))
        self._add(Origin(origin_id=origin, wire=None, wire_basis=None, story_id=story, report_ids=(report_id,),
                         best_report_id=report_id))  # fmt: skip
        return report_id

    def _marks(self, report_id: str, at: int, marked: str, published: str) -> None:
        shift = 0
        for mark in _MARK.finditer(marked):
            words = mark["name"] or mark["day"]
            start = at + mark.start() - shift
            shift += len(mark[0]) - len(words)
            if mark["name"]:
                self._mention(report_id, start, words, mark["id"])
                continue
            first, last = span_of(mark["value"])
            self._add(
                Moment(
                    report_id=report_id, start=start, end=start + len(words), exact=words, kind=MomentKind.DATE,
                    value=mark["value"], date_start=first, date_end=last, basis=MomentBasis.ANCHORED,
                    direction=Direction.FUTURE if first > published else Direction.PAST, corrupted=False, reason="",
                )
            )  # fmt: skip

    def _mention(self, report_id: str, start: int, words: str, name: str) -> None:
        if name in PEOPLE:
            entity, kind, state, role = name, EntityKind.PERSON, PEOPLE[name][0], PEOPLE[name][1]
        elif name.startswith("@"):
            entity, kind, state, role = f"place:{words}", EntityKind.PLACE, name[1:], None
        else:
            entity, kind, state, role = name, EntityKind.STATE, None, None
        roles = (
            (Role(role=role, state=state, start=None, end=None, as_of=None, basis="stated"),) if role else ()
        )
        self._add(
            Mention(
                report_id=report_id, start=start, end=start + len(words), exact=words, entity_id=entity,
                title_as_written=None, name_repaired=None, title_corrected=None, role_at_date=role, score=1.0,
                reason="",
            ),
            Entity(
                entity_id=entity, kind=kind, name=words, state=state, sector=None, cow=None, gw=None, wikidata_id=None,
                lat=None, lon=None, geonames_id=None, roles=roles,
            ),
        )  # fmt: skip

    def claim(
        self, report_id: str, sentence: int, trigger: str, status: Status, *, event: str = "e1",
        mode: str | None = None, kind: EventType = EventType.CONSULT, actor: tuple[str, ...] = (),
        states: tuple[str, ...] = ("NRL", "SDM"),
        date: str | None = None, story: str = "st-1",
    ) -> None:  # fmt: skip
        """A claim on a sentence of a report, and its event."""
        held = next(s for s in self.rows[Sentence] if s.sentence_id == f"{report_id}.{sentence}")
        at = held.start + held.exact.index(trigger)
        first, last = span_of(date) if date else (None, None)
        origin = next(r.origin_id for r in self.rows[Lineage] if r.report_id == report_id)
        common: dict[str, Any] = {
            "event_type": kind, "mode": mode, "status": status, "actor": actor or states, "actor_states": states,
            "recipient": (), "recipient_states": (), "contexts": (), "date": date, "date_start": first,
            "date_end": last,
            "place_id": None, "intensity": 0.0, "confidence": 0.9,
        }  # fmt: skip
        self._add(
            Claim(
                claim_id=f"c-{report_id}-{sentence}-{event}", event_id=event, report_id=report_id, origin_id=origin,
                start=held.start, end=held.end, exact=held.exact, actor_sectors=(), recipient_sectors=(),
                actor_text=None, recipient_text=None, alleged_by=None, basis=None, attributed_to=None, date_text=None,
                place_text=None, lat=None, lon=None, trigger_start=at, trigger_end=at + len(trigger), made_by="",
                why="", **common,
            )
        )  # fmt: skip
        if all(e.event_id != event for e in self.rows.get(Event, [])):
            self._add(
                Event(
                    event_id=event, story_id=story, n_reports=1, n_origins=1, n_witnesses=1, background=False,
                    verdict=Verdict.SINGLE, title="", **common,
                )
            )  # fmt: skip

    def read(self) -> Told:
        """Channels by level, and appointments by day."""
        stories = {o.story_id for o in self.rows.get(Origin, [])}
        if Event not in self.rows:  # the affair of a story is that of its claims
            self._affair()
        self._add(
            *(
                Story(story_id=s, title="", first_published=None, last_published=None, n_reports=1, n_origins=1,
                      dyads=(self.dyad,))
                for s in sorted(stories)
            )
        )  # fmt: skip
        group = Group(self.dyad, {kind: tuple(rows) for kind, rows in self.rows.items()})
        made = list(keep_contacts(group))
        return Told(
            {row.level: row for row in made if isinstance(row, Channel)},
            [row for row in made if isinstance(row, Appointment)],
        )

    def _affair(self) -> None:
        for story in sorted({o.story_id for o in self.rows.get(Origin, [])}):
            self._add(
                Event(
                    event_id=f"affair-{story}", story_id=story, event_type=EventType.ACCUSE, mode=None,
                    status=Status.HAPPENED, actor=(), actor_states=tuple(self.dyad.split("-")), recipient=(),
                    recipient_states=(), contexts=(), date=None, date_start=None, date_end=None, place_id=None,
                    intensity=0.0, n_reports=1, n_origins=1, n_witnesses=1, background=False, verdict=Verdict.SINGLE,
                    confidence=0.5, title="",
                )
            )  # fmt: skip


@pytest.fixture
def telling() -> Telling:
    """An empty telling of Norland and Sudmark."""
    return Telling()


@pytest.fixture
def read() -> Callable[..., Told]:
    """What comes of one report of these sentences, published on a day."""

    def run(published: str, *sentences: str) -> Told:
        one = Telling()
        one.report(published, *sentences)
        return one.read()

    return run
