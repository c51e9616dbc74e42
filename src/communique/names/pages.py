"""The reports of a story as pages: what was spotted in each, its day and its original."""

from __future__ import annotations

from communique.names.sightings import Page, read_page
from communique.records import Degradation, Lineage, Report, ReportDate, Sentence, Spotted
from communique.stage import Group

DAMAGE: dict[Degradation | None, int] = {
    Degradation.CLEAN: 0,
    Degradation.SPUN: 1,  # spinners leave names alone
    Degradation.BACK_TRANSLATED: 3,
    Degradation.GARBLED: 4,
}


def read_pages(group: Group) -> dict[str, Page]:
    """One page for each report by report id, sorted by it."""
    days = {d.report_id: d.published for d in group.of(ReportDate)}
    origins = {x.report_id: x.origin_id for x in group.of(Lineage)}
    damage = {x.report_id: x.degradation for x in group.of(Lineage)}
    sentences: dict[str, list[Sentence]] = {}
    spotted: dict[str, list[Spotted]] = {}
    for sentence in group.of(Sentence):
        sentences.setdefault(sentence.report_id, []).append(sentence)
    for row in group.of(Spotted):
        spotted.setdefault(row.report_id, []).append(row)
    return {
        report.report_id: read_page(
            report,
            sentences.get(report.report_id, []),
            spotted.get(report.report_id, []),
            days.get(report.report_id) or report.published,
            origins.get(report.report_id, report.report_id),
            DAMAGE.get(damage.get(report.report_id), 2),
        )
        for report in sorted(group.of(Report), key=lambda r: r.report_id)
    }
