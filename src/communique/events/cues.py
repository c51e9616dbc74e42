"""What speaks for or against a word of a sentence telling an event: its own form, its objects, its company."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from communique.events.frames import actor_nouns, spun_readings
from communique.grammar import Token, Tree
from communique.rules import cells, load_table

NAMED = {
    "PERSON": "<person",
    "GPE": "<state",
    "NORP": "<state",
    "ORG": "<body",
    "LOC": "<place",
    "FAC": "<place",
}
COUNTED = {
    "DATE": "<date", "TIME": "<date", "MONEY": "<money", "CARDINAL": "<number", "PERCENT": "<number",
    "QUANTITY": "<number", "ORDINAL": "<number",
}  # fmt: skip
MARKS = {"“", "”", '"', "``", "''", "„", "«", "»"}
THINGS = {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}
SIDES = {"nsubj": "subject", "nsubjpass": "patient", "agent": "agent", "dative": "dative", "attr": "is", "acomp": "is",
         "oprd": "as", "prt": "particle", "poss": "poss", "compound": "compound", "amod": "amod", "det": "det",
         "appos": "appos", "nmod": "compound"}  # fmt: skip
CLAUSES = {"xcomp", "ccomp", "advcl", "acl", "relcl"}
NEAR = 3  # words to either side that are looked at
WIDE = 9  # words to either side whose classes are looked at


class Cues(NamedTuple):
    """What is known of one candidate: named cues, and the words of its parts for their vectors."""

    token: Token
    names: list[str]
    parts: tuple[tuple[str, ...], ...]  # itself, object, subject, partners, governor, company


@cache
def classes() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Verb or phrase → its classes; noun → its classes (`classes.tsv`)."""
    found: dict[str, dict[str, list[str]]] = {"verb": {}, "noun": {}}
    for row in load_table("events/classes.tsv"):
        for word in cells(row, "words"):
            found[row["kind"]].setdefault(word, []).append(row["class"])
    verbs, nouns = ({w: tuple(c) for w, c in found[kind].items()} for kind in ("verb", "noun"))
    return verbs, nouns


