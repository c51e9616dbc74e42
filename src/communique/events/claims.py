"""From drafts to claims: one report saying one thing, with its sides, time, place, witness and reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.events.affairs import Affair
from communique.events.attribution import Attribution, attribute
from communique.events.contexts import contexts_in
from communique.events.discourse import complete
from communique.events.drafts import Draft
from communique.events.frames import Frames, intensity
from communique.events.match import Matcher
from communique.events.moments import moment_of, place_of
from communique.events.parties import Parties, Party
from communique.events.slots import is_verb, objects
from communique.events.spoken import spoken
from communique.events.views import ReportView, SentenceView, StoryView
from communique.grammar import Token
from communique.records import Claim, Direction, Entity, EventType, Mention, Moment, Status
from communique.spans import content_id

AHEAD = {Status.PLANNED, Status.TENTATIVE, Status.HYPOTHETICAL}
ARRIVING = {"arrive", "land", "touch down", "get here", "welcome", "greet", "receive"}
UNDOING = {
    "postpone": Status.POSTPONED, "delay": Status.POSTPONED, "put off": Status.POSTPONED,
    "reschedule": Status.POSTPONED, "cancel": Status.CANCELLED, "call off": Status.CANCELLED,
    "scrap": Status.CANCELLED,
}  # fmt: skip
POINTERS = {"it", "that", "this", "plan", "plans", "they"}
MEMORY = 6  # sentences back in which a bare "the trip" or "it" finds what it stands for


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with what identity needs to know about it and no table shows."""

    claim: Claim
    marked: bool
    published: str | None
    position: int
    title: bool
    verb: bool
    frame_id: str


@dataclass(slots=True)
class Memory:
    """What the report has told so far: visits and meetings a later "the trip" or "it" may mean."""

    facts: list[tuple[int, Draft]]

    def recall(self, position: int, draft: Draft) -> Draft | None:
        """The last visit by the same side, or to the same host, within reach."""
        for at, known in reversed(self.facts):
            if position - at > MEMORY and draft.actor.known is False:
                return None
            if known.mode != "visit" or not known.actor.known or not known.recipient.known:
                continue
            if draft.actor.known and not _same_side(draft, known):
                continue
            if draft.recipient.known and not set(draft.recipient.states) & set(known.recipient.states):
                continue
            return known
        return None

    def pair(self, position: int) -> tuple[str, ...]:
        """The two sides of the last meeting or visit told in the three sentences before."""
        for at, known in reversed(self.facts):
            sides = known.actor.ids if not known.frame.host else (*known.actor.ids, *known.recipient.ids)
            if 0 <= position - at <= 3 and len(sides) == 2 and not known.frame.host:
                return sides
        return ()

    def last(self, position: int) -> Draft | None:
        """The last visit or meeting told in the two sentences before."""
        near = [d for at, d in self.facts if 0 <= position - at <= 2 and d.event_type is EventType.CONSULT]
        return near[-1] if near else None


def _same_side(draft: Draft, known: Draft) -> bool:
    """Whether two journeys may be one: the same traveller, one told only by state, or a colleague still to go."""
    if set(draft.actor.ids) & set(known.actor.ids):
        return True
    if not set(draft.actor.states) & set(known.actor.states):
        return False
    return not (draft.actor.person and known.actor.person) or draft.status in AHEAD


def claims_of(
    report: ReportView, story: StoryView, frames: Frames, made_by: str, affair: Affair | None = None
) -> Iterator[Fact]:
    """The claims of one report in text order; `affair` gives the sides that its sentences leave unsaid."""
    memory = Memory([])
    before: dict[str, Party] = {}
    seen: set[str] = set()
    for position, view in enumerate(report.sentences):
        parties = Parties(view, story.entities, report.report.text, memory.pair(position), affair, before)
        drafts = Matcher(view, parties, frames, spun=report.spun).drafts()
        drafts = [complete(draft, view, story, affair) for draft in drafts]
        drafts += list(spoken(view, drafts, parties, story, affair))
        drafts = _filled(drafts, memory, position)
        drafts += list(_undone(view, drafts, memory, position))
        for draft in _once(drafts):
            fact = _fact(draft, view, report, parties, made_by, position)
            if fact is not None and fact.claim.claim_id not in seen:
                seen.add(fact.claim.claim_id)
                yield fact


