"""An event as one frame reads it in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from communique.events.frames import Frame
from communique.events.parties import Party
from communique.grammar import Token
from communique.records import EventType, Status


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

    @property
    def states(self) -> set[str]:
        """All states on either side."""
        return {*self.actor.states, *self.recipient.states}