class Reader:
    """The candidates of one sentence, what they share worked out once."""

    def __init__(self, tree: Tree, *, title: bool = False) -> None:
        self.tree, self.title = tree, title
        self.symbols = [_symbol(t) for t in tree.tokens]
        self.lemmas = [t.lemma for t in tree.tokens]
        self.verbs, self.nouns = classes()
        self.quoted = any(t.text in MARKS for t in tree.tokens)

    def read(self, token: Token) -> Cues:
        """The cues of one candidate."""
        verb = token.pos in {"VERB", "AUX"}
        names = list(self._own(token, verb))
        below = self.tree._children[token.i]
        objects, subjects, partners = [], [], []
        phrases = [token.lemma]
        for child in below:
            symbol, dep = self.symbols[child.i], child.dep
            if dep == "dobj" or dep == "nsubjpass":
                objects.append(child)
                phrases.append(f"{token.lemma} {child.lemma}")
            elif dep == "nsubj":
                subjects.append(child)
            if dep in {"prep", "agent", "prt", "advmod", "dative"}:
                phrases.append(f"{token.lemma} {child.lower}")
                names.append(f"{dep} {child.lower}")
                for inner in self.tree._children[child.i]:
                    if inner.dep in {"pobj", "pcomp"}:
                        partners.append(inner)
                        its = self.symbols[inner.i]
                        names.append(f"{child.lower} {its}")
                        names.append(f"{token.lemma} {child.lower} {its}")
                        phrases.append(f"{token.lemma} {child.lower} {inner.lemma}")
                        names.extend(f"{child.lower} ={c}" for c in self.nouns.get(inner.lemma, ()))
                    elif inner.dep == "prep":
                        phrases.append(f"{token.lemma} {child.lower} {inner.lower}")
            elif dep in CLAUSES:
                names.append(f"{dep} {child.lemma}")
                names.append(f"{dep} {child.tag}")
                names.append(f"{token.lemma} {dep}")
                names.extend(f"{dep} ={c}" for c in self.verbs.get(child.lemma, ()))
            elif dep in {"aux", "auxpass", "neg", "mark"}:
                names.append(f"{dep} {child.lower}")
                if dep == "neg":
                    names.append(f"not {token.lemma}")
            elif dep in SIDES:
                names.append(f"{SIDES[dep]} {symbol}")
                if dep in {"attr", "acomp", "oprd"}:
                    phrases.append(f"{token.lemma} {child.lemma}")
            elif dep == "dobj":
                names.append(f"object {symbol}")
        kinds = list(
            dict.fromkeys(c for p in phrases for c in (self.verbs if verb else self.nouns).get(p, ()))
        )
        if verb:
            kinds += [f"n-{c}" for c in self.nouns.get(token.lemma, ())[:0]]
        names.extend(f"phrase {p}" for p in phrases[1:])
        names.extend(f"={k}" for k in kinds)
        things = [c for o in objects for c in self.nouns.get(o.lemma, ())]
        for thing in things:
            names.append(f"object ={thing}")
            names.extend(f"={k} object ={thing}" for k in kinds)
        doers = [c for s in subjects for c in self.nouns.get(s.lemma, ())]
        names.extend(f"subject ={c}" for c in doers)
        for o in objects:
            for c in self.tree._children[o.i]:
                if c.dep in {"amod", "compound", "poss", "nmod", "nummod"}:
                    names.append(f"object's {self.symbols[c.i]}")
                elif c.dep == "prep":
                    for p in self.tree._children[c.i]:
                        names.append(f"object {c.lower} {self.symbols[p.i]}")
                        names.extend(f"object {c.lower} ={k}" for k in self.nouns.get(p.lemma, ()))
        if verb and not objects:
            names.append("no object")
            names.extend(f"={k} no object" for k in kinds)
        names.extend(self._above(token, verb, kinds))
        names.extend(self._company(token))
        head = self.tree.tokens[token.head]
        parts = (
            (token.lemma, *(c.lower for c in below if c.dep == "prt")),
            tuple(o.lemma for o in objects),
            tuple(s.lemma for s in subjects),
            tuple(p.lemma for p in partners),
            (head.lemma,) if head.i != token.i else (),
            tuple(
                t.lemma for t in self._window(token, WIDE) if t.pos in THINGS and self.symbols[t.i][0] != "<"
            ),
        )
        return Cues(token, names, parts)

    def _own(self, token: Token, verb: bool) -> Iterator[str]:
        kind = "verb" if verb else "noun"
        yield f"{kind} {token.lemma}"
        yield f"word {token.lower}"
        yield f"tag {token.tag}"
        yield f"{token.pos} {token.dep}"
        yield f"reads {token.lemma}"
        for plain in spun_readings().get((token.lemma, kind), ()):
            yield f"reads {plain}"
            for c in (self.verbs if verb else self.nouns).get(plain, ()):
                yield f"reads ={c}"
        if self.title:
            yield "headline"
            yield f"headline {token.tag}"
        if self.quoted:
            yield "quoted words"
            yield f"quoted words {token.lemma}"

    def _above(self, token: Token, verb: bool, kinds: list[str]) -> Iterator[str]:
        head = self.tree.tokens[token.head]
        if head.i == token.i:
            yield "root"
            return
        symbol = self.symbols[head.i]
        yield f"{token.dep} of {symbol}"
        yield f"under {symbol} {token.lemma}"
        if head.dep in {"prep", "agent"} or token.dep == "pobj":
            above = self.tree.tokens[head.head]
            yield f"{self.symbols[above.i]} {head.lower} it"
            for c in self.verbs.get(above.lemma, ()):
                yield f"={c} {head.lower} it"
            head = above
        for c in (self.verbs if head.pos in {"VERB", "AUX"} else self.nouns).get(head.lemma, ()):
            yield f"{token.dep} of ={c}"
            for k in kinds:
                yield f"={k} {token.dep} of ={c}"
        if not verb and head.pos in {"VERB", "AUX"}:
            yield f"carried {head.lemma} {token.lemma}"
            for near in self.tree._children[head.i]:
                if near.dep in {"nsubj", "nsubjpass"} and near.i != token.i:
                    yield f"carrier's subject {self.symbols[near.i]}"
                elif near.dep in {"neg", "aux"}:
                    yield f"carrier's {near.dep} {near.lower}"
        verb_above = head
        while verb_above.pos not in {"VERB", "AUX"} and verb_above.head != verb_above.i:
            verb_above = self.tree.tokens[verb_above.head]
        yield f"below {verb_above.lemma}"
        for c in self.verbs.get(verb_above.lemma, ()):
            yield f"below ={c}"

    def _window(self, token: Token, size: int) -> list[Token]:
        near = self.tree.tokens[max(0, token.i - size) : token.i + size + 1]
        return [t for t in near if t.i != token.i]

    def _company(self, token: Token) -> Iterator[str]:
        symbols, i = self.symbols, token.i
        before = symbols[i - 1] if i else "^"
        behind = symbols[i + 1] if i + 1 < len(symbols) else "$"
        yield f"-1 {before}"
        yield f"+1 {behind}"
        yield f"-1 {before} {token.lemma}"
        yield f"+1 {token.lemma} {behind}"
        if i > 1:
            yield f"-2 {symbols[i - 2]} {before}"
        if i + 2 < len(symbols):
            yield f"+2 {behind} {symbols[i + 2]}"
            yield f"+2 {token.lemma} {behind} {symbols[i + 2]}"
        for near in self._window(token, NEAR):
            yield f"near {symbols[near.i]}"
        seen = {c for t in self._window(token, WIDE) for c in self.nouns.get(t.lemma, ())}
        for c in sorted(seen):
            yield f"about ={c}"


def _symbol(token: Token) -> str:
    """A token as its lemma, or as what it names."""
    kind = token.entity[2:]
    if kind:
        if token.tag in {"NNP", "NNPS", "JJ"} and kind in NAMED:
            return NAMED[kind]
        if kind in COUNTED:
            return COUNTED[kind]
    if token.tag in {"NNP", "NNPS"}:
        return "<name"
    if token.tag in {"PRP", "PRP$"}:
        return "<pronoun" if token.lower not in {"it", "its"} else "<it"
    if token.tag == "CD":
        return "<number"
    sector = actor_nouns().get(token.lemma)
    return f"<{sector.lower()}" if sector is not None and token.pos == "NOUN" else token.lemma
