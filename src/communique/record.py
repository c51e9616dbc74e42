"""The record: what a run made, as the tables of the public contract."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from communique import records, schema
from communique.errors import NotFound, UsageError
from communique.reconcile import event_verdict
from communique.records import (
    Block,
    BlockKind,
    Claim,
    Coverage,
    Entity,
    Event,
    Finding,
    Lineage,
    Membership,
    Number,
    Origin,
    Reject,
    Report,
    ReportDate,
    SetAside,
    Story,
    Version,
)
from communique.stores import SqliteStore
from communique.stores.sqlite import NAMES, TABLES

EXPORTED = (
    "reports", "outlets", "blocks", "sentences", "copies", "origins", "stories", "entities", "mentions", "moments",
    "numbers", "quotes", "utterances", "claims", "events", "links", "findings", "commitments", "incidents",
    "appointments", "issues", "channels", "series", "coverage", "rejects", "judgements", "runs",
    "redirects", "deliveries", "changes",
)  # fmt: skip
HISTORY = ("runs", "redirects", "deliveries", "changes")
SUPERSEDED = "superseded by a later version of the same page"
WITHDRAWN = "withdrawn by its outlet"
KEYS = {
    "report": ("reports", "report_id"),
    "origin": ("origins", "origin_id"),
    "story": ("stories", "story_id"),
    "event": ("events", "event_id"),
    "quote": ("quotes", "quote_id"),
    "entity": ("entities", "entity_id"),
}

_JOINED_REPORT = pa.schema(
    [
        *((f.name, f.type) for f in schema.arrow_schema(Report) if f.name not in ("text", "sha256")),
        ("published_evidence", schema.arrow_schema(ReportDate).field("published_evidence").type),
        ("text", pa.string()),
        ("sha256", pa.string()),
        ("degradation", pa.string()),
        ("supersedes", pa.string()),
        ("origin_id", pa.string()),
        ("story_id", pa.string()),
    ]
)


class Record:
    """One record, read only. Tables are Arrow tables with the columns of the contract."""

    summary: Any  # what came of the run that made it (communique.Summary), None for a record that was opened

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.summary = None

    @classmethod
    def open(cls, path: str | Path) -> Record:
        """The record in a file. StoreError where there is none."""
        return cls(SqliteStore(path, mode="read"))

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the record's files."""
        self.store.close()

    def __getattr__(self, name: str) -> pa.Table:
        if name in EXPORTED:
            return self.table(name)
        raise AttributeError(f"a record has no table {name}; it has {', '.join(EXPORTED)}")

    def table(self, name: str) -> pa.Table:
        """One table of the contract. UsageError for a name that is none."""
        if name not in EXPORTED:
            raise UsageError(f"no table is called {name}; choose from {', '.join(EXPORTED)}")
        if name == "reports":
            return pa.Table.from_pylist(self._reports(), schema=_JOINED_REPORT)
        return schema.to_arrow(TABLES[name], self.rows(TABLES[name]))

    def rows(self, kind: type) -> list[Any]:
        """All rows of one record type, as exports show them, sorted so that equal records list alike."""
        if kind is Coverage:
            return self._coverage()
        held: Iterable[Any] = self.store.rows(kind)
        if kind is Entity:
            held = _one_each(held)
        if kind is Origin:
            told = {story.story_id for story in self.store.rows(Story)}
            held = (origin for origin in held if origin.story_id in told)
        if kind is Number:
            held = self._numbers(held)
        if kind is Event:
            held = self._judged(held)
        if NAMES[kind] in HISTORY:
            return list(held)
        return sorted(held, key=schema.to_sql_key)

    def get(self, kind: str, row_id: str) -> dict[str, Any]:
        """One row of a kind (report, origin, story, event, quote, entity) by its id, an old id or a unique start."""
        if kind not in KEYS:
            raise UsageError(f"cannot show a {kind}; choose from {', '.join(KEYS)}")
        name, key = KEYS[kind]
        rows = self.table(name).to_pylist()
        wanted = self.redirected(row_id)
        found = [r for r in rows if r[key] == wanted] or [r for r in rows if r[key].startswith(wanted)]
        if len(found) != 1:
            hint = (
                "ids stand in the output of run, brief and search"
                if not found
                else f"{len(found)} ids start so"
            )
            raise NotFound(f"no {kind} has the id {row_id}; {hint}")
        return dict(found[0])

    def redirected(self, row_id: str) -> str:
        """The id that an old id leads to now, or the id itself."""
        moves = {row.old_id: row.new_id for row in self.store.rows(records.Redirect)}
        seen: set[str] = set()
        while row_id in moves and row_id not in seen:
            seen.add(row_id)
            row_id = moves[row_id]
        return row_id

    # ------------------------------------------------------------ joins

    def _reports(self) -> list[dict[str, Any]]:
        dates = {row.report_id: row for row in self.store.rows(ReportDate)}
        lineages = {row.report_id: row for row in self.store.rows(Lineage)}
        versions = {row.report_id: row for row in self.store.rows(Version)}
        told = {row.story_id for row in self.store.rows(Story)}
        stories = {row.report_id: row.story_id for row in self.store.rows(Membership) if row.story_id in told}
        parts = self._newsroom_parts()
        joined = []
        for report in self.store.rows(Report):
            row = schema.as_plain(report)
            for column, exact in parts.get(report.report_id, {}).items():
                row[column] = row[column] or exact
            date, lineage = dates.get(report.report_id), lineages.get(report.report_id)
            if date:
                row |= {"published": date.published, "published_basis": date.published_basis}
            row["published_evidence"] = schema.as_plain(date.published_evidence) if date else None
            version = versions.get(report.report_id)
            row["supersedes"] = version.supersedes if version else None
            row["story_id"] = stories.get(report.report_id)
            row["origin_id"] = lineage.origin_id if lineage and row["story_id"] else None
            row["degradation"] = lineage.degradation if lineage else None
            joined.append(row)
        return sorted(joined, key=lambda row: row["report_id"])

    def _newsroom_parts(self) -> dict[str, dict[str, str]]:
        """The first title, byline, dateline and credit marked in each report."""
        wanted = {BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.CREDIT}
        found: dict[str, dict[str, str]] = {}
        for block in self.store.rows(Block):
            if block.kind in wanted:
                found.setdefault(block.report_id, {}).setdefault(str(block.kind), block.exact)
        return found

    def _numbers(self, numbers: Iterable[Number]) -> Iterable[Number]:
        """Numbers with the claim they belong to: the one in whose sentence they stand with the nearest trigger."""
        claims: dict[str, list[Claim]] = {}
        for claim in self.store.rows(Claim):
            claims.setdefault(claim.report_id, []).append(claim)
        for number in numbers:
            around = [
                claim
                for claim in claims.get(number.report_id, [])
                if claim.start <= number.start and number.end <= claim.end
            ]
            nearest = min(
                around, key=lambda c: (abs(c.trigger_start - number.start), c.claim_id), default=None
            )
            yield dataclasses.replace(number, claim_id=nearest.claim_id if nearest else None)

    def _judged(self, events: Iterable[Event]) -> Iterable[Event]:
        """Events with the verdict that the findings on them come to."""
        found: dict[str, list[Finding]] = {}
        for finding in self.store.rows(Finding):
            found.setdefault(finding.subject_id, []).append(finding)
        for event in events:
            verdict = event_verdict(found.get(event.event_id, ()), event.n_origins)
            yield event if verdict is event.verdict else dataclasses.replace(event, verdict=verdict)

    def set_aside(self) -> dict[str, str]:
        """report_id → reason, for every report held that feeds no event."""
        held = set(self.store.report_marks())
        withdrawn = {report.report_id for report in self.store.rows(Report) if report.withdrawn}
        reasons = dict.fromkeys(withdrawn, WITHDRAWN)
        for row in self.store.rows(Version):
            if not row.latest:
                reasons.setdefault(row.report_id, SUPERSEDED)
        for reject in sorted(self.store.rows(Reject), key=lambda r: (r.record_id, r.stage)):
            if reject.record_id in held:
                reasons.setdefault(reject.record_id, reject.reason)
        return reasons

    def _coverage(self) -> list[Coverage]:
        aside = self.set_aside()
        days: dict[tuple[str, str], list[str]] = {}
        for row in self._reports():
            days.setdefault((row["published"] or "", row["outlet_id"] or ""), []).append(row["report_id"])
        made = []
        for (day, outlet_id), report_ids in sorted(days.items()):
            reasons = Counter(aside[report_id] for report_id in report_ids if report_id in aside)
            made.append(
                Coverage(
                    day=day or None,
                    outlet_id=outlet_id or None,
                    reports_in=len(report_ids),
                    coded=len(report_ids) - reasons.total(),
                    set_aside=tuple(SetAside(reason=r, n=n) for r, n in sorted(reasons.items())),
                )
            )
        return made


def _one_each(entities: Iterable[Entity]) -> Iterable[Entity]:
    """One row an entity, whatever number of stories name it; its roles are those of all of them."""
    rows: dict[str, list[Entity]] = {}
    for entity in entities:
        rows.setdefault(entity.entity_id, []).append(entity)
    for same in rows.values():
        first = min(same, key=schema.to_sql_key)
        roles = {role for entity in same for role in entity.roles}
        yield dataclasses.replace(first, roles=tuple(sorted(roles, key=schema.to_sql_key)))
