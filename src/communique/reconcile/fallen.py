"""Appointments put off by one original and called off by another, read from the words where no event joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story
from communique.reconcile.lines import Line
from communique.reconcile.nearest import claim_beside
from communique.records import BlockKind, Claim, EventType, Status, Verdict
from communique.rules import load_table

ALIKE = 3.0  # shared weight of two sentences on one appointment
NEAR = 90  # characters between what was to take place and the word that says it does not
_NOT = re.compile(r"\b(?:not|never|n't|n’t)\s+(?:been\s+|be\s+|yet\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fall:
    """A sentence that says an appointment is put off or called off, and where the word stands."""

    line: Line
    status: Status
    at: int


def compare_fallen(story: Story) -> Iterator[Draft]:
    """A draft for each appointment that one original has put off and another called off."""
    falls = [fall for line in story.lines if (fall := fall_in(line)) is not None]
    for a, b in combinations(falls, 2):
        if a.status is b.status or a.line.origin_id == b.line.origin_id:
            continue
        if story.topics.shared(a.line.best, b.line.best) >= ALIKE:
            yield _draft(story, a, b)


def fall_in(line: Line) -> Fall | None:
    """What a line says of an appointment's fall; None where it says both, or neither."""
    text = line.best.exact
    if line.best.block_kind is not BlockKind.BODY:
        return None
    found = [
        (Status(status), m.start())
        for status in (Status.POSTPONED, Status.CANCELLED)
        for m in _words(status).finditer(text)
        if not _NOT.search(text[: m.start()])
    ]
    nouns = [m.start() for m in _words("appointment").finditer(text)]
    near = [(status, at) for status, at in found if any(abs(at - n) <= NEAR for n in nouns)]
    if len({status for status, _ in near}) != 1:
        return None
    return Fall(line, near[0][0], line.best.start + near[0][1])


@cache
def _words(kind: str) -> re.Pattern[str]:
    words = sorted(
        (row["words"] for row in load_table("reconcile/fallen.tsv") if row["kind"] == kind), key=len
    )
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in reversed(words)) + r")\b", re.IGNORECASE)


def _draft(story: Story, a: Fall, b: Fall) -> Draft:
    late, dead = (a, b) if a.status is Status.POSTPONED else (b, a)
    claims = {id(f): _claim(story, f) for f in (late, dead)}
    said = tuple(
        Said(f.status.value, f.line.origin_id, (c.claim_id,) if (c := claims[id(f)]) else ())
        for f in (late, dead)
    )
    reason = (
        f"put off by {story.name(late.line.origin_id)} ('{late.line.best.exact}'), "
        f"called off by {story.name(dead.line.origin_id)} ('{dead.line.best.exact}')"
    )
    told = [c for c in claims.values() if c and c.event_type is EventType.CONSULT]
    told.sort(key=lambda c: story.event_of[c.event_id].status not in (Status.POSTPONED, Status.CANCELLED))
    subject = ("event", told[0].event_id) if told else ("sentence", late.line.best.sentence_id)
    return Draft(*subject, "status", Verdict.CONTRADICTED, said, reason)


def _claim(story: Story, fall: Fall) -> Claim | None:
    return claim_beside(story, fall.line, fall.line.best, fall.at)
