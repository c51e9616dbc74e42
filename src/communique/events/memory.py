"""What a report has told so far, for the sentences that leave a side to it: "the trip", "it was postponed"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from communique.events.affairs import Affair
from communique.events.drafts import Draft
from communique.events.frames import word_list
from communique.events.parties import Parties
from communique.events.party import Party
from communique.events.slots import is_verb, objects, subjects
from communique.events.views import SentenceView
from communique.grammar import Token
from communique.records import EventType, Status

AHEAD = {Status.PLANNED, Status.TENTATIVE, Status.HYPOTHETICAL}
UNDOING = {
    "postpone": Status.POSTPONED, "delay": Status.POSTPONED, "put off": Status.POSTPONED,
    "reschedule": Status.POSTPONED, "cancel": Status.CANCELLED, "call off": Status.CANCELLED,
    "scrap": Status.CANCELLED,
}  # fmt: skip
POINTERS = {"it", "that", "this", "plan", "plans", "they"}
MEMORY = 6  # sentences back in which a bare "the trip" or "it" finds what it stands for
OWN_SUBJECT = 0.84  # below this a subject was taken over from another verb
DEEDS = {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.SANCTION, EventType.RETREAT}
DENIED = {
    "it",
    "that",
    "this",
    "them",
    "story",
    "report",
    "account",
    "version",
    "accusation",
    "charge",
    "claim",
}


@dataclass(slots=True)
class Memory:
    """What the report has told so far: visits, meetings and deeds that a later "the trip" or "it" may mean."""

    facts: list[tuple[int, Draft]] = field(default_factory=list)
    deeds: list[tuple[int, Draft]] = field(default_factory=list)
    affair: Affair | None = None

    def recall(self, position: int, draft: Draft) -> Draft | None:
        """The last visit by the same side, or to the same host, within reach."""
        for at, known in reversed(self.facts):
            if position - at > MEMORY and draft.actor.known is False:
                return None
            if known.mode != "visit" or not known.actor.known or not known.recipient.known:
                continue
            if draft.actor.known and not _same_side(draft, known):
                continue
            if draft.recipient.known and not set(draft.recipient.states) & set(known.recipient.states):
                continue
            return known
        return None

    def pair(self, position: int) -> tuple[str, ...]:
        """The two sides of the last meeting or visit told in the three sentences before."""
        for at, known in reversed(self.facts):
            sides = known.actor.ids if not known.frame.host else (*known.actor.ids, *known.recipient.ids)
            if 0 <= position - at <= 3 and len(sides) == 2 and not known.frame.host:
                return sides
        return ()

    def last(self, position: int) -> Draft | None:
        """The last visit or meeting told in the two sentences before."""
        near = [d for at, d in self.facts if 0 <= position - at <= 2 and d.event_type is EventType.CONSULT]
        return near[-1] if near else None


def _same_side(draft: Draft, known: Draft) -> bool:
    """Whether two journeys may be one: the same traveller, one told only by state, or a colleague still to go."""
    if set(draft.actor.ids) & set(known.actor.ids):
        return True
    if not set(draft.actor.states) & set(known.actor.states):
        return False
    own = draft.actor.weight >= OWN_SUBJECT
    return not (draft.actor.person and known.actor.person) or (draft.status in AHEAD and own)


def filled(drafts: list[Draft], memory: Memory, position: int) -> list[Draft]:
    """The drafts with open sides filled: complete ones first, for the others to draw on."""
    kept: list[Draft] = []
    for draft in sorted(
        drafts, key=lambda d: not (d.actor.known and (d.recipient.known or not d.frame.host))
    ):
        complete = _fill(draft, memory, position)
        if complete is not None:
            kept.append(complete)
            if complete.event_type is EventType.CONSULT:
                memory.facts.append((position, complete))
            elif complete.event_type in DEEDS:
                memory.deeds.append((position, complete))
    return sorted(kept, key=lambda d: d.trigger.i)


def _fill(draft: Draft, memory: Memory, position: int) -> Draft | None:
    """A journey without host or traveller takes them from the last one told; None where that leaves a side open."""
    if draft.frame.symmetric and not draft.actor.known:
        return _theirs(draft, memory, position)
    if not draft.frame.host or (draft.actor.known and draft.recipient.known):
        kept = draft.actor.known or draft.actor.text or draft.doer_unsaid or memory.affair is not None
        return draft if kept else None
    known = memory.recall(position, draft)
    if known is None:
        return draft if memory.affair is not None else None
    return replace(
        draft,
        actor=draft.actor if draft.actor.known else known.actor,
        recipient=draft.recipient if draft.recipient.known else known.recipient,
        confidence=draft.confidence * 0.85,
    )


def _theirs(draft: Draft, memory: Memory, position: int) -> Draft | None:
    """ "Their meeting": the sides of the last meeting told nearby."""
    for at, known in reversed(memory.facts):
        if position - at <= 2 and known.frame.symmetric and len(known.actor.ids) > 1:
            return replace(draft, actor=known.actor, confidence=draft.confidence * 0.6)
    return None


def undone(view: SentenceView, drafts: list[Draft], memory: Memory, position: int) -> Iterator[Draft]:
    """What "it was postponed" or "he cancelled his plans" undoes: the last visit or meeting told."""
    if any(d.status in {Status.POSTPONED, Status.CANCELLED} for d in drafts):
        return
    for predicate in view.predicates.values():
        status = UNDOING.get(predicate.lemma)
        token = view.tree[predicate.token]
        if (
            status is None
            or not is_verb(token)
            or view.in_quotation(token)
            or predicate.status is Status.NEGATED
        ):
            continue
        if not any(f.token.lower in POINTERS for f in objects(view.tree, token)) and not _shared_pointer(
            view, token
        ):
            continue
        here = [d for d in drafts if d.event_type is EventType.CONSULT]
        known = here[-1] if here else memory.last(position)
        if known is not None:
            yield replace(
                known, trigger=token, status=status, marked=True, confidence=known.confidence * 0.8, carrier=None,
                status_reason=f"'{predicate.lemma}' said of it",
            )  # fmt: skip


def _shared_pointer(view: SentenceView, token: Token) -> bool:
    head = view.tree.head(token)
    return (
        token.dep == "conj"
        and head is not None
        and any(c.lower in POINTERS for c in view.tree.children(head, "nsubj", "nsubjpass"))
    )


def denied(
    view: SentenceView, drafts: list[Draft], parties: Parties, memory: Memory, position: int
) -> Iterator[Draft]:
    """What "Oslo denied it" denies: the last deed told of that side, or of nobody, in the two sentences before."""
    for predicate in view.predicates.values():
        token = view.tree[predicate.token]
        if predicate.lemma not in word_list("denying") or not is_verb(token) or view.in_quotation(token):
            continue
        told = objects(view.tree, token)
        if not told or any(f.token.lower not in DENIED and f.token.lemma not in DENIED for f in told):
            continue
        side = next(filter(None, map(parties.party, subjects(view.tree, token))), None)
        known = _last_deed(memory, position, side)
        if side is None or known is None:
            continue
        yield replace(
            known, trigger=token, status=Status.NEGATED, marked=True, carrier=None, confidence=known.confidence * 0.7,
            actor=known.actor if known.actor.states else side, status_reason=f"'{token.text}' said of it",
        )  # fmt: skip


def _last_deed(memory: Memory, position: int, side: Party | None) -> Draft | None:
    if side is None or not side.states:
        return None
    for at, known in reversed(memory.deeds):
        if position - at <= 2 and (not known.actor.states or set(known.actor.states) & set(side.states)):
            return known
    return None
