"""Everything known by name in one dictionary of first words: states, organs, organisations, roles, places, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from communique.records import SpottedKind
from communique.rules import DATA, cells, load_table
from communique.spot.names_entries import Alias, Entry, entry, first_word
from communique.spot.names_shelves import Shelf, people, places
from communique.spot.names_words import Word, words

SHOUTED = frozenset({"who", "is"})
GENERIC_TAILS = frozenset({"ministry", "department", "office", "government", "army", "navy"})


@dataclass(frozen=True, slots=True)
class Match:
    """Words first to last (exclusive) of a sentence with all readings of the alias they spell."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    def reading(self, kind: SpottedKind) -> Entry | None:
        """The reading of one kind, None where the alias has none."""
        return next((e for e in self.entries if e.kind is kind), None)


Reading = tuple[Entry, tuple[str, ...]]  # what an alias means and how its words are written
Spelled = dict[tuple[str, ...], list[Reading]]  # by the keys of an alias' words
Aliases = tuple[tuple[int, ...], Spelled]  # how many words the aliases of one first word have, most first
NONE: Aliases = (), {}


class Gazetteer:
    """Finds the longest known names in a list of words."""

    def __init__(self, names: Iterable[Alias], shelves: Sequence[Shelf] = ()) -> None:
        self._raw: dict[str, list[Alias]] = {}
        for alias in names:
            if word := first_word(alias[0]):
                self._raw.setdefault(word, []).append(alias)
        self._shelves = tuple(shelves)
        self._firsts = frozenset(self._raw).union(*(shelf.words for shelf in self._shelves))
        self._read: dict[str, Aliases] = {}

    def _aliases(self, first: str) -> Aliases:
        """All aliases that begin with a word; read from the table when first asked for."""
        if first not in self._firsts:
            return NONE
        found = self._read.get(first)
        if found is None:
            found = self._read[first] = self._open(first)
        return found

    def _open(self, first: str) -> Aliases:
        spelled: Spelled = {}
        held = [*self._raw.get(first, ()), *(a for shelf in self._shelves for a in shelf.aliases(first))]
        for alias, reading in held:
            found = words(alias, 0, len(alias))
            shape = tuple(word.text for word in found)
            readings = spelled.setdefault(tuple(word.key for word in found), [])
            if (reading, shape) not in readings:
                readings.append((reading, shape))
        return tuple(sorted({len(k) for k in spelled}, reverse=True)), spelled

    def scan(self, found: Sequence[Word]) -> Iterator[Match]:
        """The longest matches from left to right, none overlapping another."""
        keys = [word.key for word in found]
        at = 0
        while at < len(found):
            if keys[at] not in self._firsts:
                at += 1
                continue
            match = self._longest(found, keys, at)
            if match and not (match.last - match.first > 1 and self._outdone(found, keys, match)):
                yield match
                at = match.last
            else:
                at += 1

    def _outdone(self, found: Sequence[Word], keys: Sequence[str], match: Match) -> bool:
        """Whether a longer name begins inside a match and runs beyond it ("first [secretary of state]")."""
        for at in range(match.first + 1, match.last):
            other = self._longest(found, keys, at)
            if other and other.last > match.last and other.last - other.first > match.last - match.first:
                return True
        return False

    def exact(self, alias: str) -> tuple[Entry, ...]:
        """All readings of an alias, case aside; empty where unknown."""
        keys = tuple(word.key for word in words(alias, 0, len(alias)))
        return tuple(entry for entry, _ in self._aliases(keys[0])[1].get(keys, ())) if keys else ()

    def _longest(self, found: Sequence[Word], keys: Sequence[str], at: int) -> Match | None:
        lengths, spelled = self._aliases(keys[at])
        for length in lengths:
            last = at + length
            readings = spelled.get(tuple(keys[at:last])) if last <= len(keys) else None
            if readings is None or _broken(found, at, last):
                continue
            written = found[at:last]
            if any(word.text == "us" for word in written) or _shouted(found, at, last):
                continue
            fitting = tuple(entry for entry, shape in readings if entry.any_case or _fits(shape, written))
            if fitting:
                return Match(at, last, fitting)
        return None


def _shouted(found: Sequence[Word], first: int, last: int) -> bool:
    """Whether a small word of a heading in capitals only looks like an acronym ("WHO HELPS")."""
    return (
        last - first == 1
        and found[first].key in SHOUTED
        and last < len(found)
        and len(found[last].text) > 2
        and found[last].text.isupper()
    )


