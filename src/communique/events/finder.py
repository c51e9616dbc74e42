"""Finds what no frame reads: words that the statistical opinion holds to tell an event, with their sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from communique.events.affairs import Affair
from communique.events.claims import Fact, _fact
from communique.events.cues import Cues, Reader
from communique.events.discourse import comes_from_there, complete, inferred, of_nobody, unsettled
from communique.events.drafts import Draft
from communique.events.filling import Filling
from communique.events.frames import Frame, word_list
from communique.events.parties import Parties
from communique.events.party import Party, joined
from communique.events.slots import is_verb, light_verb
from communique.events.telling import LABELS, VISIT, Floats, Telling
from communique.events.views import ReportView, SentenceView, StoryView
from communique.grammar import Token
from communique.records import EventType, Status
from communique.rules import cells, load_table

DEEDS = {
    EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.SANCTION, EventType.RETREAT, EventType.PROTEST,
}  # fmt: skip
SPEECH = {
    EventType.ACCUSE, EventType.AGREE, EventType.CONCEDE, EventType.REJECT, EventType.REQUEST, EventType.STATEMENT,
}  # fmt: skip


TWICE = 0.6  # probability below which a sentence that tells a type already is not read for it once more


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the sides of a type stand around a word that no frame knows, slots in the order in which they are tried."""

    frame: Frame
    together: str  # "together": all are actors; "both": so where no receiver is told; "" otherwise


@dataclass(frozen=True, slots=True)
class Guess:
    """A candidate of a sentence with the probability of each label."""

    view: SentenceView
    position: int
    cues: Cues
    odds: Floats

    @property
    def label(self) -> str:
        """The likeliest label but none."""
        return LABELS[1 + int(self.odds[1:].argmax())]

    @property
    def share(self) -> float:
        """Its probability; a journey and a meeting are one type."""
        consult = LABELS.index(EventType.CONSULT.value)
        best = float(self.odds[1:].max())
        other = VISIT if self.label == EventType.CONSULT else LABELS[consult] if self.label == VISIT else None
        return best + (float(self.odds[LABELS.index(other)]) if other else 0.0)


@cache
def plans() -> Mapping[str, Plan]:
    """Label → where its sides stand (`finding.tsv`)."""
    return {row["type"]: Plan(_frame(row), row["together"]) for row in load_table("events/finding.tsv")}


def _frame(row: Mapping[str, str]) -> Frame:
    visit = row["type"] == VISIT
    return Frame(
        id="opinion", event_type=EventType.CONSULT if visit else EventType(row["type"]),
        mode="visit" if visit else None,
        kind="verb", actor=tuple(cells(row, "actor")), recipient=tuple(cells(row, "recipient")), needs={}, avoid={},
        contexts=(), symmetric=row["together"] == "together", beside=False, host=visit, governs=False, mode_from=None,
        statuses=frozenset(), status=None, hits=(), misses=(),
    )  # fmt: skip


def guesses(reports: Iterable[ReportView], telling: Telling) -> dict[str, list[Guess]]:
    """report_id → its candidates in text order; those of all reports are scored at once."""
    found = [(r.report.report_id, *told) for r in reports for told in _candidates(r, telling)]
    odds = telling.odds([cues for _, _, _, cues in found])
    heard: dict[str, list[Guess]] = {}
    for n, (report_id, view, position, cues) in enumerate(found):
        heard.setdefault(report_id, []).append(Guess(view, position, cues, odds[n]))
    return heard


def _candidates(report: ReportView, telling: Telling) -> Iterator[tuple[SentenceView, int, Cues]]:
    for position, view in enumerate(report.sentences):
        told = [t for t in view.tree.tokens if telling.may_tell(t)]
        if not told or _out_of_scope(view):
            continue
        reader = Reader(view.tree, title=view.title)
        yield from ((view, position, reader.read(t)) for t in told if not view.in_quotation(t))


def find(
    facts: Iterable[Fact],
    heard: Mapping[str, list[Guess]],
    story: StoryView,
    affairs: Mapping[str, Affair],
    telling: Telling,
    made_by: str,
) -> Iterator[Fact]:
    """The claims that the opinion makes beside the frames' facts, report by report in text order.

    `heard` holds the candidates of each report by its id, as `guesses` gives them.
    """
    taken: dict[str, list[Fact]] = {}
    for fact in facts:
        taken.setdefault(fact.claim.report_id, []).append(fact)
    for report in story.reports:
        key = report.report.report_id
        sure = [g for g in heard.get(key, []) if g.share >= telling.least[g.label]]
        yield from _in_report(report, sure, taken.get(key, []), story, affairs.get(key), telling, made_by)


def _in_report(
    report: ReportView,
    sure: list[Guess],
    facts: list[Fact],
    story: StoryView,
    affair: Affair | None,
    telling: Telling,
    made_by: str,
) -> Iterator[Fact]:
    before: dict[str, Party] = {}
    held: set[str] = {f.claim.claim_id for f in facts}
    in_sentence: dict[int, list[Fact]] = {}
    for known in facts:
        in_sentence.setdefault(known.claim.start, []).append(known)
    for guess in sure:
        view = guess.view
        near = in_sentence.setdefault(view.sentence.start, [])
        if _claimed(guess, near):
            continue
        parties = Parties(view, story.entities, report.report.text, (), affair, before)
        draft = _draft(guess, parties, story, affair, telling)
        fact = _fact(draft, view, report, parties, made_by, guess.position) if draft is not None else None
        if fact is None or fact.claim.claim_id in held or _told(fact, near):
            continue
        held.add(fact.claim.claim_id)
        near.append(fact)
        yield fact


