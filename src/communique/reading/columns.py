"""Reads tables: a report a row, in CSV or Parquet."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from communique.reading.decode import NotText, decode
from communique.reading.named import named_fields
from communique.reading.reader import Found, Refused


class CsvReader:
    """One report a row; the first row names the columns."""

    suffixes = (".csv", ".tsv")

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """The file's reports in their order."""
        raw = path.read_bytes()
        try:
            text = decode(raw)
        except NotText as error:
            yield Refused(content=raw, reason=str(error))
            return
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        rows = csv.DictReader(
            io.StringIO(text.replace("\x00", "�"), newline=""), delimiter=_delimiter(path, text), restkey=""
        )
        try:
            for record, row in enumerate(rows):
                yield _row(row, record)
        except csv.Error as error:
            yield Refused(content=raw, reason=f"is no CSV after row {rows.line_num}: {error}")


class ParquetReader:
    """One report a row."""

    suffixes = (".parquet",)

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """The file's reports in their order, a batch in memory at a time."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            table = pq.ParquetFile(path)
        except pa.ArrowInvalid as error:
            yield Refused(content=path.read_bytes()[:4096], reason=f"is no Parquet: {error}")
            return
        record = 0
        for batch in table.iter_batches(batch_size=1024):
            for row in batch.to_pylist():
                yield _row(row, record)
                record += 1


def _row(row: dict[str, object], record: int) -> Found | Refused:
    fields = named_fields(row)
    if not fields.body and not fields.title:
        return Refused(
            content=repr(row).encode(errors="replace"), reason=f"row {record + 1} has no text, body or title"
        )
    return Found(fields=fields, record=record)


def _delimiter(path: Path, text: str) -> str:
    if path.name.lower().endswith(".tsv"):
        return "\t"
    header = text.split("\n", 1)[0]
    return max(",;\t", key=lambda mark: (header.count(mark), mark == ","))
