"""The matters two states differ on, and what each says of them in its own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from communique.dyads import states_of
from communique.records import (
    BlockKind,
    Claim,
    EventType,
    Issue,
    Position,
    Quote,
    Sentence,
    Topic,
    Words,
)
from communique.relations.doings import kind_named
from communique.relations.ground import CONTENTION, Ground
from communique.relations.lexicon import find, fold, says
from communique.relations.phrases import word_set
from communique.spans import content_id

# How much a wording says that a matter is in dispute; all weights here were set on the development stories.
_FRAMES = {
    "list-of-differences": 4.0, "at-odds": 3.0, "dispute-over": 2.5, "point-of-contention": 2.5, "claim": 3.0,
    "crossed": 1.5, "accusation": 1.0, "concern": 1.0, "pressure": 1.0, "dispute-of": 0.5,
}  # fmt: skip
_ACTS = {"dispute": 3.0, "claim": 3.0, "refuse": 1.0, "demand": 1.5, "accuse": 1.0, "threaten": 1.0, "raise": 0.5,
         "promise": 1.2, "waiver": 1.0, "plan": 0.5}  # fmt: skip
_MANNERS = {
    "told": 2.0,
    "known": 2.0,
    "alleged": 2.5,
    "denied": 2.5,
    "threatened": 2.5,
    "asked": 1.0,
    "supposed": 1.5,
}
ENOUGH = 2.75  # of an issue's weight over all originals
SURE = 3.2  # of a matter that stands whatever else the story disputes
FEW = 3  # matters below which a story is searched for weaker ones
MOST = 4  # issues that a story gives, standing ones aside
ENOUGH_STANDING = 2.0  # the same for a matter that the lexicon knows as one in standing dispute
MOST_STANDING = 12
_CLASSED = {
    "beat": "harm",
    "wound": "harm",
    "kill": "harm",
    "mistreat": "harm",
    "hack": "hacking",
    "spy": "espionage",
    "bug": "espionage",
}
_OCCASIONS = {
    "ram",
    "destroy",
    "blockade",
    "water-cannon",
    "incursion",
    "move-troops",
    "strike",
    "build",
}  # pass by
_OWN_WORD = {"farm goods", "manufactured goods", "mining", "grain", "meat and livestock", "coal", "dairy"}
REFUSED = "refused call"
_GIVEN_UP = {"compensation", "apology"}


@dataclass(slots=True)
class _Matter:
    """All that a story says of one matter."""

    key: str
    topics: list[tuple[float, Topic]] = field(default_factory=list)


def issues_of(ground: Ground) -> Iterator[Issue]:
    """The same rows, of a group laid out already."""
    merged: dict[str, list[tuple[float, Topic]]] = defaultdict(list)
    for story in ground.stories:
        if ground.dyad in story.dyads:
            for matter in _matters(ground, story.story_id):
                merged[matter.key].extend(matter.topics)
    for key in sorted(merged):
        yield _issue(ground, key, merged[key])


def _matters(ground: Ground, story_id: str) -> list[_Matter]:
    """The matters of a story in dispute between the two, the weightiest first, at most MOST."""
    if ground.dyad not in ground.contended.get(story_id, ()):
        return []
    found: dict[str, _Matter] = {}
    for topic in _concerned(ground, story_id):
        key, weight = key_of(topic), weight_of(topic)
        if topic.reason.startswith("place") and ground.names_side(topic):
            continue
        if weight and _claimed(ground, topic):
            weight += 0.5
        if key in _GIVEN_UP and says("given-up", ground.sentences[topic.sentence_id].exact):
            continue
        if key is not None:
            found.setdefault(key, _Matter(key)).topics.append((weight, topic))
    _hear_refusals(ground, found)
    _join_copies(ground, found)
    weighed = [(total(ground, m), m) for m in found.values()]
    chosen = sorted((w for w in weighed if w[0] >= ENOUGH_STANDING), key=lambda w: (-w[0], w[1].key))
    standing: list[_Matter] = []
    others: list[_Matter] = []
    for weight, matter in chosen:
        listed = any("list-of" in t.reason for _, t in matter.topics)
        if not listed and any(_within(matter, m) for m in (*standing, *others)):
            continue
        if any(matter.key != m.key and matter.key in m.key for _, m in chosen):
            continue
        if _stands(matter):
            standing.append(matter)
        elif weight >= SURE or (weight >= ENOUGH and len(standing) + len(others) < FEW):
            others.append(matter)
    return standing[:MOST_STANDING] + others[: max(0, MOST - len(standing) // 2)]


def _within(matter: _Matter, other: _Matter) -> bool:
    """Whether a weightier matter has its noun, or two thirds of the sentences that contest it."""
    if matter.key not in _CLASSED.values() and _last_nouns(matter) & _last_nouns(other):
        return True
    own = {t.sentence_id for w, t in matter.topics if w}
    return len(own & {t.sentence_id for w, t in other.topics if w}) * 3 >= len(own) * 2


def _last_nouns(matter: _Matter) -> set[str]:
    """The nouns its tellings end in: "field hospital" and "holding of hospital" are one matter."""
    return {fold(n) for w, t in matter.topics if w >= 1 for n in _nouns(t)} - word_set("not_matters")


def _stands(matter: _Matter) -> bool:
    """Whether the lexicon knows it as a matter that states dispute year after year."""
    return any(
        t.reason.startswith(("wording", "place")) and t.label == matter.key and w for w, t in matter.topics
    )


def _concerned(ground: Ground, story_id: str) -> Iterator[Topic]:
    """The topics of a story that this dyad may dispute: all in its own quarrel, else those of its own claims."""
    own = ground.main_dyad.get(story_id) == ground.dyad
    for topic in ground.topics_in.get(story_id, []):
        if own or (
            _claimed(ground, topic, near=True) and not topic.reason.startswith(("place", "wording list"))
        ):
            yield topic


def _claimed(ground: Ground, topic: Topic, *, near: bool = False) -> bool:
    """Whether a contentious claim between the two stands in the topic's sentence (`near`: right before it)."""
    for claim in ground.claims_at(ground.sentences[topic.sentence_id]):
        beside = not near or -10 < topic.start - claim.trigger_start < 80
        if beside and claim.event_type in CONTENTION and ground.joins(claim):
            return True
    return False


