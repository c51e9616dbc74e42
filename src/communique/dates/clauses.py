"""Which way a weekday or month points by its clause: "will discuss Monday's attack", "moved it to Friday"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from communique.records import Direction, Parse
from communique.rules import load_table

_NOUN = {"NOUN", "PROPN", "PRON"}
_VERB = {"VERB", "AUX"}
_LOOSE = {"ADV", "ADJ", "ADP", "PART"}
_TO = {"to", "until", "till", "for", "through"}
_AT = {"on", "in", "at", "by", "from"}
_PRESENT = {"VBZ", "VBP"}
_DEFINITE = {"the", "this", "that", "these", "those"}
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_TIMED = {"pobj", "npadvmod", "attr", "dobj", "oprd", "dep"}


@cache
def words(kind: str) -> frozenset[str]:
    """The lemmas of one class of `turns.tsv`."""
    return frozenset(row["word"] for row in load_table("dates/turns.tsv") if row["class"] == kind)


@cache
def plan_words() -> frozenset[str]:
    """The verbs whose object lies ahead of them (plan, expect, schedule…), as lemmas."""
    return frozenset(row["lemma"] for row in load_table("dates/plans.tsv"))


class Clause:
    """A parsed sentence, asked for the direction of the time expressions in it; tokens go by index."""

    def __init__(self, parse: Parse, *, headline: bool) -> None:
        self._parse = parse
        self._headline = headline

    def turn(self, start: int, end: int, sayings: frozenset[str]) -> Direction | None:
        """The way that the words around the report's stretch give; None where they leave it to the verb's status."""
        at = self._head_of(start, end)
        if at is None:
            return None
        above = self._parse.heads[at]
        preposition = above if self._dep(at) == "pobj" else None
        if preposition is not None:
            above = self._parse.heads[preposition]
            if above == preposition:
                return None
            if self._parse.pos[above] in _LOOSE:  # "pushed back to", "due on": the verb is one step up
                above = self._parse.heads[above]
        if preposition is not None and self._deed_before(preposition, end):
            return Direction.PAST
        if preposition is not None and self._lemma(above) in words("unit") and self._dep(above) == "pobj":
            preposition = self._parse.heads[above]  # "slipped to a week in June": the week is what is told
            at, above = above, self._parse.heads[preposition]
        if self._parse.pos[above] in _NOUN and self._dep(at) != "attr":
            weekday = self._lower(at) in WEEKDAYS
            return self._beside_noun(at, preposition, above, weekday=weekday)
        if self._parse.pos[above] in _VERB:
            return self._under_verb(at, preposition, above, sayings)
        return None

    def unfulfilled(self, start: int, end: int) -> bool:
        """Whether the stretch stands under a plan that came to nothing: "was to have led a mission in October"."""
        at = self._head_of(start, end)
        verb = (
            next((i for i in self._ancestors(at) if self._parse.pos[i] in _VERB), None)
            if at is not None
            else None
        )
        if verb is None:
            return False
        helps = {self._lower(i) for i in self._children(verb) if self._dep(i) == "aux"}
        return {"to", "have"} <= helps and self._lower(self._parse.heads[verb]) in {"was", "were", "ought"}

    def moved_from(self, start: int, end: int) -> bool:
        """Whether the stretch is the day something was moved away from: "slipped from April to June"."""
        at = self._head_of(start, end)
        if at is None or self._dep(at) != "pobj" or self._lower(self._parse.heads[at]) != "from":
            return False
        return self._lemma(self._parse.heads[self._parse.heads[at]]) in words("shift")

    # ------------------------------------------------------------ beside a noun

    def _beside_noun(self, at: int, preposition: int | None, noun: int, *, weekday: bool) -> Direction | None:
        """A day that dates a noun: "Monday's attack", "the arrest on Sunday", "Friday's talks are"."""
        if preposition is not None and self._lower(preposition) in _TO | {"by", "from"}:
            return None
        lemma, over = self._parse.lemmas[noun].lower(), self._dep(noun)
        of = preposition is not None and self._lower(preposition) == "of"
        if lemma in words("date") and of:
            return Direction.FUTURE
        known = self._dep(at) == "poss" or self._definite(noun)
        held = self._parse.heads[noun]
        if lemma in {"that", "those"} or (lemma in words("deed") and known and not self._does(held, over)):
            return Direction.PAST
        if over == "pobj":
            found = self._after_preposition(held, lemma)
            if found is not None:
                return found
        if of and known and weekday and lemma not in words("coming") | words("term") | words("unit"):
            return Direction.PAST
        if lemma in words("issue") and known and over in {"dobj", "pobj"} and not self._does(held, over):
            return Direction.PAST if self._governed_ahead(noun) else None
        if over == "pobj" and preposition is not None and self._seeks(self._parse.heads[held]):
            return Direction.FUTURE
        if over in {"nsubj", "nsubjpass"} and self._parse.pos[held] in _VERB:
            return Direction.FUTURE if self._now(held) and lemma not in words("deed") else None
        return None

    def _seeks(self, verb: int) -> bool:
        """Whether something is sought, told in the perfect, which bears no day of its own: "has asked for talks"."""
        helps = {self._lower(i) for i in self._children(verb) if self._dep(i) == "aux"}
        return bool(helps & {"has", "have"}) and self._lemma(verb) in words("seek")

    def _deed_before(self, preposition: int, end: int) -> bool:
        """Whether the day stands within a deed ("the raid on Monday of") or follows "after the raid"."""
        noun = preposition - 1
        if noun < 1 or self._lower(preposition) not in {"on", "in"} or not self._definite(noun):
            return False
        lemma = self._parse.lemmas[noun].lower()
        if lemma not in words("deed") and lemma not in words("issue"):
            return False
        after = bisect_left(self._parse.starts, end)
        held = self._lower(self._parse.heads[noun]) if self._dep(noun) == "pobj" else ""
        more = after < len(self._parse.texts) and self._lower(after) == "of"
        return more or held in {"after", *words("topic")}

    def _after_preposition(self, preposition: int, lemma: str) -> Direction | None:
        word = self._lower(preposition)
        if word == "since" or (word in words("topic") and lemma in words("issue")):
            return Direction.PAST
        if word == "before" and lemma in words("term"):
            return Direction.FUTURE
        above = self._lower(self._parse.heads[preposition])
        return Direction.FUTURE if word == "of" and above == "ahead" else None

    def _definite(self, noun: int) -> bool:
        return any(
            self._dep(i) == "poss" or (self._dep(i) == "det" and self._lower(i) in _DEFINITE)
            for i in self._children(noun)
        )

    def _does(self, verb: int, over: str) -> bool:
        """Whether the noun is what a verb of doing brings about, so that the verb's own time is meant."""
        return over in {"dobj", "nsubjpass"} and self._parse.lemmas[verb] in words("do")

    def _governed_ahead(self, at: int) -> bool:
        """Whether a verb above looks ahead ("will discuss the ruling of Monday")."""
        for above in self._ancestors(at):
            if self._parse.pos[above] in _VERB:
                helps = {self._lower(i) for i in self._children(above) if self._dep(i) in {"aux", "auxpass"}}
                return bool(
                    helps & {"will", "would", "to", "shall", "may", "might", "could", "must", "should"}
                )
        return False

    # ------------------------------------------------------------ under a verb

    def _under_verb(
        self, at: int, preposition: int | None, verb: int, sayings: frozenset[str]
    ) -> Direction | None:
        word = self._lower(preposition) if preposition is not None else ""
        lemma, tag = self._parse.lemmas[verb], self._parse.tags[verb]
        if lemma in words("shift") and word in _TO and self._governs_one(verb):
            return Direction.FUTURE
        if lemma in words("fix") and not word and at - verb == 1 and not self._other_object(verb, at):
            return Direction.FUTURE
        if word in {"until", "till", "through"}:
            return self._up_to(verb, lemma, tag)
        if self._reports(at, verb, tag, word) or self._told_first(at, preposition, verb, sayings):
            return Direction.PAST
        if self._missed(verb):
            return Direction.PAST
        if self._dep(at) not in _TIMED or (word and word not in _AT) or lemma in sayings:
            return None
        if word not in {"by", "from"} and self._done(verb, lemma, tag):
            return Direction.PAST
        if self._now(verb) or self._going(verb, lemma, tag):
            return None if word == "from" and lemma not in words("go") else Direction.FUTURE
        return None

    def _done(self, verb: int, lemma: str, tag: str) -> bool:
        """Whether the verb tells a deed though it hangs on another one: "let them go", "men taken off a boat".

        Also what hangs on a threat taken back: in "withdrew its warning to shoot on Tuesday" the day is the
        withdrawal's.
        """
        over, above = self._dep(verb), self._parse.heads[verb]
        helped = any(self._dep(i) in {"aux", "neg"} for i in self._children(verb))
        if over in {"ccomp", "xcomp"} and self._lemma(above) in words("cause"):
            return self._parse.tags[above] in {"VBD", "VBN"} and not helped
        if over in {"acl", "relcl"} and tag in {"VBD", "VBN"}:
            return not helped and lemma not in words("fix") | words("shift") | plan_words()
        if over == "conj" and tag == "VBN" and self._lemma(above) == "be":
            return not helped and lemma not in words("fix") | words("shift") | plan_words()
        return self._takes_back(verb)

    def _takes_back(self, verb: int) -> bool:
        """Whether an infinitive says what was threatened by what a verb of the past takes back."""
        noun = self._parse.heads[verb] if self._dep(verb) == "acl" else verb - 2
        if noun < 0 or self._dep(noun) != "dobj" or not self._infinitive(verb):
            return False
        above = self._parse.heads[noun]
        return self._lemma(above) in words("undo") and self._parse.tags[above] == "VBD"

    def _governs_one(self, verb: int) -> bool:
        """Whether the verb has an object or is passive: something is moved."""
        return self._parse.tags[verb] == "VBN" or any(
            self._dep(i) in {"dobj", "auxpass", "prt"} for i in self._children(verb)
        )

    def _other_object(self, verb: int, at: int) -> bool:
        return any(self._dep(i) == "dobj" and i != at for i in self._children(verb))

    def _up_to(self, verb: int, lemma: str, tag: str) -> Direction | None:
        """Up to a day: behind where a verb of the past lasted till then, else ahead."""
        if tag not in {"VBD", "VBG"}:
            return None
        if lemma == "have" and any(
            dep == "conj" and self._parse.tags[i] == "VBD" and i > verb
            for i, dep in enumerate(self._parse.deps)
        ):
            return Direction.PAST
        helps = {self._lower(i) for i in self._children(verb) if self._dep(i) == "aux"}
        past = tag == "VBD" or bool(helps & {"was", "were", "been"})
        return Direction.PAST if lemma in words("stay") and past else None

    def _reports(self, at: int, verb: int, tag: str, word: str) -> bool:
        """Whether the day stands between a verb of the past and what was said or ordered: "ordered on Tuesday that"."""
        if tag != "VBD" or (word and word not in {"on", "in", "at"}) or at < verb:
            return False
        return any(
            i > at
            and (self._dep(i) in {"xcomp", "ccomp"} or (self._dep(i) == "advcl" and self._infinitive(i)))
            for i in self._children(verb)
        ) and not any(self._dep(i) in {"xcomp", "ccomp"} and i < at for i in self._children(verb))

    def _told_first(self, at: int, preposition: int | None, verb: int, sayings: frozenset[str]) -> bool:
        """Whether the day follows a verb of saying and hangs on a later one: "said on Monday he was leaving"."""
        before = (at if preposition is None else preposition) - 1
        said = before >= 0 and self._parse.tags[before] == "VBD" and self._parse.lemmas[before] in sayings
        return said and verb > at

    def _infinitive(self, verb: int) -> bool:
        return any(self._dep(i) == "aux" and self._lower(i) == "to" for i in self._children(verb))

    def _now(self, verb: int) -> bool:
        """A verb of the present outside headlines, plain or progressive: "resumes", "is flying", "the deadline is"."""
        if self._headline:
            return False
        tag = self._parse.tags[verb]
        below = self._children(verb)
        if any(self._dep(i) == "neg" for i in below):
            return False
        helps = {self._lower(i) for i in below if self._dep(i) in {"aux", "auxpass"}}
        if tag in _PRESENT:
            return not helps
        return tag == "VBG" and bool(helps & {"is", "are", "'s", "’s", "'re", "’re"}) and "been" not in helps

    def _going(self, verb: int, lemma: str, tag: str) -> bool:
        """The future as seen from the past: "said a convoy was leaving on Thursday"."""
        if tag != "VBG" or lemma not in words("go") or self._dep(verb) != "ccomp":
            return False
        return any(self._lower(i) in {"was", "were"} for i in self._children(verb) if self._dep(i) == "aux")

    def _missed(self, verb: int) -> bool:
        """Whether a clause beside a plan shows that its day is over: "the talks set for Sunday never began"."""
        top = verb
        while self._dep(top) in {"xcomp", "ccomp", "acomp"}:
            top = self._parse.heads[top]
        due = any(self._dep(i) == "acomp" and self._lower(i) == "due" for i in self._children(verb))
        if top == verb and self._parse.tags[verb] != "VBN" and not due:
            return False
        beside = [
            i for i in {*self._children(top), *self._children(verb)} if self._dep(i) == "conj" and i > verb
        ]
        if self._dep(top) in {"relcl", "acl"}:
            noun = self._parse.heads[top]
            if self._dep(noun) in {"nsubj", "nsubjpass"}:
                beside.append(self._parse.heads[noun])
        elif self._parse.tags[top] != "VBD" and not any(
            self._lower(i) in {"was", "were", "had"} for i in self._children(top)
        ):
            return False
        return any(self._over(i) for i in beside)

    def _over(self, verb: int) -> bool:
        below = self._children(verb)
        past = self._parse.tags[verb] == "VBD" or any(self._lower(i) in {"did", "had"} for i in below)
        refused = any(self._dep(i) == "neg" for i in below)
        passive = any(self._dep(i) == "auxpass" for i in below)
        return past and not passive and (refused or self._parse.lemmas[verb] in words("done"))

    # ------------------------------------------------------------ the tree

    def _head_of(self, start: int, end: int) -> int | None:
        """The token of the stretch whose governor lies outside it."""
        first = bisect_right(self._parse.ends, start)
        last = bisect_left(self._parse.starts, end)
        heads = [i for i in range(first, last) if not first <= self._parse.heads[i] < last]
        return heads[-1] if heads else None

    def _children(self, at: int) -> list[int]:
        return [i for i, head in enumerate(self._parse.heads) if head == at and i != at]

    def _ancestors(self, at: int) -> Iterator[int]:
        for _ in self._parse.heads:
            above = self._parse.heads[at]
            if above == at:
                return
            yield above
            at = above

    def _lemma(self, at: int) -> str:
        return self._parse.lemmas[at].lower()

    def _dep(self, at: int) -> str:
        return self._parse.deps[at]

    def _lower(self, at: int) -> str:
        return self._parse.texts[at].lower()
