"""What happened between two states and strains them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from communique.records import Claim, EventType, Incident, MomentKind, Status, Story, Topic
from communique.relations.doings import kind_named
from communique.relations.dyads import keeper
from communique.relations.ground import CONTENTION, Ground
from communique.relations.issues import key_of_words
from communique.relations.phrases import words_by
from communique.spans import content_id

_ALIKE = {
    "held": "arrest", "abduct": "arrest", "take": "seize", "blockade": "close", "wound": "ram", "strike": "march",
}  # fmt: skip
_REAL = {EventType.COERCE, EventType.ASSAULT, EventType.PROTEST, EventType.MOBILIZE, EventType.SANCTION}
_LASTING = {"arrest", "held", "seize", "withhold"}  # what an attribute tells of: "the detained men"
_NAMED = {"board", "search", "revoke", "arrest", "held", "beat", "expel", "ram"}  # best told by their noun
_CROWDS = {"march", "strike"}
_ONGOING = {"arrest", "withhold", "held", "close"}


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence's telling of an act."""

    topic: Topic
    kind: str
    manner: str
    thing: str | None
    days: str | None
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class _Occasion:
    """The tellings of one act."""

    told: list[_Told] = field(default_factory=list)


def incidents_of(ground: Ground) -> Iterator[Incident]:
    """The same rows, of a group laid out already."""
    for story in ground.stories:
        states = ground.main_states(story.story_id)
        if states and keeper(states, (story,)) == ground.dyad:
            rows = [_incident(ground, o, story) for o in _occasions(ground, story.story_id)]
            rows = [row for row in rows if " " in row.what]
            yield from sorted(rows, key=lambda r: (r.date or "9999", r.incident_id))


def _occasions(ground: Ground, story_id: str) -> list[_Occasion]:
    found: list[_Occasion] = []
    for told in sorted(_tellings(ground, story_id), key=lambda t: _order(ground, t)):
        for occasion in found:
            if any(_same(ground, told, other) for other in occasion.told):
                occasion.told.append(told)
                break
        else:
            found.append(_Occasion([told]))
    return [o for o in found if _stands(o) and any(t.topic.report_id not in ground.echoes for t in o.told)]


def _order(ground: Ground, told: _Told) -> tuple[object, ...]:
    topic = told.topic
    return ground.damage_of.get(topic.report_id, 1), told.days is None, topic.report_id, topic.start


def _tellings(ground: Ground, story_id: str) -> Iterator[_Told]:
    for topic in ground.topics_in.get(story_id, []):
        reason = topic.reason.split()
        if reason[0] != "doing" or reason[2] not in {"told", "known", "alleged", "denied"}:
            continue
        if reason[2] == "known" and reason[1] not in _LASTING:
            continue
        kind = kind_named(reason[1].replace("-", " "))
        if not kind.incident:
            continue
        trigger = int(reason[3])
        if ground.long_ago(topic, story_id):
            continue
        yield _Told(
            topic=topic,
            kind=kind.name,
            manner=reason[2],
            thing=key_of_words(reason[5].replace("_", " ")) if len(reason) > 5 else None,
            days=_days(ground, topic, reason[4], trigger),
            claims=tuple(_claims(ground, topic, trigger)),
        )


def _claims(ground: Ground, topic: Topic, trigger: int) -> list[Claim]:
    claims = ground.claims_at(ground.sentences[topic.sentence_id])
    close = [c for c in claims if c.trigger_start <= trigger < c.trigger_end]
    inside = [c for c in claims if topic.start <= c.trigger_start < topic.end and c.event_type in _REAL]
    return close or inside or [c for c in claims if c.event_type in CONTENTION]


def _days(ground: Ground, topic: Topic, where: str, trigger: int) -> str | None:
    if where == "-":
        return None
    start, end = map(int, where.split("-"))
    for moment in ground.moments_at(topic.report_id, start, end):
        dated = moment.kind in {MomentKind.DATE, MomentKind.SPAN}
        if dated and moment.value is not None and not moment.corrupted and moment.direction != "future":
            return moment.value
    return None


def _same(ground: Ground, one: _Told, other: _Told) -> bool:
    """Whether two tellings are of one occasion: a like act on a like thing, and no two different days."""
    shared = {c.event_id for c in one.claims if c.event_type in _REAL} & {c.event_id for c in other.claims}
    if _ALIKE.get(one.kind, one.kind) != _ALIKE.get(other.kind, other.kind):
        beside = one.topic.sentence_id == other.topic.sentence_id and {one.kind, other.kind} & _CROWDS
        return bool(beside) or (bool(shared) and one.thing == other.thing)
    if shared and (
        not one.thing or not other.thing or one.thing == other.thing or _copied(ground, one, other)
    ):
        return True
    if one.topic.exact.lower() == other.topic.exact.lower() and " " in one.topic.exact:
        return True
    if not _doers(one) or not _doers(other) or _doers(one) & _doers(other):
        return _same_act(ground, one, other, shared)
    return False


def _doers(told: _Told) -> set[str]:
    """The one state that its claims say did it; empty where they name several or none."""
    found = {
        s for c in told.claims if c.event_type in _REAL and len(c.actor_states) == 1 for s in c.actor_states
    }
    return found if len(found) == 1 else set()


