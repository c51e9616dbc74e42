"""The dated registry of who held which office when: the shipped one, and a user's own rows laid over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from communique.errors import RuleError
from communique.names.forms import Parts, fold, parts_of, same_person, solid
from communique.rules import DATA

COLUMNS = (
    "person_id", "name", "aliases", "family", "state", "role", "title", "start", "end", "as_of", "basis", "wikidata_id",
)  # fmt: skip
NEEDED = ("name", "role")
_DAY = re.compile(r"^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$")
_DAYS = ("start", "end", "as_of")
Cells = list[str]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Office:
    """One office held by one person, as the registry tells it. `end` None: still held at `as_of`."""

    person_id: str
    name: str
    family: str
    state: str | None
    role: str
    title: str
    start: str | None
    end: str | None
    as_of: str | None
    basis: str
    wikidata_id: str | None

    def held(self, day: str | None) -> bool:
        """Whether the office was held on a day; an unknown day or edge counts for it."""
        if day is None:
            return True
        return _not_after(self.start, day) and (self.end is None or _not_after(day, self.end))

    @property
    def checked(self) -> bool:
        """Whether the row was checked against a reference and not only recalled."""
        return self.basis in ("checked", "wikidata", "user")


def _not_after(earlier: str | None, later: str | None) -> bool:
    """Whether one (partial) ISO date does not lie after another, as far as both tell."""
    if not earlier or not later:
        return True
    length = min(len(earlier), len(later))
    return earlier[:length] <= later[:length]


class Opened(Mapping[str, V], Generic[V]):
    """A mapping whose values are read from the table's cells when first asked for."""

    def __init__(self, raw: Mapping[str, list[Cells]], read: Callable[[list[Cells]], V]) -> None:
        self._raw, self._read, self._held = raw, read, dict[str, V]()

    def __getitem__(self, key: str) -> V:
        if key not in self._held:
            self._held[key] = self._read(self._raw[key])
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


@dataclass(frozen=True)
class Registry:
    """The dated registry by person, by name word and by (state, role)."""

    offices: Mapping[str, tuple[Office, ...]]
    forms: Mapping[str, tuple[Parts, ...]]
    by_word: Mapping[str, list[str]]
    by_role: Mapping[tuple[str, str], list[str]]

    def named(self, parts: Parts) -> list[str]:
        """The ids of persons whose name or alias fits a full name, sorted."""
        found = {p for word in {*parts, *solid(parts)} for p in self.by_word.get(word, ())}
        return sorted(p for p in found if any(same_person(parts, form) for form in self.forms[p]))

    def family(self, word: str) -> list[str]:
        """The ids of persons of a family name, sorted."""
        found = set(self.by_word.get(word, ()))
        return sorted(p for p in found if any(fold(o.family) == word for o in self.offices[p]))

    def holders(self, state: str | None, role: str | None, day: str | None) -> list[Office]:
        """Who held an office of a state on a day, checked rows first."""
        if not state or not role:
            return []
        people = dict.fromkeys(self.by_role.get((state, role), ()))
        found = [
            o for p in people for o in self.offices[p] if o.role == role and o.state == state and o.held(day)
        ]
        return sorted(found, key=lambda o: (not o.checked, o.person_id, o.start or ""))


@cache
def registry() -> Registry:
    """The shipped registry."""
    return _registry(_shipped())


def make_registry(rows: Iterable[Mapping[str, str]]) -> Registry:
    """A registry of rows with the columns of `names/offices.tsv`."""
    return _registry([row.get(column, "") for column in COLUMNS] for row in rows)


def load_registry(path: Path | str) -> Registry:
    """The shipped registry with a user's rows over it: a TSV with the columns of `names/offices.tsv`, in any order.

    Needed are `name` and `role`. A row adds to what is known of its person_id, or replaces the shipped row of the same
    person, state, role and first year. A row without basis counts as the user's own word. RuleError names the file
    and the line at fault.
    """
    own = _user_rows(Path(path))
    replaced = {_same_term(row) for row in own}
    return _registry([*(row for row in _shipped() if _same_term(row) not in replaced), *own])


def _same_term(row: Cells) -> tuple[str, str, str, str]:
    return row[0], row[4], row[5], row[7][:4]


@cache
def _shipped() -> tuple[Cells, ...]:
    text = (DATA / "names" / "offices.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert lines[0] == "\t".join(COLUMNS)
    return tuple(line.split("\t") for line in lines[1:])


def _registry(rows: Iterable[Cells]) -> Registry:
    held: dict[str, list[Cells]] = {}
    by_word: dict[str, list[str]] = {}
    by_role: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        person = row[0]
        if not person:
            continue
        known = held.get(person)
        if known is None:
            held[person] = [row]
            written = (row[1], row[2])
        else:
            written = (row[1] if row[1] != known[0][1] else "", row[2] if row[2] != known[0][2] else "")
            known.append(row)
        for word in " ".join(written).replace("|", " ").replace(",", " ").split():
            plain = word.lower() if word.isascii() and word.isalpha() else fold(word)
            by_word.setdefault(plain, []).append(person)
        by_role.setdefault((row[4], row[5]), []).append(person)
    return Registry(Opened(held, _offices), Opened(held, _forms), by_word, by_role)


def _offices(rows: list[Cells]) -> tuple[Office, ...]:
    return tuple(_office(row) for row in rows)


def _forms(rows: list[Cells]) -> tuple[Parts, ...]:
    names = {name for row in rows for name in [row[1], *row[2].split("|")] if name}
    return tuple(sorted({parts for name in names if (parts := parts_of(name))}))


def _office(row: Cells) -> Office:
    cells = row + [""] * (len(COLUMNS) - len(row))
    return Office(
        person_id=cells[0],
        name=cells[1],
        family=cells[3] or cells[1].split()[-1],
        state=cells[4] or None,
        role=cells[5],
        title=cells[6],
        start=cells[7] or None,
        end=cells[8] or None,
        as_of=cells[9] or None,
        basis=cells[10] or "recalled",
        wikidata_id=cells[11] or None,
    )


def _user_rows(path: Path) -> list[Cells]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8 text") from error
    lines = [
        (n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise RuleError(f"{path}: is empty; its first line names the columns ({', '.join(COLUMNS)})")
    header = lines[0][1].split("\t")
    for column in header:
        if column not in COLUMNS:
            raise RuleError(
                f"{path}, line {lines[0][0]}: no column is called {column}; known are {', '.join(COLUMNS)}"
            )
    for column in NEEDED:
        if column not in header:
            raise RuleError(f"{path}, line {lines[0][0]}: has no column {column}")
    return [_user_row(line.split("\t"), header, f"{path}, line {n}") for n, line in lines[1:]]


def _user_row(cells: Cells, header: list[str], where: str) -> Cells:
    if len(cells) > len(header):
        raise RuleError(f"{where}: has {len(cells)} cells for {len(header)} columns")
    row = dict(zip(header, map(str.strip, cells), strict=False))
    for column in NEEDED:
        if not row.get(column):
            raise RuleError(f"{where}: has no {column}")
    for column in _DAYS:
        if row.get(column) and not _DAY.match(row[column]):
            raise RuleError(
                f"{where}: {column} is {row[column]!r}; write a date as 2023, 2023-06 or 2023-06-18"
            )
    row["person_id"] = row.get("person_id") or "-".join(fold(word) for word in row["name"].split())
    row["basis"] = row.get("basis") or "user"
    return [row.get(column, "") for column in COLUMNS]
