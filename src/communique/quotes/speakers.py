"""Who a verb has as its speaker: the subject by grammar, else by place, with the words that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.grammar import Token, Tree
from communique.quotes.cues import speaker_nouns
from communique.quotes.frames import MARKS, Frame, Word
from communique.records import Mention

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
PERSONAL = frozenset({"he", "she", "they", "we", "i"})
UNFIT = frozenset({"who", "that", "which", "whom", "what", "this", "these", "those", "there", "you"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
CLIMB = frozenset({"xcomp", "advcl", "conj", "pcomp", "ccomp", "aux", "dep", "prep", "parataxis"})
KEPT_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "case", "quantmod", "predet", "punct"}
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The head word of whoever speaks, the stretch that names them, and how fit it is to speak (0–2)."""

    word: Word
    start: int
    end: int
    fitness: float


def speaker_of(frame: Frame, verb: Word) -> Speaker | None:
    """The speaker of a verb: its own subject, an agent, the subject it shares; None where grammar gives none."""
    for token in _subjects(verb.tree, verb.token):
        found = as_speaker(frame, Word(token, verb.tree))
        if found is not None:
            return found
    return None


def nearby_speaker(frame: Frame, verb: Word, start: int, end: int) -> Speaker | None:
    """By place where grammar fails: the fit noun nearest to the verb in the told stretch, a left one first."""
    outer = frame.outer_between(start, end)
    heads = [w for w in outer if w.token.pos in NOMINAL and _heads(w, verb)]

    def far(word: Word) -> tuple[int, int]:
        aside = 60 if word.token.dep in {"pobj", "poss"} else 0
        return abs(word.start - verb.start) + aside + (30 if word.start > verb.start else 0), word.start

    ranked = sorted(heads, key=far)
    for word in ranked[:3]:
        if word.token.dep in {"pobj", "dobj"} and word.start > verb.start + 12:
            continue
        found = as_speaker(frame, word)
        if found is not None and found.fitness >= 1 and abs(word.start - verb.start) < 80:
            return found
    return None


def _heads(word: Word, verb: Word) -> bool:
    """Whether a noun heads its phrase; one that the parser hung on the cue itself does."""
    return word.start != verb.start and (word.token.dep != "compound" or word.token.head == verb.token.i)


def _subjects(tree: Tree, verb: Token) -> Iterator[Token]:
    """Candidates in order of trust: agent, own subject, then the subjects of the verbs above."""
    for agent in tree.children(verb, "agent"):
        yield from tree.children(agent, "pobj")
    if not infinitive(tree, verb):
        yield from _own(tree, verb)
    for at in [verb, *tree.ancestors(verb)]:
        if at is not verb and at.pos in {"VERB", "AUX"}:
            yield from _own(tree, at)
        if at is verb and at.dep == "ccomp" and at.tag in FINITE | {"VBN"}:
            yield from _stranded(tree, at)
        if at is verb and at.dep == "pcomp":
            yield from _quoted(tree, at)
        if at.dep in {"acl", "relcl"} and not infinitive(tree, at):
            head = tree.head(at)
            if head is not None:
                yield from _bearer(tree, head)
            return
        if at.dep not in CLIMB and not infinitive(tree, at) and at.pos in {"VERB", "AUX"}:
            return


def _stranded(tree: Tree, verb: Token) -> Iterator[Token]:
    """The subject of a clause without "that", which the parser hangs elsewhere.

    "said Novak … urged": on the verb above as its object; "said Novak had … urged": on a clause of its own.
    """
    head = tree.head(verb)
    if head is None or tree.children(verb, *SUBJECTS):
        return
    yield from (t for t in tree.children(head, "dobj") if t.i < verb.i)
    for sibling in tree.children(head, "ccomp"):
        if sibling.i < verb.i:
            yield from tree.children(sibling, *SUBJECTS)


def _quoted(tree: Tree, verb: Token) -> Iterator[Token]:
    """Of "state radio quoted Novak as saying": Novak."""
    above = [t for t in tree.ancestors(verb) if t.pos == "VERB"]
    if above and above[0].lemma in {"quote", "cite"} and not tree.children(above[0], "auxpass"):
        yield from tree.children(above[0], "dobj")


def infinitive(tree: Tree, verb: Token) -> bool:
    """Whether "to" stands before the verb: then whoever governs it speaks, not its own subject."""
    return any(t.lower == "to" for t in tree.children(verb, "aux"))


