"""Every place where a story's reports name a person, with the title that stands beside the name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from communique.names.forms import Parts, full, parts_of
from communique.names.nearby import state_beside, state_near
from communique.records import BlockKind, Report, Sentence, Spotted, SpottedKind

_BEFORE = re.compile(r"^(?:,? (?:Mr|Mrs|Ms|Dr|Gen|Sen|Sir|Lord|Dame|Prof|Col|Lt|Adm)\.?)? ?$|^: $")
_BEFORE_COMMA = re.compile(r"^, $")
_NO_TITLE = (
    "for|to|of|with|by|and|or|who|that|said|says|told|met|after|before|from|running|will|would|has|had|have|is"
    "|was|at|in|on|as|than|whose|but"
)
_AFTER = re.compile(
    rf"^,\s+(?:the|a|an|who is|who was|now|his|her|its|their)?\s*(?:(?!(?:{_NO_TITLE})\b)[\w.-]+\s+){{0,4}}$"
)
_FORMER = re.compile(
    r"\b(?:former|ex|then|late|predecessor|successor|incoming|designate|outgoing)\b", re.IGNORECASE
)
_DEPUTY = re.compile(r"\b(?:deputy|vice|assistant|under|junior|substitute|replacement)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:\bthe|\b(?:its|their)(?: [a-z-]+){0,2}|[’']s) ?$", re.IGNORECASE)
_MISTER = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Madame|Mme)\.? $")
_RESTART = re.compile(r" (?:He|She|The|It) ")
STYLES = frozenset(  # titles that say nothing of an office
    {"prince", "princess", "sheikh", "sheikha", "crown prince", "amir", "ayatollah", "cardinal", "archbishop"}
)
RANKS = STYLES | {
    "general", "lieutenant general", "major general", "brigadier general", "brigadier", "colonel", "admiral",
    "vice admiral", "rear admiral", "air marshal", "air chief marshal", "field marshal",
}  # fmt: skip
WEIGHTS = (1.0, 0.6, 0.5, 0.25, 0.2)  # what a report's spelling or title counts for, by its damage 0 to 4
FED = frozenset({BlockKind.BODY, BlockKind.TITLE})


@dataclass(frozen=True, slots=True)
class Title:
    """A role written beside a name. `core` is the title without state and modifiers, in lower case."""

    spotted: Spotted
    role: str | None
    state: str | None
    core: str
    former: bool
    deputy: bool
    told: bool = True  # the state is named with the title and not only known from the roles table
    owner: Spotted | None = None  # the person it belongs to: "Rossi's foreign minister"
    near: str | None = None  # the state that an "its" before it, or the capital around it, means


@dataclass(slots=True, eq=False)
class Sighting:
    """One name as written, with its words, title and sentence number."""

    spotted: Spotted
    parts: Parts
    sentence: int
    fed: bool  # stands in body or title
    title: Title | None = None
    gender: str | None = None
    beside: str | None = None  # the state named with the name itself: "Rossi of the Italian foreign ministry"

    @property
    def full(self) -> bool:
        """Whether given and family name are written."""
        return full(self.parts)

    @property
    def weak(self) -> bool:
        """Whether only a capital letter speaks for a name."""
        return self.spotted.reason == "capital" or self.spotted.kind is not SpottedKind.PERSON

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts sightings by report and place."""
        return self.spotted.report_id, self.spotted.start, self.spotted.end


@dataclass(frozen=True)
class Page:
    """One report as resolution reads it: its text, its fed sentences and what was spotted in each."""

    report: Report
    sentences: tuple[Sentence, ...]
    number: Mapping[str, int]
    spotted: tuple[Spotted, ...]
    day: str | None
    origin: str
    damage: int = 0  # 0 clean to 4 garbled: whose spelling of a name is believed first

    def around(self, spotted: Spotted) -> tuple[Spotted, ...]:
        """What was spotted within 60 letters of a stretch."""
        starts = self.starts
        low, high = bisect_left(starts, spotted.start - 60), bisect_right(starts, spotted.end + 60)
        return self.spotted[low:high]

    def in_sentence(self, number: int) -> tuple[Spotted, ...]:
        """What was spotted in the sentence of a number; () where there is none."""
        if not 0 <= number < len(self.sentences):
            return ()
        sentence = self.sentences[number]
        return self.spotted[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]

    @cached_property
    def starts(self) -> list[int]:
        """Where the spotted stretches begin, ascending."""
        return [s.start for s in self.spotted]

    def fed(self, spotted: Spotted) -> bool:
        """Whether a stretch stands in a body or title sentence."""
        i = self.number.get(spotted.sentence_id or "", -1)
        return i >= 0 and self.sentences[i].block_kind in FED


def read_page(
    report: Report,
    sentences: Sequence[Sentence],
    spotted: Sequence[Spotted],
    day: str | None,
    origin: str,
    damage: int,
) -> Page:
    """The page of one report, everything in text order."""
    ordered = tuple(sorted(sentences, key=lambda s: (s.start, s.end)))
    return Page(
        report=report,
        sentences=ordered,
        number={s.sentence_id: i for i, s in enumerate(ordered)},
        spotted=tuple(sorted(spotted, key=lambda s: (s.start, -s.end, s.kind, s.value or ""))),
        day=day,
        origin=origin,
        damage=damage,
    )


