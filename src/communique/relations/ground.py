"""What the rooms of a relationship look at together: a dyad's stories, their reports, sentences, topics and claims."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from communique.dyads import dyads_between
from communique.records import (
    Claim,
    Degradation,
    Entity,
    EntityKind,
    EventType,
    Lineage,
    Mention,
    Moment,
    Origin,
    Quote,
    ReportDate,
    Sentence,
    Story,
    Topic,
    Words,
)
from communique.stage import Group

_WATERS = {
    "Sea",
    "Strait",
    "Gulf",
    "Bay",
    "Island",
    "Islands",
    "River",
    "Canal",
    "Lake",
    "Valley",
    "Peninsula",
}
CONTENTION = {
    EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SANCTION, EventType.COERCE,
    EventType.ASSAULT, EventType.MOBILIZE, EventType.PROTEST,
}  # fmt: skip
_DAMAGE = {
    Degradation.CLEAN: 0, Degradation.UNSURE: 1, None: 1, Degradation.BACK_TRANSLATED: 2, Degradation.SPUN: 3,
    Degradation.GARBLED: 4,
}  # fmt: skip


class Ground:
    """Ordered look-ups over one dyad's group."""

    def __init__(self, group: Group) -> None:
        self.dyad = group.key
        self.group = group
        self.stories = tuple(sorted(group.of(Story), key=lambda s: s.story_id))
        self.origin_of = {row.report_id: row.origin_id for row in group.of(Lineage)}
        self.damage_of = {row.report_id: _DAMAGE.get(row.degradation, 1) for row in group.of(Lineage)}
        self.published = {row.report_id: row.published for row in group.of(ReportDate)}
        self.sentences = {s.sentence_id: s for s in group.of(Sentence)}

    def words_of(self, sentence_ids: Iterable[str]) -> tuple[Words, ...]:
        """The sentences with their words, each once, by report and place."""
        rows = sorted(
            {self.sentences[i] for i in sentence_ids if i in self.sentences},
            key=lambda s: (s.report_id, s.start),
        )
        return tuple(Words(report_id=s.report_id, start=s.start, end=s.end, exact=s.exact) for s in rows)

    @cached_property
    def story_of(self) -> dict[str, str]:
        """report_id → story_id."""
        return {report_id: o.story_id for o in self.group.of(Origin) for report_id in o.report_ids}

    @cached_property
    def reports_of(self) -> dict[str, list[str]]:
        """story_id → its reports, the earliest published first."""
        found = defaultdict(list)
        for report_id, story_id in self.story_of.items():
            found[story_id].append(report_id)
        return {s: sorted(r, key=lambda i: (self.published.get(i) or "9999", i)) for s, r in found.items()}

    @cached_property
    def claims_in(self) -> dict[tuple[str, int], list[Claim]]:
        """(report_id, start of the sentence) → its claims, in the order of their triggers."""
        found: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        for claim in self.group.of(Claim):
            found[claim.report_id, claim.start].append(claim)
        for claims in found.values():
            claims.sort(key=lambda c: (c.trigger_start, c.claim_id))
        return found

    def joins(self, claim: Claim) -> bool:
        """Whether a claim is between the two states."""
        return self.dyad in dyads_between(claim.actor_states, claim.recipient_states)

    def claims_at(self, sentence: Sentence) -> list[Claim]:
        """The claims of a sentence."""
        return self.claims_in.get((sentence.report_id, sentence.start), [])

    @cached_property
    def topics_in(self) -> dict[str, list[Topic]]:
        """story_id → its topics, by report and place."""
        found: dict[str, list[Topic]] = defaultdict(list)
        for topic in self.group.of(Topic):
            if topic.report_id in self.story_of and topic.sentence_id in self.sentences:
                found[self.story_of[topic.report_id]].append(topic)
        for topics in found.values():
            topics.sort(key=lambda t: (t.report_id, t.start, t.end, t.reason, t.label))
        return found

    @cached_property
    def main_dyad(self) -> dict[str, str]:
        """story_id → the dyad its quarrel is between: that of most contentious claims, then of most claims."""
        weights: dict[str, Counter[str]] = defaultdict(Counter)
        for claim in self.group.of(Claim):
            story_id = self.story_of.get(claim.report_id)
            if story_id is not None:
                for dyad in dyads_between(claim.actor_states, claim.recipient_states):
                    weights[story_id][dyad] += 3 if claim.event_type in CONTENTION else 1
        return {s: max(sorted(w), key=lambda d: w[d]) for s, w in weights.items() if w}

    @cached_property
    def contended(self) -> dict[str, set[str]]:
        """story_id → its main dyad and every dyad with a contentious claim of its own."""
        found: dict[str, set[str]] = defaultdict(set)
        for story_id, dyad in self.main_dyad.items():
            found[story_id].add(dyad)
        for claim in self.group.of(Claim):
            if claim.event_type in CONTENTION and claim.report_id in self.story_of:
                found[self.story_of[claim.report_id]].update(
                    dyads_between(claim.actor_states, claim.recipient_states)
                )
        return found

    def main_states(self, story_id: str) -> tuple[str, ...]:
        """The two states of a story's quarrel; empty where it has none."""
        return tuple(self.main_dyad[story_id].split("-", 1)) if story_id in self.main_dyad else ()

    @cached_property
    def states(self) -> dict[str, str]:
        """entity_id → the state it is or belongs to."""
        own = {EntityKind.STATE, EntityKind.ORGANISATION}
        held = {
            e.entity_id: e.state or (e.entity_id if e.kind in own else None) for e in self.group.of(Entity)
        }
        return {entity_id: state for entity_id, state in held.items() if state is not None}

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        return self._by_report(Mention)

    @cached_property
    def _moments(self) -> dict[str, list[Moment]]:
        return self._by_report(Moment)

    @cached_property
    def quotes(self) -> dict[str, list[Quote]]:
        """report_id → its quotations in text order."""
        return self._by_report(Quote)

    def _by_report(self, kind: type[Any]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.group.of(kind):
            found[row.report_id].append(row)
        return {r: sorted(rows, key=lambda x: (x.start, x.end)) for r, rows in found.items()}

    def mentions_at(self, report_id: str, start: int, end: int) -> Iterator[Mention]:
        """The mentions that lie in a stretch."""
        yield from _inside(self._mentions.get(report_id, []), start, end)

    def moments_at(self, report_id: str, start: int, end: int) -> Iterator[Moment]:
        """The time expressions that lie in a stretch."""
        yield from _inside(self._moments.get(report_id, []), start, end)

    def state_at(self, report_id: str, start: int, end: int) -> str | None:
        """The state of the first mention in a stretch that has one."""
        for mention in self._mentions.get(report_id, []):
            if mention.start < end and mention.end > start and mention.entity_id in self.states:
                return self.states[mention.entity_id]
        return None

    @cached_property
    def echoes(self) -> set[str]:
        """The damaged reports whose original stands in the story in better words: alone they prove nothing."""
        best: dict[str, int] = {}
        for report_id, origin in self.origin_of.items():
            best[origin] = min(best.get(origin, 9), self.damage_of.get(report_id, 1))
        return {r for r, o in self.origin_of.items() if self.damage_of.get(r, 1) >= 2 > best[o]}

    def names_side(self, topic: Topic) -> bool:
        """Whether a place named is one of the dyad's states or lies in one: a party, not a matter."""
        for mention in self._mentions.get(topic.report_id, []):
            if mention.start < topic.end <= mention.end:
                place = self.states.get(mention.entity_id or "")
                return place in self.dyad.split("-")
        return topic.label.split()[-1] not in _WATERS

    def long_ago(self, topic: Topic, story_id: str, *, days_before: int = 400) -> bool:
        """Whether a sentence dates all it tells long before the story's first report: history, not news of it."""
        sentence = self.sentences[topic.sentence_id]
        days = [
            m.date_end for m in self.moments_at(topic.report_id, sentence.start, sentence.end) if m.date_end
        ]
        printed = [self.published.get(r) for r in self.reports_of.get(story_id, [])]
        first = min((p for p in printed if p), default=None)
        if not days or first is None:
            return False
        return max(days) < (date.fromisoformat(first) - timedelta(days=days_before)).isoformat()

    @cached_property
    def ordered_sentences(self) -> dict[str, list[Sentence]]:
        """report_id → its sentences in text order."""
        return self._by_report(Sentence)

    def neighbours(self, sentence: Sentence) -> list[Sentence]:
        """The sentence with the one before and the one after it."""
        rows = self.ordered_sentences[sentence.report_id]
        i = bisect_right([r.start for r in rows], sentence.start) - 1
        return rows[max(i - 1, 0) : i + 2]


def _inside(rows: list[Any], start: int, end: int) -> Iterator[Any]:
    for row in rows:
        if row.start >= end:
            break
        if row.start >= start and row.end <= end:
            yield row
