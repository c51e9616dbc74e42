"""Lines: one sentence of one original in all its copies, so that what damage changed stands beside what it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from communique.records import BlockKind, Copy, Degradation, How, Lineage, Sentence

Key = tuple[str, int]  # report_id and start of a sentence
FAR = 1 << 60  # beyond the end of any report
WIDEST = 3  # sentences between two pairs that are paired by place alone

# Least damaged first. A mash-up's sentences are taken over as they stand; back-translation changes words and numbers,
# spinning all words that a thesaurus holds.
DAMAGE: Mapping[Degradation | None, int] = {
    Degradation.CLEAN: 0,
    Degradation.UNSURE: 1,
    Degradation.GARBLED: 2,
    None: 2,
    Degradation.BACK_TRANSLATED: 3,
    Degradation.SPUN: 4,
}


@dataclass(frozen=True, slots=True)
class Line:
    """The sentences of one original's copies that say the same, least damaged first."""

    line_id: str
    origin_id: str
    sentences: tuple[Sentence, ...]

    @property
    def best(self) -> Sentence:
        """The sentence to believe."""
        return self.sentences[0]


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a story, found by place."""

    by_key: Mapping[Key, Line]
    starts: Mapping[str, Sequence[int]]
    sentences: Mapping[Key, Sentence]

    def sentence_at(self, report_id: str, offset: int) -> Sentence | None:
        """The sentence that holds a place of a report."""
        starts = self.starts.get(report_id, ())
        n = bisect_right(starts, offset) - 1
        sentence = self.sentences.get((report_id, starts[n])) if n >= 0 else None
        return sentence if sentence is not None and offset < sentence.end else None

    def line_at(self, report_id: str, offset: int) -> Line | None:
        """The line of that sentence."""
        sentence = self.sentence_at(report_id, offset)
        return self.by_key[report_id, sentence.start] if sentence else None

    def before(self, sentence: Sentence, n: int) -> list[Sentence]:
        """The sentences of its report that stand before one, nearest first, `n` at most."""
        starts = self.starts[sentence.report_id]
        at = bisect_right(starts, sentence.start) - 1
        return [self.sentences[sentence.report_id, starts[i]] for i in range(at - 1, max(at - 1 - n, -1), -1)]

    def after(self, sentence: Sentence, n: int) -> list[Sentence]:
        """The sentences of its report that stand after one, nearest first, `n` at most."""
        starts = self.starts[sentence.report_id]
        at = bisect_right(starts, sentence.start)
        return [self.sentences[sentence.report_id, start] for start in starts[at : at + n]]

    def between(self, report_id: str, after: int, before: int) -> list[Key]:
        """The body sentences of a report that start after one place and before another."""
        keys = ((report_id, start) for start in self.starts.get(report_id, ()) if after < start < before)
        return [key for key in keys if self.sentences[key].block_kind is BlockKind.BODY]

    def of_one_size(self, left: Key, right: Key) -> bool:
        """Whether neither sentence is more than twice as long as the other."""
        a, b = (len(self.sentences[key].exact) for key in (left, right))
        return max(a, b) <= 2 * min(a, b)

    def __iter__(self) -> Iterator[Line]:
        seen = {line.line_id: line for line in self.by_key.values()}
        return (seen[line_id] for line_id in sorted(seen))


def draw_lines(sentences: Iterable[Sentence], copies: Iterable[Copy], lineages: Iterable[Lineage]) -> Lines:
    """The lines of a story. A mash-up's sentence belongs to the original that has it word for word."""
    kept = {(s.report_id, s.start): s for s in sorted(sentences, key=attrgetter("report_id", "start"))}
    starts: dict[str, list[int]] = {}
    for report_id, start in kept:
        starts.setdefault(report_id, []).append(start)
    lines = Lines({}, starts, kept)
    kin = {row.report_id: row for row in lineages}
    groups = _Groups({key: key for key in kept})
    for left, right in _edges(lines, copies, kin):
        groups.join(left, right)
    return Lines(dict(_lines(kept, groups, kin)), starts, kept)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Union–find over sentences."""

    above: dict[Key, Key] = field(default_factory=dict)

    def root(self, key: Key) -> Key:
        while self.above[key] != key:
            key = self.above[key]
        return key

    def join(self, left: Key, right: Key) -> None:
        a, b = sorted((self.root(left), self.root(right)))
        self.above[b] = a


def _edges(lines: Lines, copies: Iterable[Copy], kin: Mapping[str, Lineage]) -> Iterator[tuple[Key, Key]]:
    """Pairs of sentences of one original; of a mash-up's sentence, those to the original it is nearest to."""
    foreign: dict[Key, list[tuple[float, bool, str, Key]]] = {}
    for copy in copies:
        if copy.how is How.SHARED_QUOTES_ONLY:
            continue
        pairs = list(_pairs(lines, copy))
        if _is_mixed(copy.left_id, kin) or _is_mixed(copy.right_id, kin):
            for a, b, score in (
                p for x, y, s in pairs for p in ((x, y, s), (y, x, s)) if _is_mixed(p[0].report_id, kin)
            ):
                own = _origin(a, kin) == _origin(b, kin)
                foreign.setdefault(_key(a), []).append((score, own, _origin(b, kin), _key(b)))
        elif _origin_of(copy.left_id, kin) == _origin_of(copy.right_id, kin):
            yield from ((_key(x), _key(y)) for x, y, _ in pairs)
            yield from _between_pairs(lines, copy, {(x.start, y.start) for x, y, _ in pairs})
    for key, found in sorted(foreign.items()):
        _, _, origin, _ = max(found)
        yield from ((key, other) for _, _, o, other in found if o == origin)


