"""Sides told by the ground alone: "students throughout Fiji marched", "lifted the curfew in West Darfur"."""

from __future__ import annotations

from dataclasses import replace

from communique.events.drafts import Draft
from communique.events.parties import Parties
from communique.events.party import Party
from communique.events.slots import Filler, after, is_verb, objects, subjects
from communique.grammar import Token, Tree
from communique.records import EventType

ON = ("in", "throughout", "across", "near", "at", "around", "inside", "outside")
AT_HOME = {
    EventType.PROTEST, EventType.COERCE, EventType.CONCEDE, EventType.RETREAT, EventType.ASSAULT, EventType.AID,
}  # fmt: skip
LOCAL = {"CVL", "LAB", "EDU", "REB", "OPP", "COP", "REL", "SOC", "AGR", "JUD", "CRM", "MIL", "PTY"}
WEIGHT = 0.6


def grounded(draft: Draft, tree: Tree, parties: Parties) -> Draft:
    """The draft with a local doer, or the receiver of what was done at home, given the state of the ground named."""
    token = draft.trigger
    if draft.event_type not in AT_HOME or draft.frame.host or draft.frame.symmetric:
        return draft
    if draft.actor.text and not draft.actor.known and set(draft.actor.sectors) & LOCAL:
        states = _ground(tree, parties, [token, *(f.token for f in _doers(tree, token))])
        if states:
            draft = replace(draft, actor=replace(draft.actor, states=states, weight=WEIGHT))
    if not draft.recipient.known and not draft.recipient.person:
        states = _ground(tree, parties, [token, *(f.token for f in _things(tree, token))])
        if states:
            draft = replace(draft, recipient=_at(draft.recipient, states))
        elif draft.event_type is EventType.PROTEST and not draft.recipient.text and draft.actor.states:
            draft = replace(draft, recipient=_at(draft.recipient, draft.actor.states))
    return draft


def _at(party: Party, states: tuple[str, ...]) -> Party:
    return replace(party, states=states, ids=party.ids or states, weight=WEIGHT)


def _doers(tree: Tree, token: Token) -> list[Filler]:
    return subjects(tree, token) if is_verb(token) else []


def _things(tree: Tree, token: Token) -> list[Filler]:
    return objects(tree, token) if is_verb(token) else []


def _ground(tree: Tree, parties: Parties, heads: list[Token]) -> tuple[str, ...]:
    """The one state in whose place these words lie, none where several are named."""
    found: list[str] = []
    for head in heads:
        near = after(tree, head, *ON)
        for place in parties.places(near):
            found += [s for s in place.states if s not in found]
        deeper = [f for n in near for f in after(tree, n.token, "of", "in")]
        for place in parties.places([*deeper]):
            found += [s for s in place.states if s not in found]
    return tuple(found) if len(found) == 1 else ()
