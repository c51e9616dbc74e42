"""The live record in one SQLite file (WAL, FTS5), with a disposable side file for parses.

Every row belongs to one part, (stage, key); a part is replaced or deleted in one transaction. Spans are stored as
offsets: their words are cut from the report's text when a row is read.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from communique import records, schema
from communique.errors import StoreError
from communique.records import Change, Delivery, Judgement, Outlet, Parse, Redirect, Reject, Report, Run
from communique.stores.parses import ParseCache

APPLICATION = 0x434D4E51  # "CMNQ": tells our files from other programs'
Mode = Literal["create", "write", "read"]
BASE = "base"  # the stage name of what is read, not made

TABLES: dict[str, type] = {
    "reports": records.Report,
    "outlets": records.Outlet,
    "versions": records.Version,
    "blocks": records.Block,
    "sentences": records.Sentence,
    "spotted": records.Spotted,
    "predicates": records.Predicate,
    "topics": records.Topic,
    "sketches": records.Sketch,
    "memberships": records.Membership,
    "report_dates": records.ReportDate,
    "copies": records.Copy,
    "origins": records.Origin,
    "lineages": records.Lineage,
    "entities": records.Entity,
    "mentions": records.Mention,
    "moments": records.Moment,
    "numbers": records.Number,
    "quotes": records.Quote,
    "utterances": records.Utterance,
    "claims": records.Claim,
    "events": records.Event,
    "links": records.Link,
    "findings": records.Finding,
    "stories": records.Story,
    "commitments": records.Commitment,
    "incidents": records.Incident,
    "appointments": records.Appointment,
    "issues": records.Issue,
    "channels": records.Channel,
    "series": records.SeriesPoint,
    "coverage": records.Coverage,
    "rejects": records.Reject,
    "judgements": records.Judgement,
    "runs": records.Run,
    "redirects": records.Redirect,
    "deliveries": records.Delivery,
    "changes": records.Change,
}
NAMES = {kind: name for name, kind in TABLES.items()}
HISTORY = ("runs", "redirects", "deliveries", "changes")
_BESIDE_THE_ID = ("guid", "byline", "dateline", "credit", "language")  # not hashed into report_id: merged
_UNIQUE = {
    "reports": ("report_id",),
    "outlets": ("outlet_id",),
    "judgements": ("judgement_id",),
    "redirects": ("old_id", "new_id"),
    "runs": ("run_id",),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One made part: its fingerprint and, per record type, the digest of its rows."""

    part_id: int
    fingerprint: str
    digests: dict[str, str]


