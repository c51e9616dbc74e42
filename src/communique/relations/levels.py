"""At which level an encounter takes place: that of the persons and bodies who meet, the junior side deciding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.dyads import states_of
from communique.records import EntityKind, Mention
from communique.relations.affairs import Affair, Line
from communique.relations.meeting_words import Word, levels_in, rank_of, role_levels
from communique.relations.parties import persons_in
from communique.relations.passages import Passage

_SAID = re.compile(
    r"(?i)\b(?:said|says|told|added|announced|explained|insisted|mentioned|stated|informed|reported|replied"
    r"|according to|retorted|quipped|claimed|alleged|declared|noted|warned|confirmed|specified|instructed|saying)\b"
)
_MINISTERS = ("foreign_minister", "defence", "trade", "finance", "climate")
_WHO = re.compile(r"(?i)\W*(?:who|which|where)\b")
_MEMORY = 60  # sentences a reader keeps in mind
_OFFICE = re.compile(r"(?i)minist|secretar|preach")


@dataclass(frozen=True, slots=True)
class Level:
    """A level as told; `sure` False where only what stands before suggests it."""

    name: str | None
    sure: bool


class Before:
    """What a report told before a sentence: whom "the ministers" or "the two sides" stand for."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.told = False  # whether the sentence before told of an encounter
        self.line: Line | None = None  # that sentence

    def hear(self, text: str) -> None:
        """Take note of a sentence; what it names is read when somebody asks."""
        self._texts.append(text)

    def named(self) -> str | None:
        """The level named last."""
        return next((level for text in self._back() if (level := _last_named(text))), None)

    def ministers(self) -> str | None:
        """The level of the ministers or ministries named last."""
        return next((level for text in self._back() if (level := _last_ministers(text))), None)

    def _back(self) -> Iterator[str]:
        yield from self._texts[: -_MEMORY - 1 : -1]


def _last_named(text: str) -> str | None:
    return next((w.label for w in reversed(levels_in(text)) if w.strength == 2), None)


def _last_ministers(text: str) -> str | None:
    for word in reversed(levels_in(text)):
        said = text[word.start : word.end].lower()
        if word.label in _MINISTERS and _OFFICE.search(said):
            return word.label
        if word.label == "senior_diplomat" and "ministr" in said:
            return "foreign_minister"
    return None


def level_of(affair: Affair, passage: Passage, before: Before) -> Level:
    """The level of the encounter a clause tells, by its words, its claim, the houses named, what stands before."""
    if (visitor := _visitor(affair, passage)) is not None:
        return Level(visitor, True)
    words = _words(affair, passage, passage.start, passage.end)
    strong = _of_persons(affair, passage) or [w.label for w in words if w.strength == 2]
    claim = passage.claim
    if not strong and claim is not None:
        told = levels_in(f"{claim.actor_text or ''} · {claim.recipient_text or ''}")
        strong = [w.label for w in told if w.strength == 2]
    if strong:
        return Level(_junior(strong), True)
    signed = all(
        w.label == "signature" for w in passage.words
    )  # the visit it speaks of says nothing of who signed
    houses = [w.label for w in words if w.strength == 1 and not (signed and rank_of(w.label) == 0)]
    return Level(_nearest(passage, words, houses), True) if houses else _repeated(passage, words, before)


def _nearest(passage: Passage, words: list[Word], houses: list[str]) -> str:
    """Of several houses the one that stands nearest to the meeting word."""
    anchor = passage.words[0].start if passage.words else passage.start
    if passage.claim is not None:
        anchor = passage.claim.trigger_start - passage.line.sentence.start
    held = [w for w in words if w.label in houses and w.strength == 1]
    return min(held, key=lambda w: (abs(w.start - anchor), w.start)).label


def _junior(levels: list[str]) -> str:
    """The junior of the levels; experts of a customs service speak for trade."""
    held = set(levels) - {"working_level"} if "trade" in levels else set(levels)
    return max(held, key=lambda level: (rank_of(level), level))


def _repeated(passage: Passage, words: list[Word], before: Before) -> Level:
    """The level of "the ministers", "both sides", or of a clause that goes on about those just named."""
    text = passage.sentence
    ahead = text[: passage.start]
    named = _last_named(ahead)
    if named and _WHO.match(passage.text):
        return Level(named, True)
    office = next((w for w in words if w.strength == 0 and _OFFICE.search(text[w.start : w.end])), None)
    ministers = (_last_ministers(ahead) or before.ministers()) if office else None
    return Level(ministers, True) if ministers else Level(named or before.named(), False)


def _visitor(affair: Affair, passage: Passage) -> str | None:
    """The level of the one who travels, where a claim names the traveller."""
    claim = passage.claim
    if claim is None or claim.mode != "visit" or len(claim.actor_states) != 1:
        return None
    levels = (_of_person(affair, entity_id, passage.line) for entity_id in claim.actor)
    told = [w.label for w in levels_in(claim.actor_text or "") if w.strength == 2]
    return next((level for level in levels if level), None) or (told[0] if told else None)


def _words(affair: Affair, passage: Passage, start: int, end: int) -> list[Word]:
    """The level words of a stretch but those of third states and of persons who only speak about it."""
    line, low = passage.line, passage.line.sentence.start
    ours = {*states_of(affair.dyad), None}
    return [
        word
        for word in levels_in(passage.sentence)
        if start <= word.start < end
        and _owner(affair, line, low + word.start, low + word.end) in ours
        and not _speaks(line, low + word.start, low + word.end)
    ]


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


def _of_persons(affair: Affair, passage: Passage) -> list[str]:
    """The levels of the persons who take part: whom the claim names, else those of the two states in the clause."""
    if persons := persons_in(affair, passage):
        levels = [_of_person(affair, i, passage.line) for i in persons]
        return [level for level in levels if level]
    ours = {*states_of(affair.dyad), None}
    found = []
    for mention in passage.line.mentions:
        entity = affair.acting(mention)
        if (
            entity is None
            or entity.state not in ours
            or not passage.holds(mention)
            or _says(passage.line, mention)
        ):
            continue
        if level := _of_person(affair, entity.entity_id, passage.line):
            found.append(level)
    return found


def _of_person(affair: Affair, entity_id: str, line: Line) -> str | None:
    """The level of a person: what most of the titles beside the name say, else the office at the date."""
    entity = affair.entities.get(entity_id)
    if entity is None or entity.kind is not EntityKind.PERSON:
        return None
    if (level := affair.titles.get(entity_id)) is not None:
        return level
    roles = [m.role_at_date for m in line.mentions if m.entity_id == entity_id and m.role_at_date]
    held = [role_levels().get(role) for role in (*roles, *(r.role for r in entity.roles))]
    return next((level for level in held if level), None)
