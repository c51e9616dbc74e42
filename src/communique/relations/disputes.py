"""Finds what states dispute, demand, refuse and accuse each other of, by the grammar of the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from communique.grammar import Token, Tree
from communique.relations.phrases import (
    NOMINAL,
    antecedent,
    entity_of,
    is_name_of_side,
    lemma_of,
    word_set,
)
from communique.relations.telling import VERBAL, objects_of
from communique.rules import cells, load_table

_OVER = {
    "over",
    "about",
    "on",
    "regarding",
    "concerning",
    "around",
    "at",
    "with",
    "to",
    "for",
    "against",
    "of",
    "in",
}
_STRICT = {"over", "about", "on", "regarding", "concerning", "around"}
_AFTER_SPEECH = {"of", "for", "over", "about", "on", "against", "to", "with", "at", "as"}


@dataclass(frozen=True, slots=True)
class Disputed:
    """One matter said to be in dispute: by which word, which act, and the noun that names it."""

    act: str  # dispute, accuse, demand, refuse, threaten, raise
    cue: Token
    thing: Token


def find(tree: Tree) -> Iterator[Disputed]:
    """The matters of a sentence, in the order of the words that bring them up."""
    for token in tree:
        lemma = token.lemma.lower() if token.pos in VERBAL else lemma_of(token)
        if token.pos in VERBAL and lemma in _acts():
            for thing in _content(tree, token):
                yield Disputed(_acts()[lemma], token, thing)
        elif token.pos in NOMINAL and lemma in dispute_nouns():
            for thing in _disputed(tree, token, open_noun=dispute_nouns()[lemma]):
                yield Disputed(_act_of_noun(lemma), token, thing)


def places(tree: Tree) -> Iterator[Token]:
    """The places of a sentence that stand where a matter stands: after "over", "about", "on", "of", or in a list."""
    for token in tree:
        if (
            token.pos == "PROPN"
            and entity_of(token) in {"GPE", "LOC", "FAC"}
            and token.dep in {"pobj", "conj", "appos"}
        ):
            above = tree.head(token)
            while above is not None and above.dep == "conj":
                above = tree.head(above)
            if above is not None and above.lower in {
                "over",
                "about",
                "on",
                "of",
                "to",
                "from",
                "with",
                "including",
                "like",
                "as",
                "in",
            }:
                yield token


def _act_of_noun(lemma: str) -> str:
    return {"demand": "demand", "claim": "claim", "refusal": "refuse", "threat": "threaten", "request": "demand",
            "call": "demand", "appeal": "demand"}.get(lemma, "dispute")  # fmt: skip


def _disputed(tree: Tree, noun: Token, *, open_noun: bool) -> Iterator[Token]:
    """What a noun of dispute is about: "row over coffee", "the coffee row", "claims to the seabed"."""
    lemma = lemma_of(noun)
    wanted = {"to", "on", "over"} if lemma == "claim" else {"for", "of"} if open_noun else _STRICT
    for prep in tree.children(noun, "prep"):
        if prep.lower in wanted:
            yield from _named(tree, [t for o in tree.children(prep, "pobj") for t in tree.conjuncts(o)])
            for inner in tree.children(prep, "pcomp"):
                yield from _named(tree, objects_of(tree, inner))
    if not open_noun:
        before = [c for c in tree.children(noun, "compound", "amod", "nmod") if c.i < noun.i]
        yield from _named(tree, [c for c in before if c.pos in NOMINAL and not is_name_of_side(c)])


def _content(tree: Tree, verb: Token, depth: int = 2) -> list[Token]:
    """The nouns that name what a verb of accusing, asking, refusing or threatening is about."""
    found: list[Token] = []
    if depth:
        for child in tree.children(verb, "xcomp", "ccomp", "advcl"):
            found += _content(tree, child, depth - 1)
        for prep in tree.children(verb, "prep"):
            if prep.lower in _AFTER_SPEECH:
                for inner in tree.children(prep, "pcomp"):
                    found += _content(tree, inner, depth - 1)
    direct = [antecedent(tree, t) for t in objects_of(tree, verb) for t in tree.conjuncts(t)]
    found += direct
    for prep in tree.children(verb, "prep"):
        if prep.lower in _AFTER_SPEECH:
            found += [t for o in tree.children(prep, "pobj") for t in tree.conjuncts(o)]
    return list(_named(tree, found))


def _named(tree: Tree, tokens: list[Token]) -> Iterator[Token]:
    """Those that name a matter; "return of the wreck" stands for the wreck when its own noun says nothing."""
    for token in tokens:
        if (
            token.pos not in NOMINAL
            or is_name_of_side(token)
            or entity_of(token) in {"DATE", "TIME", "PERSON", "CARDINAL"}
        ):
            continue
        if lemma_of(token) in word_set("not_matters"):
            yield from _inner(tree, token)
        else:
            yield token


def _inner(tree: Tree, token: Token) -> Iterator[Token]:
    preps = [p for p in tree.children(token, "prep") if p.lower in {"of", "on", "over", "about", "for"}]
    for noun in (o for p in preps for o in tree.children(p, "pobj")):
        plain = noun.pos in NOMINAL and not is_name_of_side(noun) and entity_of(noun) not in {"DATE", "TIME"}
        if plain and lemma_of(noun) not in word_set("not_matters"):
            yield noun


@cache
def _acts() -> dict[str, str]:
    return {verb: row["act"] for row in load_table("relations/speech.tsv") for verb in cells(row, "verbs")}


@cache
def dispute_nouns() -> dict[str, bool]:
    """Nouns of dispute, and whether one needs what it is over to be one ("issue of…")."""
    return {row["noun"]: row["open"] == "yes" for row in load_table("relations/dispute_nouns.tsv")}
