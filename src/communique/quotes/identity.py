"""Which entity a speaker is: a named person, the one who holds the role named, else a body's state.

A speaker phrase that holds or stands beside a person's name is that person. A role noun alone is the one person
whom the report names with that role; an unnamed official has no id. A ministry, government or embassy speaks for
its state; a pronoun means the clear subject before it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.quotes.carrying import Attribution
from communique.quotes.cast import Cast, gather_cast, indefinite, named_beside
from communique.quotes.cues import speaker_nouns, state_nouns
from communique.quotes.frames import Frame, Word
from communique.quotes.speakers import SUBJECTS, Speaker, mention_at, phrase
from communique.records import Entity, EntityKind, Mention, Spotted

PERSONS = frozenset({EntityKind.PERSON})
STATES = frozenset({EntityKind.STATE})
BODIES = frozenset({EntityKind.STATE, EntityKind.ORGANISATION})
REFERENTS = {"he": PERSONS, "she": PERSONS, "it": BODIES}
OWNERS = {"its": BODIES, "their": BODIES, "his": PERSONS, "her": PERSONS}
POSTED = frozenset({"embassy", "consulate", "mission"})  # "the embassy in Rome" is not Italy's
REACH = 9  # sentences of its paragraph in which a body's or owner's subject is looked for
BACK = 2  # paragraphs in which a pronoun's referent is looked for


def identify(
    attributions: Sequence[Attribution],
    frames: Sequence[Frame],
    entities: Mapping[str, Entity],
    spotted: Sequence[Spotted] = (),
    mentions: Sequence[Mention] = (),
) -> None:
    """Fills `speaker_id` and `speaker_text`; the words stay as written, an unnamed official has no id."""
    place = {id(frame): n for n, frame in enumerate(frames)}
    finder = _Finder(frames, gather_cast(frames, mentions, spotted, entities))
    for told in attributions:
        if told.speaker is None or told.speaker_frame is None:
            continue
        frame, speaker = told.speaker_frame, _undoubled(told.speaker_frame, told.speaker)
        told.speaker_text = frame.text[speaker.start : speaker.end]
        found = finder.entity(place[id(frame)], speaker.word)
        told.speaker_id = found.entity_id if found is not None else None


def _undoubled(frame: Frame, speaker: Speaker) -> Speaker:
    """Of a subject doubled in translation ("spokesman Tan Wei He said"): the name, not the pronoun."""
    before = frame.outer_between(max(frame.start, speaker.word.start - 40), speaker.word.start)[-1:]
    if speaker.word.token.text not in {"He", "She"} or not before or before[0].token.pos != "PROPN":
        return speaker
    if speaker.word.start - before[0].end > 1:
        return speaker
    start, end = phrase(frame, before[0])
    return replace(speaker, word=before[0], start=start, end=end)


@dataclass(slots=True)
class _Finder:
    """Looks entities up in the paragraphs of one report; `at` is always a paragraph's number."""

    frames: Sequence[Frame]
    cast: Cast

    def entity(self, at: int, word: Word, depth: int = 0) -> Entity | None:
        """The entity a noun or pronoun stands for, None where nobody can say."""
        frame, lower = self.frames[at], word.token.lower
        known = self.cast.entity(mention_at(frame, word))
        if lower in REFERENTS:
            return self._pronoun(at, word, known, depth)
        if known is not None and known.kind is EntityKind.PERSON:
            return known
        noun = lower if lower in speaker_nouns() else word.token.lemma.lower()
        if word.token.pos in {"NOUN", "PROPN", "ADJ"} and noun in state_nouns():
            return self._body(at, word, known, depth)
        if word.token.pos in {"NOUN", "PROPN", "ADJ"} and self._is_role(word, noun):
            return self._role(at, word, depth)
        return known if known is not None and known.kind is not EntityKind.PLACE else None

    def _is_role(self, word: Word, noun: str) -> bool:
        return speaker_nouns().get(noun) == "person" or self.cast.role_at(word) is not None

    # ------------------------------------------------------------ roles

    def _role(self, at: int, word: Word, depth: int) -> Entity | None:
        """The person named beside the role noun, else the one who is named with it elsewhere."""
        frame = self.frames[at]
        start, end = phrase(frame, word)
        spotted = self.cast.role_at(word)
        if spotted is not None:
            start, end = min(start, spotted.start), max(end, spotted.end)
        if word.token.tag in {"NNS", "NNPS"}:
            return None
        beside = named_beside(frame, self.cast, start, end, titled=spotted is not None)
        if beside is not None:
            return self.cast.entity(beside)
        if indefinite(word):
            return None
        state = spotted.state if spotted is not None else None
        state = state or self._state_in(at, word, start, end, depth)
        held = self.cast.held(word, state)
        return self.cast.entities.get(held) if held is not None else None

    # ------------------------------------------------------------ bodies

    def _body(self, at: int, word: Word, known: Entity | None, depth: int) -> Entity | None:
        """The state a ministry, embassy or government speaks for."""
        if known is not None and known.kind in BODIES:
            return known
        frame = self.frames[at]
        start, end = phrase(frame, word)
        state = self._state_in(at, word, start, end, depth, seat=word.token.lower not in POSTED)
        if state is None and depth < 2 and not indefinite(word):
            state = self._organ_before(word) or self._acting_state(at, word, depth)
        return self.cast.entities.get(state) if state is not None else None

    def _organ_before(self, word: Word) -> str | None:
        """The state of the nearest organ before that is called by the same noun."""
        found = [
            o
            for o in self.cast.organs
            if o.end <= word.start and o.state and o.exact.lower().endswith(word.token.lower)
        ]
        return found[-1].state if found else None

    def _acting_state(self, at: int, word: Word, depth: int) -> str | None:
        """The state that acts in the sentence before, or in the last one of the paragraph before."""
        frame = self.frames[at]
        if frame.sentence(word.start)[0] > frame.start:
            acting = self._subject(at, word, STATES, depth + 1)
        elif at:
            before = self.frames[at - 1]
            last = before.words[-1:]
            acting = self._subject(at - 1, last[0], STATES, depth + 1, reach=1) if last else None
        else:
            acting = None
        return acting.entity_id if acting is not None else None

    def _state_in(
        self, at: int, word: Word, start: int, end: int, depth: int, *, seat: bool = True
    ) -> str | None:
        """The state named in a phrase: by name, by its owner ("its ministry"), by its seat ("in Ankara")."""
        frame = self.frames[at]
        named = [(m, e) for m in frame.mentions if start <= m.start < end and (e := self.cast.entity(m))]
        for mention, entity in named:
            ahead = mention.start < word.start
            if entity.kind is EntityKind.STATE and (ahead or seat) and mention.exact[:1].isupper():
                return entity.entity_id
        for child in word.tree.children(word.token, "poss"):
            if (
                child.lower in OWNERS
                and (owner := self._owner(at, Word(child, word.tree), depth)) is not None
            ):
                return owner.entity_id if owner.kind is EntityKind.STATE else owner.state
        places = [
            e.state for m, e in named if e.kind is EntityKind.PLACE and m.start > word.start and e.state
        ]
        return places[0] if seat and places else None

    def _owner(self, at: int, word: Word, depth: int) -> Entity | None:
        known = self.cast.entity(mention_at(self.frames[at], word))
        if known is not None or depth > 1:
            return known
        kinds = OWNERS[word.token.lower]
        found = self._subject(at, word, PERSONS | BODIES, depth)
        return found if found is not None and (found.kind in kinds or found.state) else None

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, at: int, word: Word, known: Entity | None, depth: int) -> Entity | None:
        kinds = REFERENTS[word.token.lower]
        if kinds is PERSONS and self._unnamed_before(at, word, depth):
            return None
        if known is not None and known.kind in kinds:
            return known
        found = self._subject(at, word, kinds, depth) if depth < 2 else None
        return found if found is not None else self._referent(at, word, kinds)

    def _sentences(self, at: int, word: Word) -> Iterator[tuple[int, list[Word]]]:
        """What is told before a word, sentence by sentence, the nearest first: its own up to it, then those before."""
        frame, stop = self.frames[at], word.start
        own = frame.sentence(word.start)[0]
        yield at, frame.outer_between(own, stop)
        while own > frame.start:
            begin = frame.sentence(own - 1)[0]
            yield at, frame.outer_between(begin, own)
            own = begin

    def _subject(
        self, at: int, word: Word, kinds: frozenset[EntityKind], depth: int, *, reach: int = REACH
    ) -> Entity | None:
        """The fit subject of the nearest sentence that has one, in the same paragraph: its last, a person's first."""
        for n, words in itertools.islice(self._sentences(at, word), reach):
            subjects = [w for w in words if w.token.dep in SUBJECTS and w.token.lower not in REFERENTS]
            for subject in subjects if kinds is PERSONS else reversed(subjects):
                found = self.entity(n, subject, depth + 1)
                if found is not None and found.kind in kinds:
                    return found
        return None

    def _unnamed_before(self, at: int, word: Word, depth: int) -> bool:
        """Whether the subject nearest before a pronoun is a person whom the report does not name."""
        if depth:
            return False
        for n, words in self._sentences(at, word):
            subjects = [w for w in words if w.token.dep in SUBJECTS]
            if not subjects:
                continue
            last = subjects[-1]
            if last.token.pos != "NOUN" or speaker_nouns().get(last.token.lemma) != "person":
                return False
            return last.token.tag == "NN" and self.entity(n, last, 2) is None
        return False

    def _referent(self, at: int, pronoun: Word, kinds: frozenset[EntityKind]) -> Entity | None:
        """The nearest fit name before the pronoun that is a subject: in earlier sentences, then in its own."""
        for n in range(at, max(-1, at - BACK - 1), -1):
            frame = self.frames[n]
            own = frame.sentence(pronoun.start)[0] if n == at else frame.end
            if n == at and kinds is BODIES:
                own = pronoun.start  # "the council condemned what it called “…”"
            found = [
                (w.token.dep in SUBJECTS, w.start, entity)
                for w in frame.words_between(frame.start, own)
                if w.token.pos == "PROPN" and (entity := self._fit(frame, w, kinds)) is not None
            ]
            subjects = [f for f in found if f[0]] or found
            if subjects:
                return max(subjects, key=lambda f: f[:2])[2]
        return None

    def _fit(self, frame: Frame, word: Word, kinds: frozenset[EntityKind]) -> Entity | None:
        entity = self.cast.entity(mention_at(frame, word))
        return entity if entity is not None and entity.kind in kinds else None
