"""Completes the sides a sentence leaves unsaid from the affair its report tells, and says so."""

from __future__ import annotations

from dataclasses import replace

from communique.events.affairs import Affair
from communique.events.drafts import Draft
from communique.events.frames import word_list
from communique.events.memory import OWN_SUBJECT, UNDOING
from communique.events.parties import Parties
from communique.events.party import Party, state_of
from communique.events.slots import Filler, is_verb, objects, passive
from communique.events.views import SentenceView, StoryView
from communique.grammar import Token
from communique.records import EntityKind, EventType, Status

INFERRED = 0.7
PEOPLE = {
    "CVL",
    "LAB",
    "BUS",
    "EDU",
    "REL",
    "JRN",
    "OPP",
    "REB",
    "CRM",
    "LEG",
    "JUD",
    "SOC",
    "PTY",
    "MED",
    "REF",
    "UAF",
    "UNK",
}
FORCE = {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}
DONE_TO = {EventType.COERCE, EventType.RETREAT, EventType.SANCTION}
PUNISHING = {EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE, EventType.ASSAULT}
CONDITIONS = {"if", "unless", "should", "until", "otherwise"}
HOSTILE = {EventType.MOBILIZE, EventType.ASSAULT}
TOGETHER = {EventType.CONSULT, EventType.COOPERATE}
BARE = {"it", "they", "he", "she", "its", "their", "his", "her"}
OWN = {"its", "his", "her", "their", "our"}
NOBODY = {"nobody", "none", "nothing"}
SETTING = {"agree", "arrange", "announce", "confirm", "fix", "schedule", "set", "settle", "plan"}
ACTING = {"GOV", "MIL", "COP", "SPY", "JUD"}


def complete(draft: Draft, view: SentenceView, story: StoryView, affair: Affair | None) -> Draft:
    """The draft with its open side filled from the affair where nothing in the sentence speaks against it."""
    if affair is None:
        return draft
    draft = _not_oneself(draft, view, affair)
    if draft.frame.symmetric:
        return _gathered(draft, affair)
    if not draft.actor.states:
        return _with_actor(draft, view, story, affair)
    if draft.recipient.states or _elsewhere(draft, view, story, affair) or _at_home(draft, view):
        return draft
    if (other := affair.other(draft.actor.states)) is not None:
        if draft.event_type is EventType.CONSULT and not _travels(draft):
            return draft
        return _facing(draft, affair.side(other), affair)
    between = draft.mode == "third-party"
    if affair.outside(draft.actor.states) and (between or _speaks_to_both(draft)):
        return _facing(draft, _addressed(draft, view, story, affair), affair)
    return draft


def _addressed(draft: Draft, view: SentenceView, story: StoryView, affair: Affair) -> Party:
    """The side an outsider's act names below its trigger, else both."""
    below = {t.i for t in view.tree.subtree(draft.trigger)}
    named = {
        s
        for m in view.mentions
        if (e := story.entities.get(m.entity_id or "")) is not None
        and (s := state_of(e)) in affair.sides
        and any(t.i in below for t in view.tree.between(m.start, m.end))
    }
    sides = sorted(s for s in named if s)
    return affair.side(sides[0]) if len(sides) == 1 else affair.both()


def comes_from_there(draft: Draft, view: SentenceView, story: StoryView) -> bool:
    """Whether a journey is told by where it began ("his flight from Lima"), which makes that place no host."""
    if draft.mode != "visit" or draft.recipient.states:
        return False
    starts = [p for c in view.tree.children(draft.trigger, "prep") if c.lower == "from"
              for p in view.tree.children(c, "pobj")]  # fmt: skip
    named = [m for m in view.mentions for t in starts if m.start <= t.start < m.end]
    return any(story.entities.get(m.entity_id or "") is not None for m in named)


