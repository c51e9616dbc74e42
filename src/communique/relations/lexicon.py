"""Finds the matters states differ on by their wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from communique.rules import cells, load_rules, load_table

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of the lexicon. `thing` tells that its label is a class and a report's own word says more."""

    label: str
    contexts: tuple[str, ...]
    media_topics: tuple[str, ...]
    thing: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording found: offsets into the text searched."""

    start: int
    end: int
    matter: Matter


@lru_cache(maxsize=50_000)
def find(text: str) -> tuple[Hit, ...]:
    """The wordings in a text from left to right, the longest at each place, none overlapping."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Hit]:
    words = [(m.start(), m.end(), fold(m[0])) for m in _WORD.finditer(text)]
    table, i = _table(), 0
    while i < len(words):
        for wording, matter in table.get(words[i][2], ()):
            if tuple(w for _, _, w in words[i : i + len(wording)]) == wording:
                yield Hit(words[i][0], words[i + len(wording) - 1][1], matter)
                i += len(wording) - 1
                break
        i += 1


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word in lower case without a plural ending."""
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], Matter]]]:
    found: dict[str, list[tuple[tuple[str, ...], Matter]]] = {}
    for row in load_table("relations/topics.tsv"):
        matter = Matter(
            label=row["label"],
            contexts=tuple(cells(row, "contexts")),
            media_topics=tuple(cells(row, "media_topics")),
            thing=row.get("thing") == "yes",
        )
        for wording in cells(row, "wordings"):
            words = tuple(fold(w) for w in _WORD.findall(wording))
            found.setdefault(words[0], []).append((words, matter))
    for entries in found.values():
        entries.sort(key=lambda e: -len(e[0]))
    return found


def frame_of(text: str) -> str | None:
    """The id of the wording by which a sentence calls something a matter of dispute; None where it does not."""
    for rule in load_rules("relations/issue_frames.toml"):
        if rule.pattern is not None and rule.pattern.search(text):
            return rule.id
    return None


def says(rule_id: str, text: str) -> bool:
    """Whether a sentence says what the rule of that id in `matter_phrases.toml` is for."""
    pattern = _phrases()[rule_id]
    return pattern.search(text) is not None


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    return {r.id: r.pattern for r in load_rules("relations/matter_phrases.toml") if r.pattern is not None}
