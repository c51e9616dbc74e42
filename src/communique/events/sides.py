"""Who of the states at hand did it to whom, weighed statistically over where each is named around the word that tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import exp

from communique.events.affairs import Affair
from communique.events.parties import state_of
from communique.events.slots import is_verb, light_verb, objects, passive, subjects
from communique.events.views import SentenceView
from communique.grammar import Token, Tree
from communique.records import Entity, EntityKind
from communique.rules import load_table

States = tuple[str, ...]
Sides = tuple[States, States]  # actor states, recipient states
MOST_OTHERS = 2  # third states of a sentence that are weighed


class Places:
    """Where in one sentence each state is named, by itself, its people or its organs."""

    def __init__(self, view: SentenceView, entities: Mapping[str, Entity]) -> None:
        self.tree: Tree = view.tree
        self.at: dict[int, str] = {}
        for mention in view.mentions:
            entity = entities.get(mention.entity_id or "")
            state = state_of(entity) if entity is not None else None
            if entity is None or state is None:
                continue
            for token in self.tree.between(mention.start, mention.end):
                if entity.kind is not EntityKind.PLACE or token.i not in self.at:
                    self.at[token.i] = state if entity.kind is not EntityKind.PLACE else f"in {state}"
        self.order = list(dict.fromkeys(s for i in sorted(self.at) if not (s := self.at[i]).startswith("in ")))

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
                for where in tree.subtree(part):
                    if where.i in self.at and where.i != low:
                        state = self.at[where.i]
                        place = state.startswith("in ")
                        state = state.removeprefix("in ")
                        exact = "" if where.i == part.i else " within"
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
                yield ("patient" if passive(tree, token) else "object"), [f.token for f in objects(tree, token)]
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
    shape = "both" if len(actor) == 2 and not recipient else "third" if set(actor) - set(affair.sides) else "one"
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
def weights() -> Mapping[str, float]:
    """Cue → its weight (`sides.tsv`)."""
    return {row["cue"]: float(row["weight"]) for row in load_table("events/sides.tsv")}


def weigh(found: list[tuple[Sides, list[str]]], held: Mapping[str, float]) -> list[float]:
    """How probable each choice is, summing to one."""
    scores = [sum(held.get(name, 0.0) for name in names) for _, names in found]
    top = max(scores)
    shares = [exp(s - top) for s in scores]
    return [s / sum(shares) for s in shares]


__all__ = ["Places", "Sides", "choices", "cues_of", "pairwise", "weigh", "weights"]
