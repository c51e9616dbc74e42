"""The row of a story: its title, dates, counts and the dyads it touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.dyads import dyads_between
from communique.records import (
    Block,
    BlockKind,
    Degradation,
    Event,
    Lineage,
    Origin,
    Report,
    ReportDate,
    Sentence,
    Story,
)
from communique.stage import Group

LONGEST = 160
_DAMAGE = {
    Degradation.CLEAN: 0,
    Degradation.UNSURE: 1,
    Degradation.BACK_TRANSLATED: 2,
    Degradation.SPUN: 3,
    Degradation.GARBLED: 4,
}


def title_story(group: Group) -> Iterator[Story]:
    """The story, titled by its least damaged headline; none where the reports tell no event."""
    reports = sorted(group.of(Report), key=lambda r: r.report_id)
    if not reports or not group.of(Event):
        return
    dates = sorted(d.published for d in group.of(ReportDate) if d.published)
    yield Story(
        story_id=group.key,
        title=_title(group, reports),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        n_reports=len(reports),
        n_origins=len({o.origin_id for o in group.of(Origin)})
        or len({n.origin_id for n in group.of(Lineage)}),
        dyads=dyads_of(group.of(Event)),
    )


def dyads_of(events: Sequence[Event]) -> tuple[str, ...]:
    """All pairs of different states the events hold, alphabetical; between all actors where there is no recipient."""
    return tuple(sorted({dyad for e in events for dyad in dyads_between(e.actor_states, e.recipient_states)}))


def _title(group: Group, reports: Sequence[Report]) -> str:
    """The headline of the worthiest report: least damaged, of the most reported origin; else its first sentence."""
    by_id = {r.report_id: r for r in reports}
    damage = {n.report_id: _DAMAGE.get(n.degradation or Degradation.UNSURE, 1) for n in group.of(Lineage)}
    copies = {report_id: len(o.report_ids) for o in group.of(Origin) for report_id in o.report_ids}
    order = sorted(by_id, key=lambda i: (damage.get(i, 1), -copies.get(i, 1), i))
    for report_id in order:
        if headline := _headline(by_id[report_id], group):
            return headline
    firsts = sorted((s.report_id != order[0], s.report_id, s.start, s.exact) for s in group.of(Sentence))
    return _clean(firsts[0][3]) if firsts else "untitled"


def _headline(report: Report, group: Group) -> str | None:
    if report.title and report.title.strip():
        return _clean(report.title)
    titles = [b for b in group.of(Block) if b.report_id == report.report_id and b.kind is BlockKind.TITLE]
    first = min(titles, key=lambda b: b.start, default=None)
    return _clean(first.exact) if first else None


def _clean(text: str) -> str:
    """One line without the outlet's name behind a bar, and no longer than a headline."""
    line = re.sub(r"\s+", " ", text.split("\n")[0]).strip()
    line = re.sub(r"\s+[|»]\s+[^|»]{2,40}$", "", line)
    return line if len(line) <= LONGEST else line[: line.rfind(" ", 0, LONGEST)] + " …"
