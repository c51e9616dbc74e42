"""One event as one English sentence, made of its fields and of nothing else."""

from __future__ import annotations

import re
from functools import cache

from communique.records import EntityKind, Event, Status
from communique.rules import load_table
from communique.views.facts import Facts

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
_SEASON = re.compile(r"^(\d{4})-(2[1-4])$")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


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
    return _prose().get(entity_id) or facts.name(entity_id)


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
    made = _said(
        event.status, forms, _travelling(event, actors, facts), listed(recipients), dated=bool(event.date)
    )
    when, where = date_phrase(event.date), _place(event, facts)
    line = f"{made}{where}{when}."
    return line[0].upper() + line[1:]


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
    match status:
        case Status.HAPPENED:
            return f"{actor} {past}"
        case Status.THREATENED:
            return f"{actor} {past}"
        case Status.ONGOING:
            return f"{_article(noun)} {_be(noun, past=dated)} under way"
        case Status.PLANNED:
            return f"{actor} planned to {base}"
        case Status.TENTATIVE:
            return f"{actor} may {base}"
        case Status.POSTPONED:
            return f"{_article(noun)} {_be(noun, past=True)} postponed"
        case Status.CANCELLED:
            return f"{_article(noun)} {_be(noun, past=True)} cancelled"
        case Status.HYPOTHETICAL:
            return f"{_article(noun)} {_be(noun, past=True)} spoken of as a possibility"
        case Status.NEGATED:
            return f"{_article(noun)} {_be(noun, past=False)} denied or did not come about"


_MANY = ("talks", "restrictions", "punitive", "arrests")  # first words of nouns in the plural


def _be(noun: str, *, past: bool) -> str:
    if noun.split()[0] in _MANY:
        return "were" if past else "are"
    return "was" if past else "is"


def _article(noun: str) -> str:
    word = noun.split()[0]
    if word in (
        "talks",
        "restrictions",
        "arrests",
        "punitive",
        "backing",
        "aid",
        "cooperation",
        "coercion",
        "access",
    ):
        return noun
    return f"{'an' if word[0] in 'aeiou' else 'a'} {noun}"


def _filled(form: str, actor: str, recipient: str) -> str:
    kept = _OPTIONAL.sub(lambda m: m.group(1) if recipient else "", form)
    return kept.format(actor=actor, recipient=recipient)


def _place(event: Event, facts: Facts) -> str:
    place = facts.entities.get(event.place_id) if event.place_id else None
    if place is None or place.name in (called(i, facts) for i in (*event.recipient, *event.actor)):
        return ""
    return f" in {called(place.entity_id, facts)}"


def date_phrase(value: str | None) -> str:
    """An EDTF value as " on 18 June 2023", " in June 2023", " between 18 June 2023 and 19 June 2023" or ""."""
    if not value:
        return ""
    if "/" in value:
        first, last = value.split("/", 1)
        if not first.strip(".") or not last.strip("."):
            return ""
        return f" between {spoken(first)} and {spoken(last)}"
    return f" {'on' if _DAY.match(value) else 'in'} {spoken(value)}"


def spoken(value: str) -> str:
    """A single EDTF date in words: "18 June 2023", "June 2023", "summer 2023", "2023"."""
    if day := _DAY.match(value):
        return f"{int(day[3])} {MONTHS[int(day[2]) - 1]} {day[1]}"
    if month := _MONTH.match(value):
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    if season := _SEASON.match(value):
        return f"{_SEASONS[season[2]]} {season[1]}"
    return value
