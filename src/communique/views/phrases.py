"""One event as one English sentence, made of its fields and of nothing else."""

from __future__ import annotations

import datetime
import re
from functools import cache

from communique.records import Claim, EntityKind, Event, EventType, Status
from communique.rules import load_table
from communique.views.facts import Facts
from communique.views.lexicon import word_list

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
_SEASON = re.compile(r"^(\d{4})-(2[1-4])$")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_DEEDS = (EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.PROTEST)


@cache
def _forms() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["event_type"], row["mode"]): dict(row) for row in load_table("views/phrases.tsv")}


@cache
def _prose() -> dict[str, str]:
    return {row["entity_id"]: row["prose"] for row in load_table("views/states_in_prose.tsv")}


@cache
def own_words() -> frozenset[str]:
    """The words our sentences are made of, beside names, dates and places."""
    forms = [
        text for row in _forms().values() for name, text in row.items() if name in ("past", "base", "noun")
    ]
    return frozenset(re.findall(r"[a-z]+", " ".join(forms))) | {"officials"}


def called(entity_id: str, facts: Facts) -> str:
    """An entity's name as running text writes it ("the United States")."""
    name = _prose().get(entity_id) or facts.name(entity_id)
    return f"the {name}" if _is_body(entity_id, facts) and not name.lower().startswith("the ") else name


def _is_body(entity_id: str, facts: Facts) -> bool:
    """Whether an organisation's name is one of common words that wants an article ("the Libyan National Army")."""
    entity = facts.entities.get(entity_id)
    known = entity is not None and entity.kind is EntityKind.ORGANISATION and entity_id not in _prose()
    return known and entity is not None and not word_list("with_article").isdisjoint(entity.name.split())


def parties(ids: tuple[str, ...], facts: Facts) -> list[str]:
    """The names of one side, persons before their states: a state is left out where a person stands for it."""
    known = [(i, facts.entities.get(i)) for i in dict.fromkeys(ids)]
    spoken_for = {e.state for _, e in known if e and e.kind is EntityKind.PERSON and e.state}
    return [
        called(i, facts)
        for i, e in known
        if not (i in spoken_for and (e is None or e.kind is EntityKind.STATE))
    ]