class SqliteStore:
    """One record on disk, or in memory for the path ":memory:".

    Mode `create` makes the file where there is none, `write` needs one, `read` changes nothing on disk and sees one
    state of the record throughout. StoreError where the file is missing, no record, or of another layout.
    """

    def __init__(self, path: str | Path, *, mode: Mode = "create") -> None:
        self.path = str(path)
        memory = self.path == ":memory:"
        if not memory and mode != "create" and not Path(self.path).exists():
            remedy = f"make one with `communique run INPUT --db {self.path}`"
            raise StoreError(f"{self.path}: no such record; {remedy}")
        beside = None if memory else Path(f"{self.path}.parses")
        self.parse_cache = ParseCache(beside, mode="read" if mode == "read" else "write")
        self._texts: dict[str, str] = {}
        try:
            self.db = self._connected(mode, memory)
            self._checked(mode)
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self.path}: cannot be opened ({error}); check the folder and its permissions"
            ) from error
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{self.path}: is no communique record ({error}); choose another --db"
            ) from error

    def _connected(self, mode: Mode, memory: bool) -> sqlite3.Connection:
        if memory or mode != "read":
            db = sqlite3.connect(self.path, isolation_level=None)
            db.execute("PRAGMA busy_timeout=10000")
            db.execute("PRAGMA synchronous=NORMAL")
            return db
        # a file nobody is writing is read as it lies, so that reading leaves nothing beside it
        quiet = "" if Path(f"{self.path}-wal").exists() else "&immutable=1"
        db = sqlite3.connect(
            f"{Path(self.path).absolute().as_uri()}?mode=ro{quiet}", uri=True, isolation_level=None
        )
        db.execute("PRAGMA busy_timeout=10000")
        db.execute("BEGIN")
        return db

    def _checked(self, mode: Mode) -> None:
        layout = tuple(_layout())
        wanted = zlib.crc32("\n".join(layout).encode()) >> 1  # any change of a column is another layout
        marks = tuple(
            self.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if marks == (APPLICATION, wanted):
            return
        if marks[0] == APPLICATION:
            move = f"delete it and run again, or give another --db (layout {marks[1]}, this version reads {wanted})"
            raise StoreError(f"{self.path}: was written by another version of communique; {move}")
        if mode != "create" or self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StoreError(f"{self.path}: is no communique record; choose another --db")
        self.db.execute("PRAGMA journal_mode=WAL")
        with self.transaction():
            for statement in layout:
                self.db.execute(statement)
            self.db.execute(f"PRAGMA application_id={APPLICATION}")
            self.db.execute(f"PRAGMA user_version={wanted}")

    def close(self) -> None:
        """Close the record's files."""
        self.db.close()
        self.parse_cache.close()

    def transaction(self) -> Transaction:
        """A `with` block whose writes land together or not at all."""
        return Transaction(self.db)

    # ------------------------------------------------------------ what was read

    def add_report(self, report: Report, run_id: str) -> bool:
        """Hold the report and note its delivery; True where its text was not held before.

        What is not part of the id is merged so that no order of arrival matters: the smallest path, given date and
        byline… stand, and a report once withdrawn is withdrawn.
        """
        new = self._insert("INSERT OR IGNORE", report)
        if not new:
            self.db.execute(
                "UPDATE reports SET path=min(path, :path),"
                " record=CASE WHEN :path < path THEN :record"
                " WHEN :path = path THEN min(record, :record) ELSE record END,"
                " published=CASE WHEN published_basis IS 'given' OR published IS NULL"
                " THEN coalesce(min(published, :published), published, :published) ELSE published END,"
                " published_basis=coalesce(published_basis, :published_basis), withdrawn=max(withdrawn, :withdrawn), "
                + ", ".join(f"{c}=coalesce(min({c}, :{c}), {c}, :{c})" for c in _BESIDE_THE_ID)
                + " WHERE report_id=:report_id",
                schema.as_plain(report),
            )
        self._insert(
            "INSERT OR IGNORE",
            Delivery(report_id=report.report_id, path=report.path, record=report.record, first_run_id=run_id),
        )
        return new

    def add(self, row: Outlet | Judgement | Run | Redirect | Change) -> bool:
        """Hold a row that no stage makes; True where it was not held before.

        An outlet named in several ways keeps the smallest name, in whatever order the names come in.
        """
        new = self._insert("INSERT OR IGNORE", row)
        if isinstance(row, Outlet) and not new:
            values = (row.name, row.outlet_id)
            self.db.execute("UPDATE outlets SET name=min(name, ?) WHERE outlet_id=?", values)
        return new

    def add_reject(self, reject: Reject) -> None:
        """Hold a reject of the reading, once."""
        held = self.db.execute(
            "SELECT 1 FROM rejects WHERE part IS NULL AND stage=? AND record_id=? AND path IS ?",
            (reject.stage, reject.record_id, reject.path),
        ).fetchone()
        if not held:
            self._insert("INSERT", reject)

    def forget_history(self) -> None:
        """Drop runs, deliveries, redirects and changes: a record as of a day has none of its own."""
        for name in HISTORY:
            self.db.execute(f"DELETE FROM {name}")

    def replace_judgement(self, judgement: Judgement) -> None:
        """Hold a judgement in the place of an earlier one about the same."""
        self._insert("INSERT OR REPLACE", judgement)

    def replace_run(self, run: Run) -> None:
        """Write a run's row anew."""
        self._insert("INSERT OR REPLACE", run)

    def _insert(self, verb: str, row: Any) -> bool:
        name = NAMES[type(row)]
        cursor = self.db.execute(_insert_statement(verb, name, with_part=False), _stored_values(row))
        return cursor.rowcount > 0

    # ------------------------------------------------------------ a run under way

    def begin(self, run_id: str) -> None:
        """Note that a run is bringing the record up; what is read until `end` may be half made."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES ('building', ?)", (run_id,))

    def end(self) -> None:
        """Note that the record is whole."""
        self.db.execute("DELETE FROM meta WHERE name='building'")

    def building(self) -> str | None:
        """The run that is under way or was interrupted, None where the record is whole."""
        held = self.db.execute("SELECT value FROM meta WHERE name='building'").fetchone()
        return held[0] if held else None

    # ------------------------------------------------------------ clusters before a run

    def before(self) -> dict[tuple[str, str], str]:
        """(kind, member) → cluster id, as remembered when the running or interrupted run began."""
        return {(kind, member): cluster for kind, member, cluster in self.db.execute("SELECT * FROM before")}

    def remember_before(self, clusters: dict[tuple[str, str], str]) -> None:
        """Write the clusters down, for telling afterwards where ids went."""
        with self.transaction():
            rows = [(kind, member, cluster) for (kind, member), cluster in clusters.items()]
            self.db.executemany("INSERT INTO before VALUES (?, ?, ?)", rows)

    def forget_before(self) -> None:
        """Drop what was remembered: the run is over."""
        self.db.execute("DELETE FROM before")

    def regained(self, row_id: str) -> None:
        """Drop what leads away from an id that lives again."""
        self.db.execute("DELETE FROM redirects WHERE old_id=?", (row_id,))

    # ------------------------------------------------------------ parts

    def parts(self) -> dict[tuple[str, str], Part]:
        """All parts held, by (stage, key)."""
        rows = self.db.execute("SELECT stage, key, part_id, fingerprint, digests FROM parts")
        return {(stage, key): Part(n, mark, json.loads(digests)) for stage, key, n, mark, digests in rows}

    def replace_part(
        self, stage: str, key: str, fingerprint: str, rows: Sequence[Any], writes: Sequence[type]
    ) -> Part:
        """Put rows in the place of whatever the part held before. Call it inside a transaction."""
        self.delete_part(stage, key, writes)
        by_kind: dict[type, list[Any]] = {kind: [] for kind in writes}
        for row in rows:
            by_kind.setdefault(type(row), []).append(row)
        digests = {kind.__name__: self._digest(kind, key, held) for kind, held in by_kind.items()}
        part_id = self.db.execute(
            "INSERT INTO parts (stage, key, fingerprint, digests) VALUES (?, ?, ?, ?)",
            (stage, key, fingerprint, json.dumps(digests, sort_keys=True)),
        ).lastrowid
        assert part_id is not None
        for kind, held in by_kind.items():
            if held and kind is not Parse:
                self.db.executemany(
                    _insert_statement("INSERT", NAMES[kind], with_part=True),
                    [(part_id, *_stored_values(row)) for row in held],
                )
        return Part(part_id, fingerprint, digests)

    def _digest(self, kind: type, key: str, rows: list[Any]) -> str:
        """A hash of a part's rows; parses are written to the side file on the way, and hashed as written there."""
        return self.parse_cache.write(key, rows) if kind is Parse else schema.text_digest(rows)

    def delete_part(self, stage: str, key: str, writes: Sequence[type]) -> None:
        """Drop a part with its rows, if it is held."""
        held = self.db.execute("SELECT part_id FROM parts WHERE stage=? AND key=?", (stage, key)).fetchone()
        if held:
            for kind in {*writes, Reject} - {Parse}:
                self.db.execute(f"DELETE FROM {NAMES[kind]} WHERE part=?", held)
            self.db.execute("DELETE FROM parts WHERE part_id=?", held)

    def parsed(self) -> dict[str, str]:
        """The reports whose parse is at hand in the side file, with the digest of its rows."""
        return self.parse_cache.digests()

    # ------------------------------------------------------------ rows

    def rows(self, kind: type, *, parts: Iterable[int] | None = None) -> Iterator[Any]:
        """The rows of one type, of the given parts or all, in the order of parts' ids and of writing."""
        name = NAMES[kind]
        # qualified: SQLite takes an unknown "name" for a string, but never an unknown t."name"
        listed = ", ".join(f'{name}."{c}"' for c in _stored_columns(kind))
        if parts is None:
            for values in self.db.execute(f"SELECT {listed} FROM {name} ORDER BY rowid"):
                yield self._made(kind, values)
            return
        for part in parts:
            for values in self.db.execute(
                f"SELECT {listed} FROM {name} WHERE part=? ORDER BY rowid", (part,)
            ):
                yield self._made(kind, values)

    def parses(self, report_ids: Iterable[str]) -> Iterator[Parse]:
        """The parses of the given reports, in that order."""
        for report_id in report_ids:
            yield from self.parse_cache.read(report_id) or ()

    def reports(self, report_ids: Iterable[str]) -> Iterator[Report]:
        """The reports of the given ids, in that order."""
        listed = ", ".join(_stored_columns(Report))
        for report_id in report_ids:
            values = self.db.execute(
                f"SELECT {listed} FROM reports WHERE report_id=?", (report_id,)
            ).fetchone()
            if values:
                yield schema.from_sql(Report, values)

    def report_marks(self) -> dict[str, str]:
        """For each report a mark that changes with anything a stage may read of it."""
        listed = ", ".join(
            c for c in _stored_columns(Report) if c not in ("report_id", "path", "record", "text")
        )
        rows = self.db.execute(f"SELECT report_id, {listed} FROM reports")
        return {row[0]: repr(row[1:]) for row in rows}

    def text(self, report_id: str) -> str:
        """A report's text."""
        if report_id not in self._texts:
            if len(self._texts) > 500:
                self._texts.clear()
            held = self.db.execute("SELECT text FROM reports WHERE report_id=?", (report_id,)).fetchone()
            self._texts[report_id] = held[0] if held else ""
        return self._texts[report_id]

    def _made(self, kind: type, values: Sequence[Any]) -> Any:
        if "exact" not in schema.columns(kind):
            return schema.from_sql(kind, values)
        held = dict(zip(_stored_columns(kind), values, strict=True))
        exact = self.text(held["report_id"])[held["start"] : held["end"]]
        full = [exact if name == "exact" else held[name] for name in schema.columns(kind)]
        return schema.from_sql(kind, full)

    # ------------------------------------------------------------ search

    def index(self) -> None:
        """Bring the full-text index up to the rows."""
        with self.transaction():
            self.db.execute("DELETE FROM searchable")
            self.db.execute(
                "INSERT INTO searchable (kind, id, text) SELECT 'report', report_id, text FROM reports"
                " WHERE length(text) < 1000000"
            )
            self.db.execute(
                "INSERT INTO searchable (kind, id, text) SELECT 'quote', quote_id,"
                " substr(r.text, q.start + 1, q.end - q.start) || ' ' || coalesce(q.speaker_text, '')"
                " FROM quotes q JOIN reports r USING (report_id)"
            )
            self.db.execute(
                "INSERT INTO searchable (kind, id, text) SELECT 'event', event_id, title FROM events"
            )
            self.db.execute("INSERT INTO found (found) VALUES ('rebuild')")

    def search(self, query: str, *, limit: int = 20) -> list[tuple[str, str, str]]:
        """(kind, id, snippet) of what matches, best first. Words are searched as they are, no operators."""
        words = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        if not words:
            return []
        return self.db.execute(
            "SELECT s.kind, s.id, snippet(found, 0, '[', ']', '…', 16) FROM found JOIN searchable s"
            " ON s.rowid = found.rowid WHERE found MATCH ? ORDER BY rank LIMIT ?",
            (words, limit),
        ).fetchall()


class Transaction:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK where the block fails."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _stored_columns(kind: type) -> list[str]:
    return [name for name in schema.columns(kind) if name != "exact"]


def _stored_values(row: Any) -> tuple[Any, ...]:
    kind: type = type(row)
    named = zip(schema.columns(kind), schema.to_sql(row), strict=True)
    return tuple(value for name, value in named if name != "exact")


def _insert_statement(verb: str, name: str, *, with_part: bool) -> str:
    listed = (["part"] if with_part else []) + [f'"{c}"' for c in _stored_columns(TABLES[name])]
    return f"{verb} INTO {name} ({', '.join(listed)}) VALUES ({', '.join('?' * len(listed))})"


def _layout() -> Iterator[str]:
    yield (
        "CREATE TABLE parts (part_id INTEGER PRIMARY KEY AUTOINCREMENT, stage TEXT NOT NULL, key TEXT NOT NULL,"
        " fingerprint TEXT NOT NULL, digests TEXT NOT NULL, UNIQUE (stage, key))"
    )
    yield "CREATE TABLE before (kind TEXT, member TEXT, cluster_id TEXT)"
    yield "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)"
    for name, kind in TABLES.items():
        types = schema.sql_columns(kind)
        listed = ", ".join(f'"{c}" {types[c]}' for c in _stored_columns(kind))
        unique = f", UNIQUE ({', '.join(_UNIQUE[name])})" if name in _UNIQUE else ""
        yield f"CREATE TABLE {name} (part INTEGER, {listed}{unique})"
        yield f"CREATE INDEX {name}_part ON {name} (part)"
    # NULLs are distinct to UNIQUE, and a file that is one report has no record number
    yield "CREATE UNIQUE INDEX delivered_once ON deliveries (report_id, path, coalesce(record, -1))"
    yield "CREATE TABLE searchable (kind TEXT, id TEXT, text TEXT)"
    yield "CREATE VIRTUAL TABLE found USING fts5(text, content='searchable', tokenize='unicode61 remove_diacritics 2')"
