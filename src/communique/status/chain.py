"""Status up the chain of governing verbs and nouns: "has not ruled out postponing the planned visit"."""

from __future__ import annotations

from communique.grammar import Token, Tree
from communique.records import Status
from communique.status.clauses import Reading, read_noun, read_verb
from communique.status.lexicon import Governor, Lexicon
from communique.status.words import is_spun_visit, name_noun, name_verb, readings

OPEN = {Status.HAPPENED, Status.ONGOING}
UNREAL = {Status.PLANNED, Status.TENTATIVE, Status.HYPOTHETICAL, Status.THREATENED}
UNDONE = {Status.POSTPONED, Status.CANCELLED}
UNMARKED = Reading(Status.HAPPENED, None, "unmarked noun", marked=False)
PLANLIKE = {
    "visit",
    "trip",
    "journey",
    "tour",
    "meeting",
    "talk",
    "summit",
    "conference",
    "plan",
    "call",
    "travel",
}
MEASURES = {
    "day",
    "week",
    "hour",
    "round",
    "series",
    "set",
    "string",
    "couple",
    "number",
    "rest",
    "part",
    "kind",
}
SPEECH = {
    "demand", "request", "call", "appeal", "offer", "proposal", "report", "accusation", "allegation", "charge", "claim",
    "criticism", "invitation", "plea", "suggestion", "warning", "threat", "ultimatum",
}  # fmt: skip
REFUSING = {"reject", "refuse", "rebuff", "decline", "turn down", "dismiss", "spurn", "snub", "ignore"}
SUPERLATIVE = {"primary", "prime", "top", "first", "last", "only", "second", "third", "latest"}