def stations(draft: Draft, view: SentenceView, parties: Parties) -> list[Draft]:
    """A journey to several capitals in turn ("to Lima on Monday and to Quito on Tuesday") as one visit each."""
    if (
        not draft.frame.host
        or draft.mode != "visit"
        or not draft.recipient.states
        or not is_verb(draft.trigger)
    ):
        return [draft]
    to = [
        u for c in view.tree.children(draft.trigger, "prep") for u in view.tree.conjuncts(c)
        if u.lower in {"to", "in", "for"}
    ]  # fmt: skip
    told = [draft]
    for preposition in sorted(set(to), key=lambda t: t.i):
        for party in parties.places([Filler(p, 0.88) for p in view.tree.children(preposition, "pobj")]):
            if not set(party.states) & {*draft.actor.states, *(s for d in told for s in d.recipient.states)}:
                told.append(replace(draft, recipient=party, party_token=party.token))
    return told


def of_nobody(draft: Draft, view: SentenceView) -> bool:
    """Whether an act told without its receiver was done to nobody ("the police have arrested no one")."""
    if draft.recipient.states or not is_verb(draft.trigger):
        return False
    told = [f.token for f in objects(view.tree, draft.trigger)]
    return any(t.lower in NOBODY or any(c.lower == "no" for c in view.tree.children(t, "det")) for t in told)


def unsettled(draft: Draft, view: SentenceView) -> Draft:
    """A meeting of which a sentence says that it has not been agreed or set is open, one not held is negated."""
    token, tree = draft.trigger, view.tree
    if _taken_up(draft, view):
        return replace(draft, status=Status.PLANNED, status_reason="invited and accepted")
    verb = tree.head(token)
    if draft.event_type is not EventType.CONSULT or is_verb(token) or token.dep not in {"nsubj", "nsubjpass"}:
        return draft
    if verb is not None and (undoing := _undone_after(verb, view)) is not None:
        return replace(draft, status=undoing[1], marked=True, status_reason=f"'{undoing[0]}' said of it")
    if (
        verb is None
        or not tree.children(verb, "neg")
        or draft.status not in {Status.HAPPENED, Status.ONGOING}
    ):
        return draft
    status = Status.TENTATIVE if verb.lemma in SETTING else Status.NEGATED
    return replace(draft, status=status, marked=True, status_reason=f"'not' before '{verb.text}', said of it")


def _taken_up(draft: Draft, view: SentenceView) -> bool:
    """Whether an invitation is told as accepted in the same sentence."""
    return draft.frame.id == "invite-visit" and any(t.lemma in {"accept", "agree"} for t in view.tree)


def _undone_after(verb: Token, view: SentenceView) -> tuple[str, Status] | None:
    """What a coordinated verb undoes: "the trip had been fixed for May but was put off"."""
    for other in view.tree.conjuncts(verb)[1:]:
        particle = [c.lower for c in view.tree.children(other, "prt")]
        phrase = " ".join([other.lemma, *particle[:1]])
        if is_verb(other) and phrase in UNDOING:
            return phrase, UNDOING[phrase]
    return None


def conditional(draft: Draft, view: SentenceView) -> Draft:
    """A hostile deed that an official says would follow on a condition is a threat, not a deed."""
    words = {t.lower for t in view.tree}
    if draft.event_type not in PUNISHING or draft.status not in {Status.PLANNED, Status.HYPOTHETICAL}:
        return draft
    if (
        not is_verb(draft.trigger)
        or not words & CONDITIONS
        or not words & {"will", "would"}
        or not draft.actor.states
    ):
        return draft
    aux = {c.lower for c in view.tree.children(draft.trigger, "aux")}
    said = any(
        is_verb(t) and t.lemma in word_list("reporting") | {"warn", "caution", "threaten"} for t in view.tree
    )
    if not said or "have" in aux or not aux & {"will", "would"}:
        return draft
    return replace(
        draft, event_type=EventType.THREATEN, mode=None, status=Status.THREATENED, marked=True,
        status_reason="a step announced on a condition",
    )  # fmt: skip


def _travels(draft: Draft) -> bool:
    """Whether somebody named as the traveller himself, not a bare state or a borrowed subject, makes a visit."""
    if draft.mode != "visit" or draft.actor.weight < OWN_SUBJECT:
        return False
    return draft.actor.person or (draft.actor.text.lower() not in BARE and " " in draft.actor.text)


