"""Which entity a speaker is: through mentions, pronouns through the clear referent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.quotes.carrying import Attribution
from communique.quotes.cues import speaker_nouns
from communique.quotes.frames import Frame, Word
from communique.quotes.speakers import SUBJECTS, Speaker, mention_at, phrase
from communique.records import Entity, EntityKind

PERSONS = frozenset({EntityKind.PERSON})
BODIES = frozenset({EntityKind.STATE, EntityKind.ORGANISATION})
REFERENTS = {"he": PERSONS, "she": PERSONS, "it": BODIES}
BACK = 2  # paragraphs in which a pronoun's referent is looked for


def identify(
    attributions: Sequence[Attribution], frames: Sequence[Frame], entities: Mapping[str, Entity]
) -> None:
    """Fills `speaker_id` and `speaker_text`; the words stay as written, an unnamed official has no id."""
    place = {id(frame): n for n, frame in enumerate(frames)}
    for told in attributions:
        if told.speaker is None or told.speaker_frame is None:
            continue
        frame, speaker = told.speaker_frame, _undoubled(told.speaker_frame, told.speaker)
        told.speaker_text = frame.text[speaker.start : speaker.end]
        told.speaker_id = _entity(frame, speaker.word, entities)
        kinds = REFERENTS.get(speaker.word.token.lower)
        if told.speaker_id is None and kinds is not None:
            told.speaker_id = _referent(frames, place[id(frame)], speaker.word, entities, kinds)


def _undoubled(frame: Frame, speaker: Speaker) -> Speaker:
    """Of a subject doubled in translation ("spokesman Tan Wei He said"): the name, not the pronoun."""
    before = frame.outer_between(max(frame.start, speaker.word.start - 40), speaker.word.start)[-1:]
    if speaker.word.token.text not in {"He", "She"} or not before or before[0].token.pos != "PROPN":
        return speaker
    if speaker.word.start - before[0].end > 1:
        return speaker
    start, end = phrase(frame, before[0])
    return replace(speaker, word=before[0], start=start, end=end)


def _entity(frame: Frame, word: Word, entities: Mapping[str, Entity]) -> str | None:
    mention = mention_at(frame, word)
    if mention is None or mention.entity_id is None:
        return None
    entity = entities.get(mention.entity_id)
    unnamed = speaker_nouns().get(word.token.lemma) == "person" and word.token.pos == "NOUN"
    if entity is not None and entity.kind is EntityKind.STATE and unnamed:
        return None  # "a Chinese official" is not China
    return mention.entity_id


def _referent(
    frames: Sequence[Frame],
    at: int,
    pronoun: Word,
    entities: Mapping[str, Entity],
    kinds: frozenset[EntityKind],
) -> str | None:
    """The nearest fit name before the pronoun that is a subject: first in earlier sentences, then in its own."""
    for n in range(at, max(-1, at - BACK - 1), -1):
        frame = frames[n]
        own = frame.sentence(pronoun.start)[0] if n == at else frame.end
        if n == at and kinds is BODIES:
            own = pronoun.start  # "the council condemned what it called “…”"
        found = [
            (w.token.dep in SUBJECTS, w.start, entity)
            for w in frame.words_between(frame.start, own)
            if w.token.pos == "PROPN" and (entity := _fit(frame, w, entities, kinds)) is not None
        ]
        subjects = [f for f in found if f[0]] or found
        if subjects:
            return max(subjects)[2]
    return None


def _fit(
    frame: Frame, word: Word, entities: Mapping[str, Entity], kinds: frozenset[EntityKind]
) -> str | None:
    mention = mention_at(frame, word)
    entity = entities.get(mention.entity_id) if mention is not None and mention.entity_id else None
    return entity.entity_id if entity is not None and entity.kind in kinds else None
