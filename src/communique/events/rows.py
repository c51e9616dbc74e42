"""One event row from the claims that tell it: status from the latest, date from the most precise, witnesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from communique.events.claims import Fact, named_claim
from communique.events.identity import AHEAD, DONE, UNDONE, is_old
from communique.events.titles import title_event
from communique.events.views import StoryView
from communique.records import Event, Status, Verdict
from communique.spans import cluster_id

T = TypeVar("T")
RANK = {
    Status.ONGOING: 9, Status.HAPPENED: 8, Status.CANCELLED: 7, Status.POSTPONED: 7, Status.NEGATED: 6,
    Status.THREATENED: 5, Status.PLANNED: 4, Status.TENTATIVE: 3, Status.HYPOTHETICAL: 2,
}  # fmt: skip


def event_row(cluster: list[Fact], story: StoryView) -> Event:
    """The event a cluster of claims tells."""
    facts = sorted(cluster, key=lambda f: f.claim.claim_id)
    lead = _lead(facts)
    status = event_status(facts)
    dated = _dated(facts, status)
    origins = {f.claim.origin_id for f in facts}
    claim = lead.claim
    return Event(
        event_id=cluster_id("e", [f.claim.claim_id for f in facts]),
        story_id=story.story_id,
        event_type=claim.event_type,
        mode=_most(f.claim.mode for f in facts) or claim.mode,
        status=status,
        actor=_common(facts, "actor"),
        actor_states=_common(facts, "actor_states"),
        recipient=_common(facts, "recipient"),
        recipient_states=_common(facts, "recipient_states"),
        contexts=_contexts(facts),
        date=dated.claim.date if dated else None,
        date_start=dated.claim.date_start if dated else None,
        date_end=dated.claim.date_end if dated else None,
        place_id=_most(f.claim.place_id for f in facts),
        intensity=claim.intensity,
        n_reports=len({f.claim.report_id for f in facts}),
        n_origins=len(origins),
        n_witnesses=_witnesses(facts),
        background=_background(facts, status),
        verdict=_verdict(facts, origins),
        confidence=_confidence(facts),
        title=title_event(lead.claim, status, _common(facts, "actor"), _common(facts, "recipient"), story),
    )


def _lead(facts: list[Fact]) -> Fact:
    """The claim that tells it best: marked, named sides, sure."""
    return max(
        facts,
        key=lambda f: (
            bool(f.claim.actor),
            bool(f.claim.recipient),
            f.marked,
            f.claim.confidence,
            f.claim.claim_id,
        ),
    )


def event_status(facts: list[Fact]) -> Status:
    """What came of it by the latest reports: done outranks planned; among plans the best-known one counts."""
    marked = [f for f in facts if f.marked]
    if not marked:
        return Status.HAPPENED
    latest = max((f.published or "" for f in marked), default="")
    undone = [f for f in marked if f.claim.status in UNDONE]
    if undone:
        return _most(f.claim.status for f in undone) or Status.POSTPONED
    done = [f for f in marked if f.claim.status in DONE]
    if done:
        last = max((f.published or "") for f in done)
        recent = [f for f in done if (f.published or "") == last]
        return max(
            (f.claim.status for f in recent),
            key=lambda s: (sum(f.claim.status is s for f in recent), RANK[s]),
        )
    recent = [f for f in marked if (f.published or "") == latest] or marked
    ahead = Counter(f.claim.status for f in recent)
    return max(ahead, key=lambda s: (ahead[s], RANK[s]))


def settle_status(cluster: list[Fact]) -> list[Fact]:
    """The claims with bare nouns ("the visit") given the status their report, else the event, tells of it."""
    status = event_status(cluster)
    settled = []
    for fact in cluster:
        if fact.marked:
            settled.append(fact)
            continue
        own = [f.claim.status for f in cluster if f.marked and f.claim.report_id == fact.claim.report_id]
        told = _most(own) or status
        frame = fact.claim.why.rsplit("; ", 1)[0]
        reason = f"{frame}; {told.value}: as the rest of the {'report' if own else 'story'} tells it"
        settled.append(replace(fact, claim=named_claim(replace(fact.claim, status=told, why=reason))))
    return settled


def _dated(facts: list[Fact], status: Status) -> Fact | None:
    """The claim with the most precise date among those that say what came of it, else among all."""
    dated = [f for f in facts if f.claim.date_start]
    fitting = (
        [f for f in dated if f.claim.status is status]
        or [f for f in dated if f.claim.status not in AHEAD]
        or dated
    )
    if not fitting:
        return None
    counts = Counter(f.claim.date for f in fitting)
    return min(
        fitting,
        key=lambda f: (
            -len(f.claim.date or "") if "/" not in (f.claim.date or "") else 0,
            -counts[f.claim.date],
            f.claim.claim_id,
        ),
    )


def _common(facts: list[Fact], column: str) -> tuple[str, ...]:
    """The sides most origins give, as their best claim lists them."""
    values: Counter[tuple[str, ...]] = Counter()
    for fact in facts:
        value: tuple[str, ...] = getattr(fact.claim, column)
        if value:
            values[value] += 1
    if not values:
        return ()
    return max(sorted(values), key=lambda v: values[v])


def _contexts(facts: list[Fact]) -> tuple[str, ...]:
    counts = Counter(c for f in facts for c in f.claim.contexts)
    needed = 1 if len(facts) < 3 else 2
    return tuple(sorted(c for c, n in counts.items() if n >= needed))


def _most(values: Iterable[T | None]) -> T | None:
    counts = Counter(v for v in values if v is not None)
    return max(sorted(counts, key=str), key=lambda v: counts[v]) if counts else None


def _witnesses(facts: list[Fact]) -> int:
    """Distinct persons and documents the originals rest on; an original that names none counts as itself."""
    by_origin: dict[str, set[str]] = {}
    for fact in facts:
        told = by_origin.setdefault(fact.claim.origin_id, set())
        if fact.claim.attributed_to:
            told.add(fact.claim.attributed_to.lower())
    return len({w for origin, told in by_origin.items() for w in (told or {origin})})


def _background(facts: list[Fact], status: Status) -> bool:
    if status in AHEAD:
        return False
    old = [f for f in facts if is_old(f)]
    return bool(old) and len(old) * 2 >= len([f for f in facts if f.claim.date_end])


def _verdict(facts: list[Fact], origins: set[str]) -> Verdict:
    days = {(f.claim.origin_id, f.claim.date) for f in facts if f.claim.date and len(f.claim.date) == 10}
    if len({day for _, day in days}) > 1 and len({origin for origin, _ in days}) > 1:
        return Verdict.CONTRADICTED if facts[0].claim.mode != "visit" else Verdict.CORROBORATED
    return Verdict.CORROBORATED if len(origins) > 1 else Verdict.SINGLE


def _confidence(facts: list[Fact]) -> float:
    """One minus the product of doubts over originals (their best claim each), kept under .99."""
    best: dict[str, float] = {}
    for fact in facts:
        best[fact.claim.origin_id] = max(best.get(fact.claim.origin_id, 0.0), fact.claim.confidence)
    doubt = 1.0
    for value in best.values():
        doubt *= 1 - value
    return round(min(0.99, 1 - doubt), 3)
