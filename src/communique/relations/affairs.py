"""The rows of a dyad's group laid out for reading: sentences with what stands in them, stories, days, originals."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol, TypeVar

from communique.dyads import states_of
from communique.records import (
    BlockKind,
    Claim,
    Entity,
    EntityKind,
    Event,
    EventType,
    Lineage,
    Mention,
    Moment,
    Origin,
    ReportDate,
    Sentence,
)
from communique.relations.dyads import dyads_of
from communique.relations.meeting_words import levels_in, rank_of
from communique.stage import Group


class _Placed(Protocol):
    @property
    def report_id(self) -> str: ...
    @property
    def start(self) -> int: ...


RECENT = 180  # days before the first report that belong to the time of the reports
_PRIVATE = frozenset({"activist", "analyst", "businessperson", "former", "journalist"})
_PRONOUN = re.compile(
    r"(?i)he|she|it|they|him|her|them|his|hers|its|their|theirs|himself|herself|itself|themselves|we|our|us"
)
P = TypeVar("P", bound=_Placed)
ByReport = Mapping[str, list[P]]


@dataclass(frozen=True)
class Line:
    """A sentence with the mentions and moments that stand in it, in text order, and the claims about the dyad."""

    sentence: Sentence
    claims: tuple[Claim, ...]
    all_mentions: list[Mention]  # of the report
    all_moments: list[Moment]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions in the sentence."""
        return _within(self.all_mentions, self.sentence)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The moments in the sentence."""
        return _within(self.all_moments, self.sentence)


@dataclass(frozen=True, slots=True)
class Affair:
    """What a dyad's reports say, ready to read. `today` is the last day of publication: the record's "as of"."""

    dyad: str
    today: str | None
    first: str | None
    entities: dict[str, Entity]
    published: dict[str, str | None]
    origins: dict[str, str]
    stories: dict[str, str]  # report_id → story_id
    main: dict[str, str]  # story_id → the dyad most of its claims are about
    titles: dict[str, str]  # entity_id of a person → the level of the titles it is given
    elsewhere: dict[str, list[int]]  # report_id → where talks between other states are told
    lines: dict[str, tuple[Line, ...]]  # its sentences; of other dyads' affairs those that name this one

    @property
    def horizon(self) -> str:
        """The ISO day from which on things belong to the time of the reports; what is older is background."""
        if self.first is None:
            return ""
        return (date.fromisoformat(self.first) - timedelta(days=RECENT)).isoformat()

    def acting(self, mention: Mention) -> Entity | None:
        """The entity a mention names; None for pronouns, whose referents are too often the wrong ones."""
        return None if _PRONOUN.fullmatch(mention.exact) else self.entities.get(mention.entity_id or "")

    def is_private(self, entity_id: str) -> bool:
        """Whether it is a person who holds no office: meeting one is no contact between states."""
        entity = self.entities.get(entity_id)
        roles = {role.role for role in entity.roles} if entity and entity.kind is EntityKind.PERSON else set()
        return bool(roles) and roles <= _PRIVATE

    def state_of(self, entity_id: str | None) -> str | None:
        """The state an entity is or belongs to."""
        entity = self.entities.get(entity_id or "")
        return _state(entity) if entity else None


def read_affair(group: Group) -> Affair:
    """The group's rows by report and sentence, in order of publication, then report_id."""
    published = {row.report_id: row.published for row in group.of(ReportDate)}
    stories = {r: row.story_id for row in group.of(Origin) for r in row.report_ids}
    entities = _entities(group.of(Entity))
    main = _main_dyads(group.of(Event))
    days = sorted(day for day in published.values() if day)
    return Affair(
        dyad=group.key,
        today=days[-1] if days else None,
        first=days[0] if days else None,
        entities=entities,
        published=published,
        origins={row.report_id: row.origin_id for row in group.of(Lineage)},
        stories=stories,
        main=main,
        titles=_titles(group.of(Mention)),
        elsewhere=_elsewhere(group),
        lines=_lines(group, published, {r: main.get(story) for r, story in stories.items()}, entities),
    )


