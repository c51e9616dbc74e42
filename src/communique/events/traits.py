"""What the second opinion looks at in a sentence: words, word pairs, and the grammar between its two sides."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from communique.grammar import Token, Tree
from communique.rules import cells, load_table

Span = tuple[int, int]

KINDS = {
    "PERSON": "person", "GPE": "state", "NORP": "state", "ORG": "organisation", "LOC": "place", "FAC": "place",
    "DATE": "date", "TIME": "date", "MONEY": "number", "CARDINAL": "number", "PERCENT": "number",
    "QUANTITY": "number", "ORDINAL": "number",
}  # fmt: skip
NAMED = {"person", "state", "organisation", "place"}
PARTICIPANTS = {"nsubj", "nsubjpass", "dobj", "dative", "attr", "acomp", "oprd", "agent"}
CLAUSES = {"xcomp", "ccomp", "advcl", "conj", "acl", "relcl", "pcomp", "prep", "pobj", "dobj"}
MODALS = {"MD"}
UNREAD = {"PUNCT", "SPACE", "SYM", "X"}
DASHES = {"-", "--", "–", "—", ":", "|"}
DATELINE = 12  # tokens in which a dateline ends, if there is one
EMPTY = {
    "be",
    "have",
    "do",
    "will",
    "would",
    "the",
    "a",
    "an",
    "of",
    "and",
    "in",
    "to",
    "for",
    "on",
    "'s",
    "that",
}


class Traits(NamedTuple):
    """The traits of one sentence; `parts` are the words of its verbs, path, gap, objects and whole."""

    names: tuple[str, ...]
    parts: tuple[list[str], list[str], list[str], list[str], list[str]]


@cache
def _plain() -> Mapping[str, tuple[str, ...]]:
    """A word a spinner puts in → the plain words it stands for."""
    return {row["spun"]: tuple(cells(row, "plain")) for row in load_table("status/spun.tsv")}


@cache
def _sectors() -> Mapping[str, str]:
    """Common noun of people → their sector ("troops" → MIL)."""
    return {row["noun"]: row["sector"] for row in load_table("events/actors.tsv")}


def traits(tree: Tree, actor: Span | None, recipient: Span | None) -> Traits:
    """The traits of the sentence with its sides masked by what they are."""
    return _Reader(tree, actor, recipient).traits()


class _Reader:
    """One sentence with its sides, read once."""

    def __init__(self, tree: Tree, actor: Span | None, recipient: Span | None) -> None:
        self.tree, self.tokens = tree, tree.tokens
        self.a = _inside(self.tokens, actor)
        self.r = [i for i in _inside(self.tokens, recipient) if i not in self.a]
        self.side = {**dict.fromkeys(self.r, "R"), **dict.fromkeys(self.a, "A")}
        self.kinds = {"A": self._kind(self.a), "R": self._kind(self.r)}
        self.symbols = [self._symbol(t) for t in self.tokens]
        self.below: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.head != token.i:
                self.below.setdefault(token.head, []).append(token)

    def traits(self) -> Traits:
        a, r = self._top(self.a), self._top(self.r)
        up = self._up(a) if a is not None else []
        down = self._up(r) if r is not None else []
        path = self._path(up, down)
        verbs = self._verbs(up or down)
        gap = self._gap()
        names = [
            *self._words(),
            *self._gap_names(gap),
            *self._grammar(a, r, up, down, path),
            *self._said(verbs),
        ]
        objects = [c.lemma for v in verbs[:2] for c in self.below.get(v.i, ()) if c.i not in self.side]
        return Traits(
            tuple(dict.fromkeys(names)),
            (
                [v.lemma for v in verbs[:2]],
                [t.lemma for t in path if t.i not in self.side],
                [self.tokens[i].lemma for i in gap if self.symbols[i][0] != "<"],
                [o for o in objects if o not in EMPTY],
                [
                    t.lemma
                    for t, s in zip(self.tokens, self.symbols, strict=True)
                    if s[0] != "<" and t.lemma not in EMPTY and t.pos not in UNREAD
                ],
            ),
        )

    def _kind(self, inside: list[int]) -> str:
        found = ""
        for i in reversed(inside):
            token = self.tokens[i]
            if (sector := _sectors().get(token.lemma)) is not None and token.pos in {"NOUN", "PROPN"}:
                return sector
            if token.pos == "PRON":
                return "pronoun"
            found = found or KINDS.get(token.entity[2:], "")
        return found or ("other" if inside else "unsaid")

    def _symbol(self, token: Token) -> str:
        if (side := self.side.get(token.i)) is not None:
            return f"<{side}"
        kind = KINDS.get(token.entity[2:])
        if kind is not None and (kind not in NAMED or token.tag in {"NNP", "NNPS", "JJ"}):
            return f"<{kind}"
        if token.tag == "CD":
            return "<number"
        return "<name" if token.tag in {"NNP", "NNPS"} and token.lemma not in _sectors() else token.lemma

    def _words(self) -> Iterator[str]:
        """Words alone, in pairs and in threes, runs of one symbol drawn together."""
        kept = [self.symbols[t.i] for t in self.tokens[_opening(self.tokens) :] if t.pos not in UNREAD]
        line = [s for i, s in enumerate(kept) if not i or s != kept[i - 1] or s[0] != "<"]
        for word in line:
            yield word
            yield from _plain().get(word, ())
        line = ["^", *line, "$"]
        for one, two in itertools.pairwise(line):
            yield f"{one} {two}"
        for one, two, three in zip(line, line[1:], line[2:], strict=False):
            yield f"{one} {two} {three}"

    def _top(self, inside: list[int]) -> Token | None:
        """The head of a side: its word whose governor lies outside."""
        within = set(inside)
        return next((self.tokens[i] for i in inside if self.tokens[i].head not in within), None) or (
            self.tokens[inside[-1]] if inside else None
        )

    def _up(self, token: Token) -> list[Token]:
        return [token, *self.tree.ancestors(token)]

    def _path(self, up: list[Token], down: list[Token]) -> list[Token]:
        """The tokens from one side up to the common governor and down to the other."""
        if not up or not down:
            return (up or down)[1:4]
        below = {t.i: n for n, t in enumerate(down)}
        for n, token in enumerate(up):
            if token.i in below:
                return [*up[1 : n + 1], *reversed(down[1 : below[token.i]])]
        return [*up[1:3], *down[1:3]]

    def _verbs(self, chain: list[Token]) -> list[Token]:
        """The governing verbs from the nearest up; the roots where no side is marked."""
        found = [t for t in chain if t.pos in {"VERB", "AUX"}]
        if found:
            nearest = found[0]
            deeper = [c for c in self.below.get(nearest.i, ()) if c.dep == "xcomp"]
            return [nearest, *deeper, *found[1:]]
        roots = [t for t in self.tokens if t.head == t.i]
        return [*roots, *(c for r in roots for c in self.below.get(r.i, ()) if c.dep in {"xcomp", "ccomp"})]

    def _gap(self) -> list[int]:
        """The tokens between the sides, or those near the one there is."""
        if self.a and self.r:
            low, high = sorted((self.a[-1], self.r[0])) if self.a[0] < self.r[0] else (self.r[-1], self.a[0])
            return list(range(low + 1, high))
        return []

    def _gap_names(self, gap: list[int]) -> Iterator[str]:
        order = "A-R" if self.a and self.r and self.a[0] < self.r[0] else "R-A"
        for i in gap[:12]:
            yield f"{order}: {self.symbols[i]}"
        if gap and len(gap) <= 4:
            yield f"{order} all: {' '.join(self.symbols[i] for i in gap)}"

    def _grammar(
        self, a: Token | None, r: Token | None, up: list[Token], down: list[Token], path: list[Token]
    ) -> Iterator[str]:
        a_kind, r_kind = self.kinds["A"], self.kinds["R"]
        yield f"actor is {a_kind}"
        yield f"recipient is {r_kind}"
        yield f"{a_kind} to {r_kind}"
        for token in path:
            if token.i not in self.side:
                yield f"path: {self.symbols[token.i]}"
        if a is not None and r is not None and len(path) <= 5:
            yield "path all: " + " ".join(self.symbols[t.i] for t in path)
            yield "path shape: " + a.dep + " " + " ".join(t.dep for t in path) + " " + r.dep
        for side, top, chain in (("actor", a, up), ("recipient", r, down)):
            if top is not None and len(chain) > 1:
                yield f"{side} as {top.dep} of {self.symbols[chain[1].i]}"
                verb = next((t for t in chain[1:] if t.pos == "VERB"), None)
                if verb is not None:
                    yield f"{side} under {top.dep} {verb.lemma}"
                    for child in self.below.get(verb.i, ()):
                        if child.dep in {"dobj", "prt", "prep", "neg", "nsubjpass", "attr"}:
                            yield f"{side} under {verb.lemma} {child.dep} {self.symbols[child.i]}"

    def _said(self, verbs: list[Token]) -> Iterator[str]:
        for n, verb in enumerate(verbs[:3]):
            where = ("verb", "next verb", "far verb")[n]
            yield f"{where} {verb.lemma}"
            yield f"{where} {verb.lemma} {verb.tag}"
            for child in self.below.get(verb.i, ()):
                symbol = self.symbols[child.i]
                if child.dep in PARTICIPANTS or child.dep in {"prt", "prep"}:
                    yield f"{verb.lemma} {child.dep} {symbol}"
                    yield f"{where} has {child.dep} {symbol}"
                elif child.dep == "neg" or child.tag in MODALS:
                    yield f"{where} {child.dep} {child.lemma}"
                    yield f"{child.lemma} {verb.lemma}"
                elif child.dep in {"auxpass", "mark", "aux"}:
                    yield f"{where} {child.dep} {child.lemma}"
                if child.dep in CLAUSES:
                    for below in self.below.get(child.i, ()):
                        if below.dep in {"pobj", "dobj"}:
                            yield f"{verb.lemma} {symbol} {self.symbols[below.i]}"
        if len(verbs) > 1:
            yield f"chain {verbs[0].lemma} {verbs[1].lemma}"
        if not any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in self.tokens):
            yield "no finite verb"


def _inside(tokens: tuple[Token, ...], span: Span | None) -> list[int]:
    if span is None:
        return []
    return [t.i for t in tokens if t.start < span[1] and t.end > span[0]]


def _opening(tokens: tuple[Token, ...]) -> int:
    """Where the sentence proper begins: behind a dateline ("LAGOS (wire) - ", "Guwahati: ")."""
    for token in tokens[1:DATELINE]:
        if token.text in DASHES:
            before = tokens[: token.i]
            named = all(t.pos in {"PROPN", "PUNCT", "NUM", "X"} or t.entity for t in before)
            return token.i + 1 if named and token.i + 1 < len(tokens) else 0
    return 0
