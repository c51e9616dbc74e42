"""What was asked, charged, refused or promised, in the report's own words: who did it, then the words as they stand.

The words are read off the sentence's text: from the word that tells the event to the end of its clause. What cannot be
taken over whole and still mean the same is left to `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from communique.records import Claim, Event, EventType, Status
from communique.rules import load_table
from communique.views import phrases
from communique.views.facts import Facts

LONGEST = 34  # words: a longer clause is no line of a brief
UNHURT = 2  # facts.damage up to which words are a report's own: clean, unsure, not known
_SPEECH = (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.AGREE, EventType.THREATEN)
_TOLD_OTHERWISE = (EventType.CONSULT, EventType.STATEMENT)  # their forms in phrases.tsv say it all
_END = re.compile(r"[;:()\[\]]|, |,$| [–—-] |[–—]| (?:but|while|whereas) |[.!?][”\"’']*$")
_QUOTES = re.compile(r"[“”\"«»„]|(?<!\w)[‘']|[’'](?!\w)")
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|ours|us|my|me|you|your)\b")
_PRONOUN = re.compile(r"(?:him|her|it|them)\b(?! own)")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_WHEN = re.compile(r"\s*(?:\b(?:late|early|earlier|later))?\s*(?:\b(?:in|on|during|at))?\s*$")
_LASTING = re.compile(r"\b(?:since|until|till|by|before|after|from|between)$")
_UNCLEAR = re.compile(  # words that point at something told before
    r"\b(?:him|them|these|those|this|such|so|do it|did so)\b|\bit\b(?! (?:would|will|could|can|had|has|was|is|may|might))"
    r"|\bher\b(?! \w)"
)
_BEFORE = {
    "also",
    "again",
    "already",
    "then",
    "later",
    "have",
    "has",
    "had",
    "too",
    "both",
    "all",
    "only",
    "once",
    "since",
}
_PASSIVE = {"was", "were", "been", "be", "being", "is", "are", "am", "got", "gets", "get"}
_UNSAID = {
    "not",
    "never",
    "n't",
    "to",
    "will",
    "would",
    "could",
    "can",
    "may",
    "might",
    "should",
    "must",
    "shall",
    "if",
}
_PLANS = {
    "due",
    "expected",
    "intend",
    "intends",
    "intended",
    "plan",
    "plans",
    "planned",
    "ready",
    "scheduled",
    "set",
}
_OPEN = {"may", "might", "could", "can"}
_LEFT_OVER = {
    "and",
    "or",
    "on",
    "in",
    "at",
    "of",
    "to",
    "for",
    "with",
    "by",
    "from",
    "that",
    "as",
    "over",
    "the",
    "a",
    "an",
}
_NO_OBJECT = _LEFT_OVER | {
    "again",
    "also",
    "once",
    "more",
    "upon",
    "yesterday",
    "today",
    "publicly",
    "repeatedly",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of a brief; `words` are the stretches of it that stand so in the claim's own sentence."""

    text: str
    words: tuple[str, ...]
    claim_id: str


def told(event: Event, claims: Iterable[Claim], facts: Facts) -> Told | None:
    """The event in the words of the first claim whose words can be taken over; None where there is none."""
    if event.event_type in _TOLD_OTHERWISE:
        return None
    for claim in claims:
        if _is_the_event(claim, event) and facts.damage(claim.report_id) <= UNHURT:
            made = _told(event, claim, facts)
            if made is not None:
                return made
    return None


def _is_the_event(claim: Claim, event: Event) -> bool:
    """Whether a claim says of the event all that the line will say: status, sides, date."""
    return (
        claim.status is event.status
        and bool(claim.actor)
        and set(claim.actor) == set(event.actor)
        and set(claim.recipient) == set(event.recipient)
        and claim.date in (None, event.date)
    )


def _told(event: Event, claim: Claim, facts: Facts) -> Told | None:
    actor = phrases.listed(phrases.parties(claim.actor, facts))
    lead = _lead(claim)
    clause = clause_of(claim)
    if not actor or lead is None or clause is None:
        return None
    words = [" ".join(part.split()) for part in _undated(clause, claim)]
    spoken = _named(words, claim, facts) if words else None
    if spoken is None or not _says_enough(spoken, claim) or any(map(_UNCLEAR.search, spoken)):
        return None
    when = phrases.date_phrase(claim.date).strip()
    line = " ".join(filter(None, (actor, lead, *spoken)))
    text = f"{when}, {line}" if when else line
    return Told(
        text=f"{text[0].upper()}{text[1:]}.",
        words=tuple(part for part in spoken if any(part in whole for whole in words)),
        claim_id=claim.claim_id,
    )


