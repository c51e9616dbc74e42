"""What the tokens of a sentence are called in plain words: phrasal verbs joined, spun words undone for matching."""

from __future__ import annotations

from communique.grammar import Token, Tree
from communique.status.lexicon import Lexicon

OPENERS = {"’s", "'s", "’", "'", "a", "an", "the", "his", "her", "their", "this", "that", "its", "deliberate"}
VERBAL = {"VERB", "AUX"}
MISREAD = {
    "hopes": "hope",
    "hoped": "hope",
    "hoping": "hope",
    "slated": "slate",
    "inking": "ink",
    "inked": "ink",
    "staged": "stage",
}
PARTICLES = {"prt", "advmod", "prep"}


def name_verb(tree: Tree, token: Token, lexicon: Lexicon) -> str:
    """The verb's lemma with its particle (`call off`, `rule out`) where the word lists know that pair."""
    lemma = MISREAD.get(token.lower, token.lemma)
    for child in tree.children(token, *PARTICLES):
        joined = f"{lemma} {child.lower}"
        if joined in lexicon.governors or joined in lexicon.plain_verbs:
            return joined
    if lemma == "take" and any(c.lemma == "place" for c in tree.children(token, "dobj")):
        return "take place"
    return lemma


def name_noun(tree: Tree, token: Token, lexicon: Lexicon) -> str | None:
    """The event noun a token stands for (`visit` for a spinner's `go to`), None where it is no event noun."""
    if is_spun_visit(tree, token):
        return "visit"
    if token.pos not in {"NOUN", "PROPN"}:
        return None
    lemma = token.lemma if token.lemma in lexicon.nouns else token.lower
    if lemma in lexicon.nouns:
        return lemma if token.pos == "NOUN" or token.dep not in {"compound", "nmod"} else None
    return None


def is_spun_visit(tree: Tree, token: Token) -> bool:
    """Whether `go` is a spinner's noun: a possessor or an article before it and `to` after it ("her go to")."""
    if token.lower != "go" or token.i == 0 or token.i + 1 >= len(tree):
        return False
    return tree[token.i - 1].lower in OPENERS and tree[token.i + 1].lower == "to"


def readings(word: str, kind: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The word and the plain words it may stand for in a spun text, the word as written first."""
    table = lexicon.plain_verbs if kind in VERBAL else lexicon.plain_nouns
    return (word, *table.get(word, ()))
