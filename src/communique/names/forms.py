"""Forms of one person's name and how alike two of them are."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from communique.rules import DATA, cells, load_table

_SPLIT = re.compile(r"[\s,]+")
_EDGE = re.compile(r"^\W+|\W+$")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
Parts = tuple[str, ...]


def parts_of(name: str) -> Parts:
    """A name's words without case, accents, honorifics and possessive; a hyphenated word is one part."""
    titles = _words("spot/honorifics.tsv")
    found = []
    for piece in _SPLIT.split(_POSSESSIVE.sub("", name.strip())):
        bare = fold(_POSSESSIVE.sub("", _EDGE.sub("", piece)))
        if bare and not (bare in titles and len(name.split()) > 1):
            found.append(bare)
    return tuple(found)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word in lower case without accents, hyphens, dots and apostrophes; Cyrillic and Greek in Latin letters."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(_latin().get(c, c) for c in plain if c.isalnum())


@lru_cache(maxsize=65_536)
def full(parts: Parts) -> bool:
    """Whether a name has at least two words longer than an initial, or an initial and a word."""
    return len(parts) >= 2 and any(len(p) > 1 for p in parts)


@lru_cache(maxsize=65_536)
def solid(parts: Parts) -> Parts:
    """The parts that are no initials (all of them where nothing else is left)."""
    return tuple(p for p in parts if len(p) > 1) or parts


@lru_cache(maxsize=65_536)
def alike(left: str, right: str) -> float:
    """How alike two name words are, 0 to 1: 1 for equal, transliterated and pet forms."""
    if left == right or right in _variants().get(left, ()):
        return 1.0
    if left.isdigit() or right.isdigit():
        return 0.0
    if skeleton(left) == skeleton(right) and min(len(left), len(right)) > 3:
        return 0.95
    edits = DamerauLevenshtein.normalized_similarity(left, right)
    jaro = JaroWinkler.similarity(left, right)
    return float((edits + jaro) / 2)


def edits(left: str, right: str) -> int:
    """The Damerau–Levenshtein distance of two words."""
    return int(DamerauLevenshtein.distance(left, right))


def edits_alike(left: str, right: str) -> float:
    """1 less the edits between two words for each letter of the longer one."""
    return float(DamerauLevenshtein.normalized_similarity(left, right))


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """A word with its spelling variants taken out (ph/f, ck/k, y/i, doubled letters…)."""
    for pattern, to in _SOUNDS:
        word = word.replace(pattern, to)
    return re.sub(r"(.)\1", r"\1", word)


def same_person(left: Parts, right: Parts) -> bool:
    """Whether two full names in one story are one person by their words alone.

    Equal words in any order, a middle name or initial more, an initial for a given name, a pet or
    transliterated form. A shared family name alone is never enough.
    """
    a, b = solid(left), solid(right)
    if "".join(left) == "".join(right):
        return True
    if set(a) == set(b) and (len(a) > 1 or _initials_fit(left, right)):
        return _middles_fit(left, right)
    if len(a) < 2 or len(b) < 2:
        return a[-1] == b[-1] and _initials_fit(left, right)
    small, large = sorted((set(a), set(b)), key=len)
    if len(small) >= 2 and small < large:
        return _middles_fit(left, right)
    if len(a) != len(b):
        return False
    if all(alike(x, y) >= 0.93 for x, y in zip(a, b, strict=True)):
        return True
    return (
        a[-1] == b[-1] and len(a) == 2 and (alike(a[0], b[0]) >= 0.9 and a[0][0] == b[0][0] and len(a[0]) > 3)
    )


def _middles_fit(left: Parts, right: Parts) -> bool:
    one, other = ({p for p in parts[1:-1] if len(p) == 1} for parts in (left, right))
    return not one or not other or bool(one & other)


def _initials_fit(left: Parts, right: Parts) -> bool:
    """Whether the given names agree where one of them is an initial."""
    if len(left) < 2 or len(right) < 2:
        return False
    return left[0][0] == right[0][0] and left[-1] == right[-1]


def variants(word: str) -> frozenset[str]:
    """The pet and transliterated forms of a folded name word; empty where none is listed."""
    return _variants().get(word, frozenset())


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in load_table(name))


@cache
def _variants() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _rows("names_rules/given_forms.tsv"):
        group = {fold(row["name"]), *(fold(f) for f in cells(row, "forms"))}
        for form in group:
            found.setdefault(form, set()).update(group)
    for row in _rows("names/transliterations.tsv"):
        a, b = fold(row["a"]), fold(row["b"])
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return {form: frozenset(group) for form, group in found.items()}


@cache
def _latin() -> dict[str, str]:
    return {row["letter"]: row["latin"] for row in load_table("names_rules/letters.tsv")}


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(dict(row) for row in load_table(name)) if (DATA / name).exists() else ()


_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("kh", "h"), ("zh", "j"), ("sch", "sh"), ("tch", "ch"), ("tsch", "ch"), ("dj", "j"),
    ("yy", "y"), ("iy", "i"), ("ij", "i"), ("ei", "e"), ("ey", "e"), ("ay", "ai"), ("aj", "ai"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("w", "v"), ("y", "i"), ("ie", "i"), ("q", "k"), ("c", "k"), ("x", "ks"), ("z", "s"),
    ("ks", "x"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("j", "i"), ("ii", "i"),
)  # fmt: skip
