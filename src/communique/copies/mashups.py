"""Reports cut together from two originals: they hang on both by partial edges and unite nobody.

A mash-up goes with the original its first part was taken from, so that it never counts as independent evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from communique.copies.judge import Judged
from communique.copies.readings import Reading

DISJOINT = 0.35  # share of sentences two parents may have in common before they explain the same part
CLOSE = 0.75  # how near the weaker of two pairs must come before both explain a sentence
HALF = 0.8  # share of each side beyond which a link is no half of anything
MOST = 0.5  # share of narration, opening included, that one partial link must hold to take a report alone
HEAD = 2  # sentences that open a report
EXPLAINED = 0.7  # share of narration that partial links must hold between them before a report is a mash-up
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One link as one of its two reports sees it: the other report, the sentences explained, both shares."""

    link: Link
    other: str
    starts: Mapping[int, float]  # start of a sentence of this report → score of its pair
    cover: float
    other_cover: float


def partial_pairs(copies: Sequence[Judged]) -> frozenset[Link]:
    """The pairs that are copies in part only: a half of one, or one side of a mash-up."""
    part = {(c.left_id, c.right_id) for c in copies if c.copy and not c.whole}
    return frozenset(part | set(_halves([c for c in copies if c.copy])))


def adopted(
    copies: Sequence[Judged], parts: frozenset[Link], readings: Mapping[str, Reading]
) -> dict[str, str]:
    """Mash-up → the report its opening was taken from.

    Only for reports that partial links explain between them, or that one link explains in most, from the opening on.
    """
    joined = {
        key
        for c in copies
        if c.whole and (c.left_id, c.right_id) not in parts
        for key in (c.left_id, c.right_id)
    }
    sides = _sides([c for c in copies if c.copy and (c.left_id, c.right_id) in parts])
    free = [report_id for report_id in sorted(sides) if report_id not in joined]
    found: dict[str, str] = {}
    for taken in (_between_them, _in_most):
        for report_id in free:
            first = None if report_id in found else taken(readings[report_id], sides[report_id])
            if first and found.get(first.other) != report_id:
                found[report_id] = first.other
    return found


def _between_them(reading: Reading, sides: Sequence[Side]) -> Side | None:
    """Of the sides that explain a report between them the earliest; of those that explain its part the closest."""
    if _explained(reading, sides) < EXPLAINED:
        return None
    first = min(sides, key=lambda s: (sum(s.starts) / max(1, len(s.starts)), s.other))
    return min(
        (s for s in sides if _same_part(s.starts, first.starts)), key=lambda s: (-round(s.cover, 6), s.other)
    )


def _same_part(one: Mapping[int, float], other: Mapping[int, float]) -> bool:
    """Whether two sides explain the same sentences, mostly: siblings do."""
    return 2 * len(one.keys() & other.keys()) >= len(one.keys() | other.keys())


def _in_most(reading: Reading, sides: Sequence[Side]) -> Side | None:
    """The side that alone explains most of a report, its opening included, and is itself explained less."""
    head = {line.start for line in reading.lines[:HEAD]}
    held = [s for s in sides if s.cover >= max(MOST, s.other_cover) and head & s.starts.keys()]
    return max(held, key=lambda s: (s.cover, s.other), default=None)


def _halves(copies: Sequence[Judged]) -> Iterator[Link]:
    """Links of one report that explain different halves of it by halves of reports not linked to each other."""
    linked = {(c.left_id, c.right_id) for c in copies}
    sides = _sides(copies)
    for report_id in sorted(sides):
        halves = [side for side in sides[report_id] if side.cover < HALF and side.other_cover < HALF]
        for one, other in combinations(halves, 2):
            if tuple(sorted((one.other, other.other))) in linked:
                continue
            shared = _alike_in_both(one.starts, other.starts)
            if shared < DISJOINT * min(len(one.starts), len(other.starts)):
                yield from (one.link, other.link)


def _alike_in_both(one: Mapping[int, float], other: Mapping[int, float]) -> int:
    """Sentences that both others tell about as closely; a fact in common is told closer by one."""
    both = one.keys() & other.keys()
    return sum(min(one[start], other[start]) >= CLOSE * max(one[start], other[start]) for start in both)


def _sides(copies: Sequence[Judged]) -> dict[str, list[Side]]:
    found: dict[str, list[Side]] = {}
    for c in copies:
        link, likeness = (c.left_id, c.right_id), c.likeness
        left = {p.left_start: p.score for p in likeness.pairs}
        right = {p.right_start: p.score for p in likeness.pairs}
        covers = likeness.cover_left, likeness.cover_right
        found.setdefault(c.left_id, []).append(Side(link, c.right_id, left, *covers))
        found.setdefault(c.right_id, []).append(Side(link, c.left_id, right, *reversed(covers)))
    return found


def _explained(reading: Reading, sides: Sequence[Side]) -> float:
    starts = frozenset(start for side in sides for start in side.starts)
    total = sum(line.mass for line in reading.lines)
    return sum(line.mass for line in reading.lines if line.start in starts) / total if total else 0.0
