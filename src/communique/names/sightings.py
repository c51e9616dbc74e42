"""Every place where a story's reports name a person, with the title that stands beside the name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.names.forms import Parts, full, parts_of
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
_DEPUTY = re.compile(r"\b(?:deputy|vice|assistant|under|junior)\b", re.IGNORECASE)
_MISTER = re.compile(r"\b(Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Madame|Mme)\.? $")
_RESTART = re.compile(r" (?:He|She|The|It) ")
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


@dataclass(slots=True, eq=False)
class Sighting:
    """One name as written, with its words, title and sentence number."""

    spotted: Spotted
    parts: Parts
    sentence: int
    fed: bool  # stands in body or title
    title: Title | None = None
    gender: str | None = None

    @property
    def full(self) -> bool:
        """Whether given and family name are written."""
        return full(self.parts)

    @property
    def weak(self) -> bool:
        """Whether only a capital letter speaks for a name."""
        return self.spotted.reason == "capital"

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

    def fed(self, spotted: Spotted) -> bool:
        """Whether a stretch stands in a body or title sentence."""
        i = self.number.get(spotted.sentence_id or "", -1)
        return i >= 0 and self.sentences[i].block_kind in FED


def read_page(
    report: Report, sentences: Sequence[Sentence], spotted: Sequence[Spotted], day: str | None, origin: str
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
    )


def find_sightings(page: Page) -> list[Sighting]:
    """The persons named on a page, in text order, each with its title where one stands right beside it."""
    roles = [s for s in page.spotted if s.kind is SpottedKind.ROLE]
    found = []
    for spotted in page.spotted:
        if spotted.kind is not SpottedKind.PERSON:
            continue
        parts = parts_of(spotted.exact)
        if parts:
            sighting = Sighting(
                spotted, parts, page.number.get(spotted.sentence_id or "", -1), page.fed(spotted)
            )
            mister = _MISTER.search(page.report.text, max(0, spotted.start - 8), spotted.start)
            sighting.gender = ("m" if mister[1] in ("Mr", "Sir", "Lord") else "f") if mister else None
            found.append(sighting)
    _attach(page, roles, found)
    return found


def _attach(page: Page, roles: list[Spotted], sightings: list[Sighting]) -> None:
    text = page.report.text
    used: set[int] = set()
    for want_before in (True, False):
        for sighting in sightings:
            if sighting.title is None and not sighting.weak:
                for role in roles:
                    if (
                        role.start not in used
                        and role.sentence_id == sighting.spotted.sentence_id
                        and _beside(text, role, sighting.spotted, want_before)
                    ):
                        sighting.title = _title(page, role)
                        used.add(role.start)
                        break


def _beside(text: str, role: Spotted, name: Spotted, before: bool) -> bool:
    if before:
        if not role.end <= name.start <= role.end + 8:
            return (
                role.start < name.start < role.end and name.end <= role.start
            )  # never: a name inside its role
        gap = text[role.end : name.start]
        if _BEFORE.match(gap):
            return True
        definite = (
            re.search(r"(?:\b[Tt]he|’s|'s) ?$", text[max(0, role.start - 5) : role.start]) or role.state
        )
        single = role.reason != "titles"
        if gap in (" said ", " told ", " stated ", " mentioned "):  # "the spokesman said Li Ming He said"
            return bool(_RESTART.match(text, name.end))
        return bool(definite and single and _BEFORE_COMMA.match(gap))
    if not name.end <= role.start <= name.end + 60:
        return False
    return bool(_AFTER.match(text[name.end : role.start]))


def _title(page: Page, role: Spotted) -> Title:
    named = (SpottedKind.STATE, SpottedKind.ORGAN)
    told = any(s.kind in named and role.start <= s.start and s.end <= role.end for s in page.spotted)
    return replace(read_title(page.report.text, role), told=told, owner=_owner(page, role))


def _owner(page: Page, role: Spotted) -> Spotted | None:
    """The person whose possessive stands right before a role."""
    text = page.report.text
    for other in page.spotted:
        near = other.kind is SpottedKind.PERSON and other.end <= role.start <= other.end + 4
        if near and re.fullmatch(r"[’'](?:s )?|[’']s? ", text[other.end : role.start]):
            return other
    return None


def read_title(text: str, role: Spotted) -> Title:
    """The title in a spotted role: its words without state, modifiers and what it is of."""
    head = text[max(0, role.start - 12) : role.end]
    return Title(
        spotted=role,
        role=role.value,
        state=role.state,
        core=role.exact,
        former=bool(_FORMER.search(head)),
        deputy=bool(_DEPUTY.search(role.exact))
        and not (role.value or "").startswith(("deputy", "assistant", "vice")),
    )
