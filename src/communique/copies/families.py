"""Joins copies into families of one origin and names the parent where it is among them.

A person's judgement outranks everything. A mash-up of two originals goes with one of them (see
mashups) and never unites the two. Parent: the earlier report, then the one that holds more of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.copies.damage import Damage
from communique.copies.judge import Judged
from communique.copies.readings import Reading
from communique.records import Degradation, Judgement

INTACT = (None, Degradation.CLEAN, Degradation.UNSURE)
CONTAINED = 0.7  # share of a child's narration that a parent must hold
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people have judged about pairs of reports."""

    must: frozenset[Link]
    cannot: frozenset[Link]


def rulings(judgements: Iterable[Judgement], about: str) -> Rulings:
    """The pairs people linked and parted; a later word about the same pair wins."""
    last: dict[Link, str] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.judgement_id)):
        if (
            judgement.about == about
            and judgement.kind in ("must_link", "cannot_link")
            and len(judgement.subjects) == 2
        ):
            one, other = sorted(judgement.subjects)
            last[one, other] = judgement.kind
    return Rulings(
        frozenset(pair for pair, kind in last.items() if kind == "must_link"),
        frozenset(pair for pair, kind in last.items() if kind == "cannot_link"),
    )


def families(
    report_ids: Sequence[str], links: Sequence[Judged], taken: Mapping[str, str], ruled: Rulings
) -> list[tuple[str, ...]]:
    """The families, each sorted, in the order of their smallest members."""
    group = {report_id: {report_id} for report_id in report_ids}
    for left, right in sorted(ruled.must):
        if left in group and right in group:
            _join(group, left, right)
    for link in sorted(links, key=lambda c: (-c.score, c.left_id, c.right_id)):
        if not _parted(group[link.left_id], group[link.right_id], ruled.cannot):
            _join(group, link.left_id, link.right_id)
    for child, parent in sorted(taken.items()):
        if not _parted(group[child], group[parent], ruled.cannot):
            _join(group, child, parent)
    return sorted({tuple(sorted(members)) for members in group.values()})


def parents(
    links: Sequence[Judged],
    readings: Mapping[str, Reading],
    damages: Mapping[str, Damage],
    lost: Mapping[str, int],
) -> dict[str, str]:
    """Child → its one parent, for children whose parent is among the reports."""
    offers: dict[str, list[tuple[float, str]]] = {}
    for link in links:
        for parent, child, held, holding in (
            (link.left_id, link.right_id, link.likeness.cover_right, link.likeness.cover_left),
            (link.right_id, link.left_id, link.likeness.cover_left, link.likeness.cover_right),
        ):
            if held >= CONTAINED and _may_descend(parent, child, link, readings, damages, lost):
                offers.setdefault(child, []).append((held + 0.3 * holding, parent))
    return {
        child: min(found, key=lambda offer: (-round(offer[0], 6), offer[1]))[1]
        for child, found in offers.items()
    }


def best_of(members: Sequence[str], readings: Mapping[str, Reading], damages: Mapping[str, Damage]) -> str:
    """The least damaged member, then the longest, then the smallest id."""
    order = (
        Degradation.CLEAN,
        Degradation.UNSURE,
        Degradation.SPUN,
        Degradation.BACK_TRANSLATED,
        Degradation.GARBLED,
    )

    def rank(report_id: str) -> tuple[int, int, str]:
        found = damages[report_id].degradation
        return (order.index(found) if found else 1, -readings[report_id].n_words, report_id)

    return min(members, key=rank)


def _join(group: dict[str, set[str]], left: str, right: str) -> None:
    if group[left] is not group[right]:
        group[left] |= group[right]
        for member in group[right]:
            group[member] = group[left]


def _parted(left: set[str], right: set[str], cannot: frozenset[Link]) -> bool:
    return any((a in left and b in right) or (a in right and b in left) for a, b in cannot)


def _may_descend(
    parent: str,
    child: str,
    link: Judged,
    readings: Mapping[str, Reading],
    damages: Mapping[str, Damage],
    lost: Mapping[str, int],
) -> bool:
    """A parent is not later than its child, not the more damaged, and not just as much its sibling."""
    earlier, later = readings[parent].published, readings[child].published
    if earlier and later and earlier > later:
        return False
    whole_parent, whole_child = (damages[report_id].degradation in INTACT for report_id in (parent, child))
    if not whole_parent:
        return False
    if not whole_child:
        return True
    likeness = link.likeness
    forth = likeness.fives_right if link.right_id == child else likeness.fives_left
    back = likeness.fives_left if link.right_id == child else likeness.fives_right
    if forth - back > 0.1:
        return True
    if forth - back < -0.1:
        return False
    return earlier < later if earlier and later and earlier != later else lost[parent] < lost[child]
