"""What a reader is and what it hands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from communique.reading.compose import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One report in a file: its fields, and its place where a file holds several."""

    fields: Fields
    record: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something in a file that is no report: what it was and why, in plain words."""

    content: bytes
    reason: str


class Reader(Protocol):
    """Reads one format, lazily."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Ends of file names, in lower case."""
        ...

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """What the file holds, in its own order."""
        ...