class Chain:
    """The statuses of one sentence's words, each worked out once."""

    def __init__(self, tree: Tree, lexicon: Lexicon, *, headline: bool) -> None:
        self.tree, self.lexicon, self.headline = tree, lexicon, headline
        self._known: dict[int, Reading] = {}

    def read(self, token: Token) -> Reading:
        """The token's status with the words that stand above it taken into account."""
        if token.i not in self._known:
            self._known[token.i] = UNMARKED  # a loop in the grammar ends here
            self._known[token.i] = self._read(token)
        return self._known[token.i]

    def _read(self, token: Token) -> Reading:
        own = self._own(token)
        if (
            token.dep == "conj"
            and (head := self.tree.head(token)) is not None
            and self._shares(token, head, own)
        ):
            return self.read(head)
        if (above := self._governed(token)) is not None:
            return _join(own, above)
        if own is not None:
            return own
        return self._bare(token)

    def _own(self, token: Token) -> Reading | None:
        if self._nominal(token):
            return read_noun(self.tree, token, self.lexicon)
        return read_verb(self.tree, token, self.lexicon, headline=self.headline)

    def _nominal(self, token: Token) -> bool:
        return token.pos not in {"VERB", "AUX"} or is_spun_visit(self.tree, token)

    def _shares(self, token: Token, head: Token, own: Reading | None) -> bool:
        """Whether a coordinated word takes its status from the first one ("will fly to Oslo and meet her")."""
        if self._nominal(token):
            return own is None
        if self.tree.children(token, "aux", "nsubj", "nsubjpass", "neg"):
            return False
        return own is None or (token.tag == head.tag and token.tag in {"VB", "VBG", "VBN"})

    def _governed(self, token: Token) -> Reading | None:
        for relation, head in self._links(token):
            for name in readings(self._name(head), head.pos, self.lexicon):
                for governor in self.lexicon.governors.get(name, ()):
                    if self._applies(governor, relation, token, head):
                        return self._effect(governor, head)
        return None

    def _name(self, head: Token) -> str:
        return name_verb(self.tree, head, self.lexicon) if head.pos in {"VERB", "AUX"} else head.lemma

    def _links(self, token: Token) -> list[tuple[str, Token]]:
        """The relations to words above: directly, over a preposition, or over a participle beside the noun."""
        found: list[tuple[str, Token]] = []
        first = token
        while first.dep == "conj" and (head := self.tree.head(first)) is not None:
            first = head
        head = self.tree.head(first)
        if head is not None:
            if first.dep in {"pobj", "pcomp"} and (above := self.tree.head(head)) is not None:
                found.append((f"{first.dep}:{head.lower}", above))
                if above.lemma in MEASURES:
                    found.extend(self._links(above))
            elif first.dep == "attr" or (first.dep == "nsubj" and head.lemma == "be"):
                below = self.tree.children(head, "acomp", "advmod", "prep")
                found.extend(("nsubj", c) for b in below for c in (b, *self.tree.children(b, "pobj")))
            else:
                found.append((self._label(first), head))
        if self._nominal(token):
            found.extend(("nsubjpass", c) for c in self.tree.children(token, "acl") if c.tag == "VBN")
            found.extend(
                ("nsubjpass", c)
                for c in self.tree.children(token, "relcl")
                if self.tree.children(c, "nsubjpass", "auxpass")
            )
        return found

    def _label(self, token: Token) -> str:
        """The dependency, an adverbial clause without subject or conjunction of its own counting as complement."""
        if token.dep == "acl" and token.tag == "VBN":
            return "acl.done"
        if token.dep == "dep" or (
            token.dep == "advcl" and not self.tree.children(token, "nsubj", "nsubjpass", "mark")
        ):
            return "xcomp" if not any(c.tag == "WRB" for c in self.tree.children(token)) else token.dep
        return token.dep

    def _applies(self, governor: Governor, relation: str, token: Token, head: Token) -> bool:
        if relation in governor.relations:
            return True
        for entry in governor.relations:
            plain, _, condition = entry.partition(".")
            if plain == relation and condition and self._meets(condition, token, head):
                return True
        return False

    def _meets(self, condition: str, token: Token, head: Token) -> bool:
        match condition:
            case "passive":
                return head.tag == "VBN" or head.pos == "ADJ"
            case "will":
                return any(
                    a.lower in {"will", "would", "'ll", "’ll", "could", "may"}
                    for a in self.tree.children(token, "aux")
                )
            case "plan":
                name = name_noun(self.tree, token, self.lexicon) or token.lemma
                return bool({name, *self.lexicon.plain_nouns.get(name, ())} & PLANLIKE)
            case "subj":
                return bool(self.tree.children(token, "nsubj", "nsubjpass"))
            case "mod":
                return any(c.pos == "DET" and c.lower in {"a", "an"} for c in self.tree.children(token))
            case "underway":
                above = self.tree.head(head)
                return above is not None and above.lower == "under"
            case "deed":
                return token.lemma not in SPEECH
            case "past":
                return head.tag == "VBD"
            case _:
                return False

    def _effect(self, governor: Governor, head: Token) -> Reading:
        above = self.read(head) if head.pos != "ADP" else UNMARKED
        reason = f"governed by '{governor.lemma}'"
        if above.status is Status.NEGATED or self._turned_down(head):
            return Reading(governor.negated, head, f"{reason}, which is negated")
        if above.cue is not None and above.cue.lemma == "can" and governor.status is Status.PLANNED:
            return Reading(governor.status, head, reason)
        if governor.status in OPEN:
            if above.status in OPEN:
                marked = governor.status is Status.ONGOING or above.marked
                return Reading(governor.status, head, reason, marked=marked or above.cue is None)
            return Reading(above.status, above.cue or head, f"{reason}: {above.reason}")
        if governor.status in UNDONE and above.status in {
            Status.TENTATIVE,
            Status.HYPOTHETICAL,
            Status.THREATENED,
        }:
            return Reading(Status.TENTATIVE, head, f"{reason}, which is itself open")
        if above.status in UNDONE or (
            above.status is Status.HYPOTHETICAL and governor.status is Status.PLANNED
        ):
            return Reading(above.status, above.cue or head, f"{reason}: {above.reason}")
        if above.status is Status.TENTATIVE and governor.status is Status.PLANNED:
            return Reading(Status.TENTATIVE, above.cue or head, f"{reason}: {above.reason}")
        return Reading(governor.status, head, reason)

    def _turned_down(self, head: Token) -> bool:
        """Whether a request, offer or proposal is the object of a refusal ("rejected a demand for talks")."""
        if head.lemma not in SPEECH or head.dep not in {"dobj", "nsubjpass"}:
            return False
        verb = self.tree.head(head)
        return verb is not None and any(
            n in REFUSING for n in readings(self._name(verb), verb.pos, self.lexicon)
        )

    def _bare(self, token: Token) -> Reading:
        """A word with nothing of its own and no known governor: infinitives, gerunds, unmarked nouns."""
        head = self.tree.head(token)
        if self._nominal(token):
            return self._under_condition(token) or UNMARKED
        aux = {c.lower for c in self.tree.children(token, "aux")}
        if head is None:
            if "to" in aux:
                return Reading(Status.PLANNED, None, "infinitive of a headline")
            return Reading(Status.HAPPENED, None, "no tense", marked=False)
        if "to" in aux:
            return self._infinitive(token, head)
        if token.dep == "pcomp":
            return self._gerund(token, head)
        above = self.read(head) if head.pos in {"VERB", "AUX"} else UNMARKED
        status = above.status if above.status in UNREAL or above.status is Status.NEGATED else Status.HAPPENED
        return Reading(status, above.cue, f"follows '{head.lemma}': {above.reason}", marked=above.marked)

    def _under_condition(self, token: Token) -> Reading | None:
        head = self.tree.head(token)
        if head is None or head.pos not in {"VERB", "AUX"} or token.dep not in {"dobj", "nsubjpass"}:
            return None
        above = self.read(head)
        if above.status is Status.HYPOTHETICAL:
            return Reading(above.status, above.cue, f"under '{head.lemma}': {above.reason}")
        return None

    def _infinitive(self, token: Token, head: Token) -> Reading:
        copula = self.tree.head(head)
        if head.lemma == "be" and not self._right_after(head, token):
            picked = [
                c
                for a in self.tree.children(head, "attr")
                for c in self.tree.conjuncts(a)
                if self._outstanding(c)
            ]
            if picked:
                above = self.read(head)
                status = Status.HAPPENED if above.status in OPEN else above.status
                return Reading(status, above.cue, f"'{picked[-1].lower}' to do it: {above.reason}")
        if token.dep in {"relcl", "acl", "advcl", "xcomp"} and self._outstanding(head):
            if copula is None or copula.lemma != "be":
                return Reading(Status.HAPPENED, head, f"'{head.lower}' to do it", marked=False)
            above = self.read(copula)
            status = Status.HAPPENED if above.status in OPEN else above.status
            return Reading(status, above.cue, f"'{head.lower}' to do it: {above.reason}", marked=True)
        above = self.read(head) if head.pos in {"VERB", "AUX"} else UNMARKED
        if head.lemma == "be" and token.dep == "xcomp" and self._right_after(head, token):
            return Reading(Status.PLANNED, head, "'is to' before the verb")
        if above.status in {Status.HYPOTHETICAL, Status.TENTATIVE, Status.NEGATED, *UNDONE}:
            return Reading(above.status, above.cue, f"purpose of '{head.lemma}': {above.reason}")
        return Reading(Status.PLANNED, None, f"purpose of '{head.lemma}'", marked=False)

    def _right_after(self, head: Token, token: Token) -> bool:
        """Whether only adverbs stand between "is" and "to" ("is to meet", not "is the man to meet")."""
        marks = [c for c in self.tree.children(token, "aux") if c.lower == "to"]
        return bool(marks) and all(t.pos in {"ADV", "PART"} for t in list(self.tree)[head.i + 1 : marks[0].i])

    def _outstanding(self, head: Token) -> bool:
        """Whether a noun is picked out among those who did it: "the first minister to visit"."""
        if head.lower in SUPERLATIVE:
            return True
        return any(
            c.tag == "JJS" or c.lower in SUPERLATIVE or any(g.tag == "RBS" for g in self.tree.children(c))
            for c in self.tree.children(head, "amod", "nummod", "advmod")
        )

    def _gerund(self, token: Token, preposition: Token) -> Reading:
        word = preposition.lower
        if word in {"without", "of"} and (
            word == "without" or "instead" in {t.lower for t in self.tree.children(preposition)}
        ):
            return Reading(Status.NEGATED, preposition, f"after '{word}'")
        above = self.tree.head(preposition)
        read = self.read(above) if above is not None and above.pos in {"VERB", "AUX"} else UNMARKED
        if word in {"before", "to", "than"} and read.status not in OPEN:
            return Reading(Status.PLANNED, preposition, f"after '{word}'")
        if read.status in UNREAL and word not in {"after", "since", "following"}:
            return Reading(read.status, read.cue, f"after '{word}': {read.reason}")
        return Reading(Status.HAPPENED, None, f"after '{word}'", marked=False)


def _join(own: Reading | None, above: Reading) -> Reading:
    """The status of a word that says one thing itself and stands under a word that says another."""
    if own is None or (own.status in OPEN and not own.marked):
        return above
    if above.status in OPEN:
        return own
    if above.status in UNDONE or above.status is Status.NEGATED:
        return above
    if own.status in {Status.NEGATED, *UNDONE}:
        return own
    if own.status is Status.TENTATIVE and above.status is Status.PLANNED:
        return own
    return above