def _filled(drafts: list[Draft], memory: Memory, position: int) -> list[Draft]:
    """The drafts with open sides filled: complete ones first, for the others to draw on."""
    kept: list[Draft] = []
    for draft in sorted(
        drafts, key=lambda d: not (d.actor.known and (d.recipient.known or not d.frame.host))
    ):
        filled = _fill(draft, memory, position)
        if filled is not None:
            kept.append(filled)
            if filled.event_type is EventType.CONSULT:
                memory.facts.append((position, filled))
    return sorted(kept, key=lambda d: d.trigger.i)


def _fill(draft: Draft, memory: Memory, position: int) -> Draft | None:
    """A journey without host or traveller takes them from the last one told; None where that leaves a side open."""
    if draft.frame.symmetric and not draft.actor.known:
        return _theirs(draft, memory, position)
    if not draft.frame.host or (draft.actor.known and draft.recipient.known):
        return draft if draft.actor.known or draft.actor.text else None
    known = memory.recall(position, draft)
    if known is None:
        return None
    return replace(
        draft,
        actor=draft.actor if draft.actor.known else known.actor,
        recipient=draft.recipient if draft.recipient.known else known.recipient,
        confidence=draft.confidence * 0.85,
    )


def _theirs(draft: Draft, memory: Memory, position: int) -> Draft | None:
    """ "Their meeting": the sides of the last meeting told nearby."""
    for at, known in reversed(memory.facts):
        if position - at <= 2 and known.frame.symmetric and len(known.actor.ids) > 1:
            return replace(draft, actor=known.actor, confidence=draft.confidence * 0.6)
    return None


def _undone(view: SentenceView, drafts: list[Draft], memory: Memory, position: int) -> Iterator[Draft]:
    """What "it was postponed" or "he cancelled his plans" undoes: the last visit or meeting told."""
    if any(d.status in {Status.POSTPONED, Status.CANCELLED} for d in drafts):
        return
    for predicate in view.predicates.values():
        status = UNDOING.get(predicate.lemma)
        token = view.tree[predicate.token]
        if (
            status is None
            or not is_verb(token)
            or view.in_quotation(token)
            or predicate.status is Status.NEGATED
        ):
            continue
        if not any(f.token.lower in POINTERS for f in objects(view.tree, token)) and not _shared_pointer(
            view, token
        ):
            continue
        here = [d for d in drafts if d.event_type is EventType.CONSULT]
        known = here[-1] if here else memory.last(position)
        if known is not None:
            yield replace(
                known, trigger=token, status=status, marked=True, confidence=known.confidence * 0.8, carrier=None,
                status_reason=f"'{predicate.lemma}' said of it",
            )  # fmt: skip


def _shared_pointer(view: SentenceView, token: Token) -> bool:
    head = view.tree.head(token)
    return (
        token.dep == "conj"
        and head is not None
        and any(c.lower in POINTERS for c in view.tree.children(head, "nsubj", "nsubjpass"))
    )


