"""Finds the frames that fit a sentence and the sides of each: drafts of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.events.frames import Frame, Frames, content_modes, spun_readings, word_list
from communique.events.parties import Parties, Party, joined
from communique.events.slots import (
    DESTINATIONS,
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
from communique.records import EventType, Predicate, Status

REFUSED = {"refuse", "decline", "reject", "turn", "rebuff", "snub", "spurn", "deny", "skip"}
UNREAL = {Status.PLANNED, Status.TENTATIVE, Status.HYPOTHETICAL, Status.NEGATED, Status.THREATENED}


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as one frame reads it in one sentence, before dates, places and identity."""

    trigger: Token
    frame: Frame
    event_type: EventType
    mode: str | None
    status: Status
    status_reason: str
    marked: bool
    actor: Party
    recipient: Party
    confidence: float
    reading: str
    alleged_by: str | None = None
    carrier: int | None = None  # the light verb's token
    party_token: int | None = None  # the one counterpart of several that this draft is about

    @property
    def states(self) -> set[str]:
        """All states on either side."""
        return {*self.actor.states, *self.recipient.states}


class Matcher:
    """The frames that fit one sentence."""

    def __init__(self, view: SentenceView, parties: Parties, frames: Frames, *, spun: bool) -> None:
        self.view, self.parties, self.frames, self.spun = view, parties, frames, spun
        self.tree: Tree = view.tree

    def drafts(self) -> list[Draft]:
        """All drafts of the sentence, what governs what already settled."""
        if _out_of_scope(self.tree):
            return []
        found: list[Draft] = []
        for token in self.tree:
            if self.view.in_quotation(token):
                continue
            predicate = self.view.predicates.get(token.i)
            found.extend(self._read(token, predicate))
        return _settle(self.tree, found)

    def _read(self, token: Token, predicate: Predicate | None) -> list[Draft]:
        """The drafts of one trigger: by its own words first, by what they may be spun from second."""
        kind = (
            "verb"
            if is_verb(token) and not (predicate and predicate.lemma == "visit" and token.lower == "go")
            else "noun"
        )
        index = self.frames.verbs if kind == "verb" else self.frames.nouns
        found = [
            (weight, len(frame.needs), frame, reading)
            for reading, weight in self._names(token, predicate, kind)
            for frame in index.get(reading, ())
        ]
        drafts: list[Draft] = []
        for weight, _, frame, reading in sorted(found, key=lambda c: (-c[0], -c[1])):
            if not drafts or frame.beside:
                drafts += self._try(frame, token, predicate, reading, weight)
        return drafts

    def _names(self, token: Token, predicate: Predicate | None, kind: str) -> Iterator[tuple[str, float]]:
        names = [predicate.lemma] if predicate is not None else []
        names += [n for n in self._phrases(token, kind) if n not in names]
        if predicate is None and kind == "verb":
            return
        for name in names:
            yield name, 1.0
        if self.spun:
            for name in names:
                for plain in spun_readings().get((name, kind), ()):
                    if plain not in names:
                        yield plain, 0.9

    def _phrases(self, token: Token, kind: str) -> list[str]:
        """The trigger as a phrase (verb with particle or preposition, verb with bare object), then the lemma."""
        if kind == "noun":
            return [token.lemma, token.lower] if token.lower != token.lemma else [token.lemma]
        found = [
            f"{token.lemma} {c.lower}"
            for c in self.tree.children(token, "prt", "prep", "advmod", "agent")
            if c.i > token.i
        ]
        found += [
            f"{token.lemma} {c.lemma}" for c in self.tree.children(token, "dobj", "acomp", "oprd", "attr")
        ]
        return [*found, token.lemma]

    # ------------------------------------------------------------ slots

    def fill(self, slot: str, token: Token) -> list[Filler]:
        """The fillers of a slot of the trigger."""
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
                return spread(tree, tree.children(token, "poss"), 0.88)
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
            case "about_side":
                return self._sides_of(
                    self._after(token, carrier, "for", "over", "about", "on", "of", "to", "with", "from")
                )
            case "destination":
                return self._destination(token, carrier)
            case "between":
                return self._after(token, carrier, "between", "among", "involving")
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
                    if (head := tree.head(token)) is not None and token.dep == "attr"
                    else []
                )
            case _ if "/" in slot:
                return [f for part in slot.split("/") for f in self.fill(part, token)]
            case _:
                return self._after(token, carrier, slot)

    def _after(self, token: Token, carrier: Token | None, *words: str) -> list[Filler]:
        found = after(self.tree, token, *words)
        if carrier is not None:
            found += after(self.tree, carrier, *words)
        if not found and is_verb(token):
            for child in self.tree.children(token, "dobj", "xcomp", "acomp", "attr"):
                found += after(self.tree, child, *words)
        return found

    def _destination(self, token: Token, carrier: Token | None) -> list[Filler]:
        found = self.fill("object", token) if is_verb(token) else []
        named = [f for f in found if self.parties.places([f])]
        if named:
            return named
        for word in DESTINATIONS:
            for filler in self._after(token, carrier, word):
                for near in [filler, *after(self.tree, filler.token, "in", "at")]:
                    if self.parties.places([near]):
                        return [near]
        near = (
            [t for t in self.tree.children(token, "compound", "amod", "nmod")] if not is_verb(token) else []
        )
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
        return subjects(self.tree, above) if is_verb(above) else [Filler(above, 0.7)]

    def _clause_sides(self, token: Token) -> list[Filler]:
        """The parties a speech act's content is about: objects and partners of the verbs below."""
        found: list[Filler] = []
        for clause in self.fill("clause", token):
            if is_verb(clause.token) and clause.token.lemma not in word_list("judging"):
                direct = objects(self.tree, clause.token)
                found += [Filler(f.token, 0.75) for f in direct if self.parties.party(f)] + self._sides_of(
                    direct
                )
                below = after(
                    self.tree, clause.token, "to", "with", "from", "against", "on", "in", "for", "between"
                )
                found += [Filler(f.token, 0.7) for f in below if self.parties.party(f)]
        return found

    def _clause_states(self, token: Token) -> list[Filler]:
        """The states a saying is about, other than the speaker's own."""
        own = {s for p in self.parties.parties(self.fill("subject", token)) for s in p.states}
        found = []
        for clause in self.fill("clause", token):
            for below in self.tree.subtree(clause.token):
                party = self.parties.party(Filler(below, 0.7)) if self.parties.at(below) else None
                if party is not None and party.states and not set(party.states) & own:
                    found.append(Filler(below, 0.7))
        return found

    def _sides_of(self, fillers: list[Filler]) -> list[Filler]:
        """Whose a thing is: its possessor, the state before it, or who stands after of, by, in, against, with."""
        found: list[Filler] = []
        for filler in fillers:
            near = self.tree.children(filler.token, "poss", "amod", "compound", "nmod")
            found += [
                Filler(u, 0.75) for t in near for u in self.tree.conjuncts(t) if self.parties.party(Filler(u))
            ]
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
                if self.parties.party(f)
            ]
        return found

    # ------------------------------------------------------------ fitting a frame

    def _try(
        self, frame: Frame, token: Token, predicate: Predicate | None, reading: str, weight: float
    ) -> list[Draft]:
        status = predicate.status if predicate is not None else Status.HAPPENED
        if frame.statuses and status not in frame.statuses:
            return []
        if not frame.governs and (status is Status.THREATENED or self._refused(frame, token, predicate)):
            return []
        for slot, words in frame.needs.items():
            if not self._holds(slot, words, token):
                return []
        for slot, words in frame.avoid.items():
            if self._holds(slot, words, token):
                return []
        base = Draft(
            trigger=token,
            frame=frame,
            event_type=frame.event_type,
            mode=self._mode(frame, token),
            status=self._status(frame, status, predicate),
            status_reason=predicate.reason if predicate is not None else "unmarked noun",
            marked=predicate is not None and predicate.reason != "unmarked noun",
            actor=Party(),
            recipient=Party(),
            confidence=weight,
            reading=reading,
            carrier=c.i if not is_verb(token) and (c := light_verb(self.tree, token)) is not None else None,
        )
        if frame.symmetric:
            return list(self._meeting(frame, token, base))
        return list(self._directed(frame, token, base))

    def _refused(self, frame: Frame, token: Token, predicate: Predicate | None) -> bool:
        if (
            frame.event_type is not EventType.CONSULT
            or predicate is None
            or predicate.status is not Status.NEGATED
        ):
            return False
        cue = next((t for t in self.tree if t.start == predicate.cue_start), None)
        return cue is not None and (cue.lemma in REFUSED or cue.lemma in word_list("asking"))

    def _status(self, frame: Frame, status: Status, predicate: Predicate | None) -> Status:
        if frame.status is not None:
            return frame.status
        if frame.event_type is EventType.THREATEN and Status.NEGATED in frame.statuses:
            return Status.THREATENED
        if frame.event_type is EventType.THREATEN and status in {Status.HAPPENED, Status.ONGOING}:
            return Status.THREATENED
        if frame.event_type is EventType.CONSULT and status is Status.HYPOTHETICAL and predicate is not None:
            return Status.TENTATIVE if "could" in predicate.reason or "can" in predicate.reason else status
        if frame.governs and status is Status.ONGOING:
            return Status.HAPPENED
        return Status.HYPOTHETICAL if status is Status.THREATENED and frame.governs else status

    def _holds(self, slot: str, words: frozenset[str], token: Token) -> bool:
        if slot == "sentence":
            return any(t.lemma in words or t.lower in words for t in self.tree)
        if slot == "below":
            return any(
                (t.lemma in words or t.lower in words) and t.i != token.i for t in self.tree.subtree(token)
            )
        fillers = self.fill(slot, token)
        if "@any" in words and fillers:
            return True
        if "@person" in words and any(p.person for p in self.parties.parties(fillers)):
            return True
        if "@party" in words and any(self.parties.party(f) for f in fillers):
            return True
        if "@igo" in words and any(p.ids and "IGO" in p.sectors for p in self.parties.parties(fillers)):
            return True
        if "@place" in words and self.parties.places(fillers):
            return True
        if "@force" in words and any(self._target(f) for f in fillers):
            return True
        if "@must" in words and any(self._aux(f, "must", "should", "ought") for f in fillers):
            return True
        if "@will_not" in words and any(
            self._aux(f, "will", "would", "wo") and self._negated(f) for f in fillers
        ):
            return True
        if "@same" in words and self._same(token, fillers):
            return True
        for filler in fillers:
            near = [filler.token, *self.tree.children(filler.token, "amod", "compound")]
            if any(t.lemma in words or t.lower in words for t in near):
                return True
            if any(p.lemma in words for f in after(self.tree, filler.token, "of") for p in [f.token]):
                return True
        return False

    def _target(self, filler: Filler) -> bool:
        """Whether a thing can be attacked: people, forces, places, and what belongs to them."""
        token = filler.token
        if self.parties.party(filler) is not None or token.lemma in word_list("targets"):
            return True
        return bool(self.parties.places([filler])) or (token.lower in word_list("targets"))

    def _aux(self, filler: Filler, *words: str) -> bool:
        return any(c.lower in words for c in self.tree.children(filler.token, "aux"))

    def _negated(self, filler: Filler) -> bool:
        return bool(self.tree.children(filler.token, "neg"))

    def _same(self, token: Token, fillers: list[Filler]) -> bool:
        own = {s for p in self.parties.parties(self.fill("subject", token)) for s in (*p.ids, *p.states)}
        return any(own & {*p.ids, *p.states} for p in self.parties.parties(fillers))

    def _mode(self, frame: Frame, token: Token) -> str | None:
        if frame.mode_from is None:
            return frame.mode
        modes = content_modes(frame.mode_from)
        for below in self.tree.subtree(token):
            if below.i != token.i and below.lemma in modes:
                return modes[below.lemma]
        return frame.mode

    def _directed(self, frame: Frame, token: Token, base: Draft) -> Iterator[Draft]:
        actors = self._first(frame.actor, token, places=False)
        actor = joined(actors)
        recipients = [
            r
            for r in self._first(frame.recipient, token, places=frame.host)
            if r.token not in {a.token for a in actors}
        ]
        if frame.host:
            recipients = [r for r in recipients if not set(r.states) & set(actor.states)]
        if frame.event_type is EventType.STATEMENT:
            recipients = [r for r in recipients if r.states and not set(r.states) & set(actor.states)]
            if not recipients or not actor.states:
                return
        if frame.event_type is EventType.AGREE:
            recipients = [r for r in recipients if not r.states or not set(r.states) <= set(actor.states)]
        recipient = joined(recipients)
        if not self._speaks(actor, recipient):
            return
        if not actors and not (frame.host and recipients):
            return
        if frame.host and (not recipients and self._domestic(frame, token, actor)):
            return
        if (
            frame.host
            and len(actors) > 1
            and all(a.person for a in actors)
            and (token.tag == "NNS" or frame.status)
        ):
            for one in actors:
                weight = base.confidence * one.weight * (max(recipient.weight, 0.75) if recipients else 0.95)
                yield replace(base, actor=one, recipient=recipient, confidence=weight, party_token=None)
            return
        confidence = (
            base.confidence
            * (actor.weight or 0.5)
            * (0.95 if not recipients else max(recipient.weight, 0.75))
        )
        yield replace(base, actor=actor, recipient=recipient, confidence=confidence)

    def _speaks(self, actor: Party, recipient: Party) -> bool:
        """Whether the sides are sure enough: a guessed subject needs another side."""
        return not (actor.token >= 0 and actor.weight < 0.6 and not recipient.text)

    def _domestic(self, frame: Frame, token: Token, actor: Party) -> bool:
        """Whether a journey stays at home or goes nowhere that can be named."""
        went = [f for slot in frame.recipient for f in self.fill(slot, token)]
        return bool(self.parties.places(went))

    def _first(self, slots: tuple[str, ...], token: Token, *, places: bool) -> list[Party]:
        for slot in slots:
            fillers = self.fill(slot, token)
            found = self.parties.places(fillers) if places else self.parties.parties(fillers)
            if found:
                return found
        return []

    def _meeting(self, frame: Frame, token: Token, base: Draft) -> Iterator[Draft]:
        """A meeting is of all its parties; one side meeting several others in turn makes several meetings."""
        sides = [p for p in self._first(frame.actor, token, places=False)]
        seen = {p.token for p in sides}
        others = [p for p in self._first(frame.recipient, token, places=False) if p.token not in seen]
        others += self._listed_on(others)
        if not others:
            if len({i for p in sides for i in p.ids}) > 1:
                yield self._together(sides, base)
            elif not sides and any(c.lower == "their" for c in self.tree.children(token, "poss")):
                yield base
            return
        if len(others) == 1 or len(sides) != 1:
            if len({i for p in [*sides, *others] for i in p.ids}) > 1:
                yield self._open(others[-1], self._together([*sides, *others], base))
            return
        for other in others:
            yield replace(self._open(other, self._together([*sides, other], base)), party_token=other.token)

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
                party = self.parties.party(Filler(token, 0.75))
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


