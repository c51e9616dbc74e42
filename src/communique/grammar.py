"""Reading a parsed sentence: tokens, heads, subtrees, chains of governors. Knows labels, no parser.

Labels are those of spaCy's English models: ClearNLP dependencies (nsubj, nsubjpass, dobj, pobj, prep, xcomp,
ccomp, conj, aux, neg, appos, poss, compound…), Universal POS, Penn tags, OntoNotes entity types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from communique.records import Parse


@dataclass(frozen=True, slots=True)
class Token:
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


class Tree:
    """A sentence's tokens with heads and children."""

    def __init__(self, parse: Parse) -> None:
        self.report_id = parse.report_id
        self.sentence_id = parse.sentence_id
        columns = zip(
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
        self.tokens: tuple[Token, ...] = tuple(Token(i, *column) for i, column in enumerate(columns))

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(tuple(b) for b in below)

    def children(self, token: Token, *deps: str) -> list[Token]:
        """The token's children in text order, of the given labels where any are given."""
        found = [self.tokens[i] for i in self._children[token.i]]
        return [t for t in found if t.dep in deps] if deps else found

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
        found, stack = [], [token.i]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self._children[i])
        return [self.tokens[i] for i in sorted(found)]

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
