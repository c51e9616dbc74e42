"""How much two sentences of one story speak of the same thing: the words they share, rare ones counting most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from communique.records import Sentence
from communique.rules import load_table

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ings?|ed|en|es|s|e|[’']s)$")
STEM = 6  # letters by which inflected and derived forms still meet ("suspend", "suspension")


@dataclass(frozen=True, slots=True)
class Topics:
    """The weight of each stem in a story: the logarithm of how few of its lines have it."""

    weights: Mapping[str, float]

    def shared(self, left: Sentence, right: Sentence, *, names: bool = True) -> float:
        """The summed weight of the stems two sentences share, those of capitalised words with them or without."""
        return sum(self.weights.get(s, 0.0) for s in stems(left.exact, names) & stems(right.exact, names))


def weigh(sentences: Iterable[Sentence]) -> Topics:
    """The weights over the lines of a story, one sentence each."""
    counts: Counter[str] = Counter()
    n = 0
    for sentence in sentences:
        counts.update(stems(sentence.exact))
        n += 1
    return Topics({stem: math.log(n / held) for stem, held in counts.items()})


@lru_cache(maxsize=8_192)
def stems(text: str, names: bool = True) -> frozenset[str]:
    """The stems of the words that say what a sentence is about."""
    words = (m[0] for m in _WORD.finditer(text) if names or m[0].islower())
    return frozenset(stem(w.lower()) for w in words if w.lower() not in _empty())


def stem(word: str) -> str:
    """A word in lower case without its ending, cut where derived forms begin to differ."""
    bare = _ENDING.sub("", word)
    return (bare if len(bare) >= 3 else word)[:STEM]


@cache
def _empty() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("reconcile/empty_words.tsv"))