def find_sightings(page: Page) -> list[Sighting]:
    """The persons named on a page, in text order, each with its title where one stands right beside it."""
    roles = [s for s in page.spotted if s.kind is SpottedKind.ROLE]
    found = []
    for spotted in page.spotted:
        parts = parts_of(spotted.exact) if _name_like(spotted) else ()
        if parts:
            sighting = Sighting(
                spotted, parts, page.number.get(spotted.sentence_id or "", -1), page.fed(spotted)
            )
            mister = _MISTER.search(page.report.text, max(0, spotted.start - 8), spotted.start)
            sighting.gender = ("m" if mister[1] in ("Mr", "Sir", "Lord") else "f") if mister else None
            sighting.beside = state_beside(page, spotted)
            found.append(sighting)
    _attach(page, roles, found)
    return found


def _name_like(spotted: Spotted) -> bool:
    """A person, or two words that only the parser takes for a place or organisation."""
    if spotted.kind is SpottedKind.PERSON:
        return True
    guessed = spotted.reason == "entity" and spotted.kind in (SpottedKind.PLACE, SpottedKind.ORGANISATION)
    return guessed and spotted.exact.count(" ") == 1


def _attach(page: Page, roles: list[Spotted], sightings: list[Sighting]) -> None:
    """Gives each title to one name: to the name right after it, else right before, else after a comma."""
    text = page.report.text
    by_sentence: dict[str | None, list[Spotted]] = {}
    for spotted in roles:
        by_sentence.setdefault(spotted.sentence_id, []).append(spotted)
    used: set[int] = set()
    for beside in (_right_after, _in_apposition, _after_comma):
        for sighting in sightings:
            if sighting.title is None and not sighting.weak:
                here = [r for r in by_sentence.get(sighting.spotted.sentence_id, []) if r.start not in used]
                role = next((r for r in here if beside(text, r, sighting.spotted)), None)
                if role is not None:
                    used.add(role.start)
                    sighting.title = _title(page, _office_before(text, role, here, used))


def _office_before(text: str, role: Spotted, roles: list[Spotted], used: set[int]) -> Spotted:
    """The office before a title of rank: "Foreign Minister Prince Faisal", "the army's chief, General Obi"."""
    if role.exact.lower() in RANKS and role.state is None:
        for other in roles:
            gap = text[other.end : role.start] if other.end <= role.start else ""
            if gap == " " or (gap == ", " and (other.state or other.exact[0].isupper())):
                used.add(other.start)
                return other
    return role


def _right_after(text: str, role: Spotted, name: Spotted) -> bool:
    if not role.end <= name.start <= role.end + 8:
        return False
    gap = text[role.end : name.start]
    if gap in (" said ", " told ", " stated ", " mentioned "):  # "the spokesman said Li Ming He said"
        return bool(_RESTART.match(text, name.end))
    return bool(_BEFORE.match(gap))


def _in_apposition(text: str, role: Spotted, name: Spotted) -> bool:
    if not name.end <= role.start <= name.end + 60 or role.reason == "titles":
        return False
    return bool(_AFTER.match(text[name.end : role.start]))


def _after_comma(text: str, role: Spotted, name: Spotted) -> bool:
    if not role.end <= name.start <= role.end + 3 or role.reason == "titles":
        return False
    definite = _DEFINITE.search(text, max(0, role.start - 30), role.start) or role.state
    return bool(definite and _BEFORE_COMMA.match(text[role.end : name.start]))


def _title(page: Page, role: Spotted) -> Title:
    named = (SpottedKind.STATE, SpottedKind.ORGAN, SpottedKind.ORGANISATION)
    told = any(s.kind in named and role.start <= s.start and s.end <= role.end for s in page.around(role))
    near = None if role.state else state_near(page, role)
    return replace(read_title(page.report.text, role), told=told, owner=_owner(page, role), near=near)


def _owner(page: Page, role: Spotted) -> Spotted | None:
    """The person whose possessive stands right before a role."""
    text = page.report.text
    for other in page.around(role):
        near = other.kind is SpottedKind.PERSON and other.end <= role.start <= other.end + 4
        if near and re.fullmatch(r"[’'](?:s )?|[’']s? ", text[other.end : role.start]):
            return other
    return None


def read_title(text: str, role: Spotted) -> Title:
    """The title in a spotted role: its words without state, modifiers and what it is of."""
    head = text[max(0, role.start - 12) : role.end]
    return Title(
        spotted=role,
        role=None if role.exact.lower() in STYLES else role.value,
        state=role.state,
        core=role.exact,
        former=bool(_FORMER.search(head)),
        deputy=bool(_DEPUTY.search(role.exact))
        and not (role.value or "").startswith(("deputy", "assistant", "vice")),
    )
