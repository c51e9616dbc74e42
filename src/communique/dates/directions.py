"""Which way a time expression points, by the status of the verb or noun that governs it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.records import Direction, Predicate, Report, Sentence, Spotted, Status

_AHEAD = {Status.PLANNED, Status.TENTATIVE, Status.THREATENED, Status.HYPOTHETICAL}
_FUTURE = re.compile(
    r"\b(will|would|shall|may|might|could|plans?|planned|planning|to be|due|set|expected|scheduled|hopes?|likely"
    r"|going to|is to|are to|upcoming|ahead of)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(since|after|following|from)\s+(the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(until|till|through|by|by means of)\s+(the\s+)?$", re.IGNORECASE)


class Compass:
    """The predicates of a story's reports, asked for the direction of an expression."""

    def __init__(self, reports: Iterable[Report], sentences: Iterable[Sentence], predicates: Iterable[Predicate]) -> None:
        self._texts = {r.report_id: r.text for r in reports}
        self._sentences = {s.sentence_id: s for s in sentences}
        self._predicates = {(p.report_id, p.start): p for p in predicates}

    def governors(self, spotted: Spotted) -> list[Predicate]:
        """The predicates above an expression, nearest first."""
        told = (spotted.reason or "").partition(" under ")[2].split()
        above = (self._predicates.get((spotted.report_id, int(offset))) for offset in told)
        return [p for p in above if p is not None]

    def direction(self, spotted: Spotted) -> Direction | None:
        """Past, present or future of the day of writing; None where neither verb nor word tells."""
        before = self._texts[spotted.report_id][max(0, spotted.start - 24) : spotted.start]
        if re.search(r"\bsince\s+(the\s+|early\s+|late\s+)?$", before, re.IGNORECASE):
            return Direction.PAST
        governors = self.governors(spotted)
        for predicate in governors:
            told = points(predicate)
            if told is not None:
                return told
        if governors:
            return None
        return self._by_words(spotted)

    def _by_words(self, spotted: Spotted) -> Direction | None:
        sentence = self._sentences.get(spotted.sentence_id or "")
        if sentence is None:
            return None
        before = sentence.exact[: spotted.start - sentence.start]
        return Direction.FUTURE if _FUTURE.search(before) else Direction.PAST


def points(predicate: Predicate) -> Direction | None:
    """The direction of one predicate: plans point ahead, what happened lies behind."""
    if predicate.direction is not None:
        return predicate.direction
    if predicate.status in _AHEAD:
        return Direction.FUTURE
    return None
