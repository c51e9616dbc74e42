"""From sentences to comparable words: quoted words masked, stems, weights, names and numbers as anchors.

Names weigh the same whoever bears them, so that a story told of other people is judged alike; other words weigh
by how rare they are in English at large (a shipped table, never the stream).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from communique.records import Sentence
from communique.rules import load_table

WORD = re.compile(r"(?:[A-Z]\.){2,}|\d[\d.,:]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*")
NAME_WEIGHT = 3.0  # every name, known or not: keeps renamed stories alike
UNSEEN = 7.0  # a word outside the 20,000 most frequent
REPORT_WORDS = 400  # a report's length for which "occurs in it" is reckoned
_NUMBERS = {
    word: str(n)
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
_SUFFIXES = (
    ("ational", "ate"), ("isation", ""), ("ization", ""), ("iveness", ""), ("fulness", ""), ("ements", ""),
    ("ement", ""), ("ments", ""), ("ment", ""), ("ations", ""), ("ation", ""), ("ities", ""), ("ity", ""),
    ("ions", ""), ("ion", ""), ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("ness", ""), ("ies", ""),
    ("ied", ""), ("ers", ""), ("ors", ""), ("ive", ""), ("est", ""), ("ed", ""), ("er", ""), ("or", ""),
    ("es", ""), ("ly", ""), ("al", ""), ("s", ""), ("e", ""), ("y", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One narration sentence as stems in order; `anchors` are its names and numbers, `mass` the sum of weights."""

    start: int
    end: int
    stems: tuple[str, ...]
    anchors: tuple[str, ...]
    mass: float


@cache
def weights() -> dict[str, float]:
    """Weight of a stem: −log of the chance that a report of 400 words holds it (the inverse document frequency)."""
    shares: dict[str, float] = {}
    for row in load_table("copies/frequencies.tsv"):
        key = stem(row["word"])
        shares[key] = shares.get(key, 0.0) + float(row["per_million"]) / 1e6
    return {key: max(0.1, -math.log(-math.expm1(-REPORT_WORDS * share))) for key, share in shares.items()}


@cache
def substitutes() -> dict[str, str]:
    """A spinner's single word → the plain word it stands for, both as stems."""
    rows = load_table("copies/spins.tsv")
    return {
        stem(row["written"]): stem(row["meant"])
        for row in rows
        if " " not in row["written"] and " " not in row["meant"] and row["meant"]
    }


@cache
def stem(word: str) -> str:
    """The word's stem by its longest known suffix; at least three letters stay."""
    for suffix, ending in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            root = word[: len(word) - len(suffix)] + ending
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiousl" else root
    return word


def weight(key: str) -> float:
    """The weight of a stem or anchor."""
    if key[0].isupper():
        return NAME_WEIGHT
    return NAME_WEIGHT if key[0].isdigit() else weights().get(key, UNSEEN)


def lines(text: str, sentences: Sequence[Sentence], masked: Sequence[tuple[int, int]]) -> tuple[Line, ...]:
    """The report's sentences as lines, in text order, without what lies in a masked stretch; empty ones dropped."""
    hidden = bytearray(len(text) + 1)
    for start, end in masked:
        hidden[start:end] = b"\x01" * (min(end, len(text)) - start)
    cased = [list(_words(text, s.start, s.end, hidden)) for s in sentences]
    names = _names(cased)
    found = (_line(s, words, names) for s, words in zip(sentences, cased, strict=True))
    return tuple(line for line in found if line.stems)


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a loose stretch, such as a quotation, all in lower case."""
    return tuple(_stem_of(m.group().lower()) for m in WORD.finditer(text))


def shingles(rows: Iterable[Sequence[str]], size: int) -> frozenset[tuple[str, ...]]:
    """All runs of `size` stems inside single rows."""
    return frozenset(tuple(row[i : i + size]) for row in rows for i in range(len(row) - size + 1))


def _words(text: str, start: int, end: int, hidden: bytearray) -> Iterable[tuple[str, bool]]:
    first = True
    for match in WORD.finditer(text, start, end):
        if not hidden[match.start()]:
            yield match.group(), first
        first = False


def _names(cased: list[list[tuple[str, bool]]]) -> frozenset[str]:
    """Words that stand capitalised inside sentences of this report (not in headline case)."""
    found: set[str] = set()
    for words in cased:
        capitals = sum(word[0].isupper() for word, _ in words)
        if capitals * 2 <= len(words):
            found.update(_bare(word) for word, first in words if word[0].isupper() and not first)
    return frozenset(found)


def _line(sentence: Sentence, words: list[tuple[str, bool]], names: frozenset[str]) -> Line:
    keys = []
    for word, _ in words:
        bare = _bare(word)
        if word[0].isupper() and (bare in names or bare.lower() not in _plain()):
            keys.append(bare if bare != "I" else "i")
        else:
            keys.append(_stem_of(word.lower()))
    anchors = tuple(key for key in keys if key[0].isupper() or key[0].isdigit())
    return Line(sentence.start, sentence.end, tuple(keys), anchors, sum(weight(key) for key in keys))


@cache
def _plain() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("copies/frequencies.tsv"))


def _stem_of(word: str) -> str:
    bare = _NUMBERS.get(word) or stem(re.sub(r"['’]s?$", "", word.replace(".", "")) or word)
    return substitutes().get(bare, bare)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.replace(".", ""))
