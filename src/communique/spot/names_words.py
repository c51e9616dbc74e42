"""The words of a stretch of text as names are matched on: dots, hyphens and glued prefixes resolved."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.[^\W\d_]\b|[^\W_]+")
_GLUED = re.compile(r"(?:in|to|at|of|by|on|and|the|for|from|with|near|over|that)(?=[A-Z][^\W\d_A-Z]{2,}$)")
_JOINED = re.compile(r"[A-Z]?[a-z]{3,}(?=[A-Z][a-z]{2,}$)")


class Word(NamedTuple):
    """One word; `key` is its form without case, dots and accents, `start` and `end` count from the text's start."""

    start: int
    end: int
    text: str
    key: str
    capital: bool  # it begins with a capital letter


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end] in order; "inBali" gives two, "U.S." one with the key "us"."""
    found: list[Word] = []
    add, make = found.append, Word._make
    for match in _WORD.finditer(text, start, end):
        at = match.start()
        for first, last, exact, plain, capital in _pieces(match[0]):
            add(make((at + first, at + last, exact, plain, capital)))
    return found


@lru_cache(maxsize=65_536)
def _pieces(exact: str) -> tuple[tuple[int, int, str, str, bool], ...]:
    """The words in a written word: offsets of the first and last letter, text, key, capital."""
    cut = _cut(exact)
    parts = ((0, exact[:cut]), (cut, exact[cut:])) if cut else ((0, exact),)
    return tuple((at, at + len(part), part, key(part), part[0].isupper()) for at, part in parts)


def _cut(exact: str) -> int:
    """Where a glued word falls apart ("toGates": 2), 0 where it is one word."""
    if exact.islower() or exact.isupper() or exact[1:].islower():
        return 0
    glued = _GLUED.match(exact) or _JOINED.match(exact)
    if glued is None or glued.group() in ("Mac", "Fitz", "Vande"):
        return 0
    return glued.end()


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """A word without case, dots, apostrophes and accents ("Côte" → "cote", "U.S." → "us")."""
    plain = word.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        plain = plain.translate(_LETTERS)
    return plain.replace(".", "").replace("'", "").replace("’", "")


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
