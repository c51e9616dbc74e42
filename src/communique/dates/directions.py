"""Which way a time expression points, by the status of the verb or noun that governs it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from communique.dates.clauses import Clause
from communique.records import (
    BlockKind,
    Direction,
    Parse,
    Predicate,
    Report,
    Sentence,
    Spotted,
    SpottedKind,
    Status,
)
from communique.rules import load_table

_AHEAD = {Status.PLANNED, Status.TENTATIVE, Status.THREATENED, Status.HYPOTHETICAL}
_FUTURE = re.compile(
    r"\b(will|would|shall|may|might|could|plans?|planned|planning|to be|due|set|expected|scheduled|hopes?|likely"
    r"|going to|is to|are to|upcoming|ahead of)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(the\s+|early\s+|late\s+)?$", re.IGNORECASE)
_FOR = re.compile(
    r"\b(for|by|until|till|no later than|due( back)? (on|in)|deadline of|ahead of|starting|effective)"
    r" (the |early |late |mid-)*$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"weekday:\d|XXXX-(\d\d|XX)(-\d\d)?(@w\d)?(#\w+)?")
_ONCE = re.compile(r"\b(originally|initially|earlier|once|had|formerly)\b", re.IGNORECASE)
_BARE_MONTH = re.compile(r"XXXX-(?:0[1-9]|1[0-2])(?:#\w+)?$")
_HAD_BEEN = re.compile(r"\bhad (?:originally |first |once )?been\b[^.;:]{0,60}$")
_FELL = re.compile(
    r"\b(?:fell through|(?:was|were|been|is|are) (?:abandoned|called off|cancelled|canceled|deferred|delayed|postponed"
    r"|pushed|put off|rescheduled|scrapped|shelved)|passed|lapsed|expired|never|came and went)\b"
)
_SET_OFF = re.compile(r", (?:on |in )?$")
_STILL = re.compile(r"\b(?:may|might|will|would|could|can|is to|are to)\b")
_BY = re.compile(r"(?:^|[.!?”\"\n]\s*)(?:By|Until|Till) (?:the )?$")
_HAD = re.compile(r"^[^.;:“”]{0,70}\b(?:had|was|were)\b")
_OWN = re.compile(
    r"\b(after|since|following) (their|his|her|its|the two leaders['’]) [^,.;:]*$", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(first|highest|most|worst|best|lowest|biggest|longest)\b[^.]*"
    r"\b(in|for|of)\s+(nearly |almost |about |over |more than |at least )?$",
    re.IGNORECASE,
)


class Bearing(NamedTuple):
    """A direction, whether the governing word itself gives it, and whether it is a plan of the past for a month."""

    direction: Direction | None
    sure: bool
    once: bool = False


class Compass:
    """The predicates and clauses of a story's reports, asked for the direction of an expression."""

    def __init__(
        self,
        reports: Iterable[Report],
        sentences: Iterable[Sentence],
        predicates: Iterable[Predicate],
        parses: Iterable[Parse] = (),
    ) -> None:
        self._texts = {r.report_id: r.text for r in reports}
        self._sentences = {s.sentence_id: s for s in sentences}
        self._predicates = {(p.report_id, p.start): p for p in predicates}
        self._parses = {p.sentence_id: p for p in parses}

    def governors(self, spotted: Spotted) -> list[Predicate]:
        """The predicates above an expression, nearest first."""
        told = (spotted.reason or "").partition(" under ")[2].split()
        above = (self._predicates.get((spotted.report_id, int(offset))) for offset in told)
        return [p for p in above if p is not None and not self._is_name(p)]

    def direction(self, spotted: Spotted) -> Direction | None:
        """Past, present or future of the day of writing; None where neither verb nor word tells."""
        return self.bearing(spotted).direction

    def bearing(self, spotted: Spotted) -> Bearing:
        """The direction, and whether the word that governs the expression itself gives it."""
        clause = self._clause(spotted)
        if clause is not None:
            turned = clause.turn(spotted.start, spotted.end, sayings())
            if turned is not None:
                return Bearing(turned, True)
            if spotted.kind is SpottedKind.DATE and clause.unfulfilled(spotted.start, spotted.end):
                return self._unfulfilled(spotted)
            if spotted.kind is SpottedKind.DATE and clause.moved_from(spotted.start, spotted.end):
                weekday = (spotted.value or "").startswith("weekday")
                return Bearing(Direction.FUTURE, False) if weekday else Bearing(None, False, True)
        before = self._texts[spotted.report_id][max(0, spotted.start - 120) : spotted.start]
        by_then = self._by_then(spotted, before)
        if by_then is not None:
            return Bearing(by_then, True)
        if _SINCE.search(before) or spotted.exact.endswith("old"):
            return Bearing(Direction.PAST, True)
        if spotted.kind is SpottedKind.DURATION and _FIRST.search(before):
            return Bearing(Direction.PAST, True)
        value = spotted.value or ""
        if value.startswith("XXXX-") and len(value) < 8 and _OWN.search(before):
            return Bearing(Direction.PAST, True)
        if value.startswith(("weekday", "XXXX", "day:1")) and _FOR.search(before):
            fell_through = (_BARE_MONTH.match(value) and _HAD_BEEN.search(before)) or (
                value.startswith("XXXX") and _FELL.search(self._after(spotted))
            )
            return Bearing(None if fell_through else Direction.FUTURE, True)
        governors = self.governors(spotted)
        if governors and _SET_OFF.search(before) and self._ends(spotted):
            governors = governors[-1:]
        for i, predicate in enumerate(governors):
            told = points(predicate)
            if told is Direction.PAST and predicate.lemma in plans() and _set_for(before, predicate, spotted):
                return Bearing(Direction.FUTURE, True)
            if told is Direction.PAST and predicate.lemma in promises() and _BARE_MONTH.match(value):
                return Bearing(None, False, True)
            if told is Direction.FUTURE and _was_planned(governors[i + 1 :]):
                once = _once_planned(before, spotted)
                return Bearing(once, False, once is None)
            if told is Direction.PRESENT and _under_past(governors[i + 1 :]):
                return Bearing(Direction.PAST, False)
            if told is not None:
                return Bearing(told, i == 0)
        return Bearing(None if governors else self._by_words(spotted), False)

    def _is_name(self, predicate: Predicate) -> bool:
        """Whether the parser took a name inside a sentence for a verb ("fly to Windhoek in May")."""
        sentence = self._sentences.get(predicate.sentence_id)
        if sentence is None or sentence.block_kind is BlockKind.TITLE or predicate.start == sentence.start:
            return False
        parse = self._parses.get(predicate.sentence_id)
        verb = parse is not None and parse.tags[predicate.token].startswith("VB")
        return verb and self._texts[predicate.report_id][predicate.start].isupper()

    def _unfulfilled(self, spotted: Spotted) -> Bearing:
        """A plan that came to nothing; a weekday lies ahead where the sentence goes on about what is still to be."""
        if (spotted.value or "").startswith("weekday") and _STILL.search(self._after(spotted)):
            return Bearing(Direction.FUTURE, False)
        return Bearing(None, False, True)

    def _by_then(self, spotted: Spotted, before: str) -> Direction | None:
        """Past for the day by which something had come about: "By Friday, the flags had gone"."""
        opens = _BY.search(before) and not (spotted.value or "").startswith("within")
        return Direction.PAST if opens and _HAD.search(self._after(spotted)) else None

    def _after(self, spotted: Spotted) -> str:
        sentence = self._sentences.get(spotted.sentence_id or "")
        return sentence.exact[spotted.end - sentence.start :] if sentence else ""

    def _ends(self, spotted: Spotted) -> bool:
        """Whether nothing but a mark follows in the sentence."""
        return not any(c.isalnum() for c in self._after(spotted))

    def _clause(self, spotted: Spotted) -> Clause | None:
        """The clause of a weekday or of a month or day without its year, where the sentence was parsed."""
        parse = self._parses.get(spotted.sentence_id or "")
        if parse is None or not _OPEN.fullmatch(spotted.value or ""):
            return None
        headline = self._sentences[parse.sentence_id].block_kind is BlockKind.TITLE
        return Clause(parse, headline=headline)

    def _by_words(self, spotted: Spotted) -> Direction | None:
        sentence = self._sentences.get(spotted.sentence_id or "")
        if sentence is None:
            return None
        before = sentence.exact[: spotted.start - sentence.start]
        return Direction.FUTURE if _FUTURE.search(before) else Direction.PAST


