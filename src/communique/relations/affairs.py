"""The rows of a dyad's group laid out for reading: sentences with what stands in them, stories, days, originals."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from communique.records import (
    BlockKind,
    Claim,
    Entity,
    EntityKind,
    Event,
    Lineage,
    Mention,
    Moment,
    Origin,
    ReportDate,
    Sentence,
)
from communique.relations.clauses import levels_in, rank_of
from communique.relations.dyads import dyads_of
from communique.stage import Group


class _Placed(Protocol):
    @property
    def report_id(self) -> str: ...
    @property
    def start(self) -> int: ...


_PRONOUN = re.compile(
    r"(?i)he|she|it|they|him|her|them|his|hers|its|their|theirs|himself|herself|itself|themselves|we|our|us"
)
P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the mentions, moments and claims that stand in it, each in text order."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    moments: tuple[Moment, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Affair:
    """What a dyad's reports say, ready to read. `today` is the last day of publication: the record's "as of"."""

    dyad: str
    today: str | None
    first: str | None
    entities: dict[str, Entity]
    events: dict[str, Event]
    published: dict[str, str | None]
    origins: dict[str, str]
    stories: dict[str, str]  # report_id → story_id
    main: dict[str, str]  # story_id → the dyad most of its claims are about
    titles: dict[str, str]  # entity_id of a person → the level of the titles it is given
    lines: dict[str, tuple[Line, ...]]  # report_id → its sentences

    def acting(self, mention: Mention) -> Entity | None:
        """The entity a mention names; None for pronouns, whose referents are too often the wrong ones."""
        return None if _PRONOUN.fullmatch(mention.exact) else self.entities.get(mention.entity_id or "")

    def state_of(self, entity_id: str | None) -> str | None:
        """The state an entity is or belongs to."""
        entity = self.entities.get(entity_id or "")
        if entity is None:
            return None
        return entity.entity_id if entity.kind is EntityKind.STATE else entity.state


def read_affair(group: Group) -> Affair:
    """The group's rows by report and sentence, in order of publication, then report_id."""
    published = {row.report_id: row.published for row in group.of(ReportDate)}
    origins = {row.report_id: row.origin_id for row in group.of(Lineage)}
    events = {row.event_id: row for row in group.of(Event)}
    stories = {r: row.story_id for row in group.of(Origin) for r in row.report_ids}
    days = sorted(day for day in published.values() if day)
    return Affair(
        dyad=group.key,
        today=days[-1] if days else None,
        first=days[0] if days else None,
        entities=_entities(group.of(Entity)),
        events=events,
        published=published,
        origins=origins,
        stories=stories,
        main=_main_dyads(group.of(Claim), events),
        titles=_titles(group.of(Mention)),
        lines=_lines(group, published),
    )


def _entities(rows: Iterable[Entity]) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for row in rows:  # an entity has a row in each story: that with most roles tells most
        held = found.get(row.entity_id)
        if held is None or len(row.roles) > len(held.roles):
            found[row.entity_id] = row
    return found


def _main_dyads(claims: Iterable[Claim], events: dict[str, Event]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for claim in claims:
        if claim.event_id in events:
            story = counts.setdefault(events[claim.event_id].story_id, Counter())
            story.update(dyads_of(claim))
    return {story: min(c, key=lambda d: (-c[d], d)) for story, c in counts.items() if c}


def _titles(mentions: Iterable[Mention]) -> dict[str, str]:
    """The level most titles of a person name, so that one wrong title in one copy does not count."""
    counts: dict[str, Counter[str]] = {}
    for mention in mentions:
        title = mention.title_corrected or mention.title_as_written
        told = [w.label for w in levels_in(title or "") if w.strength == 2]
        if mention.entity_id and told:
            counts.setdefault(mention.entity_id, Counter())[told[0]] += 1
    return {who: min(c, key=lambda level: (-c[level], -rank_of(level), level)) for who, c in counts.items()}


def _lines(group: Group, published: dict[str, str | None]) -> dict[str, tuple[Line, ...]]:
    mentions = _by_report(group.of(Mention))
    moments = _by_report(group.of(Moment))
    claims = _by_report(group.of(Claim))
    sentences = _by_report(s for s in group.of(Sentence) if s.block_kind in (BlockKind.BODY, BlockKind.TITLE))
    order = sorted(sentences, key=lambda r: (published.get(r) or "9999", r))
    return {
        r: tuple(
            Line(
                s,
                _within(mentions.get(r, []), s.start, s.end),
                _within(moments.get(r, []), s.start, s.end),
                _within(claims.get(r, []), s.start, s.end),
            )
            for s in sentences[r]
        )
        for r in order
    }


def _by_report(rows: Iterable[P]) -> dict[str, list[P]]:
    found: dict[str, list[P]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(row)
    for held in found.values():
        held.sort(key=lambda row: row.start)
    return found


def _within(rows: list[P], start: int, end: int) -> tuple[P, ...]:
    low = bisect_left(rows, start, key=lambda row: row.start)
    high = bisect_left(rows, end, lo=low, key=lambda row: row.start)
    return tuple(rows[low:high])
