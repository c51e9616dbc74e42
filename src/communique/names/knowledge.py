"""What the shipped tables know of states, places, organisations and who held which office when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from communique.names.forms import edits, fold
from communique.names.registry import Office, Registry, load_registry, make_registry, registry
from communique.rules import DATA, cells, load_table

__all__ = [
    "Office", "Registry", "load_registry", "make_registry", "organisations", "place_row", "places", "registry",
    "sectors", "state_words", "states", "titles",
]  # fmt: skip


@cache
def states() -> Mapping[str, Mapping[str, str]]:
    """The rows of the states table by ISO3."""
    return {row["iso3"]: row for row in _rows("names/states.tsv")}


@cache
def state_words() -> frozenset[str]:
    """Single words that name a state or its people, folded."""
    names = {
        n for row in states().values() for n in [row["name"], *cells(row, "aliases"), *cells(row, "demonyms")]
    }
    return frozenset(fold(n) for n in names if " " not in n)


@cache
def organisations() -> Mapping[str, Mapping[str, str]]:
    """The rows of the organisations table by acronym."""
    return {row["acronym"]: row for row in _rows("names/organisations.tsv")}


class Places(Mapping[str, tuple[Mapping[str, str], ...]]):
    """The rows of the places table by folded name and alias, the most populous first; read when asked for."""

    def __init__(self, header: list[str], lines: list[str]) -> None:
        self._header = header
        self._lines: dict[str, list[str]] = {}
        for line in lines:
            name, aliases, _ = line.split("\t", 2)
            for form in {name, *aliases.split("|")} if aliases else (name,):
                plain = form.lower().replace(" ", "")
                key = plain if plain.isascii() and plain.isalnum() else fold(form)
                self._lines.setdefault(key, []).append(line)

    def __getitem__(self, key: str) -> tuple[Mapping[str, str], ...]:
        rows = [dict(zip(self._header, line.split("\t"), strict=False)) for line in self._lines[key]]
        return tuple(sorted(rows, key=lambda r: (-_number(r.get("population")), r["name"])))

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, key: object) -> bool:
        return key in self._lines


@cache
def places() -> Places:
    """The shipped places."""
    text = (DATA / "names" / "cities.tsv").read_text(encoding="utf-8")
    header, *lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return Places(header.split("\t"), lines)


def place_row(name: str, state: str | None, near: frozenset[str]) -> Mapping[str, str]:
    """The row of a place: in the state told, else in a state the story names (a letter may differ there), else the
    most populous; {} if unknown."""
    rows = places().get(fold(name), ())
    if state:
        return next((r for r in rows if r["state"] == state), {})
    spelt_so = next((r for r in rows if r["state"] in near), None)
    return spelt_so or _one_letter_off(fold(name), near) or (rows[0] if rows else {})


@lru_cache(maxsize=4096)
def _one_letter_off(name: str, near: frozenset[str]) -> Mapping[str, str] | None:
    if len(name) < 5:
        return None
    found = (
        row
        for other in places()
        if abs(len(other) - len(name)) <= 1 and other[0] == name[0] and edits(other, name) == 1
        for row in places()[other]
        if row["state"] in near
    )
    return max(found, key=lambda r: (_number(r.get("population")), r["name"]), default=None)


@cache
def titles() -> Mapping[str, Mapping[str, str]]:
    """The rows of the roles table by title in lower case."""
    return {row["title"].lower(): row for row in _rows("names/roles.tsv")}


@cache
def sectors() -> Mapping[str, str]:
    """The sector of each role."""
    return {row["role"]: row.get("sector", "") for row in _rows("names/roles.tsv") if row.get("sector")}


def _number(cell: str | None) -> float:
    return float(cell) if cell else 0.0


def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    return load_table(name) if (DATA / name).exists() else ()