def _hear_refusals(ground: Ground, found: dict[str, _Matter]) -> None:
    """Turn the hotline and the calls of a story into one matter where a call was refused."""
    calls = [m for key, m in found.items() if key in {"military hotline", "call", REFUSED}]
    told = [(w, t) for m in calls for w, t in m.topics]
    refused = [(w, t) for w, t in told if _refuses(ground, t)]
    if refused:
        for matter in calls:
            del found[matter.key]
        found[REFUSED] = _Matter(REFUSED, [(2.5 if _refuses(ground, t) else w, t) for w, t in told])


def _join_copies(ground: Ground, found: dict[str, _Matter]) -> None:
    """Join what copies of one original call by two words: acts of one class, each told once in each of two reports."""
    told: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, matter in found.items():
        for _, topic in matter.topics:
            if topic.reason.startswith(("doing", "dispute")):
                act = " ".join(topic.reason.split()[:2])
                told[ground.origin_of.get(topic.report_id, ""), act][topic.report_id].add(key)
    for _, by_report in sorted(told.items()):
        single = [next(iter(keys)) for _, keys in sorted(by_report.items()) if len(keys) == 1]
        for key in single[1:]:
            if key != single[0] and key in found and single[0] in found:
                found[single[0]].topics.extend(found.pop(key).topics)


def _refuses(ground: Ground, topic: Topic) -> bool:
    sentence = ground.sentences[topic.sentence_id]
    claims = ground.claims_at(sentence)
    meant = any(c.event_type == EventType.REJECT and c.mode in {None, "meet"} for c in claims)
    return says("call", sentence.exact) and (meant or says("unheard", sentence.exact))


def key_of(topic: Topic) -> str | None:
    """What topics of one matter have in common: the lexicon's label, else the last noun; None where it is no matter."""
    reason = topic.reason.split()
    if reason[0] in {"promise", "plan", "waiver"}:
        return next((h.matter.label for h in find(topic.label) if h.matter.label not in _OWN_WORD), None)
    if reason[0] == "doing":
        kind = kind_named(reason[1].replace("-", " "))
        if not kind.issue or (kind.issue == "alleged" and reason[2] == "told"):
            return None
        if kind.name in _CLASSED:
            return _CLASSED[kind.name]
        return key_of_words(reason[5].replace("_", " ")) if len(reason) > 5 else None
    if reason[0] in {"wording", "place"}:
        return topic.label
    return key_of_words(topic.label)


