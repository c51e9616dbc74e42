"""What was asked, charged, refused or promised, in the report's own words: who did it, then the words as they stand.

The words are read off the sentence's text: from the word that tells the event to the end of its clause. What cannot be
taken over whole and still mean the same is left to `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from communique.records import BlockKind, Claim, EntityKind, Event, EventType, Status
from communique.rules import load_table
from communique.views import phrases
from communique.views.facts import Facts

LONGEST = 34  # words: a longer clause is no line of a brief
READABLE = (
    3  # facts.damage up to which words may be shown: clean, unsure, not known, translated there and back
)
_SPEECH = (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.AGREE, EventType.THREATEN)
_TO_SOMEBODY = (EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN)
_TOLD_OTHERWISE = (EventType.CONSULT, EventType.STATEMENT)  # their forms in phrases.tsv say it all
_END = re.compile(
    r"[;:()\[\]]|, |,$| [–—-] |[–—]| (?:but|while|whereas) |[.!?][”\"’']*$|\s[“\"]|\s[‘'](?=\w+ \w+)"
)
_QUOTES = re.compile(r"[“”\"«»„]|(?<!\w)[‘']")
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|ours|us|my|me|you|your)\b")
_PRONOUN = re.compile(r"(?:him|her|it|them)\b(?! own)")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_WHEN = re.compile(r"\s*(?:\b(?:late|early|earlier|later))?\s*(?:\b(?:in|on|during|at))?\s*$")
_BOUND = re.compile(
    r"\b(?:since|until|till|by|before|after|from|between|within|for|of|to|with|over|as|the|this|last|its|their|his|her|an?|and|or)$"
)
_UNCLEAR = re.compile(  # words that point at something told before
    r"\b(?:him|them|these|those|this|such|so|did so)\b|\bher\b(?! \w)|"
    r"\bit\b(?! (?:would|will|could|can|had|has|was|is|may|might|called|calls|said|says|saw|sees|described|considers))"
)
_ADVERBIAL = re.compile(
    r"\s+(?:after|at|during|for|in|on|over|since|under|when|with|between|against|following)\b"
)
_ARTICLE = re.compile(r"\b(the|a|an|some|two|three|four|five|six|several|many)\s+$", re.I)
_NOT_OUT = re.compile(r"\b(?:has|have|had|did|does|do|would)(?: not|n[’']t) $")
_HANGING = re.compile(r"\bthat(?: \S+){0,3}$")  # a clause whose verb stands behind the comma
_FINITE = re.compile(r"\b(?:was|were|is|are)\b")
_BELOW = re.compile(  # what a clause of its own stands under
    r"\b(?:that|which|who|whom|whose|what|where|when|as|if|after|before|because|until|unless|how|why|said|says|nobody|and)\b"
)
_CHARGED = re.compile(  # what follows is somebody's charge
    r"\b(?:accus(?:ed|es|ing)|alleg(?:ed|es|ing|edly)|blam(?:ed|es|ing)|suspect(?:ed|s)|charged|claimed|claims that)\b"
)
_BODIES = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"}  # sectors of a state itself
_PERFECT = re.compile(r"\b(?:has|have|had)(?: \w+ly| also| now| since| already)* $")
_CARRYING = (
    re.compile(r"\b([a-z]+) $"),
    re.compile(r"\b([a-z]+) [a-z]+ $"),
)  # verbs right before an event noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of a brief; `words` are the stretches of it that stand so in the claim's own sentence."""

    text: str
    words: tuple[str, ...]
    claim: Claim
    present: bool = False  # in the present tense; a line in the past reads better


def told(event: Event, claims: Iterable[Claim], facts: Facts) -> Told | None:
    """The event in the words of the first claim whose words can be taken over; None where there is none."""
    if event.event_type in _TOLD_OTHERWISE:
        return None
    fitting = [c for c in claims if _is_the_event(c, event) and facts.damage(c.report_id) <= READABLE]
    made = [line for claim in fitting if (line := _told(claim, facts))]
    return min(made, key=lambda line: line.present, default=None)


def _is_the_event(claim: Claim, event: Event) -> bool:
    """Whether a claim says of the event what the line will say: status, sides, date."""
    return (
        claim.status is event.status
        and bool(claim.actor)
        and set(claim.actor) == set(event.actor)
        and set(claim.recipient) == set(event.recipient)
        and claim.date in (None, event.date)
    )


