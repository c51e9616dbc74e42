"""Which verb introduces a quotation: every verb around it is weighed by meaning, place and grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.quotes.cues import as_verbs, cue_forms, said_things, strength
from communique.quotes.frames import MARKS, Frame, Word, outside_marks
from communique.quotes.speakers import (
    PERSONAL,
    Speaker,
    as_speaker,
    infinitive,
    nearby_speaker,
    owners,
    speaker_of,
)
from communique.records import Spotted


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue with its speaker, and how much speaks for it."""

    cue: Word | None
    cue_start: int
    cue_end: int
    speaker: Speaker
    score: float
    after: bool


def weigh(frame: Frame, spot: Spotted) -> list[Candidate]:
    """Every cue of the told sentence around a quotation, the best first."""
    opening, closing = outside_marks(frame.text, spot.start, spot.end)
    start, end = frame.sentence(opening)
    found = [
        *_verbs(frame, spot, opening, closing, start, end),
        *_nouns(frame, spot, opening, start),
        *_according(frame, opening, closing, start, end),
    ]
    found = [*_nearest_act(found), *label(frame, opening, closing, start, end)]
    return sorted(found, key=lambda c: (-c.score, c.cue_start))


def _verbs(
    frame: Frame, spot: Spotted, opening: int, closing: int, start: int, end: int
) -> Iterator[Candidate]:
    outer = frame.outer_between(start, end)
    governors = _governors(frame, spot, opening)
    for word in outer:
        power = cue_power(word)
        verbal = word.token.pos == "VERB" or (power >= 3 and word.token.tag.startswith("VB"))
        if not verbal and _mistaken(frame, word, opening, closing):
            power, verbal = 3, True
        if power < 0 or not (verbal or (power >= 4 and _tells_by_place(frame, word, opening, closing))):
            continue
        speaker = speaker_of(frame, word)
        tied = infinitive(word.tree, word.token)
        if not tied and (speaker is None or (speaker.fitness < 0.5 and power < 3)):
            speaker = nearby_speaker(frame, word, start, end) or speaker
        if speaker is None:
            continue
        score = power + speaker.fitness + _place(frame, word, speaker, opening, closing, start, end)
        depth = governors.get((id(word.tree), word.token.i))
        if depth is not None:
            score += 2.0 - 0.15 * depth
        if word.end <= opening and word.token.lemma in as_verbs() and _as(frame, opening):
            score += 3.5
        if tied:
            score -= 1.0
        yield Candidate(word, word.start, word.end, speaker, score, word.start >= closing)


def cue_power(word: Word) -> int:
    """The verb's strength; "put it" and "go on" are cues only as a whole."""
    beside = {t.lower for t in word.tree.children(word.token)}
    if word.token.lemma == "put" and "it" in beside:
        return 3
    if word.token.lemma == "go" and "on" in beside:
        return 2
    return strength(word.token.lemma)


def _nouns(frame: Frame, spot: Spotted, opening: int, start: int) -> Iterator[Candidate]:
    """A thing said before the quotation, told by its owner: "the envoy's warning that “…”"."""
    for word in frame.outer_between(start, opening):
        if word.token.pos != "NOUN" or word.token.lemma not in said_things():
            continue
        between = frame.outer_between(word.end, opening)
        if len(between) > 8 or any(strength(w.token.lemma) >= 2 and w.token.pos == "VERB" for w in between):
            continue
        for owner in owners(word):
            speaker = as_speaker(frame, owner)
            if speaker is not None and speaker.fitness >= 0.7:
                score = 2.5 + speaker.fitness + max(0.0, 1.5 - 0.2 * len(between))
                yield Candidate(word, word.start, word.end, speaker, score, False)
                break


def _mistaken(frame: Frame, word: Word, opening: int, closing: int) -> bool:
    """Whether a noun or adjective has the form of a speech verb, stands by the quotation and has no article."""
    if word.token.pos not in {"NOUN", "ADJ", "PROPN"} or word.token.lower not in cue_forms():
        return False
    if any(t.dep in {"det", "poss", "prep"} and t.i < word.token.i for t in word.tree.children(word.token)):
        return word.token.lower.endswith("s") and word.end + 4 > opening > word.end
    away = frame.outer_between(min(closing, word.end), max(opening, word.start))
    return len(away) <= 8


def _tells_by_place(frame: Frame, word: Word, opening: int, closing: int) -> bool:
    """A strong cue that the parser took for a noun, right beside the quotation."""
    return 0 <= word.start - closing < 40 or 0 <= opening - word.end < 12


def _place(
    frame: Frame, word: Word, speaker: Speaker, opening: int, closing: int, start: int, end: int
) -> float:
    if word.start >= closing:
        between = frame.outer_between(closing, word.start)
        ended = frame.text[:closing].rstrip(MARKS)[-1:] in ",?!—–-…"
        verbs = sum(w.token.pos == "VERB" for w in between)
        link = between[0].token if between else word.token
        linked = link.pos in {"SCONJ", "ADP", "CCONJ"} and link.lower != "as"
        trailing = word.token.tag == "VBG" and strength(word.token.lemma) < 3
        near = len(between) <= 9 and not verbs and not linked and not trailing
        return (3.0 if near and ended else 1.0 if near else 0.0) - 0.1 * len(between) - 0.5 * verbs
    between = frame.outer_between(word.end, opening)
    verbs = sum(w.token.pos == "VERB" for w in between)
    score = -0.06 * len(between) - 0.25 * verbs
    if speaker.end <= word.start and _set_off(frame.text, speaker.start, word.end):
        score += 1.5  # "Acts of protest, the envoy said, are …"
    lead = frame.text[:opening].rstrip()[-1:]
    if lead == ":":
        score += 2.0 if verbs == 0 else 0.5
    elif lead == "," and len(between) <= 8:
        score += 1.0
    elif len(between) <= 2:
        score += 1.5
    return score


