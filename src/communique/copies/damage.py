"""What was done to a report's words on the way: spun by a thesaurus, translated and back, broken, or nothing.

A word-spinner leaves the inside of quotation marks alone and swaps cue verbs and set phrases; a round trip through
another language changes quotations too and loses the links' capitals and commas.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from communique.copies.judge import Judged, numbers
from communique.copies.quoting import SharedQuote, shared_quotes
from communique.copies.readings import Reading, tokens
from communique.records import Degradation
from communique.rules import load_rules, load_table

LONGEST_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done to one report, with the evidence in words."""

    degradation: Degradation | None
    reason: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What one report shows by itself. Rates are per thousand narration words."""

    spun: float
    translated: float
    garbled: float
    examples: tuple[str, ...]


def assess(readings: Sequence[Reading], copies: Sequence[Judged]) -> dict[str, Damage]:
    """The damage of each report of a story, from its own signs, its siblings and the quotations others share."""
    signs = {reading.report.report_id: signs_of(reading) for reading in readings}
    altered = _altered_quotes(readings, signs)
    return {r.report.report_id: _verdict(r, signs[r.report.report_id], altered) for r in readings}


def signs_of(reading: Reading) -> Signs:
    """Spinner's phrases, marks of a round trip, broken words in one report."""
    words = max(60, reading.n_words)
    phrases = spinner_phrases(reading.narration)
    marks = {kind: _marks(reading, kind) for kind in ("translated", "garbled")}
    names = _twisted_names(reading)
    spun = sum(_phrases()[phrase] * n for phrase, n in phrases.items())
    shown = [f"“{phrase}”" for phrase in sorted(phrases, key=lambda p: (-_phrases()[p], p))[:3]]
    return Signs(
        spun=1000 * spun / words,
        translated=1000 * (len(marks["translated"]) + len(names)) / words,
        garbled=1000 * len(marks["garbled"]) / words,
        examples=tuple(
            shown + [f"“{mark}”" for mark in (*marks["translated"][:2], *names[:2], *marks["garbled"][:2])]
        ),
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
    text = reading.report.text
    rules = [rule for rule in load_rules("copies/marks.toml") if rule.values["kind"] == kind]
    stretches = [(line.start, line.end) for line in reading.lines]
    found = {
        m.start(): m.group()
        for rule in rules
        if rule.pattern
        for start, end in stretches
        for m in rule.pattern.finditer(text, start, end)
    }
    return [found[at] for at in sorted(found)]


def _twisted_names(reading: Reading) -> list[str]:
    """Surnames that stand beside a near-twin in the same report and occur less often than it."""
    text = reading.report.text
    surnames = Counter(name.split()[-1] for name in reading.persons if len(name.split()[-1]) >= 5)
    counts = {name: len(re.findall(rf"\b{re.escape(name)}\b", text)) for name in surnames}
    return [name for name in sorted(counts) if any(_twisted(name, other, counts) for other in sorted(counts))]


def _twisted(name: str, other: str, counts: Mapping[str, int]) -> bool:
    if name == other or counts[name] * 2 > counts[other] or name.rstrip("s") == other.rstrip("s"):
        return False
    return OSA.distance(name, other, score_cutoff=2) <= 2 or (
        other.startswith(name) and len(other) - len(name) <= 3
    )


def _altered_quotes(readings: Sequence[Reading], signs: Mapping[str, Signs]) -> dict[str, list[str]]:
    """Report → the quotations it alone words differently, judged against reports that keep them."""
    changed: dict[str, list[str]] = {r.report.report_id: [] for r in readings}
    exact: Counter[str] = Counter()
    shared = [
        (one.report.report_id, other.report.report_id, quote)
        for n, one in enumerate(readings)
        for other in readings[n + 1 :]
        for quote in shared_quotes(one.quotes, other.quotes)
    ]
    for left, right, quote in shared:
        if quote.alike == 1.0:
            exact.update((left, right))
    for left, right, quote in shared:
        if quote.alike < 0.985:
            blamed = _blamed(left, right, exact, signs)
            if blamed:
                changed[blamed].append(_words_of(quote, blamed == left))
    return changed


def _blamed(left: str, right: str, exact: Mapping[str, int], signs: Mapping[str, Signs]) -> str | None:
    """Of two reports that differ in a quotation, the one that shows fewer marks of keeping its quotations."""

    def keeps(report_id: str) -> tuple[bool, float]:
        return signs[report_id].spun >= numbers()["spun-rate"], float(exact.get(report_id, 0))

    if keeps(left) == keeps(right):
        return None
    return left if keeps(left) < keeps(right) else right


def _words_of(quote: SharedQuote, left: bool) -> str:
    return " ".join((quote.left if left else quote.right).stems[:6])


def _verdict(reading: Reading, signs: Signs, altered: Mapping[str, list[str]]) -> Damage:
    at = numbers()
    changed = altered[reading.report.report_id]
    shown = f" ({', '.join(signs.examples[:4])})" if signs.examples else ""
    translated = signs.translated + 1000 * 0.5 * len(changed) / max(60, reading.n_words)
    if signs.spun >= at["spun-rate"] and signs.spun >= translated:
        return Damage(Degradation.SPUN, f"spinner's phrases weigh {signs.spun:.1f} per thousand words{shown}")
    if translated >= at["translated-rate"]:
        why = (
            f"{len(changed)} quotations worded differently from the reports that keep them, "
            if changed
            else ""
        )
        return Damage(
            Degradation.BACK_TRANSLATED, f"{why}marks {signs.translated:.1f} per thousand words{shown}"
        )
    if signs.garbled >= at["garbled-rate"]:
        return Damage(Degradation.GARBLED, f"broken words {signs.garbled:.1f} per thousand{shown}")
    if len(reading.lines) < at["least-sentences"]:
        return Damage(Degradation.UNSURE, f"only {len(reading.lines)} sentences of narration")
    if signs.spun >= at["spun-rate"] / 2 or signs.garbled >= at["garbled-rate"] / 2:
        return Damage(Degradation.UNSURE, f"a few signs of damage{shown}")
    return Damage(Degradation.CLEAN, "no sign of damage above the floor")