def _told(claim: Claim, facts: Facts) -> Told | None:
    actor, opening = subject_of(claim, facts), _opening(claim)
    if actor is None or opening is None:
        return None
    lead, first = opening
    if claim.exact[first:].split()[0].endswith("s") and _in_headline(claim, facts):
        return None  # headlines leave out articles
    spoken = next(
        (said for clause in _clauses(claim, first) if (said := _spoken(clause, claim, facts))), None
    )
    if spoken is None:
        return None
    when = phrases.date_phrase(claim.date).strip()
    line = " ".join(filter(None, (actor, lead, *spoken)))
    text = f"{when}, {line}" if when else line
    sentence = " ".join(claim.exact.split())
    return Told(
        text=f"{text[0].upper()}{text[1:]}{phrases.according_to(claim, facts)}.",
        words=tuple(part for part in spoken if part in sentence),
        claim=claim,
        present=claim.status is Status.HAPPENED and spoken[0].split()[0].endswith("s"),
    )


def _in_headline(claim: Claim, facts: Facts) -> bool:
    own = (s for s in facts.sentences.get(claim.report_id, []) if s.start <= claim.trigger_start < s.end)
    return any(sentence.block_kind is BlockKind.TITLE for sentence in own)


@cache
def _list(name: str) -> frozenset[str]:
    """One list of words of `data/views/words.tsv`."""
    return frozenset(row["word"] for row in load_table("views/words.tsv") if row["list"] == name)


# ---------------------------------------------------------------- who


def subject_of(claim: Claim, facts: Facts) -> str | None:
    """Who did it: the names of the actors, or the words for a state's people ("the Greek duty officer").

    None where the words name people of a state whom the sentence alone does not place ("gendarmes").
    """
    text = claim.actor_text or ""
    if len(claim.actor) == 1 and _is_state(claim.actor[0], facts) and _of_people(text):
        return _placed(text, claim, facts)
    return phrases.listed(phrases.parties(claim.actor, facts)) or None


def _is_state(entity_id: str, facts: Facts) -> bool:
    entity = facts.entities.get(entity_id)
    return entity is not None and entity.kind is EntityKind.STATE


def _of_people(text: str) -> bool:
    """Whether words for a state name people or things of it rather than the state or its government."""
    words = text.split()
    if not words or words[0].lower() in ("his", "her", "its", "their"):
        return False
    return words[-1].lower() not in _list("government") and words[-1][0].islower()


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
    if set(claim.actor_sectors) <= _BODIES and text.islower() and text.split()[-1] in _list("body"):
        name = phrases.called(claim.actor[0], facts)
        return f"{name}’ {text}" if name.endswith("s") else f"{name}’s {text}"
    return None


# ---------------------------------------------------------------- what


def _opening(claim: Claim) -> tuple[str, int] | None:
    """What stands between the actor and the words ("planned to", "may", nothing), and where in the sentence they begin.

    None where the words do not go with the actor as subject: passives, denials, the actor told elsewhere.
    """
    head = claim.exact[: claim.trigger_start - claim.start]
    if claim.actor_text is None or not all(side in head for side in claim.actor_text.split(", ")):
        return None
    if claim.event_type not in _SPEECH and _CHARGED.search(head):
        return None
    relative = re.search(rf"(\w*)\W+(?:whom|which) {re.escape(claim.actor_text)}\b", head)
    if relative and relative[1] not in _list("left_over"):
        return None  # the object stands before: "officers whom Peru holds responsible"
    if claim.status is Status.THREATENED and (found := _NOT_OUT.search(head)):
        return "", found.start()
    at = _verb_at(claim, head)
    verb = claim.exact[at:].split(maxsplit=1)[0]
    before = _words_before(claim.exact[:at])
    last, above = ["", "", *before][:-3:-1]
    match claim.status:
        case Status.HAPPENED | Status.THREATENED if _past(verb) and last not in _list("passive") | _list(
            "unsaid"
        ):
            return "", at
        case Status.HAPPENED if _perfect(verb) or (verb.endswith("s") and _right_after(claim, before)):
            return "", at
        case Status.PLANNED if not _past(verb) and (
            last == "will" or (last == "to" and above in _list("plans"))
        ):
            return "planned to", at
        case Status.TENTATIVE if not _past(verb) and last in _list("open"):
            return "may", at
    return None


def _verb_at(claim: Claim, head: str) -> int:
    """Where in the sentence the verb begins: the trigger, the verb that carries it ("made a demand"), its "has"."""
    trigger = claim.exact[len(head) : claim.trigger_end - claim.start]
    if _past(trigger):
        return len(head)
    if trigger in _list("participle"):
        found = _PERFECT.search(head)
        return found.start() if found else len(head)
    carrying = (found for pattern in _CARRYING if (found := pattern.search(head)) and _past(found[1]))
    return next((found.start() for found in carrying), len(head))


def _perfect(verb: str) -> bool:
    return verb in ("has", "have", "had")


