"""How alike two sketches are, by frozen weights: the same number whoever asks first and whatever else is held."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz.distance import OSA

from communique.records import Sketch
from communique.rules import load_table

REPORT_WORDS = 400  # a report's length for which "occurs in it" is reckoned
MARGINAL = 4  # times a report's lead stands oftener than one who is marginal in it
BRIEF = 3  # sentences under which a report is a brief, with too few words to ask for shared ones
UNSEEN = 7.0  # weight of a word outside the shipped list


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two reports have in common; `calendar` counts the days of the year that both name, such as 2 December.

    `days` lie between their dates of publication, None where one has none.
    """

    words: float
    names: float
    states: float
    anchors: float
    calendar: int
    days: int | None
    score: float
    blocked: str | None


@cache
def numbers() -> dict[str, float]:
    """The frozen weights and thresholds by name."""
    return {row["id"]: float(row["value"]) for row in load_table("stories/weights.tsv")}


@cache
def rarity() -> dict[str, float]:
    """Weight of a word: −log of the chance that a report of 400 words holds it."""
    rows = load_table("copies/frequencies.tsv")
    return {
        row["word"]: -math.log(-math.expm1(-REPORT_WORDS * float(row["per_million"]) / 1e6)) for row in rows
    }


@cache
def stock() -> frozenset[str]:
    """Words of any report on states and officials, which say little about which affair it tells."""
    return frozenset(row["word"] for row in load_table("stories/stock.tsv"))


@cache
def weight(word: str) -> float:
    """The weight of a content word."""
    return rarity().get(word, UNSEEN) * (numbers()["stock"] if word in stock() else 1.0)


@dataclass(frozen=True, slots=True)
class Profile:
    """A sketch made ready for many comparisons: vectors of length one over words and over names."""

    report_id: str
    words: Mapping[str, float]
    names: Mapping[str, float]
    states: frozenset[str]
    anchors: frozenset[str]
    calendar: frozenset[str]
    lead: str | None
    counts: Mapping[str, int]
    day: int | None
    n_sentences: int


def profile(sketch: Sketch) -> Profile:
    """The sketch with its vectors; words of the opening and names said often weigh more."""
    opening = frozenset(sketch.opening)
    words = {
        word: weight(word) * (numbers()["opening"] if word in opening else 1.0)
        for word in sketch.words
        if weight(word) >= numbers()["least-rarity"]
    }
    names = {name: 1.0 + math.log(n) for name, n in zip(sketch.names, sketch.name_counts, strict=True)}
    return Profile(
        report_id=sketch.report_id,
        words=_unit(words),
        names=_unit(names),
        states=frozenset(sketch.states),
        anchors=frozenset(sketch.anchors),
        calendar=frozenset(date for date in sketch.dates if date.startswith("--")),
        lead=sketch.lead,
        counts=dict(zip(sketch.names, sketch.name_counts, strict=True)),
        day=_day(sketch.published),
        n_sentences=sketch.n_sentences,
    )


def compare(left: Profile, right: Profile) -> Likeness:
    """The likeness of two reports, symmetric to the last digit."""
    at = numbers()
    words, names = _cosine(left.words, right.words), _cosine(left.names, right.names)
    states = _jaccard(left.states, right.states)
    anchors = _overlap(left.anchors, right.anchors)
    calendar, days = len(left.calendar & right.calendar), _days(left, right)
    brief = min(left.n_sentences, right.n_sentences) < BRIEF
    named = names if brief else min(names, at["named"] * words)  # the same people do many things
    parts = (
        at["words"] * words,
        at["names"] * named,
        at["states"] * states,
        at["anchors"] * anchors,
        at["calendar"] * min(calendar, at["calendar-most"]),
        _time(days),
    )
    score = math.fsum(parts) - (at["strangers"] if _strangers(left, right) else 0.0)
    return Likeness(words, names, states, anchors, calendar, days, round(score, 6), blocked(left, right))


def blocked(left: Profile, right: Profile) -> str | None:
    """Why two reports cannot tell one affair whatever their words; None where nothing forbids it."""
    days = _days(left, right)
    if days is not None and days > numbers()["far-days"]:
        return f"published {days} days apart"
    if left.states and right.states and not left.states & right.states:
        return "no main state in common"
    return None


def _days(left: Profile, right: Profile) -> int | None:
    return abs(left.day - right.day) if left.day is not None and right.day is not None else None


def _strangers(left: Profile, right: Profile) -> bool:
    """Whether each report is about a person who is marginal in the other; a bent name is no stranger."""
    if left.lead is None or right.lead is None or OSA.distance(left.lead, right.lead, score_cutoff=2) <= 2:
        return False
    return _marginal(left.lead, right) and _marginal(right.lead, left)


def _marginal(lead: str, other: Profile) -> bool:
    return MARGINAL * other.counts.get(lead, 0) <= other.counts[other.lead or ""]


def _time(days: int | None) -> float:
    """Nothing for unknown dates; a bonus that falls to nothing at `near-days` and becomes a fine beyond."""
    if days is None:
        return 0.0
    at = numbers()
    return at["time"] * max(-1.0, 1.0 - math.log1p(days) / math.log1p(at["near-days"]))


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(value * value for value in vector.values()))
    return {key: value / length for key, value in sorted(vector.items())} if length else {}


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return math.fsum(left[key] * right[key] for key in left.keys() & right.keys())


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / (min(len(left), len(right)) + 2) if left and right else 0.0


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None
