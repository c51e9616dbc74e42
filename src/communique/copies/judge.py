"""Says whether two narrations are of one origin, and how sure that is.

A logistic function of four measures with frozen weights (data/copies/weights.tsv), or half of a report in one long
chain of the other's sentences; under a floor of aligned pairs, or where there is too little narration, only
near-verbatim text counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from communique.copies.align import Likeness, compare
from communique.copies.narration import Narration, Words
from communique.rules import load_table

FEATURES = ("cover", "pairs", "anchors", "triples")


@dataclass(frozen=True, slots=True)
class Judged:
    """Two reports compared: how alike, the chance of one origin, and whether it is a copy at all."""

    left_id: str
    right_id: str
    likeness: Likeness
    score: float
    copy: bool
    whole: bool  # one report as a whole descends from the other's origin, not only a part of it


@cache
def numbers() -> dict[str, float]:
    """The frozen weights, floors and thresholds by name."""
    return {row["id"]: float(row["value"]) for row in load_table("copies/weights.tsv")}


def judge(left_id: str, left: Narration, right_id: str, right: Narration, words: Words) -> Judged:
    """The verdict on one pair of reports of one story."""
    likeness = compare(left, right, words)
    score = max(chance(likeness), numbers()["threshold"] if _one_block(likeness) else 0.0)
    brief = min(len(left.lines), len(right.lines)) < numbers()["least-sentences"]
    copy = (
        _same_words(likeness, left, right) if brief else score >= numbers()["threshold"] and _enough(likeness)
    )
    return Judged(left_id, right_id, likeness, round(score, 4), copy, copy and _whole(likeness))


def features(likeness: Likeness) -> tuple[float, ...]:
    """The four measures, in the order of FEATURES."""
    return likeness.cover, math.log1p(len(likeness.pairs)), likeness.anchors, likeness.triples


def chance(likeness: Likeness) -> float:
    """The chance of one origin by the frozen logistic weights."""
    at = numbers()
    total = at["bias"] + sum(at[name] * x for name, x in zip(FEATURES, features(likeness), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _enough(likeness: Likeness) -> bool:
    return len(likeness.pairs) >= numbers()["least-pairs"]


def _one_block(likeness: Likeness) -> bool:
    """Whether half of a report follows the other sentence by sentence: a part taken over, in whatever words."""
    at = numbers()
    return likeness.chain >= at["block-chain"] and likeness.cover >= at["block-cover"]


def _same_words(likeness: Likeness, left: Narration, right: Narration) -> bool:
    """For briefs: the shorter text's runs of five words stand in the other, and there are enough of them."""
    words = min(sum(len(line.stems) for line in rows.lines) for rows in (left, right))
    return (
        words >= numbers()["least-words"]
        and max(likeness.fives_left, likeness.fives_right) >= numbers()["brief-fives"]
    )


def _whole(likeness: Likeness) -> bool:
    """Whether the pair joins two reports, or only a part of one stands in the other (a mash-up)."""
    if likeness.cover < numbers()["whole-cover"]:
        return False
    return max(likeness.extent_left, likeness.extent_right) >= numbers()["whole-extent"]
