"""Finds the frames that fit a sentence and the sides of each: drafts of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from communique.events.drafts import UNSAID, Draft
from communique.events.frames import Frame, Frames, content_modes, spun_readings, word_list
from communique.events.grounds import grounded
from communique.events.meetings import Meetings
from communique.events.parties import Parties
from communique.events.party import Party, joined
from communique.events.settle import settle
from communique.events.slots import is_verb, light_verb, passive, run_on
from communique.events.views import SentenceView
from communique.grammar import Token
from communique.records import EventType, Predicate, Status

VERBAL = {
    EventType.AGREE, EventType.SUPPORT, EventType.REQUEST, EventType.REJECT, EventType.STATEMENT, EventType.CONSULT,
}  # fmt: skip
RESULTS = {"free", "back", "home", "loose", "open", "shut", "off", "away"}
FRIENDLY = {EventType.SUPPORT, EventType.RETREAT, EventType.CONCEDE, EventType.AID, EventType.COOPERATE}
PARTY = frozenset({"@party"})
ACTS = {EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.SANCTION}
REFUSED = {"refuse", "decline", "reject", "turn", "rebuff", "snub", "spurn", "deny", "skip"}


class Matcher(Meetings):
    """The frames that fit one sentence."""

    def __init__(self, view: SentenceView, parties: Parties, frames: Frames, *, spun: bool) -> None:
        super().__init__(view, parties)
        self.frames, self.spun = frames, spun

    def drafts(self) -> list[Draft]:
        """All drafts of the sentence, what governs what already settled."""
        openers, predicates = self.frames.openers, self.view.predicates
        if not predicates and self.words.isdisjoint(openers):
            return []
        if _out_of_scope(self.words):
            return []
        found: list[Draft] = []
        for token in self.tree.tokens:
            if (
                token.i not in predicates
                and token.lemma not in openers
                and self.lowers[token.i] not in openers
            ) or self.view.in_quotation(token):
                continue
            found.extend(self._read(token, predicates.get(token.i)))
        return [grounded(d, self.tree, self.parties) for d in settle(self.tree, found)]

    def _read(self, token: Token, predicate: Predicate | None) -> list[Draft]:
        """The drafts of one trigger: by its own words first, by what they may be spun from second."""
        if token.tag == "VBG" and token.dep in {"amod", "compound"}:
            return []
        spun_visit = predicate is not None and predicate.lemma == "visit" and token.lower == "go"
        kind = "verb" if is_verb(token) and not spun_visit else "noun"
        index = self.frames.verbs if kind == "verb" else self.frames.nouns
        found = [
            (-weight, -2 * (len(frame.needs) + reading.count(" ")) - frame.affair, n, frame, reading)
            for n, (reading, weight) in enumerate(self._names(token, predicate, kind))
            for frame in index.get(reading, ())
        ]
        drafts: list[Draft] = []
        for weight, _, _, frame, reading in sorted(found, key=itemgetter(0, 1)):
            if not drafts or frame.beside:
                drafts += self._try(frame, token, predicate, reading, -weight)
        return drafts

    def _names(self, token: Token, predicate: Predicate | None, kind: str) -> Iterator[tuple[str, float]]:
        names = [predicate.lemma] if predicate is not None else []
        names += [n for n in self._phrases(token, kind) if n not in names]
        if predicate is None and kind == "verb":
            return
        for name in names:
            yield name, 1.0
        if self.spun:
            particle = kind == "verb" and bool(self.tree.children(token, "prt"))
            for name in names:
                if particle and " " not in name:
                    continue
                for plain in spun_readings().get((name, kind), ()):
                    if plain not in names:
                        yield plain, 0.9

    def _phrases(self, token: Token, kind: str) -> list[str]:
        """The trigger as a phrase (verb with particle or preposition, verb with bare object), then the lemma."""
        if kind == "noun":
            lower = self.lowers[token.i]
            return [token.lemma, lower] if lower != token.lemma else [token.lemma]
        if token.lemma not in self.frames.phrasal:
            return [token.lemma]
        found = [
            f"{token.lemma} {c.lower}"
            for c in self.tree.children(token, "prt", "prep", "advmod", "agent")
            if c.i > token.i and not self._dates(c)
        ]
        found += [
            f"{token.lemma} {c.lemma}" for c in self.tree.children(token, "dobj", "acomp", "oprd", "attr")
        ]
        found = [*self._longer(token), *self._resulting(token), *found]
        return [*found, token.lemma]

    def _resulting(self, token: Token) -> list[str]:
        """Phrases whose result the parser gave to the object: "set free nine sailors", "put ambassadors back"."""
        said = [c.lemma for c in self.tree.children(token, "ccomp", "xcomp")] if token.lemma == "let" else []
        if said:
            return [f"let {said[0]}"]
        near = [a for o in self.tree.children(token, "dobj") for a in self.tree.children(o, "amod", "advmod")]
        return [f"{token.lemma} {a.lower}" for a in near if a.lower in RESULTS]

    def _longer(self, token: Token) -> list[str]:
        """Phrases of three words: "put on hold", "turn down flat"."""
        return [
            f"{token.lemma} {c.lower} {p.lemma}"
            for c in self.tree.children(token, "prep", "prt", "advmod")
            for p in self.tree.children(c, "pobj", "prep", "advmod")
            if c.i > token.i
        ]

    def _dates(self, preposition: Token) -> bool:
        """Whether a preposition only dates the verb ("called on Friday")."""
        inner = self.tree.children(preposition, "pobj")
        return bool(inner) and all(t.entity[2:] in {"DATE", "TIME"} for t in inner)

    def _try(
        self, frame: Frame, token: Token, predicate: Predicate | None, reading: str, weight: float
    ) -> list[Draft]:
        if (frame.affair and self.parties.affair is None) or (
            frame.outside and self.parties.affair is not None
        ):
            return []
        status = predicate.status if predicate is not None else Status.HAPPENED
        if predicate is not None and run_on(self.tree, token):
            status = Status.HAPPENED
        if frame.statuses and status not in frame.statuses:
            return []
        if not frame.governs and (status is Status.THREATENED or self._refused(frame, token, predicate)):
            return []
        for slot, words in frame.needs.items():
            if not self.holds(slot, words, token) and not self._left_unsaid(slot, words, token):
                return []
        for slot, words in frame.avoid.items():
            if self.holds(slot, words, token):
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
        if frame.both:
            return self._of_both(token, base)
        if frame.symmetric:
            return list(self._meeting(frame, token, base))
        return list(self._directed(frame, token, base))

    def _left_unsaid(self, slot: str, words: frozenset[str], token: Token) -> bool:
        """Whether a frame that asks for a doer meets a passive without one in a report of a clear affair."""
        if slot != "subject" or words != PARTY or self.parties.affair is None or not is_verb(token):
            return False
        return passive(self.tree, token) and not self.tree.children(token, "agent")

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
        if frame.both and predicate is not None and predicate.reason.startswith("purpose of"):
            return Status.HAPPENED  # "brokered a deal to end the row": the deal ends it
        if frame.event_type is EventType.THREATEN and Status.NEGATED in frame.statuses:
            return Status.THREATENED
        if frame.event_type is EventType.THREATEN and status in {Status.HAPPENED, Status.ONGOING}:
            return Status.THREATENED
        open_still = frame.event_type is EventType.CONSULT or (
            frame.event_type in FRIENDLY and self.parties.affair is not None
        )
        if open_still and status is Status.HYPOTHETICAL and predicate is not None:
            return Status.TENTATIVE if "could" in predicate.reason or "can" in predicate.reason else status
        if frame.governs and status is Status.ONGOING:
            return Status.HAPPENED
        return Status.HYPOTHETICAL if status is Status.THREATENED and frame.governs else status

    def _mode(self, frame: Frame, token: Token) -> str | None:
        if frame.mode_from is None:
            return frame.mode
        modes = content_modes(frame.mode_from)
        for below in self.tree.subtree(token):
            if below.i != token.i and below.lemma in modes:
                return modes[below.lemma]
        return frame.mode

    def _directed(self, frame: Frame, token: Token, base: Draft) -> Iterator[Draft]:
        """The drafts of an act of one side on another."""
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
            if frame.governs and self._of_both_sides(actor):
                recipients = []
            recipients = [r for r in recipients if not r.states or not set(r.states) <= set(actor.states)]
        recipients = [r for r in recipients if not r.ids or not set(r.ids) <= set(actor.ids)]
        if not frame.host:
            recipients = [r for r in recipients if not self._elsewhere(r)]
        recipient = self._facing(actor, joined(recipients))
        told = not actors and self._told_before(frame, token)
        if not told and not self._speaks(actor, recipient, verbal=frame.event_type in VERBAL):
            return
        unsaid = recipients and (frame.host or self._doer_unsaid(frame, token))
        if not actors and not unsaid and not told:
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

    def _doer_unsaid(self, frame: Frame, token: Token) -> bool:
        """Whether force is told without who used it ("six soldiers were killed", "the arrest of two editors")."""
        if frame.event_type not in UNSAID and "legal" not in frame.contexts:
            return False
        return passive(self.tree, token) if is_verb(token) else bool(self.sides(self.fill("of", token)))

    def _told_before(self, frame: Frame, token: Token) -> bool:
        """Whether an act without a doer may be one of the report's affair: "the men were freed", "the arrest"."""
        if self.parties.affair is None:
            return False
        if frame.event_type not in ACTS and not frame.host and not frame.affair:
            return False
        if is_verb(token) and self._left_unsaid("subject", PARTY, token):
            return True
        if is_verb(token):
            return passive(self.tree, token) or frame.actor == ("by",)
        if frame.host and (self.view.title or self.tree.children(token, "compound")):
            return True
        near = self.tree.children(token, "det", "poss")
        return any(c.lower in {"the", "this", "that", "their", "no", "any"} for c in near)

    def _speaks(self, actor: Party, recipient: Party, *, verbal: bool) -> bool:
        """Whether the sides are sure enough: words need somebody known, a guessed subject another side."""
        if verbal and not actor.known and not recipient.known:
            return False
        affair = self.parties.affair
        if affair is not None and set(actor.states) & set(affair.sides) and (verbal or not actor.person):
            return True
        return not (actor.token >= 0 and actor.weight < 0.6 and not recipient.text)

    def _domestic(self, frame: Frame, token: Token, actor: Party) -> bool:
        """Whether a journey stays at home or goes nowhere that can be named."""
        went = [f for slot in frame.recipient for f in self.fill(slot, token)]
        return bool(self.parties.places(went))


def _out_of_scope(words: frozenset[str]) -> bool:
    """Whether the sentence is of sport, cooking or another world where states' names and war words mean else."""
    return len(words & word_list("sport")) >= 2 or len(words & word_list("cooking")) >= 3
