"""Who of the states at hand did it to whom, weighed over where each is named around the word that tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from math import exp

from communique.events.affairs import Affair
from communique.events.claims import Fact, named_claim
from communique.events.party import state_of
from communique.events.slots import is_verb, light_verb, objects, passive, subjects
from communique.events.views import SentenceView, StoryView
from communique.grammar import Token, Tree
from communique.records import Claim, Entity, EntityKind, EventType
from communique.rules import load_table

States = tuple[str, ...]
Sides = tuple[States, States]  # actor states, recipient states
SURE = (
    0.6  # probability from which sides are taken over those that grammar and the story's other tellings give
)
LEAST_FOUND = 0.3  # below which a find is dropped for the sides it has
MOST_OTHERS = 2  # third states of a sentence that are weighed


class Places:
    """Where in one sentence each state is named, by itself, its people or its organs."""

    def __init__(self, view: SentenceView, entities: Mapping[str, Entity]) -> None:
        self.tree: Tree = view.tree
        self.at: dict[int, str] = {}  # token → the state it names, "in …" before one that a place lies in
        for mention in view.mentions:
            entity = entities.get(mention.entity_id or "")
            state = state_of(entity) if entity is not None else None
            if entity is None or state is None:
                continue
            for token in self.tree.between(mention.start, mention.end):
                if entity.kind is not EntityKind.PLACE or token.i not in self.at:
                    self.at[token.i] = state if entity.kind is not EntityKind.PLACE else f"in {state}"
        self.order = list(
            dict.fromkeys(s for i in sorted(self.at) if not (s := self.at[i]).startswith("in "))
        )

    def roles(self, token: Token) -> dict[str, set[str]]:
        """State → how it stands to a word."""
        found: dict[str, set[str]] = {}
        tree, low = self.tree, token.i
        named = [(i, s) for i, s in sorted(self.at.items()) if not s.startswith("in ")]
        for n, state in enumerate(self.order[:3]):
            found.setdefault(state, set()).add(f"named {n + 1}")
        before = [s for i, s in named if i < low]
        behind = [s for i, s in named if i > low]
        for where, near in (("last before", before[-1:]), ("next behind", behind[:1])):
            for state in near:
                found.setdefault(state, set()).add(where)
        for state in dict.fromkeys(before):
            found.setdefault(state, set()).add("before")
        for state in dict.fromkeys(behind):
            found.setdefault(state, set()).add("behind")
        for role, tokens in self._parts(token):
            for part in tokens:
                for inner in tree.subtree(part):
                    if inner.i in self.at and inner.i != low:
                        place = self.at[inner.i].startswith("in ")
                        state = self.at[inner.i].removeprefix("in ")
                        exact = "" if inner.i == part.i else " within"
                        found.setdefault(state, set()).add(f"{role}{exact}{' as place' if place else ''}")
        return found

    def _parts(self, token: Token) -> Iterator[tuple[str, list[Token]]]:
        tree = self.tree
        verb = is_verb(token)
        carrier = None if verb else light_verb(tree, token)
        told = token if verb else carrier
        if told is not None:
            yield "subject", [f.token for f in subjects(tree, told)]
            if verb:
                yield (
                    ("patient" if passive(tree, token) else "object"),
                    [f.token for f in objects(tree, token)],
                )
        yield "poss", tree.children(token, "poss")
        yield "modifier", tree.children(token, "amod", "compound", "nmod")
        yield "dative", tree.children(token, "dative")
        for base in filter(None, (token, carrier)):
            for child in tree.children(base, "prep", "agent"):
                yield f"{child.lower}", tree.children(child, "pobj")
        for child in tree.children(token, "ccomp", "xcomp", "advcl", "acl", "relcl"):
            yield f"{child.dep}'s subject", tree.children(child, "nsubj", "nsubjpass")
            yield f"{child.dep}", [c for c in tree.children(child) if c.dep not in {"nsubj", "nsubjpass"}]
        above = tree.head(token)
        steps = 0
        while above is not None and steps < 4:
            if is_verb(above) and (carrier is None or above.i != carrier.i):
                yield f"subject above {min(steps, 1)}", tree.children(above, "nsubj", "nsubjpass")
                yield f"object above {min(steps, 1)}", tree.children(above, "dobj")
                steps += 1
            elif above.pos == "NOUN":
                yield "poss above", tree.children(above, "poss", "amod", "compound")
            above = tree.head(above)


def choices(affair: Affair, others: list[str]) -> list[Sides]:
    """The ways in which a doing can lie between the sides of an affair and the third states a sentence names."""
    a, b = affair.sides
    both = affair.sides
    found: list[Sides] = [((a,), (b,)), ((b,), (a,)), (both, ())]
    for z in others[:MOST_OTHERS]:
        found += [((z,), (a,)), ((z,), (b,)), ((z,), both), ((a,), (z,)), ((b,), (z,)), (both, (z,))]
        found += [((a, z), ()), ((b, z), ()), ((z,), ())]
    return found


def cues_of(
    choice: Sides,
    kind: str,
    roles: Mapping[str, set[str]],
    read: Sides,
    form: str,
    affair: Affair,
    last: States,
) -> list[str]:
    """What speaks for or against one choice of sides."""
    actor, recipient = choice
    names: list[str] = []
    shape = (
        "both" if len(actor) == 2 and not recipient else "third" if set(actor) - set(affair.sides) else "one"
    )
    if set(recipient) - set(affair.sides):
        shape += " to third"
    elif len(recipient) == 2:
        shape += " to both"
    elif not recipient and shape != "both":
        shape += " alone"
    names += [f"shape {shape}", f"{kind} {shape}", f"{form} {shape}"]
    for word, side, grammar in (("actor", actor, read[0]), ("recipient", recipient, read[1])):
        if grammar:
            fit = "same" if set(side) == set(grammar) else "some" if set(side) & set(grammar) else "other"
        else:
            fit = "unsaid" if side else "none either"
        names += [f"{word} {fit}", f"{kind} {word} {fit}", f"{form} {word} {fit}"]
        for state in side:
            held = roles.get(state)
            if not held:
                names += [f"{word} unnamed", f"{kind} {word} unnamed"]
                continue
            for role in held:
                names += [f"{word} {role}", f"{kind} {word} {role}", f"{form} {word} {role}"]
        if last and len(side) == 1:
            names.append(f"{word} {'is' if side == last else 'is not'} who was told of last")
    for state, held in roles.items():
        if state not in actor and state not in recipient:
            names += [f"left out {role}" for role in held]
    crossed = set(actor) & set(read[1]) or set(recipient) & set(read[0])
    if crossed:
        names += ["crossed", f"{kind} crossed"]
    return names


@cache
def side_weights() -> Mapping[str, float]:
    """Cue → its weight (`sides.tsv`)."""
    return {row["cue"]: float(row["weight"]) for row in load_table("events/sides.tsv")}


def weigh(found: list[tuple[Sides, list[str]]], held: Mapping[str, float]) -> list[float]:
    """How probable each choice is, summing to one."""
    scores = [sum(held.get(name, 0.0) for name in names) for _, names in found]
    top = max(scores)
    shares = [exp(s - top) for s in scores]
    total = sum(shares)
    return [s / total for s in shares]


def with_sides(
    facts: list[Fact], story: StoryView, affairs: Mapping[str, Affair], held: Mapping[str, float]
) -> list[Fact]:
    """The facts of reports that tell a clear affair, each with the likeliest sides; finds of unlikely sides go."""
    views = {r.report.report_id: r for r in story.reports}
    several = Counter((f.claim.report_id, f.claim.trigger_start, f.claim.event_type) for f in facts)
    places: dict[tuple[str, int], Places] = {}
    made = []
    for fact in facts:
        c = fact.claim
        affair = affairs.get(c.report_id)
        if affair is None or several[c.report_id, c.trigger_start, c.event_type] > 1:
            made.append(fact)
            continue
        for at in (fact.position - 1, fact.position):
            if at >= 0 and (c.report_id, at) not in places:
                places[c.report_id, at] = Places(views[c.report_id].sentences[at], story.entities)
        last = places[c.report_id, fact.position - 1].order[:1] if fact.position else []
        settled = _settled(fact, places[c.report_id, fact.position], tuple(last), affair, story, held)
        if settled is not None:
            made.append(settled)
    return made


def label_of(claim: Claim) -> str:
    """The type of a claim; a journey to a host has sides of its own kind."""
    visit = claim.event_type is EventType.CONSULT and claim.mode == "visit"
    return "VISIT" if visit else claim.event_type.value


def weighed_choices(
    kind: str, read: Sides, token: Token, places: Places, last: States, affair: Affair
) -> list[tuple[Sides, list[str]]]:
    """The choices of sides for one doing, that which grammar reads among them, each with what speaks for it."""
    roles, form = places.roles(token), "verb" if is_verb(token) else "noun"
    found = choices(affair, [s for s in places.order if s not in affair.sides])
    if any(read) and all(same(kind, read, choice) is False for choice in found):
        found.append(read)
    return [(choice, cues_of(choice, kind, roles, read, form, affair, last)) for choice in found]


def same(kind: str, one: Sides, other: Sides) -> bool:
    """Whether two choices say the same; what is done together has no order of sides."""
    if kind in {"CONSULT", "AGREE", "COOPERATE"}:
        return {*one[0], *one[1]} == {*other[0], *other[1]}
    return set(one[0]) == set(other[0]) and set(one[1]) == set(other[1])


def _settled(
    fact: Fact, places: Places, last: States, affair: Affair, story: StoryView, held: Mapping[str, float]
) -> Fact | None:
    c = fact.claim
    token = places.tree.between(c.trigger_start, c.trigger_end)[0]
    read = (tuple(sorted(c.actor_states)), tuple(sorted(c.recipient_states)))
    kind = label_of(c)
    found = weighed_choices(kind, read, token, places, last, affair)
    shares = weigh(found, held)
    share, choice = max(zip(shares, (choice for choice, _ in found), strict=True), key=lambda pair: pair[0])
    kept = sum(p for p, (given, _) in zip(shares, found, strict=True) if same(kind, read, given))
    if same(kind, read, choice) or share < SURE:
        doubtful = fact.frame_id == "opinion" and any(read) and kept < LEAST_FOUND
        return None if doubtful else _doubted(fact, kept)
    return _moved(fact, choice, share, affair, story)


def _doubted(fact: Fact, share: float) -> Fact:
    """The fact with its confidence weighed by how probable its sides are."""
    c = fact.claim
    return replace(fact, claim=replace(c, confidence=round(max(0.05, c.confidence * (0.5 + share / 2)), 3)))


def _moved(fact: Fact, choice: Sides, share: float, affair: Affair, story: StoryView) -> Fact:
    """The fact with other sides; who is told keeps his name where he stays on one of them."""
    c = fact.claim
    ids = {
        i: s
        for i in (*c.actor, *c.recipient)
        if (e := story.entities.get(i)) is not None and (s := state_of(e))
    }
    texts = {c.actor_states: c.actor_text, c.recipient_states: c.recipient_text}
    frame, status = c.why.rsplit("; ", 1)
    actor, recipient = choice
    told = (
        f"sides weighed: inferred from the affair between {affair.left} and {affair.right} with {share:.2f}"
    )
    return replace(
        fact,
        claim=named_claim(
            replace(
                c,
                actor=_ids(actor, ids),
                actor_states=actor,
                actor_sectors=("GOV",) if actor != c.actor_states else c.actor_sectors,
                actor_text=texts.get(actor),
                recipient=_ids(recipient, ids),
                recipient_states=recipient,
                recipient_sectors=(("GOV",) if recipient != c.recipient_states else c.recipient_sectors)
                if recipient
                else (),
                recipient_text=texts.get(recipient) if recipient else None,
                confidence=round(max(0.05, c.confidence * share), 3),
                why=f"{frame}; {told}; {status}",
            )
        ),
    )


def _ids(states: States, known: Mapping[str, str]) -> tuple[str, ...]:
    """Whom of the known persons and organs each state of a side stands for, else the state itself."""
    return tuple(i for s in states for i in ([i for i, own in known.items() if own == s and i != s] or [s]))
