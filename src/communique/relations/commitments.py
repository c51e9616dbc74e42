"""What states bound themselves to, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from communique.records import Claim, Commitment, Direction, EventType, Link, MomentKind, Topic
from communique.relations.dyads import keeper
from communique.relations.ground import Ground
from communique.relations.lexicon import find, fold, says
from communique.relations.phrases import words_by
from communique.spans import content_id

_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "its",
        "his",
        "her",
        "their",
        "this",
        "that",
        "these",
        "all",
        "every",
        "each",
        "any",
        "as",
        "it",
        "them",
        "be",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "not",
        "no",
        "more",
        "own",
        "again",
        "back",
        "more",
        "let",
    ]
)
_DEED = {
    EventType.RETREAT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID,
}  # fmt: skip
STEM = 6  # letters by which "reopen" and "reopening" are one word
ALIKE = 0.4  # likeness of two tellings of one promise; set on the development and practice stories
_BINDING = {EventType.AGREE, EventType.CONCEDE, EventType.SUPPORT, EventType.COOPERATE, EventType.AID}


@dataclass(frozen=True, slots=True)
class _Word:
    """One sentence's telling of a promise."""

    topic: Topic
    who: str
    to_whom: tuple[str, ...]
    said_on: str | None
    due: str | None
    claims: tuple[Claim, ...]
    words: frozenset[str]
    makers: tuple[str, ...]


@dataclass(slots=True)
class _Pledge:
    """The tellings of one promise."""

    told: list[_Word] = field(default_factory=list)


def commitments_of(ground: Ground) -> Iterator[Commitment]:
    """The same rows, of a group laid out already."""
    for story in ground.stories:
        pledges = _pledges(ground, story.story_id)
        rows = [
            _commitment(ground, p, story.story_id)
            for p in pledges
            if keeper({p.told[0].who, *p.told[0].to_whom}, (story,)) == ground.dyad
        ]
        yield from sorted(rows, key=lambda r: (r.said_on or "9999", r.commitment_id))


def _pledges(ground: Ground, story_id: str) -> list[_Pledge]:
    found: list[_Pledge] = []
    topics = [
        t for t in ground.topics_in.get(story_id, []) if t.reason.startswith(("promise", "plan", "waiver"))
    ]
    topics = [t for t in topics if not ground.long_ago(t, story_id, days_before=200)]
    words = [w for t in topics for w in _words_of(ground, t, story_id)]
    for word in sorted(words, key=lambda w: _order(ground, w)):
        likest = max(found, key=lambda p: _likeness(ground, word, p), default=None)
        if likest is not None and _likeness(ground, word, likest) >= ALIKE:
            likest.told.append(word)
        else:
            found.append(_Pledge([word]))
    first_hand = [p for p in found if any(w.topic.report_id not in ground.echoes for w in p.told)]
    return [p for p in first_hand if not _undone_by_other(p, first_hand)]


def _undone_by_other(pledge: _Pledge, pledges: Sequence[_Pledge]) -> bool:
    """Whether a joint promise is one that by another telling of it only the other side can keep."""
    for other in pledges:
        if other.told[0].who != pledge.told[0].who and len(other.told) > len(pledge.told):
            words = other.told[0].words
            alone = any(len(w.makers) == 1 for w in other.told)
            if (
                alone
                and len(words & pledge.told[0].words) * 2 > len(words)
                and len(pledge.told[0].makers) > 1
            ):
                return True
    return False


def _order(ground: Ground, word: _Word) -> tuple[object, ...]:
    topic = word.topic
    return ground.damage_of.get(topic.report_id, 1), topic.report_id, topic.start, word.who


def _likeness(ground: Ground, word: _Word, pledge: _Pledge) -> float:
    return max(_alike(ground, word, other, pledge) for other in pledge.told)


def _alike(ground: Ground, one: _Word, other: _Word, pledge: _Pledge) -> float:
    """How surely two tellings are of one promise: by their words, and between reports by day, matter and event."""
    if one.who != other.who:
        return 0.0
    words = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    if any(one.topic.report_id == t.topic.report_id for t in pledge.told):
        return words if words >= 0.5 else 0.0
    shared = {c.event_id for c in one.claims} & {c.event_id for c in other.claims}
    copied = ground.origin_of.get(one.topic.report_id) == ground.origin_of.get(other.topic.report_id)
    matters = {h.matter.label for h in find(one.topic.label)} & {
        h.matter.label for h in find(other.topic.label)
    }
    return (
        words
        + 0.4 * _same_day(one, other)
        + 0.4 * bool(shared)
        + 0.4 * bool(matters)
        + 0.3 * (copied and words > 0)
    )


def _same_day(one: _Word, other: _Word) -> bool:
    if one.due is None or other.due is None:
        return False
    return one.due.startswith(other.due) or other.due.startswith(one.due)


# ---------------------------------------------------------------- one telling


def _words_of(ground: Ground, topic: Topic, story_id: str) -> Iterator[_Word]:
    reason = topic.reason.split()
    if reason[0] not in {"promise", "plan", "waiver"}:
        return
    cue = int(reason[1])
    claims = [
        c
        for c in ground.claims_at(ground.sentences[topic.sentence_id])
        if c.trigger_start <= cue < c.trigger_end
    ]
    claims = [c for c in claims if reason[0] == "plan" or c.event_type in _BINDING]
    if reason[0] == "waiver":
        claims = [
            c
            for c in ground.claims_at(ground.sentences[topic.sentence_id])
            if c.event_type == EventType.CONCEDE
        ]
        if not claims:
            return
    makers = _makers(ground, topic, reason, claims, story_id)
    words = frozenset(fold(w)[:STEM] for w in _WORD.findall(topic.exact.lower()) if w not in _EMPTY)
    for who in makers:
        to_whom = _addressees(ground, who, makers, claims, story_id)
        yield _Word(
            topic=topic,
            who=who,
            to_whom=to_whom,
            said_on=_said_on(ground, topic, cue),
            due=_due(ground, topic),
            claims=tuple(claims),
            words=words,
            makers=makers,
        )


