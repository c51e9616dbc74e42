"""Why: the PLOVER contexts an event stands in, from the words around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from communique.rules import load_table

WORD = re.compile(r"\b\w")
KEY = 2  # letters by which phrases are looked up; none is shorter


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """The first letters of a phrase → the phrases that begin so, each with its context."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in load_table("events/contexts.tsv"):
        phrase = row["phrase"].lower()
        found.setdefault(phrase[:KEY], []).append((phrase, row["context"]))
    return {key: tuple(sorted(phrases)) for key, phrases in found.items()}


def contexts_in(text: str, given: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The contexts a stretch of text names, in alphabetical order, with those a frame gives."""
    return tuple(sorted({*_named(text), *given}))


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[str, ...]:
    phrases, lower = _phrases(), text.lower()
    found: set[str] = set()
    for word in WORD.finditer(lower):
        at = word.start()
        for phrase, context in phrases.get(lower[at : at + KEY], ()):
            if lower.startswith(phrase, at):
                found.add(context)
    return tuple(found)
