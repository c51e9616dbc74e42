"""One report as the coder sees it: sentences with grammar, and the names, times and quotes that lie in each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from communique.grammar import Token, Tree
from communique.records import (
    BlockKind,
    Copy,
    Degradation,
    Entity,
    Lineage,
    Mention,
    Moment,
    Origin,
    Parse,
    Predicate,
    Quote,
    Report,
    ReportDate,
    Sentence,
    Spotted,
    SpottedKind,
)
from communique.stage import Group

FEEDS = {BlockKind.BODY, BlockKind.TITLE}


class Placed(Protocol):
    """Anything with a place in a report."""

    @property
    def report_id(self) -> str:
        """In which report."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


P = TypeVar("P", bound=Placed)


@dataclass(slots=True)
class SentenceView:
    """A sentence with its tree and the rows that lie in it, each list in text order."""

    sentence: Sentence
    parse: Parse
    mentions: list[Mention] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    quoted: list[tuple[int, int]] = field(default_factory=list)
    predicates: dict[int, Predicate] = field(default_factory=dict)
    _tree: Tree | None = None

    @property
    def tree(self) -> Tree:
        """The sentence's grammar, built when first asked for."""
        if self._tree is None:
            self._tree = Tree(self.parse)
        return self._tree

    @property
    def title(self) -> bool:
        """Whether this is a headline."""
        return self.sentence.block_kind is BlockKind.TITLE

    def in_quotation(self, token: Token) -> bool:
        """Whether a token lies between quotation marks."""
        return any(start <= token.start < end for start, end in self.quoted)


@dataclass(slots=True)
class ReportView:
    """One report with its sentences, date, origin and state of damage."""

    report: Report
    origin_id: str
    published: str | None
    spun: bool
    sentences: list[SentenceView]


@dataclass(frozen=True, slots=True)
class StoryView:
    """All reports of a story by id, and who is who."""

    story_id: str
    reports: tuple[ReportView, ...]
    entities: Mapping[str, Entity]
    copies: tuple[Copy, ...]
    origins: tuple[Origin, ...]


def view_story(group: Group) -> StoryView:
    """The story of a group, reports sorted by id."""
    by_report = _Rows(group)
    entities = {e.entity_id: e for e in sorted(group.of(Entity), key=lambda e: e.entity_id)}
    reports = tuple(_view_report(r, by_report) for r in sorted(group.of(Report), key=lambda r: r.report_id))
    return StoryView(
        group.key,
        reports,
        entities,
        tuple(sorted(group.of(Copy), key=lambda c: (c.left_id, c.right_id))),
        tuple(sorted(group.of(Origin), key=lambda o: o.origin_id)),
    )


class _Rows:
    """The group's rows by report, each sorted by place."""

    def __init__(self, group: Group) -> None:
        self.sentences = _by_report([s for s in group.of(Sentence) if s.block_kind in FEEDS])
        self.parses = {p.sentence_id: p for p in group.of(Parse)}
        self.mentions = _by_report([m for m in group.of(Mention) if m.entity_id is not None])
        self.moments = _by_report(group.of(Moment))
        self.quotes = _by_report(group.of(Quote))
        self.predicates = _by_report(group.of(Predicate))
        self.marks = _by_report([s for s in group.of(Spotted) if s.kind is SpottedKind.QUOTATION])
        self.dates = {d.report_id: d for d in group.of(ReportDate)}
        self.lineage = {x.report_id: x for x in group.of(Lineage)}


def _by_report(rows: Iterable[P]) -> dict[str, list[P]]:
    found: dict[str, list[P]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(row)
    for kept in found.values():
        kept.sort(key=lambda row: (row.start, row.end))
    return found


def _view_report(report: Report, rows: _Rows) -> ReportView:
    key = report.report_id
    views = [
        SentenceView(s, rows.parses[s.sentence_id])
        for s in rows.sentences.get(key, [])
        if s.sentence_id in rows.parses
    ]
    starts = [v.sentence.start for v in views]
    for mention in rows.mentions.get(key, []):
        for view in _touching(views, starts, mention):
            view.mentions.append(mention)
    for moment in rows.moments.get(key, []):
        for view in _touching(views, starts, moment):
            view.moments.append(moment)
    for quote in rows.quotes.get(key, []):
        for view in _touching(views, starts, quote):
            view.quotes.append(quote)
            if quote.direct:
                view.quoted.append((quote.start, quote.end))
    for spot in rows.marks.get(key, []):
        for view in _touching(views, starts, spot):
            view.quoted.append((spot.start, spot.end))
    by_sentence = {v.sentence.sentence_id: v for v in views}
    for predicate in rows.predicates.get(key, []):
        if (found := by_sentence.get(predicate.sentence_id)) is not None:
            found.predicates[predicate.token] = predicate
    date, lineage = rows.dates.get(key), rows.lineage.get(key)
    return ReportView(
        report,
        lineage.origin_id if lineage else key,
        date.published if date else report.published,
        lineage is None or lineage.degradation is not Degradation.CLEAN,
        views,
    )


def _touching(views: list[SentenceView], starts: list[int], row: Placed) -> list[SentenceView]:
    first = max(0, bisect_left(starts, row.start + 1) - 1)
    found = []
    for view in views[first:]:
        if view.sentence.start >= row.end:
            break
        if view.sentence.end > row.start:
            found.append(view)
    return found