def _own(tree: Tree, verb: Token) -> Iterator[Token]:
    for subject in tree.children(verb, *SUBJECTS):
        if subject.lower in RELATIVE and verb.dep in {"relcl", "acl"}:
            head = tree.head(verb)
            if head is not None:
                yield from _bearer(tree, head)
        else:
            yield subject


def _bearer(tree: Tree, noun: Token) -> Iterator[Token]:
    """A noun that a clause hangs on; where it is a thing said or done, whoever it belongs to."""
    if speaker_nouns().get(noun.lemma) in {None, "document"} and noun.pos == "NOUN":
        yield from tree.children(noun, "poss")
        for prep in tree.children(noun, "prep"):
            if prep.lower in {"by", "from", "of"}:
                yield from (t for t in tree.children(prep, "pobj") if t.pos == "PROPN")
        head = tree.head(noun)
        while head is not None and head.pos not in {"VERB", "AUX"}:
            head = tree.head(head)
        if head is not None:
            yield from _subjects(tree, head)
    yield noun


def owners(noun: Word) -> Iterator[Word]:
    """Whose thing said it is: the possessor, then "by/from/of X"."""
    tree = noun.tree
    for owner in tree.children(noun.token, "poss"):
        yield Word(owner, tree)
    for prep in tree.children(noun.token, "prep", "agent"):
        if prep.lower in {"by", "from", "of"}:
            yield from (Word(t, tree) for t in tree.children(prep, "pobj"))


def as_speaker(frame: Frame, word: Word) -> Speaker | None:
    token = word.token
    if token.pos not in NOMINAL and token.tag not in {"CD", "DT"} and not token.text[:1].isupper():
        return None
    if not frame.is_outer(word) or token.lower in UNFIT:
        return None
    start, end = phrase(frame, word)
    return Speaker(word, start, end, fitness(frame, word))


def fitness(frame: Frame, word: Word) -> float:
    """How fit a noun is to speak: 2 a person, 1.5 a state, body or pronoun, 1 a document, 0 a thing."""
    token = word.token
    mention = mention_at(frame, word)
    if mention is not None or token.entity[2:] in {"PERSON"}:
        return 2.0
    kind = speaker_nouns().get(token.lemma) or speaker_nouns().get(token.lower)
    if kind is not None:
        return {"person": 2.0, "body": 1.5, "document": 1.0}[kind]
    if token.lower in PERSONAL | {"one", "others", "many", "some", "both"}:
        return 1.5
    if token.entity[2:] in NAMES:
        return 1.5
    if token.lower in {"it"}:
        return 0.8
    return 0.7 if token.pos == "PROPN" else 0.4


def phrase(frame: Frame, word: Word) -> tuple[int, int]:
    """The words that name a speaker: noun with what stands left of it, and "for/of/at/from …" after a role."""
    tree, token = word.tree, word.token
    left = token
    for child in reversed(tree.children(token)):
        if child.i < token.i and child.dep in KEPT_LEFT and not _apart(frame, child, left):
            left = min([*tree.subtree(child), left], key=lambda t: t.i)
    start, end = left.start, token.end
    if token.pos == "NOUN" or (token.pos == "PROPN" and token.lower in speaker_nouns()):
        end = _tail(tree, token, end)
    mention = mention_at(frame, word)
    if mention is not None:
        start, end = min(start, mention.start), max(end, mention.end)
    if token.lower in {"he", "she"} and start < token.start:
        end = len(frame.text[: token.start].rstrip())  # a doubled subject: "spokesman Tan Wei He said"
    while start < end and frame.text[start] in MARKS + ", ":
        start += 1
    return start, end


def _apart(frame: Frame, child: Token, left: Token) -> bool:
    """Whether a comma, dash or mark stands between a modifier and the noun."""
    return bool(re.search(r"[,;:—“”\"]", frame.text[child.end : left.start])) or child.dep == "punct"


def _tail(tree: Tree, token: Token, end: int) -> int:
    for prep in tree.children(token, "prep"):
        if prep.lower in {"for", "of", "at", "from", "in", "with"} and prep.start == end + 1:
            below = [t for t in tree.subtree(prep) if t.pos not in {"VERB", "AUX"}]
            stop = end
            for t in below:
                if t.start - stop > 1 or t.text in {",", "—"}:
                    break
                stop = t.end
            return stop
    return end


def mention_at(frame: Frame, word: Word) -> Mention | None:
    """The mention that holds the word, the longest where several do, one with an entity first."""
    near = frame.mentions_between(word.start, word.end)
    found = [m for m in near if m.start <= word.start and word.end <= m.end] or near
    return max(found, key=lambda m: (m.entity_id is not None, m.end - m.start), default=None)
