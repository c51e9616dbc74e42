"""On which day and where words were said, as far as the telling clause or a neighbour says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from communique.grammar import Token
from communique.quotes.carrying import Attribution
from communique.quotes.cues import venue_nouns
from communique.quotes.frames import Word
from communique.records import Direction, Moment, MomentKind

NEAR = 1_200  # characters over which one speaker's day or venue is carried


def tell_occasions(attributions: Sequence[Attribution], moments: Sequence[Moment]) -> None:
    """Fills `said_on` (EDTF day) and `venue` (words as written) of each attribution that has a speaker."""
    days = [
        m for m in moments if m.kind is MomentKind.DATE and m.value and len(m.value) == 10 and not m.corrupted
    ]
    for told in attributions:
        told.said_on = _day(told, days)
        told.venue = _venue(told)
    ordered = sorted(attributions, key=_place)
    for told in attributions:
        for other in sorted(_neighbours(told, ordered), key=lambda o: abs(o.spot.start - told.spot.start)):
            told.said_on = told.said_on or other.said_on
            told.venue = told.venue or other.venue
    for told in attributions:
        told.said_on = told.said_on or _day_of_venue(told, attributions)


def _place(told: Attribution) -> int:
    return told.spot.start


def _neighbours(told: Attribution, ordered: Sequence[Attribution]) -> list[Attribution]:
    if told.said_on is not None and told.venue is not None:
        return []
    first = bisect_right(ordered, told.spot.start - NEAR, key=_place)
    last = bisect_left(ordered, told.spot.start + NEAR, key=_place)
    return [
        o
        for o in ordered[first:last]
        if o is not told and o.speaker_text is not None and _same_speaker(told, o)
    ]


def _day_of_venue(told: Attribution, attributions: Sequence[Attribution]) -> str | None:
    """The day of "the briefing" is the day of the briefing told of before it in the same words."""
    if (
        told.venue is None
        or told.venue.split()[1:2] != ["the"]
        or told.venue.split()[-1] not in venue_nouns()
    ):
        return None
    setting = told.venue.split()[2:]
    before = [a for a in attributions if a.spot.start < told.spot.start and a.said_on and a.venue]
    return next((a.said_on for a in reversed(before) if str(a.venue).split()[2:] == setting), None)


def _same_speaker(left: Attribution, right: Attribution) -> bool:
    if left.speaker_id is not None or right.speaker_id is not None:
        return left.speaker_id == right.speaker_id
    return left.speaker_text is not None and left.speaker_text == right.speaker_text


def _day(told: Attribution, days: Sequence[Moment]) -> str | None:
    """The day nearest to the cue in its clause, never one ahead, never one inside the marks."""
    if told.candidate is None:
        return None
    cue = told.candidate
    start, end = told.frame.sentence(told.spot.start)
    near = [
        (len(told.frame.outer_between(min(m.end, cue.cue_end), max(m.start, cue.cue_start))), m)
        for m in days
        if start <= m.start < end and m.direction is not Direction.FUTURE and _outside(told, m)
    ]
    fit = [(gap, m.start, m.value) for gap, m in near if gap <= _reach(told, m)]
    return min(fit)[2] if fit else None


def _reach(told: Attribution, moment: Moment) -> int:
    """How many words may stand between cue and day: more where grammar hangs the day on the cue."""
    cue = told.candidate
    assert cue is not None
    word = next((w for w in told.frame.outer if w.start >= moment.start), None)
    if cue.cue is None or word is None or word.tree is not cue.cue.tree:
        return 4
    between = [t for t in word.tree.ancestors(word.token) if t.pos in {"VERB", "AUX"}]
    return 14 if between and between[0].i == cue.cue.token.i else 3


def _outside(told: Attribution, moment: Moment) -> bool:
    return any(w.start < moment.end and moment.start < w.end for w in told.frame.outer)


def _venue(told: Attribution) -> str | None:
    """The place or setting that hangs on the cue or on "speaking": "in Washington", "at a press conference"."""
    if told.candidate is None or told.candidate.cue is None:
        return None
    cue = told.candidate.cue
    verbs = [
        cue.token,
        *(c for c in cue.tree.children(cue.token, "advcl", "prep") if c.lemma in {"speak", "talk"}),
    ]
    for verb in verbs:
        for prep in [*cue.tree.children(verb, "prep"), *_inner(cue, verb)]:
            found = _setting(told, Word(prep, cue.tree))
            if found is not None:
                return found
    return None


def _inner(cue: Word, verb: Token) -> list[Token]:
    objects = cue.tree.children(verb, "dobj")
    return [p for o in objects for p in cue.tree.children(o, "prep") if p.lower in {"at", "during", "in"}]


def _setting(told: Attribution, prep: Word) -> str | None:
    if prep.token.lower not in {"in", "at", "during", "on", "from", "aboard", "via", "throughout"}:
        return None
    for noun in prep.tree.children(prep.token, "pobj"):
        place = noun.entity[2:] in {"GPE", "LOC", "FAC"}
        if not (place or noun.lemma in venue_nouns()):
            continue
        start, end = prep.start, noun.end
        if any(o.start == noun.start for o in told.frame.outer) and "\n" not in told.frame.text[start:end]:
            return told.frame.text[start:end]
    return None
