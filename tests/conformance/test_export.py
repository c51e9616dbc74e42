"""Exports hold the contract, and every format holds the same rows."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

from communique import exports
from communique.record import EXPORTED, Record


def written(record: Record, folder: Path, form: str) -> Path:
    exports.write_tables(((name, record.table(name)) for name in EXPORTED), folder, form=form)
    return folder


def test_the_contract_checker_finds_no_fault_in_the_examples(
    shared: Path, examples: Record, tmp_path: Path
) -> None:
    tool = shared / "tools" / "check_export.py"
    folder = written(examples, tmp_path, "jsonl")
    done = subprocess.run([sys.executable, tool, folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_contract_checker_finds_no_fault_in_the_seeds(
    shared: Path, seeds: Record, tmp_path: Path
) -> None:
    tool = shared / "tools" / "check_export.py"
    folder = written(seeds, tmp_path, "jsonl")
    done = subprocess.run([sys.executable, tool, folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_format_holds_the_same_rows(examples: Record, tmp_path: Path) -> None:
    lines = written(examples, tmp_path / "j", "jsonl")
    cells = written(examples, tmp_path / "c", "csv")
    columns = written(examples, tmp_path / "p", "parquet")
    for name in EXPORTED:
        rows = [json.loads(x) for x in (lines / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if x]
        assert pq.read_table(columns / f"{name}.parquet").to_pylist() == rows
        with (cells / f"{name}.csv").open(encoding="utf-8", newline="") as held:
            assert sum(1 for _ in csv.DictReader(held)) == len(rows)


def test_no_table_of_the_examples_is_empty(examples: Record) -> None:
    for name in (
        "reports",
        "findings",
        "commitments",
        "incidents",
        "appointments",
        "issues",
        "channels",
        "series",
        "coverage",
        "blocks",
        "sentences",
        "copies",
        "origins",
        "stories",
        "entities",
        "mentions",
        "moments",
    ):
        assert len(examples.table(name)) > 0, name
    for name in ("numbers", "quotes", "utterances", "claims", "events", "links", "coverage"):
        assert len(examples.table(name)) > 0, name
