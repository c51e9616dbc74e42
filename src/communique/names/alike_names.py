"""How surely two names, met anywhere, are one person's: words paired one to one, in any order and script."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from communique.names.forms import alike, parts_of, skeleton
from communique.rules import load_table

SAME = 0.8  # at and above this two names are taken for one person's; set by bench/names.py on name_pairs
_DIGITS = str.maketrans("013457@$", "oleastas")


def name_score(left: str, right: str) -> float:
    """0 to 1: words are paired by likeness, the worst pair and the words left over weigh most."""
    a, b = _parts(left), _parts(right)
    if not a or not b:
        return 0.0
    if "".join(a) == "".join(b) or sorted(a) == sorted(b):
        return 1.0
    return max(_paired(a, b), _joined(a, b))


def _parts(name: str) -> list[str]:
    plain = re.sub(r"(?<=[^\W\d_])[013457@$](?=[^\W\d_])|(?<=[^\W\d_])[013457@$]\b", _digit, name)
    found = [p for piece in parts_of(plain) for p in [piece] if p not in _particles()]
    seen: list[str] = []
    for part in found:
        if part not in seen:
            seen.append(part)
    return seen


@cache
def _particles() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("spot/particles.tsv"))


def _digit(match: re.Match[str]) -> str:
    return match.group().translate(_DIGITS)


def _paired(a: list[str], b: list[str]) -> float:
    """The mean likeness of paired words, lowered by a bad pair and by words left over."""
    short, long = sorted((a, b), key=len)
    free = list(long)
    scores: list[tuple[float, int]] = []
    for word in sorted(short, key=lambda w: (-len(w), w)):
        best = max(free, key=lambda other: (_word(word, other), other))
        free.remove(best)
        scores.append((_word(word, best), max(len(word), len(best))))
    weight = sum(n for _, n in scores)
    mean = sum(s * n for s, n in scores) / weight
    worst = min(s for s, n in scores)
    left_over = sum(len(w) for w in free) / sum(len(w) for w in long)
    if len(short) == 1 and len(long) > 1:
        left_over += 0.15
    return mean - 0.5 * max(0.0, 0.8 - worst) - 0.35 * left_over


def _word(left: str, right: str) -> float:
    if len(left) == 1 or len(right) == 1:
        return 0.9 if left[0] == right[0] else 0.0
    return max(alike(left, right), 0.9 if skeleton(left) == skeleton(right) else 0.0)


def _joined(a: list[str], b: list[str]) -> float:
    """Likeness of the names written as one word: splits and joins of words do not count."""
    one, other = "".join(a), "".join(b)
    if len(a) == len(b):
        return 0.0
    return float(DamerauLevenshtein.normalized_similarity(one, other)) - 0.02
