"""What one report shows by itself of having been spun, translated and back, or broken on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from communique.copies.readings import Reading, tokens
from communique.rules import load_rules, load_table

LONGEST_PHRASE = 5
LEAST_WORDS = 60  # narration words under which rates are reckoned as if there were so many


@dataclass(frozen=True, slots=True)
class Signs:
    """Rates per thousand narration words, and the words that gave them."""

    spun: float
    translated: float
    garbled: float
    examples: tuple[str, ...]


def signs_of(reading: Reading) -> Signs:
    """Spinner's phrases (weighed), marks of a round trip, broken words in one report."""
    words = max(LEAST_WORDS, reading.n_words)
    phrases = spinner_phrases(reading.narration)
    translated = _marks(reading, "translated") + _twisted_names(reading)
    garbled = _marks(reading, "garbled")
    shown = sorted(phrases, key=lambda p: (-_phrases()[p], p))[:3]
    return Signs(
        spun=1000 * sum(_phrases()[phrase] * n for phrase, n in phrases.items()) / words,
        translated=1000 * len(translated) / words,
        garbled=1000 * len(garbled) / words,
        examples=tuple(f"“{mark}”" for mark in (*shown, *translated[:3], *garbled[:2])),
    )


def spinner_phrases(narration: Sequence[Sequence[str]]) -> Counter[str]:
    """How often each phrase of the spinner's list stands in the narration; the longest counts."""
    known = _phrases()
    found: Counter[str] = Counter()
    for row in narration:
        i = 0
        while i < len(row):
            phrases = (" ".join(row[i : i + n]) for n in range(LONGEST_PHRASE, 0, -1) if i + n <= len(row))
            hit = next((phrase for phrase in phrases if phrase in known), None)
            found.update([hit] if hit else [])
            i += hit.count(" ") + 1 if hit else 1
    return found


@cache
def _phrases() -> dict[str, float]:
    rows = load_table("copies/spins.tsv")
    return {
        " ".join(tokens(row["written"])): float(row["weight"]) for row in rows if float(row["weight"]) > 0
    }


def _marks(reading: Reading, kind: str) -> list[str]:
    found: dict[int, str] = {}
    for rule in load_rules("copies/marks.toml"):
        if rule.pattern and rule.values["kind"] == kind:
            for line in reading.lines:
                matches = rule.pattern.finditer(reading.report.text, line.start, line.end)
                found.update({m.start(): m.group() for m in matches})
    return [found[at] for at in sorted(found)]


def _twisted_names(reading: Reading) -> list[str]:
    """Surnames that stand beside a near-twin in the same report and occur less often than it."""
    surnames = sorted({name.split()[-1] for name in reading.persons if len(name.split()[-1]) >= 5})
    counts = {name: len(re.findall(rf"\b{re.escape(name)}\b", reading.report.text)) for name in surnames}
    return [name for name in surnames if any(_twisted(name, other, counts) for other in surnames)]


def _twisted(name: str, other: str, counts: Mapping[str, int]) -> bool:
    if name == other or counts[name] * 2 > counts[other] or name.rstrip("s’'") == other.rstrip("s’'"):
        return False
    return OSA.distance(name, other, score_cutoff=2) <= 2 or (
        other.startswith(name) and len(other) - len(name) <= 3
    )