def _facing(draft: Draft, other: Party, affair: Affair) -> Draft:
    told = draft.recipient.text if not draft.recipient.states else ""
    side = Party(
        other.ids, other.states, draft.recipient.sectors or other.sectors, told, draft.recipient.token, 0.7
    )
    return replace(
        draft, recipient=side, confidence=draft.confidence * INFERRED, note=inferred("recipient", affair)
    )


def inferred(side: str, affair: Affair) -> str:
    """The words by which a claim says what it took from the affair."""
    return f"{side} inferred from the affair between {affair.left} and {affair.right}"


def _speaks_to_both(draft: Draft) -> bool:
    """Whether an outsider's act is one that goes to both sides of an affair: words, offers, mediation."""
    return draft.event_type in {
        EventType.REQUEST, EventType.AGREE, EventType.STATEMENT, EventType.REJECT, EventType.SUPPORT,
    }  # fmt: skip


def _not_oneself(draft: Draft, view: SentenceView, affair: Affair) -> Draft:
    """Nobody does it to himself: a pronoun, or a thing of one's own, read as the receiver gives way."""
    mine, theirs = set(draft.actor.states), set(draft.recipient.states)
    if draft.frame.symmetric or not mine or not theirs or not theirs <= mine or draft.recipient.person:
        return draft
    if set(draft.recipient.sectors) & PEOPLE and draft.event_type in FORCE:
        return draft
    if affair.other(draft.actor.states) is None:
        return draft
    return replace(draft, recipient=Party())


def _with_actor(draft: Draft, view: SentenceView, story: StoryView, affair: Affair) -> Draft:
    """The other side as the doer where only the receiver is told and the doer is an office, a force, or unsaid."""
    other = affair.other(draft.recipient.states)
    if not draft.recipient.states and (told := _blamed(draft, view, story, affair)) is not None:
        return told
    if not draft.recipient.states:
        other = _where(draft, view, story, affair)
        if other is None or draft.event_type not in {EventType.COERCE, EventType.PROTEST}:
            return draft
        side = affair.side(affair.other((other,)) or "")
        draft = _facing(draft, side, affair)
    if other is None or draft.recipient.person or draft.recipient.text.lower() in BARE:
        return draft
    if draft.mode == "visit" and draft.actor.text and set(draft.actor.sectors) <= {"GOV"}:
        side = affair.side(other)
        traveller = replace(draft.actor, ids=side.ids, states=side.states, weight=INFERRED)
        return replace(
            draft, actor=traveller, confidence=draft.confidence * INFERRED, note=inferred("actor", affair)
        )
    noun = not is_verb(draft.trigger) and draft.event_type in DONE_TO
    unsaid = not draft.actor.text and (noun or (is_verb(draft.trigger) and passive(view.tree, draft.trigger)))
    if draft.event_type is EventType.CONSULT or (
        draft.event_type is EventType.ASSAULT and not _definite(draft, view)
    ):
        return draft
    crowd = draft.event_type is EventType.PROTEST
    office = crowd or (bool(draft.actor.sectors) and set(draft.actor.sectors) <= ACTING)
    office = (office or draft.actor.person) and bool(draft.actor.text)
    if not unsaid and not office:
        return draft
    side = affair.side(other)
    actor = Party(
        side.ids, side.states, draft.actor.sectors or side.sectors, draft.actor.text, draft.actor.token, 0.7
    )
    return replace(draft, actor=actor, confidence=draft.confidence * INFERRED, note=inferred("actor", affair))


def _blamed(draft: Draft, view: SentenceView, story: StoryView, affair: Affair) -> Draft | None:
    """A hostile deed by nobody named in a sentence of one side: done to it, or its own where it is denied."""
    if draft.event_type not in HOSTILE or draft.actor.person or draft.recipient.person:
        return None
    named = {
        s for m in view.mentions
        if (e := story.entities.get(m.entity_id or "")) is not None and e.kind is not EntityKind.PLACE
        and (s := state_of(e))
    }  # fmt: skip
    if len(named) != 1 or (other := affair.other((side := named.pop(),))) is None:
        return None
    doer, sufferer = (side, other) if draft.status is Status.NEGATED else (other, side)
    actor = replace(draft.actor, ids=(doer,), states=(doer,), weight=INFERRED)
    draft = _facing(replace(draft, actor=actor), affair.side(sufferer), affair)
    return replace(draft, note=inferred("sides", affair))


