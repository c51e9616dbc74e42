"""Who a stretch of a sentence names as a side of an event: persons, states, organisations, political nouns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from communique.events.frames import actor_nouns, word_list
from communique.events.party import Party, of_states, state_of, unique
from communique.events.slots import Filler, subjects
from communique.events.views import SentenceView
from communique.grammar import Token, Tree
from communique.records import Entity, EntityKind, Mention
from communique.rules import load_table

if TYPE_CHECKING:
    from communique.events.affairs import Affair

ORDER = {EntityKind.PERSON: 0, EntityKind.ORGANISATION: 1, EntityKind.STATE: 2, EntityKind.PLACE: 3}
STATE_KINDS = {EntityKind.STATE, EntityKind.ORGANISATION}
MODIFIERS = ("amod", "compound", "poss", "nmod", "appos", "prep", "nummod")
BOTH = {"two", "2", "both", "each", "either"}
PAIRS = {
    "side",
    "country",
    "nation",
    "state",
    "government",
    "capital",
    "neighbour",
    "neighbor",
    "ally",
    "rival",
}
COUNTERPARTS = {"counterpart", "colleague", "equivalent", "homologue"}
NEIGHBOURS = {"side", "neighbour", "neighbor", "capital", "rival"}
KNOWN = {"the", "these", "those", "its", "their", "his", "her"}
OFFICIAL = {"GOV", "MIL", "COP", "LEG"}
RECIPROCAL = {"other", "another"}
POSSESSED = {"its": "it", "his": "he", "her": "she", "him": "he"}
COMPASS = {
    (0, 1): {"northern", "north"}, (0, -1): {"southern", "south"},
    (1, 1): {"eastern", "east"}, (1, -1): {"western", "west"},
}  # fmt: skip


class Parties:
    """Resolves the tokens of one sentence to sides."""

    def __init__(
        self,
        view: SentenceView,
        entities: Mapping[str, Entity],
        text: str,
        pair: tuple[str, ...] = (),
        affair: Affair | None = None,
        known: dict[str, Party] | None = None,
    ) -> None:
        self.view, self.entities, self.text = view, entities, text
        self.affair = affair
        self.before = known if known is not None else {}  # noun → the side it last named in this report
        self.pair = pair  # the two sides of the last meeting told, for "the two leaders"
        self._at: dict[int, list[tuple[Entity, Mention]]] | None = None
        self._known: dict[int, Party | None] = {}

    @property
    def tree(self) -> Tree:
        """The sentence's grammar."""
        return self.view.tree

    def at(self, token: Token) -> list[tuple[Entity, Mention]]:
        """The entities mentioned over a token, persons first, places last."""
        if self._at is None:
            self._at = {}
            for mention in self.view.mentions:
                entity = self.entities.get(mention.entity_id or "")
                if entity is not None:
                    for covered in self.tree.between(mention.start, mention.end):
                        self._at.setdefault(covered.i, []).append((entity, mention))
            for found in self._at.values():
                found.sort(key=lambda pair: (ORDER[pair[0].kind], pair[1].start, pair[0].entity_id))
        return self._at.get(token.i, [])

    def party(self, filler: Filler) -> Party | None:
        """The side a token names, None where it names nobody political."""
        token = filler.token
        if token.i not in self._known:
            self._known[token.i] = self._resolve(token)
        found = self._known[token.i]
        if found is None or found.weight <= filler.weight:
            return found
        return Party(
            found.ids, found.states, found.sectors, found.text, found.token, filler.weight, found.person
        )

    def _resolve(self, token: Token) -> Party | None:
        if (both := self._both(token)) is not None:
            return both
        plural = token.tag == "NNS" and token.lemma in actor_nouns()
        named = None if plural else self._named(token)
        if named is not None:
            return named
        for child in self.tree.children(token, "appos"):
            if (party := self._named(child)) is not None and party.person:
                return party
        sector = actor_nouns().get(token.lemma) or actor_nouns().get(token.lower)
        if token.pos in {"NOUN", "PROPN"} and sector is not None:
            return self._common(token, sector)
        if self.affair is not None and token.lemma in word_list("craft"):
            return self._common(token, "MIL")
        if token.lemma in word_list("joint_people") and not self._beside(token):
            return self._together(token, "GOV")
        return self._pronoun(token)

    def _pronoun(self, token: Token) -> Party | None:
        """An unresolved pronoun: the one who says it ("she said she will go"), else the last subject told."""
        return self._teller(token) or self._last(token)

    def _last(self, token: Token) -> Party | None:
        name = POSSESSED.get(token.lower, token.lower)
        party = self.before.get(f"last {name}") if token.tag in {"PRP", "PRP$"} else None
        return replace(party, token=token.i, text=token.text, weight=0.6) if party is not None else None

    def _teller(self, token: Token) -> Party | None:
        if token.lower not in word_list("pronouns") or token.dep not in {"nsubj", "nsubjpass"}:
            return None if token.dep not in {"dobj", "pobj", "dative", "poss"} else self._last(token)
        clause = self.tree.head(token)
        verb = self.tree.head(clause) if clause is not None and clause.dep == "ccomp" else None
        if verb is None or verb.lemma not in word_list("reporting") | word_list("asking"):
            return None
        told = subjects(self.tree, verb)
        party = self._resolve(told[0].token) if len(told) == 1 and told[0].token.i != token.i else None
        return replace(party, weight=0.7) if party is not None else None

    def _both(self, token: Token) -> Party | None:
        """Both sides of the last meeting or of the affair: "the two leaders", "both capitals", "each other"."""
        if token.lower in RECIPROCAL and self._reciprocal(token):
            return self._sides(token)
        if token.lower in {"both", "each"} and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            of = [c for c in self.tree.children(token, "prep") if c.lower == "of"]
            inner = [p for c in of for p in self.tree.children(c, "pobj")]
            return self._sides(token) if all(p.lower in {"them", "us"} for p in inner) else None
        if token.tag not in {"NNS", "NNPS"} and token.lower not in PAIRS | {"neighbours", "neighbors"}:
            return None
        if token.lemma not in actor_nouns() and token.lemma not in PAIRS:
            return None
        if self._states_beside(token):
            return None
        if self._counts_two(token):
            return self._sides(token)
        of = [
            p
            for c in self.tree.children(token, "prep")
            if c.lower in {"of", "from"}
            for p in self.tree.children(c, "pobj")
        ]
        holders = [*of, *self.tree.children(token, "poss")]
        return next((self._sides(token) for p in holders if self._both(p) is not None), None)

    def _counts_two(self, token: Token) -> bool:
        """Whether a noun is told as the known two: "both sides", "the two ministers", "its two neighbours"."""
        near = self.tree.children(token, "nummod", "det", "predet", "amod", "poss")
        words = {c.lower for c in near}
        if self.affair is not None and token.lemma in PAIRS and words & {"two", "2"}:
            return True
        if self.affair is not None and token.lemma in NEIGHBOURS and words == {"the"}:
            return True
        if not words & BOTH or (token.lemma not in PAIRS and actor_nouns().get(token.lemma) not in OFFICIAL):
            return bool(words & BOTH) and len(self.pair) == 2 and bool(words & KNOWN)
        return bool(words & {"both", "each", "either"} or words & KNOWN)

    def _reciprocal(self, token: Token) -> bool:
        return any(c.lower in {"each", "one"} for c in self.tree.children(token, "det", "nummod", "advmod"))

    def _states_beside(self, token: Token) -> bool:
        near = [t for t in self.tree.subtree(token) if t.i != token.i and t.tag not in {"PRP", "PRP$"}]
        return any(e.kind is not EntityKind.PLACE for t in [*near, token] for e, _ in self.at(t))

    def _sides(self, token: Token) -> Party | None:
        if len(self.pair) == 2 and (token.lemma not in PAIRS or self.affair is None):
            known = [self.entities[i] for i in self.pair if i in self.entities]
            states = unique(s for e in known if (s := state_of(e)))
            return Party(self.pair, states, ("GOV",), token.text, token.i, 0.7, person=True)
        return self.affair.both(token.text, token.i) if self.affair is not None else None

    def _named(self, token: Token) -> Party | None:
        found = self.at(token)
        if not found or self._itself(token, found[0][0]):
            return None
        entity, mention = found[0]
        if entity.kind is EntityKind.PLACE and entity.state is None:
            return None
        if token.pos in {"NOUN", "VERB"} and entity.kind is not EntityKind.PERSON and token.dep != "compound":
            sector = actor_nouns().get(token.lemma)
            if (
                sector is None
                and mention.end - mention.start < len(token.text) + 3
                and entity.kind is EntityKind.STATE
            ):
                return None
        state = state_of(entity)
        if state is None and entity.kind is EntityKind.PERSON:
            state = self._served(token, entity)
        ids = (entity.entity_id,) if entity.kind is not EntityKind.PLACE else ((state,) if state else ())
        return Party(
            ids=ids,
            states=(state,) if state else (),
            sectors=(entity.sector,)
            if entity.sector
            else (("GOV",) if entity.kind is EntityKind.STATE else ()),
            text=self._phrase(token, mention.start, mention.end),
            token=token.i,
            person=entity.kind is EntityKind.PERSON,
        )

    def _served(self, token: Token, entity: Entity) -> str | None:
        """The state whose office a person of no known state holds by the words around the name, here or before."""
        key = f"person {entity.entity_id}"
        offices = [
            t
            for t in [self.tree.head(token), *self.tree.children(token, "appos", "compound", "nmod")]
            if t is not None and (t.dep in {"appos", "compound", "nmod"} or token.dep == "appos")
            and actor_nouns().get(t.lemma) is not None
        ]  # fmt: skip
        of = [p for c in self.tree.children(token, "prep") if c.lower in {"of", "from", "for"}
              for p in self.tree.children(c, "pobj")]  # fmt: skip
        states = [s for t in [*offices, *of] for s in self._beside(t)]
        if not states and offices and key not in self.before and self.affair is not None:
            last = self.before.get("last it")
            states = list(last.states) if last is not None and last.states[0] in self.affair.sides else []
        if states and len(set(states)) == 1:
            self.before[key] = Party(states=(states[0],))
        known = self.before.get(key)
        return known.states[0] if known is not None else None

    def _with_others(self, verb: Token) -> bool:
        """Whether a verb of meeting names another side: an object who is met, or somebody after "with"."""
        met = [
            t
            for t in self.tree.children(verb, "dobj", "dative")
            if t.lower not in RECIPROCAL | {"themselves"}
        ]
        if met and (verb.lemma not in word_list("discussing") or any(self.at(t) for t in met)):
            return True
        return any(c.lower == "with" for c in self.tree.children(verb, "prep"))

    def _of_many(self, token: Token, verb: Token) -> bool:
        """Whether those who meet are of a wider circle: a region's leaders, or at an organisation's meeting."""
        if any(
            c.text[:1].isupper() and c.i > 0 for c in self.tree.children(token, "amod", "compound", "nmod")
        ):
            return True
        near = [e for t in self.tree.subtree(verb) for e, _ in self.at(t)[:1]]
        return any(of_states(e) for e in near)

    def _itself(self, token: Token, entity: Entity) -> bool:
        """Whether an object pronoun was given to its own subject, which grammar forbids ("she received her")."""
        if token.tag != "PRP" or token.dep not in {"dobj", "dative"} or token.lower.endswith("self"):
            return False
        head = self.tree.head(token)
        told = [] if head is None else [f.token for f in subjects(self.tree, head)]
        same = [e for t in told if t.i != token.i for e, _ in self.at(t)[:1]]
        state = state_of(entity)
        return any(
            e.entity_id == entity.entity_id or (state is not None and state_of(e) == state) for e in same
        )

    def _common(self, token: Token, sector: str) -> Party:
        """Political people without a name ("Chilean officials"): their state stands beside the noun."""
        states = self._beside(token)
        text = self._phrase(token, token.start, token.end)
        if states:
            named = Party(states, states, (sector,), text, token.i, 0.88)
            if token.tag == "NN" or (token.tag == "NNS" and sector not in OFFICIAL and len(states) == 1):
                self.before[token.lemma] = named
            return named
        if (party := self._together(token, sector)) is not None:
            return party
        if (known := self._by_compass(token)) is not None:
            return Party((known,), (known,), (sector,), text, token.i, 0.7)
        if token.lemma in word_list("roles_in_visit") and (last := self.before.get(token.lemma)) is not None:
            return Party(last.ids, last.states, (sector,), text, token.i, 0.7)
        if self._definite(token) and (last := self.before.get(token.lemma)) is not None:
            return Party(last.ids, last.states, (sector,), text, token.i, 0.7)
        return Party((), (), (sector,), text, token.i, 0.88)

    def _beside(self, token: Token) -> tuple[str, ...]:
        beside = [
            t
            for child in self.tree.children(token, *MODIFIERS)
            if not (child.dep == "poss" and token.lemma in COUNTERPARTS)
            for t in ([child] if child.dep != "prep" else self.tree.children(child, "pobj"))
            if child.dep != "prep" or child.lower in {"of", "from", "in", "for", "at"}
        ]
        beside += [
            u for t in beside for c in self.tree.children(t, "prep") if c.lower == "of" and not self.at(t)
            for u in self.tree.children(c, "pobj")
        ]  # fmt: skip
        beside += [u for t in beside if t.lower == "own" for u in self.tree.children(t, "poss")]
        ground = {p.i for c in self.tree.children(token, "prep") if c.lower in {"in", "at"}
                  for p in self.tree.children(c, "pobj")}  # fmt: skip
        states = self._states_of([t for t in beside if t.i not in ground] + [token])
        owners = [self._last(t) for t in beside if t.tag == "PRP$" and not self.at(t)] if not states else []
        states = states or next((p.states for p in owners if p is not None), ())
        return states or self._states_of([t for t in beside if t.i in ground])

    def _states_of(self, tokens: list[Token]) -> tuple[str, ...]:
        near = [u for t in tokens for u in self.tree.conjuncts(t)]
        found = [state_of(entity) for t in near for entity, _ in self.at(t)[:1]]
        return unique(state for state in found if state)

    def _by_compass(self, token: Token) -> str | None:
        """Which side "the northern neighbour" or "the country to the east" is, by where the two lie."""
        if self.affair is None or token.lemma not in PAIRS:
            return None
        words = {t.lower for t in self.tree.subtree(token) if t.i != token.i}
        axis = next((a for a in COMPASS if words & COMPASS[a]), None)
        left, right = (_position(s) for s in self.affair.sides)
        if axis is None or left is None or right is None:
            return None
        n, sign = axis
        return self.affair.left if (left[n] - right[n]) * sign > 0 else self.affair.right

    def _definite(self, token: Token) -> bool:
        if token.tag == "NNS" and actor_nouns().get(token.lemma, "GOV") in OFFICIAL:
            return False
        near = {c.lower for c in self.tree.children(token, "det")}
        return token.tag in {"NN", "NNS"} and bool(near & {"the", "these", "those"})

    def _together(self, token: Token, sector: str) -> Party | None:
        """People of no named state who meet with nobody else named ("customs experts met") are of both sides."""
        head = self.tree.head(token)
        if self.affair is not None and self._between(token):
            return self.affair.both(self._phrase(token, token.start, token.end), token.i, 0.7)
        if self.affair is None or head is None or token.dep != "nsubj":
            return None
        if head.lemma == "be":
            state = self.tree.children(head, "acomp")
            ahead = [x for t in [head, *state] for x in self.tree.children(t, "xcomp")]
            head = ahead[0] if ahead else head
        if head.lemma not in word_list("gathering") or self._with_others(head) or self._of_many(token, head):
            return None
        if token.tag != "NNS" and token.lemma not in word_list("joint_people"):
            return None
        return self.affair.both(self._phrase(token, token.start, token.end), token.i, 0.7)

    def _between(self, token: Token) -> bool:
        """Whether talks are told as between people of no named state: "a conversation between officials"."""
        head = self.tree.head(token)
        return (
            token.dep == "pobj"
            and token.tag == "NNS"
            and head is not None
            and head.lower in {"between", "among"}
        )

    def _phrase(self, token: Token, start: int, end: int) -> str:
        """The words of a side: its name with what stands right before it as title or state."""
        for child in self.tree.children(token, "compound", "amod", "nmod", "poss", "nummod"):
            if child.start < start and child.end <= start:
                start = min(start, min(t.start for t in self.tree.subtree(child)))
        return self.text[start : max(end, token.end)]

    def places(self, fillers: Iterable[Filler]) -> list[Party]:
        """The states of places, states and hosts named by tokens (for destinations)."""
        found: list[Party] = []
        for filler in fillers:
            for entity, mention in self.at(filler.token):
                state = state_of(entity)
                if state is None or entity.kind is EntityKind.PERSON:
                    continue
                found.append(
                    Party((state,), (state,), ("GOV",), mention.exact, filler.token.i, filler.weight)
                )
                break
        return found


@cache
def _position(state: str) -> tuple[float, float] | None:
    """Latitude and longitude of a state."""
    row = next((r for r in load_table("names/states.tsv") if r["iso3"] == state), None)
    return (float(row["lat"]), float(row["lon"])) if row is not None and row["lat"] else None