def _same_act(ground: Ground, one: _Told, other: _Told, shared: set[str]) -> bool:
    if one.kind in _CROWDS and one.topic.sentence_id == other.topic.sentence_id:
        return True
    hurt = {"wound"} & {one.kind, other.kind}
    differ = one.thing and other.thing and one.thing != other.thing
    if differ and not hurt and not _copied(ground, one, other) and not _kindred(one, other):
        return False
    return not one.days or not other.days or one.days == other.days or one.days[:7] == other.days[:7]


def _kindred(one: _Told, other: _Told) -> bool:
    """Whether two reports may mean the same by two words: both name people, or both a vessel."""
    sets = words_by("objects", "set", "words")
    same_report = one.topic.report_id == other.topic.report_id
    return not same_report and any({one.thing, other.thing} <= sets[name] for name in ("people", "vessel"))


def _copied(ground: Ground, one: _Told, other: _Told) -> bool:
    a, b = one.topic.report_id, other.topic.report_id
    return a != b and ground.origin_of.get(a) == ground.origin_of.get(b)


def _stands(occasion: _Occasion) -> bool:
    """Whether the tellings make an incident: told as done or alleged by somebody, and not only denied."""
    manners = {t.manner for t in occasion.told}
    kinds = {kind_named(t.kind).incident for t in occasion.told}
    if kinds == {"alleged"}:
        return "alleged" in manners or ("denied" in manners and "told" in manners)
    return manners != {"denied"}


# ---------------------------------------------------------------- the row


def _incident(ground: Ground, occasion: _Occasion, story: Story) -> Incident:
    told = occasion.told
    claims = sorted({c.claim_id: c for t in told for c in t.claims}.values(), key=lambda c: c.claim_id)
    best = min(told, key=lambda t: _goodness(ground, t))
    states = ground.main_states(story.story_id)
    keys = sorted(f"{t.topic.report_id}:{t.topic.start}" for t in told)
    return Incident(
        incident_id=content_id("incident", keys[0], best.kind),
        parties=tuple(sorted(states)),
        what=_what(best),
        date=_day(ground, told),
        status=_status(told),
        alleged_by=_alleged_by(ground, told, states),
        claim_ids=tuple(c.claim_id for c in claims),
        evidence=ground.words_of(t.topic.sentence_id for t in told),
    )


def _goodness(ground: Ground, told: _Told) -> tuple[object, ...]:
    topic = told.topic
    named = told.thing is not None or told.kind in {"march", "strike"}
    length = -min(len(_what(told).split()), 12)
    return (not named, ground.damage_of.get(topic.report_id, 1), told.manner == "denied", length, topic.report_id,
            topic.start)  # fmt: skip


def _what(told: _Told) -> str:
    """The report's own words, or the noun of the act where they only point at whom it was done to."""
    exact = " ".join(told.topic.exact.split())
    pointing = told.topic.label.split()[-1].lower() not in exact.lower()
    named = told.kind in _NAMED and len(told.topic.label.split()) > 3
    return told.topic.label if (pointing or named) and told.kind not in _CROWDS else exact


def _day(ground: Ground, told: Sequence[_Told]) -> str | None:
    """The day most originals give, the sharpest and the least damaged first."""
    told = [t for t in told if t.topic.report_id not in ground.echoes]
    sure = [t for t in told if t.days and t.manner != "denied"] or [t for t in told if t.days]
    given = {(ground.origin_of.get(t.topic.report_id, ""), t.days) for t in sure if t.days}
    counts = Counter(day for _, day in given)
    return max(sorted(counts), key=lambda d: (counts[d], len(d) == 10), default=None)


def _status(told: Sequence[_Told]) -> Status:
    claims = [c for t in told for c in t.claims if c.event_type in _REAL]
    ongoing = sum(c.status == Status.ONGOING for c in claims)
    if ongoing * 2 > len(claims) and any(t.kind in _ONGOING for t in told):
        return Status.ONGOING
    return Status.HAPPENED


def _alleged_by(ground: Ground, told: Sequence[_Told], states: Sequence[str]) -> str | None:
    """The side that says so, where the other denies it or nobody else tells it."""
    manners = Counter("alleged" if t.kind == "sight" else t.manner for t in told)
    if not manners["denied"] and manners["told"] > manners["alleged"]:
        return None
    sides: Counter[str] = Counter()
    for one in told:
        for state in _sides(ground, one, states):
            sides[state] += 1
    return max(sorted(sides), key=lambda s: sides[s], default=None)


def _sides(ground: Ground, told: _Told, states: Sequence[str]) -> Iterator[str]:
    """The sides that a telling shows to be harmed or to speak: who accuses, who suffers, who does not deny."""
    sentence = ground.sentences[told.topic.sentence_id]
    speaker = ground.state_at(sentence.report_id, sentence.start, told.topic.start)
    if speaker in states:
        yield from (s for s in states if (s == speaker) != (told.manner == "denied"))
    for claim in told.claims:
        if claim.event_type in _REAL:
            yield from (s for s in claim.recipient_states if s in states)
        elif claim.event_type == EventType.ACCUSE and claim.status != Status.NEGATED:
            yield from (s for s in claim.actor_states if s in states)
