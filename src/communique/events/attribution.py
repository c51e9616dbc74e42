"""On whose word a claim stands: who said it, who alleges it, and what kind of witness that is."""

from __future__ import annotations

from dataclasses import dataclass

from communique.events.drafts import Draft
from communique.events.frames import word_list
from communique.events.parties import Parties
from communique.events.party import Party
from communique.events.slots import Filler, is_verb, subjects
from communique.grammar import Token, Tree
from communique.records import Basis, EventType

CONFLICT = {
    EventType.ACCUSE, EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.SANCTION, EventType.THREATEN,
    EventType.PROTEST,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who told it (id or words), who alleges it of others, and the kind of witness."""

    told_by: str | None
    alleged_by: str | None
    basis: Basis
    verb: Token | None


def attribute(tree: Tree, draft: Draft, parties: Parties) -> Attribution:
    """The witness of one draft, read from the verb of saying above it or the phrase "according to"."""
    verb, teller = _teller(tree, draft)
    if teller is None:
        return Attribution(None, draft.alleged_by, Basis.UNSAID, None)
    party = parties.party(Filler(teller))
    basis = _basis(teller, party)
    if basis is Basis.UNSAID:
        return Attribution(None, draft.alleged_by, basis, None)
    told_by = (party.ids[0] if party is not None and party.ids else None) or _words(parties, tree, teller)
    alleged = draft.alleged_by
    if alleged is None and party is not None and draft.event_type in CONFLICT and _other(party, draft):
        alleged = told_by
    return Attribution(told_by, alleged, basis, verb)


def _teller(tree: Tree, draft: Draft) -> tuple[Token | None, Token | None]:
    reporting = word_list("reporting")
    below = draft.trigger
    for above in tree.ancestors(draft.trigger):
        if (
            is_verb(above)
            and above.lemma in reporting
            and below.dep in {"ccomp", "xcomp", "conj", "dep", "advcl"}
        ):
            fillers = subjects(tree, above)
            if fillers:
                return above, fillers[0].token
        below = above
    for token in tree:
        if token.lower == "according":
            for to in tree.children(token, "prep"):
                for told in tree.children(to, "pobj"):
                    return token, told
        if (
            token.dep in {"parataxis", "ccomp"}
            and is_verb(token)
            and token.lemma in reporting
            and token.i > draft.trigger.i
        ):
            fillers = subjects(tree, token)
            if fillers and not tree.children(token, "ccomp"):
                return token, fillers[0].token
    return None, None


def _basis(teller: Token, party: Party | None) -> Basis:
    if party is not None and party.person:
        return Basis.NAMED_OFFICIAL
    if teller.lemma in word_list("documents"):
        return Basis.DOCUMENT
    if teller.lemma in word_list("media"):
        return Basis.OTHER_REPORT
    if party is not None and party.ids and not word_list("anonymous") & {teller.lemma}:
        return Basis.NAMED_OFFICIAL
    return Basis.ANONYMOUS_OFFICIAL if teller.lemma in word_list("anonymous") else Basis.UNSAID


def _other(party: Party, draft: Draft) -> bool:
    if not draft.actor.known or not party.known:
        return False
    return not set(party.ids) & set(draft.actor.ids) and not set(party.states) & set(draft.actor.states)


def _words(parties: Parties, tree: Tree, teller: Token) -> str:
    below = [
        t for t in tree.subtree(teller) if t.dep in {"det", "amod", "compound", "poss"} and t.head == teller.i
    ]
    start = min([t.start for t in below] + [teller.start])
    return parties.text[start : teller.end]
