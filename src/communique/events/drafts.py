"""An event as one frame reads it in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from communique.events.frames import Frame
from communique.events.party import Party
from communique.grammar import Token
from communique.records import EventType, Status

UNSAID = {
    EventType.ASSAULT,
    EventType.COERCE,
    EventType.RETREAT,
    EventType.SANCTION,
}  # told without their doer
ANYBODY = {"UNK", "CVL", "CRM", "UAF"}  # people of whom nothing political is told


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as one frame reads it in one sentence, before dates, places and identity."""

    trigger: Token
    frame: Frame
    event_type: EventType
    mode: str | None
    status: Status
    status_reason: str
    marked: bool
    actor: Party
    recipient: Party
    confidence: float
    reading: str
    alleged_by: str | None = None
    carrier: int | None = None  # the light verb's token
    party_token: int | None = None  # the one counterpart of several that this draft is about
    note: str = ""  # what was inferred from outside the sentence
    utterance: str | None = None  # whose saying this is, where it is words between quotation marks

    @property
    def doer_unsaid(self) -> bool:
        """Whether this is a deed told in the passive, to somebody named, without who did it."""
        told = self.event_type in UNSAID or "legal" in self.frame.contexts
        anybody = set(self.recipient.sectors) <= ANYBODY and not self.recipient.known
        return told and not self.actor.text and bool(self.recipient.text) and not anybody

    @property
    def states(self) -> set[str]:
        """All states on either side."""
        return {*self.actor.states, *self.recipient.states}
