"""Damage family A, seeded: thesaurus spins, trims, mash-ups, doubled bodies, junk lines, glued words, broken names.

A report is a list of sentences; quotations are left alone, as word-spinners leave them. Synonyms come from a small
table of our own; a content word it does not hold is swapped for another word of like frequency, which is what an
unknown synonym looks like to a reader of words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from communique.rules import load_table

Sentences = list[str]
_PIECE = re.compile(r"“[^”]*”|\"[^\"]*\"|[A-Za-z]+|[^A-Za-z“\"]+|.", re.S)
JUNK = (
    "Read more: the ten best places to spend a rainy weekend",
    "Sign up for our newsletter and never miss a story",
    "[ad_2]",
    "Share this on your favourite network",
)
CUES = {"said": ("stated", "mentioned"), "told": ("informed", "instructed"), "says": ("states", "mentions")}


@cache
def _synonyms() -> dict[str, str]:
    path = Path(__file__).with_name("synonyms.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {row[0]: row[1] for row in rows}


@cache
def _ranks() -> tuple[tuple[str, ...], dict[str, int]]:
    rows = sorted(load_table("copies/frequencies.tsv"), key=lambda r: (-float(r["per_million"]), r["word"]))
    words = tuple(row["word"] for row in rows)
    return words, {word: n for n, word in enumerate(words)}


def _swap(word: str, rng: random.Random) -> str:
    low = word.lower()
    for ending in ("", "s", "ed", "d", "ing"):
        root = low[: len(low) - len(ending)] if ending and low.endswith(ending) else low
        if (root != low or not ending) and root in _synonyms():
            return _synonyms()[root] + ending
    words, ranks = _ranks()
    at = ranks.get(low, 9_000)
    return words[min(len(words) - 1, max(150, at + rng.randint(-400, 400)))]


def spin(sentences: Sentences, rng: random.Random, rate: float) -> Sentences:
    """Each content word outside quotations and names is swapped at this rate, cue verbs more often."""
    _, ranks = _ranks()

    def swapped(piece: str, first: bool) -> str:
        if not piece[0].isalpha() or (piece[0].isupper() and not first):
            return piece
        if piece in CUES:
            return rng.choice(CUES[piece]) if rng.random() < min(1.0, rate + 0.3) else piece
        function_word = ranks.get(piece.lower(), 9_999) < 150 or len(piece) < 4
        return piece if function_word or rng.random() >= rate else _swap(piece, rng)

    return ["".join(swapped(p, n == 0) for n, p in enumerate(_PIECE.findall(s))) for s in sentences]


def drop(sentences: Sentences, rng: random.Random, share: float) -> Sentences:
    """This share of the sentences is left out here and there."""
    return [s for s in sentences if rng.random() >= share]


def trim(sentences: Sentences, rng: random.Random, share: float) -> Sentences:
    """The end is cut off, as editors cut; `share` of the sentences stay."""
    return sentences[: max(3, round(len(sentences) * share))]


def glue(sentences: Sentences, rng: random.Random, rate: float) -> Sentences:
    """Blanks are lost at this rate."""
    return [re.sub(r" ", lambda m: "" if rng.random() < rate else m.group(), s) for s in sentences]


def junk(sentences: Sentences, rng: random.Random) -> Sentences:
    """Lines of other pages stand between the sentences."""
    found = list(sentences)
    for line in JUNK:
        found.insert(rng.randint(0, len(found)), line)
    return found


def double(sentences: Sentences, rng: random.Random) -> Sentences:
    """The body stands twice."""
    return [*sentences, *sentences]


def garble_names(sentences: Sentences, rng: random.Random, rate: float) -> Sentences:
    """Names lose or swap letters at this rate."""

    def broken(match: re.Match[str]) -> str:
        name = match.group()
        at = rng.randint(1, len(name) - 2)
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :] if rng.random() < rate else name

    return [re.sub(r"(?<=\w )[A-Z][a-z]{4,}", broken, s) for s in sentences]


def mash(sentences: Sentences, other: Sentences, rng: random.Random) -> Sentences:
    """The first half of one report and the second half of another."""
    return [*sentences[: len(sentences) // 2], *other[len(other) // 2 :]]


KINDS: dict[str, Callable[[Sentences, random.Random], Sentences]] = {
    "spin 20": lambda s, r: spin(s, r, 0.2),
    "spin 40": lambda s, r: spin(s, r, 0.4),
    "spin 60": lambda s, r: spin(s, r, 0.6),
    "spin 80": lambda s, r: spin(s, r, 0.8),
    "spin 40, drop 30": lambda s, r: drop(spin(s, r, 0.4), r, 0.3),
    "spin 60, trim 50": lambda s, r: trim(spin(s, r, 0.6), r, 0.5),
    "trim 50": lambda s, r: trim(s, r, 0.5),
    "doubled, junk": lambda s, r: junk(double(s, r), r),
    "glued 5, names": lambda s, r: garble_names(glue(s, r, 0.05), r, 0.5),
}


def damage(sentences: Sequence[str], kind: str, seed: str) -> Sentences:
    """The report under one kind of damage; the same seed gives the same words."""
    return KINDS[kind](list(sentences), random.Random(f"{kind} {seed}"))
