"""From drafts to claims: one report saying one thing, with its sides, time, place, witness and reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.events.affairs import Affair
from communique.events.attribution import Attribution, attribute
from communique.events.contexts import contexts_in
from communique.events.discourse import (
    comes_from_there,
    complete,
    conditional,
    of_nobody,
    stations,
    unsettled,
)
from communique.events.drafts import Draft
from communique.events.frames import Frames, intensity
from communique.events.match import Matcher
from communique.events.memory import Memory, denied, filled, undone
from communique.events.moments import moment_of, place_of
from communique.events.parties import Parties
from communique.events.party import Party
from communique.events.slots import Filler, is_verb
from communique.events.spoken import spoken, without_quoted
from communique.events.views import ReportView, SentenceView, StoryView
from communique.records import Claim, Direction, Entity, EventType, Mention, Moment, Status
from communique.spans import content_id

ARRIVING = {"arrive", "land", "touch down", "get here", "welcome", "greet"}


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
    utterance: str | None = None
    twin: str | None = None  # the claim of the sentence of a cleaner copy that this one repeats


def claims_of(
    report: ReportView, story: StoryView, frames: Frames, made_by: str, affair: Affair | None = None
) -> Iterator[Fact]:
    """The claims of one report in text order; `affair` gives the sides that its sentences leave unsaid."""
    memory = Memory(affair=affair)
    before: dict[str, Party] = {}
    seen: set[str] = set()
    for position, view in enumerate(report.sentences):
        parties = Parties(view, story.entities, report.report.text, memory.pair(position), affair, before)
        drafts = Matcher(view, parties, frames, spun=report.spun).drafts()
        drafts = [
            conditional(unsettled(complete(draft, view, story, affair), view), view)
            for draft in without_quoted(view, drafts)
            if not comes_from_there(draft, view, story) and not of_nobody(draft, view)
        ]
        drafts = [station for draft in drafts for station in stations(draft, view, parties)]
        drafts += list(spoken(view, drafts, parties, story, affair))
        drafts = filled(drafts, memory, position)
        drafts += list(undone(view, drafts, memory, position))
        gone = [_from_before(d) for d in denied(view, drafts, parties, memory, position)]
        drafts += [complete(d, view, story, affair) for d in gone]
        before.update(_roles(drafts) | _last_told(view, parties))
        for draft in _once(drafts):
            fact = _fact(draft, view, report, parties, made_by, position)
            if fact is not None and fact.claim.claim_id not in seen:
                seen.add(fact.claim.claim_id)
                yield fact


def _from_before(draft: Draft) -> Draft:
    """A draft of an earlier sentence, whose sides have no words in this one."""
    return replace(draft, actor=replace(draft.actor, token=-1), recipient=replace(draft.recipient, token=-1))


def _roles(drafts: list[Draft]) -> dict[str, Party]:
    """Who "the host", "the guest" or "the mediator" is from here on."""
    found: dict[str, Party] = {}
    for draft in drafts:
        if draft.mode == "visit" and draft.actor.states and draft.recipient.states:
            found |= dict.fromkeys(("guest", "visitor"), draft.actor) | {"host": draft.recipient}
        elif draft.mode == "third-party" and draft.actor.states:
            found |= dict.fromkeys(("mediator", "broker", "go-between", "intermediary", "host"), draft.actor)
    return found


def _last_told(view: SentenceView, parties: Parties) -> dict[str, Party]:
    """Whom "it", "he" or "she" means in the next sentence where no room has found out: the last subject named."""
    found: dict[str, Party] = {}
    for token in view.tree:
        if token.dep not in {"nsubj", "nsubjpass"} or view.in_quotation(token) or token.tag.startswith("PRP"):
            continue
        party = parties.party(Filler(token))
        if party is not None and len(party.states) == 1:
            names = ("last he", "last she") if party.person or party.sectors == ("GOV",) else ()
            found |= dict.fromkeys(names, party)
            if not party.person:
                found["last it"] = replace(party, ids=party.states)
    return found


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
    return Fact(
        claim,
        marked,
        report.published,
        position,
        view.title,
        is_verb(draft.trigger),
        draft.frame.id,
        draft.utterance,
    )


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