def _broken(found: Sequence[Word], first: int, last: int) -> bool:
    """Whether the words stand too far apart to be one name."""
    return any(found[i + 1].start - found[i].end > 2 for i in range(first, last - 1))


def _fits(shape: tuple[str, ...], written: Sequence[Word]) -> bool:
    """Whether words are capitalised as the alias asks: acronyms in full, names at the start."""
    for asked, word in zip(shape, written, strict=True):
        if asked.isupper() and len(asked.replace(".", "")) in (2, 3, 4, 5):
            if not word.text.isupper():
                return False
        elif asked[0].isupper() and not word.capital:
            return False
    return True


@cache
def state_gazetteer() -> Gazetteer:
    """Names, demonyms and capitals of states alone."""
    return Gazetteer(_states())


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the shipped tables, built once."""
    return Gazetteer(_all_entries(), (places(), people()))


def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    return load_table(name) if (DATA / name).exists() else ()


def _all_entries() -> Iterator[Alias]:
    yield from _phrases()
    yield from _states()
    yield from _organs()
    yield from _organ_words()
    yield from _organisations()
    yield from _roles()


def _phrases() -> Iterator[Alias]:
    for row in _rows("spot/phrases.tsv"):
        kind = SpottedKind(row["kind"]) if row["kind"] != "none" else None
        yield entry(row["phrase"], kind, row["value"], row["state"], f"phrase:{row['kind']}")


def _states() -> Iterator[Alias]:
    for row in _rows("names/states.tsv"):
        iso3 = row["iso3"]
        for name in [row["name"], *cells(row, "aliases")]:
            yield entry(name, SpottedKind.STATE, iso3, iso3, "name")
        for name in cells(row, "demonyms"):
            yield entry(name, SpottedKind.STATE, iso3, iso3, "demonym")
        for name in cells(row, "capital"):
            yield entry(name, SpottedKind.STATE, iso3, iso3, "capital")
    for row in _rows("names/prefixes.tsv"):
        yield entry(row["prefix"].rstrip("-"), SpottedKind.STATE, row["iso3"], row["iso3"], "prefix")


def _organs() -> Iterator[Alias]:
    for row in _rows("names/organs.tsv"):
        entity = row["entity"]
        state = entity if len(entity) == 3 and entity.isupper() else None
        several = " " in row["alias"].strip()
        generic = row["alias"].split()[-1].lower() in GENERIC_TAILS
        yield entry(
            row["alias"],
            SpottedKind.ORGAN,
            row["sector"],
            entity if state or entity else None,
            row["kind"] or "organ",
            any_case=several and generic,
        )


def _organ_words() -> Iterator[Alias]:
    for row in _rows("spot/organ_words.tsv"):
        yield entry(row["words"], SpottedKind.ORGAN, row["sector"], None, row["stands"], any_case=True)


def _organisations() -> Iterator[Alias]:
    for row in _rows("names/organisations.tsv"):
        for name in [row["acronym"], row["name"], *cells(row, "aliases")]:
            yield entry(
                name, SpottedKind.ORGANISATION, row["acronym"], None, "name", any_case=name.count(" ") >= 2
            )
    for row in _rows("spot/bloc_words.tsv"):
        if row["word"]:
            yield entry(row["word"], SpottedKind.ORGANISATION, None, None, "bloc", any_case=True)


def _roles() -> Iterator[Alias]:
    rows = {row["title"].lower(): row for row in _rows("names/roles.tsv")}
    for title, row in rows.items():
        if not _spelled_out(title, row["role"], rows):
            yield entry(title, SpottedKind.ROLE, row["role"], row["state"], "title", any_case=True)
            yield entry(_plural(title), SpottedKind.ROLE, row["role"], row["state"], "titles", any_case=True)


def _spelled_out(title: str, role: str, rows: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a title is but another one with a state or "former" before it, which is read apart."""
    first, _, rest = title.partition(" ")
    if first == "former":
        return rest in rows
    return (
        rest in rows
        and rows[rest]["role"] == role
        and any(e.kind is SpottedKind.STATE for e in state_gazetteer().exact(first))
    )


def _plural(title: str) -> str:
    head, of, rest = title.partition(" of ")
    if head.endswith("man"):
        return f"{head[:-3]}men{of}{rest}"
    return f"{head[:-1]}ies{of}{rest}" if head.endswith("y") else f"{head}s{of}{rest}"