def _makers(
    ground: Ground, topic: Topic, reason: Sequence[str], claims: Sequence[Claim], story_id: str
) -> tuple[str, ...]:
    """The states that promise: those of the subject, else of the claim on the word."""
    named = None
    if len(reason) > 3:
        named = ground.state_at(topic.report_id, int(reason[2]), int(reason[3]))
    if named is not None and int(reason[2]) > int(reason[1]) and reason[-1] != "both":
        return (named,)  # named within the content: the one side that can undo what it did
    if named is not None and not any(named in c.actor_states for c in claims if len(c.actor_states) > 1):
        return (named,)
    if named is None and reason[-1] == "other":
        sentence = ground.sentences[topic.sentence_id]
        told = ground.state_at(topic.report_id, sentence.start, int(reason[2]))
        return tuple(s for s in ground.main_states(story_id) if s != told) if told is not None else ()
    if reason[-1] == "both":
        return ground.main_states(story_id)
    if reason[0] == "plan" or topic.label.split()[0].lower() in {"it", "they"}:
        return ()
    for claim in claims:
        if claim.actor_states:
            return claim.actor_states
    return (named,) if named is not None else ()


def _addressees(
    ground: Ground, who: str, makers: Sequence[str], claims: Sequence[Claim], story_id: str
) -> tuple[str, ...]:
    told = {s for c in claims for s in c.recipient_states} | set(makers)
    others = told - {who} or set(ground.main_states(story_id)) - {who}
    return tuple(sorted(others))


def _said_on(ground: Ground, topic: Topic, cue: int) -> str | None:
    """The day on which it was said: a past time before the word, else the day of the report."""
    sentence = ground.sentences[topic.sentence_id]
    for moment in ground.moments_at(topic.report_id, sentence.start, sentence.end):
        near = moment.end <= topic.start and abs(moment.start - cue) < 60
        if near and moment.direction == Direction.PAST and moment.value and len(moment.value) == 10:
            return moment.value
    return ground.published.get(topic.report_id)


def _due(ground: Ground, topic: Topic) -> str | None:
    """The day by which it is to be done: a time in the sentence that a word of deadline leads to."""
    sentence = ground.sentences[topic.sentence_id]
    for moment in ground.moments_at(topic.report_id, topic.start, sentence.end):
        before = sentence.exact[: moment.start - sentence.start].lower().split()
        if moment.value is None or moment.corrupted or moment.kind not in {MomentKind.DATE, MomentKind.SPAN}:
            continue
        leads = any(w in words_by("promises", "kind", "words")["due"] for w in before[-3:])
        if (leads or moment.direction == Direction.FUTURE) and moment.direction != Direction.PAST:
            return moment.value
    return None


# ---------------------------------------------------------------- the row


def _commitment(ground: Ground, pledge: _Pledge, story_id: str) -> Commitment:
    told = pledge.told
    best = told[0]
    claims = sorted({c.claim_id for w in told for c in w.claims})
    dues = [w.due for w in told if w.due]
    due = max(sorted(set(dues)), key=lambda d: (dues.count(d), len(d)), default=None)
    row = Commitment(
        commitment_id=content_id("commitment", best.who, best.topic.report_id, best.topic.start),
        who=best.who,
        to_whom="|".join(best.to_whom) or None,
        what=_what(best),
        said_on=next((w.said_on for w in told if w.said_on), None),
        due=due,
        status="open",
        claim_ids=tuple(claims),
        evidence=ground.words_of(w.topic.sentence_id for w in told),
    )
    return replace(row, status=_status(ground, pledge, row, story_id))


def _what(word: _Word) -> str:
    return word.topic.label


def _status(ground: Ground, pledge: _Pledge, row: Commitment, story_id: str) -> str:
    """Kept where a later deed fulfils it, broken where a text says so, lapsed when its day passed in silence."""
    events = {c.event_id for w in pledge.told for c in w.claims}
    if any(link.kind == "fulfils" and link.to_event in events for link in ground.group.of(Link)):
        return "kept"
    last = max(
        filter(None, (ground.published.get(r) for r in ground.reports_of.get(story_id, []))), default=None
    )
    for verdict in (_told_after(ground, w, row, story_id) for w in pledge.told):
        if verdict is not None:
            return verdict
    if row.due is not None and last is not None and row.due[:10] < last and len(row.due) == 10:
        return "lapsed"
    return "open"


def _told_after(ground: Ground, word: _Word, row: Commitment, story_id: str) -> str | None:
    """ "kept" where a report after the promise tells the deed as done, "broken" where it says that it was not."""
    said = ground.published.get(word.topic.report_id) or ""
    heavy = {w for w in word.words if len(w) > 3}
    for report_id in ground.reports_of.get(story_id, []):
        later = ground.published.get(report_id) or ""
        if later <= said or not heavy or (row.due is not None and later < row.due[:10]):
            continue
        for sentence in ground.ordered_sentences.get(report_id, []):
            whole = {fold(w) for w in _WORD.findall(sentence.exact.lower())}
            found = {w[:STEM] for w in whole}
            if len(heavy & found) * 2 < len(heavy) or says("still-ahead", sentence.exact):
                continue
            if says("promise-broken", sentence.exact):
                return "broken"
            if whole & {fold(w) for w in words_by("promises", "kind", "words")["done"]}:
                return "kept"
    return None
