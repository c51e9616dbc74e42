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
_POSSESSIVE = re.compile(r"^[’']s? $")
_SEATED = (
    re.compile(  # ", the deputy director in", " of the fisheries ministry in", ", who heads the office in"
        r"^(?:, (?:the|an?|who|its|their) |,? (?:of|from|at|for) the )(?:[a-z][\w’'-]* ){1,9}in $"
    )
)
_APPOSITION = re.compile(
    r"^, (?:the|an?|one of the|who \w+ the) (?:[a-z][\w’'-]* ){1,6}(?:of|for|at|in) (?:the )?$"
)
_POSTED = re.compile(
    r"\b(?:ambassador|envoy|consul|charg|correspondent|attach|colleague|diplomat|visit|talks|met|held)"
)
_APPOSED = re.compile(
    r"^ (?:[a-z][\w’'-]* ){1,4}(?:in [A-Z]\w+)?, $|^ (?:[a-z][\w’'-]* ){0,4}[a-z][\w’'-]*(?: in [A-Z]\w+)?, $"
)
_COLLEAGUE = re.compile(r"^ (?:colleague|counterpart|opposite number)\b")
_TEAM = re.compile(r"^ (?:coach|captain|manager|skipper|delegate|negotiator|envoy|team leader),? $")
_HEAD_OF = re.compile(
    r"\b(?:arbitrator|boss|chair\w*|chief|commander|deputy|director|head|inspector|leader|manager|member|minister"
    r"|negotiator|official|president|prosecutor|secretary|spokes\w+|superintendent|supervisor)(?: \w+){0,2}"
    r" (?:of|at|in|for) (?:the )?$"
)
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
        colon = page.report.text.rfind(":", here[-1].end, role.start) >= 0
        return (here[0] if colon else here[-1]).state  # "Peru sided with Chile: its spokesman"
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
        seat = other.kind is SpottedKind.PLACE and other.reason == "capital"
        if not (_is_state(other) or (seat and other.start >= name.end)):
            continue
        after, before = text[name.end : other.start], text[other.end : name.start]
        if other.start >= name.end and (
            (_OF.match(after) and not seat) or (_demonym(other) and _NATIONAL.match(after))
        ):
            return other.state
        if other.end <= name.start and _demonym(other) and _BEFORE.match(before):
            return other.state
        if other.end <= name.start and other.kind is SpottedKind.STATE and _POSSESSIVE.match(before):
            return other.state
        if other.start >= name.end and _belongs(text, name, other, after):
            return other.state
        if other.end <= name.start and _demonym(other) and _apposed(text, other, before):
            return other.state
        if other.end <= name.start and other.reason == "name" and _TEAM.match(before):
            return other.state
    return None


def _apposed(text: str, other: Spotted, before: str) -> bool:
    """Whether a name stands in apposition to somebody of a state: "the chief of the Peruvian customs, X"."""
    headed = _HEAD_OF.search(text, max(0, other.start - 60), other.start) or _COLLEAGUE.match(before)
    return bool(headed and _APPOSED.match(before))


def _belongs(text: str, name: Spotted, other: Spotted, after: str) -> bool:
    """Whether an apposition or "of" right after a name holds a state: "X, the deputy director in Lima"."""
    if other.reason == "capital":
        posted = _POSTED.search(after) is not None
        return not posted and bool(_SEATED.match(after))
    return bool(_APPOSITION.match(after))


def _demonym(spotted: Spotted) -> bool:
    return spotted.kind is SpottedKind.STATE and spotted.reason == "demonym"
