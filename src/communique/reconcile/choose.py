"""Which agreements are worth a row: every difference is, but of what is told alike or by one alone only some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.reconcile.drafts import Draft
from communique.reconcile.evidence import Story
from communique.records import Event, EventType, Status, Verdict

# Told by one original alone, these are what a reader should not take for settled.
UNSETTLED = {Status.TENTATIVE, Status.CANCELLED, Status.POSTPONED}
AGREED = {Verdict.CORROBORATED, Verdict.SINGLE}
UNREAL = {Status.HYPOTHETICAL, Status.NEGATED}
# Said more than once in a story, so that two originals may tell of two occasions.
WORDS = {EventType.REQUEST, EventType.AGREE, EventType.ACCUSE}


def worth_a_row(story: Story, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts without agreement that says nothing: a word's own existence, an old story, a side nobody names."""
    held = list(_once(drafts))
    disputed = {(d.kind, d.subject, d.property) for d in held if d.verdict is Verdict.CONTRADICTED}
    for draft in held:
        event = story.event_of.get(draft.subject)
        if draft.verdict is Verdict.SINGLE:
            wanted = draft.property == "status" and event is not None and _unsettled(event)
        elif draft.verdict is not Verdict.CORROBORATED or draft.property == "wording":
            wanted = True
        else:
            wanted = event is not None and _agreement(draft, event)
            wanted = wanted and (draft.kind, draft.subject, draft.property) not in disputed
        if wanted:
            yield draft


def _once(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts, the first of those that set the very same days or numbers of the same originals side by side."""
    seen = set()
    for draft in drafts:
        key = draft.property, draft.verdict, frozenset((said.value, said.origin) for said in draft.said)
        if draft.property not in {"date", "number"} or draft.verdict in AGREED or key not in seen:
            seen.add(key)
            yield draft


def _agreement(draft: Draft, event: Event) -> bool:
    """Whether what two originals tell alike is worth a row."""
    if not _matters(event):
        return False
    if draft.property != "status":
        return True
    return not (event.background or event.event_type in WORDS or event.status in UNREAL)


def _matters(event: Event) -> bool:
    """Whether an event is between two known sides, news, and more than a remark."""
    sides = set(event.actor_states) | set(event.recipient_states)
    return len(sides) > 1 and event.event_type is not EventType.STATEMENT


def _unsettled(event: Event) -> bool:
    return _matters(event) and not event.background and event.status in UNSETTLED