def _claimed(guess: Guess, facts: list[Fact]) -> bool:
    """Whether its sentence tells this type already, or this word or the one that carries it has been read."""
    kind = plans()[guess.label].frame.event_type
    if guess.share < TWICE and any(f.claim.event_type is kind for f in facts):
        return True
    token, tree = guess.cues.token, guess.view.tree
    carrier = light_verb(tree, token) if not is_verb(token) else None
    own = {t.start for t in (token, carrier) if t is not None}
    own |= {t.start for t in tree.children(token, "dobj", "attr") if is_verb(token) and light_verb(tree, t)}
    return any(f.claim.trigger_start in own for f in facts)


def _told(fact: Fact, facts: list[Fact]) -> bool:
    """Whether the sentence tells the like already: the same type between the same sides."""
    c = fact.claim
    sides = {*c.actor_states, *c.recipient_states}
    return any(
        f.claim.event_type is c.event_type and (sides <= {*f.claim.actor_states, *f.claim.recipient_states})
        for f in facts
    )


def _draft(
    guess: Guess, parties: Parties, story: StoryView, affair: Affair | None, telling: Telling
) -> Draft | None:
    plan, token, view = plans()[guess.label], guess.cues.token, guess.view
    filling = Filling(view, parties)
    actors = _first(filling, plan.frame.actor, token)
    actor = joined(actors)
    others = [
        p
        for p in _first(filling, plan.frame.recipient, token, places=plan.frame.host)
        if p.token not in {a.token for a in actors}
    ]
    others = [p for p in others if not p.states or not set(p.states) <= set(actor.states)]
    recipient = joined(others)
    if plan.together == "together":
        actor, recipient = joined([*actors, *others]), Party()
    predicate = view.predicates.get(token.i)
    status = predicate.status if predicate is not None else Status.HAPPENED
    draft = Draft(
        trigger=token, frame=plan.frame, event_type=plan.frame.event_type, mode=plan.frame.mode,
        status=_status(plan.frame.event_type, status, token),
        marked=predicate is not None and predicate.reason != "unmarked noun",
        status_reason=predicate.reason if predicate is not None else "unmarked noun", actor=actor, recipient=recipient,
        confidence=telling.confidence(guess.share), reading=token.lemma, note=_note(guess, telling),
    )  # fmt: skip
    if comes_from_there(draft, view, story) or of_nobody(draft, view):
        return None
    draft = unsettled(complete(draft, view, story, affair), view)
    if affair is None and len(draft.states) < 2:
        return None
    return _of_affair(draft, plan, affair)


def _of_affair(draft: Draft, plan: Plan, affair: Affair | None) -> Draft | None:
    """The draft with both sides of the affair where it names none and what it tells is done by both."""
    if draft.event_type is EventType.STATEMENT and not (draft.actor.states and draft.recipient.states):
        return None
    one = len({*draft.actor.states, *draft.recipient.states}) < 2
    if plan.together and affair is not None and one and not draft.frame.host:
        known = draft.states
        if not known and (plan.together == "together" or draft.actor.text or not draft.actor.known):
            return replace(
                draft,
                actor=affair.both(draft.actor.text, draft.actor.token),
                note=f"{draft.note}; {inferred('sides', affair)}",
            )
        if plan.together == "together" and affair.other(tuple(known)) is not None:
            both = replace(draft.actor, states=tuple(sorted(affair.sides)))
            return replace(draft, actor=both, note=f"{draft.note}; {inferred('second side', affair)}")
    if not draft.states and affair is None:
        return None
    return draft if draft.actor.text or draft.recipient.text or draft.states else None


def _first(filling: Filling, slots: tuple[str, ...], token: Token, *, places: bool = False) -> list[Party]:
    for slot in slots:
        fillers = filling.fill(slot, token)
        found = filling.parties.places(fillers) if places else filling.sides(fillers)
        if found:
            return found
    return []


def _status(kind: EventType, status: Status, token: Token) -> Status:
    if kind is EventType.THREATEN:
        return Status.THREATENED if status in {Status.HAPPENED, Status.ONGOING, Status.NEGATED} else status
    if kind in DEEDS and token.lemma in word_list("denying"):
        return Status.NEGATED
    if kind in SPEECH and status is Status.ONGOING:
        return Status.HAPPENED
    return Status.HYPOTHETICAL if status is Status.THREATENED else status


def _note(guess: Guess, telling: Telling) -> str:
    told = ", ".join(f"'{name}'" for name in telling.reasons(guess.cues, guess.label))
    return f"read as {guess.label} with {guess.share:.2f} by the statistical opinion, most for {told}"


def _out_of_scope(view: SentenceView) -> bool:
    words = {t.lower for t in view.tree.tokens} | {t.lemma for t in view.tree.tokens}
    return len(words & word_list("sport")) >= 2 or len(words & word_list("cooking")) >= 3
