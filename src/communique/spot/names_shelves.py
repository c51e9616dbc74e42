"""The long tables of places and office holders, their names kept by first word and read only when that word occurs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from communique.records import SpottedKind
from communique.rules import DATA, load_table
from communique.spot.names_entries import Alias, entry, first_word

Line = str


class Shelf:
    """Names by their first word; `read` makes gazetteer entries of the lines of one word."""

    def __init__(
        self, names: Iterator[tuple[str, Line]], read: Callable[[list[tuple[str, Line]]], Iterator[Alias]]
    ) -> None:
        self._by_word: dict[str, list[tuple[str, Line]]] = {}
        self._read = read
        for name, line in names:
            if word := first_word(name):
                self._by_word.setdefault(word, []).append((name, line))

    def aliases(self, word: str) -> Iterator[Alias]:
        """The entries of the names that begin with a word."""
        found = self._by_word.get(word)
        return self._read(found) if found else iter(())

    @property
    def words(self) -> Iterable[str]:
        """The first words of the names."""
        return self._by_word


def places() -> Shelf:
    """Cities and other places with their aliases."""
    header, lines = _lines("names/cities.tsv")

    def names() -> Iterator[tuple[str, Line]]:
        for line in lines:
            name, aliases, _ = line.split("\t", 2)
            yield name, line
            if aliases:
                yield from ((alias, line) for alias in aliases.split("|"))

    def read(found: list[tuple[str, Line]]) -> Iterator[Alias]:
        rows: dict[str, list[Mapping[str, str]]] = {}
        for name, line in found:
            rows.setdefault(name, []).append(dict(zip(header, line.split("\t"), strict=False)))
        for name, same in rows.items():
            yield _place(name, same)

    return Shelf(names(), read)


def _place(name: str, rows: list[Mapping[str, str]]) -> Alias:
    """The most populous place of a name, with its state where none of another state comes near it in size."""
    first = max(rows, key=_population)
    alone = all(_population(row) * 10 <= _population(first) for row in rows if row["state"] != first["state"])
    state = first["state"] if alone else None
    return entry(name, SpottedKind.PLACE, first["name"], state, first.get("kind") or "city")


def _population(row: Mapping[str, str]) -> float:
    return float(row.get("population") or 0)


def people() -> Shelf:
    """The full names and aliases of the registry's persons, without a title of one word before them."""
    ranks = {row["title"].lower() for row in load_table("names/roles.tsv") if " " not in row["title"]}
    _, lines = _lines("names/offices.tsv")

    def names() -> Iterator[tuple[str, Line]]:
        held = ("", "")
        for line in lines:
            _, name, aliases, _ = line.split("\t", 3)
            if (name, aliases) == held:  # the rows of one person stand together
                continue
            held = name, aliases
            for form in (name, *aliases.split("|")) if aliases else (name,):
                first, _, rest = form.partition(" ")
                bare = rest if first.lower() in ranks else form
                if " " in bare or "-" in bare:
                    yield bare, ""

    def read(found: list[tuple[str, Line]]) -> Iterator[Alias]:
        return (entry(name, SpottedKind.PERSON, None, None, "registry") for name, _ in found)

    return Shelf(names(), read)


def _lines(name: str) -> tuple[list[str], list[Line]]:
    text = (DATA / name).read_text(encoding="utf-8")
    header, *lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return header.split("\t"), lines
