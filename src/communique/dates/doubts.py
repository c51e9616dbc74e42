"""Time expressions that damage has changed: what another telling of the same words contradicts is not believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.dates.clues import stems
from communique.records import Copy, Moment, Sentence

ALIKE, SHARED = 0.4, 4  # share of content words, and how many, that make two sentences tellings of one
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_DEICTIC = re.compile(r"\b(last|this|next|previous|past|earlier|later|ago|final)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence with the moments in it."""

    sentence: Sentence
    words: frozenset[str]
    moments: tuple[Moment, ...]


def find_doubts(
    moments: Sequence[Moment], sentences: Iterable[Sentence], copies: Sequence[Copy]
) -> Mapping[tuple[str, int, int], str]:
    """For each bare year that a like sentence of another report contradicts, the reason to doubt it.

    Word spinners write the year of their making for "last year". Where one telling has a bare year and the other,
    in its place, words that lead to another year, the bare year is the damaged one.
    """
    found = _drifted(moments, copies)
    suspects = [m for m in moments if _YEAR.fullmatch(m.exact) and m.value == m.exact]
    if not suspects:
        return found
    tellings = _tell(moments, sentences)
    aligned = _aligned(copies)
    for moment in suspects:
        reason = _contradicted(moment, tellings, aligned)
        if reason:
            found[moment.report_id, moment.start, moment.end] = reason
    return found


def _drifted(moments: Sequence[Moment], copies: Iterable[Copy]) -> dict[tuple[str, int, int], str]:
    """Days that a copy gives where its parent has another day in the same sentence: the copy's are doubted."""
    found = {}
    for copy in copies:
        if copy.parent_id is None:
            continue
        for pair in copy.pairs:
            left = (copy.left_id, pair.left_start, pair.left_end)
            right = (copy.right_id, pair.right_start, pair.right_end)
            parent, child = (left, right) if copy.parent_id == copy.left_id else (right, left)
            for moment, true in _changed(_days_in(moments, *parent), _days_in(moments, *child)):
                reason = f"its parent {copy.parent_id} has {true.exact!r} ({true.value}) in its place"
                found[moment.report_id, moment.start, moment.end] = reason
    return found


def _days_in(moments: Sequence[Moment], report_id: str, start: int, end: int) -> list[Moment]:
    return [
        m
        for m in moments
        if m.report_id == report_id and start <= m.start < end and m.date_start and m.date_start == m.date_end
    ]


def _changed(parent: list[Moment], child: list[Moment]) -> list[tuple[Moment, Moment]]:
    """The child's days that the parent lacks, each with the parent's day of the same month that the child lacks."""
    theirs = [m for m in parent if _DIGIT.search(m.exact) and m.value not in {c.value for c in child}]
    ours = [m for m in child if _DIGIT.search(m.exact) and m.value not in {p.value for p in parent}]
    return [(m, t) for m in ours for t in theirs if (m.value or "")[:7] == (t.value or "")[:7]][:1]


def _tell(moments: Sequence[Moment], sentences: Iterable[Sentence]) -> list[Telling]:
    of_report: dict[str, list[Moment]] = {}
    for moment in moments:
        of_report.setdefault(moment.report_id, []).append(moment)
    ordered = sorted(sentences, key=lambda s: (s.report_id, s.start))
    return [
        Telling(s, _words(s.exact), held)
        for s in ordered
        if (held := tuple(m for m in of_report.get(s.report_id, ()) if s.start <= m.start < s.end))
    ]


def _words(text: str) -> frozenset[str]:
    return stems(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))


def _aligned(copies: Iterable[Copy]) -> set[tuple[str, int, str, int]]:
    found = set()
    for copy in copies:
        for pair in copy.pairs:
            found.add((copy.left_id, pair.left_start, copy.right_id, pair.right_start))
            found.add((copy.right_id, pair.right_start, copy.left_id, pair.left_start))
    return found


def _contradicted(
    moment: Moment, tellings: list[Telling], aligned: set[tuple[str, int, str, int]]
) -> str | None:
    own = next((t for t in tellings if moment in t.moments), None)
    if own is None:
        return None
    mine = {m.value for m in own.moments if m is not moment}
    for other in tellings:
        if other.sentence.report_id == moment.report_id or not _same(own, other, aligned):
            continue
        if any(m.exact == moment.exact for m in other.moments):
            continue
        for rival in other.moments:
            if _rivals(moment, rival) and rival.value not in mine:
                return f"report {rival.report_id} has {rival.exact!r} ({rival.value}) in its place"
    return None


def _same(left: Telling, right: Telling, aligned: set[tuple[str, int, str, int]]) -> bool:
    a, b = left.sentence, right.sentence
    if (a.report_id, a.start, b.report_id, b.start) in aligned:
        return True
    shared = len(left.words & right.words)
    return shared >= SHARED and shared >= ALIKE * min(len(left.words), len(right.words))


def _rivals(moment: Moment, rival: Moment) -> bool:
    if rival.value is None or rival.date_start is None or not rival.value[:4].isdigit():
        return False
    return rival.value[:4] != moment.exact and bool(_DEICTIC.search(rival.exact))