def _state(entity: Entity) -> str | None:
    return entity.entity_id if entity.kind is EntityKind.STATE else entity.state


def _entities(rows: Iterable[Entity]) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for row in rows:  # an entity has a row in each story: that with most roles tells most
        held = found.get(row.entity_id)
        if held is None or len(row.roles) > len(held.roles):
            found[row.entity_id] = row
    return found


def _main_dyads(events: Iterable[Event]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for event in events:
        for dyad in dyads_of(event):
            counts.setdefault(event.story_id, Counter())[dyad] += event.n_reports
    return {story: min(c, key=lambda d: (-c[d], d)) for story, c in counts.items() if c}


def _titles(mentions: Iterable[Mention]) -> dict[str, str]:
    """The level most titles of a person name, so that one wrong title in one copy does not count."""
    counts: dict[str, Counter[str]] = {}
    for mention in mentions:
        title = mention.title_corrected or mention.title_as_written
        if title is None or mention.entity_id is None:
            continue
        told = [w.label for w in levels_in(title) if w.strength == 2]
        if told:
            counts.setdefault(mention.entity_id, Counter())[told[0]] += 1
    return {who: min(c, key=lambda level: (-c[level], -rank_of(level), level)) for who, c in counts.items()}


def _elsewhere(group: Group) -> dict[str, list[int]]:
    """Where each report tells of talks that are not between the dyad's states."""
    ours = set(states_of(group.key))
    found: dict[str, list[int]] = {}
    for claim in group.of(Claim):
        parties = {*claim.actor_states, *claim.recipient_states}
        if claim.event_type is EventType.CONSULT and len(parties) > 1 and not ours <= parties:
            found.setdefault(claim.report_id, []).append(claim.trigger_start)
    return {r: sorted(held) for r, held in found.items()}


def _lines(
    group: Group,
    published: Mapping[str, str | None],
    mains: Mapping[str, str | None],
    entities: Mapping[str, Entity],
) -> dict[str, tuple[Line, ...]]:
    mentions = _by_report(group.of(Mention))
    moments = _by_report(group.of(Moment))
    ours = set(states_of(group.key))
    claims = _by_report(c for c in group.of(Claim) if ours <= {*c.actor_states, *c.recipient_states})
    sentences = _by_report(s for s in group.of(Sentence) if s.block_kind in (BlockKind.BODY, BlockKind.TITLE))
    found = {}
    for r in sorted(sentences, key=lambda r: (published.get(r) or "9999", r)):
        held, here, told = sentences[r], mentions.get(r, []), claims.get(r, [])
        main = mains.get(r)
        if main != group.key:
            outside = ours - set(states_of(main)) if main else ours
            starts = [m.start for m in here if _names(entities, m, outside)] + [c.start for c in told]
            held = _holding(held, starts)
        found[r] = tuple(Line(s, _within(told, s) if told else (), here, moments.get(r, [])) for s in held)
    return found


def _names(entities: Mapping[str, Entity], mention: Mention, states: set[str]) -> bool:
    entity = entities.get(mention.entity_id or "")
    return entity is not None and _state(entity) in states


def _holding(sentences: list[Sentence], starts: list[int]) -> list[Sentence]:
    """The sentences in which something begins at one of these places, in text order."""
    begins = [s.start for s in sentences]
    return [sentences[i] for i in sorted({bisect_right(begins, at) - 1 for at in starts}) if i >= 0]


def _by_report(rows: Iterable[P]) -> dict[str, list[P]]:
    found: dict[str, list[P]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(row)
    for held in found.values():
        held.sort(key=_start)
    return found


def _start(row: _Placed) -> int:
    return row.start


def _within(rows: list[P], sentence: Sentence) -> tuple[P, ...]:
    low = bisect_left(rows, sentence.start, key=_start)
    return tuple(_until(rows, low, sentence.end))


def _until(rows: list[P], low: int, end: int) -> Iterator[P]:
    while low < len(rows) and rows[low].start < end:
        yield rows[low]
        low += 1
