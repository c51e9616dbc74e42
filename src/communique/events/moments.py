"""When and where a draft's event is: the time expression and the place that hang on its words."""

from __future__ import annotations

from communique.events.drafts import Draft
from communique.events.frames import word_list
from communique.events.parties import Parties
from communique.events.slots import is_verb
from communique.events.views import SentenceView
from communique.grammar import Token, Tree
from communique.records import Entity, EntityKind, Mention, Moment, MomentKind

TIMES = {MomentKind.DATE, MomentKind.SPAN}
FAR = 9


def moment_of(view: SentenceView, draft: Draft) -> Moment | None:
    """The time expression of a draft: the nearest one that hangs on its trigger, not on a verb of saying."""
    if draft.party_token is not None and (own := _beside(view, draft.party_token)) is not None:
        return own
    best: tuple[int, int, Moment] | None = None
    for moment in view.moments:
        if moment.kind not in TIMES or moment.corrupted:
            continue
        tokens = view.tree.between(moment.start, moment.end)
        if not tokens or view.in_quotation(tokens[0]):
            continue
        steps = _steps(view, draft, tokens)
        if steps is not None and (best is None or (steps, moment.start) < best[:2]):
            best = (steps, moment.start, moment)
    return best[2] if best else None


def _beside(view: SentenceView, party: int) -> Moment | None:
    """The first time told after one of several persons met ("with A on Sunday, B and C on Monday")."""
    start = view.tree[party].end
    return next((m for m in view.moments if m.kind in TIMES and m.start >= start and not m.corrupted), None)


def _steps(view: SentenceView, draft: Draft, tokens: list[Token]) -> int | None:
    """How far a time expression stands from the trigger in the grammar, None where it belongs to another event."""
    tree = view.tree
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0])
    mine = {draft.trigger.i}
    if draft.carrier is not None:
        mine.add(draft.carrier)
    if top.i in mine:
        return 0
    for steps, above in enumerate(tree.ancestors(top), 1):
        if above.i in mine:
            return steps
        if is_verb(above):
            return _beyond(tree, draft, above, steps)
        if (
            above.i in view.predicates
            and not _beside_it(tree, above)
            and above.lemma not in word_list("measures")
        ):
            return None
    return None


def _beside_it(tree: Tree, noun: Token) -> bool:
    """Whether a meeting is the one on whose sidelines the event took place: then its time is the event's too."""
    return any(a.lemma in {"sideline", "margin"} for a in list(tree.ancestors(noun))[:2])


def _beyond(tree: Tree, draft: Draft, verb: Token, steps: int) -> int | None:
    """The distance over the verb a time hangs on: allowed where that verb carries the trigger and says nothing."""
    if verb.lemma in word_list("reporting") or draft.status_reason.startswith("unmarked"):
        return None
    for up, above in enumerate(tree.ancestors(draft.trigger), 1):
        if above.i == verb.i:
            return steps + up if steps + up < FAR else None
        if above.dep in {"relcl", "advcl", "ccomp"}:
            return None
    for up, above in enumerate(tree.ancestors(verb), 1):
        if above.i == draft.trigger.i:
            return steps + up + 2 if verb.dep in {"xcomp"} else None
        if is_verb(above):
            return None
    return None


def place_of(view: SentenceView, draft: Draft, parties: Parties) -> tuple[Mention, Entity] | None:
    """The place a draft's event is at: after in, at, to beside the trigger or the verb that carries it."""
    tree = view.tree
    heads = [draft.trigger] + ([tree[draft.carrier]] if draft.carrier is not None else [])
    for head in heads:
        for preposition in tree.children(head, "prep"):
            if preposition.lower not in {"in", "at", "to", "into", "near", "off"}:
                continue
            for token in tree.children(preposition, "pobj"):
                if (found := _place(parties, token)) is not None:
                    return found
    if draft.frame.host:
        for token in tree.children(draft.trigger, "dobj"):
            if (found := _place(parties, token)) is not None:
                return found
    return None


def _place(parties: Parties, token: Token) -> tuple[Mention, Entity] | None:
    named = [(m, e) for e, m in parties.at(token) if e.kind in {EntityKind.PLACE, EntityKind.STATE}]
    places = [pair for pair in named if pair[1].kind is EntityKind.PLACE]
    found = places or named
    return found[0] if found else None
