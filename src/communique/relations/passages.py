"""A clause that may tell of an encounter: where it stands, its meeting words, and the claim that rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from communique.dyads import states_of
from communique.records import Claim, EventType, Mention, Status
from communique.relations.affairs import Affair, Line
from communique.relations.meeting_words import KEEP, Word, clauses_of, encounters_in

SIGNS = (EventType.AGREE, EventType.SUPPORT)
TOLD = {
    Status.HAPPENED: "happened", Status.ONGOING: "happened", Status.PLANNED: "planned", Status.TENTATIVE: "tentative",
    Status.HYPOTHETICAL: "tentative", Status.POSTPONED: "postponed", Status.CANCELLED: "cancelled",
}  # fmt: skip
_MARKS = re.compile(r"[“\"][^”\"]*[”\"]?")
_AGREED = re.compile(r"(?i)agree|consent|conclud|sign|strik|struck|reach|seal|initial|work|\bput|end|finish")
_BETWEEN = re.compile(r"(?i)broker|mediat|moderat|shuttl|arbitrat|go-between|intermedi|carried")
_BEFORE, _BEHIND = 90, 120  # characters around meeting words in which what came of them is told


@dataclass(frozen=True, slots=True)
class Passage:
    """The stretch [start, end) of a line; `claim` None where no claim on contact rests on it."""

    line: Line
    start: int
    end: int
    words: tuple[Word, ...]
    claim: Claim | None

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.line.sentence.exact

    @property
    def text(self) -> str:
        """The clause."""
        return self.sentence[self.start : self.end]

    @property
    def near(self) -> str:
        """The part of a long clause around its meeting words, quoted words blotted out."""
        at = [w.start for w in self.words] + [w.end for w in self.words]
        if self.claim is not None:
            at = [self.claim.trigger_start - self.line.sentence.start]
        low, high = max(self.start, min(at) - _BEFORE), min(self.end, max(at) + _BEHIND)
        return without_quotes(self.sentence)[low:high]

    def holds(self, mention: Mention) -> bool:
        """Whether a mention stands in the clause."""
        return self.start <= mention.start - self.line.sentence.start < self.end


def passages_of(affair: Affair, line: Line) -> Iterator[Passage]:
    """The clauses of a line with a meeting word or a claim of contact; one passage for each event claimed in it."""
    bare = without_quotes(line.sentence.exact)
    words = encounters_in(bare)
    claims = [c for c in line.claims if tells_contact(affair, c)]
    if not words and not claims:
        return
    low = line.sentence.start
    for start, end in clauses_of(bare):
        here = tuple(w for w in words if start <= w.start < end)
        told = _one_each([c for c in claims if start <= c.trigger_start - low < end])
        if here and not told:
            yield Passage(line, start, end, here, None)
        for claim in told:
            yield Passage(line, start, end, here, claim)


@lru_cache(maxsize=KEEP)
def without_quotes(text: str) -> str:
    """The text with quoted words blotted out, letter for letter."""
    return _MARKS.sub(lambda m: "·" * len(m[0]), text)


def _one_each(claims: list[Claim]) -> list[Claim]:
    """One claim an event, talks before signatures; signatures only where no talks are claimed."""
    talks = [c for c in claims if c.event_type not in SIGNS] or claims
    found: dict[str, Claim] = {}
    for claim in sorted(talks, key=lambda c: (-c.confidence, c.claim_id)):
        found.setdefault(claim.event_id, claim)
    return sorted(found.values(), key=lambda c: (c.trigger_start, c.claim_id))


def tells_contact(affair: Affair, claim: Claim) -> bool:
    """Whether a claim tells contact, its plan or its refusal between the two states of the dyad."""
    ours = set(states_of(affair.dyad))
    if not ours <= {*claim.actor_states, *claim.recipient_states}:
        return False
    if any(affair.is_private(i) for i in (*claim.actor, *claim.recipient)):
        return False
    if claim.event_type is EventType.CONSULT:
        acting = bool(set(claim.actor_states) & ours)
        between = claim.mode in ("third-party", "multilateral")
        return claim.status in TOLD and (
            not _brokered(claim) if acting else between or not claim.actor_states
        )
    if claim.event_type is EventType.REJECT:
        return claim.mode == "meet"
    together = ours <= set(claim.actor_states) and not claim.recipient_states
    return together and claim.event_type in SIGNS and claim.status is Status.HAPPENED and _agreed(claim)


def _brokered(claim: Claim) -> bool:
    """Whether a third state only goes between: no contact of its own is told."""
    at = claim.trigger_start - claim.start
    return claim.mode == "third-party" and bool(_BETWEEN.match(claim.exact[at : at + 12]))


def _agreed(claim: Claim) -> bool:
    """Whether the sides came to terms, rather than that somebody recalls what they once pledged."""
    at = claim.trigger_start - claim.start
    return bool(_AGREED.match(claim.exact[at : at + 12]))
