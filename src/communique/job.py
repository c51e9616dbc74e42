"""The main job: read reports, bring the record up to them, count what came of each."""

from __future__ import annotations

import datetime
import fcntl
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from communique import __version__, spans
from communique.build import Build, Engine
from communique.engines import LocalEngine
from communique.errors import StoreError, UsageError
from communique.pipeline import STAGES, with_frames
from communique.reading import Fields, compose_report, read_inputs
from communique.record import Record
from communique.records import (
    Change,
    Claim,
    Delivery,
    Judgement,
    Membership,
    Origin,
    Outlet,
    Quote,
    Redirect,
    Reject,
    Report,
    Run,
)
from communique.stage import Stage
from communique.stores import SqliteStore

Progress = Callable[[str, int, int], None]
Warn = Callable[[str], None]
Clusters = dict[tuple[str, str], str]  # (kind, member) → cluster id
COMMIT_EVERY = 200  # reports read between two commits


def _quiet(_stage: str, _done: int, _all: int) -> None:
    return None


def _silent(_line: str) -> None:
    return None


@dataclass(slots=True, kw_only=True)
class Summary:
    """What came of the reports of one run: reports_in = coded + set aside + already held."""

    reports_in: int = 0
    coded: int = 0
    already_held: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    parts_made: dict[str, int] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Whether every report that came in is counted once."""
        return self.reports_in == self.coded + self.already_held + self.set_aside.total()


def run(
    inputs: Sequence[str | Path],
    *,
    db: str | Path = "communique.db",
    published: str | None = None,
    limit: int | None = None,
    workers: int = 1,
    frames: str | Path | None = None,
    stages: Sequence[Stage] = STAGES,
    progress: Progress = _quiet,
    warn: Warn = _silent,
) -> Record:
    """Read the inputs (files, folders, globs) into the record at `db` and bring the record up to them.

    `frames` is a folder of event frames of the user's own, added to the shipped ones or replacing them by id.
    Gives back the open record; its `summary` tells what came of each report. The same input twice adds nothing.
    UsageError for a path that cannot be read, StoreError where `db` is no record or another run is writing it.
    """
    check_day(published)
    stages = with_frames(Path(frames), stages) if frames else stages
    rows = read_inputs(
        inputs, published=published, limit=limit
    )  # before anything is made: a wrong path makes nothing
    with writing(db):
        store = SqliteStore(db)
        record = Record(store)
        run_id = _new_run_id(store)
        engine = LocalEngine(workers=workers)
        fresh = _never_counted(store)
        summary = _read_in(rows, store, run_id, fresh, warn)
        _bring_up(store, engine, stages, run_id, summary, progress)
        _count(record, fresh, summary, run_id, warn)
    record.summary = summary
    return record


def code(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    frames: str | Path | None = None,
    stages: Sequence[Stage] = STAGES,
) -> Record:
    """One text in memory, through every pass: a record of one report. `published` is its ISO day, if known."""
    check_day(published)
    stages = with_frames(Path(frames), stages) if frames else stages
    store = SqliteStore(":memory:")
    record, summary = Record(store), Summary(reports_in=1)
    fields = Fields(whole=text) if title is None else Fields(title=title, body=text)
    report = compose_report(fields, path="memory", published=published)
    if isinstance(report, Reject):
        raise UsageError(f"the text cannot be coded: it {report.reason}")
    with store.transaction():
        store.add_report(report, "memory")
    _bring_up(store, LocalEngine(), stages, "memory", summary, _quiet)
    record.summary = summary
    return record


def judge(
    db: str | Path, judgement: Judgement, *, stages: Sequence[Stage] = STAGES, progress: Progress = _quiet
) -> Record:
    """Hold a person's judgement, in the place of an earlier one about the same, and bring the record up to it."""
    with writing(db):
        store = SqliteStore(db, mode="write")
        run_id = _new_run_id(store)
        with store.transaction():
            store.replace_judgement(judgement)
        record = Record(store)
        record.summary = Summary()
        _bring_up(store, LocalEngine(), stages, run_id, record.summary, progress)
        _note_run(store, run_id, record.summary)
    return record


@contextmanager
def writing(db: str | Path) -> Iterator[None]:
    """Hold the record for writing; StoreError where another run holds it."""
    if str(db) == ":memory:":
        yield
        return
    path = Path(f"{db}.lock")
    try:
        lock = path.open("w")
    except OSError as error:
        raise StoreError(f"{db}: cannot be written ({error.strerror}); choose another --db") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(f"{db}: another run is writing this record; wait for it to end") from error
        yield


def check_day(day: str | None) -> None:
    """UsageError where a day is none of the calendar; None is no day and passes."""
    if day is None:
        return
    try:
        datetime.date.fromisoformat(day)
    except ValueError as error:
        raise UsageError(f"{day!r} is no day; write it as 2023-06-18") from error


def _new_run_id(store: SqliteStore) -> str:
    started = _now()
    return spans.content_id("run", started, sum(1 for _ in store.rows(Run)), os.getpid())


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


# ---------------------------------------------------------------- reading


def _never_counted(store: SqliteStore) -> set[str]:
    """Reports held since a run that was interrupted before it could say what came of them."""
    ended = {run.run_id for run in store.rows(Run) if run.ended}
    return {d.report_id for d in store.rows(Delivery)} - {
        d.report_id for d in store.rows(Delivery) if d.first_run_id in ended
    }


