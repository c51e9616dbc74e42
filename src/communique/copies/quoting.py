"""Quotations two reports share, word for word or changed on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from communique.copies.judge import numbers
from communique.copies.readings import Quoted
from communique.records import Pair

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedQuote:
    """One quotation in two reports; `alike` is 1.0 where the shorter stands word for word in the longer."""

    left: Quoted
    right: Quoted
    alike: float

    @property
    def pair(self) -> Pair:
        """The two stretches as an aligned pair."""
        return Pair(
            left_start=self.left.start,
            left_end=self.left.end,
            right_start=self.right.start,
            right_end=self.right.end,
            score=round(self.alike, 3),
        )


def shared_quotes(left: Sequence[Quoted], right: Sequence[Quoted]) -> tuple[SharedQuote, ...]:
    """Each left quotation with its best right one, where they are the same words, changed or not."""
    known = _alike([q.stems for q in (*left, *right)])
    found = []
    for one in left:
        near = known.get(one.stems, {})
        others = [(near[other.stems], -n, other) for n, other in enumerate(right) if other.stems in near]
        if others:
            best = max(others, key=lambda entry: entry[:2])
            found.append(SharedQuote(one, best[2], best[0]))
    return tuple(found)


def quotes_in_two(reports: Mapping[str, Sequence[Quoted]]) -> Iterator[tuple[str, str, float]]:
    """What `shared_quotes` finds in any two reports, the left one named first: both and the likeness."""
    known = _alike([q.stems for quotes in reports.values() for q in quotes])
    holders: dict[Stems, list[str]] = {}
    order = {report_id: n for n, report_id in enumerate(reports)}
    for report_id, quotes in reports.items():
        for stems in dict.fromkeys(q.stems for q in quotes):
            holders.setdefault(stems, []).append(report_id)
    for left, quotes in reports.items():
        for one in quotes:
            best: dict[str, float] = {}
            for stems, alike in known.get(one.stems, {}).items():
                for right in holders[stems]:
                    if order[right] > order[left] and alike > best.get(right, 0.0):
                        best[right] = alike
            yield from ((left, right, alike) for right, alike in best.items())


def _alike(quotes: Iterable[Stems]) -> dict[Stems, dict[Stems, float]]:
    """Which wordings are alike, and how much; only those that have enough words in common are compared."""
    least, enough = int(numbers()["quote-words"]), numbers()["quote-alike"]
    longer = sorted({stems for stems in quotes if len(stems) >= least}, key=lambda words: (len(words), words))
    counts = [Counter(stems) for stems in longer]
    holders: dict[str, list[int]] = {}
    for n, counted in enumerate(counts):
        for key in counted:
            holders.setdefault(key, []).append(n)
    found: dict[Stems, dict[Stems, float]] = {}
    for n, short in enumerate(longer):
        shared: Counter[int] = Counter()
        for key, times in counts[n].items():
            for m in holders[key]:
                shared[m] += times
        for m, common in shared.items():
            if m >= n and common >= enough * len(short) - 1e-6:
                alike = alikeness(short, longer[m])
                if alike >= enough:
                    found.setdefault(short, {})[longer[m]] = alike
                    found.setdefault(longer[m], {})[short] = alike
    return found


@lru_cache(maxsize=100_000)
def alikeness(left: Stems, right: Stems) -> float:
    """1.0 where one holds the other word for word, else the likeness of the longer's best window (0 to 1)."""
    short, long = sorted((left, right), key=lambda words: (len(words), words))
    if not short:
        return 0.0
    if not set(short) & set(long):
        return 0.0
    windows = [long[i : i + len(short)] for i in range(len(long) - len(short) + 1)]
    return max(
        1.0 if window == short else min(0.99, Indel.normalized_similarity(short, window))
        for window in windows
    )
