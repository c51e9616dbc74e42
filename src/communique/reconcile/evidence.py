"""What the origins of a story say of its events, indexed once: every claim with its line, origin and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from communique.reconcile.lines import Line, Lines, damage_of, draw_lines
from communique.reconcile.topics import Topics, weigh
from communique.records import (
    Claim,
    Copy,
    Entity,
    EntityKind,
    Event,
    EventType,
    Lineage,
    Mention,
    Moment,
    Number,
    Origin,
    Quote,
    ReportDate,
    Sentence,
    Status,
)
from communique.stage import Group

R = TypeVar("R", Moment, Number, Mention, Quote, Claim)


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim as one origin's word. `published` is the ISO day of its report.

    `status` is the claim's, but what was planned for a day before its report was printed, and is nowhere said to
    have fallen, has happened.
    """

    claim: Claim
    line: Line
    published: str | None
    damage: int
    status: Status

    @property
    def origin(self) -> str:
        """The origin of the sentence the claim stands in."""
        return self.line.origin_id


@dataclass(frozen=True)
class Story:
    """One story's rows under the names this room asks for."""

    group: Group

    @cached_property
    def kin(self) -> Mapping[str, Lineage]:
        """report_id → its origin and damage."""
        return {row.report_id: row for row in self.group.of(Lineage)}

    @cached_property
    def lines(self) -> Lines:
        """Sentences of one original side by side."""
        return draw_lines(self.group.of(Sentence), self.group.of(Copy), self.group.of(Lineage))

    @cached_property
    def topics(self) -> Topics:
        """What the story's sentences share."""
        return weigh(line.best for line in self.lines)

    @cached_property
    def published(self) -> Mapping[str, str | None]:
        """report_id → ISO day."""
        return {row.report_id: row.published for row in self.group.of(ReportDate)}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """entity_id → entity."""
        return {row.entity_id: row for row in self.group.of(Entity)}

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """origin_id → origin."""
        return {row.origin_id: row for row in self.group.of(Origin)}

    @cached_property
    def events(self) -> Sequence[Event]:
        """The story's events by id."""
        return sorted(self.group.of(Event), key=lambda e: e.event_id)

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """event_id → event."""
        return {event.event_id: event for event in self.events}

    @cached_property
    def voices(self) -> Mapping[str, Sequence[Voice]]:
        """event_id → its claims, least damaged first."""
        found: dict[str, list[Voice]] = {}
        for claim in self.group.of(Claim):
            line = self.lines.line_at(claim.report_id, claim.trigger_start)
            if line is not None:
                damage = damage_of(claim.report_id, self.kin)
                published = self.published.get(claim.report_id)
                status = _status(claim, self.event_of.get(claim.event_id), published)
                voice = Voice(claim, line, published, damage, status)
                found.setdefault(claim.event_id, []).append(voice)
        return {
            event_id: sorted(
                held, key=lambda v: (v.damage, v.claim.report_id, v.claim.start, v.claim.claim_id)
            )
            for event_id, held in found.items()
        }

    @cached_property
    def moments(self) -> Mapping[tuple[str, int], list[Moment]]:
        """Sentence → its time expressions in order."""
        return self._by_sentence(self.group.of(Moment))

    @cached_property
    def numbers(self) -> Mapping[tuple[str, int], list[Number]]:
        """Sentence → its numbers in order."""
        return self._by_sentence(self.group.of(Number))

    @cached_property
    def quotes(self) -> Mapping[tuple[str, int], list[Quote]]:
        """Sentence → the direct quotations that begin in it."""
        return self._by_sentence(q for q in self.group.of(Quote) if q.direct)

    @cached_property
    def mentions(self) -> Mapping[tuple[str, int], list[Mention]]:
        """Sentence → who is named in it, in order."""
        return self._by_sentence(self.group.of(Mention))

    def states_in(self, sentence: Sentence) -> set[str]:
        """The states named in a sentence, and those of its persons."""
        rows = self.mentions.get((sentence.report_id, sentence.start), ())
        held = [e for m in rows if (e := self.entities.get(m.entity_id or "")) is not None]
        return {s for e in held if (s := e.entity_id if e.kind is EntityKind.STATE else e.state)}

    @cached_property
    def claims(self) -> Mapping[tuple[str, int], list[Claim]]:
        """Sentence → its claims by trigger."""
        found: dict[tuple[str, int], list[Claim]] = {}
        for claim in sorted(self.group.of(Claim), key=lambda c: (c.report_id, c.trigger_start, c.claim_id)):
            sentence = self.lines.sentence_at(claim.report_id, claim.trigger_start)
            if sentence is not None:
                found.setdefault((sentence.report_id, sentence.start), []).append(claim)
        return found

    def claims_at(self, report_id: str, offset: int) -> list[Claim]:
        """The claims of the sentence that holds a place."""
        sentence = self.lines.sentence_at(report_id, offset)
        return self.claims.get((report_id, sentence.start), []) if sentence else []

    def _by_sentence(self, rows: Iterable[R]) -> dict[tuple[str, int], list[R]]:
        found: dict[tuple[str, int], list[R]] = {}
        for row in sorted(rows, key=lambda r: (r.report_id, r.start, r.end)):
            sentence = self.lines.sentence_at(row.report_id, row.start)
            if sentence is not None:
                found.setdefault((sentence.report_id, sentence.start), []).append(row)
        return found

    def origin_at(self, report_id: str, offset: int) -> str:
        """The origin whose words stand at a place; the report's own outside its sentences."""
        line = self.lines.line_at(report_id, offset)
        if line is not None:
            return line.origin_id
        row = self.kin.get(report_id)
        return row.origin_id if row else report_id

    def first_day(self, origin_id: str) -> str | None:
        """The first day on which a report of an origin was published."""
        days = [
            day
            for report_id, row in self.kin.items()
            if row.origin_id == origin_id and (day := self.published.get(report_id))
        ]
        return min(days, default=None)

    def best_of_lines(self, event_id: str) -> list[Voice]:
        """The event's claims without those whose line has a less damaged one."""
        seen: set[str] = set()
        kept = []
        for voice in self.voices.get(event_id, ()):
            if voice.line.line_id not in seen:
                seen.add(voice.line.line_id)
                kept.append(voice)
        return kept

    def name(self, origin_id: str) -> str:
        """How a reason calls an origin: its agency, else the day of its first report."""
        row = self.origins.get(origin_id)
        if row is not None and row.wire:
            return row.wire
        day = self.first_day(origin_id)
        same = sorted(o for o in self.origins if self.first_day(o) == day and not self.origins[o].wire)
        called = f"the original of {day}" if day else "an undated original"
        return f"{called} ({same.index(origin_id) + 1})" if len(same) > 1 and origin_id in same else called

    def names(self, origin_ids: Iterable[str]) -> str:
        """Several origins in one phrase, in the order of their names."""
        called = sorted({self.name(origin_id) for origin_id in origin_ids})
        return called[0] if len(called) == 1 else f"{', '.join(called[:-1])} and {called[-1]}"


SPEECH = {EventType.STATEMENT, EventType.REQUEST, EventType.ACCUSE}
AHEAD = {Status.PLANNED, Status.TENTATIVE}
DONE = {Status.HAPPENED, Status.ONGOING}
UNDONE = {Status.POSTPONED, Status.CANCELLED}


def _status(claim: Claim, event: Event | None, published: str | None) -> Status:
    end = event.date_end if event is not None and event.status not in UNDONE else None
    over = bool(end and published and end[:10] < published[:10])
    return Status.HAPPENED if over and claim.status is Status.PLANNED else claim.status
