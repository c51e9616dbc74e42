"""The rows a view needs, indexed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from communique.dyads import dyads_between
from communique.records import (
    Appointment,
    Block,
    BlockKind,
    Channel,
    Claim,
    Commitment,
    Copy,
    Degradation,
    Entity,
    Event,
    Finding,
    Incident,
    Issue,
    Lineage,
    Link,
    Membership,
    Mention,
    Moment,
    Origin,
    Quote,
    Report,
    ReportDate,
    Sentence,
    SeriesPoint,
    Story,
    Utterance,
    Version,
)

R = TypeVar("R")
Load = Callable[[type[Any]], Iterable[Any]]

# Least damaged first; used to choose whose words to show.
_DAMAGE = {
    None: 2,
    Degradation.CLEAN: 0,
    Degradation.UNSURE: 1,
    Degradation.BACK_TRANSLATED: 3,
    Degradation.SPUN: 4,
}


@dataclass(frozen=True)
class Facts:
    """All rows of a record behind one loader (`record.rows`), read on first use."""

    load: Load

    def _rows(self, kind: type[R]) -> list[R]:
        return list(self.load(kind))

    @cached_property
    def reports(self) -> dict[str, Report]:
        """report_id → report."""
        return {row.report_id: row for row in self._rows(Report)}

    @cached_property
    def dates(self) -> dict[str, ReportDate]:
        """report_id → its date."""
        return {row.report_id: row for row in self._rows(ReportDate)}

    @cached_property
    def lineages(self) -> dict[str, Lineage]:
        """report_id → its origin and damage."""
        return {row.report_id: row for row in self._rows(Lineage)}

    @cached_property
    def story_of(self) -> dict[str, str]:
        """report_id → story_id."""
        return {row.report_id: row.story_id for row in self._rows(Membership)}

    @cached_property
    def superseded(self) -> set[str]:
        """Reports replaced by a later version."""
        return {row.report_id for row in self._rows(Version) if not row.latest}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """entity_id → entity."""
        return {row.entity_id: row for row in self._rows(Entity)}

    @cached_property
    def stories(self) -> dict[str, Story]:
        """story_id → story."""
        return {row.story_id: row for row in self._rows(Story)}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """origin_id → origin."""
        return {row.origin_id: row for row in self._rows(Origin)}

    @cached_property
    def copies(self) -> list[Copy]:
        """Judged pairs."""
        return self._rows(Copy)

    @cached_property
    def events(self) -> dict[str, Event]:
        """event_id → event."""
        return {row.event_id: row for row in self._rows(Event)}

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """event_id → its claims in order of report and place."""
        found: dict[str, list[Claim]] = {}
        for row in sorted(self._rows(Claim), key=lambda c: (c.report_id, c.start, c.claim_id)):
            found.setdefault(row.event_id, []).append(row)
        return found

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """report_id → its claims."""
        found: dict[str, list[Claim]] = {}
        for claims in self.claims.values():
            for claim in claims:
                found.setdefault(claim.report_id, []).append(claim)
        return found

    @cached_property
    def quotes(self) -> dict[str, list[Quote]]:
        """utterance_id → its quotes."""
        found: dict[str, list[Quote]] = {}
        for row in sorted(self._rows(Quote), key=lambda q: (q.report_id, q.start)):
            found.setdefault(row.utterance_id, []).append(row)
        return found

    @cached_property
    def quote(self) -> dict[str, Quote]:
        """quote_id → quote."""
        return {quote.quote_id: quote for held in self.quotes.values() for quote in held}

    @cached_property
    def utterances(self) -> dict[str, Utterance]:
        """utterance_id → utterance."""
        return {row.utterance_id: row for row in self._rows(Utterance)}

    @cached_property
    def findings(self) -> list[Finding]:
        """What origins agree or disagree on."""
        return self._rows(Finding)

    @cached_property
    def links(self) -> list[Link]:
        """How events hang together."""
        return self._rows(Link)

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """claim_id → claim."""
        return {claim.claim_id: claim for claims in self.claims.values() for claim in claims}

    @cached_property
    def channels(self) -> list[Channel]:
        """Lines of communication."""
        return self._rows(Channel)

    @cached_property
    def appointments(self) -> list[Appointment]:
        """The calendar."""
        return self._rows(Appointment)

    @cached_property
    def commitments(self) -> list[Commitment]:
        """What states bound themselves to."""
        return self._rows(Commitment)

    @cached_property
    def incidents(self) -> list[Incident]:
        """What happened between states and strains them."""
        return self._rows(Incident)

    @cached_property
    def issues(self) -> list[Issue]:
        """Matters in dispute."""
        return self._rows(Issue)

    @cached_property
    def series(self) -> list[SeriesPoint]:
        """The points of all dyads' series."""
        return self._rows(SeriesPoint)

    def between(self, dyad: str) -> list[Event]:
        """The events that join the two states of a dyad, by id."""
        return [event for _, event in sorted(self.events.items()) if joins(event, dyad)]

    @cached_property
    def mentions(self) -> dict[str, list[Mention]]:
        """report_id → mentions by place."""
        return self._by_report(Mention)

    @cached_property
    def moments(self) -> dict[str, list[Moment]]:
        """report_id → moments by place."""
        return self._by_report(Moment)

    @cached_property
    def sentences(self) -> dict[str, list[Sentence]]:
        """report_id → sentences by place."""
        return self._by_report(Sentence)

    @cached_property
    def titles(self) -> dict[str, str]:
        """report_id → the headline as the page states it or as it is marked in the text."""
        found: dict[str, str] = {}
        for block in sorted(self._rows(Block), key=lambda b: (b.report_id, b.start)):
            if block.kind is BlockKind.TITLE:
                found.setdefault(block.report_id, block.exact)
        stated = {r.report_id: r.title for r in self.reports.values() if r.title}
        return found | stated

    def _by_report(self, kind: type[R]) -> dict[str, list[R]]:
        found: dict[str, list[R]] = {}
        for row in sorted(self._rows(kind), key=lambda r: (r.report_id, r.start, r.end)):  # type: ignore[attr-defined]
            found.setdefault(row.report_id, []).append(row)  # type: ignore[attr-defined]
        return found

    def is_lede(self, claim: Claim) -> bool:
        """Whether a claim stands in its report's title or first two body sentences."""
        body = [s for s in self.sentences.get(claim.report_id, []) if s.block_kind is BlockKind.BODY]
        return not body or claim.start <= body[min(1, len(body) - 1)].start

    def damage(self, report_id: str) -> int:
        """How damaged a report's words are, 0 clean to 5 garbled."""
        lineage = self.lineages.get(report_id)
        return _DAMAGE.get(lineage.degradation if lineage else None, 5)

    def origin_of(self, report_id: str) -> str:
        """The origin a report belongs to; the report itself where none is known."""
        lineage = self.lineages.get(report_id)
        return lineage.origin_id if lineage else report_id

    def name(self, entity_id: str) -> str:
        """An entity's name as a sentence uses it."""
        entity = self.entities.get(entity_id)
        return entity.name if entity else entity_id


def joins(event: Event, dyad: str) -> bool:
    """Whether an event lies between the two states of a dyad."""
    return dyad in dyads_between(event.actor_states, event.recipient_states)
