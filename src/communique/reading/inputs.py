"""Finds the files behind paths, folders and globs, and reads their reports one after another."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from communique.errors import UsageError
from communique.reading.compose import compose_report, outlet_of, reject
from communique.reading.reader import Refused
from communique.reading.readers import READERS, reader_for
from communique.records import Outlet, Reject, Report


def read_inputs(
    inputs: Sequence[str | Path], *, published: str | None = None, limit: int | None = None
) -> Iterator[Report | Reject | Outlet]:
    """The reports behind the inputs, in the order of their sorted paths, read as they are asked for.

    An outlet stands before the first of its reports. `published` (an ISO day) dates reports that state no
    date. `limit` counts reports and rejects together. Raises UsageError at once for a path that is missing or
    cannot be read, and for a folder or glob without any file.
    """
    given = _day(published)
    paths = find_files(inputs)
    return _counted(_read_all(paths, given), limit)


def find_files(inputs: Sequence[str | Path]) -> list[Path]:
    """The files behind paths, folders (all below, hidden ones left out) and globs: sorted, each once."""
    if not inputs:
        raise UsageError("no input: give files, folders or globs of reports")
    found = {path.resolve(): path for given in inputs for path in sorted(_expand(given), reverse=True)}
    return sorted(found.values())


def _expand(given: str | Path) -> list[Path]:
    path = Path(given)
    try:
        if path.is_dir():
            return _folder(path)
        if path.exists():
            path.open("rb").close()
            return [path]
    except OSError as error:
        raise UsageError(f"{given}: cannot be read ({error.strerror}); check its permissions") from error
    if not glob.has_magic(str(given)):
        raise UsageError(f"{given}: there is no such file or folder; check the path")
    matches = sorted(Path(name) for name in glob.glob(str(given), recursive=True))  # noqa: PTH207 - takes absolute patterns
    files = [file for match in matches for file in (_below(match) if match.is_dir() else [match])]
    if not files:
        raise UsageError(f"{given}: no file fits this pattern")
    return files


def _folder(path: Path) -> list[Path]:
    files = _below(path)
    if not files:
        kinds = " ".join(suffix for reader in READERS for suffix in reader.suffixes)
        raise UsageError(f"{path}: holds no report; put files into it that end in one of {kinds}")
    return files


def _below(folder: Path) -> list[Path]:
    folder.stat()
    next(iter(folder.iterdir()), None)
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [
        file for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]


def _read_all(paths: list[Path], published: str | None) -> Iterator[Report | Reject | Outlet]:
    seen: set[str] = set()
    for path in paths:
        for row in _read_file(path, published):
            if not isinstance(row, Outlet):
                yield row
            elif row.outlet_id not in seen:
                seen.add(row.outlet_id)
                yield row


def _read_file(path: Path, published: str | None) -> Iterator[Report | Reject | Outlet]:
    reader = reader_for(path)
    if reader is None:
        yield reject(
            str(path), _opening(path), f"files of this kind ({path.suffix or 'no suffix'}) are not read"
        )
        return
    try:
        for found in reader.read(path):
            if isinstance(found, Refused):
                yield reject(str(path), found.content, found.reason)
                continue
            if outlet := outlet_of(found.fields):
                yield outlet
            yield compose_report(found.fields, path=str(path), record=found.record, published=published)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror or error}); check its permissions"
        ) from error


def _opening(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _counted(
    rows: Iterator[Report | Reject | Outlet], limit: int | None
) -> Iterator[Report | Reject | Outlet]:
    if limit is None:
        yield from rows
        return
    left = limit
    for row in islice(rows, 2 * limit):
        if left <= 0:
            return
        left -= not isinstance(row, Outlet)
        yield row


def _day(published: str | None) -> str | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published).isoformat()
    except ValueError as error:
        raise UsageError(f"{published}: is no date; write it as 2023-06-18") from error
