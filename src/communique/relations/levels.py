"""At which level an encounter takes place: that of the persons and bodies who meet, the junior side deciding."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.records import Claim, EntityKind, Mention
from communique.relations.affairs import Affair, Line
from communique.relations.clauses import Word, levels_in, rank_of, role_levels
from communique.relations.days import Day
from communique.relations.dyads import states_of

_SAID = re.compile(
    r"(?i)\b(?:said|says|told|added|announced|explained|insisted|mentioned|stated|informed|reported|replied"
    r"|according to|retorted|quipped|claimed|alleged|declared|noted|warned|confirmed|specified|instructed|saying)\b"
)
_MINISTERS = ("foreign_minister", "defence", "trade", "finance", "climate")
_WHO = re.compile(r"(?i)\W*(?:who|which|where)\b")
_OFFICE = re.compile(r"(?i)minist|secretar|preach")


@dataclass(frozen=True, slots=True)
class Level:
    """A level as told; `sure` False where only what stands before suggests it, `strong` where persons are named."""

    name: str | None
    sure: bool
    strong: bool = False


class Before:
    """Who was named earlier in a report: what "the ministers" or "the two sides" stand for."""

    def __init__(self) -> None:
        self.any: str | None = None
        self.ministers: str | None = None
        self.day: Day | None = None

    def hear(self, text: str) -> None:
        """Take note of the levels a sentence names."""
        for word in levels_in(text):
            said = text[word.start : word.end].lower()
            if word.strength == 2:
                self.any = word.label
            if word.label in _MINISTERS and _OFFICE.search(said):
                self.ministers = word.label
            elif word.label == "senior_diplomat" and "ministr" in said:
                self.ministers = "foreign_minister"

    def meant(self, words: str) -> Level:
        """The level words like "the ministers", "both sides" stand for."""
        if _OFFICE.search(words):
            return Level(self.ministers or self.any, self.ministers is not None)
        return Level(self.any, False)


def level_of(
    affair: Affair, line: Line, span: tuple[int, int], claim: Claim | None, before: Before, *, signed: bool
) -> Level:
    """The level of the encounter a clause tells, by its words, its claim, the houses named, what stands before.

    `signed`: the clause tells of a signature alone; the visit it speaks of besides says nothing of who signed.
    """
    if (visitor := _visitor(affair, line, claim)) is not None:
        return Level(visitor, True, True)
    words = _words(affair, line, span)
    strong = [w.label for w in words if w.strength == 2] + _persons(affair, line, span, claim)
    if not strong and claim is not None:
        told = levels_in(f"{claim.actor_text or ''} · {claim.recipient_text or ''}")
        strong = [w.label for w in told if w.strength == 2]
    if strong:
        return Level(_junior(strong), True, True)
    houses = [w.label for w in words if w.strength == 1 and not (signed and rank_of(w.label) == 0)]
    if houses:
        return Level(houses[0], True)
    return _repeated(line, span, words, before)


def _junior(levels: list[str]) -> str:
    """The junior of the levels; experts of a customs service speak for trade."""
    held = set(levels) - {"working_level"} if "trade" in levels else set(levels)
    return max(held, key=lambda level: (rank_of(level), level))


def _repeated(line: Line, span: tuple[int, int], words: list[Word], before: Before) -> Level:
    text = line.sentence.exact
    inside = Before()
    inside.any, inside.ministers = before.any, before.ministers
    inside.any = None if _WHO.match(text[span[0] :]) else inside.any
    inside.hear(text[: span[0]])
    if _WHO.match(text[span[0] :]) and inside.any:
        return Level(inside.any, True)
    inside.any = inside.any or before.any
    repeats = [w for w in words if w.strength == 0]
    office = next((w for w in repeats if _OFFICE.search(text[w.start : w.end])), None)
    if office is not None:
        return inside.meant(text[office.start : office.end])
    return Level(inside.any, False)


def _visitor(affair: Affair, line: Line, claim: Claim | None) -> str | None:
    """The level of the one who travels, where a claim names the traveller."""
    if claim is None or claim.mode != "visit" or len(claim.actor_states) != 1:
        return None
    for entity_id in claim.actor:
        mention = next((m for m in line.mentions if m.entity_id == entity_id), None)
        if level := _of_person(affair, entity_id, mention):
            return level
    told = [w for w in levels_in(claim.actor_text or "") if w.strength == 2]
    return told[0].label if told else None


def _words(affair: Affair, line: Line, span: tuple[int, int]) -> list[Word]:
    """The level words of a clause but those of third states and of persons who only speak about it."""
    low, text = line.sentence.start, line.sentence.exact
    ours = set(states_of(affair.dyad))
    found = []
    for word in levels_in(text):
        if not span[0] <= word.start < span[1]:
            continue
        owner = _owner(affair, line, low + word.start, low + word.end)
        if owner is not None and owner not in ours:
            continue
        if _speaks(line, low + word.start, low + word.end):
            continue
        found.append(word)
    return found


def _owner(affair: Affair, line: Line, start: int, end: int) -> str | None:
    """The state whose officer a title names: right before it, or after "of"; else that of the name beside it."""
    text, low = line.sentence.exact, line.sentence.start
    for mention in line.mentions:
        if mention.start <= start and end <= mention.end:
            return affair.state_of(mention.entity_id)
        between = text[mention.end - low : start - low]
        if mention.end <= start and len(between) <= 12 and re.fullmatch(r"(?:['’]s?)?(?:\s\w+)?\s", between):
            return affair.state_of(mention.entity_id)
        after = text[end - low : mention.start - low]
        if (
            mention.start >= end
            and len(after) <= 16
            and re.fullmatch(r",?\s(?:(?:of|for) (?:the )?)?", after)
        ):
            return affair.state_of(mention.entity_id)
    return None


def _speaks(line: Line, start: int, end: int) -> bool:
    """Whether a title belongs to somebody who only says it: a name follows and a verb of saying stands beside."""
    name = next((m for m in line.mentions if end <= m.start <= end + 4), None)
    return name is not None and _says(line, name, start)


def _says(line: Line, name: Mention, start: int | None = None) -> bool:
    """Whether a verb of saying stands beside a name (with its title, which begins at `start`)."""
    text, low = line.sentence.exact, line.sentence.start
    begin = name.start if start is None else start
    after, lead = text[name.end - low : name.end - low + 14], text[max(0, begin - low - 30) : begin - low]
    return bool(_SAID.search(after)) or bool(re.search(_SAID.pattern + r"[^,;]{0,24}$", lead))


def _persons(affair: Affair, line: Line, span: tuple[int, int], claim: Claim | None) -> list[str]:
    low = line.sentence.start
    ours = set(states_of(affair.dyad))
    ids = set(claim.actor) | set(claim.recipient) if claim else None
    found = []
    for mention in line.mentions:
        entity = affair.acting(mention)
        if entity is None or entity.kind is not EntityKind.PERSON or entity.state not in {*ours, None}:
            continue
        inside = low + span[0] <= mention.start < low + span[1]
        takes_part = entity.entity_id in ids if ids is not None else inside and not _says(line, mention)
        if takes_part and (level := _of_person(affair, entity.entity_id, mention)):
            found.append(level)
    return found


def _of_person(affair: Affair, entity_id: str, mention: Mention | None) -> str | None:
    """The level of a person: what most of the titles beside the name say, else the office at the date."""
    entity = affair.entities.get(entity_id)
    if entity is None or entity.kind is not EntityKind.PERSON:
        return None
    if (level := affair.titles.get(entity_id)) is not None:
        return level
    if mention is not None and (level := role_levels().get(mention.role_at_date or "")) is not None:
        return level
    held = [role_levels().get(role.role) for role in entity.roles]
    return next((level for level in held if level), None)
