"""Why: the PLOVER contexts an event stands in, from the words around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from communique.rules import load_table


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words: dict[str, list[str]] = {}
    for row in load_table("events/contexts.tsv"):
        words.setdefault(row["context"], []).append(row["phrase"])
    return tuple(
        (
            context,
            re.compile(
                r"\b(?:" + "|".join(re.escape(p) for p in sorted(phrases, key=len)[::-1]) + r")", re.I
            ),
        )
        for context, phrases in sorted(words.items())
    )


def contexts_in(text: str, given: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The contexts a stretch of text names, in alphabetical order, with those a frame gives."""
    return tuple(sorted({*_named(text), *given}))


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[str, ...]:
    return tuple(context for context, pattern in _patterns() if pattern.search(text))
