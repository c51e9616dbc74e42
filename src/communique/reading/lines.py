"""Reads JSON: a report a line (`.jsonl`, `.jsonl.gz`), or one object or list a file."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from communique.reading.decode import NotText, decode
from communique.reading.named import named_fields
from communique.reading.reader import Found, Refused


class LinesReader:
    """One report a line; a broken line is refused and the next one read."""

    suffixes = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """The file's reports in their order, one line in memory at a time."""
        record, empty = -1, True
        try:
            with _open(path) as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        record, empty = record + 1, False
                        yield _read_line(line, number, record)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Refused(
                content=str(error).encode(), reason=f"is broken off or no gzip after {record + 1} reports"
            )
            return
        if empty:
            yield Refused(content=b"", reason="is empty")


class JsonReader:
    """One object, a list of them, or an object that holds such a list; ninjs among them."""

    suffixes = (".json",)

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """The file's reports in their order."""
        raw = path.read_bytes()
        try:
            loaded = json.loads(decode(raw))
        except (NotText, ValueError, RecursionError) as error:
            yield Refused(
                content=raw, reason=str(error) if isinstance(error, NotText) else f"is not JSON: {error}"
            )
            return
        objects = _objects(loaded)
        for record, item in enumerate(objects):
            yield _found(
                item, None if objects == [loaded] else record, repr(item).encode(errors="replace"), "it"
            )


def _open(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.name.lower().endswith(".gz") else path.open("rb")


def _read_line(line: bytes, number: int, record: int) -> Found | Refused:
    try:
        item = json.loads(decode(line))
    except NotText as error:
        return Refused(content=line, reason=f"line {number} {error}")
    except (ValueError, RecursionError) as error:
        return Refused(content=line, reason=f"line {number} is not JSON: {error}")
    return _found(item, record, line, f"line {number}")


def _found(item: Any, record: int | None, content: bytes, where: str) -> Found | Refused:
    if not isinstance(item, dict):
        return Refused(content=content, reason=f"{where} is JSON but no object with fields")
    fields = named_fields(item)
    if not fields.body and not fields.title:
        return Refused(content=content, reason=f"{where} has no text, body or title")
    return Found(fields=fields, record=record)


def _objects(loaded: Any) -> list[Any]:
    if isinstance(loaded, list):
        return loaded
    if isinstance(loaded, dict):
        for name in ("items", "reports", "articles", "documents", "data", "results"):
            if isinstance(loaded.get(name), list):
                return cast(list[Any], loaded[name])
    return [loaded]
