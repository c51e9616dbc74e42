"""Finds text that stands twice: later runs of sentences that repeat earlier ones, in the same order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from communique.spans import trim

LEAST = 200  # characters in a run before it counts as a repeat
LEAST_TWO = 80  # characters, where the run is made of whole paragraphs and at least two of them
NEAR = 0.9  # likeness of two sentences that differ, inside a run of equal ones
SLOW = 4000  # sentences: above that only equal ones are looked for
_CUT = re.compile(r"[.!?…][\"”’')\]]*(?:\s+|(?=[A-ZÀ-Þ“\"‘]))|\n+")
_LETTERS = re.compile(r"[\W_]+")

Stretch = tuple[int, int]


def find_repeats(text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of running text that repeat earlier ones, merged, in text order.

    `stretches` are the paragraphs of body and title. A run counts from 200 characters on, or from two whole
    paragraphs of 80 characters together; one odd sentence inside a run stays out of it, being different.
    """
    units = [unit for stretch in stretches for unit in _units(text, *stretch)]
    keys = [_LETTERS.sub(" ", text[start:end]).strip().casefold() for start, end in units]
    if len(set(keys)) == len(keys) and len(keys) < 2:
        return []
    match = _matches(keys)
    whole = _paragraph_numbers(units, stretches)
    found = []
    for run in _runs(match):
        length = sum(units[i][1] - units[i][0] for i in run)
        if length >= LEAST or (length >= LEAST_TWO and _whole_paragraphs(run, whole) >= 2):
            found += _joined(text, [units[i] for i in run])
    return found


def _units(text: str, start: int, end: int) -> list[Stretch]:
    """Sentence-like pieces; wrong cuts do no harm, they fall alike in both copies."""
    cuts = [start, *(cut.end() for cut in _CUT.finditer(text, start, end)), end]
    pieces = (trim(text, left, right) for left, right in itertools.pairwise(cuts))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _matches(keys: list[str]) -> list[int | None]:
    """For each piece the earlier one it repeats: right after the last match where possible, else the first."""
    first: dict[str, int] = {}
    match: list[int | None] = []
    slow = len(keys) <= SLOW
    for i, key in enumerate(keys):
        before = match[i - 1] if i else None
        follow = before + 1 if before is not None and before + 1 < i else None
        if follow is not None and keys[follow] == key:
            match.append(follow)
        elif key in first and len(key) >= 25:
            match.append(first[key])
        elif follow is not None and slow and _near(keys[follow], key):
            match.append(follow)
        else:
            match.append(None)
        first.setdefault(key, i)
    if slow:
        _extend_back(keys, match)
    return match


def _extend_back(keys: list[str], match: list[int | None]) -> None:
    """Takes short pieces before a run, and one that begins in the middle of a sentence, into the run."""
    for i in range(len(keys) - 2, 0, -1):
        j = match[i + 1]
        if match[i] is None and j is not None and j > 0 and j - 1 < i and _same_end(keys[j - 1], keys[i]):
            match[i] = j - 1


def _same_end(earlier: str, later: str) -> bool:
    """Equal or near, or the later one begins in mid-sentence, or still has the dateline the earlier one lost."""
    if earlier == later or (len(later) >= 15 and earlier.endswith(later)):
        return True
    if len(earlier) >= 40 and len(later) - len(earlier) <= 60 and later.endswith(earlier):
        return True
    return len(later) >= 20 and _near(earlier, later)


def _near(earlier: str, later: str) -> bool:
    """Nearly the same words and the same numbers, or the earlier sentence cut short."""
    if len(later) >= 15 and earlier.startswith(later):
        return True
    if min(len(earlier), len(later)) < 20 or re.findall(r"\d+", earlier) != re.findall(r"\d+", later):
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(earlier, later, score_cutoff=NEAR * 100) > 0


def _runs(match: list[int | None]) -> list[list[int]]:
    """Maximal runs of pieces that repeat earlier ones in order, over gaps of one piece on either side."""
    runs: list[list[int]] = []
    last: int | None = None
    for i, j in enumerate(match):
        if j is None:
            continue
        at = match[last] if last is not None else None
        if last is not None and at is not None and i - last <= 2 and 0 < j - at <= 3:
            runs[-1].append(i)
        else:
            runs.append([i])
        last = i
    return runs


def _paragraph_numbers(units: list[Stretch], stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """For each piece the number of its paragraph and how many pieces that paragraph has."""
    numbers, at = [], 0
    for start, _ in units:
        while at + 1 < len(stretches) and stretches[at + 1][0] <= start:
            at += 1
        numbers.append(at)
    sizes: dict[int, int] = {}
    for number in numbers:
        sizes[number] = sizes.get(number, 0) + 1
    return [(number, sizes[number]) for number in numbers]


def _whole_paragraphs(run: list[int], whole: list[tuple[int, int]]) -> int:
    held: dict[tuple[int, int], int] = {}
    for i in run:
        held[whole[i]] = held.get(whole[i], 0) + 1
    return sum(count == size for (_, size), count in held.items())


def _joined(text: str, pieces: list[Stretch]) -> list[Stretch]:
    """Neighbouring pieces as one stretch, as long as only white space on one line lies between them."""
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        between = text[joined[-1][1] : start]
        if not between.strip() and "\n" not in between:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