def _definite(draft: Draft, view: SentenceView) -> bool:
    """Whether the doer is one told of before ("the cutter", "its guards"), not just any missile or men."""
    if draft.actor.token < 0 or not draft.actor.text:
        return False
    doer = view.tree[draft.actor.token]
    return any(c.lower in {"the", "this", "that", *OWN} for c in view.tree.children(doer, "det", "poss"))


def _where(draft: Draft, view: SentenceView, story: StoryView, affair: Affair) -> str | None:
    """The side on whose ground force was used by offices without a state ("gendarmes arrested them near the port")."""
    below = {t.i for t in view.tree.subtree(draft.trigger)}
    found = {
        e.state
        for m in view.mentions
        if (e := story.entities.get(m.entity_id or "")) is not None
        and e.state
        and (e.kind is EntityKind.PLACE or draft.event_type is EventType.PROTEST)
        and any(t.i in below for t in view.tree.between(m.start, m.end))
    }
    sides = sorted(found & set(affair.sides))
    return sides[0] if len(sides) == 1 and len(found) == 1 else None


def _gathered(draft: Draft, affair: Affair) -> Draft:
    """A meeting of which one side is told by state and the other only by a name without one."""
    states = draft.actor.states
    nameless = len(draft.actor.ids) - len(states)
    if draft.event_type in TOGETHER and not states and draft.actor.person and len(draft.actor.ids) == 2:
        actor = replace(draft.actor, states=affair.sides)
        return replace(
            draft, actor=actor, confidence=draft.confidence * INFERRED, note=inferred("sides", affair)
        )
    if affair.other(states) is None or draft.event_type not in TOGETHER:
        return draft
    if len(states) == 1 and nameless > 0 and draft.actor.person:
        both = (*states, affair.other(states) or "")
        return replace(
            draft,
            actor=replace(draft.actor, states=both),
            confidence=draft.confidence * INFERRED,
            note=inferred("second side", affair),
        )
    return draft


def _elsewhere(draft: Draft, view: SentenceView, story: StoryView, affair: Affair) -> bool:
    """Whether a third state stands below the trigger, which may be the one it is about."""
    apart = {t.i for c in view.tree.children(draft.trigger, "conj") for t in view.tree.subtree(c)}
    below = [t for t in view.tree.subtree(draft.trigger) if t.i not in apart]
    if not below:
        return False
    start, end = min(t.start for t in below), max(t.end for t in below)
    for mention in view.mentions:
        entity = story.entities.get(mention.entity_id or "")
        place = draft.mode == "visit" and entity is not None and entity.kind is EntityKind.PLACE
        if entity is None or (entity.kind not in {EntityKind.STATE, EntityKind.PERSON} and not place):
            continue
        state = state_of(entity)
        inside = mention.start >= start and mention.end <= end
        if inside and state and state not in affair.sides and state not in draft.actor.states:
            return True
    return False


def _at_home(draft: Draft, view: SentenceView) -> bool:
    """Whether the receiver is told, and is somebody at home or just anybody ("its citizens", "four protesters")."""
    told = _told(draft, view)
    if told is None:
        return False
    owned = any(c.lower in OWN for c in view.tree.children(told, "poss"))
    if owned and set(draft.recipient.sectors) & PEOPLE:
        return True
    if draft.event_type not in FORCE or not set(draft.recipient.sectors) & PEOPLE:
        return False
    definite = any(c.lower in {"the", "these", "those"} for c in view.tree.children(told, "det"))
    return not (definite or owned or told.tag.startswith("PRP"))


def _told(draft: Draft, view: SentenceView) -> Token | None:
    if draft.recipient.token >= 0 and draft.recipient.text:
        return view.tree[draft.recipient.token]
    found = objects(view.tree, draft.trigger) if is_verb(draft.trigger) else []
    return found[0].token if found else None


def alone(draft: Draft) -> bool:
    """Whether a draft tells neither side and only the rest of the story can say whose doing it is."""
    return not draft.actor.known and not draft.recipient.known and draft.status is not Status.HYPOTHETICAL
