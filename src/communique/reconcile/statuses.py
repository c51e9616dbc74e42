"""Whether an event came about, as each origin tells it: moved on, denied, put off here and called off there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.reconcile.denials import DEEDS, SURE, denial_in
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import AHEAD, DONE, Story, Voice
from communique.records import Event, EventType, Status, Verdict

RANK = {
    Status.TENTATIVE: 1, Status.PLANNED: 2, Status.POSTPONED: 3, Status.CANCELLED: 3, Status.ONGOING: 3,
    Status.HAPPENED: 4,
}  # fmt: skip
ByOrigin = dict[str, dict[Status, list[Voice]]]


def compare_statuses(story: Story) -> Iterator[Draft]:
    """What the origins say came of each event, one draft for each verdict that holds."""
    for event in story.events:
        told = _by_origin(story, event)
        found = [
            draft
            for draft in (
                _denied(story, event, told),
                _fell(story, event, told),
                _moved_on(story, event, told),
            )
            if draft is not None
        ]
        yield from found or _agreed(story, event, told)


def _by_origin(story: Story, event: Event) -> ByOrigin:
    found: ByOrigin = {}
    for voice in story.best_of_lines(event.event_id):
        found.setdefault(voice.origin, {}).setdefault(voice.status, []).append(voice)
    return found


def _denied(story: Story, event: Event, told: ByOrigin) -> Draft | None:
    """Asserted by one side or origin, denied by another; of acts against the other side see disputes.py."""
    yes = _voices(told, DONE)
    no = _voices(told, {Status.NEGATED})
    no = [
        v for v in no if (d := denial_in(v.line.best.exact)) and d.rule_id in SURE
    ]  # "had not met for years" denies no meeting
    if not yes or not no or event.event_type in {*DEEDS, EventType.STATEMENT, EventType.ACCUSE}:
        return None
    asserted = max(sorted({v.status for v in yes}), key=lambda s: sum(v.status is s for v in yes))
    return _draft(
        event,
        Verdict.CONTRADICTED,
        [(asserted, yes), (Status.NEGATED, no)],
        f"told as done by {_names(story, yes)}, denied in {_names(story, no)}",
    )


def _fell(story: Story, event: Event, told: ByOrigin) -> Draft | None:
    """Put off in one origin and called off in another."""
    off = {o: {s for s in (Status.POSTPONED, Status.CANCELLED) if s in held} for o, held in told.items()}
    if not ({Status.POSTPONED} in off.values() and {Status.CANCELLED} in off.values()):
        return None
    late, dead = _voices(told, {Status.POSTPONED}), _voices(told, {Status.CANCELLED})
    return _draft(
        event,
        Verdict.CONTRADICTED,
        [(Status.POSTPONED, late), (Status.CANCELLED, dead)],
        f"put off by {_names(story, late)}, called off by {_names(story, dead)}",
    )


def _moved_on(story: Story, event: Event, told: ByOrigin) -> Draft | None:
    """Ahead in the earlier origins, further on in a later one."""
    last = {o: max(RANK.get(s, 0) for s in held) for o, held in told.items()}
    best = max(last.values(), default=0)
    after = {o for o, rank in last.items() if rank == best}
    before = {
        o
        for o, held in told.items()
        if 0 < last[o] < min(best, 3)
        and set(held) <= AHEAD
        and any((story.first_day(o) or "9") < (story.first_day(a) or "") for a in after)
    }
    if not before:
        return None
    early = [v for o in sorted(before) for held in told[o].values() for v in held]
    late = [v for o in sorted(after) for s, held in told[o].items() if RANK.get(s, 0) == best for v in held]
    late = [v for v in late if not still_ahead(early, v)]
    if not late:
        return None
    statuses = [(s, [v for v in early if v.status is s]) for s in sorted({v.status for v in early})]
    final = late[0].status
    return _draft(
        event,
        Verdict.UPDATED,
        [*statuses, (final, late)],
        f"still {statuses[-1][0].value} in {_names(story, early)}, {final.value} in {_names(story, late)}",
    )


def still_ahead(plans: Sequence[Voice], done: Voice) -> bool:
    """Whether the day planned had not come when a report was printed: what it tells as done is something else."""
    days = [v.claim.date_start[:10] for v in plans if v.claim.date_start]
    return bool(days) and done.status in DONE and min(days) > (done.published or "9999")


def _agreed(story: Story, event: Event, told: ByOrigin) -> Iterator[Draft]:
    """The event's status told alike by two origins, or by one alone."""
    near = DONE if event.status in DONE else {event.status}
    voices = _voices(told, near)
    origins = {v.origin for v in voices}
    if len(origins) > 1:
        yield _draft(
            event, Verdict.CORROBORATED, [(event.status, voices)], f"{_names(story, voices)} tell it alike"
        )
    elif voices and len(told) == 1:
        yield _draft(
            event, Verdict.SINGLE, [(event.status, voices)], f"{_names(story, voices)} alone tells it"
        )


def _voices(told: ByOrigin, statuses: set[Status]) -> list[Voice]:
    return [v for o in sorted(told) for s, held in sorted(told[o].items()) if s in statuses for v in held]


def _names(story: Story, voices: list[Voice]) -> str:
    return story.names(v.origin for v in voices)


def _draft(event: Event, verdict: Verdict, values: list[tuple[Status, list[Voice]]], reason: str) -> Draft:
    said = tuple(Said(s.value, v.origin, (v.claim.claim_id,)) for s, voices in values for v in voices)
    return Draft("event", event.event_id, "status", verdict, said, reason)
