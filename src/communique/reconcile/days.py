"""Days that two originals give in sentences on one thing, whether or not an event is coded in both.

Each dated stretch of one original looks for the stretch of the other whose words are nearest to its own; two that
choose each other tell of one thing, and then their days are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from communique.reconcile.datelines import clock_of, two_clocks
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import SPEECH, Story
from communique.reconcile.lines import Line
from communique.reconcile.nearest import claim_beside
from communique.reconcile.topics import stems
from communique.records import BlockKind, Claim, EventType, Moment, MomentKind, Verdict

REACH = 10  # words on either side of a date that say what it dates
WIDEST = 31  # days of the vaguest value worth setting beside another
APART = 1  # days by which two originals' days may differ and still be one event's
KNOWN = 3.0  # shared weight that is enough where both sides are coded as one type
LOOSE, UNKNOWN = 4.0, 5.0  # and where they are not: for days one of which lies within the other, for others
WORDS = {
    EventType.AGREE,
    EventType.STATEMENT,
    EventType.REQUEST,
    EventType.SUPPORT,
}  # may only speak of what is dated
SAME_EVENT = 2.0  # weight of one event on both sides
_WORD = re.compile(r"\S+")
_BREAK = re.compile(r"[;—–:]|, (?:and|but|while|whereas|after|before|which|when|though|as|since|where)\b")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day with the words around it, and the nearest claim of its sentence."""

    moment: Moment
    line: Line
    about: frozenset[str]
    claim: Claim | None

    @property
    def start(self) -> date:
        """First day."""
        return date.fromisoformat((self.moment.date_start or "")[:10])

    @property
    def end(self) -> date:
        """Last day."""
        return date.fromisoformat((self.moment.date_end or "")[:10])

    @property
    def width(self) -> int:
        """Days covered."""
        return (self.end - self.start).days + 1


def compare_days(story: Story) -> Iterator[Draft]:
    """A draft for each two dated stretches of two originals that choose each other, with the verdict on their days."""
    for a, b, weight in _pairs(story):
        verdict = _verdict(story, a, b, weight)
        if verdict is not None:
            yield _draft(story, a, b, *verdict)


def same_occasions(story: Story) -> Iterator[tuple[Dated, Dated]]:
    """Stretches of two originals that choose each other and whose days fit: they tell of one occasion."""
    for a, b, weight in _pairs(story):
        if max(a.width, b.width) <= WIDEST and _overlap(a, b) and _one_type(a, b, weight, UNKNOWN):
            yield a, b


def _pairs(story: Story) -> Iterator[tuple[Dated, Dated, float]]:
    by_origin: dict[str, list[Dated]] = {}
    for line in story.lines:
        if line.best.block_kind is BlockKind.BODY:
            by_origin.setdefault(line.origin_id, []).extend(_dated(story, line))
    for left, right in combinations(sorted(by_origin), 2):
        yield from _chosen(story, by_origin[left], by_origin[right])


def _dated(story: Story, line: Line) -> Iterator[Dated]:
    sentence = line.best
    quoted = [m.span() for m in _QUOTED.finditer(sentence.exact)]
    for moment in story.moments.get((sentence.report_id, sentence.start), ()):
        at = moment.start - sentence.start
        if not _usable(moment) or any(start <= at < end for start, end in quoted):
            continue
        words = around(sentence.exact, at, moment.end - sentence.start)
        claim = claim_beside(story, line, sentence, moment.start)
        yield Dated(moment, line, frozenset(stems(words)), claim)


def _usable(moment: Moment) -> bool:
    if moment.kind not in (MomentKind.DATE, MomentKind.SPAN) or moment.corrupted:
        return False
    return bool(moment.value and moment.date_start and moment.date_end)


def around(text: str, start: int, end: int) -> str:
    """The words on either side of a stretch, as far as the nearest break."""
    words = [m.span() for m in _WORD.finditer(text)]
    before = [w for w in words if w[1] <= start][-REACH:]
    after = [w for w in words if w[0] >= end][:REACH]
    left = _BREAK.split(text[before[0][0] : start])[-1] if before else ""
    right = _BREAK.split(text[end : after[-1][1]])[0] if after else ""
    return f"{left} {right}"


