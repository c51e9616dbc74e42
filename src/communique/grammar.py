"""Reading a parsed sentence: tokens, heads, subtrees, chains of governors. Knows labels, no parser.

Labels are those of spaCy's English models: ClearNLP dependencies (nsubj, nsubjpass, dobj, pobj, prep, xcomp,
ccomp, conj, aux, neg, appos, poss, compound…), Universal POS, Penn tags, OntoNotes entity types.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from communique.records import Parse


class Token(NamedTuple):
    """One token; `start` and `end` are offsets into the report's text."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


def token_at(parse: Parse, i: int) -> Token:
    """One token of a parse, for who does not need the tree."""
    return Token(
        i,
        parse.starts[i],
        parse.ends[i],
        parse.texts[i],
        parse.lemmas[i],
        parse.pos[i],
        parse.tags[i],
        parse.deps[i],
        parse.heads[i],
        parse.entities[i],
    )


class Tree:
    """A sentence's tokens with heads and children."""

    def __init__(self, parse: Parse) -> None:
        self.report_id = parse.report_id
        self.sentence_id = parse.sentence_id
        rows = zip(
            range(len(parse.starts)),
            parse.starts,
            parse.ends,
            parse.texts,
            parse.lemmas,
            parse.pos,
            parse.tags,
            parse.deps,
            parse.heads,
            parse.entities,
            strict=True,
        )
        self.tokens: tuple[Token, ...] = tuple(map(Token._make, rows))

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @cached_property
    def _children(self) -> list[list[Token]]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return below

    def children(self, token: Token, *deps: str) -> list[Token]:
        """The token's children in text order, of the given labels where any are given."""
        found = self._children[token.i]
        if len(deps) == 1:
            (dep,) = deps
            return [t for t in found if t.dep == dep]
        return [t for t in found if t.dep in deps] if deps else found.copy()

    def head(self, token: Token) -> Token | None:
        """The token's governor, None for a root."""
        return None if token.head == token.i else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governors from the nearest up to the root."""
        seen = {token.i}
        while token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.i)
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """The token with all below it, in text order."""
        found = [token]
        for above in found:  # grows while it is read
            found.extend(self._children[above.i])
        return sorted(found)

    def roots(self) -> list[Token]:
        """The tokens without a governor."""
        return [t for t in self.tokens if t.head == t.i]

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that touch the report's stretch [start, end)."""
        return [t for t in self.tokens if t.start < end and t.end > start]

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and what is coordinated with it to its right, in text order."""
        found = [token]
        for child in self.children(token, "conj"):
            found.extend(self.conjuncts(child))
        return found
