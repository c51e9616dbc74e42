"""What a stage is: a named function from a group of rows to rows, that opens nothing and keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from communique.rules import fingerprint

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
    """One step of a pass. `rules` are the code and data files it stands on, relative to the package."""

    name: str
    reads: tuple[type, ...]
    writes: tuple[type, ...]
    by: By
    run: Callable[[Group], Iterable[Any]]
    rules: tuple[str, ...]
    model: Callable[[], str] | None = None
    heavy: bool = False  # worth worker processes, each of which loads the stage's tables and model anew
    options: str = ""

    @property
    def made_by(self) -> str:
        """Name, hash of code and rules, model: a part made under another value is made anew."""
        return " ".join(
            filter(None, (self.name, fingerprint(*self.rules), self.model and self.model(), self.options))
        )
