"""Fills the slots of frames in one sentence and tests what a frame asks of them."""

from __future__ import annotations

from collections.abc import Iterable

from communique.events.frames import spun_readings, word_list
from communique.events.parties import Parties
from communique.events.party import Party, of_states
from communique.events.slots import (
    DESTINATIONS,
    RELATIVE,
    Filler,
    after,
    holders,
    is_verb,
    light_verb,
    objects,
    spread,
    subjects,
)
from communique.events.views import SentenceView
from communique.grammar import Token, Tree
from communique.records import EntityKind

NAMES = {"PERSON", "ORG", "GPE", "NORP"}  # kinds of names a side may have that no room has resolved

PREPOSITIONS = {"in", "into", "before", "outside", "past", "at", "on", "for", "near", "over"}
ABOUT = ("for", "over", "about", "on", "of", "to", "with", "from", "at", "against", "into")


class Filling:
    """The slots of one sentence."""

    def __init__(self, view: SentenceView, parties: Parties) -> None:
        self.view, self.parties = view, parties
        self.tree: Tree = view.tree
        self.lowers = [t.text.lower() for t in self.tree.tokens]
        self.words = frozenset(self.lowers).union(t.lemma for t in self.tree.tokens)
        self._below: dict[int, frozenset[str]] = {}
        self._slots: dict[tuple[str, int], list[Filler]] = {}

    def party(self, filler: Filler) -> Party | None:
        """The side a token names: one that is known, else a bare name the parser saw."""
        found = self.parties.party(filler)
        return found if found is not None else self._bare(filler)

    def sides(self, fillers: Iterable[Filler]) -> list[Party]:
        """The sides of several tokens, each token once, in text order."""
        found: list[Party] = []
        for filler in fillers:
            party = self.party(filler)
            if party is not None and not any(party.token == f.token for f in found):
                found.append(party)
        return found

    def _bare(self, filler: Filler) -> Party | None:
        token = filler.token
        if token.pos != "PROPN" or token.entity[2:] not in NAMES:
            return None
        first = token.i
        while first and self.tree[first].entity[:1] == "I" and self.tree[first - 1].entity[2:] in NAMES:
            first -= 1
        words = self.tree.tokens[first : token.i + 1]
        text = "".join(
            t.text + " " * (n.start > t.end) for t, n in zip(words, (*words[1:], words[-1]), strict=True)
        )
        person = token.entity[2:] == "PERSON"
        return Party((), (), ("UNK",), text, token.i, min(filler.weight, 0.7), person=person)

    def fill(self, slot: str, token: Token) -> list[Filler]:
        """The fillers of a slot of the trigger, each slot worked out once."""
        key = (slot, token.i)
        if key not in self._slots:
            self._slots[key] = self._fill(slot, token)
        return self._slots[key]

    def _fill(self, slot: str, token: Token) -> list[Filler]:
        tree, noun = self.tree, not is_verb(token)
        carrier = light_verb(tree, token) if noun else None
        match slot:
            case "subject":
                return holders(tree, token) if noun else subjects(tree, token)
            case "object":
                return after(tree, token, "of") if noun else objects(tree, token)
            case "holder":
                return holders(tree, token)
            case "carrier_subject":
                return subjects(tree, carrier) if carrier is not None else []
            case "poss":
                return spread(tree, self._possessors(token), 0.88)
            case "subject_side":
                return self._sides_of(holders(tree, token) if noun else subjects(tree, token))
            case "modifier":
                return spread(tree, tree.children(token, "amod", "compound", "nmod", "poss"), 0.75)
            case "indirect":
                return spread(tree, tree.children(token, "dative"), 0.85)
            case "clause":
                below = tree.children(token, "ccomp", "xcomp", "acl", "advcl")
                below += [p for c in tree.children(token, "prep") for p in tree.children(c, "pcomp")]
                return spread(tree, below)
            case "clause_subject":
                return self._clause_subjects(token)
            case "object_side":
                return self._sides_of(self.fill("object", token))
            case "complement":
                return spread(tree, tree.children(token, "oprd", "attr"), 0.85)
            case "deep_side":
                return self._deep_sides(token)
            case "about_side":
                return self._sides_of(self._after(token, carrier, *ABOUT))
            case "destination":
                return self._destination(token, carrier)
            case "between":
                return self._after(token, carrier, "between", "among", "involving")
            case "relative":
                return self._relative(token)
            case "governor_subject":
                head = tree.head(token)
                return subjects(tree, head) if head is not None and is_verb(head) else []
            case "clause_holder":
                return self._clause_holder(token)
            case "clause_side":
                return self._clause_sides(token)
            case "clause_object":
                return [o for c in self.fill("clause", token) for o in objects(tree, c.token)]
            case "clause_states":
                return self._clause_states(token)
            case "object_clause_subject":
                return [s for o in objects(tree, token) for s in self._clause_subjects(o.token)]
            case "copula_subject":
                return (
                    subjects(tree, head)
                    if (head := tree.head(token)) is not None and token.dep in {"attr", "acomp"}
                    else []
                )
            case _ if slot.endswith("_side") and slot[:-5] in PREPOSITIONS:
                return self._sides_of(self._after(token, carrier, slot[:-5]))
            case _ if "/" in slot:
                return [f for part in slot.split("/") for f in self.fill(part, token)]
            case _:
                return self._after(token, carrier, slot)

    def _possessors(self, token: Token) -> list[Token]:
        """Whose a noun is; "their" of an object goes back to the verb's subject where nobody resolved it."""
        own = self.tree.children(token, "poss")
        head = self.tree.head(token)
        if not own or own[0].tag != "PRP$" or head is None or not is_verb(head) or token.dep != "dobj":
            return own
        return (
            own
            if self.parties.party(Filler(own[0])) is not None
            else [f.token for f in subjects(self.tree, head)]
        )

    def _after(self, token: Token, carrier: Token | None, *words: str) -> list[Filler]:
        found = after(self.tree, token, *words)
        if carrier is not None:
            found += after(self.tree, carrier, *words)
        if not found and is_verb(token):
            for child in self.tree.children(token, "dobj", "xcomp", "acomp", "attr"):
                found += after(self.tree, child, *words)
        if not found and not is_verb(token):
            for near in after(self.tree, token, "by", "of", "from"):
                found += after(self.tree, near.token, *words)
        return found

    def _destination(self, token: Token, carrier: Token | None) -> list[Filler]:
        found = self.fill("object", token) if is_verb(token) else []
        named = [f for f in found if self.parties.places([f])]
        if named:
            return named
        for word in DESTINATIONS:
            for filler in self._after(token, carrier, word):
                apart = [Filler(t, 0.75) for t in self.tree.children(filler.token, "appos", "npadvmod")]
                for place in [filler, *after(self.tree, filler.token, "in", "at"), *apart]:
                    if self.parties.places([place]):
                        return [place]
        near = list(self.tree.children(token, "compound", "amod", "nmod")) if not is_verb(token) else []
        named = [Filler(t, 0.75) for t in near if self.parties.places([Filler(t)])]
        if named or token.lower != "go":
            return named
        for ahead in list(self.tree)[token.i + 1 : token.i + 4]:
            if self.parties.places([Filler(ahead)]):
                return [Filler(ahead, 0.7)]
        return []

    def _clause_subjects(self, token: Token) -> list[Filler]:
        found = []
        for clause in self.fill("clause", token):
            if is_verb(clause.token):
                found += spread(self.tree, self.tree.children(clause.token, "nsubj", "nsubjpass"), 0.85)
        return found

    def _relative(self, token: Token) -> list[Filler]:
        """Who made a thing by its relative clause: "the ban that Peru imposed", "a levy slapped on by Peru"."""
        found: list[Filler] = []
        for clause in self.tree.children(token, "relcl", "acl"):
            found += [
                f
                for f in subjects(self.tree, clause)
                if f.token.i != token.i and f.token.lower not in RELATIVE
            ]
        return found

    def _clause_holder(self, token: Token) -> list[Filler]:
        """Who acts "in a call with" somebody: the noun or the subject of the verb that the phrase hangs on."""
        preposition = self.tree.head(token)
        above = self.tree.head(preposition) if preposition is not None and token.dep == "pobj" else None
        if (
            above is None
            or preposition is None
            or preposition.lower not in {"in", "during", "on", "over", "by", "at"}
        ):
            return []
        if is_verb(above):
            return subjects(self.tree, above)
        if self.party(Filler(above)) is not None:
            return [Filler(above, 0.7)]
        verb = next((a for a in self.tree.ancestors(above) if is_verb(a)), None)
        return [Filler(f.token, 0.7) for f in subjects(self.tree, verb)] if verb is not None else []

    def _clause_sides(self, token: Token) -> list[Filler]:
        """The parties a speech act's content is about: objects and partners of the verbs below."""
        found: list[Filler] = []
        for clause in self.fill("clause", token):
            if is_verb(clause.token) and clause.token.lemma not in word_list("judging"):
                direct = objects(self.tree, clause.token)
                found += [Filler(f.token, 0.75) for f in direct if self.party(f)] + self._sides_of(direct)
                below = after(
                    self.tree, clause.token, "to", "with", "from", "against", "on", "in", "for", "between"
                )
                found += [Filler(f.token, 0.7) for f in below if self.party(f)]
        return found

    def _clause_states(self, token: Token) -> list[Filler]:
        """The states a saying is about, other than the speaker's own."""
        own = {s for p in self.sides(self.fill("subject", token)) for s in p.states}
        found = []
        for clause in self.fill("clause", token):
            for below in self.tree.subtree(clause.token):
                party = self.party(Filler(below, 0.7)) if self.parties.at(below) else None
                if party is not None and party.states and not set(party.states) & own:
                    found.append(Filler(below, 0.7))
        return found

    def _deep_sides(self, token: Token) -> list[Filler]:
        """The first state named anywhere below the thing spoken of, other than the speaker's own."""
        own = {s for p in self.sides(self.fill("subject", token)) for s in p.states}
        things = self.fill("object", token) or self.fill("for", token)
        for thing in things:
            for below in self.tree.subtree(thing.token):
                if below.i == token.i or not self.parties.at(below):
                    continue
                party = self.party(Filler(below, 0.6))
                if party is not None and party.states and not set(party.states) & own:
                    return [Filler(below, 0.6)]
        return []

    def _sides_of(self, fillers: list[Filler]) -> list[Filler]:
        """Whose a thing is: its possessor, the state before it, or who stands after of, by, in, against, with."""
        found: list[Filler] = []
        for filler in fillers:
            near = self.tree.children(filler.token, "poss", "amod", "compound", "nmod")
            found += [Filler(u, 0.75) for t in near for u in self.tree.conjuncts(t) if self.party(Filler(u))]
            found += [
                Filler(f.token, 0.7)
                for f in after(
                    self.tree,
                    filler.token,
                    "by",
                    "of",
                    "against",
                    "with",
                    "from",
                    "on",
                    "in",
                    "to",
                    "between",
                )
                if self.party(f)
            ]
        return found

    def holds(self, slot: str, words: frozenset[str], token: Token) -> bool:
        if slot == "sentence":
            return not self.words.isdisjoint(words)
        if slot == "below":
            return not self._words_below(token).isdisjoint(words)
        fillers = self.fill(slot, token)
        if "@any" in words and fillers:
            return True
        if "@person" in words and any(p.person for p in self.sides(fillers)):
            return True
        if "@party" in words and any(self.party(f) for f in fillers):
            return True
        if "@nationals" in words and any(self._nationals(f.token) for f in fillers):
            return True
        if "@igo" in words and any(self._of_states(p) for p in self.sides(fillers)):
            return True
        if "@several" in words and sum(p.known for p in self.sides(fillers)) > 1:
            return True
        if "@place" in words and self.parties.places(fillers):
            return True
        if "@force" in words and any(self._target(f) for f in fillers):
            return True
        if "@must" in words and any(self._aux(f, "must", "should", "ought") for f in fillers):
            return True
        if "@will" in words and any(
            self._aux(f, "will", "would", "could", "may", "might", "can") for f in fillers
        ):
            return True
        if "@will_not" in words and any(
            self._aux(f, "will", "would", "wo") and self._negated(f) for f in fillers
        ):
            return True
        if "@same" in words and self._same(token, fillers):
            return True
        for filler in fillers:
            near = [filler.token, *self.tree.children(filler.token, "amod", "compound")]
            if any(plain in words for plain in spun_readings().get((filler.token.lemma, "noun"), ())):
                return True
            if any(t.lemma in words or t.lower in words for t in near):
                return True
            for part in after(self.tree, filler.token, "of"):
                if any(
                    t.lemma in words
                    for t in (part.token, *self.tree.children(part.token, "amod", "compound"))
                ):
                    return True
        return False

    def _nationals(self, token: Token) -> bool:
        """Whether people are told by their demonym alone ("four Eritreans")."""
        return token.tag in {"NNS", "NNPS"} and any(
            e.kind is EntityKind.STATE for e, _ in self.parties.at(token)
        )

    def _of_states(self, party: Party) -> bool:
        return any(i in self.parties.entities and of_states(self.parties.entities[i]) for i in party.ids)

    def _words_below(self, token: Token) -> frozenset[str]:
        if token.i not in self._below:
            below = [t for t in self.tree.subtree(token) if t.i != token.i]
            self._below[token.i] = frozenset(w for t in below for w in (t.lemma, self.lowers[t.i]))
        return self._below[token.i]

    def _target(self, filler: Filler) -> bool:
        """Whether a thing can be attacked: people, forces, places, and what belongs to them."""
        token = filler.token
        if self.party(filler) is not None or token.lemma in word_list("targets"):
            return True
        return bool(self.parties.places([filler])) or (token.lower in word_list("targets"))

    def _aux(self, filler: Filler, *words: str) -> bool:
        return any(c.lower in words for c in self.tree.children(filler.token, "aux"))

    def _negated(self, filler: Filler) -> bool:
        return bool(self.tree.children(filler.token, "neg"))

    def _same(self, token: Token, fillers: list[Filler]) -> bool:
        own = {s for p in self.sides(self.fill("subject", token)) for s in (*p.ids, *p.states)}
        return any(own & {*p.ids, *p.states} for p in self.sides(fillers))
