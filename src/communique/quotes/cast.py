"""Who is named in a report with which role, so that "the spokesman" can be the one spokesman it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from communique.quotes.cues import speaker_nouns
from communique.quotes.frames import Frame, Word
from communique.records import Entity, EntityKind, Mention, Spotted, SpottedKind

# between a role and its holder's name: a comma or nothing, and a rank ("its spokesman, Commodore Ana Novak")
_BEFORE = re.compile(r"(,?)\s+(?:[^\W\da-z_][\w.’'-]*\s+){0,2}")
# between a name and the role told after it ("Novak, the new Kenyan envoy")
_AFTER = re.compile(
    r",\s+(?:(?:the|an?|its|their|his|her|then|former|new|chief|senior|deputy|first|[^\W\da-z_][\w-]*(?:[’']s?)?)\s+){0,4}"
)
_OF = re.compile(r"\s(?:of|for|in|at|to|on|with|from)\s")
_INDEFINITE = frozenset({"a", "an", "one", "some", "another", "no", "any", "several", "many", "two", "three"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A person named with a role: `role` of the closed set where known, the role's own noun, its stretch."""

    entity_id: str
    role: str | None
    noun: str
    state: str | None
    start: int
    end: int


@dataclass(slots=True)
class Cast:
    """What a report says of persons, roles and organs, with the entities of its story."""

    entities: Mapping[str, Entity]
    mentions: Sequence[Mention]
    roles: Sequence[Spotted]
    organs: Sequence[Spotted]
    nouns: Mapping[str, list[Word]]
    holders: list[Holder] = field(default_factory=list)

    def entity(self, mention: Mention | None) -> Entity | None:
        """The entity a mention stands for."""
        return self.entities.get(mention.entity_id) if mention is not None and mention.entity_id else None

    def role_at(self, word: Word) -> Spotted | None:
        """The spotted role that holds a word, the longest first."""
        found = [r for r in self.roles if r.start <= word.start and word.end <= r.end]
        return max(found, key=lambda r: (r.end - r.start, r.value or ""), default=None)

    def earlier(self, word: Word) -> Word | None:
        """The nearest word before with the same noun."""
        known = self.nouns.get(word.token.lemma.lower(), [])
        n = bisect_left([w.start for w in known], word.start)
        return known[n - 1] if n else None

    def held(self, word: Word, state: str | None) -> str | None:
        """The one person who is told with this role noun, of this state where both are known; else None."""
        spotted = self.role_at(word)
        role = spotted.value if spotted is not None else None
        noun = word.token.lower
        fits = [
            h
            for h in self.holders
            if ((role is not None and h.role == role) or h.noun == noun)
            and (state is None or h.state in {None, state})
        ]
        before = self.earlier(word)
        if before is not None:
            of_it = {h.entity_id for h in fits if h.start <= before.start < h.end}
            if of_it:
                return min(of_it)
            if indefinite(before):
                return None
        persons = {h.entity_id for h in fits}
        return min(persons) if len(persons) == 1 else None


def gather_cast(
    frames: Sequence[Frame],
    mentions: Sequence[Mention],
    spotted: Sequence[Spotted],
    entities: Mapping[str, Entity],
) -> Cast:
    """The cast of one report."""
    nouns: dict[str, list[Word]] = defaultdict(list)
    for frame in frames:
        for word in frame.outer:
            if word.token.lemma.lower() in speaker_nouns():
                nouns[word.token.lemma.lower()].append(word)
    ordered = sorted(mentions, key=lambda m: (m.start, m.end, m.entity_id or ""))
    roles = sorted((s for s in spotted if s.kind is SpottedKind.ROLE), key=lambda s: (s.start, s.end))
    organs = sorted((s for s in spotted if s.kind is SpottedKind.ORGAN), key=lambda s: (s.start, s.end))
    cast = Cast(entities, ordered, roles, organs, nouns)
    text = frames[0].text if frames else ""
    cast.holders = sorted(_holders(cast, text), key=lambda h: (h.start, h.end, h.entity_id))
    return cast


def _holders(cast: Cast, text: str) -> Iterator[Holder]:
    for mention in cast.mentions:
        entity = cast.entity(mention)
        if entity is None or entity.kind is not EntityKind.PERSON or not mention.exact[:1].isupper():
            continue
        for role in cast.roles:
            if joined(text, role, mention):
                yield _holder(entity, role.value, role.exact, role.state, role.start, role.end)
        if mention.title_as_written:
            at = text.rfind(mention.title_as_written, max(0, mention.start - 160), mention.start)
            start = at if at >= 0 else mention.start
            yield _holder(entity, mention.role_at_date, mention.title_as_written, None, start, mention.end)


def joined(text: str, role: Spotted, mention: Mention) -> bool:
    """Whether a role and a name stand in apposition."""
    if role.end <= mention.start <= role.end + 50:
        gap = _BEFORE.fullmatch(text, role.end, mention.start)
        return gap is not None and not role.exact.lower().endswith("s")
    if mention.end <= role.start <= mention.end + 60:
        return _AFTER.fullmatch(text, mention.end, role.start) is not None
    return False


def _holder(entity: Entity, role: str | None, words: str, state: str | None, start: int, end: int) -> Holder:
    noun = _OF.split(f"{words} ")[0].split()[-1:]
    return Holder(entity.entity_id, role, noun[0].lower() if noun else "", state or entity.state, start, end)


def indefinite(word: Word) -> bool:
    """Whether a role noun stands for one of many: "an official", "one diplomat", "diplomats"."""
    if word.token.tag in {"NNS", "NNPS"}:
        return True
    left = [t.lower for t in word.tree.children(word.token) if t.i < word.token.i]
    return any(t in _INDEFINITE for t in left)


def named_beside(frame: Frame, cast: Cast, start: int, end: int, *, titled: bool) -> Mention | None:
    """The person named in apposition to the phrase [start, end): right after it, or before it and a comma."""
    for mention in frame.mentions:
        entity = cast.entity(mention)
        if entity is None or entity.kind is not EntityKind.PERSON or not mention.exact[:1].isupper():
            continue
        gap = _BEFORE.fullmatch(frame.text, end, mention.start) if end <= mention.start <= end + 40 else None
        if gap is not None and (gap.group(1) or titled or mention.title_as_written):
            return mention
        if mention.end <= start <= mention.end + 3 and frame.text[mention.end : start].strip() == ",":
            return mention
    return None
