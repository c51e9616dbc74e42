"""The day of an event as each origin tells it: equal, of other precision, moved on, of another clock, or at odds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from communique.reconcile.datelines import clock_of, dateline_place, two_clocks
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import AHEAD, DONE, SPEECH, UNDONE, Story, Voice
from communique.records import Event, EventType, Verdict

WIDEST = 31  # days of the vaguest value worth setting beside another


@dataclass(frozen=True, slots=True)
class Told:
    """The days one origin gives an event, and the claim that gives them."""

    value: str
    start: date
    end: date
    voice: Voice

    @property
    def width(self) -> int:
        """Days covered."""
        return (self.end - self.start).days + 1


def compare_dates(story: Story) -> Iterator[Draft]:
    """What the origins say of the day of each event, one draft for each verdict that holds."""
    for event in story.events:
        told = _by_origin(story, event)
        if len(told) > 1:
            yield from _between(story, event, told)
        elif told:
            yield _draft(event, Verdict.SINGLE, list(told.values()), "one original alone gives its day")


def _by_origin(story: Story, event: Event) -> dict[str, Told]:
    """Each origin's most precise day, the one it gives most often where it gives several."""
    found: dict[str, list[Told]] = {}
    for voice in story.best_of_lines(event.event_id):
        told = _told(story, voice)
        if told is not None and told.width <= WIDEST:
            found.setdefault(voice.origin, []).append(told)
    return {origin: _main(held) for origin, held in sorted(found.items())}


def _told(story: Story, voice: Voice) -> Told | None:
    claim = voice.claim
    if not (claim.date and claim.date_start and claim.date_end) or _corrupted(story, voice):
        return None
    return Told(
        claim.date, date.fromisoformat(claim.date_start[:10]), date.fromisoformat(claim.date_end[:10]), voice
    )


def _corrupted(story: Story, voice: Voice) -> bool:
    claim = voice.claim
    sentence = story.lines.sentence_at(claim.report_id, claim.trigger_start)
    moments = story.moments.get((claim.report_id, sentence.start), []) if sentence else []
    return any(m.corrupted and m.exact == claim.date_text for m in moments)


def _main(held: list[Told]) -> Told:
    counts = Counter(one.value for one in held)
    return min(held, key=lambda t: (t.width, -counts[t.value], t.voice.damage, t.voice.claim.claim_id))


def _between(story: Story, event: Event, told: dict[str, Told]) -> Iterator[Draft]:
    """A draft for each verdict that some pair of origins comes to."""
    verdicts: dict[Verdict, list[tuple[Told, Told, str]]] = {}
    for left, right in combinations(told.values(), 2):
        verdict, why = relate(story, event, left, right)
        if verdict is not Verdict.CONTRADICTED or is_deed(event):
            verdicts.setdefault(verdict, []).append((left, right, why))
    for verdict, pairs in sorted(verdicts.items()):
        involved = {one.voice.origin: one for left, right, _ in pairs for one in (left, right)}
        yield _draft(event, verdict, [involved[o] for o in sorted(involved)], pairs[0][2])


def relate(story: Story, event: Event, left: Told, right: Told) -> tuple[Verdict, str]:
    """The verdict on two origins' days for one event, and the difference in words."""
    said = f"{story.name(left.voice.origin)} says {_words(left)}, {story.name(right.voice.origin)} {_words(right)}"
    if left.value == right.value:
        return (
            Verdict.CORROBORATED,
            f"{story.names([left.voice.origin, right.voice.origin])} give the same day",
        )
    if left.start <= right.end and right.start <= left.end:
        return Verdict.COMPATIBLE, f"{said}; the one lies within the other"
    if _moved_on(left, right) or _moved_on(right, left):
        return Verdict.UPDATED, f"{said}; the later report tells it as done"
    if event.mode == "visit" and event.status not in UNDONE:
        return Verdict.COMPATIBLE, f"{said}; a visit is told by its departure and by its arrival"
    clock = _clock(story, left, right)
    if clock is not None:
        return Verdict.COMPATIBLE, f"{said}; {clock}"
    return Verdict.CONTRADICTED, said


def _words(told: Told) -> str:
    exact = told.voice.claim.date_text
    return f"{exact} ({told.value})" if exact and exact != told.value else told.value


def _moved_on(before: Told, after: Told) -> bool:
    """Whether one told it as to come and the other, later, as done."""
    ahead = before.voice.status in AHEAD or before.start.isoformat() > (before.voice.published or "9999")
    done = after.voice.status in DONE and after.start.isoformat() <= (after.voice.published or "")
    return ahead and done and (before.voice.published or "") < (after.voice.published or "")


def _clock(story: Story, left: Told, right: Told) -> str | None:
    """Why two adjacent days may be one moment; None where they cannot."""
    if left.width > 1 or right.width > 1:
        return None
    here, there = ((t.start.isoformat(), _place(story, t.voice)) for t in (left, right))
    return two_clocks(here, there)


def _place(story: Story, voice: Voice) -> str | None:
    """Whose clock a claim's day is read off."""
    claim = voice.claim
    sentence = story.lines.sentence_at(claim.report_id, claim.trigger_start)
    for moment in story.moments.get((claim.report_id, sentence.start), ()) if sentence else ():
        if moment.exact == claim.date_text:
            return clock_of(story, moment, voice.origin, _home(voice))
    return dateline_place(story, voice.origin) or _home(voice)


def _home(voice: Voice) -> str | None:
    """Where no dateline tells the clock: the one state that acts."""
    states = voice.claim.actor_states
    return states[0] if len(states) == 1 else None


def _draft(event: Event, verdict: Verdict, told: list[Told], reason: str) -> Draft:
    said = tuple(Said(t.value, t.voice.origin, (t.voice.claim.claim_id,)) for t in told)
    return Draft("event", event.event_id, "date", verdict, said, reason)


def is_deed(event: Event) -> bool:
    """Whether an event is more than words, so that it has one day and not one for each time it was said."""
    return event.event_type not in SPEECH and event.event_type is not EventType.THREATEN
