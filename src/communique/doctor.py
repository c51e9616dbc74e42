"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass
from importlib import metadata

from communique.errors import MissingModel
from communique.parse import Parser

_PACKAGES = (
    "spacy",
    "pyarrow",
    "trafilatura",
    "py3langid",
    "charset-normalizer",
    "rapidfuzz",
    "typer",
    "rich",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at."""

    name: str
    good: bool
    found: str
    remedy: str | None = None


def examine() -> list[Check]:
    """Python, packages, SQLite with FTS5, the English model with its hash."""
    return [_python(), *(_package(name) for name in _PACKAGES), _fts5(), _model()]


def _python() -> Check:
    good = sys.version_info >= (3, 11)
    found = ".".join(map(str, sys.version_info[:3]))
    return Check(
        name="python", good=good, found=found, remedy=None if good else "install Python 3.11 or newer"
    )


def _package(name: str) -> Check:
    try:
        return Check(name=name, good=True, found=metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name=name, good=False, found="not installed", remedy=f"pip install {name}")


def _fts5() -> Check:
    with sqlite3.connect(":memory:") as db:
        options = {row[0] for row in db.execute("PRAGMA compile_options")}
    good = "ENABLE_FTS5" in options
    found = f"{sqlite3.sqlite_version}, {'with' if good else 'without'} FTS5"
    return Check(
        name="sqlite", good=good, found=found, remedy=None if good else "use a Python whose SQLite has FTS5"
    )


def _model() -> Check:
    try:
        return Check(name="English model", good=True, found=Parser().made_by)
    except MissingModel as error:
        return Check(name="English model", good=False, found="not found", remedy=str(error))
