"""Fits the weights of `data/events/sides.tsv`: which of the states at hand did it to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from communique.evaluate.same import same_parties, touches
from communique.events.affairs import Affair
from communique.events.claims import Fact
from communique.events.sides import Places, Sides, label_of, same, weighed_choices
from communique.events.views import StoryView
from stories import Told

LEAST, EPOCHS, RATE, DECAY = 12, 15, 0.15, 0.1

Held = dict[str, float]


class Case(NamedTuple):
    """A claim of the right type: its choices of sides with their cues, and which of them the labels bear out."""

    story: str
    choices: list[tuple[Sides, list[str]]]
    right: list[bool]


def labels_of(told: Told, fact: Fact) -> list[Any]:
    """The gold events told in a fact's sentence."""
    c = fact.claim
    file = next(file for file, report_id in told.ids.items() if report_id == c.report_id)
    return [
        e
        for e in told.gold.rows("events")
        for label in e["claims"]
        if label["file"] == file and touches(label, c.trigger_start, c.trigger_end)
    ]


def right(told: Told, fact: Fact) -> tuple[bool, bool]:
    """Whether a fact's type, and its type and parties, are labelled in its sentence."""
    near = [e for e in labels_of(told, fact) if e["event_type"] == fact.claim.event_type]
    return bool(near), any(same_parties(e, fact.claim) for e in near)


def cases(told: Told, facts: list[Fact], story: StoryView, affairs: Mapping[str, Affair]) -> list[Case]:
    """The facts of right type in reports that tell a clear affair."""
    views = {r.report.report_id: r.sentences for r in story.reports}
    several = Counter((f.claim.report_id, f.claim.trigger_start, f.claim.event_type) for f in facts)
    made = []
    for fact in facts:
        c = fact.claim
        events = [e for e in labels_of(told, fact) if e["event_type"] == c.event_type]
        affair = affairs.get(c.report_id)
        if affair is None or not events or several[c.report_id, c.trigger_start, c.event_type] > 1:
            continue
        places = Places(views[c.report_id][fact.position], story.entities)
        before = (
            Places(views[c.report_id][fact.position - 1], story.entities).order[:1] if fact.position else []
        )
        token = places.tree.between(c.trigger_start, c.trigger_end)[0]
        read = (tuple(sorted(c.actor_states)), tuple(sorted(c.recipient_states)))
        kind = label_of(c)
        found = weighed_choices(kind, read, token, places, tuple(before), affair)
        wanted = [(tuple(e["actor_states"]), tuple(e["recipient_states"])) for e in events]
        good = [any(same(kind, choice, one) for one in wanted) for choice, _ in found]
        if any(good):
            made.append(Case(told.gold.slug, found, good))
    return made


def fit_sides(held: list[Case]) -> Held:
    """A conditional logit over the choices of each case by AdaGrad, seeded, its later epochs averaged."""
    counts = Counter(name for case in held for _, names in case.choices for name in set(names))
    index = {name: n for n, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    weight, past, total = np.zeros(len(index)), np.full(len(index), 1e-3), np.zeros(len(index))
    rows = [
        [np.array([index[n] for n in names if n in index], dtype=int) for _, names in c.choices] for c in held
    ]
    rng = np.random.default_rng(0)
    for epoch in range(EPOCHS):
        for n in rng.permutation(len(held)):
            scores = np.array([weight[own].sum() for own in rows[n]])
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            wanted = odds * np.array(held[n].right, dtype=float)
            slope = odds - wanted / max(wanted.sum(), 1e-9)
            flat = np.concatenate(rows[n])
            known, where = np.unique(flat, return_inverse=True)
            turn = np.bincount(where, np.repeat(slope, [len(own) for own in rows[n]])) + DECAY * weight[known]
            past[known] += turn * turn
            weight[known] -= RATE * turn / np.sqrt(past[known])
        if epoch >= EPOCHS // 2:
            total += weight
    mean = total / (EPOCHS - EPOCHS // 2)
    return {name: round(float(mean[n]), 3) for name, n in index.items() if abs(mean[n]) >= 0.005}
