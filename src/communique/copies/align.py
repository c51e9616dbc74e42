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

from communique.copies.words import Line, shingles, weight
from communique.records import Pair

Matrix = npt.NDArray[np.float32]
ALIKE = 0.22  # cosine from which two sentences add to an alignment
GAP = 0.06  # cost of skipping a sentence
LEAST = 0.30  # score a chain must reach; a single pair needs a cosine of ALIKE + LEAST
HELD = (
    0.55  # share of a left-over sentence that its neighbour's partner must hold (merged and split sentences)
)
LITTLE = 8  # little words two sentences must have between them to tell of their order
LONGEST = 400  # sentences looked at in one report


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


def compare(left: Sequence[Line], right: Sequence[Line]) -> Likeness:
    """How much of two narrations aligns."""
    left, right = left[:LONGEST], right[:LONGEST]
    alike = cosines(left, right)
    found = chains(alike)
    cells = [cell for _, chain in found for cell in chain]
    cells = sorted(cells + _left_over(left, right, cells))
    rows, columns = {i for i, _ in cells}, {j for _, j in cells}
    fives = shingles([line.stems for line in left], 5), shingles([line.stems for line in right], 5)
    return Likeness(
        pairs=tuple(_pair(left[i], right[j], float(alike[i, j])) for i, j in cells),
        cover_left=_share(left, rows),
        cover_right=_share(right, columns),
        extent_left=_extent(rows, len(left)),
        extent_right=_extent(columns, len(right)),
        chain=max((score for score, _ in found), default=0.0),
        order=_order(left, right, cells),
        anchors=_containment(_trigrams(left), _trigrams(right)),
        triples=_containment(
            shingles([line.stems for line in left], 3), shingles([line.stems for line in right], 3)
        ),
        fives_left=_part(*fives),
        fives_right=_part(*reversed(fives)),
    )


def cosines(left: Sequence[Line], right: Sequence[Line]) -> Matrix:
    """Cosines of weighted stems, one row a left sentence, one column a right one."""
    known = {key: n for n, key in enumerate(sorted({key for line in (*left, *right) for key in line.stems}))}
    weights = np.array([weight(key) for key in known], dtype=np.float32)
    product: Matrix = _vectors(left, known, weights) @ _vectors(right, known, weights).T
    return product


def chains(alike: Matrix) -> list[tuple[float, list[tuple[int, int]]]]:
    """The local alignments from the best down to LEAST, none sharing a sentence with a better one."""
    gains = np.where(alike >= ALIKE, alike - ALIKE, -1.0).astype(np.float64)
    found = []
    while gains.size:
        score, cells = _best_chain(gains)
        if score < LEAST:
            break
        found.append((score, cells))
        for i, j in cells:
            gains[i, :] = -1.0
            gains[:, j] = -1.0
    return found


def _best_chain(gains: npt.NDArray[np.float64]) -> tuple[float, list[tuple[int, int]]]:
    table = gains.tolist()
    n, m = gains.shape
    score = [[0.0] * (m + 1) for _ in range(n + 1)]
    step = [[0] * (m + 1) for _ in range(n + 1)]
    best, at = 0.0, (0, 0)
    for i in range(1, n + 1):
        above, here, row, steps = score[i - 1], score[i], table[i - 1], step[i]
        for j in range(1, m + 1):
            value, move = above[j] - GAP, 2
            if here[j - 1] - GAP > value:
                value, move = here[j - 1] - GAP, 3
            if row[j - 1] >= 0.0 and above[j - 1] + row[j - 1] >= value:
                value, move = above[j - 1] + row[j - 1], 1
            if value > 0.0:
                here[j], steps[j] = value, move
                if value > best + 1e-12:
                    best, at = value, (i, j)
    return best, _walk_back(step, at)


def _walk_back(step: list[list[int]], at: tuple[int, int]) -> list[tuple[int, int]]:
    i, j = at
    cells = []
    while move := step[i][j]:
        if move == 1:
            cells.append((i - 1, j - 1))
        i, j = (i - (move != 3), j - (move != 2))
    return cells[::-1]


def _left_over(
    left: Sequence[Line], right: Sequence[Line], cells: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Sentences without a partner that the partner of a neighbour holds: merged or split on the way."""
    to_right, to_left = dict(cells), {j: i for i, j in cells}
    extra = []
    for i in range(len(left)):
        for j in (to_right.get(i - 1), to_right.get(i + 1)):
            if i not in to_right and j is not None and _held(left[i], right[j]) >= HELD:
                extra.append((i, j))
                break
    for j in range(len(right)):
        for near in (to_left.get(j - 1), to_left.get(j + 1)):
            if j not in to_left and near is not None and _held(right[j], left[near]) >= HELD:
                extra.append((near, j))
                break
    return extra


def _order(left: Sequence[Line], right: Sequence[Line], cells: Sequence[tuple[int, int]]) -> float:
    """A thesaurus leaves articles and prepositions where they stand, a translator does not."""
    rows = [(_little(left[i]), _little(right[j])) for i, j in cells]
    kept = [Indel.normalized_similarity(one, other) for one, other in rows if len(one) + len(other) >= LITTLE]
    return sum(kept) / len(kept) if kept else 1.0


def _little(line: Line) -> list[str]:
    return [key for key in line.stems if weight(key) < 1.0]


def _held(part: Line, whole: Line) -> float:
    there = set(whole.stems)
    return sum(weight(key) for key in part.stems if key in there) / part.mass if part.mass > 0 else 0.0


def _vectors(rows: Sequence[Line], known: dict[str, int], weights: npt.NDArray[np.float32]) -> Matrix:
    vectors = np.zeros((len(rows), len(known)), dtype=np.float32)
    for n, line in enumerate(rows):
        for key in line.stems:
            vectors[n, known[key]] += 1.0
    vectors *= weights
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    normed: Matrix = vectors / np.maximum(lengths, 1e-9)
    return normed


def _pair(left: Line, right: Line, score: float) -> Pair:
    return Pair(
        left_start=left.start,
        left_end=left.end,
        right_start=right.start,
        right_end=right.end,
        score=round(score, 3),
    )


def _share(rows: Sequence[Line], chosen: set[int]) -> float:
    total = sum(line.mass for line in rows)
    return sum(rows[i].mass for i in sorted(chosen)) / total if total else 0.0


def _extent(chosen: set[int], total: int) -> float:
    return (max(chosen) - min(chosen) + 1) / total if chosen else 0.0


def _trigrams(rows: Sequence[Line]) -> frozenset[tuple[str, ...]]:
    return shingles([tuple(key for line in rows for key in line.anchors)], 3)


def _containment(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> float:
    return len(left & right) / max(8, min(len(left), len(right)))


def _part(of: frozenset[tuple[str, ...]], held_by: frozenset[tuple[str, ...]]) -> float:
    return len(of & held_by) / max(1, len(of))
