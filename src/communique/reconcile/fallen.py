"""Appointments put off by one original and called off by another, read from the words where no event joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from communique.reconcile.days import same_occasions
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import AHEAD, UNDONE, Story
from communique.reconcile.lines import Line
from communique.reconcile.nearest import claim_beside
from communique.records import BlockKind, Claim, EventType, Status, Verdict
from communique.rules import load_table

ALIKE = 3.0  # shared weight of two sentences on one appointment
OLD = timedelta(days=180)
NEAR = 90  # characters between what was to take place and the word that says it does not
_NOT = re.compile(r"\b(?:not|never|n't|n’t)\s+(?:been\s+|be\s+|yet\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fall:
    """A sentence that says an appointment is put off or called off, and where the word stands."""

    line: Line
    status: Status
    at: int
    kind: str  # visit or meeting


def compare_fallen(story: Story) -> Iterator[Draft]:
    """A draft for each appointment that originals have put off and called off, or still ahead and later fallen."""
    groups: list[list[Fall]] = []
    for fall in (f for line in story.lines if not _is_old(story, line) and (f := fall_in(line)) is not None):
        near = [g for g in groups if any(_alike(story, fall, other) for other in g)]
        groups = [g for g in groups if g not in near] + [[fall, *(f for g in near for f in g)]]
    groups = _only_visits(groups)
    for group in groups:
        late = {f.line.origin_id for f in group if f.status is Status.POSTPONED}
        dead = {f.line.origin_id for f in group if f.status is Status.CANCELLED}
        if late - dead and dead - late:
            yield _draft(story, sorted(group, key=lambda f: (f.status.value, f.line.line_id)))
    yield from _moved(story)


def _is_old(story: Story, line: Line) -> bool:
    """Whether a line is dated more than half a year before its report: another visit of other years."""
    printed = story.published.get(line.best.report_id)
    ends = [m.date_end for m in story.moments.get((line.best.report_id, line.best.start), ()) if m.date_end]
    if not printed or not ends:
        return False
    return date.fromisoformat(max(ends)[:10]) < date.fromisoformat(printed[:10]) - OLD


def _only_visits(groups: list[list[Fall]]) -> list[list[Fall]]:
    """The groups; those that tell of visits are one where no original tells of two: one fell, in many words."""
    visits = [g for g in groups if all(f.kind == "visit" for f in g)]
    origins = [f.line.origin_id for g in visits for f in {f.line.origin_id: f for f in g}.values()]
    if len(visits) < 2 or len(set(origins)) < len(origins):
        return groups
    return [g for g in groups if g not in visits] + [[f for g in visits for f in g]]


def _moved(story: Story) -> Iterator[Draft]:
    """Appointments that an earlier original has ahead and a later one, of the same day, as fallen."""
    for pair in same_occasions(story):
        for plan, fall in (pair, pair[::-1]):
            told, claim = fall_in(fall.line), plan.claim
            if told is None or claim is None or claim.status not in AHEAD or fall_in(plan.line):
                continue
            if claim.event_type is EventType.CONSULT and _printed(story, plan.line) < _printed(
                story, fall.line
            ):
                against = (fall.claim.claim_id,) if fall.claim else ()
                said = (
                    Said(claim.status.value, plan.line.origin_id, (claim.claim_id,)),
                    Said(told.status.value, fall.line.origin_id, against),
                )
                words = f"still {claim.status.value} in {story.name(plan.line.origin_id)}; '{fall.line.best.exact}'"
                yield Draft("event", claim.event_id, "status", Verdict.UPDATED, said, words)


def _printed(story: Story, line: Line) -> str:
    return story.published.get(line.best.report_id) or ""


def _alike(story: Story, a: Fall, b: Fall) -> bool:
    return story.topics.shared(a.line.best, b.line.best) >= ALIKE


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
    nouns = [(m.start(), kind) for kind in ("visit", "meeting") for m in _words(kind).finditer(text)]
    near = [
        (status, at, kind) for status, at in found for start, kind in sorted(nouns) if abs(at - start) <= NEAR
    ]
    if len({status for status, _, _ in near}) != 1:
        return None
    status, at, kind = min(near, key=lambda n: n[1:])
    return Fall(line, status, line.best.start + at, kind)


@cache
def _words(kind: str) -> re.Pattern[str]:
    words = sorted(
        (row["words"] for row in load_table("reconcile/fallen.tsv") if row["kind"] == kind), key=len
    )
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in reversed(words)) + r")\b", re.IGNORECASE)


def _draft(story: Story, group: list[Fall]) -> Draft:
    claims = [_claim(story, fall) for fall in group]
    said = tuple(
        Said(fall.status.value, fall.line.origin_id, (claim.claim_id,) if claim else ())
        for fall, claim in zip(group, claims, strict=True)
    )
    told = [c.event_id for c in claims if c and c.event_type is EventType.CONSULT]
    told.sort(key=lambda e: (story.event_of[e].status not in UNDONE, -len(story.voices[e]), e))
    subject = ("event", told[0]) if told else ("sentence", group[0].line.best.sentence_id)
    words = "; ".join(
        f"{f.status.value} in {story.name(f.line.origin_id)}: '{f.line.best.exact}'" for f in group
    )
    return Draft(*subject, "status", Verdict.CONTRADICTED, said, words)


def _claim(story: Story, fall: Fall) -> Claim | None:
    return claim_beside(story, fall.line, fall.line.best, fall.at)
