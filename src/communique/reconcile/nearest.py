"""Which event a number or day of a sentence belongs to: that of the nearest trigger."""

from __future__ import annotations

from communique.reconcile.evidence import Story
from communique.reconcile.lines import Line
from communique.records import Claim, Sentence


def subject_beside(
    story: Story, line: Line, sentence: Sentence, offset: int
) -> tuple[str, str, tuple[str, ...]]:
    """Kind and id of what a place of a sentence tells of, with the claim that says so: an event, else the sentence."""
    claim = claim_beside(story, line, sentence, offset)
    if claim is None:
        return "sentence", line.best.sentence_id, ()
    return "event", claim.event_id, (claim.claim_id,)


def claim_beside(story: Story, line: Line, sentence: Sentence, offset: int) -> Claim | None:
    """The claim of a line nearest to a place of one of its sentences; of copies, the least damaged that has any."""
    for own in (sentence, *line.sentences):
        claims = story.claims.get((own.report_id, own.start), [])
        if claims:
            shift = own.start - sentence.start
            return min(claims, key=lambda c: (distance(c, offset + shift), c.claim_id))
    return None


def distance(claim: Claim, offset: int) -> int:
    """Characters between a claim's trigger and a place."""
    return min(abs(claim.trigger_start - offset), abs(claim.trigger_end - offset))
