"""One sentence as the name spotters see it: its words, what the gazetteer knows in it, its grammar."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from communique.grammar import Token, Tree, token_at
from communique.records import Parse, SpottedKind
from communique.rules import load_table
from communique.spot.names_gazetteer import Gazetteer, Match
from communique.spot.names_words import Word, words


@dataclass
class Scene:
    """A sentence (or a dateline, without grammar) with its words and matches."""

    text: str
    start: int
    end: int
    sentence_id: str | None
    parse: Parse | None
    found: list[Word]
    matches: list[Match]

    @cached_property
    def tree(self) -> Tree | None:
        """The sentence's grammar, built when first asked for."""
        return Tree(self.parse) if self.parse else None

    @cached_property
    def at(self) -> dict[int, Match]:
        """The match that holds a word, by the word's place."""
        return {i: match for match in self.matches for i in range(match.first, match.last)}

    @cached_property
    def capitals(self) -> tuple[int, ...]:
        """The places of the words that begin with a capital letter."""
        return tuple(i for i, word in enumerate(self.found) if word.capital)

    @cached_property
    def in_title_case(self) -> bool:
        """Whether nearly every longer word has a capital, as headlines do."""
        long = [w for w in self.found if len(w.text) > 3]
        return len(long) > 3 and sum(w.capital for w in long) >= 0.8 * len(long)

    def inside(self, start: int, end: int) -> range:
        """The places of the words that lie within the report's stretch [start, end)."""
        return range(bisect_left(self._starts, start), bisect_right(self._ends, end))

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.found]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.found]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where in the report words first to last (exclusive) stand."""
        return self.found[first].start, self.found[last - 1].end

    def gap(self, i: int) -> str:
        """What stands between word i and the next."""
        return self.text[self.found[i].end : self.found[i + 1].start] if i + 1 < len(self.found) else ""

    def possessive(self, i: int) -> bool:
        """Whether word i carries a possessive: `'s`, or an apostrophe after a final s."""
        if i + 1 < len(self.found) and self.found[i + 1].key == "s" and self.gap(i) in ("'", "’"):
            return True
        follows = self.text[self.found[i].end : self.found[i].end + 1]
        return follows in ("'", "’") and self.found[i].key.endswith("s")

    def token(self, i: int) -> Token | None:
        """The grammar's token that holds the end of word i."""
        if self.parse is None:
            return None
        at = bisect_left(self.parse.ends, self.found[i].end)
        if at == len(self.parse.ends) or self.parse.starts[at] >= self.found[i].end:
            return None
        return token_at(self.parse, at)

    @cached_property
    def entities(self) -> tuple[tuple[int, int, str], ...]:
        """The parser's entities: start, end, label."""
        return tuple(self._entities()) if self.parse and any(self.parse.entities) else ()

    def _entities(self) -> Iterator[tuple[int, int, str]]:
        assert self.parse is not None
        start = end = 0
        label = ""
        for begin, stop, mark in zip(self.parse.starts, self.parse.ends, self.parse.entities, strict=True):
            if mark.startswith("I-") and label:
                end = stop
                continue
            if label:
                yield start, end, label
            start, end, label = begin, stop, mark[2:]
        if label:
            yield start, end, label


def scene(
    text: str,
    start: int,
    end: int,
    gazetteer: Gazetteer,
    *,
    sentence_id: str | None = None,
    parse: Parse | None = None,
) -> Scene:
    """The stretch as a Scene."""
    found = words(text, start, end)
    if any(word.capital and word.key.endswith("and") and len(word.text) > 7 for word in found):
        found = [part for word in found for part in _unglued(word, gazetteer)]
    return Scene(text, start, end, sentence_id, parse, found, list(gazetteer.scan(found)))


def _unglued(word: Word, gazetteer: Gazetteer) -> list[Word]:
    """A known name and the "and" stuck to its end ("Odesaand"), as two words."""
    if not (word.capital and word.key.endswith("and") and len(word.text) > 7) or gazetteer.exact(word.text):
        return [word]
    cut = len(word.text) - 3
    if not gazetteer.exact(word.text[:cut]):
        return [word]
    at = word.start + cut
    return [
        Word(word.start, at, word.text[:cut], word.key[:-3], True),
        Word(at, word.end, "and", "and", False),
    ]


@cache
def word_set(name: str, column: str = "word") -> frozenset[str]:
    """One column of a word list in the data folder (of `spot` where no folder is named), as a set."""
    return frozenset(row[column] for row in load_table(f"{name}.tsv" if "/" in name else f"spot/{name}.tsv"))


@cache
def word_map(name: str, left: str, right: str) -> dict[str, str]:
    """Two columns of a list in `data/spot`, as a dict."""
    return {row[left]: row[right] for row in load_table(f"spot/{name}.tsv")}


def has(match: Match | None, *kinds: SpottedKind) -> bool:
    """Whether a match can be read as one of the kinds."""
    return match is not None and any(e.kind in kinds for e in match.entries)


def owner_before(scene: Scene, first: int) -> tuple[int, str | None]:
    """The state right before an organ's first word, and where the two begin ("China's foreign ministry")."""
    at = first - 1
    if at > 0 and scene.found[at].key == "s" and scene.possessive(at - 1):
        at -= 1
    match = scene.at.get(at) if at >= 0 else None
    state = match.reading(SpottedKind.STATE) if match else None
    if match and state and scene.gap(match.last - 1).strip() in ("", "'", "’"):
        return match.first, state.value
    return first, None
