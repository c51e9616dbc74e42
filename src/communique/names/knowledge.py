"""What the shipped tables know of states, places, organisations and who held which office when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from communique.names.forms import Parts, alike, edits, fold, parts_of, same_person, solid
from communique.rules import DATA, cells, load_table


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
        return self.basis == "checked"


def _not_after(earlier: str | None, later: str | None) -> bool:
    """Whether one (partial) ISO date does not lie after another, as far as both tell."""
    if not earlier or not later:
        return True
    length = min(len(earlier), len(later))
    return earlier[:length] <= later[:length]


@dataclass(frozen=True)
class Registry:
    """The dated registry by person, by name word and by (state, role)."""

    offices: Mapping[str, tuple[Office, ...]]
    by_word: Mapping[str, tuple[str, ...]]
    by_role: Mapping[tuple[str, str], tuple[Office, ...]]
    forms: Mapping[str, tuple[Parts, ...]]

    def named(self, parts: Parts) -> list[str]:
        """The ids of persons whose name or alias fits a full name, sorted."""
        words = {*parts, *(v for v in solid(parts))}
        found = {p for word in words for p in self.by_word.get(word, ())}
        return sorted(p for p in found if any(same_person(parts, form) for form in self.forms[p]))

    def sounding(self, parts: Parts) -> list[str]:
        """The ids of persons who have a family name alike that of a full or bare name, sorted."""
        last = parts[-1]
        return sorted(
            person
            for person, forms in self.forms.items()
            if any(alike(last, fold(f[-1])) >= 0.8 for f in forms)
        )

    def family(self, word: str) -> list[str]:
        """The ids of persons of a family name, sorted."""
        return sorted(
            p for p in self.by_word.get(word, ()) if any(fold(o.family) == word for o in self.offices[p])
        )

    def holders(self, state: str | None, role: str | None, day: str | None) -> list[Office]:
        """Who held an office of a state on a day, checked rows first."""
        if not state or not role:
            return []
        found = [o for o in self.by_role.get((state, role), ()) if o.held(day)]
        return sorted(found, key=lambda o: (not o.checked, o.person_id, o.start or ""))

    def held_by(self, person_id: str, day: str | None) -> list[Office]:
        """The offices a person held on a day, the latest begun first."""
        found = [o for o in self.offices.get(person_id, ()) if day is not None and o.held(day)]
        return sorted(found, key=lambda o: (o.start or "", o.role), reverse=True)


@cache
def registry() -> Registry:
    """The shipped registry."""
    return make_registry(_rows("names/offices.tsv"))


def make_registry(rows: Iterable[Mapping[str, str]]) -> Registry:
    """A registry of rows with the columns of `names/offices.tsv`."""
    offices: dict[str, list[Office]] = {}
    forms: dict[str, set[Parts]] = {}
    for row in rows:
        if not row["person_id"]:
            continue
        office = _office(row)
        offices.setdefault(office.person_id, []).append(office)
        names = {parts_of(name) for name in [office.name, *cells(row, "aliases")]}
        forms.setdefault(office.person_id, set()).update(n for n in names if n)
    by_word: dict[str, set[str]] = {}
    by_role: dict[tuple[str, str], list[Office]] = {}
    for person, names in forms.items():
        for word in {word for parts in names for word in parts if len(word) > 1}:
            by_word.setdefault(word, set()).add(person)
        for office in offices[person]:
            by_role.setdefault((office.state or "", office.role), []).append(office)
    return Registry(
        offices={p: tuple(o) for p, o in offices.items()},
        by_word={w: tuple(sorted(p)) for w, p in by_word.items()},
        by_role={k: tuple(o) for k, o in by_role.items()},
        forms={p: tuple(sorted(f)) for p, f in forms.items()},
    )


def _office(row: Mapping[str, str]) -> Office:
    name = row["name"]
    return Office(
        person_id=row["person_id"],
        name=name,
        family=row.get("family") or name.split()[-1],
        state=row.get("state") or None,
        role=row.get("role", ""),
        title=row.get("title", ""),
        start=row.get("start") or None,
        end=row.get("end") or None,
        as_of=row.get("as_of") or None,
        basis=row.get("basis") or "recalled",
        wikidata_id=row.get("wikidata_id") or None,
    )


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


@cache
def places() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The rows of the places table by folded name and alias, the most populous first."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in _rows("names/cities.tsv"):
        for name in {row["name"], *cells(row, "aliases")}:
            found.setdefault(fold(name), []).append(row)
    return {
        name: tuple(sorted(rows, key=lambda r: -_number(r.get("population")))) for name, rows in found.items()
    }


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
        for other, rows in places().items()
        if abs(len(other) - len(name)) <= 1 and other[0] == name[0] and edits(other, name) == 1
        for row in rows
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
