"""Which entity a speaker is: through mentions, pronouns through the clear referent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.quotes.carrying import Attribution
from communique.quotes.frames import Frame, Word
from communique.quotes.speakers import SUBJECTS, mention_at
from communique.records import Entity, EntityKind

BACK = 2  # paragraphs in which a pronoun's referent is looked for


def identify(
    attributions: Sequence[Attribution], frames: Sequence[Frame], entities: Mapping[str, Entity]
) -> None:
    """Fills `speaker_id` and `speaker_text`; the words stay as written, an unnamed official has no id."""
    place = {id(frame): n for n, frame in enumerate(frames)}
    for told in attributions:
        if told.speaker is None or told.speaker_frame is None:
            continue
        frame, speaker = told.speaker_frame, told.speaker
        told.speaker_text = frame.text[speaker.start : speaker.end]
        told.speaker_id = _entity(frame, speaker.word, entities)
        if told.speaker_id is None and speaker.word.token.lower in {"he", "she"}:
            told.speaker_id = _referent(frames, place[id(frame)], speaker.word, entities)


def _entity(frame: Frame, word: Word, entities: Mapping[str, Entity]) -> str | None:
    mention = mention_at(frame, word)
    if mention is None or mention.entity_id is None:
        return None
    entity = entities.get(mention.entity_id)
    plural_role = word.token.pos == "NOUN" and word.token.end == mention.end and word.token.tag == "NNS"
    if entity is not None and entity.kind is EntityKind.STATE and plural_role:
        return None  # "Chinese officials" are not China
    return mention.entity_id


def _referent(frames: Sequence[Frame], at: int, pronoun: Word, entities: Mapping[str, Entity]) -> str | None:
    """The nearest person before the pronoun who is a subject; subjects of its own sentence last."""
    for n in range(at, max(-1, at - BACK - 1), -1):
        frame = frames[n]
        before = [w for w in frame.words if n < at or w.start < pronoun.start]
        own = frame.sentence(pronoun.start)[0] if n == at else frame.end
        found = [
            (w.token.dep in SUBJECTS, w.start, entity)
            for w in before
            if w.start < own
            and w.token.pos == "PROPN"
            and (entity := _person(frame, w, entities)) is not None
        ]
        subjects = [f for f in found if f[0]] or found
        if subjects:
            return max(subjects)[2]
    return None


def _person(frame: Frame, word: Word, entities: Mapping[str, Entity]) -> str | None:
    mention = mention_at(frame, word)
    entity = entities.get(mention.entity_id) if mention is not None and mention.entity_id else None
    return entity.entity_id if entity is not None and entity.kind is EntityKind.PERSON else None