def _once(drafts: list[Draft]) -> list[Draft]:
    """One draft for each thing a sentence tells: of two with the same sides, type and status the surer one."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.event_type, draft.mode, draft.actor.ids, draft.recipient.ids, draft.status)
        if (
            draft.event_type not in {EventType.CONSULT, EventType.STATEMENT, EventType.AGREE}
            or key not in best
        ):
            best[(*key, draft.trigger.i) if key in best else key] = draft
        elif (draft.marked, draft.confidence) > (best[key].marked, best[key].confidence):
            best[key] = draft
    return sorted(best.values(), key=lambda d: (d.trigger.i, d.actor.ids, d.recipient.ids))


def _fact(
    draft: Draft, view: SentenceView, report: ReportView, parties: Parties, made_by: str, position: int
) -> Fact | None:
    moment = moment_of(view, draft)
    told = attribute(view.tree, draft, parties)
    claim = _claim(draft, view, report, moment, place_of(view, draft, parties), told, made_by)
    marked = draft.marked and not ("to do it" in draft.status_reason and draft.status is Status.HAPPENED)
    if not marked and (status := _by_date(moment, report.published)) is not None:
        claim, marked = named_claim(replace(claim, status=status)), True
    elif draft.mode == "visit" and draft.status is Status.HAPPENED and draft.trigger.lemma in ARRIVING:
        claim = _with(claim, Status.ONGOING if _just_now(moment, report.published) else Status.HAPPENED)
    elif draft.status is Status.ONGOING and _by_date(moment, report.published) is Status.PLANNED:
        claim = _with(claim, Status.PLANNED)
    return Fact(claim, marked, report.published, position, view.title, is_verb(draft.trigger), draft.frame.id)


def _with(claim: Claim, status: Status) -> Claim:
    return named_claim(replace(claim, status=status))


def _just_now(moment: Moment | None, published: str | None) -> bool:
    """Whether an arrival is so fresh that the visit is still on."""
    if moment is None or moment.date_end is None:
        return True
    return published is not None and moment.date_end >= published[:10]


def _by_date(moment: Moment | None, published: str | None) -> Status | None:
    """The status a bare event noun has by its date alone."""
    if moment is None:
        return None
    if published is not None and moment.date_start is not None:
        return Status.PLANNED if moment.date_start > published[:10] else Status.HAPPENED
    return Status.PLANNED if moment.direction is Direction.FUTURE else None


def _claim(
    draft: Draft,
    view: SentenceView,
    report: ReportView,
    moment: Moment | None,
    place: tuple[Mention, Entity] | None,
    told: Attribution,
    made_by: str,
) -> Claim:
    sentence, actor, recipient = view.sentence, draft.actor, draft.recipient
    key = report.report.report_id
    return named_claim(
        Claim(
            claim_id="",
            event_id="",
            report_id=key,
            origin_id=report.origin_id,
            start=sentence.start,
            end=sentence.end,
            exact=sentence.exact,
            actor=actor.ids,
            actor_states=actor.states,
            actor_sectors=actor.sectors,
            recipient=recipient.ids,
            recipient_states=recipient.states,
            recipient_sectors=recipient.sectors,
            actor_text=actor.text or None,
            recipient_text=recipient.text or None,
            event_type=draft.event_type,
            mode=draft.mode,
            status=draft.status,
            alleged_by=told.alleged_by,
            basis=told.basis,
            attributed_to=told.told_by,
            contexts=contexts_in(sentence.exact, draft.frame.contexts),
            date_text=moment.exact if moment else None,
            date=moment.value if moment else None,
            date_start=moment.date_start if moment else None,
            date_end=moment.date_end if moment else None,
            place_text=place[0].exact if place else None,
            place_id=place[1].entity_id if place else None,
            lat=place[1].lat if place else None,
            lon=place[1].lon if place else None,
            intensity=intensity(draft.event_type, draft.mode),
            confidence=round(min(0.98, max(0.05, draft.confidence)), 3),
            trigger_start=draft.trigger.start,
            trigger_end=draft.trigger.end,
            made_by=made_by,
            why=_why(draft),
        )
    )


def named_claim(claim: Claim) -> Claim:
    """The claim under the id its content gives it."""
    key = (
        claim.report_id,
        claim.trigger_start,
        claim.event_type,
        claim.mode,
        claim.actor,
        claim.recipient,
        claim.status,
    )
    return replace(claim, claim_id=content_id("c", *key))


def _why(draft: Draft) -> str:
    spun = f", read as '{draft.reading}'" if draft.reading != draft.trigger.lemma else ""
    noted = f"; {draft.note}" if draft.note else ""
    status = f"{draft.status.value}: {draft.status_reason}"
    return f"frame {draft.frame.id}: '{draft.trigger.text}'{spun}{noted}; {status}"
