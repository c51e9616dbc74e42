"""Counting right, wrong and missed, with bootstrap intervals and tables a person can read."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

RESAMPLES = 500
SEED = 20_231


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 (all 0…1), their counts, and the 95 % interval of F1 over resampled units."""

    name: str
    right: int
    predicted: int
    gold: int
    low: float | None = None
    high: float | None = None

    @property
    def precision(self) -> float:
        """Right of predicted; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right of gold; 0 where there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where there is no gold (precision alone is meant then)."""
        if not self.gold:
            return 0.0
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass(slots=True)
class Tally:
    """Counts per unit (a report, a story) and label, from which scores and intervals are made."""

    right: dict[Hashable, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    predicted: dict[Hashable, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    gold: dict[Hashable, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, unit: Hashable, label: str, *, right: int = 0, predicted: int = 0, gold: int = 0) -> None:
        """Count something under a unit and a label."""
        self.right[unit][label] += right
        self.predicted[unit][label] += predicted
        self.gold[unit][label] += gold

    def units(self) -> list[Hashable]:
        """Every unit counted, in a fixed order."""
        return sorted({*self.right, *self.predicted, *self.gold}, key=str)

    def score(self, name: str, labels: Iterable[str] | None = None) -> Score:
        """The pooled score over some labels (all of them by default), with its interval."""
        wanted = set(labels) if labels is not None else None
        rows = [
            tuple(_sum(c.get(unit, {}), wanted) for c in (self.right, self.predicted, self.gold))
            for unit in self.units()
        ]
        total = [sum(row[i] for row in rows) for i in range(3)]
        low, high = _interval(rows)
        return Score(name=name, right=total[0], predicted=total[1], gold=total[2], low=low, high=high)

    def labels(self) -> list[str]:
        """Every label counted."""
        return sorted(
            {
                label
                for table in (self.right, self.predicted, self.gold)
                for row in table.values()
                for label in row
            }
        )

    def macro(self) -> float:
        """The mean F1 over the labels that gold has."""
        scores = [self.score(label, [label]) for label in self.labels()]
        held = [score.f1 for score in scores if score.gold]
        return sum(held) / len(held) if held else 0.0


def _sum(counts: Mapping[str, int], wanted: set[str] | None) -> int:
    return sum(n for label, n in counts.items() if wanted is None or label in wanted)


def _interval(rows: list[tuple[int, ...]]) -> tuple[float | None, float | None]:
    if len(rows) < 2:
        return None, None
    chance = random.Random(SEED)
    found = []
    for _ in range(RESAMPLES):
        drawn = chance.choices(rows, k=len(rows))
        right, both = sum(r[0] for r in drawn), sum(r[1] + r[2] for r in drawn)
        found.append(2 * right / both if both else 0.0)
    found.sort()
    return found[int(RESAMPLES * 0.025)], found[int(RESAMPLES * 0.975) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The result of one task: its scores, first the headline, and its confusions (gold, predicted) → count."""

    task: str
    scores: tuple[Score, ...]
    confusion: tuple[tuple[str, str, int], ...] = ()

    def lines(self) -> Iterable[str]:
        """The table as text."""
        yield f"{self.task:<28}{'P':>7}{'R':>7}{'F1':>7}  {'95 % of F1':<14}{'right':>7}{'found':>7}{'gold':>7}"
        for s in self.scores:
            interval = f"{s.low:.2f}–{s.high:.2f}" if s.low is not None and s.high is not None else ""
            both = f"{s.recall:>7.3f}{s.f1:>7.3f}  {interval:<14}" if s.gold else " " * 30
            yield f"{s.name:<28}{s.precision:>7.3f}{both}{s.right:>7}{s.predicted:>7}{s.gold:>7}"
        wrong = [row for row in self.confusion if row[0] != row[1]]
        if wrong:
            yield "most confused (gold → found): " + ", ".join(f"{g} → {p} {n}" for g, p, n in wrong[:8])


def confusions(counts: Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """(gold, predicted, count), most frequent first."""
    return tuple((g, p, n) for (g, p), n in sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def bcubed(
    gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]
) -> tuple[float, float, float]:
    """BCubed precision, recall, F1 of a clustering (Bagga and Baldwin 1998) over the items both know."""
    items = [item for item in gold if item in found]
    if not items:
        return 0.0, 0.0, 0.0
    by_gold: dict[Hashable, set[Hashable]] = defaultdict(set)
    by_found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item in items:
        by_gold[gold[item]].add(item)
        by_found[found[item]].add(item)
    precision = recall = 0.0
    for item in items:
        same = len(by_gold[gold[item]] & by_found[found[item]])
        precision += same / len(by_found[found[item]])
        recall += same / len(by_gold[gold[item]])
    p, r = precision / len(items), recall / len(items)
    return p, r, 2 * p * r / (p + r)
