"""Acts that one side or origin tells and another denies, one row for each act however often it is denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.reconcile.denials import CODED, Charge, claims_of, find_denials, types_in
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import DONE, Story
from communique.reconcile.lines import Line
from communique.records import EventType, Status, Verdict

ALIKE = 2.0  # shared weight of two sentences that tell of one act


@dataclass(frozen=True, slots=True)
class Answer:
    """One denial and the charge it answers."""

    denial: Line
    charge: Charge
    types: frozenset[EventType]
    deniers: frozenset[str]

    @property
    def event_id(self) -> str | None:
        """The event of the act; None where the act itself is not coded."""
        claim = self.charge.claim
        return claim.event_id if claim is not None and claim.event_type is not EventType.ACCUSE else None


def compare_disputes(story: Story) -> Iterator[Draft]:
    """A draft for each act that is told as done by some and denied by others."""
    groups: list[list[Answer]] = []
    answers = [_answer(story, denial, charge) for denial, charge in find_denials(story)]
    for answer in sorted(answers, key=lambda a: (-a.charge.weight, a.denial.line_id)):
        home = next((group for group in groups if _of_one_act(answer, group[0])), None)
        if home is None:
            groups.append([answer])
        else:
            home.append(answer)
    for group in groups:
        yield _draft(story, group)


def _answer(story: Story, denial: Line, charge: Charge) -> Answer:
    claim = charge.claim
    if claim is not None and claim.event_type is not EventType.ACCUSE:
        types: set[EventType] = {claim.event_type}
    else:
        types = types_in(charge.line.best.exact)
    return Answer(denial, charge, frozenset(types), frozenset(story.states_in(denial.best)))


def _of_one_act(one: Answer, first: Answer) -> bool:
    """Whether two denials answer one charge: the same event, or the same kind of act and the same side."""
    if one.event_id is not None and one.event_id == first.event_id:
        return True
    apart = (
        one.charge.line.line_id != first.charge.line.line_id
        or one.charge.weight == first.charge.weight == CODED
    )
    if one.event_id is not None and first.event_id is not None and apart:
        return False
    sides = not one.deniers or not first.deniers or bool(one.deniers & first.deniers)
    return sides and bool(one.types & first.types)


def _draft(story: Story, group: list[Answer]) -> Draft:
    """On the act's event; where the act is not coded, on the sentence that tells it."""
    best = next((a for a in group if a.event_id is not None), group[0])
    asserted: dict[str, set[str]] = {}
    for answer in group:
        asserted.setdefault(answer.charge.line.origin_id, set()).update(_accusing(answer))
        for voice in story.voices.get(answer.event_id or "", ()):
            if voice.status in DONE:
                asserted.setdefault(voice.origin, set()).add(voice.claim.claim_id)
    for origin, claim_id in _others(story, best):
        asserted.setdefault(origin, set()).add(claim_id)
    denied: dict[str, set[str]] = {}
    for answer in group:
        claims = {c.claim_id for c in claims_of(story, answer.denial) if c.status is Status.NEGATED}
        denied.setdefault(answer.denial.origin_id, set()).update(claims)
    said = (*_said(Status.HAPPENED, asserted), *_said(Status.NEGATED, denied))
    words = " / ".join(dict.fromkeys(a.denial.best.exact for a in group))
    reason = f"told as done by {story.names(asserted)}, denied in {story.names(denied)}: '{words}'"
    subject = ("event", best.event_id) if best.event_id else ("sentence", best.charge.line.best.sentence_id)
    return Draft(*subject, "status", Verdict.CONTRADICTED, said, reason)


def _accusing(answer: Answer) -> set[str]:
    claim = answer.charge.claim
    return {claim.claim_id} if claim is not None else set()


def _others(story: Story, best: Answer) -> Iterator[tuple[str, str]]:
    """Origins whose own event of the same kind and doer is told in words near to the charge's."""
    claim = best.charge.claim
    if claim is None or best.event_id is None:
        return
    for event_id, voices in sorted(story.voices.items()):
        if story.event_of[event_id].event_type is not claim.event_type:
            continue
        for voice in voices:
            same = not voice.claim.actor_states or voice.claim.actor_states == claim.actor_states
            alike = story.topics.shared(voice.line.best, best.charge.line.best, names=False) >= ALIKE
            if voice.status in DONE and same and alike:
                yield voice.origin, voice.claim.claim_id


def _said(status: Status, origins: dict[str, set[str]]) -> Iterator[Said]:
    return (Said(status.value, origin, tuple(sorted(claims))) for origin, claims in sorted(origins.items()))
