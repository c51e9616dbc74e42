"""Carries what a clean sentence tells over to the damaged copy of it that a frame cannot read, or reads amiss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from communique.events.claims import Fact, named_claim
from communique.events.frames import spun_readings
from communique.events.views import ReportView, SentenceView, StoryView
from communique.grammar import Token
from communique.records import Claim, Copy, EventType, How, Pair

WEIGHT = 0.85
CONTENT = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "noun"}
LEAST = 0.3  # score of a pair below which the sentences may tell different things
REACH = 0.5  # share of the damaged sentence that its aligned stretch must cover

Place = tuple[str, int]  # report and start of a sentence


def carry_over(facts: list[Fact], story: StoryView) -> list[Fact]:
    """The facts, those of damaged sentences replaced by what the aligned clean sentences tell."""
    told: dict[Place, list[Fact]] = {}
    for fact in facts:
        told.setdefault((fact.claim.report_id, fact.claim.start), []).append(fact)
    views = {r.report.report_id: r for r in story.reports}
    for place, (damaged, clean, report) in sorted(_aligned(story, views).items()):
        told[place] = _carried(
            told.get(place, []), told.get(clean, []), damaged, views[clean[0]], clean, report
        )
    return [fact for place in sorted(told) for fact in told[place]]


def _aligned(
    story: StoryView, views: Mapping[str, ReportView]
) -> dict[Place, tuple[SentenceView, Place, ReportView]]:
    """Damaged sentence → its view, the clean sentence aligned best with it, and its report."""
    best: dict[Place, tuple[float, SentenceView, Place, ReportView]] = {}
    for copy in story.copies:
        if copy.how is How.SHARED_QUOTES_ONLY or not {copy.left_id, copy.right_id} <= set(views):
            continue
        left, right = views[copy.left_id], views[copy.right_id]
        if left.spun == right.spun:
            continue
        for pair in copy.pairs:
            for score, damaged, clean in _sentences(pair, copy, views):
                place = damaged.sentence.report_id, damaged.sentence.start
                home = clean.sentence.report_id, clean.sentence.start
                if place not in best or (score, home) > (best[place][0], best[place][2]):
                    best[place] = (score, damaged, home, views[place[0]])
    return {place: (view, home, report) for place, (_, view, home, report) in best.items()}


def _sentences(
    pair: Pair, copy: Copy, views: Mapping[str, ReportView]
) -> Iterator[tuple[float, SentenceView, SentenceView]]:
    """The damaged and the clean sentence of a pair, none where a stretch is not one sentence of body."""
    if pair.score < LEAST:
        return
    left = _in(views[copy.left_id], pair.left_start, pair.left_end)
    right = _in(views[copy.right_id], pair.right_start, pair.right_end)
    if left is None or right is None:
        return
    damaged, clean = (left, right) if views[copy.left_id].spun else (right, left)
    yield pair.score, damaged, clean


def _in(report: ReportView, start: int, end: int) -> SentenceView | None:
    """The sentence that fills most of a stretch."""
    best, most = None, 0.0
    for view in report.sentences:
        s = view.sentence
        shared = min(end, s.end) - max(start, s.start)
        if shared > most and shared >= REACH * (s.end - s.start):
            best, most = view, float(shared)
    return best


def _carried(
    own: list[Fact],
    others: list[Fact],
    damaged: SentenceView,
    clean_report: ReportView,
    clean: Place,
    report: ReportView,
) -> list[Fact]:
    told_in = next(v for v in clean_report.sentences if v.sentence.start == clean[1])
    kept = [
        replace(f, twin=twin) for f in own
        if (twin := next((o.claim.claim_id for o in others if _same(f.claim, o.claim)), None)) is not None
    ]  # fmt: skip
    known = {f.claim.claim_id for f in kept}
    made = []
    for fact in others:
        if any(_same(k.claim, fact.claim) for k in kept):
            continue
        trigger = _trigger(fact.claim, told_in, damaged)
        made.append(_moved(fact, trigger, damaged, report))
    taken = {f.claim.event_type for f in others}
    unread = [
        f for f in own if f.claim.claim_id not in known and not others and f.claim.event_type not in taken
    ]
    return [*kept, *made, *unread]


def _same(one: Claim, two: Claim) -> bool:
    return (
        one.event_type is two.event_type
        and one.actor_states == two.actor_states
        and one.recipient_states == two.recipient_states
        and (one.status is two.status or one.event_type is not EventType.CONSULT)
    )


def _moved(fact: Fact, trigger: Token, damaged: SentenceView, report: ReportView) -> Fact:
    sentence, claim = damaged.sentence, fact.claim
    frame, status = claim.why.rsplit("; ", 1)
    moved = replace(
        claim,
        report_id=sentence.report_id,
        origin_id=report.origin_id,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.exact,
        actor_text=None,
        recipient_text=None,
        date_text=None,
        place_text=None,
        confidence=round(claim.confidence * WEIGHT, 3),
        trigger_start=trigger.start,
        trigger_end=trigger.end,
        why=f"'{trigger.text}', as the cleaner copy tells this sentence: {frame}; {status}",
    )
    position = next(n for n, v in enumerate(report.sentences) if v.sentence.start == sentence.start)
    return replace(
        fact, claim=named_claim(moved), published=report.published, position=position, twin=claim.claim_id
    )


def _trigger(claim: Claim, clean: SentenceView, damaged: SentenceView) -> Token:
    """The word of the damaged sentence that stands for the clean one's trigger."""
    told = clean.tree.between(claim.trigger_start, claim.trigger_end)
    word = told[0] if told else clean.tree[0]
    target = _expected(word.i, clean, damaged)
    kind = CONTENT.get(word.pos, "")
    free = [t for t in damaged.tree if t.pos in CONTENT and not damaged.in_quotation(t)]
    free = free or list(damaged.tree)
    plain = spun_readings()

    def fit(token: Token) -> tuple[float, int]:
        same = token.lemma == word.lemma or word.lemma in plain.get((token.lemma, kind), ())
        unlike = CONTENT.get(token.pos) != kind
        return abs(token.i - target) + 2 * unlike - 6 * same, token.i

    return min(free, key=fit)


def _expected(at: int, clean: SentenceView, damaged: SentenceView) -> float:
    """Where in the damaged sentence a clean token's place is, between the words both share."""
    left, right = [t.text.lower() for t in clean.tree], [t.text.lower() for t in damaged.tree]
    anchors = [(-1, -1), (len(left), len(right))]
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        anchors += [(block.a + n, block.b + n) for n in range(block.size)]
    anchors.sort()
    before = max(a for a in anchors if a[0] <= at)
    after = min(a for a in anchors if a[0] >= at)
    if before[0] == after[0]:
        return float(before[1])
    share = (at - before[0]) / (after[0] - before[0])
    return before[1] + share * (after[1] - before[1])
