"""Loads data files, checks them, and says file and entry where something is wrong.

Rules are TOML (`[[rule]]` with id, why, hits, misses), word lists are TSV with a header row. A user's file of
the same form adds entries or replaces them by `id`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.errors import RuleError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of a rule file: its pattern compiled, its own examples beside it, the rest in `values`."""

    id: str
    why: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    pattern: re.Pattern[str] | None
    values: Mapping[str, Any]


@cache
def load_rules(name: str) -> tuple[Rule, ...]:
    """The rules of `data/<name>` in file order. RuleError names the file and the entry at fault."""
    path = DATA / name
    return parse_rules(path.read_text(encoding="utf-8"), name)


def parse_rules(text: str, name: str) -> tuple[Rule, ...]:
    """The rules written in a TOML text; `name` is used in errors."""
    try:
        entries = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: is not TOML: {error}") from error
    rules = tuple(
        _rule(entry, f"{name}, rule {n} ({entry.get('id', 'no id')})") for n, entry in enumerate(entries, 1)
    )
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{name}: the id {rule.id} stands twice; ids are unique within a file")
        seen.add(rule.id)
    return rules


def _rule(entry: dict[str, Any], where: str) -> Rule:
    for key in ("id", "why", "hits"):
        if not entry.get(key):
            raise RuleError(
                f"{where}: has no {key}" + ("; give an example it should match" if key == "hits" else "")
            )
    pattern = entry.get("pattern")
    try:
        compiled = re.compile(pattern) if pattern is not None else None
    except re.error as error:
        raise RuleError(f"{where}: its pattern does not compile: {error}") from error
    fixed = {"id", "why", "hits", "misses", "pattern"}
    return Rule(
        id=entry["id"],
        why=entry["why"],
        hits=tuple(entry["hits"]),
        misses=tuple(entry.get("misses", ())),
        pattern=compiled,
        values={key: value for key, value in entry.items() if key not in fixed},
    )


@cache
def load_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the word list `data/<name>` as dicts by header; empty cells are "". Lines with # are comments."""
    path = DATA / name
    lines = [
        line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")
    ]
    if not lines:
        raise RuleError(f"{name}: is empty; its first line names the columns")
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(header):
            raise RuleError(f"{name}, entry {number}: has {len(cells)} cells for {len(header)} columns")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)


def cells(row: Mapping[str, str], column: str) -> list[str]:
    """The parts of a list cell (`a|b|c`), empty where the cell is."""
    return [part for part in row.get(column, "").split("|") if part]


@cache
def fingerprint(*names: str) -> str:
    """12 hex digits over the code and data files named, each relative to the package (folders: all files below)."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for name in names:
        path = root / name
        files = (
            sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
            if path.is_dir()
            else [p for p in [path] if p.exists()]
        )
        for file in files:
            digest.update(str(file.relative_to(root)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
