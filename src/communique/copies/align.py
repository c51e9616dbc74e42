"""Aligns the narration of two reports, sentence by sentence, in order, and measures what they share.

Local alignment after Smith and Waterman (1981) over sentences, scored by the cosine of weighted stems. In a copy
sentences run in the same order; independent reports of one affair share some, but not in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from communique.copies.narration import Matrix, Narration, Words, cosines
from communique.copies.words import Line
from communique.records import Pair

ALIKE = 0.22  # cosine from which two sentences add to an alignment
GAP = 0.06  # cost of skipping a sentence
LEAST = 0.30  # score a chain must reach; a single pair needs a cosine of ALIKE + LEAST
HELD = (
    0.55  # share of a left-over sentence that its neighbour's partner must hold (merged and split sentences)
)
LITTLE = 8  # little words two sentences must have between them to tell of their order


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two reports share. Shares run from 0 to 1, of the left and of the right report's narration."""

    pairs: tuple[Pair, ...]
    cover_left: float
    cover_right: float
    extent_left: float
    extent_right: float
    chain: float  # score of the longest chain
    anchors: float
    triples: float
    order: (
        float  # how far the little words of aligned sentences keep their order; 1.0 where there are too few
    )
    fives_left: float
    fives_right: float

    @property
    def cover(self) -> float:
        """The larger share: a trimmed copy is held whole by its original."""
        return max(self.cover_left, self.cover_right)


def compare(left: Narration, right: Narration, words: Words) -> Likeness:
    """How much of two narrations of one story aligns."""
    alike = cosines(left, right, words)
    found = chains(alike)
    cells = [cell for _, chain in found for cell in chain]
    cells = sorted(cells + _left_over(left, right, cells))
    rows, columns = {i for i, _ in cells}, {j for _, j in cells}
    return Likeness(
        pairs=tuple(_pair(left.lines[i], right.lines[j], float(alike[i, j])) for i, j in cells),
        cover_left=_share(left, rows),
        cover_right=_share(right, columns),
        extent_left=_extent(rows, len(left.lines)),
        extent_right=_extent(columns, len(right.lines)),
        chain=max((score for score, _ in found), default=0.0),
        order=_order(left, right, cells),
        anchors=_containment(left.anchors, right.anchors),
        triples=_containment(left.triples, right.triples),
        fives_left=_part(left.fives, right.fives),
        fives_right=_part(right.fives, left.fives),
    )


def chains(alike: Matrix) -> list[tuple[float, list[tuple[int, int]]]]:
    """The local alignments from the best down to LEAST, none sharing a sentence with a better one."""
    gains = np.where(alike >= ALIKE, alike - ALIKE, -1.0).astype(np.float64)
    found = []
    while gains.size and _reach(gains) >= LEAST:
        score, cells = _best_chain(gains)
        if score < LEAST:
            break
        found.append((score, cells))
        for i, j in cells:
            gains[i, :] = -1.0
            gains[:, j] = -1.0
    return found


def _reach(gains: npt.NDArray[np.float64]) -> float:
    """A bound on the score of any chain: each sentence with its best partner, and no gaps."""
    best = gains.max(axis=1)
    return float(best[best > 0.0].sum()) + 1e-6


def _best_chain(gains: npt.NDArray[np.float64]) -> tuple[float, list[tuple[int, int]]]:
    """The best chain; only the box around all gains is looked at, since no chain begins or ends outside."""
    rows, columns = (np.flatnonzero((gains >= 0.0).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return 0.0, []
    top, left = int(rows[0]), int(columns[0])
    score, cells = _chain_in(gains[top : rows[-1] + 1, left : columns[-1] + 1].tolist())
    return score, [(i + top, j + left) for i, j in cells]


def _chain_in(table: list[list[float]]) -> tuple[float, list[tuple[int, int]]]:
    m = len(table[0])
    above = [0.0] * (m + 1)
    step = [[0] * (m + 1)]
    best, at = 0.0, (0, 0)
    for i, row in enumerate(table, 1):
        here, steps = [0.0] * (m + 1), [0] * (m + 1)
        last = diagonal = 0.0
        for j, gain in enumerate(row, 1):
            up = above[j]
            if gain >= 0.0:
                value, move = up - GAP, 2
                if last - GAP > value:
                    value, move = last - GAP, 3
                if diagonal + gain >= value:
                    value, move = diagonal + gain, 1
            elif up > GAP or last > GAP:
                value, move = (last - GAP, 3) if last - GAP > up - GAP else (up - GAP, 2)
            else:
                last, diagonal = 0.0, up
                continue
            diagonal = up
            if value > 0.0:
                here[j], steps[j], last = value, move, value
                if value > best + 1e-12:
                    best, at = value, (i, j)
            else:
                last = 0.0
        above = here
        step.append(steps)
    return best, _walk_back(step, at)


def _walk_back(step: list[list[int]], at: tuple[int, int]) -> list[tuple[int, int]]:
    i, j = at
    cells = []
    while move := step[i][j]:
        if move == 1:
            cells.append((i - 1, j - 1))
        i, j = (i - (move != 3), j - (move != 2))
    return cells[::-1]


def _left_over(left: Narration, right: Narration, cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences without a partner that the partner of a neighbour holds: merged or split on the way."""
    to_right, to_left = dict(cells), {j: i for i, j in cells}
    extra = []
    for i in range(len(left.lines)):
        if i not in to_right:
            for j in (to_right.get(i - 1), to_right.get(i + 1)):
                if j is not None and _held(left, i, right, j) >= HELD:
                    extra.append((i, j))
                    break
    for j in range(len(right.lines)):
        if j not in to_left:
            for near in (to_left.get(j - 1), to_left.get(j + 1)):
                if near is not None and _held(right, j, left, near) >= HELD:
                    extra.append((near, j))
                    break
    return extra


def _order(left: Narration, right: Narration, cells: Sequence[tuple[int, int]]) -> float:
    """A thesaurus leaves articles and prepositions where they stand, a translator does not."""
    rows = [(left.little[i], right.little[j]) for i, j in cells]
    kept = [Indel.normalized_similarity(one, other) for one, other in rows if len(one) + len(other) >= LITTLE]
    return sum(kept) / len(kept) if kept else 1.0


def _held(part: Narration, n: int, whole: Narration, m: int) -> float:
    there, mass = whole.held[m], part.lines[n].mass
    return sum(value for key, value in part.weighed[n] if key in there) / mass if mass > 0 else 0.0


def _pair(left: Line, right: Line, score: float) -> Pair:
    return Pair(
        left_start=left.start,
        left_end=left.end,
        right_start=right.start,
        right_end=right.end,
        score=round(score, 3),
    )


def _share(rows: Narration, chosen: set[int]) -> float:
    return sum(rows.lines[i].mass for i in sorted(chosen)) / rows.total if rows.total else 0.0


def _extent(chosen: set[int], total: int) -> float:
    return (max(chosen) - min(chosen) + 1) / total if chosen else 0.0


def _containment(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> float:
    return len(left & right) / max(8, min(len(left), len(right)))


def _part(of: frozenset[tuple[str, ...]], held_by: frozenset[tuple[str, ...]]) -> float:
    return len(of & held_by) / max(1, len(of))
