"""The day a spliced report's sentence was written on: that of the original it was taken from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from communique.records import Copy, How, PublishedBasis, ReportDate

Stretch = tuple[int, int, date]
_STATED = {PublishedBasis.STATED, PublishedBasis.GIVEN}


def borrowed_days(copies: Iterable[Copy], dates: Sequence[ReportDate]) -> Mapping[str, list[Stretch]]:
    """For each report put together from parts of others, the stretches taken from one that states its own day.

    A sentence keeps the weekdays of the day it was written on: where a report of the 20th takes over a sentence of
    the 14th, "on Friday" in it is the Friday after the 14th.
    """
    day = {d.report_id: d.published for d in dates}
    stated = {d.report_id for d in dates if d.published_basis in _STATED}
    found: dict[str, list[Stretch]] = {}
    for copy in sorted(copies, key=lambda c: (-c.score, c.left_id, c.right_id)):
        if copy.how is not How.PARTIAL:
            continue
        left = [(p.left_start, p.left_end) for p in copy.pairs]
        right = [(p.right_start, p.right_end) for p in copy.pairs]
        for child, parent, parts in (
            (copy.left_id, copy.right_id, left),
            (copy.right_id, copy.left_id, right),
        ):
            written = day.get(parent)
            if written and parent in stated and child not in stated:
                found.setdefault(child, []).extend((a, b, date.fromisoformat(written)) for a, b in parts)
    return found
