"""The words in which the tables of a relation are told: levels, states of channels, outcomes, verdicts."""

from __future__ import annotations

import re
from functools import cache

from communique.rules import load_table


@cache
def _words() -> dict[tuple[str, str], str]:
    return {(row["kind"], row["value"]): row["words"] for row in load_table("views/standing.tsv")}


def term(kind: str, value: str) -> str:
    """How a value of one kind (level, channel, appointment, commitment, incident, verdict) is told."""
    return _words().get((kind, value)) or value.replace("_", " ")


@cache
def first_words() -> frozenset[str]:
    """The words, in small letters, that lines of ours may begin with beside those of the event phrases."""
    return frozenset(word for words in _words().values() for word in re.findall(r"[a-z]+", words.lower())) | {
        "told"
    }


def reports_told(reports: int, origins: int) -> str:
    """ "1 report of 1 origin tells", "5 reports of 4 origins tell"."""
    counted = (
        f"{reports} report{'' if reports == 1 else 's'} of {origins} origin{'' if origins == 1 else 's'}"
    )
    return f"{counted} {'tells' if reports == 1 else 'tell'}"
