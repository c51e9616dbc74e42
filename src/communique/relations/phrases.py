"""Short noun phrases out of a parsed sentence, in the report's own words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from communique.grammar import Token, Tree
from communique.rules import cells, load_table

NOMINAL = {"NOUN", "PROPN"}
_RELATIVE = {"who", "which", "that", "whom", "what", "whose"}
_BEFORE = {"compound", "amod", "nmod", "poss", "npadvmod", "punct", "quantmod"}
_STATE_LIKE = {"GPE", "NORP"}
_DULL = {
    "new", "own", "other", "same", "such", "last", "next", "first", "second", "third", "many", "several", "few",
    "more", "most", "some", "any", "all", "late", "recent", "current", "alleged", "very", "actual", "brand-new",
    "additional", "further", "whole", "entire", "certain", "various", "numerous", "possible", "potential", "real",
}  # fmt: skip


@cache
def word_set(name: str, column: str = "noun") -> frozenset[str]:
    """The words of a one-column list of this room."""
    return frozenset(row[column] for row in load_table(f"relations/{name}.tsv"))


@cache
def words_by(name: str, key: str, column: str) -> dict[str, frozenset[str]]:
    """key → the words of a list cell."""
    return {row[key]: frozenset(cells(row, column)) for row in load_table(f"relations/{name}.tsv")}


def entity_of(token: Token) -> str:
    """The named-entity label without its position ("GPE"), "" outside a name."""
    return token.entity[2:] if token.entity else ""


def antecedent(tree: Tree, token: Token) -> Token:
    """What a relative pronoun stands for; the token itself where it is none."""
    if token.lower not in _RELATIVE:
        return token
    for above in tree.ancestors(token):
        if above.dep == "relcl":
            head = tree.head(above)
            return head if head is not None else token
    return token


def joined(tokens: Iterable[Token]) -> str:
    """The tokens' words as they stand, one blank where anything was between them."""
    out, end = "", None
    for token in tokens:
        if end is not None and token.start > end:
            out += " "
        out += token.text
        end = token.end
    return out.strip(" ,;:-'’\"“”")


def short(tree: Tree, head: Token, *, tail: bool = True) -> str:
    """The noun with its closest modifiers ("Argentine cargo", "claims to the Arctic seabed"), at most six words."""
    return joined(phrase(tree, head, tail=tail)[:7])


def phrase(tree: Tree, head: Token, *, tail: bool = True) -> list[Token]:
    """The tokens of the short noun phrase, in text order."""
    kept = [*_front(tree, head), head, *_name_after(tree, head)]
    return kept + _tail(tree, head) if tail else kept


def _name_after(tree: Tree, head: Token) -> list[Token]:
    """The name that follows its noun at once: "the trawler Havlyn"."""
    for child in tree.children(head, "appos"):
        inside = tree.subtree(child)
        if child.pos == "PROPN" and inside[0].i == head.i + 1 and len(inside) <= 3:
            return inside
    return []


def _front(tree: Tree, head: Token) -> list[Token]:
    found = []
    for child in tree.children(head, *_BEFORE):
        if child.i > head.i or (child.dep == "punct" and child.text != "-") or child.lower in _DULL:
            continue
        if child.dep == "poss":
            if entity_of(child) in _STATE_LIKE and child.pos == "PROPN":
                continue
            if child.pos not in NOMINAL or entity_of(child) == "PERSON":
                continue
            continue
        if child.pos in {"NUM", "PRON", "DET"} or child.tag in {"CD", "JJR", "JJS"}:
            continue
        found += [
            t for t in tree.subtree(child) if t.pos not in {"NUM", "DET", "PRON", "ADV"} and t.i < head.i
        ]
    return sorted(set(found), key=lambda t: t.i)


def _tail(tree: Tree, head: Token) -> list[Token]:
    for prep in tree.children(head, "prep"):
        if prep.lower not in {"of", "on", "to", "in", "at", "for", "near", "off", "over", "from", "against"}:
            continue
        for inner in tree.children(prep, "pobj"):
            if inner.pos in NOMINAL and prep.i - head.i <= 2 and entity_of(inner) not in {"DATE", "TIME"}:
                return [prep, *_front(tree, inner), inner]
    return []


def place_after(tree: Tree, verb: Token) -> list[Token]:
    """Where a verb says it happened: "near Bondoukou", "at the Uruguaiana crossing"; empty where it does not."""
    for prep in tree.children(verb, "prep"):
        if prep.lower not in {
            "at",
            "in",
            "near",
            "off",
            "on",
            "outside",
            "over",
            "across",
            "close",
            "before",
        }:
            continue
        for inner in tree.children(prep, "pobj"):
            inside = [*_front(tree, inner), inner]
            if any(t.pos == "PROPN" and entity_of(t) not in {"DATE", "TIME"} for t in inside):
                return [prep, *inside]
    return []


def is_name_of_side(token: Token) -> bool:
    """Whether a noun names a state or a person, not a matter."""
    return token.pos == "PRON" or (token.pos == "PROPN" and entity_of(token) in {"GPE", "NORP", "PERSON"})


def lemma_of(token: Token) -> str:
    """The word's dictionary form in lower case, plural endings dropped where the parser kept them."""
    lemma = token.lemma.lower()
    if (
        token.pos in NOMINAL
        and lemma == token.lower
        and lemma.endswith("s")
        and not lemma.endswith(("ss", "us", "is"))
    ):
        return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
    return lemma
