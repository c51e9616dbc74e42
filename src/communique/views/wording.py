"""What was asked, charged, refused or promised, in the report's own words: who did it, then the words as they stand.

The words are read off the sentence's text: from the word that tells the event to the end of its clause. What cannot be
taken over whole and still mean the same is left to `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.records import BlockKind, Claim, Event, EventType, Status
from communique.views import phrases
from communique.views.denials import denied
from communique.views.facts import Facts
from communique.views.lexicon import is_adverb, is_past, word_list
from communique.views.subjects import is_state, sides, subject_of

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
_PRONOUN = re.compile(r"(?:him|her|it|them) (?:not )?(?:to|of|for|that)\b")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_WHEN = re.compile(r"\s*(?:\b(?:late|early|earlier|later))?\s*(?:\b(?:in|on|during|at))?\s*$")
_BOUND = re.compile(
    r"\b(?:since|until|till|by|before|after|from|between|within|for|of|to|with|over|as|the|this|last|its|their|his|her|an?|and|or)$"
)
_UNCLEAR = re.compile(  # words that point at something told before
    r"\b(?:him|them|these|those|this|such|so|did so|here|there)\b|\bher\b(?! \w)|"
    r"\bit\b(?! (?:would|will|could|can|had|has|was|is|may|might|called|calls|said|says|saw|sees|holds|held))"
)
_SOMEBODYS = re.compile(r"^[^A-Z]*\b(?:his|her)\b")  # of nobody named before it in the words
_ADVERBIAL = re.compile(
    r"\s+(?:after|against|at|between|during|following|for|from|in|on|over|since|under|when|with|within)\b"
)
_NOT_OUT = re.compile(r"\b(?:has|have|had|did|does|do|would)(?: not|n[’']t) $")
_HANGING = re.compile(  # a clause whose verb stands behind the comma, a noun that does
    r"\b(?:that|whether|if|unless|because|when|although)"
    r"(?:(?: \S+){0,3}|(?: (?:the|an?|its|his|her|their|of|and|in|[A-Z]\S*))*(?: \S+)?)$|\ban? \S+-\w+$|"
    r"\b(?:appeal|call|demand|offer|plan|plea|proposal|request)s? (?:by|from|of)(?: [A-Z]\S*)+$"
)
_QUOTED_CLAUSE = re.compile(r"\s[“\"‘'](?:that|if|whether|what|how)\b")  # the quotation is the object
_COMPLEMENT = re.compile(
    r"\b(?:to|that|for|of|over|about|against)\b"
)  # what stands behind it is asked, charged, promised
_AND = re.compile(r" and (\w+)")
_FINITE = re.compile(r"\b(?:was|were|is|are)\b")
_BELOW = re.compile(  # what a clause of its own stands under
    r"\b(?:that|which|who|whom|whose|what|where|when|as|if|after|before|because|until|unless|how|why|said|says|nobody|and)\b"
)
_CONDITION = re.compile(r"\b(?:[Ii]f|[Uu]nless|Should|Were|provided|whether)\b")
_THEIRS = re.compile(r"^\S+ (?:[a-z]+ )?their\b")
_CHARGED = re.compile(  # what follows is somebody's charge
    r"\b(?:accus(?:ed|es|ing)|alleg(?:ed|es|ing|edly)|blam(?:ed|es|ing)|suspect(?:ed|s)|charged|claimed|claims that)\b|"
    r"\b(?:allegation|accusation|rumou?r|suspicion)s?\b"
)
_PERFECT = re.compile(r"\b(?:has|have|had)(?: \w+ly| also| now| since| already)* $")
_CARRYING = (
    re.compile(r"\b([a-z]+) $"),
    re.compile(r"\b([a-z]+) (?!to |not )[a-z]+ $"),
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
    if words := denied(claim):
        return Told(text=f"{words}.", words=(words,), claim=claim)
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
    if claim.status in (Status.PLANNED, Status.TENTATIVE) and _CONDITION.search(_rest(claim, spoken)):
        return None
    inside = bool(claim.date_text) and any(claim.date_text in part for part in spoken if claim.date_text)
    when = "" if inside else phrases.date_phrase(claim.date).strip()
    line = " ".join(filter(None, (actor, lead, *spoken)))
    text = f"{when}, {line}" if when else line
    sentence = " ".join(claim.exact.split())
    return Told(
        text=f"{text[0].upper()}{text[1:]}{phrases.according_to(claim, facts)}.",
        words=tuple(part for part in spoken if part in sentence),
        claim=claim,
        present=claim.status is Status.HAPPENED and spoken[0].split()[0].endswith("s"),
    )


def _rest(claim: Claim, spoken: Sequence[str]) -> str:
    """The claim's sentence without the words taken over."""
    rest = " ".join(claim.exact.split())
    for part in spoken:
        rest = rest.replace(part, " ")
    return rest


def _in_headline(claim: Claim, facts: Facts) -> bool:
    own = (s for s in facts.sentences.get(claim.report_id, []) if s.start <= claim.trigger_start < s.end)
    return any(sentence.block_kind is BlockKind.TITLE for sentence in own)


# ---------------------------------------------------------------- what


