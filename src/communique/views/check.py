"""Whether a sentence's spans hold what the sentence says: its names, numbers, dates and status words.

The check reads the sentence as text, as a reader would, and knows nothing of how it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from communique.records import Claim, EntityKind, Event, Mention, Moment, Status
from communique.views import phrases, terms
from communique.views.facts import Facts

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*", re.UNICODE)
_QUOTED = re.compile(r"“([^”]*)”")
_DATE = re.compile(
    rf"(?:(\d{{1,2}}) )?(?:({'|'.join(phrases.MONTHS)}) |(spring|summer|autumn|winter) )?((?:19|20)\d\d)\b"
)
_STATUS_WORDS: tuple[tuple[str, frozenset[Status]], ...] = (
    ("planned to", frozenset({Status.PLANNED})),
    (" may ", frozenset({Status.TENTATIVE})),
    (" postponed", frozenset({Status.POSTPONED})),
    (" cancelled", frozenset({Status.CANCELLED})),
    ("under way", frozenset({Status.ONGOING})),
    ("denied or did not", frozenset({Status.NEGATED})),
    ("as a possibility", frozenset({Status.HYPOTHETICAL})),
)
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "winter": "24"}
# Words a sentence of ours may begin with or use in capitals without naming anything.
_OWN_WORDS = {"a", "an", "the", "two", "reports", "report", "of", "and", "in"}


R = TypeVar("R", Mention, Moment)


class Cited(Protocol):
    """Anything that points at a stretch of a report."""

    @property
    def report_id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def exact(self) -> str: ...


def faults(text: str, citations: Iterable[Cited], facts: Facts) -> list[str]:
    """What the sentence says that its cited spans do not hold, in words; empty where they hold it all."""
    cited = list(citations)
    if not cited:
        return ["has no citation"]
    wrong = [
        f"{c.report_id} {c.start}-{c.end} does not hold its words"
        for c in cited
        if facts.reports[c.report_id].text[c.start : c.end] != c.exact
    ]
    plain, quoted = _QUOTED.sub(" ", text), _QUOTED.findall(text)
    wrong += [
        f"the quotation {q[:40]!r} is in no cited span" for q in quoted if not _held_literally(q, cited)
    ]
    undated = _DATE.sub(" ", plain)
    wrong += [f"the date {v} is in no cited span" for v in dates_in(plain) if not _date_held(v, cited, facts)]
    wrong += [
        f"the number {n} is in no cited span"
        for n in re.findall(r"\d+", undated)
        if not _number_held(n, cited)
    ]
    wrong += [f"the name {n} is in no cited span" for n in _names_missing(undated, cited, facts)]
    wrong += [
        f"no cited span says {w.strip()!r}"
        for w, s in _STATUS_WORDS
        if w in plain and not _status_held(s, cited, facts)
    ]
    return wrong


def words_faults(words: Iterable[str], citations: Iterable[Cited]) -> list[str]:
    """The stretches given as a report's own words that stand in no cited span."""
    cited = list(citations)
    return [f"the words {w[:40]!r} stand in no cited span" for w in words if not _held_literally(w, cited)]


def event_faults(
    text: str, event: Event, citations: Iterable[Cited], facts: Facts, *, words: Sequence[str] = ()
) -> list[str]:
    """What a sentence about an event says that no single claim of that event says in the cited spans.

    One span must tell the event with the status, the date (where the sentence has one) and the states of both sides;
    what is told as done must not lie ahead of the reports that tell it. Of the sides, a sentence in the report's own
    `words` answers only for those it names beside them.
    """
    cited = list(citations)
    own = [claim for c in cited for claim in _claims_within(c, facts) if claim.event_id == event.event_id]
    told = [claim for claim in own if claim.status is event.status]
    if not told:
        return [f"no cited span tells this event as {event.status}"]
    ours = text
    for stretch in words:
        ours = ours.replace(stretch, " ")
    dated = [claim for claim in told if claim.date == event.date] if dates_in(ours) else told
    if not dated:
        return ["no cited span tells this event with this status and date"]
    sides = {*event.actor_states, *event.recipient_states}
    if words:
        sides = {side for side in sides if phrases.called(side, facts) in ours}
    if not any(
        sides <= {*claim.actor_states, *claim.recipient_states} and _says_both(claim, sides, facts)
        for claim in dated
    ):
        return ["no cited span names both sides"]
    done = event.status in (Status.HAPPENED, Status.ONGOING) and (dates_in(ours) or not words)
    if done and all(_ahead(claim, facts) for claim in dated):
        return ["it is told as done and lies ahead of the reports"]
    return []


