"""What a verb or noun says of its own status, before any word above it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from communique.grammar import Token, Tree
from communique.records import Status
from communique.status.lexicon import Lexicon

NEGATIONS = {"not", "n't", "n’t", "never", "no", "neither", "nor"}
CONDITIONS = {"if", "unless", "provided", "lest"}
MOVING = {
    "arrive", "depart", "leave", "travel", "visit", "meet", "fly", "begin", "start", "open", "host", "head", "attend",
    "go", "hold", "receive", "come", "get",
}  # fmt: skip
AHEAD = {"tomorrow", "next", "coming", "later", "shortly", "soon", "upcoming"}
BEHIND = {"yesterday", "last", "ago", "earlier"}
NOUN_MODIFIERS = ("amod", "advmod", "acl", "compound", "nmod", "npadvmod")


@dataclass(frozen=True, slots=True)
class Reading:
    """A status, the word that decided it (None for plain tense) and the reason in words."""

    status: Status
    cue: Token | None
    reason: str
    marked: bool = True


def read_verb(tree: Tree, token: Token, lexicon: Lexicon, *, headline: bool) -> Reading | None:
    """The status of a verb by its auxiliaries, negation, condition and tense; None for a bare non-finite form."""
    children = tree.children(token)
    for child in children:
        if child.dep == "mark" and child.lower in CONDITIONS:
            return Reading(Status.HYPOTHETICAL, child, f"stands under '{child.lower}'")
        if child.dep == "mark" and child.lower == "whether":
            return Reading(Status.TENTATIVE, child, "stands under 'whether'")
    for child in children:
        if _negates(tree, token, child):
            return Reading(Status.NEGATED, child, f"negated by '{child.lower}'")
    if (no := _empty_subject(tree, token)) is not None:
        return Reading(Status.NEGATED, no, f"its subject is '{no.lower}'")
    for child in children:
        if child.dep == "advmod" and lexicon.modifiers.get(child.lower) is Status.TENTATIVE:
            return Reading(Status.TENTATIVE, child, f"'{child.lower}' leaves it open")
    return _modal(tree, token, lexicon) or _tense(tree, token, headline=headline)


def _negates(tree: Tree, verb: Token, child: Token) -> bool:
    if (
        child.lower not in NEGATIONS
        or child.dep not in {"neg", "advmod", "preconj", "cc"}
        or child.i > verb.i
    ):
        return False
    return not (child.i + 1 < len(tree) and tree[child.i + 1].lower == "only")


def _empty_subject(tree: Tree, token: Token) -> Token | None:
    for subject in tree.children(token, "nsubj", "nsubjpass"):
        if subject.lower in {"nobody", "none", "neither", "nothing"}:
            return subject
        if empty := [c for c in tree.children(subject, "det", "preconj") if c.lower in {"no", "neither"}]:
            return empty[0]
    return None


def _modal(tree: Tree, token: Token, lexicon: Lexicon) -> Reading | None:
    for child in tree.children(token, "aux"):
        status = lexicon.modals.get(child.lower)
        if status is None or (child.lower in {"'d", "’d"} and token.tag != "VB"):
            continue
        if child.lemma == "would" or child.lower in {"would", "'d", "’d"}:
            status = Status.PLANNED if _reported(tree, token) else status
        return Reading(status, child, f"'{child.lower}' before the verb")
    return None


def _reported(tree: Tree, token: Token) -> bool:
    """Whether 'would' is the past of 'will': in a clause reported in the past, with no condition beside it."""
    if any(m.lower in CONDITIONS for c in tree.children(token, "advcl") for m in tree.children(c, "mark")):
        return False
    head = tree.head(token)
    return (
        token.dep in {"ccomp", "relcl", "conj"}
        and head is not None
        and (head.tag in {"VBD", "VBN"} or head.pos == "NOUN")
    )


def _tense(tree: Tree, token: Token, *, headline: bool) -> Reading | None:
    aux = {c.lower for c in tree.children(token, "aux", "auxpass")}
    if token.tag == "VBG" and aux & {
        "is",
        "are",
        "am",
        "'s",
        "’s",
        "'re",
        "’re",
        "was",
        "were",
        "be",
        "been",
        "being",
    }:
        return _progressive(tree, token, past=bool(aux & {"was", "were"}))
    if aux & {"has", "have", "had", "'ve", "’ve", "having"} or ("'s" in aux and token.tag == "VBN"):
        return Reading(Status.HAPPENED, None, "perfect tense", marked=False)
    if token.tag == "VBD" or (token.tag == "VBN" and aux & {"was", "were", "been", "got"}):
        return Reading(Status.HAPPENED, None, "past tense", marked=False)
    if aux & {"to"}:
        return None
    if token.tag in {"VBZ", "VBP"} or aux & {"is", "are", "does", "do", "did", "be"}:
        return _present(tree, token, headline=headline)
    if token.tag == "VBN" and token.dep in {"ROOT", "acl"}:
        return Reading(Status.HAPPENED, None, "past participle", marked=False)
    if token.dep == "ROOT" and token.tag == "VB" and any(tree.children(token, "nsubj")):
        return _present(tree, token, headline=headline)
    return None


def _progressive(tree: Tree, token: Token, *, past: bool) -> Reading:
    if token.lemma in MOVING and (cue := _word_below(tree, token, AHEAD)):
        return Reading(Status.PLANNED, cue, f"progressive with '{cue.lower}'")
    if past:
        return Reading(Status.HAPPENED, None, "past progressive", marked=False)
    return Reading(Status.ONGOING, None, "progressive tense", marked=False)


def _present(tree: Tree, token: Token, *, headline: bool) -> Reading:
    if headline:
        return Reading(Status.HAPPENED, None, "present tense of a headline", marked=False)
    if token.lemma in MOVING and (cue := _word_below(tree, token, AHEAD) or _day_below(tree, token)):
        status = Status.ONGOING if cue.lower == "today" else Status.PLANNED
        return Reading(status, cue, f"present tense of a timetable, '{cue.text}'")
    return Reading(Status.ONGOING, None, "present tense", marked=False)


def _word_below(tree: Tree, token: Token, words: set[str]) -> Token | None:
    return next((t for t in _own_words(tree, token) if t.lower in words and t.i > token.i), None)


def _own_words(tree: Tree, token: Token) -> list[Token]:
    """The words below a verb that do not stand under another verb."""
    found, stack = [], [token]
    while stack:
        here = stack.pop()
        found.append(here)
        stack.extend(c for c in tree.children(here) if c.pos not in {"VERB", "AUX"})
    return sorted(found, key=lambda t: t.i)


def _day_below(tree: Tree, token: Token) -> Token | None:
    below = [t for t in _own_words(tree, token) if "DATE" in t.entity and t.i > token.i]
    if any(t.lower in BEHIND for t in below):
        return None
    return next((t for t in below if t.pos == "PROPN" or t.lower in {"today", "tonight"}), None)


def read_noun(tree: Tree, token: Token, lexicon: Lexicon) -> Reading | None:
    """The status an event noun's own modifiers give it ("postponed talks", "no meeting"), None without any."""
    for child in tree.children(token, "det", "neg"):
        if child.lower in {"no", "neither"}:
            return Reading(Status.NEGATED, child, f"'{child.lower}' before the noun")
    if token.i and tree[token.i - 1].lower == "deliberate":
        return Reading(Status.PLANNED, tree[token.i - 1], "'deliberate' for planned")
    for child in tree.children(token, *NOUN_MODIFIERS):
        status = lexicon.modifiers.get(child.lower)
        if status is not None and (child.dep != "acl" or child.tag == "VBN"):
            return Reading(status, child, f"'{child.lower}' beside the noun")
    return None