def _right_after(claim: Claim, before: list[str]) -> bool:
    """Whether a present tense stands right after its one subject ("Chile sends …", no noun: "Chile's demands")."""
    told = (claim.actor_text or "").lower().replace("’", "'").split()
    return len(claim.actor) == 1 and before[-1:] == told[-1:] and claim.event_type is not EventType.PROTEST


def _words_before(head: str) -> list[str]:
    """The words of a stretch in lower case, adverbs and auxiliaries of the perfect at its end left out."""
    plain = head.replace("’", "'").replace("n't", " n't").lower()
    words = re.findall(r"n't|[^\W_]+(?:['-][^\W_]+)*", plain)
    while words and (words[-1] in _list("skipped") or words[-1].endswith("ly")):
        words.pop()
    return words


def _past(word: str) -> bool:
    return word.islower() and (word.endswith("ed") or word in _list("past"))


def _clauses(claim: Claim, first: int) -> Iterator[str]:
    """The words from an offset in the claim's sentence to their clause's end, then shorter ones without "and …"."""
    rest = claim.exact[first:]
    found = _END.search(rest, claim.trigger_end - claim.start - first)
    clause = _trimmed(rest[: found.start()] if found else rest)
    if found is not None and found.group() == ", " and _HANGING.search(clause):
        return
    ends = {clause.split()[0].lower(), clause.split()[-1].lower()}
    if found is not None and found.group()[-1] in "“\"‘'" and ends & _list("calling"):
        return
    while clause:
        yield clause
        clause = _trimmed(clause.rpartition(" and ")[0])


def _spoken(clause: str, claim: Claim, facts: Facts) -> list[str] | None:
    """A clause as the line has it, in two pieces where a date stands inside; None where it cannot stand alone."""
    if len(clause.split()) > LONGEST or _QUOTES.search(clause) or _FIRST_PERSON.search(clause):
        return None
    pieces = [" ".join(piece.split()) for piece in _undated(clause, claim)]
    if any((verb := _FINITE.search(piece)) and not _BELOW.search(piece[: verb.start()]) for piece in pieces):
        return None
    if not pieces or _participle(" ".join(pieces), claim):
        return None
    named = _named(pieces, claim, facts)
    if not named or not _says_enough(named, claim) or any(map(_UNCLEAR.search, named)):
        return None
    return named


def _trimmed(clause: str) -> str:
    """The clause without prepositions, articles and conjunctions left over at its end."""
    clause = clause.rstrip()
    while (words := clause.split()) and words[-1].lower() in _list("left_over"):
        clause = clause[: -len(words[-1])].rstrip()
    return clause


def _participle(clause: str, claim: Claim) -> bool:
    """Whether the first word is a participle or lost its object ("accused of", "the duties imposed on")."""
    if _perfect(clause.partition(" ")[0]):
        clause = clause.partition(" ")[2]
    trigger, space, after = clause.partition(" ")
    needs = claim.event_type not in _SPEECH or claim.event_type is EventType.REJECT
    bare = needs and trigger not in _list("alone") and _ADVERBIAL.match(space + after)
    return bool(bare) or (trigger not in _list("alone") and after.startswith(("by ", "of ")))


def _undated(clause: str, claim: Claim) -> Iterator[str]:
    """The clause without the words that date the event, which the line says in full; nothing where they bound it."""
    at = clause.find(claim.date_text) if claim.date_text and claim.date else -1
    if at < 0 or claim.date_text is None:
        yield clause
        return
    before = _WHEN.sub("", clause[:at])
    if not _BOUND.search(before):
        yield before
        after = clause[at + len(claim.date_text) :].strip()
        if after:
            yield after


def _named(words: Sequence[str], claim: Claim, facts: Facts) -> list[str] | None:
    """The words with the recipient's name for a pronoun right after the trigger of a speech act."""
    trigger, _, rest = words[0].partition(" ")
    if not _PRONOUN.match(rest) or claim.event_type not in _TO_SOMEBODY:
        return [part for part in words if part]
    recipient = phrases.listed(phrases.parties(claim.recipient, facts))
    if not recipient or claim.recipient_text not in (None, rest.split()[0]):
        return None
    return [part for part in (trigger, recipient, rest.partition(" ")[2], *words[1:]) if part]


def _says_enough(words: Sequence[str], claim: Claim) -> bool:
    """Whether the words hold an object: more than the trigger, and in speech more than whom it was said to."""
    told_to = (
        set(_WORD.findall((claim.recipient_text or "").lower())) | _list("left_over") | _list("no_object")
    )
    plain = [word.lower() for part in words for word in _WORD.findall(part) if not word.endswith("ly")][1:]
    return any(word not in told_to for word in plain) if claim.event_type in _SPEECH else bool(plain)