def _out_of_scope(tree: Tree) -> bool:
    """Whether the sentence is of sport, cooking or another world where states' names and war words mean else."""
    words = {t.lower for t in tree} | {t.lemma for t in tree}
    return len(words & word_list("sport")) >= 2 or len(words & word_list("cooking")) >= 3


def _settle(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """What is left when speech acts have taken in the acts they are about."""
    governing = {d.trigger.i: d for d in drafts if d.frame.governs}
    triggers = {d.trigger.i for d in drafts}
    drafts = [
        d for d in drafts if d.carrier is None or d.carrier not in triggers or not _same_thing(d, drafts)
    ]
    dropped: set[int] = set()
    kept: list[Draft] = []
    for draft in drafts:
        outer = _governor(tree, draft, governing)
        if outer is None:
            kept.append(draft)
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
                kept.append(replace(draft, alleged_by=(outer.actor.ids or (outer.actor.text,))[0]))
        elif outer.event_type is EventType.STATEMENT:
            kept.append(draft)
            dropped.add(outer.trigger.i)
    return [d for d in kept if d.trigger.i not in dropped]


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
        if below.dep == "conj" and is_verb(below) and below.tag in {"VBD", "VBZ", "VBP"}:
            return None
        if above.i in governing:
            return governing[above.i]
        below = above
    return None
