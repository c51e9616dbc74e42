"""How alike two wordings are: words aligned in order, runs of words counting more than scattered ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from communique.rules import load_table

_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
_ENDING = re.compile(r"(?:ations?|ating|ates?|ings?|ied|ies|ed|es|s|e)$")
_SHORT = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would"}
LONGEST = 300  # words of a quotation that are aligned; alignment grows with their square
SWAPPED = 0.4  # worth of a word for which the other wording has another in the same place
GAP = 2  # words that may be swapped in one place
RUN = (0.0, 0.35, 0.7, 1.0)  # worth of a word in an aligned run of 1, 2, 3 or more words


@cache
def function_words() -> frozenset[str]:
    """Words that say little of what a remark is about."""
    return frozenset(row["word"] for row in load_table("quotes/function_words.tsv"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two wordings compare. `share` is the run-weighted part of the shorter one that the other has (0–1)."""

    share: float
    longest_run: int
    content: int
    equal: bool


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a quotation in lower case, contractions spelt out, dots and hyphens dropped."""
    plain = text.lower().replace("’", "'").replace("can't", "cannot").replace("won't", "will not")
    for short, long in _SHORT.items():
        plain = re.sub(rf"{short}\b", long, plain)
    return tuple(re.sub(r"[.\-']", "", w) for w in _WORD.findall(plain))


def stem(word: str) -> str:
    """The word without its commonest endings, so that "communicating" meets "communicate"."""
    return _ENDING.sub("", word) if len(word) > 4 else word


def likeness(left: Sequence[str], right: Sequence[str]) -> Likeness:
    """The likeness of two word lists (as `words_of` gives them)."""
    if list(left) == list(right):
        return Likeness(1.0, len(left), sum(w not in function_words() for w in left), True)
    left, right = left[:LONGEST], right[:LONGEST]
    pairs = align([stem(w) for w in left], [stem(w) for w in right])
    total = min(sum(map(_weight, left)), sum(map(_weight, right)))
    mass, longest, content = 0.0, 0, 0
    for run in _runs(pairs):
        worth = RUN[min(len(run), 3)]
        mass += worth * sum(_weight(left[i]) for i, _ in run)
        longest = max(longest, len(run))
        content += sum(left[i] not in function_words() for i, _ in run)
    mass += SWAPPED * sum(_weight(left[i]) for i in _swapped(pairs, len(left), len(right)))
    return Likeness(min(1.0, mass / total) if total else 0.0, longest, content, False)


def align(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two word lists, as index pairs in order."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below, word = table[i], table[i + 1], left[i]
        for j in range(len(right) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == right[j] else max(below[j], row[j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j] and table[i][j] == table[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _runs(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _swapped(pairs: Sequence[tuple[int, int]], left: int, right: int) -> list[int]:
    """Words of the left wording that stand, between aligned ones, where as many others stand in the right."""
    found: list[int] = []
    edges = [(-1, -1), *pairs, (left, right)] if pairs else []
    for (a, b), (c, d) in pairwise(edges):
        if c - a == d - b and 1 < c - a <= GAP + 1:
            found.extend(range(a + 1, c))
    return found


def _weight(word: str) -> float:
    return 0.3 if word in function_words() else 1.0
