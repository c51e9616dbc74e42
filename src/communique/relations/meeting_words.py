"""What a stretch of text says of encounters by its words alone: clauses, meeting words, levels, what came of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from communique.rules import Rule, load_rules, load_table

KEEP = 50_000  # sentences whose reading is kept: several dyads of a story read the same ones
_BREAK = re.compile(
    r";|:(?= )|—| – |, (?:and|but|while|whereas|though|although|which|where|when|after|before|until|yet|so)\b"
    r"|, (?=where|when|which|who|but)|(?<=\w) (?:while|whereas|before|after|because)(?= )|, (?=who )"
)
_QUOTE = re.compile(r"[“\"][^”\"]{0,600}[”\"]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a rule file at [start, end) of a sentence: its label and how much it says."""

    start: int
    end: int
    label: str
    strength: int


@lru_cache(maxsize=KEEP)
def clauses_of(sentence: str) -> tuple[tuple[int, int], ...]:
    """The sentence cut where a new clause begins; cuts inside quotation marks do not count."""
    held = [m.span() for m in _QUOTE.finditer(sentence)]
    cuts = [m.start() for m in _BREAK.finditer(sentence) if not any(a < m.start() < b for a, b in held)]
    ends = [0, *cuts, len(sentence)]
    return tuple((a, b) for a, b in itertools.pairwise(ends) if b > a)


@lru_cache(maxsize=KEEP)
def encounters_in(sentence: str) -> tuple[Word, ...]:
    """The meeting words of a sentence in text order, labelled with their medium; no two overlap."""
    return _apart(_words("relations/encounters.toml", "medium", sentence))


@lru_cache(maxsize=KEEP)
def levels_in(text: str) -> tuple[Word, ...]:
    """The words of a text that name a level, in text order; of overlapping ones the longest."""
    return _apart(_words("relations/levels.toml", "level", text))


@lru_cache(maxsize=KEEP)
def turn_of(clause: str) -> str | None:
    """What a clause says came of an encounter: refused, cancelled, postponed, tentative, planned, open, happened."""
    for rule, pattern in _rules_for("relations/turns.toml", clause):
        if pattern.search(clause):
            return str(rule.values["turn"])
    return None


def rank_of(level: str) -> int:
    """Seniority of a level, 0 the most senior."""
    return _ranks()[level]


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    rules = load_rules("relations/levels.toml")
    return {str(r.values.get("level", r.id)): int(r.values["rank"]) for r in rules}


@lru_cache(maxsize=1)
def role_levels() -> dict[str, str]:
    """Role of the closed set → level."""
    return {row["role"]: row["level"] for row in load_table("relations/role_levels.tsv")}


def _words(name: str, label: str, text: str) -> list[Word]:
    return [
        Word(m.start(), m.end(), str(rule.values.get(label, rule.id)), int(rule.values["strength"]))
        for rule, pattern in _rules_for(name, text)
        for m in pattern.finditer(text)
    ]


def _rules_for(name: str, text: str) -> Iterator[tuple[Rule, re.Pattern[str]]]:
    """The rules of a file whose `needs` (letters, one of which every match holds) the text has."""
    low = text.lower()
    for rule in load_rules(name):
        wanted = rule.values.get("needs")
        if rule.pattern is not None and (wanted is None or any(letters in low for letters in wanted)):
            yield rule, rule.pattern


def _apart(found: list[Word]) -> tuple[Word, ...]:
    """Words that do not overlap, the longest first to choose."""
    kept: list[Word] = []
    for word in sorted(found, key=lambda w: (w.start - w.end, -w.strength, w.start)):
        if all(word.end <= other.start or word.start >= other.end for other in kept):
            kept.append(word)
    return tuple(sorted(kept, key=lambda w: w.start))