def key_of_words(label: str) -> str | None:
    """The lexicon's label of a phrase's last matter, else its last noun; None where that names no matter."""
    hits = list(find(label))
    if hits and hits[-1].matter.label not in _OWN_WORD:
        return hits[-1].matter.label
    words = [fold(w) for w in label.replace("-", " ").split()]
    nouns = [w for w in words if w.isalpha() and len(w) > 2]
    if not nouns or (nouns[-1] in word_set("not_matters") and nouns[-1] != "call"):
        return None
    return nouns[-1]


def weight_of(topic: Topic) -> float:
    """How strongly a topic's own sentence says that it is in dispute."""
    reason = topic.reason.split()
    if reason[0] == "doing":
        return _MANNERS[reason[2]] * (0.6 if reason[1] in _OCCASIONS else 1.0)
    if reason[0] in {"wording", "thing", "place"}:
        framed = _FRAMES.get(reason[1], 0.0) if len(reason) > 1 else 0.0
        if reason[0] == "place" and not _listed(topic):
            return framed / 3
        return framed / 2 if reason[0] == "thing" else framed
    return _ACTS.get(reason[0], 0.0) * (1.0 if topic.contexts else 0.6)


def _listed(topic: Topic) -> bool:
    return "list-of" in topic.reason or "at-odds" in topic.reason


def total(ground: Ground, matter: _Matter) -> float:
    """The weight of a matter: over its originals, that of the copy that tells most of it, each sentence once."""
    by_report: dict[str, dict[str, float]] = defaultdict(dict)
    for weight, topic in matter.topics:
        inside = by_report[topic.report_id]
        inside[topic.sentence_id] = max(inside.get(topic.sentence_id, 0.0), weight + 0.3)
    by_origin: dict[str, float] = defaultdict(float)
    for report_id, sentences in by_report.items():
        origin = ground.origin_of.get(report_id, report_id)
        by_origin[origin] = max(by_origin[origin], min(sum(sentences.values()), 6.0))
    if not any(weight for weight, t in matter.topics):
        return 0.0
    plain = not any(t.contexts for _, t in matter.topics)
    if plain and len(by_origin) == 1 and max(len(s) for s in by_report.values()) == 1:
        return 0.0
    headed = any(ground.sentences[t.sentence_id].block_kind == BlockKind.TITLE for _, t in matter.topics)
    return sum(by_origin.values()) + headed * 1.0


# ---------------------------------------------------------------- the row


def _issue(ground: Ground, key: str, topics: list[tuple[float, Topic]]) -> Issue:
    best = sorted(topics, key=lambda t: _goodness(ground, t))
    shown = _one_a_report(t for _, t in best)
    sentences = [ground.sentences[t.sentence_id] for t in shown]
    sentences += _unheard_originals(ground, [t for w, t in topics if w], {s.report_id for s in sentences})
    sentences.sort(key=lambda s: s.report_id)
    days = sorted(filter(None, (ground.published.get(s.report_id) for s in sentences)))
    return Issue(
        issue_id=content_id("issue", ground.dyad, key),
        dyad=ground.dyad,
        label=_label(ground, key, best),
        contexts=tuple(sorted({c for w, t in topics if w for c in t.contexts})),
        media_topics=tuple(sorted({c for w, t in topics if w for c in t.media_topics})),
        first_seen=days[0] if days else None,
        last_seen=days[-1] if days else None,
        n_origins=len({ground.origin_of.get(s.report_id, s.report_id) for s in sentences}),
        positions=tuple(_positions(ground, [ground.sentences[t.sentence_id] for _, t in best])),
        evidence=ground.words_of(s.sentence_id for s in sentences),
    )