def _read_in(
    rows: Iterator[Report | Outlet | Reject], store: SqliteStore, run_id: str, fresh: set[str], warn: Warn
) -> Summary:
    """Hold what was read; gives back the counts so far and adds the ids not counted before to `fresh`."""
    summary = Summary()
    open_still = set(fresh)
    fresh.clear()
    store.add(Run(
        run_id=run_id, started=_now(), ended=None, engine="local", reports_in=0, coded=0, set_aside=0,
        already_held=0, version=__version__,
    ))  # fmt: skip
    batch: list[Report | Outlet | Reject] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= COMMIT_EVERY:
            _hold(batch, store, run_id, summary, fresh, open_still, warn)
            batch = []
    _hold(batch, store, run_id, summary, fresh, open_still, warn)
    return summary


def _hold(
    batch: list[Report | Outlet | Reject],
    store: SqliteStore,
    run_id: str,
    summary: Summary,
    fresh: set[str],
    open_still: set[str],
    warn: Warn,
) -> None:
    with store.transaction():
        for row in batch:
            match row:
                case Outlet():
                    store.add(row)
                case Reject():
                    summary.reports_in += 1
                    summary.set_aside[row.reason] += 1
                    store.add_reject(row)
                    warn(f"{row.path}: {row.reason}")
                case Report():
                    summary.reports_in += 1
                    if store.add_report(row, run_id) or row.report_id in open_still - fresh:
                        fresh.add(row.report_id)
                    else:
                        summary.already_held += 1


# ---------------------------------------------------------------- building


def keep_judgements(db: str | Path, judgements: Sequence[Judgement]) -> None:
    """Hold judgements that change no grouping (an audit's), without a run."""
    with writing(db):
        store = SqliteStore(db, mode="write")
        with store.transaction():
            for judgement in judgements:
                store.replace_judgement(judgement)
        store.close()


def bring_up(store: SqliteStore, run_id: str, *, stages: Sequence[Stage] = STAGES) -> Summary:
    """Bring a record up to its reports and judgements, in this process."""
    summary = Summary()
    _bring_up(store, LocalEngine(), stages, run_id, summary, _quiet)
    return summary


def _bring_up(
    store: SqliteStore,
    engine: Engine,
    stages: Sequence[Stage],
    run_id: str,
    summary: Summary,
    progress: Progress,
) -> None:
    store.begin(run_id)
    _remember_clusters(store)
    build = Build(store, stages, engine, progress)
    build.run()
    summary.parts_made = build.made
    if any(build.made.values()) or build.dropped:
        _note_moves(store, run_id)
        store.index()
    store.forget_before()
    store.end()


def _clusters(store: SqliteStore) -> Clusters:
    """Which cluster each member is in now, by kind."""
    found: Clusters = {("story", row.report_id): row.story_id for row in store.rows(Membership)}
    for origin in store.rows(Origin):
        found |= {("origin", report_id): origin.origin_id for report_id in origin.report_ids}
    found |= {("event", row.claim_id): row.event_id for row in store.rows(Claim)}
    found |= {("utterance", row.quote_id): row.utterance_id for row in store.rows(Quote)}
    return found


def _remember_clusters(store: SqliteStore) -> None:
    """Write the clusters down before they change, unless an interrupted run has done so."""
    if not store.before():
        store.remember_before(_clusters(store))


def _note_moves(store: SqliteStore, run_id: str) -> None:
    """Redirects from each id that vanished to where most of its members went, and the list of ids gained and lost."""
    before, after = store.before(), _clusters(store)
    old, new = _members(before), _members(after)
    with store.transaction():
        for (kind, cluster_id), members in sorted(old.items()):
            if (kind, cluster_id) in new:
                continue
            went = Counter(after[kind, m] for m in members if (kind, m) in after)
            if went:
                best = min(went, key=lambda c: (-went[c], c))
                store.add(Redirect(old_id=cluster_id, new_id=best, run_id=run_id))
            store.add(Change(run_id=run_id, table=kind, row_id=cluster_id, kind="lost"))
        for kind, cluster_id in sorted(set(new) - set(old)):
            store.regained(cluster_id)
            store.add(Change(run_id=run_id, table=kind, row_id=cluster_id, kind="gained"))


def _members(clusters: Clusters) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for (kind, member), cluster_id in clusters.items():
        found.setdefault((kind, cluster_id), []).append(member)
    return found


# ---------------------------------------------------------------- counting


def _count(record: Record, fresh: set[str], summary: Summary, run_id: str, warn: Warn) -> None:
    aside = record.set_aside()
    for report in record.store.reports(sorted(fresh)):
        reason = aside.get(report.report_id)
        if reason is None:
            summary.coded += 1
        else:
            summary.set_aside[reason] += 1
            warn(f"{report.path}{'' if report.record is None else f' #{report.record}'}: {reason}")
    _note_run(record.store, run_id, summary)


def _note_run(store: SqliteStore, run_id: str, summary: Summary) -> None:
    started = next((run.started for run in store.rows(Run) if run.run_id == run_id), _now())
    store.replace_run(Run(
        run_id=run_id, started=started, ended=_now(), engine="local", reports_in=summary.reports_in,
        coded=summary.coded, set_aside=summary.set_aside.total(), already_held=summary.already_held,
        version=__version__,
    ))  # fmt: skip