def _pairs(lines: Lines, copy: Copy) -> Iterator[tuple[Sentence, Sentence, float]]:
    for pair in copy.pairs:
        left = lines.sentence_at(copy.left_id, pair.left_start)
        right = lines.sentence_at(copy.right_id, pair.right_start)
        if left is not None and right is not None:
            yield left, right, pair.score


def _between_pairs(lines: Lines, copy: Copy, pairs: set[tuple[int, int]]) -> Iterator[tuple[Key, Key]]:
    """Sentences that no word joins any more, but their place does: as many on both sides between two pairs.

    A translation there and back keeps the order of sentences where it keeps none of their words.
    """
    ends = (-1, -1), *sorted(pairs), (FAR, FAR)
    taken = {(copy.left_id, x) for x, _ in pairs} | {(copy.right_id, y) for _, y in pairs}
    for (left, right), (next_left, next_right) in pairwise(ends):
        ours = [k for k in lines.between(copy.left_id, left, next_left) if k not in taken]
        theirs = [k for k in lines.between(copy.right_id, right, next_right) if k not in taken]
        if len(ours) == len(theirs) <= WIDEST:
            yield from ((a, b) for a, b in zip(ours, theirs, strict=True) if lines.of_one_size(a, b))


def _lines(
    kept: Mapping[Key, Sentence], groups: _Groups, kin: Mapping[str, Lineage]
) -> Iterator[tuple[Key, Line]]:
    members: dict[Key, list[Sentence]] = {}
    for key, sentence in kept.items():
        members.setdefault(groups.root(key), []).append(sentence)
    for (report_id, start), found in members.items():
        ordered = sorted(found, key=lambda s: (damage_of(s.report_id, kin), s.report_id, s.start))
        home = next((s for s in ordered if not _is_mixed(s.report_id, kin)), ordered[0])
        line = Line(f"{report_id}:{start}", _origin(home, kin), tuple(ordered))
        yield from ((_key(s), line) for s in ordered)


def damage_of(report_id: str, kin: Mapping[str, Lineage]) -> int:
    """How damaged a report's words are, 0 for words left alone."""
    row = kin.get(report_id)
    return DAMAGE[row.degradation if row else None]


def _is_mixed(report_id: str, kin: Mapping[str, Lineage]) -> bool:
    row = kin.get(report_id)
    return row is not None and row.degradation is Degradation.GARBLED


def _origin_of(report_id: str, kin: Mapping[str, Lineage]) -> str:
    row = kin.get(report_id)
    return row.origin_id if row else report_id


def _origin(sentence: Sentence, kin: Mapping[str, Lineage]) -> str:
    return _origin_of(sentence.report_id, kin)


def _key(sentence: Sentence) -> Key:
    return sentence.report_id, sentence.start
