"""When a day, a phrase or a set of states of the record means what a gold label means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from communique.evaluate.same import words

G = TypeVar("G")
F = TypeVar("F")

_EMPTY = {
    "a", "an", "the", "of", "and", "or", "to", "in", "on", "at", "by", "for", "from", "with", "its", "his",
    "her", "their", "this", "that", "these", "those", "not", "no", "than", "be", "is", "are", "was", "were",
    "will", "would", "could", "may", "might", "it", "he", "she", "they", "as", "into", "over", "under",
    "before", "after", "between", "both", "first", "second", "new", "near", "off", "one", "two", "three",
    "four",
}  # fmt: skip
_SEASONS = {"21": (3, 3), "22": (6, 3), "23": (9, 3), "24": (12, 3)}
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def content_words(text: str) -> list[str]:
    """The words of a phrase that carry its meaning, lower-case, in order."""
    return [w for w in re.findall(r"\w+", " ".join(words(text))) if w not in _EMPTY and len(w) > 1]


def same_word(left: str, right: str) -> bool:
    """Whether two words are one but for their ending ("lorry", "lorries")."""
    if left == right:
        return True
    shorter = min(len(left), len(right))
    need = max(4, shorter - 1)
    return shorter >= need and left[:need] == right[:need]


def share(wanted: Iterable[str], held: Iterable[str]) -> float:
    """The share (0…1) of the wanted words that stand among the held ones; 0 where nothing is wanted."""
    wanted, held = list(wanted), list(held)
    return sum(any(same_word(w, h) for h in held) for w in wanted) / len(wanted) if wanted else 0.0


def days(value: str) -> tuple[date, date] | None:
    """The first and last day of an EDTF value; None where it is none that these labels use."""
    ends = [_days_of(part) for part in value.split("/")]
    held = [end for end in ends if end is not None]
    return (held[0][0], held[-1][1]) if held and len(held) == len(ends) else None


def _days_of(part: str) -> tuple[date, date] | None:
    match = _DAY.fullmatch(part)
    if match is None:
        return None
    year, month, day = match.groups()
    if day:
        found = date(int(year), int(month), int(day))
        return found, found
    first, length = _SEASONS.get(month, (int(month), 1)) if month else (1, 12)
    total = int(year) * 12 + first - 1 + length
    return date(int(year), first, 1), date(total // 12, total % 12 + 1, 1) - timedelta(days=1)


def share_a_day(left: str | None, right: str | None) -> bool:
    """Whether two EDTF values have a day in common, or one of them is missing."""
    if left is None or right is None:
        return True
    a, b = days(left), days(right)
    return left == right or (a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1])


def pair_up(gold: Sequence[G], found: Sequence[F], likeness: Callable[[G, F], float]) -> list[tuple[G, F]]:
    """Pairs of a gold and a found row, each row in one pair at most, the likest first; likeness 0 is no pair."""
    scored = [(likeness(g, f), n, m) for n, g in enumerate(gold) for m, f in enumerate(found)]
    pairs: dict[int, int] = {}
    for like, n, m in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if like > 0 and n not in pairs and m not in pairs.values():
            pairs[n] = m
    return [(gold[n], found[m]) for n, m in sorted(pairs.items())]