def listed(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def sentence(event: Event, facts: Facts) -> str | None:
    """What an event says, with date and place; None where it has no actor."""
    actors = parties(event.actor, facts)
    recipients = [name for name in parties(event.recipient, facts) if name not in actors]
    if not actors:
        return None
    kind = "mutual" if not recipients and len(actors) > 1 and event.mode is None else event.mode or ""
    forms = _forms().get((event.event_type, kind)) or _forms()[event.event_type, ""]
    when, where = date_phrase(event.date), _place(event, facts)
    host = listed(recipients)
    if event.mode == "visit" and where and _of_host(event, facts):
        host, where = f"{where.removeprefix(' in ')} in {host}", ""
    made = _said(event.status, forms, _travelling(event, actors, facts), host, dated=bool(event.date))
    line = f"{made}{where}{when}{_hearsay(event, facts)}."
    return line[0].upper() + line[1:]


def _hearsay(event: Event, facts: Facts) -> str:
    """Whose word a deed is, where every report that tells it has it from another side than its actor."""
    if event.event_type not in _DEEDS or event.status not in (Status.HAPPENED, Status.ONGOING):
        return ""
    told = [claim for claim in facts.claims.get(event.event_id, []) if claim.status is event.status]
    tellers = [according_to(claim, facts) for claim in told]
    return tellers[0] if tellers and all(tellers) else ""


def according_to(claim: Claim, facts: Facts) -> str:
    """ ", according to …" where a claim rests on the word of somebody of another side than its actor, else ""."""
    teller = claim.alleged_by or claim.attributed_to
    if not teller or teller in (*claim.actor, *claim.actor_states):
        return ""
    if re.search(r"\bwhich according to\b", claim.exact):
        return ""  # said of a side remark
    entity = facts.entities.get(teller)
    if entity is not None and (entity.state or entity.entity_id) in claim.actor_states:
        return ""
    if entity is not None:
        return f", according to {called(teller, facts)}"
    stands = re.search(
        rf"(?:\b(?:the|a|an) )?{re.escape(' '.join(teller.split()))}", " ".join(claim.exact.split()), re.I
    )
    return (
        f", according to {stands[0][0].lower()}{stands[0][1:]}"
        if stands and " " in teller and teller[0].islower()
        else ""
    )


def _travelling(event: Event, actors: list[str], facts: Facts) -> str:
    """The actors; states do not travel, their officials do."""
    if event.mode == "visit" and not any(_is_person(i, facts) for i in event.actor):
        return f"officials of {listed(actors)}"
    return listed(actors)


def _is_person(entity_id: str, facts: Facts) -> bool:
    entity = facts.entities.get(entity_id)
    return entity is not None and entity.kind is EntityKind.PERSON


def _said(status: Status, forms: dict[str, str], actor: str, recipient: str, *, dated: bool) -> str:
    past, base, noun = (_filled(forms[form], actor, recipient) for form in ("past", "base", "noun"))
    number = forms["noun_is"]
    match status:
        case Status.HAPPENED:
            return f"{actor} {past}"
        case Status.THREATENED:
            return f"{actor} {past}"
        case Status.ONGOING:
            return f"{_article(noun, number)} {_be(number, past=dated)} under way"
        case Status.PLANNED:
            return f"{actor} planned to {base}"
        case Status.TENTATIVE:
            return f"{actor} may {base}"
        case Status.POSTPONED:
            return f"{_article(noun, number)} {_be(number, past=True)} postponed"
        case Status.CANCELLED:
            return f"{_article(noun, number)} {_be(number, past=True)} cancelled"
        case Status.HYPOTHETICAL:
            return f"{_article(noun, number)} {_be(number, past=True)} spoken of as a possibility"
        case Status.NEGATED:
            return f"{_article(noun, number)} {_be(number, past=False)} denied or did not come about"


def _be(number: str, *, past: bool) -> str:
    if number == "many":
        return "were" if past else "are"
    return "was" if past else "is"


def _article(noun: str, number: str) -> str:
    """The noun with the article it takes: none in the plural and for masses ("aid")."""
    return noun if number else f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _filled(form: str, actor: str, recipient: str) -> str:
    kept = _OPTIONAL.sub(lambda m: m.group(1) if recipient else "", form)
    return kept.format(actor=actor, recipient=recipient)


_CUE_INSIDE = re.compile(r"[,.?!](?= (?:said|says|told|added|stated|mentioned|declared|remarked)\b(?! I\b))")


def spoken_part(words: str) -> str:
    """The words of a quotation on one line, up to a cue that a lost closing mark let in (", said the minister")."""
    line = " ".join(words.split())
    cue = _CUE_INSIDE.search(line)
    return line[: cue.end()] if cue and len(line[: cue.start()].split()) > 3 else line


def says_too_little(event: Event) -> bool:
    """Whether an event's phrase alone tells nobody anything: a request, an offer, a charge of nobody knows what."""
    if event.event_type is EventType.AGREE:
        return bool(set(event.recipient) - set(event.actor))
    if event.status in (Status.NEGATED, Status.HYPOTHETICAL) and event.event_type is not EventType.CONSULT:
        return True
    return event.event_type in _SPOKEN and event.mode in (None, "allege")


_SPOKEN = (EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.ACCUSE)


def _of_host(event: Event, facts: Facts) -> bool:
    """Whether the place of a visit lies in the one state visited."""
    place = facts.entities.get(event.place_id) if event.place_id else None
    return place is not None and place.kind is EntityKind.PLACE and event.recipient == (place.state,)


def _place(event: Event, facts: Facts) -> str:
    place = facts.entities.get(event.place_id) if event.place_id else None
    if place is None or place.name in (called(i, facts) for i in (*event.recipient, *event.actor)):
        return ""
    if event.mode == "visit" and event.recipient and place.state not in event.recipient_states:
        return ""
    return f" in {called(place.entity_id, facts)}"


def date_phrase(value: str | None) -> str:
    """An EDTF value as " on 18 June 2023", " in June 2023", " between 18 June 2023 and 19 June 2023" or "".

    Seven days from a Monday are a week: " in the week of 12 June 2023".
    """
    if not value:
        return ""
    if "/" in value:
        first, last = value.split("/", 1)
        if not first.strip(".") or not last.strip("."):
            return ""
        if _is_week(first, last):
            return f" in the week of {spoken(first)}"
        return f" between {spoken(first)} and {spoken(last)}"
    return f" {'on' if _DAY.match(value) else 'in'} {spoken(value)}"


def _is_week(first: str, last: str) -> bool:
    """Whether an interval is seven days from a Monday."""
    if not _DAY.match(first) or not _DAY.match(last):
        return False
    monday = datetime.date.fromisoformat(first)
    return monday.weekday() == 0 and datetime.date.fromisoformat(last) - monday == datetime.timedelta(days=6)


def spoken(value: str) -> str:
    """A single EDTF date in words: "18 June 2023", "June 2023", "summer 2023", "2023"."""
    if day := _DAY.match(value):
        return f"{int(day[3])} {MONTHS[int(day[2]) - 1]} {day[1]}"
    if month := _MONTH.match(value):
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    if season := _SEASON.match(value):
        return f"{_SEASONS[season[2]]} {season[1]}"
    return value
