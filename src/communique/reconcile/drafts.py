"""From what was compared to finding rows: one row for a subject, a property and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.records import Finding, FindingValue, Verdict
from communique.spans import content_id


@dataclass(frozen=True, slots=True)
class Said:
    """A value, an origin that gives it, and the claims in which it does."""

    value: str
    origin: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One comparison's outcome. `kind` and `subject` are event, utterance or person and its id."""

    kind: str
    subject: str
    property: str
    verdict: Verdict
    said: tuple[Said, ...]
    reason: str


def to_findings(drafts: Iterable[Draft]) -> Iterator[Finding]:
    """The rows of all drafts, sorted by subject, property and verdict; drafts of one row are put together."""
    rows: dict[tuple[str, str, str, str], list[Draft]] = {}
    for draft in drafts:
        rows.setdefault((draft.kind, draft.subject, draft.property, draft.verdict.value), []).append(draft)
    for _, held in sorted(rows.items()):
        yield _finding(held)


def _finding(held: list[Draft]) -> Finding:
    first = held[0]
    reasons = dict.fromkeys(draft.reason for draft in held)
    return Finding(
        finding_id=content_id("finding", first.kind, first.subject, first.property, first.verdict.value),
        subject_kind=first.kind,
        subject_id=first.subject,
        property=first.property,
        verdict=first.verdict,
        values=tuple(_values([said for draft in held for said in draft.said])),
        reason="; ".join(reasons),
    )


def _values(said: list[Said]) -> Iterator[FindingValue]:
    by_value: dict[str, list[Said]] = {}
    for one in said:
        by_value.setdefault(one.value, []).append(one)
    for value, given in by_value.items():
        yield FindingValue(
            value=value,
            origin_ids=tuple(sorted({one.origin for one in given})),
            claim_ids=tuple(sorted({claim for one in given for claim in one.claims})),
        )
