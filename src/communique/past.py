"""The record as it stood on the evening of a day."""

from __future__ import annotations

import calendar
import dataclasses
from collections.abc import Iterator, Sequence

from communique import job
from communique.build import Build
from communique.engines import LocalEngine
from communique.pipeline import STAGES
from communique.record import Record
from communique.records import Judgement, Outlet, Parse, PublishedBasis, Report, Sketch
from communique.stage import Stage
from communique.stores import SqliteStore
from communique.stores.sqlite import Part


def as_of(record: Record, day: str, *, stages: Sequence[Stage] = STAGES) -> Record:
    """The record of the reports published by a day (inclusive): a new record in memory, undated reports left out.

    A report whose date was inferred keeps that date, though the reports it was inferred from may lie ahead.
    """
    job.check_day(day)
    dated = {
        row["report_id"]: row["published"] for row in record.table("reports").to_pylist() if row["published"]
    }
    wanted = sorted(report_id for report_id, published in dated.items() if _last_day(published) <= day)
    held = SqliteStore(":memory:")
    with held.transaction():
        for report in record.store.reports(wanted):
            held.add_report(_dated(report, dated[report.report_id]), "as-of")
        for row in [*record.store.rows(Outlet), *record.store.rows(Judgement)]:
            held.add(row)
    _adopt(record.store, held, wanted, stages)
    earlier = Record(held)
    earlier.summary = job.bring_up(held, "as-of", stages=stages)
    held.forget_history()
    return earlier


def _dated(report: Report, day: str) -> Report:
    if report.published:
        return report
    return dataclasses.replace(report, published=day, published_basis=PublishedBasis.GIVEN)


def _last_day(published: str) -> str:
    """The last day an EDTF day, month or year may mean."""
    parts = published.split("-")
    if len(parts) == 1:
        return f"{parts[0]}-12-31"
    if len(parts) == 2:
        return f"{published}-{calendar.monthrange(int(parts[0]), int(parts[1]))[1]}"
    return published


def _adopt(store: SqliteStore, held: SqliteStore, report_ids: list[str], stages: Sequence[Stage]) -> None:
    """Take over what pass 1 made of each report, where it is whole; only sketches know of dates."""
    parts, parsed = store.parts(), store.parsed()
    build = Build(held, stages, LocalEngine())
    for stage in stages:
        if stage.by != "report" or Sketch in stage.writes:
            continue
        for report_id in report_ids:
            part = parts.get((stage.name, report_id))
            if part is None or (Parse in stage.writes and parsed.get(report_id) != part.digests.get("Parse")):
                return
            build.adopt(stage, report_id, list(_rows_of(store, stage, part, report_id)))
        build.know(stage)


def _rows_of(store: SqliteStore, stage: Stage, part: Part, report_id: str) -> Iterator[object]:
    for kind in stage.writes:
        yield from store.parses([report_id]) if kind is Parse else store.rows(kind, parts=[part.part_id])
