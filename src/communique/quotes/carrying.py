"""Carries a speaker over to quotations that have no cue of their own."""

from __future__ import annotations

from dataclasses import dataclass

from communique.quotes.candidates import Candidate
from communique.quotes.cues import said_things, strength
from communique.quotes.frames import Frame, outside_marks
from communique.quotes.speakers import Speaker, as_speaker, owners, speaker_of
from communique.records import Spotted

NEAR = 2  # paragraphs a speaker may be carried over


@dataclass(slots=True)
class Attribution:
    """One quotation and what is known of its saying. Filled step by step."""

    frame: Frame
    spot: Spotted
    words: int
    full: bool
    candidate: Candidate | None
    carried: bool = False
    speaker: Speaker | None = None
    speaker_frame: Frame | None = None
    speaker_id: str | None = None
    speaker_text: str | None = None
    said_on: str | None = None
    venue: str | None = None
    reason: str | None = None

    @property
    def said(self) -> bool:
        """Whether somebody is said to have said it, or it can only be speech."""
        return self.speaker is not None or (self.full and self.words >= 6)

    @property
    def cue(self) -> str | None:
        """The cue as written, None where the speaker was carried over."""
        found = self.candidate
        return self.frame.text[found.cue_start : found.cue_end] or None if found is not None else None


def carry_over(attributions: list[Attribution], frames: list[Frame]) -> list[Attribution]:
    """The same quotations with speakers; those without a cue take the one they continue, stand under or lead to."""
    place = {id(frame): n for n, frame in enumerate(frames)}
    for told in attributions:
        if told.candidate is not None:
            told.speaker, told.speaker_frame = told.candidate.speaker, told.frame
            told.reason = "cue"
    for n, told in enumerate(attributions):
        if told.speaker is None and (told.full or told.words >= 3):
            _carry(told, attributions, n, frames, place)
    return attributions


def _carry(
    told: Attribution, all_told: list[Attribution], n: int, frames: list[Frame], place: dict[int, int]
) -> None:
    before = all_told[n - 1] if n else None
    after = all_told[n + 1] if n + 1 < len(all_told) else None
    here = place[id(told.frame)]
    if not told.full:
        if before is not None and before.frame is told.frame and _same_sentence(before, told):
            _take(told, before, "same sentence")
        return None
    follows = before is not None and before.frame is told.frame and before.speaker is not None
    if follows and before is not None and not _narrated(told.frame, before.spot.end, told.spot.start):
        return _take(told, before, "continues in its paragraph")
    if (
        after is not None
        and after.frame is told.frame
        and after.candidate is not None
        and _adjoins(told, after)
    ):
        return _take(told, after, "told with the next quotation")
    subject = _narrator(told.frame, told.frame.start, told.spot.start)
    if subject is not None:
        return _give(told, subject, told.frame, "subject of the sentence before")
    owner = _owner_after(told)
    if owner is not None:
        return _give(told, owner, told.frame, "told by the sentence after")
    if before is not None and before.speaker is not None and before.spot.reason == "runs on":
        return _take(told, before, "runs on")
    for back in range(1, NEAR + 1):
        if here - back < 0:
            break
        frame = frames[here - back]
        last = [a for a in all_told if a.frame is frame]
        if last and last[-1].speaker is not None and not _narrated(frame, last[-1].spot.end, frame.end):
            return _take(told, last[-1], "continues the paragraph before")
        subject = _narrator(frame, frame.start, frame.end)
        if subject is not None:
            return _give(told, subject, frame, "subject of the paragraph before")
        if last and last[-1].speaker is not None:
            return _take(told, last[-1], "continues the paragraph before")
    return None


def _owner_after(told: Attribution) -> Speaker | None:
    """`“…” That was the message from Novak`: the owner of the thing said in the sentence after."""
    closing = outside_marks(told.frame.text, told.spot.start, told.spot.end)[1]
    stop = told.frame.sentence(min(closing + 2, told.frame.end))[1]
    ahead = told.frame.outer_between(closing, stop)
    if not ahead or ahead[0].token.lower not in {"that", "this", "it", "such", "those", "these"}:
        return None
    for noun in ahead:
        if noun.token.lemma in said_things():
            for owner in owners(noun):
                speaker = as_speaker(told.frame, owner)
                if speaker is not None and speaker.fitness >= 1:
                    return speaker
    return None


def _take(told: Attribution, other: Attribution, reason: str) -> None:
    told.speaker, told.speaker_frame = other.speaker, other.speaker_frame
    told.carried, told.reason = True, reason


def _give(told: Attribution, speaker: Speaker, frame: Frame, reason: str) -> None:
    told.speaker, told.speaker_frame, told.carried, told.reason = speaker, frame, True, reason


def _same_sentence(left: Attribution, right: Attribution) -> bool:
    return left.frame.sentence(left.spot.start) == right.frame.sentence(right.spot.start)


def _adjoins(told: Attribution, after: Attribution) -> bool:
    start = outside_marks(told.frame.text, told.spot.start, told.spot.end)[1]
    return len(told.frame.outer_between(start, after.spot.start)) <= 3


def _narrated(frame: Frame, start: int, end: int) -> bool:
    """Whether, after a quotation's own sentence, the report tells something of somebody else."""
    _, stop = frame.sentence(start)
    return stop < end and any(w.token.pos in {"VERB", "AUX"} for w in frame.outer_between(stop, end))


def _narrator(frame: Frame, start: int, end: int) -> Speaker | None:
    """The person whom the last told sentences before `end` are about, one with a telling verb first."""
    outer = [w for w in frame.outer_between(start, end) if w.token.pos == "VERB" or w.token.dep == "ROOT"]
    ranked: list[tuple[float, Speaker]] = []
    for word in outer:
        found = speaker_of(frame, word)
        if found is None or found.fitness < 1.4:
            continue
        sentence = frame.sentence(word.start)
        late = 2.0 if sentence[1] >= end else 0.0
        root = 1.5 if word.token.head == word.token.i else 0.0
        ranked.append((max(0, strength(word.token.lemma)) * 0.8 + late + root + found.fitness, found))
    return max(ranked, key=lambda r: (r[0], r[1].start), default=(0.0, None))[1]
