"""What a stage is: a named function from a group of rows to rows, that opens nothing and keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

By = Literal["report", "record", "story", "dyad"]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Group:
    """All rows a stage reads under one key: a report, a story, a dyad, or the whole record (key "all")."""

    key: str
    rows: Mapping[type, tuple[Any, ...]] = field(default_factory=dict)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one record type, in their stored order; empty where there are none."""
        return self.rows.get(kind, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of a pass. `made_by` names the stage and the hash of its code, rules and model."""

    name: str
    reads: tuple[type, ...]
    writes: tuple[type, ...]
    by: By
    run: Callable[[Group], Iterable[Any]]
    made_by: str