def _opening(claim: Claim) -> tuple[str, int] | None:
    """What stands between the actor and the words ("planned to", "may", nothing), and where in the sentence they begin.

    None where the words do not go with the actor as subject: passives, denials, the actor told elsewhere.
    """
    head = claim.exact[: claim.trigger_start - claim.start]
    if claim.actor_text is None or not all(side in head for side in sides(claim)):
        return None
    if claim.event_type not in _SPEECH and _CHARGED.search(head):
        return None
    relative = re.search(rf"(\w*)\W+(?:whom|which) {re.escape(claim.actor_text)}\b", head)
    if relative and relative[1] not in word_list("left_over"):
        return None  # the object stands before: "officers whom Peru holds responsible"
    if claim.status is Status.THREATENED and (found := _NOT_OUT.search(head)):
        return "", found.start()
    at = _verb_at(claim, head)
    verb = claim.exact[at:].split(maxsplit=1)[0]
    before = _words_before(claim.exact[:at])
    last, above = ["", "", *before][:-3:-1]
    match claim.status:
        case Status.HAPPENED | Status.THREATENED if is_past(verb) and last not in word_list(
            "passive"
        ) | word_list("unsaid"):
            return "", at
        case Status.HAPPENED if _perfect(verb) or (verb.endswith("s") and _right_after(claim, before)):
            return "", at
        case Status.PLANNED if not is_past(verb) and (
            last == "will" or (last == "to" and above in word_list("plans"))
        ):
            return ("was expected to" if above == "expected" else "planned to"), at
        case Status.TENTATIVE if not is_past(verb) and last in word_list("open"):
            return "may", at
    return None


def _verb_at(claim: Claim, head: str) -> int:
    """Where in the sentence the verb begins: the trigger, the verb that carries it ("made a demand"), its "has"."""
    trigger = claim.exact[len(head) : claim.trigger_end - claim.start]
    if is_past(trigger):
        return len(head)
    if trigger in word_list("participle"):
        found = _PERFECT.search(head)
        return found.start() if found else len(head)
    carrying = (found for pattern in _CARRYING if (found := pattern.search(head)) and is_past(found[1]))
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
    while words and is_adverb(words[-1]):
        words.pop()
    return words


def _clauses(claim: Claim, first: int) -> Iterator[str]:
    """The words from an offset in the claim's sentence to their clause's end, then shorter ones without "and …"."""
    rest = claim.exact[first:]
    found = _END.search(rest, claim.trigger_end - claim.start - first)
    clause = _trimmed(rest[: found.start()] if found else rest)
    if found is not None and found.group() == ", " and _HANGING.search(clause):
        return
    if found is not None and _QUOTED_CLAUSE.match(rest, found.start()):
        return
    ends = {clause.split()[0].lower(), clause.split()[-1].lower()}
    if found is not None and found.group()[-1] in "“\"‘'" and ends & word_list("calling"):
        return
    while clause:
        yield clause
        ends_at = [m.start() for m in _AND.finditer(clause) if is_past(m[1]) or m[1] in word_list("finite")]
        clause = _trimmed(clause[: ends_at[-1]]) if ends_at else ""


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
    if all(is_state(i, facts) for i in claim.actor) and any(map(_SOMEBODYS.search, named)):
        return None
    if len(claim.actor) == 1 and _THEIRS.search(named[0]):
        return None
    return named


def _trimmed(clause: str) -> str:
    """The clause without prepositions, articles and conjunctions left over at its end."""
    clause = clause.rstrip()
    while (words := clause.split()) and words[-1].lower() in word_list("left_over"):
        clause = clause[: -len(words[-1])].rstrip()
    return clause


def _participle(clause: str, claim: Claim) -> bool:
    """Whether the first word is a participle or lost its object ("accused of", "the duties imposed on")."""
    if _perfect(clause.partition(" ")[0]):
        clause = clause.partition(" ")[2]
    trigger, space, after = clause.partition(" ")
    relative = f"that {claim.actor_text} " in claim.exact  # "the permits that Peru has demanded for shoes"
    needs = claim.event_type not in (EventType.REQUEST, EventType.ACCUSE) or relative
    bare = needs and trigger not in word_list("alone") and _ADVERBIAL.match(space + after)
    return bool(bare) or (trigger not in word_list("alone") and after.startswith(("by ", "of ")))


def _undated(clause: str, claim: Claim) -> Iterator[str]:
    """The clause without the words that date the event, which the line says in full; whole if they date its object."""
    at = clause.find(claim.date_text) if claim.date_text and claim.date else -1
    if at < 0 or claim.date_text is None:
        yield clause
        return
    before, after = _WHEN.sub("", clause[:at]), clause[at + len(claim.date_text) :].strip()
    of_content = claim.event_type in _SPEECH and _COMPLEMENT.search(before)
    yield from [clause] if of_content or _BOUND.search(before) else filter(None, (before, after))


def _named(words: Sequence[str], claim: Claim, facts: Facts) -> list[str] | None:
    """The words with the recipient's name for a pronoun right after the trigger of a speech act."""
    trigger, _, rest = words[0].partition(" ")
    if not _PRONOUN.match(" ".join((rest, *words[1:]))) or claim.event_type not in _TO_SOMEBODY:
        return [part for part in words if part]
    recipient = phrases.listed(phrases.parties(claim.recipient, facts))
    if not recipient or claim.recipient_text not in (None, rest.split()[0]):
        return None
    return [part for part in (trigger, recipient, rest.partition(" ")[2], *words[1:]) if part]


def _says_enough(words: Sequence[str], claim: Claim) -> bool:
    """Whether the words hold an object: more than the trigger, and in speech more than when and to whom it was said."""
    told_to = {w.lower() for w in _WORD.findall(f"{claim.recipient_text or ''} {claim.date_text or ''}")}
    small = word_list("left_over") | word_list("no_object") | word_list("skipped")
    plain = [word.lower() for part in words for word in _WORD.findall(part) if not is_adverb(word)][1:]
    if claim.event_type not in _SPEECH or words[0].split()[0] in word_list("complete"):
        told_to = set()
    return any(word not in told_to | small for word in plain)
