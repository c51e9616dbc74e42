"""The years in which a summit named beside a month was held in it: "in November" beside a venue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.rules import cells, load_table

TABLE = "names/summits.tsv"


@dataclass(frozen=True, slots=True)
class Summit:
    """One summit: the words that name it or its venue, and the months it ran through."""

    names: tuple[str, ...]
    venues: tuple[str, ...]
    year: int
    months: tuple[int, ...]


@cache
def load_summits() -> tuple[Summit, ...]:
    """The dated summits, in table order."""
    return tuple(_summit(row) for row in load_table(TABLE) if row.get("start"))


def _summit(row: Mapping[str, str]) -> Summit:
    first, last = int(row["start"][5:7]), int((row.get("end") or row["start"])[5:7])
    return Summit(
        names=tuple(
            sorted({form for n in [row["summit"], *cells(row, "aliases")] if n for form in _forms(n.lower())})
        ),
        venues=tuple(v.lower() for v in re.split(r"[|,]", row["city"]) if v),
        year=int(row["year"]),
        months=tuple(sorted({first, last})),
    )


def _forms(name: str) -> set[str]:
    """A name as written and, for a group of so many, with its hyphen ("g-20")."""
    return {name, re.sub(r"^(g)(\d+)$", r"\1-\2", name)}


def years_beside(sentence: str, month: int) -> tuple[int, ...]:
    """The years in which a summit that the sentence names, with its venue, was held in that month."""
    lower = sentence.lower()
    found = {
        summit.year
        for summit in load_summits()
        if month in summit.months
        and any(_holds(lower, venue) for venue in summit.venues)
        and any(_holds(lower, name) for name in summit.names)
    }
    return tuple(sorted(found))


def _holds(text: str, name: str) -> bool:
    at = text.find(name)
    return at >= 0 and not text[at + len(name) : at + len(name) + 1].isalpha()
