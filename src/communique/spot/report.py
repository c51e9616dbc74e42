"""All that is spotted in one report, in text order."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Block, Parse, Report, Sentence, Spotted
from communique.spot.dates import spot_dates
from communique.spot.marks import spot_marks
from communique.spot.names import spot_names
from communique.stage import Group


def spot_report(group: Group) -> Iterator[Spotted]:
    """Names, roles, states, places, dates, numbers and quotations as written, sorted by place and kind."""
    (report,) = group.of(Report)
    blocks, sentences, parses = group.of(Block), group.of(Sentence), group.of(Parse)
    found = [
        *spot_names(report, blocks, sentences, parses),
        *spot_dates(report, blocks, sentences, parses),
        *spot_marks(report, blocks),
    ]
    yield from sorted(set(found), key=lambda s: (s.start, -s.end, s.kind, s.value or ""))