def _says_both(claim: Claim, sides: set[str], facts: Facts) -> bool:
    """Whether the claim's own sentence names its sides, rather than the affair around it."""
    if claim.actor_text is not None and (claim.recipient_text is not None or not claim.recipient_states):
        return True
    named = {m.entity_id for m in _within(facts.mentions.get(claim.report_id, []), claim) if m.entity_id}
    return sides <= named | {e.state for i in named if (e := facts.entities.get(i)) and e.state}


def _ahead(claim: Claim, facts: Facts) -> bool:
    date = facts.dates.get(claim.report_id)
    return bool(claim.date_start and date and date.published and claim.date_start > date.published)


def dates_in(text: str) -> list[str]:
    """The dates a sentence writes out, as EDTF values."""
    found = []
    for day, month, season, year in _DATE.findall(text):
        if month:
            value = f"{year}-{phrases.MONTHS.index(month) + 1:02}"
            found.append(f"{value}-{int(day):02}" if day else value)
        else:
            found.append(f"{year}-{_SEASONS[season]}" if season else year)
    return found


def _held_literally(quoted: str, cited: list[Cited]) -> bool:
    return any(" ".join(quoted.split()) in " ".join(c.exact.split()) for c in cited)


def _number_held(number: str, cited: list[Cited]) -> bool:
    return any(re.search(rf"(?<!\d){number}(?!\d)", c.exact) for c in cited)


def _date_held(value: str, cited: list[Cited], facts: Facts) -> bool:
    for c in cited:
        for moment in _within(facts.moments.get(c.report_id, []), c):
            ends = {moment.value, moment.date_start, moment.date_end, *(moment.value or "").split("/")}
            if value in ends:
                return True
    return False


def _names_missing(text: str, cited: list[Cited], facts: Facts) -> Iterator[str]:
    allowed = set(_OWN_WORDS)
    for c in cited:
        allowed |= {word.lower() for word in _words(c.exact)}
        for mention in _within(facts.mentions.get(c.report_id, []), c):
            if mention.entity_id:
                allowed |= {w.lower() for w in _words(phrases.called(mention.entity_id, facts))}
                allowed |= {w.lower() for w in _words(_state_of_place(mention.entity_id, facts))}
        for claim in _claims_within(c, facts):
            if claim.place_id and claim.place_text and claim.place_text in c.exact:
                allowed |= {w.lower() for w in _words(facts.name(claim.place_id))}
    for n, word in enumerate(_words(text)):
        if (
            word[0].isupper()
            and word.lower() not in allowed
            and not (n == 0 and word.lower() in phrases.own_words() | terms.first_words())
        ):
            yield word


def _state_of_place(entity_id: str, facts: Facts) -> str:
    """The name of the state a place lies in; "" for what is no place."""
    entity = facts.entities.get(entity_id)
    is_place = entity is not None and entity.kind is EntityKind.PLACE and entity.state
    return phrases.called(entity.state, facts) if entity is not None and is_place and entity.state else ""


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group()
        yield word[:-2] if word.endswith(("’s", "'s")) else word


def _status_held(statuses: frozenset[Status], cited: list[Cited], facts: Facts) -> bool:
    return any(claim.status in statuses for c in cited for claim in _claims_within(c, facts))


def _claims_within(cited: Cited, facts: Facts) -> list[Claim]:
    return [
        claim
        for claim in facts.claims_of.get(cited.report_id, [])
        if cited.start <= claim.trigger_start and claim.trigger_end <= cited.end
    ]


def _within(rows: list[R], cited: Cited) -> Iterator[R]:
    for row in rows:
        if row.start < cited.end and row.end > cited.start:
            yield row