def _set_off(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands between two commas."""
    return (
        text[max(0, start - 3) : start].rstrip()[-1:] == ","
        and text[end : end + 1] == ","
        and end - start < 80
    )


def _as(frame: Frame, opening: int) -> bool:
    return bool(re.search(r"\bas (?:being |an? |the |\w+ )?$", frame.text[max(0, opening - 24) : opening]))


def _governors(frame: Frame, spot: Spotted, opening: int) -> dict[tuple[int, int], int]:
    """The words above the quotation, by their distance; from its own words and the last word before it."""
    found: dict[tuple[int, int], int] = {}
    inside = frame.words_between(spot.start, spot.end)
    before = [w for w in frame.outer_between(opening - 40, opening) if opening - w.end < 4]
    for word in [*inside, *before[-1:]]:
        steps = [word.token, *word.tree.ancestors(word.token)]
        outer = [t for t in steps if not (spot.start <= t.start < spot.end)]
        for depth, token in enumerate(outer):
            key = (id(word.tree), token.i)
            found[key] = min(depth, found.get(key, depth))
    return found


def _nearest_act(found: list[Candidate]) -> list[Candidate]:
    """Settles nested cues: `A said B urged C to "…"` is B's; `A said it would urge "…"`, `A announced a trip
    to stress "…"` and `A said he thought "…"` stay A's."""
    settled = list(found)
    for n, upper in enumerate(found):
        below = [(i, c) for i, c in enumerate(found) if c is not upper and _nests(upper, c)]
        for i, inner in below:
            assert inner.cue is not None and upper.cue is not None
            power, above = strength(inner.cue.token.lemma), strength(upper.cue.token.lemma)
            tied = infinitive(inner.cue.tree, inner.cue.token)
            leans = tied or (inner.speaker.word.token.lower in PERSONAL and power < 4)
            if leans and above >= 2:
                raised = max(settled[n].score, settled[i].score + 0.5)
                settled[n] = replace(settled[n], score=raised)
            elif not leans and power >= 2 and inner.score >= 4:
                settled[n] = replace(settled[n], score=settled[n].score - 2.5)
    return settled


def _nests(upper: Candidate, inner: Candidate) -> bool:
    return (
        upper.cue is not None
        and inner.cue is not None
        and not (upper.after or inner.after)
        and upper.speaker.word.start != inner.speaker.word.start
        and inner.speaker.fitness >= 1.5
        and _embeds(upper.cue, inner.cue)
    )


def _embeds(upper: Word, lower: Word) -> bool:
    return upper.tree is lower.tree and any(t.i == upper.token.i for t in lower.tree.ancestors(lower.token))


_ACCORDING = re.compile(r"\b[Aa]ccording to\s+|\b[Ii]n the words of\s+")


def _according(frame: Frame, opening: int, closing: int, start: int, end: int) -> Iterator[Candidate]:
    """`according to X`, `in the words of X`."""
    for match in _ACCORDING.finditer(frame.text, start, end):
        if opening <= match.start() < closing:
            continue
        heads = [
            w
            for w in frame.outer_between(match.end(), end)
            if w.token.dep == "pobj" or w.token.pos == "PROPN"
        ]
        for word in heads[:1]:
            while word.token.dep == "compound":
                head = word.tree.head(word.token)
                if head is None:
                    break
                word = Word(head, word.tree)
            speaker = as_speaker(frame, word)
            if speaker is not None:
                away = len(frame.outer_between(min(closing, match.end()), max(opening, match.start())))
                cue_end = match.start() + len(match.group().split()[0])
                score = 5.0 + speaker.fitness - 0.05 * away
                yield Candidate(None, match.start(), cue_end, speaker, score, match.start() >= closing)


_LABEL = re.compile(r"^\W*((?:[A-Z][\w.’'-]*\s?){1,4})\s?[:—–-]\s*$")
_SIGNED = re.compile(r"\s*[―—–-]+\s*(?=[A-Z])")


def label(frame: Frame, opening: int, closing: int, start: int, end: int) -> Iterator[Candidate]:
    """`Novak: “…”` and `“…” — Ana Novak`: the name beside the quotation speaks, without a cue."""
    lead = frame.text[start:opening].rstrip("“\"‘'")
    words = [w for w in frame.outer_between(start, opening) if w.token.text[:1].isalpha()]
    if words and _LABEL.match(lead) and (speaker := as_speaker(frame, words[-1])) and speaker.fitness >= 0.7:
        yield Candidate(None, start, start, speaker, 5.0, False)
    signed = _SIGNED.match(frame.text, closing)
    if signed is None:
        return
    tail = [w for w in frame.outer_between(signed.end(), frame.end) if w.token.pos != "PUNCT"]
    if 0 < len(tail) <= 5 and (speaker := as_speaker(frame, tail[-1])) is not None:
        yield Candidate(None, closing, closing, replace(speaker, start=tail[0].start), 6.0, True)