def _unheard_originals(ground: Ground, topics: Sequence[Topic], heard: set[str]) -> list[Sentence]:
    """A sentence of each original not heard yet that names the matter's own noun with another word of a telling."""
    nouns = {fold(w) for t in topics for w in _nouns(t)}
    words = {fold(w) for t in topics for w in t.label.split() if len(w) > 3} | nouns
    origins = {ground.origin_of.get(r) for r in heard}
    stories = {ground.story_of[t.report_id] for t in topics}
    found: list[Sentence] = []
    for report_id in (r for s in sorted(stories) for r in ground.reports_of.get(s, [])):
        if ground.origin_of.get(report_id) in origins or report_id in ground.echoes:
            continue
        for sentence in ground.ordered_sentences.get(report_id, []):
            held = {fold(w) for w in re.findall(r"\w+", sentence.exact)}
            if held & nouns and len(held & words) > 1:
                found.append(sentence)
                origins.add(ground.origin_of.get(report_id))
                break
    return found


def _nouns(topic: Topic) -> list[str]:
    reason = topic.reason.split()
    if reason[0] == "doing":
        return reason[5].split("_")[-1:] if len(reason) > 5 else []
    return topic.label.split()[-1:]


def _goodness(ground: Ground, told: tuple[float, Topic]) -> tuple[object, ...]:
    weight, topic = told
    return (-weight, ground.damage_of.get(topic.report_id, 1), ground.published.get(topic.report_id) or "9999",
            topic.report_id, topic.start)  # fmt: skip


def _label(ground: Ground, key: str, best: Sequence[tuple[float, Topic]]) -> str:
    """The lexicon's label of a standing matter, else the fullest phrase of its strongest, least damaged tellings."""
    standing = [t for _, t in best if t.reason.startswith("wording") and t.label == key]
    deed = next((t.label for w, t in best if key in _CLASSED.values() and t.reason.startswith("doing")), "")
    if len(deed.split()) > 2:
        return deed
    if standing:
        word = standing[0].exact
        return key if _akin(key, word) else f"{key} ({word})"
    if key == REFUSED:
        words = " ".join(t.exact.lower() for _, t in best)
        if "hotline" in words or "hot line" in words:
            return f"{key} on the hotline"
        return "refused audience" if re.search("audience|receive", words) else key
    clean = min(ground.damage_of.get(t.report_id, 1) for w, t in best if w)
    deeds = [(w, t) for w, t in best if not t.reason.startswith(("promise", "plan", "waiver"))]
    if not deeds:
        return key
    best = deeds
    told = [t for w, t in best if w >= 1 and ground.damage_of.get(t.report_id, 1) == clean] or [best[0][1]]
    return max(
        told, key=lambda t: (min(len(t.label.split()), 6), t.reason.startswith("doing"), -told.index(t))
    ).label


def _akin(key: str, word: str) -> bool:
    held = {fold(w)[:5] for w in key.split()}
    return bool(held & {fold(w)[:5] for w in word.split()})


def _one_a_report(topics: Iterable[Topic]) -> list[Topic]:
    found: dict[str, Topic] = {}
    for topic in topics:
        found.setdefault(topic.report_id, topic)
    return [found[r] for r in sorted(found)]


def _positions(ground: Ground, sentences: list[Sentence]) -> Iterator[Position]:
    """The own words of each side: a quotation in or next to a sentence about it, else what a claim of it tells."""
    for state in states_of(ground.dyad):
        quote = next((q for s in sentences for q in _quotes_near(ground, s, state)), None)
        claim = next((c for s in sentences for c in ground.claims_at(s) if _speaks(c, state, ground)), None)
        if quote is not None:
            yield Position(state=state, quote_id=quote.quote_id, span=None)
        elif claim is not None:
            span = Words(report_id=claim.report_id, start=claim.start, end=claim.end, exact=claim.exact)
            yield Position(state=state, quote_id=None, span=span)


def _speaks(claim: Claim, state: str, ground: Ground) -> bool:
    return state in claim.actor_states and ground.joins(claim) and claim.event_type in CONTENTION


def _quotes_near(ground: Ground, sentence: Sentence, state: str) -> Iterator[Quote]:
    near = ground.neighbours(sentence)
    start, end = near[0].start, near[-1].end
    for quote in ground.quotes.get(sentence.report_id, []):
        speaker = quote.speaker_id
        inside = start <= quote.start and quote.end <= end
        if inside and speaker is not None and ground.states.get(speaker, speaker) == state:
            yield quote
