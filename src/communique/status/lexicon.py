"""The words that decide whether a thing came about: governors, modals, modifiers, event nouns, spun words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.records import Status
from communique.rules import cells, load_table


@dataclass(frozen=True, slots=True)
class Governor:
    """A verb, noun or adjective and what it does to the things in the given relations to it.

    A relation is a dependency label, `pobj:to` or `pcomp:from` with the preposition, and may carry a condition
    after a dot (`xcomp.passive`, `ccomp.will`, `dobj.plan`). `negated` is the status under a negated governor.
    """

    lemma: str
    relations: frozenset[str]
    status: Status
    negated: Status


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of the room, ready for look-up."""

    governors: Mapping[str, tuple[Governor, ...]]
    modals: Mapping[str, Status]
    modifiers: Mapping[str, Status]
    nouns: frozenset[str]
    plain_verbs: Mapping[str, tuple[str, ...]]
    plain_nouns: Mapping[str, tuple[str, ...]]
    plain_modifiers: Mapping[str, tuple[str, ...]]


@cache
def load_lexicon() -> Lexicon:
    """The word lists of `data/status`, read once."""
    return Lexicon(
        governors=_governors(),
        modals=_statuses("status/modals.tsv"),
        modifiers=_statuses("status/modifiers.tsv"),
        nouns=frozenset(row["lemma"] for row in load_table("status/nouns.tsv")),
        plain_verbs=_plain("verb"),
        plain_nouns=_plain("noun"),
        plain_modifiers=_plain("adjective", "adverb"),
    )


def _governors() -> dict[str, tuple[Governor, ...]]:
    found: dict[str, tuple[Governor, ...]] = {}
    for row in load_table("status/governors.tsv"):
        governor = Governor(
            row["lemma"], frozenset(cells(row, "relations")), Status(row["status"]), Status(row["negated"])
        )
        found[governor.lemma] = (*found.get(governor.lemma, ()), governor)
    return found


def _statuses(name: str) -> dict[str, Status]:
    return {row["word"]: Status(row["status"]) for row in load_table(name)}


def _plain(*kinds: str) -> dict[str, tuple[str, ...]]:
    rows = load_table("status/spun.tsv")
    return {row["spun"]: tuple(cells(row, "plain")) for row in rows if row["kind"] in kinds}
