"""The state a single word or name stands for: by the tables, then by the nearest spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from communique.names.forms import fold, skeleton
from communique.names.knowledge import places, states
from communique.rules import DATA, cells, load_table

NEAREST = 0.75  # least likeness of a misspelt name of six letters or more
SURE = 0.87  # likeness of a whole name that outweighs a state's name inside it ("Papa New Guinea")


@dataclass(frozen=True, slots=True)
class StateWord:
    """The state a word means, how surely and by what."""

    iso3: str
    score: float
    reason: str


def state_of(word: str) -> StateWord | None:
    """The state a name, demonym, capital, city or misspelling of one means; None where none is near."""
    bare = _bare(word)
    exact = _forms().get(bare)
    if exact:
        return StateWord(exact, 1.0, "name")
    city = places().get(bare)
    if city and city[0]["state"]:
        return StateWord(city[0]["state"], 0.8, "place")
    foreign = _foreign().get(bare)
    if foreign:
        return StateWord(foreign, 0.9, "name in another language")
    return _near(bare, SURE) or _within(word) or _near(bare, NEAREST)


def _bare(word: str) -> str:
    plain = word.strip()
    for start in ("the ", "The ", "THE "):
        plain = plain.removeprefix(start)
    return "".join(fold(part) for part in plain.split())


def _within(word: str) -> StateWord | None:
    """The only state named inside a longer name ("Islamic Republic of Afghanistan")."""
    parts = [fold(p) for p in word.replace("-", " ").split()]
    found = {_forms()[p] for p in parts if p in _forms() and len(p) > 3}
    if len(parts) > 1 and len(found) == 1:
        return StateWord(found.pop(), 0.7, "name within a longer one")
    return None


def _near(bare: str, least: float) -> StateWord | None:
    if len(bare) < 5:
        return None
    sound = _sounds().get(skeleton(bare))
    if sound:
        return StateWord(sound, 0.8, "name spelt otherwise")
    best = process.extractOne(
        bare, _long_forms(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=least
    )
    if best is None:
        return None
    return StateWord(_forms()[best[0]], round(0.9 * best[1], 3), "misspelt name")


@cache
def _forms() -> Mapping[str, str]:
    """Folded names, aliases, demonyms and capitals with their state; names win over capitals."""
    found: dict[str, str] = {}
    for column in ("capital", "demonyms", "aliases", "name", "iso3"):
        for iso3, row in sorted(states().items()):
            for name in cells(row, column):
                found["".join(fold(p) for p in name.removeprefix("the ").split())] = iso3
    return found


@cache
def _foreign() -> Mapping[str, str]:
    """Folded names of states in other languages."""
    rows = load_table("names/foreign_names.tsv") if (DATA / "names" / "foreign_names.tsv").exists() else ()
    return {"".join(fold(part) for part in row["name"].split()): row["iso3"] for row in rows}


@cache
def _long_forms() -> tuple[str, ...]:
    return tuple(sorted(form for form in _forms() if len(form) > 4))


@cache
def _sounds() -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for form in _long_forms():
        found.setdefault(skeleton(form), set()).add(_forms()[form])
    return {sound: iso3s.copy().pop() for sound, iso3s in found.items() if len(iso3s) == 1}