def _chosen(
    story: Story, ours: Sequence[Dated], theirs: Sequence[Dated]
) -> Iterator[tuple[Dated, Dated, float]]:
    """The pairs in which each is the other's nearest, with their shared weight."""
    if not ours or not theirs:
        return
    weights = [[_weight(story, a, b) for b in theirs] for a in ours]
    for n, row in enumerate(weights):
        m = max(range(len(theirs)), key=lambda i: (row[i], -i))
        if row[m] >= KNOWN and row[m] == max(line[m] for line in weights):
            yield ours[n], theirs[m], row[m]


def _weight(story: Story, a: Dated, b: Dated) -> float:
    shared = sum(story.topics.weights.get(stem, 0.0) for stem in a.about & b.about)
    one = a.claim is not None and b.claim is not None and a.claim.event_id == b.claim.event_id
    fits = _overlap(a, b) and max(a.width, b.width) <= WIDEST
    return shared + SAME_EVENT * one + 1.0 * (fits and bool(shared))


def _verdict(story: Story, a: Dated, b: Dated, weight: float) -> tuple[Verdict, str] | None:
    """What two days come to, and why; None where they are too vague or need not be of one event."""
    if max(a.width, b.width) > WIDEST:
        return None
    if a.moment.value == b.moment.value:
        coded = a.claim is not None and b.claim is not None
        return (Verdict.CORROBORATED, "") if coded and _one_type(a, b, weight, LOOSE) else None
    if _overlap(a, b):
        return (
            (Verdict.COMPATIBLE, "the one lies within the other") if _one_type(a, b, weight, LOOSE) else None
        )
    acts = all(map(_dates_an_act, (a, b))) and len(_types(a, b)) < 2
    if not acts or not _one_type(a, b, weight, UNKNOWN):
        return None
    if a.width > 1 or b.width > 1 or abs((a.start - b.start).days) > APART:
        return None
    clock = two_clocks(
        *((d.start.isoformat(), clock_of(story, d.moment, d.line.origin_id, None)) for d in (a, b))
    )
    return (Verdict.COMPATIBLE, clock) if clock else (Verdict.CONTRADICTED, "")


def _overlap(a: Dated, b: Dated) -> bool:
    return a.start <= b.end and b.start <= a.end


def _one_type(a: Dated, b: Dated, weight: float, enough: float) -> bool:
    """Whether both are coded as one type, or the words alone are near enough and no type speaks against it."""
    if a.claim is None or b.claim is None:
        return weight >= enough
    types = _types(a, b)
    return len(types) == 1 or (weight >= enough and bool(types & WORDS))


def _dates_an_act(dated: Dated) -> bool:
    """Whether a day is that of the act told beside it, as far as the event coder knows, and the act more than words."""
    claim = dated.claim
    return claim is None or (claim.event_type not in SPEECH and claim.date in (None, dated.moment.value))


def _types(a: Dated, b: Dated) -> set[EventType]:
    return {d.claim.event_type for d in (a, b) if d.claim is not None}


def _draft(story: Story, a: Dated, b: Dated, verdict: Verdict, why: str) -> Draft:
    claims = [(d.claim.claim_id,) if d.claim else () for d in (a, b)]
    said = tuple(Said(d.moment.value or "", d.line.origin_id, c) for d, c in zip((a, b), claims, strict=True))
    told = "; ".join(
        f"{story.name(d.line.origin_id)} says {d.moment.exact} ({d.moment.value})" for d in (a, b)
    )
    if verdict is Verdict.CORROBORATED:
        told = f"{story.names(d.line.origin_id for d in (a, b))} give the same day"
    return Draft(*subject_of(a, b), "date", verdict, said, f"{told}; {why}" if why else told)


def subject_of(a: Dated, b: Dated) -> tuple[str, str]:
    """The event of the first of two stretches that is coded; else the sentence of the first."""
    return next(
        (("event", d.claim.event_id) for d in (a, b) if d.claim), ("sentence", a.line.best.sentence_id)
    )
