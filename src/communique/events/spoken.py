"""Statements: what an official of one side says in a report of an affair, quoted, is said about the other side."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.affairs import Affair
from communique.events.discourse import inferred
from communique.events.drafts import Draft
from communique.events.frames import Frame, word_list
from communique.events.parties import Parties
from communique.events.party import Party, state_of
from communique.events.slots import Filler, subjects
from communique.events.views import SentenceView, StoryView
from communique.grammar import Token
from communique.records import EntityKind, EventType, Quote, Status

SPEAKING = {
    "answer",
    "respond",
    "reply",
    "specify",
    "remark",
    "comment",
    "instruct",
    "advise",
    "speak",
    "indicate",
}
PLAIN = {
    "say",
    "tell",
    "state",
    "add",
    "note",
    "mention",
    "specify",
    "inform",
    "instruct",
    "declare",
    "explain",
}
CONFIDENCE = 0.6
LEAST_WORDS = 5  # shorter quotations are borrowed words, not statements
QUOTED = Frame(
    id="quoted-words", event_type=EventType.STATEMENT, mode=None, kind="verb", actor=("subject",), recipient=(),
    needs={}, avoid={}, contexts=(), symmetric=False, beside=True, host=False, governs=False, mode_from=None,
    statuses=frozenset(), status=None, hits=(), misses=(),
)  # fmt: skip


def spoken(
    view: SentenceView, drafts: list[Draft], parties: Parties, story: StoryView, affair: Affair | None
) -> Iterator[Draft]:
    """A statement for each quotation by an official whose cue stands in the sentence and tells nothing else."""
    if affair is None:
        return
    taken = {d.trigger.i for d in drafts} | {d.carrier for d in drafts if d.carrier is not None}
    for quote in view.quotes:
        cue = _cue(view, quote) if quote.direct and len(quote.exact.split()) >= LEAST_WORDS else None
        if cue is None or cue.i in taken or _not_said(view, cue):
            continue
        speaker = _speaker(view, quote, cue, parties, story)
        if speaker is None or not speaker.states:
            continue
        other = affair.other(speaker.states)
        if other is None and not affair.outside(speaker.states):
            continue
        taken.add(cue.i)
        yield Draft(
            trigger=cue, frame=QUOTED, event_type=EventType.STATEMENT, mode=None, status=Status.HAPPENED,
            status_reason="words between quotation marks", marked=True, actor=speaker,
            recipient=affair.side(other) if other is not None else affair.both(), confidence=CONFIDENCE,
            reading=cue.lemma, utterance=quote.utterance_id, note=inferred("recipient", affair),
        )  # fmt: skip


def without_quoted(view: SentenceView, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those read into a plain verb of saying by words that stand between quotation marks."""
    if not any(q.direct and len(q.exact.split()) >= LEAST_WORDS for q in view.quotes):
        return drafts
    return [d for d in drafts if not (d.trigger.lemma in PLAIN and _tells_quoted(view, d.trigger))]


def _tells_quoted(view: SentenceView, cue: Token) -> bool:
    told = view.tree.children(cue, "ccomp", "xcomp")
    return all(view.in_quotation(t) for t in told)


def _not_said(view: SentenceView, cue: Token) -> bool:
    """Whether the words are still to be said, or were not."""
    predicate = view.predicates.get(cue.i)
    return predicate is not None and predicate.status not in {Status.HAPPENED, Status.ONGOING}


def _cue(view: SentenceView, quote: Quote) -> Token | None:
    """The verb of saying beside a quotation, in this sentence and outside the marks."""
    words = word_list("reporting") | SPEAKING
    near = [
        t for t in view.tree
        if not view.in_quotation(t) and t.pos in {"VERB", "AUX"}
        and (t.lemma in words or (quote.cue or "").lower() in {t.lower, t.lemma})
    ]  # fmt: skip
    return min(near, key=lambda t: (_gap(t, quote), t.i), default=None)


def _gap(token: Token, quote: Quote) -> int:
    return max(token.start - quote.end, quote.start - token.end, 0)


def _speaker(
    view: SentenceView, quote: Quote, cue: Token, parties: Parties, story: StoryView
) -> Party | None:
    entity = story.entities.get(quote.speaker_id or "")
    if entity is not None and entity.kind is not EntityKind.PLACE:
        state = state_of(entity)
        person = entity.kind is EntityKind.PERSON
        text = quote.speaker_text or entity.name
        if state is not None and (not person or entity.sector != "CVL"):
            return Party((entity.entity_id,), (state,), (entity.sector or "GOV",), text, person=person)
        return None
    told = [parties.party(Filler(f.token)) for f in subjects(view.tree, cue)]
    return next(
        (p for p in told if p is not None and p.states and set(p.sectors) & {"GOV", "MIL", "IGO"}), None
    )
