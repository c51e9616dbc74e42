"""What was done to a report's words on the way: spun by a thesaurus, translated and back, broken, or nothing.

A word-spinner leaves the inside of quotation marks alone and swaps cue verbs and set phrases; a round trip through
another language changes quotations too. So a report is judged by its own signs, by the siblings it is aligned
with, and by quotations that other originals keep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.copies.judge import Judged, numbers
from communique.copies.quoting import alikeness, quotes_in_two
from communique.copies.readings import Quoted, Reading
from communique.copies.signs import LEAST_WORDS, Signs, signs_of
from communique.records import Degradation

SAME = 0.985  # likeness from which two quotations count as kept
AT_ONCE = 0.5  # what a quotation that differs from another original's weighs beside a mark in the text


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done to one report, with the evidence in words."""

    degradation: Degradation | None
    reason: str


def assess(
    readings: Sequence[Reading], links: Sequence[Judged], rank: Mapping[str, int] | None = None
) -> dict[str, Damage]:
    """The damage of each report of a story; `links` are its whole copies, `rank` says how much
    of an original's head each report has lost."""
    by_id = {reading.report.report_id: reading for reading in readings}
    signs = {report_id: signs_of(reading) for report_id, reading in by_id.items()}
    beside = _beside_siblings(by_id, links, signs, rank or {})
    altered = _altered_quotes(readings, signs)
    return {key: _verdict(by_id[key], signs[key], beside.get(key), altered[key]) for key in sorted(by_id)}


def _verdict(reading: Reading, signs: Signs, beside: Damage | None, altered: int) -> Damage:
    at = numbers()
    shown = f" ({', '.join(signs.examples[:4])})" if signs.examples else ""
    translated = signs.translated + 1000 * AT_ONCE * altered / max(LEAST_WORDS, reading.n_words)
    if signs.spun >= at["spun-rate"] and signs.spun >= translated:
        return Damage(Degradation.SPUN, f"spinner's phrases weigh {signs.spun:.1f} per thousand words{shown}")
    if beside:
        return Damage(beside.degradation, beside.reason + shown)
    if translated >= at["translated-rate"]:
        why = f"{altered} quotations worded differently from the reports that keep them, " if altered else ""
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


def _beside_siblings(
    by_id: Mapping[str, Reading],
    copies: Sequence[Judged],
    signs: Mapping[str, Signs],
    rank: Mapping[str, int],
) -> dict[str, Damage]:
    """Of two copies with different words, which was rewritten and how."""
    found: dict[str, Damage] = {}
    for c in sorted(copies, key=lambda c: (-c.score, c.left_id, c.right_id)):
        if max(c.likeness.fives_left, c.likeness.fives_right) >= numbers()["rewritten"]:
            continue
        kept, changed = _quote_changes(c, by_id)
        translated = changed > kept if changed != kept else c.likeness.order < numbers()["little-words"]
        worse = _rewritten_one(c, by_id, signs, rank, translated=translated)
        if worse:
            found.setdefault(worse, _how_rewritten(c, worse, kept, changed, translated=translated))
    return found


def _how_rewritten(c: Judged, worse: str, kept: int, changed: int, *, translated: bool) -> Damage:
    other = c.right_id if worse == c.left_id else c.left_id
    quotes = (
        f"{changed} of {kept + changed} quotations changed" if kept + changed else "no quotation in common"
    )
    words = f"little words in order {c.likeness.order:.2f}"
    kind = Degradation.BACK_TRANSLATED if translated else Degradation.SPUN
    return Damage(kind, f"reworded beside {other}: {quotes}, {words}")


def _quote_changes(c: Judged, by_id: Mapping[str, Reading]) -> tuple[int, int]:
    """In the aligned sentences of two copies: quotations kept and quotations changed."""
    kept = changed = 0
    for pair in c.likeness.pairs:
        left = _inside(by_id[c.left_id].quotes, pair.left_start, pair.left_end)
        right = _inside(by_id[c.right_id].quotes, pair.right_start, pair.right_end)
        for quote in left:
            best = max((alikeness(quote.stems, other.stems) for other in right), default=0.0)
            kept += best >= SAME
            changed += numbers()["same-words"] <= best < SAME
    return kept, changed


def _inside(quotes: Sequence[Quoted], start: int, end: int) -> list[Quoted]:
    return [q for q in quotes if start <= q.start < end and len(q.stems) >= numbers()["quote-words"]]


def _rewritten_one(
    c: Judged,
    by_id: Mapping[str, Reading],
    signs: Mapping[str, Signs],
    rank: Mapping[str, int],
    *,
    translated: bool,
) -> str | None:
    """Which of two copies strayed from the original; None where nothing tells."""
    spun = {key: signs[key].spun >= numbers()["spun-rate"] for key in (c.left_id, c.right_id)}
    if spun[c.left_id] != spun[c.right_id]:
        strayed, other = (c.left_id, c.right_id) if spun[c.left_id] else (c.right_id, c.left_id)
        return (
            other if translated else strayed
        )  # a spinner keeps quotations: if they differ, the other lost them
    ranks = {key: (rank.get(key, 0), signs[key].translated) for key in (c.left_id, c.right_id)}
    if ranks[c.left_id] != ranks[c.right_id]:
        return max(ranks, key=lambda key: ranks[key])
    dates = {key: by_id[key].published for key in (c.left_id, c.right_id)}
    if all(dates.values()) and len(set(dates.values())) == 2:
        return max(dates, key=lambda key: dates[key] or "")
    return None


def _altered_quotes(readings: Sequence[Reading], signs: Mapping[str, Signs]) -> dict[str, int]:
    """Report → the number of quotations it alone words differently, judged against reports that keep theirs."""
    shared = list(quotes_in_two({reading.report.report_id: reading.quotes for reading in readings}))
    exact: Counter[str] = Counter()
    for left, right, alike in shared:
        exact.update((left, right) if alike == 1.0 else ())
    changed = dict.fromkeys(signs, 0)
    for left, right, alike in shared:
        blamed = _blamed(left, right, exact, signs) if alike < SAME else None
        if blamed:
            changed[blamed] += 1
    return changed


def _blamed(left: str, right: str, exact: Mapping[str, int], signs: Mapping[str, Signs]) -> str | None:
    """Of two reports that differ in a quotation, the one that shows fewer marks of keeping its quotations."""

    def keeps(report_id: str) -> tuple[bool, int]:
        return signs[report_id].spun >= numbers()["spun-rate"], exact.get(report_id, 0)

    if keeps(left) == keeps(right):
        return None
    return left if keeps(left) < keeps(right) else right