def _lead(claim: Claim) -> str | None:
    """What stands between the actor and the words: nothing, "planned to", "may"; None where the words do not fit."""
    before = _words_before(claim)
    while before and (before[-1] in _BEFORE or before[-1].endswith("ly")):
        before.pop()
    last, above = ([*["", ""], *before])[:-3:-1]
    trigger = claim.exact[claim.trigger_start - claim.start : claim.trigger_end - claim.start]
    match claim.status:
        case Status.HAPPENED | Status.THREATENED if _past(trigger) and last not in _PASSIVE | _UNSAID:
            return ""
        case Status.PLANNED if not _past(trigger) and (last == "will" or (last == "to" and above in _PLANS)):
            return "planned to"
        case Status.TENTATIVE if last in _OPEN and not _past(trigger):
            return "may"
    return None


def _words_before(claim: Claim) -> list[str]:
    """The words before the trigger in lower case; "not" alone where the actor does not stand before it."""
    head = claim.exact[: claim.trigger_start - claim.start]
    if claim.actor_text is None or not all(side in head for side in claim.actor_text.split(", ")):
        return ["not"]
    return re.findall(r"n't|[^\W_]+(?:['’-][^\W_]+)*", head.replace("’", "'").replace("n't", " n't").lower())


def _past(trigger: str) -> bool:
    return (trigger.endswith("ed") and trigger.islower()) or trigger in _pasts()


@cache
def _pasts() -> frozenset[str]:
    return frozenset(row["past"] for row in load_table("views/pasts.tsv"))


def clause_of(claim: Claim) -> tuple[int, int] | None:
    """Offsets in the report of the words from the trigger to its clause's end; None where they are no plain prose."""
    first = claim.trigger_start - claim.start
    rest = claim.exact[first:]
    found = _END.search(rest, claim.trigger_end - claim.trigger_start)
    clause = rest[: found.start()] if found else rest
    clause = clause.rstrip()
    while (words := clause.split()) and words[-1].lower() in _LEFT_OVER:
        clause = clause[: -len(words[-1])].rstrip()
    if not clause or len(words) > LONGEST or _QUOTES.search(clause) or _FIRST_PERSON.search(clause):
        return None
    if re.match(r"\W*(?:by|of)\b", clause[claim.trigger_end - claim.trigger_start :]):
        return None  # a participle: "rejected by", "accused of"
    return claim.trigger_start, claim.trigger_start + len(clause)


def _undated(clause: tuple[int, int], claim: Claim) -> Iterator[str]:
    """The clause without the words that date the event, which the line says in full; nothing where they bound it."""
    words = claim.exact[clause[0] - claim.start : clause[1] - claim.start]
    at = words.find(claim.date_text) if claim.date_text and claim.date else -1
    if at < 0 or claim.date_text is None:
        yield words
        return
    before = _WHEN.sub("", words[:at])
    if not _LASTING.search(before):
        yield before
        after = words[at + len(claim.date_text) :].strip()
        if after:
            yield after


def _named(words: Sequence[str], claim: Claim, facts: Facts) -> list[str] | None:
    """The words with the recipient's name for a pronoun right after the trigger."""
    trigger, _, rest = words[0].partition(" ")
    if not _PRONOUN.match(rest):
        return [part for part in words if part]
    recipient = phrases.listed(phrases.parties(claim.recipient, facts))
    if not recipient or claim.recipient_text not in (None, rest.split()[0]):
        return None
    return [part for part in (trigger, recipient, rest.partition(" ")[2], *words[1:]) if part]


def _says_enough(words: Sequence[str], claim: Claim) -> bool:
    """Whether the words hold an object: more than the trigger, and in speech more than whom it was said to."""
    told_to = set(_WORD.findall((claim.recipient_text or "").lower())) | {
        "the",
        "on",
        "upon",
        "to",
        "from",
        "with",
    }
    plain = [word.lower() for part in words for word in _WORD.findall(part)][1:]
    if claim.event_type in _SPEECH:
        return len([word for word in plain if word not in told_to]) > 1
    return bool(plain)
