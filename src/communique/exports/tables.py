"""The tables of the contract as JSON lines, CSV or Parquet, one file each, with a codebook of their columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from communique.errors import UsageError


def write_tables(tables: Iterable[tuple[str, pa.Table]], folder: Path, *, form: str) -> list[Path]:
    """Write each (name, table) into the folder and a `codebook.json` beside them; gives back the files written.

    Lists and nested values are JSON text in CSV and native in the other two. UsageError for an unknown format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}; choose from {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    written, codebook = [], {}
    for name, table in tables:
        path = folder / f"{name}.{form}"
        FORMATS[form](table, path)
        written.append(path)
        codebook[name] = {field.name: str(field.type) for field in table.schema}
    path = folder / "codebook.json"
    path.write_text(json.dumps(codebook, indent=2) + "\n", encoding="utf-8")
    return [*written, path]


def _jsonl(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for batch in table.to_batches(max_chunksize=1000):
            for row in batch.to_pylist():
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=1000):
            for row in batch.to_pylist():
                writer.writerow([_flat(value) for value in row.values()])


def _flat(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


FORMATS: dict[str, Callable[[pa.Table, Path], None]] = {"jsonl": _jsonl, "parquet": _parquet, "csv": _csv}