@cache
def sayings() -> frozenset[str]:
    """The verbs of saying, as lemmas."""
    return frozenset(row["lemma"] for row in load_table("dates/saying.tsv"))


@cache
def promises() -> frozenset[str]:
    """The verbs of binding oneself, whose object lies ahead though they are told as past (promise, pledge…)."""
    return frozenset(row["word"] for row in load_table("dates/turns.tsv") if row["class"] == "promise")


@cache
def plans() -> frozenset[str]:
    """The verbs whose object lies ahead of them (plan, expect, schedule…), as lemmas."""
    return frozenset(row["lemma"] for row in load_table("dates/plans.tsv"))


def points(predicate: Predicate) -> Direction | None:
    """The direction of one predicate: plans point ahead, what happened lies behind."""
    if predicate.direction is Direction.PRESENT and predicate.lemma in plans():
        return Direction.FUTURE
    if predicate.direction is not None:
        return predicate.direction
    return Direction.FUTURE if predicate.status in _AHEAD else None


def _set_for(before: str, predicate: Predicate, spotted: Spotted) -> bool:
    """Whether the day is the one planned for ("a June 3 hearing has been set"), not that of the planning."""
    if predicate.lemma == "invite":
        return True
    nearest = (spotted.reason or "").partition(" under ")[2].split()[:1]
    if re.search(r"\b(originally|initially|was|were|had)\b", before[-60:], re.IGNORECASE):
        return False
    return bool(re.search(r"\bfor( the| early| late)*\s+$", before)) or nearest != [str(predicate.start)]


def _under_past(above: list[Predicate]) -> bool:
    return bool(above) and points(above[0]) is Direction.PAST and above[0].lemma not in sayings()


def _once_planned(before: str, spotted: Spotted) -> Direction | None:
    """A plan of the past for a weekday is most often still ahead; for a month it may lie on either side."""
    if _ONCE.search(before):
        return Direction.PAST
    return None if (spotted.value or "").startswith("XXXX") else Direction.FUTURE


def _was_planned(above: list[Predicate]) -> bool:
    """Whether a plan is told as one of the past ("was scheduled to visit"): it may lie behind by now."""
    return bool(above) and above[0].lemma in plans() and above[0].direction is Direction.PAST
