"""The reports of one story as originals and their copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from communique.copies.credits import Credit, head_lost, wire_of
from communique.copies.damage import Damage, assess
from communique.copies.families import Link, Rulings, best_of, families, parents, rulings
from communique.copies.judge import Judged, judge
from communique.copies.kinds import how_copied
from communique.copies.mashups import adopted, partial_pairs
from communique.copies.narration import Narration, Runs, narrations
from communique.copies.quoting import shared_quotes
from communique.copies.readings import Reading, read_report
from communique.copies.words import shingles
from communique.records import (
    Block,
    Copy,
    How,
    Judgement,
    Lineage,
    Origin,
    Report,
    ReportDate,
    Sentence,
    Spotted,
)
from communique.spans import cluster_id
from communique.stage import Group

Row = TypeVar("Row", Sentence, Spotted, Block)
FEW = 12  # up to so many reports every pair is compared
COMMON = 40  # a run of words in more reports than this names no pair
SHARED = 3  # shared runs of three words from which a pair is compared


def find_origins(group: Group) -> Iterator[Copy | Origin | Lineage]:
    """Who copies whom and how, the origins, and each report's origin and damage."""
    readings = _readings(group)
    ids = sorted(readings)
    words, told = narrations({key: reading.lines for key, reading in readings.items()})
    judged = [
        judge(left, told[left], right, told[right], words) for left, right in _candidates(ids, readings, told)
    ]
    blocks, spotted = _by_report(group.of(Block)), _by_report(group.of(Spotted))
    lost = {key: head_lost(readings[key].report, blocks[key], spotted[key]) for key in ids}
    ruled = rulings(group.of(Judgement), "origin")
    parts = partial_pairs(judged)
    links = [c for c in judged if c.whole and (c.left_id, c.right_id) not in parts | ruled.cannot]
    damages = assess([readings[key] for key in ids], links, lost)
    taken = adopted(judged, parts, readings)
    found = families(ids, links, taken, ruled)
    parent_of = taken | parents(links, readings, damages, lost)
    yield from _copies(judged, readings, damages, parts, parent_of, ruled)
    yield from _origins(group, found, readings, damages)


def _readings(group: Group) -> dict[str, Reading]:
    sentences, spotted = _by_report(group.of(Sentence)), _by_report(group.of(Spotted))
    dates = {date.report_id: date.published for date in group.of(ReportDate)}
    return {
        r.report_id: read_report(
            r, sentences[r.report_id], spotted[r.report_id], dates.get(r.report_id) or r.published
        )
        for r in group.of(Report)
    }


def _by_report(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.report_id].append(row)
    return found


def _candidates(
    ids: Sequence[str], readings: Mapping[str, Reading], told: Mapping[str, Narration]
) -> list[Link]:
    """The pairs worth comparing: all of a small story, else those that share runs of words."""
    if len(ids) <= FEW:
        return list(combinations(ids, 2))
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for report_id in ids:
        for run in _runs(readings[report_id], told[report_id]):
            holders[run].append(report_id)
    shared: dict[Link, int] = defaultdict(int)
    for reports in holders.values():
        if 1 < len(reports) <= COMMON:
            for pair in combinations(reports, 2):
                shared[pair] += 1
    return sorted(pair for pair, n in shared.items() if n >= SHARED)


def _runs(reading: Reading, told: Narration) -> Runs:
    """The runs of three words of the whole report, also of what is too long to be aligned."""
    whole = len(reading.lines) == len(told.lines)
    return told.triples if whole else shingles([line.stems for line in reading.lines], 3)


def _copies(
    judged: Sequence[Judged],
    readings: Mapping[str, Reading],
    damages: Mapping[str, Damage],
    parts: frozenset[Link],
    parent_of: Mapping[str, str],
    ruled: Rulings,
) -> Iterator[Copy]:
    for c in judged:
        link = c.left_id, c.right_id
        if (c.copy and link not in ruled.cannot) or link in ruled.must:
            yield _copy(
                c,
                damages,
                parent_of,
                partly=link in parts and link not in ruled.must,
                ruled=link in ruled.must,
            )
        else:
            yield from _quotes_only(link, readings)


def _copy(
    c: Judged, damages: Mapping[str, Damage], parent_of: Mapping[str, str], *, partly: bool, ruled: bool
) -> Copy:
    parent = next(
        (p for p, child in ((c.left_id, c.right_id), (c.right_id, c.left_id)) if parent_of.get(child) == p),
        None,
    )
    return Copy(
        left_id=c.left_id,
        right_id=c.right_id,
        how=how_copied(c.likeness, damages[c.left_id], damages[c.right_id], partly=partly),
        parent_id=parent,
        score=c.score,
        share=round(c.likeness.cover, 4),
        judged_by="judgement" if ruled else "alignment",
        pairs=c.likeness.pairs,
    )


def _quotes_only(link: Link, readings: Mapping[str, Reading]) -> Iterator[Copy]:
    left, right = (readings[report_id].quotes for report_id in link)
    shared = shared_quotes(left, right)
    if shared:
        words = min(sum(len(q.stems) for q in quotes) for quotes in (left, right))
        common = sum(min(len(s.left.stems), len(s.right.stems)) for s in shared)
        yield Copy(
            left_id=link[0],
            right_id=link[1],
            how=How.SHARED_QUOTES_ONLY,
            parent_id=None,
            score=round(max(s.alike for s in shared), 4),
            share=round(min(1.0, common / max(1, words)), 4),
            judged_by="alignment",
            pairs=tuple(s.pair for s in shared),
        )


def _origins(
    group: Group,
    found: Sequence[tuple[str, ...]],
    readings: Mapping[str, Reading],
    damages: Mapping[str, Damage],
) -> Iterator[Origin | Lineage]:
    blocks = _by_report(group.of(Block))
    credits = {
        report_id: wire_of(readings[report_id].report, blocks[report_id]) for report_id in sorted(readings)
    }
    for members in found:
        origin_id = cluster_id("o", members)
        wire, basis = _wire([credits[report_id] for report_id in members])
        yield Origin(
            origin_id=origin_id,
            wire=wire,
            wire_basis=basis,
            story_id=group.key,
            report_ids=members,
            best_report_id=best_of(members, readings, damages),
        )
        for report_id in members:
            damage = damages[report_id]
            yield Lineage(
                report_id=report_id, origin_id=origin_id, degradation=damage.degradation, reason=damage.reason
            )


def _wire(credits: Sequence[Credit | None]) -> tuple[str | None, str | None]:
    """The agency most members credit; ties by trust, then by name."""
    named = [credit for credit in credits if credit]
    if not named:
        return None, None
    stated = [credit for credit in named if credit.trust > 1] or named
    votes = {wire: sum(c.trust for c in stated if c.wire == wire) for wire in {c.wire for c in stated}}
    best = min(votes, key=lambda wire: (-votes[wire], wire))
    return best, "credited" if stated[0].trust > 1 else "inferred"
