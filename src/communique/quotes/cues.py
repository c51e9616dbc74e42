"""Words that introduce somebody's words, each with how much it says for speech. No quotation needs one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from communique.rules import load_table

TABLE = "quotes/cues.tsv"


@cache
def cue_strengths() -> Mapping[str, int]:
    """Lemma → 4 (speech alone), 3 (speech), 2 (speech act), 1 (weak), -3 (introduces no words)."""
    return {row["lemma"]: int(row["strength"]) for row in load_table(TABLE)}


@cache
def cue_forms() -> Mapping[str, str]:
    """Past and third-person forms of speech verbs → lemma, for words that the parser took for nouns."""
    forms: dict[str, str] = {}
    for lemma, power in cue_strengths().items():
        if power >= 3:
            stem = lemma[:-1] if lemma.endswith("e") else lemma
            ied = lemma[:-1] + "ied" if lemma.endswith("y") else stem + "ed"
            forms |= {ied: lemma, lemma + "s": lemma}
    return forms


def strength(lemma: str) -> int:
    """How much a verb says for speech: 0 where the table does not know it."""
    return cue_strengths().get(lemma.lower(), 0)


@cache
def as_verbs() -> frozenset[str]:
    """Verbs that hold a quotation after "as": "dismissed the offer as “…”"."""
    return frozenset(row["lemma"] for row in load_table(TABLE) if row["takes_as"])


@cache
def speaker_nouns() -> Mapping[str, str]:
    """Nouns that can speak → person, body or document."""
    return {row["noun"]: row["kind"] for row in load_table("quotes/speakers.tsv")}


@cache
def venue_nouns() -> frozenset[str]:
    """Nouns of settings and media in which words are said."""
    return frozenset(row["noun"] for row in load_table("quotes/venues.tsv"))


@cache
def said_things() -> frozenset[str]:
    """Nouns of things said, whose owner speaks: "the envoy's warning that “…”"."""
    return frozenset(row["noun"] for row in load_table("quotes/nouns.tsv"))


@cache
def state_nouns() -> frozenset[str]:
    """Nouns of bodies that speak for their state: "the ministry", "its embassy"."""
    return frozenset(row["noun"] for row in load_table("quotes/speakers.tsv") if row["of_state"])
