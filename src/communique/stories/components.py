"""Holds linked groups together and merges them by mean score: the graph behind the stories, in arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from communique.stories.likeness import BRIEF, numbers

LARGEST = 400  # groups of one component; more are first parted with a bar raised by STEP
STEP = 0.04
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Scored pairs of reports in the order of their numbers; `bars` tells how many raised bars a pair passes.

    A pair that passes none is not linked.
    """

    left: Numbers
    right: Numbers
    scores: Floats
    bars: Numbers

    def at(self, rows: Numbers) -> Edges:
        """Some of the edges, in the order given."""
        return Edges(self.left[rows], self.right[rows], self.scores[rows], self.bars[rows])


def edges(scores: Mapping[tuple[int, int], float], sentences: Sequence[int]) -> Edges:
    """The scored pairs; `sentences` is the length of each report."""
    pairs = np.array(sorted(scores), dtype=np.int64).reshape(-1, 2)
    values = np.array([scores[i, j] for i, j in pairs.tolist()], dtype=float)
    lengths = np.array(sentences, dtype=np.int64)
    left, right = pairs[:, 0], pairs[:, 1]
    brief = np.minimum(lengths[left], lengths[right]) < BRIEF
    link = np.where(brief, numbers()["brief-link"], numbers()["link"])
    passed = sum(
        ((values >= link + bar).astype(np.int64) for bar in _bars()), np.zeros(len(values), np.int64)
    )
    return Edges(left, right, values, passed)


def components(head: Mapping[int, int], votes: Edges) -> Iterator[tuple[list[int], Edges]]:
    """Groups held together by links, as sorted lists of their heads, each with the scores inside it.

    `head` names the group of each report. What is too large to be one affair is parted again with a higher bar,
    along a forest of the strongest links, which holds together whatever all links do.
    """
    one = np.array([head[n] for n in votes.left.tolist()], dtype=np.int64)
    other = np.array([head[n] for n in votes.right.tolist()], dtype=np.int64)
    found = list(_parts(_forest(one, other, votes.bars), 1))
    part = {n: k for k, members in enumerate(found) for n in members}
    inside: dict[int, list[int]] = defaultdict(list)
    for row, (i, j) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        if (k := part.get(i, -1)) >= 0 and k == part.get(j):
            inside[k].append(row)
    for k, members in enumerate(found):
        yield members, votes.at(np.array(inside[k], dtype=np.int64))


def _bars() -> list[float]:
    """How far the bar is raised, step by step."""
    bars = [0.0]
    while bars[-1] < 1.0:
        bars.append(bars[-1] + STEP)
    return bars


def _forest(one: Numbers, other: Numbers, passed: Numbers) -> list[tuple[int, int, int]]:
    """The strongest links that hold the groups together (Kruskal 1956): two heads and the bars passed."""
    rows = np.flatnonzero((passed > 0) & (one != other))
    rows = rows[np.argsort(-passed[rows], kind="stable")]
    parent: dict[int, int] = {}
    kept = []
    columns = (one[rows].tolist(), other[rows].tolist(), passed[rows].tolist())
    for i, j, bars in zip(*columns, strict=True):
        left, right = _top(parent, i), _top(parent, j)
        if left != right:
            parent[max(left, right)] = min(left, right)
            kept.append((i, j, bars))
    return kept


def _parts(links: Sequence[tuple[int, int, int]], bar: int) -> Iterator[list[int]]:
    """The parts of more than one that links past the bar hold together, none too large while a bar is left."""
    parent: dict[int, int] = {}
    strong = [link for link in links if link[2] >= bar]
    for i, j, _ in strong:
        left, right = _top(parent, i), _top(parent, j)
        parent[max(left, right)] = min(left, right)
    members: dict[int, list[int]] = defaultdict(list)
    for n in sorted({n for i, j, _ in strong for n in (i, j)}):
        members[_top(parent, n)].append(n)
    held: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for link in strong:
        held[_top(parent, link[0])].append(link)
    for top, part in members.items():
        if len(part) > LARGEST and bar < len(_bars()):
            yield from _parts(held[top], bar + 1)
        else:
            yield part


def _top(parent: dict[int, int], n: int) -> int:
    while (up := parent.get(n, n)) != n:
        parent[n] = n = parent.get(up, up)
    return n


class Ballot:
    """The mean scores of all pairs of groups of one component, kept up as groups join."""

    def __init__(self, votes: Edges, at: Mapping[int, int], counts: Floats, least: Floats) -> None:
        size = len(counts)
        self._counts, self._least = counts, least
        self._total, self._best = np.zeros((size, size)), np.full((size, size), -1.0)
        self._alive = np.ones(size, dtype=bool)
        self._barred = np.zeros((size, size), dtype=bool)
        self._vote(votes, at)
        self._means = np.full((size, size), -9.0)
        for a in range(size - 1):
            after = np.arange(a + 1, size)
            self._means[a, after] = self._mean(np.full(len(after), a), after)

    def best_pair(self) -> tuple[int, int] | None:
        """The two groups to join next; None where no pair is alike enough."""
        a, b = divmod(int(np.argmax(self._means)), len(self._counts))
        return (a, b) if self._means[a, b] >= 0.0 else None

    def bar(self, a: int, b: int) -> None:
        """Forbid a pair for good."""
        self._barred[a, b] = True
        self._means[a, b] = -9.0

    def join(self, a: int, b: int) -> None:
        """The later group b goes into a."""
        self._total[a] += self._total[b]
        self._total[:, a] += self._total[:, b]
        self._best[a] = np.maximum(self._best[a], self._best[b])
        self._best[:, a] = np.maximum(self._best[:, a], self._best[:, b])
        self._counts[a] += self._counts[b]
        self._alive[b] = False
        self._means[b], self._means[:, b] = -9.0, -9.0
        others = np.flatnonzero(self._alive)
        before, after = others[others < a], others[others > a]
        self._means[before, a] = self._mean(before, np.full(len(before), a))
        self._means[a, after] = self._mean(np.full(len(after), a), after)

    def _vote(self, votes: Edges, at: Mapping[int, int]) -> None:
        places = [
            (at.get(i, -1), at.get(j, -1))
            for i, j in zip(votes.left.tolist(), votes.right.tolist(), strict=True)
        ]
        pairs = np.array(places, dtype=np.int64).reshape(-1, 2)
        chosen = (pairs.min(axis=1) >= 0) & (pairs[:, 0] != pairs[:, 1])
        pairs, scores, linked = pairs[chosen], votes.scores[chosen], votes.bars[chosen] > 0
        rows, columns = pairs.ravel(), pairs[:, ::-1].ravel()
        np.add.at(self._total, (rows, columns), np.repeat(np.maximum(scores, -0.5), 2))
        np.maximum.at(self._best, (rows, columns), np.repeat(scores - np.where(linked, 0.0, 10.0), 2))

    def _mean(self, rows: Numbers, columns: Numbers) -> Floats:
        """How far the mean scores of pairs pass what is asked; −9 where no vote links the pair."""
        weights = self._counts[rows] * self._counts[columns]
        means = (self._total[rows, columns] - self._least[rows, columns] * weights) / weights
        out = (self._best[rows, columns] < 0.0) | self._barred[rows, columns]
        means[out] = -9.0
        return means.round(9)
