"""What the gazetteer holds of one alias: which kind of name it is, and for what it stands."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records import SpottedKind
from communique.spot.names_words import words


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of an alias. `reason` says which column it stood in: name, demonym, capital, alias…"""

    kind: SpottedKind | None  # None: looks like a name and is none
    value: str | None
    state: str | None
    reason: str
    any_case: bool = False


Alias = tuple[str, Entry]


def entry(
    alias: str,
    kind: SpottedKind | None,
    value: str | None,
    state: str | None,
    reason: str,
    *,
    any_case: bool = False,
) -> Alias:
    """An alias with one reading."""
    return alias, Entry(kind, value or None, state or None, reason, any_case)


def first_word(alias: str) -> str:
    """The first word of an alias as it is matched on; "" where it has none."""
    first = alias.partition(" ")[0]
    if first.isascii() and first.isalpha():
        return first.lower()
    found = words(alias, 0, len(alias))
    return found[0].key if found else ""
