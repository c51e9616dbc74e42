"""What one original still had ahead and a later one tells as done, where no event joins the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import AHEAD, DONE, SPEECH, UNDONE, Story, Voice
from communique.reconcile.statuses import still_ahead
from communique.records import EntityKind, Event, Verdict

ALIKE = 2.5  # shared weight of two sentences that tell of one act


@dataclass(frozen=True, slots=True)
class Act:
    """An event with the best copy of each line that tells it."""

    event: Event
    voices: Sequence[Voice]

    @property
    def origins(self) -> set[str]:
        """The originals that tell it."""
        return {v.origin for v in self.voices}

    @property
    def first(self) -> str:
        """The day of the earliest report that tells it."""
        return min((v.published or "9999" for v in self.voices), default="9999")


def compare_fulfilled(story: Story) -> Iterator[Draft]:
    """A draft for each act that earlier originals alone have ahead and later ones alone tell as done or fallen."""
    acts = [Act(e, story.best_of_lines(e.event_id)) for e in story.events if e.event_type not in SPEECH]
    ahead = [a for a in acts if a.voices and {v.status for v in a.voices} <= AHEAD]
    later = [a for a in acts if a.voices and {v.status for v in a.voices} & (DONE | UNDONE)]
    for plan in ahead:
        fitting = [(weight, act) for act in later if (weight := _weight(story, plan, act)) >= ALIKE]
        if fitting:
            yield _draft(story, plan, max(fitting, key=lambda f: (f[0], f[1].event.event_id))[1])


def _weight(story: Story, plan: Act, act: Act) -> float:
    """How much the sentences on a plan and on an act share; 0 where the two cannot be one."""
    one, two = plan.event, act.event
    sides = [set(e.actor_states) | set(e.recipient_states) for e in (one, two)]
    if one.event_type is not two.event_type or plan.origins & act.origins or plan.first >= act.first:
        return 0.0
    if sides[0] != sides[1] or not _same_days(one, two) or not _same_people(story, one, two):
        return 0.0
    if two.background or not _told_since(plan, act) or (two.date_end or "9999")[:10] < plan.first:
        return 0.0
    return max(story.topics.shared(v.line.best, w.line.best) for v in plan.voices for w in act.voices)


def _told_since(plan: Act, act: Act) -> list[Voice]:
    """What tells the act as done or fallen, printed when the day planned for it had come."""
    return [v for v in act.voices if v.status in DONE | UNDONE and not still_ahead(plan.voices, v)]


def _same_days(one: Event, two: Event) -> bool:
    if not (one.date_start and one.date_end and two.date_start and two.date_end):
        return True
    return one.date_start[:10] <= two.date_end[:10] and two.date_start[:10] <= one.date_end[:10]


def _same_people(story: Story, one: Event, two: Event) -> bool:
    """Whether no person is named on both sides of the comparison, or one is on both."""
    people = [
        {
            i
            for i in (*e.actor, *e.recipient)
            if (held := story.entities.get(i)) and held.kind is EntityKind.PERSON
        }
        for e in (one, two)
    ]
    return not people[0] or not people[1] or bool(people[0] & people[1])


def _draft(story: Story, plan: Act, act: Act) -> Draft:
    done = _told_since(plan, act)
    said = tuple(Said(v.status.value, v.origin, (v.claim.claim_id,)) for v in (*plan.voices, *done))
    reason = (
        f"still {plan.voices[0].status.value} in {story.names(plan.origins)}, "
        f"{done[0].status.value} in {story.names(v.origin for v in done)}"
    )
    return Draft("event", act.event.event_id, "status", Verdict.UPDATED, said, reason)
