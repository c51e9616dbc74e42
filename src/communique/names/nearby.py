"""The state of a person by the words around the name or title: "its spokesman", "a Norwegian skipper"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.records import Spotted, SpottedKind

if TYPE_CHECKING:
    from communique.names.sightings import Page

_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir) (?:[\w-]+ ){0,2}$")
_OF = re.compile(r"^,? (?:of|from|at|for|with) (?:the )?$")
_NATIONAL = re.compile(r"^, (?:an?|the) (?:[\w-]+ )?$")
_BEFORE = re.compile(r"^ (?:[a-z][\w-]* ){1,3}$")
_SPOKE_AT = re.compile(r"\b(?:briefing|conference|reporters|journalists|statement|press) in $")
BACK = 3  # sentences back in which an "its" looks for its state


def state_near(page: Page, role: Spotted) -> str | None:
    """The state that "its" before a title means, or in whose capital the one so titled briefs; None where unclear."""
    text = page.report.text
    if _ITS.search(text, max(0, role.start - 30), role.start) or _ITS.match(role.exact + " "):
        return _owner_of(page, role)
    number = page.number.get(role.sentence_id or "", -1)
    briefed = {
        s.state
        for s in page.in_sentence(number)
        if s.reason == "capital" and _SPOKE_AT.search(text, max(0, s.start - 40), s.start)
    }
    return briefed.pop() if len(briefed) == 1 else None


def _owner_of(page: Page, role: Spotted) -> str | None:
    """The last organ or state before a title in its sentence, else the first of the nearest sentence that has one."""
    number = page.number.get(role.sentence_id or "", -1)
    if number < 0:
        return None
    here = [s for s in _told(page, number) if s.end <= role.start and not _demonym(s)]
    if here:
        return here[-1].state
    for back in range(1, BACK + 1):
        found = _told(page, number - back)
        if found:
            organs = [s for s in found if s.kind is SpottedKind.ORGAN]
            return organs[-1].state if organs else found[0].state
    return None


def _told(page: Page, number: int) -> list[Spotted]:
    """The states and organs of a sentence outside its quotations."""
    spotted = page.in_sentence(number)
    quotations = [s for s in spotted if s.kind is SpottedKind.QUOTATION]
    return [s for s in spotted if _is_state(s) and not any(q.start <= s.start < q.end for q in quotations)]


def _is_state(spotted: Spotted) -> bool:
    return spotted.kind in (SpottedKind.STATE, SpottedKind.ORGAN) and bool(spotted.state)


def state_beside(page: Page, name: Spotted) -> str | None:
    """The state named with a name: "X of the Greek ministry", "the Norwegian skipper X", "X, a Filipino cook"."""
    text = page.report.text
    for other in page.around(name):
        if not _is_state(other):
            continue
        after, before = text[name.end : other.start], text[other.end : name.start]
        if other.start >= name.end and (_OF.match(after) or (_demonym(other) and _NATIONAL.match(after))):
            return other.state
        if other.end <= name.start and _demonym(other) and _BEFORE.match(before):
            return other.state
    return None


def _demonym(spotted: Spotted) -> bool:
    return spotted.kind is SpottedKind.STATE and spotted.reason == "demonym"
