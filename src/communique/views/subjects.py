"""Who did it: the names of a claim's actors, or the sentence's own words for people of a state."""

from __future__ import annotations

import re
from functools import cache

from communique.records import Claim, EntityKind
from communique.rules import cells, load_table
from communique.views import phrases
from communique.views.facts import Facts
from communique.views.lexicon import is_adverb, is_past, word_list

_ARTICLE = re.compile(r"\b(the|a|an|some|two|three|four|five|six|several|many)\s+$", re.I)
_BODIES = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"}  # sectors of a state itself


def subject_of(claim: Claim, facts: Facts) -> str | None:
    """Who did it: the names of the actors, or the words for a state's people ("the Greek duty officer").

    None where the words name people of a state whom the sentence alone does not place ("gendarmes").
    """
    if len(claim.actor) == 1 and is_state(claim.actor[0], facts):
        text = _whole(claim)
        if _of_people(text, claim):
            return _placed(text, claim, facts)
    elif any(is_state(i, facts) for i in claim.actor) and not all(map(_stands_for, sides(claim))):
        return None
    return phrases.listed(phrases.parties(claim.actor, facts)) or None


def sides(claim: Claim) -> list[str]:
    """The actor's words, side by side."""
    return [side for side in (claim.actor_text or "").split(", ") if side]


def _stands_for(side: str) -> bool:
    """Whether words for one of several sides are a name or speak for its government ("both ministers")."""
    last = side.split()[-1]
    return not last.islower() or last in word_list("government") | word_list("joint")


def is_state(entity_id: str, facts: Facts) -> bool:
    """Whether an id is a state's."""
    entity = facts.entities.get(entity_id)
    return entity is not None and entity.kind is EntityKind.STATE


def _whole(claim: Claim) -> str:
    """The actor's words with the nouns that follow a bare demonym ("French" of "a French lawyer has")."""
    text = claim.actor_text or ""
    at = claim.exact.find(text)
    if at < 0 or text not in state_words(claim.actor[0])[1]:
        return text
    nouns: list[str] = []
    for word in claim.exact[at + len(text) : claim.trigger_start - claim.start].split():
        if (
            not word.isalpha()
            or not word.islower()
            or is_past(word)
            or is_adverb(word)
            or word in word_list("finite")
        ):
            break
        nouns.append(word)
    return " ".join([text, *nouns]) if len(nouns) <= 3 else text


@cache
def state_words(state: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names and capitals of a state, and the words for its people."""
    row = next((row for row in load_table("names/states.tsv") if row["iso3"] == state), {})
    names = [row.get("name", ""), *cells(row, "aliases"), *cells(row, "capital")]
    return frozenset(names), frozenset(cells(row, "demonyms"))


def _of_people(text: str, claim: Claim) -> bool:
    """Whether words for a state name people or things of it rather than the state or its government."""
    words = text.split()
    if not words or words[0].lower() in ("his", "her", "its", "their"):
        return False
    if words[-1].lower() in word_list("government") or text in state_words(claim.actor[0])[0]:
        return False
    return words[-1][0].islower() or claim.exact.startswith(words[-1]) or text.endswith("s")


def _placed(text: str, claim: Claim, facts: Facts) -> str | None:
    """The words with their article where a mention of the state stands among them, else the state's name and the words.

    The name goes only before bodies of a state ("Chile's police").
    """
    at = claim.exact.find(text)
    start, end = claim.start + at, claim.start + at + len(text)
    mentions = facts.mentions.get(claim.report_id, [])
    if at >= 0 and any(m.entity_id in claim.actor and m.start < end and m.end > start for m in mentions):
        article = _ARTICLE.search(claim.exact[:at])
        return f"{article[1].lower()} {text}" if article else text
    inferred = "inferred from" in claim.why or "sides as" in claim.why
    if (
        not inferred
        and set(claim.actor_sectors) <= _BODIES
        and text.islower()
        and text.split()[-1] in word_list("body")
    ):
        name = phrases.called(claim.actor[0], facts)
        return f"{name}’ {text}" if name.endswith("s") else f"{name}’s {text}"
    return None
