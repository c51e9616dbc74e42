"""Who meets whom: meetings and acts of both sides, hosts and guests, and the side an act faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.events.affairs import Affair
from communique.events.drafts import Draft
from communique.events.filling import Filling
from communique.events.frames import Frame, word_list
from communique.events.party import Party, joined, of_states, state_of
from communique.events.slots import Filler, after, is_verb, light_verb
from communique.grammar import Token
from communique.records import EntityKind, Status

GROUNDS = {"capital", "city", "soil", "territory", "town", "port", "embassy", "palace", "ministry", "waters"}
ANYBODY = {"GOV", "CVL", "COP", "UNK", "MIL"}


class Meetings(Filling):
    """The meetings of one sentence, and what both sides of an affair do together."""

    def _of_both(self, token: Token, base: Draft) -> list[Draft]:
        """What the two sides of the affair did together; a noun must be one told of before ("the talks")."""
        affair = self._pair_of(self.parties.affair)
        known = {c.lower for c in self.tree.children(token, "det", "poss")} & {
            "the",
            "their",
            "these",
            "those",
        }
        if affair is None or not (known or is_verb(token)):
            return []
        both = affair.both(token=-1)
        note = "sides: those of the affair"
        return [replace(base, actor=both, confidence=base.confidence * both.weight, note=note)]

    def _pair_of(self, affair: Affair | None) -> Affair | None:
        """The two who act together: those of the affair, or two others where the sentence names an outsider."""
        if affair is None:
            return None
        named = {s for t in self.tree for e, _ in self.parties.at(t)[:1] if e.kind is not EntityKind.PLACE
                 and (s := state_of(e)) and not of_states(e)}  # fmt: skip
        if named <= set(affair.sides) or named >= set(affair.sides):
            return affair
        left, right = [*sorted(named), "", ""][:2]
        return Affair(left, right) if len(named) == 2 else affair if len(named) < 2 else None

    def _facing(self, actor: Party, recipient: Party) -> Party:
        """The receiver without the doer's own side ("the line between its ministry and Peru's")."""
        affair = self.parties.affair
        if affair is None or set(recipient.states) != set(affair.sides):
            return recipient
        other = affair.other(actor.states)
        return self._of(recipient, other) if other is not None else recipient

    def _elsewhere(self, party: Party) -> bool:
        """Whether a side is told by a place of a third state, where something is and to which nothing is done."""
        affair = self.parties.affair
        if affair is None or not affair.outside(party.states) or party.token < 0:
            return False
        told = self.parties.at(self.tree[party.token])[:1]
        if any(e.kind is EntityKind.PLACE for e, _ in told):
            return True
        near = [e for t in self.tree.subtree(self.tree[party.token]) for e, _ in self.parties.at(t)[:1]]
        return not told and bool(near) and all(e.kind is EntityKind.PLACE for e in near)

    def _of_both_sides(self, actor: Party) -> bool:
        """Whether both sides of the affair act, who can agree on nothing but with each other."""
        affair = self.parties.affair
        return affair is not None and set(affair.sides) <= set(actor.states)

    def _first(self, slots: tuple[str, ...], token: Token, *, places: bool) -> list[Party]:
        for slot in slots:
            fillers = [f for f in self.fill(slot, token) if not f.token.lower.endswith(("self", "selves"))]
            found = self.parties.places(fillers) if places else self.sides(fillers)
            if found:
                return found
        return []

    def _meeting(self, frame: Frame, token: Token, base: Draft) -> Iterator[Draft]:
        """A meeting is of all its parties; one side meeting several others in turn makes several meetings."""
        sides = list(self._first(frame.actor, token, places=False))
        seen = {p.token for p in sides}
        others = [p for p in self._first(frame.recipient, token, places=False) if p.token not in seen]
        others += self._listed_on(others)
        if not others:
            several = _several(sides)
            undone = base.status in {Status.POSTPONED, Status.CANCELLED} and any(p.known for p in sides)
            if several or undone:
                yield self._hosted(token, self._together(sides, base))
            elif not sides and any(c.lower == "their" for c in self.tree.children(token, "poss")):
                yield base
            return
        if len(others) == 1 or len(sides) != 1:
            if _several([*sides, *others]):
                yield self._open(others[-1], self._hosted(token, self._together([*sides, *others], base)))
            return
        for other in others:
            yield replace(self._open(other, self._together([*sides, other], base)), party_token=other.token)

    def _hosted(self, token: Token, draft: Draft) -> Draft:
        """A meeting of both sides on the ground of one is the other's visit: visitor actor, host recipient."""
        affair = self.parties.affair
        if affair is None or set(draft.actor.states) != set(affair.sides) or draft.mode is not None:
            return draft
        head = light_verb(self.tree, token) if not is_verb(token) else None
        where = [f for t in (token, head) if t is not None for f in after(self.tree, t, "in", "at")]
        grounds = {s for p in self.parties.places(where) for s in p.states}
        grounds |= {
            s
            for f in where
            if f.token.lemma in GROUNDS
            for p in self.parties.places(self._near(f))
            for s in p.states
        }
        if len(grounds) != 1 or (guest := affair.other(tuple(grounds))) is None:
            return draft
        return replace(draft, actor=self._of(draft.actor, guest), recipient=self._of(draft.actor, *grounds))

    def _near(self, filler: Filler) -> list[Filler]:
        return [Filler(t) for t in self.tree.children(filler.token, "amod", "poss", "compound")]

    def _of(self, party: Party, state: str) -> Party:
        """The part of a party that belongs to one state."""
        entities = self.parties.entities
        ids = tuple(i for i in party.ids if i == state or (i in entities and state_of(entities[i]) == state))
        return replace(party, ids=ids or (state,), states=(state,))

    def _listed_on(self, others: list[Party]) -> list[Party]:
        """Persons listed after the last one met whom the parser lost ("with A on Sunday, B and possibly C")."""
        if not others or not others[-1].person:
            return []
        found: list[Party] = []
        seen = {o.token for o in others}
        comma = False
        for token in list(self.tree)[others[-1].token + 1 :]:
            if (token.pos in {"VERB", "AUX"} and not self._modifies(token)) or token.lower in {
                "according",
                "who",
                "which",
                "after",
                "before",
                ";",
                ".",
            }:
                break
            if token.pos == "ADP" and token.lower not in {"on", "in", "at"}:
                break
            comma = comma or token.lower in {",", "and"}
            named = [e for e, _ in self.parties.at(token)]
            if comma and named and named[0].kind == "person" and token.i not in seen:
                party = self.party(Filler(token, 0.75))
                if party is not None and not any(party.ids == p.ids for p in [*others, *found]):
                    found.append(party)
        return found

    def _modifies(self, token: Token) -> bool:
        """Whether a participle stands before a noun ("leading diplomat")."""
        return token.dep == "amod" or (
            token.i + 1 < len(self.tree) and token.tag == "VBG" and self.tree[token.i + 1].pos == "NOUN"
        )

    def _together(self, parties: list[Party], base: Draft) -> Draft:
        everybody = joined(parties)
        return replace(base, actor=everybody, confidence=base.confidence * everybody.weight)

    def _open(self, party: Party, draft: Draft) -> Draft:
        """The draft left open where a word before that one party says so ("and possibly the president")."""
        token = self.tree[party.token]
        lead = [t for t in self.tree.subtree(token) if t.i < token.i] + list(self.tree)[
            max(0, token.i - 6) : token.i
        ]
        for word in lead:
            if word.lower in word_list("possibly") and not any(
                t.lower in {"and", ","} for t in list(self.tree)[word.i + 1 : token.i]
            ):
                return replace(
                    draft,
                    status=Status.TENTATIVE,
                    status_reason=f"'{word.lower}' before the party",
                    marked=True,
                )
        return draft


def _several(parties: list[Party]) -> bool:
    """Whether these are at least two sides, one of them known and none of them just anybody ("officials")."""
    told = [p for p in parties if p.known or not set(p.sectors) & ANYBODY]
    names = {name for p in told for name in (p.ids or (p.text,))}
    return len(names) > 1 and any(p.known for p in parties)
