"""Quotations two reports share, word for word or changed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from communique.copies.judge import numbers
from communique.copies.readings import Quoted
from communique.records import Pair


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
    least = int(numbers()["quote-words"])
    found = []
    for one in left:
        others = [(alikeness(one.stems, other.stems), -n, other) for n, other in enumerate(right)]
        others = [entry for entry in others if min(len(one.stems), len(entry[2].stems)) >= least]
        if others and (best := max(others, key=lambda entry: entry[:2]))[0] >= numbers()["quote-alike"]:
            found.append(SharedQuote(one, best[2], best[0]))
    return tuple(found)


def alikeness(left: Sequence[str], right: Sequence[str]) -> float:
    """1.0 where one holds the other word for word, else the likeness of the longer's best window (0 to 1)."""
    short, long = sorted((tuple(left), tuple(right)), key=lambda words: (len(words), words))
    if not short:
        return 0.0
    if not set(short) & set(long):
        return 0.0
    windows = [long[i : i + len(short)] for i in range(len(long) - len(short) + 1)]
    return max(
        1.0 if window == short else min(0.99, Indel.normalized_similarity(short, window))
        for window in windows
    )
