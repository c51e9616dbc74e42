"""The side file of parses: big, and disposable. Whatever is wrong with it, it is made again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from communique import schema
from communique.records import Parse


class ParseCache:
    """One Arrow stream (zstd) a report, with the digest of its rows.

    `path` None keeps them in memory; mode `read` leaves the file as it is, and does without a broken one.
    """

    def __init__(self, path: Path | None, *, mode: Literal["write", "read"] = "write") -> None:
        self._path, self._mode = path, mode
        self._held: sqlite3.Connection | None = None

    @property
    def _db(self) -> sqlite3.Connection:
        if self._held is None:
            try:
                self._held = self._opened()
            except sqlite3.DatabaseError:
                self._forget()
                self._held = self._opened()
        return self._held

    def _read_only(self) -> sqlite3.Connection:
        assert self._path is not None
        db = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
        try:
            db.execute("SELECT count(report_id), max(digest) FROM parses").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def _opened(self) -> sqlite3.Connection:
        if self._path is not None and self._mode == "read":
            return self._read_only()
        db = sqlite3.connect(self._path or ":memory:", isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=OFF")
            db.execute(
                "CREATE TABLE IF NOT EXISTS parses (report_id TEXT PRIMARY KEY, digest TEXT, rows BLOB)"
            )
            db.execute("SELECT count(report_id), max(digest) FROM parses").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def _forget(self) -> None:
        if self._mode == "read":
            self._path = None
            return
        for end in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{self._path}{end}").unlink()

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def write(self, report_id: str, rows: Sequence[Parse]) -> str:
        """Hold a report's parse in the place of an older one; gives back the digest of its rows."""
        table = schema.to_arrow(Parse, rows)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(
            sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")
        ) as writer:
            writer.write_table(table)
        blob = sink.getvalue().to_pybytes()
        digest = hashlib.sha256(blob).hexdigest()[:24]
        self._db.execute("INSERT OR REPLACE INTO parses VALUES (?, ?, ?)", (report_id, digest, blob))
        return digest

    def digests(self) -> dict[str, str]:
        """report_id → digest of the rows held for it."""
        return dict(self._db.execute("SELECT report_id, digest FROM parses"))

    def read(self, report_id: str) -> list[Any] | None:
        """A report's parse, None where it is not held or its stream is broken."""
        found = self._db.execute("SELECT rows FROM parses WHERE report_id=?", (report_id,)).fetchone()
        if found is None:
            return None
        try:
            return schema.from_arrow(Parse, pa.ipc.open_stream(found[0]).read_all())
        except (pa.ArrowException, KeyError):
            return None

    def drop(self, report_id: str) -> None:
        """Drop a report's parse."""
        self._db.execute("DELETE FROM parses WHERE report_id=?", (report_id,))
