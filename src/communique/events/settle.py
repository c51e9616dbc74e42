"""What is left of a sentence's drafts when speech acts have taken in the acts they are about."""

from __future__ import annotations

from dataclasses import replace

from communique.events.drafts import Draft
from communique.events.frames import word_list
from communique.events.slots import is_verb
from communique.grammar import Tree
from communique.records import EventType, Status

DEEDS = {
    EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.SANCTION, EventType.RETREAT, EventType.PROTEST,
    EventType.CONSULT, EventType.THREATEN,
}  # fmt: skip


def settle(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """What is left when speech acts have taken in the acts they are about."""
    governing = {d.trigger.i: d for d in drafts if d.frame.governs}
    triggers = {d.trigger.i for d in drafts}
    drafts = [
        d for d in drafts if d.carrier is None or d.carrier not in triggers or not _same_thing(d, drafts)
    ]
    dropped: set[int] = set()
    given_up = {
        d.trigger.i
        for d in drafts
        if d.event_type in {EventType.CONCEDE, EventType.RETREAT} and is_verb(d.trigger)
    }
    drafts = [
        d for d in drafts if not (d.trigger.dep in {"dobj", "nsubjpass"} and d.trigger.head in given_up)
    ]
    kept: list[Draft] = []
    for draft in drafts:
        outer = _governor(tree, draft, governing)
        if outer is None:
            kept.append(draft)
            continue
        if outer.event_type is EventType.AGREE and outer.trigger.lemma in word_list("offering"):
            continue
        if outer.event_type is draft.event_type is EventType.AGREE:
            continue
        if (
            outer.event_type is EventType.AGREE
            and draft.event_type is EventType.CONSULT
            and draft.actor.known
        ):
            if is_verb(draft.trigger):
                dropped.add(outer.trigger.i)
            kept.append(draft)
        elif outer.event_type is EventType.ACCUSE and draft.status in {Status.HAPPENED, Status.ONGOING}:
            if draft.actor.known and not set(draft.actor.ids) & set(outer.actor.ids):
                kept.append(replace(draft, alleged_by=(*outer.actor.ids, outer.actor.text or None)[0]))
        elif outer.event_type is EventType.STATEMENT:
            kept.append(draft)
            dropped.add(outer.trigger.i)
        elif outer.trigger.lemma in word_list("denying") and draft.event_type in DEEDS:
            kept.append(_denied(draft, outer))
            dropped.add(outer.trigger.i)
    return [d for d in kept if d.trigger.i not in dropped]


def _denied(draft: Draft, outer: Draft) -> Draft:
    """A deed in the content of a denial: it did not happen, by the word of whoever is charged with it."""
    actor = draft.actor if draft.actor.states else replace(outer.actor, weight=0.7)
    return replace(
        draft,
        actor=actor,
        status=Status.NEGATED,
        marked=True,
        status_reason=f"'{outer.trigger.text}' governs it",
    )


def _same_thing(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the verb that carries a noun is a frame of the same type and has told it already ("attend a summit")."""
    return any(d.trigger.i == draft.carrier and d.event_type is draft.event_type for d in drafts)


def _governor(tree: Tree, draft: Draft, governing: dict[int, Draft]) -> Draft | None:
    """The speech act in whose content a draft stands."""
    below = draft.trigger
    for above in tree.ancestors(draft.trigger):
        if below.dep in {"relcl", "nsubj", "npadvmod", "parataxis"} or (
            below.dep == "advcl" and below.tag != "VBG" and below.tag != "VB"
        ):
            return None
        if below.dep == "advcl" and below.i and tree[below.i - 1].lower == ",":
            return None
        if below.dep == "prep" and below.lower in {
            "during",
            "after",
            "before",
            "following",
            "in",
            "at",
            "since",
        }:
            return None
        listed = below.dep == "conj" and is_verb(below)
        if listed and (below.tag in {"VBD", "VBZ", "VBP"} or above.i in governing):
            return None
        if above.i in governing:
            return governing[above.i]
        below = above
    return None
