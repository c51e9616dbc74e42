# (10:25 UTC today: second.py, opinion.py, traits.py, the model file and bench/second_opinion are being reworked by another
# engineer, who also adds events/finder.py and one call for it in code.py; please leave them)
"""The second opinion: what a small model over the whole sentence thinks of a claim that a frame read in it."""

from __future__ import annotations

from dataclasses import replace

from communique.events import opinion
from communique.events.drafts import Draft
from communique.events.parties import Party
from communique.events.views import SentenceView

# Factors: bench/second_opinion/combine.py. The model weighs and does not veto: on stories it was not chosen on, five of
# the seven claims it would have dropped were right.
FIRST, SECOND, FAR = (
    1.15,
    0.90,
    0.80,
)  # confidence where the model ranks the type first, not first, or far behind
BEHIND = 0.05


def weighed(draft: Draft, view: SentenceView) -> Draft:
    """The draft with its confidence weighed by what the model thinks of its type."""
    odds = opinion.read(view.tree, _span(draft.actor, view), _span(draft.recipient, view))
    named = {kind: p for kind, p in odds.items() if kind is not None}
    first = max(named, key=lambda kind: (named[kind], kind))
    factor = FIRST if first is draft.event_type else SECOND if named[draft.event_type] >= BEHIND else FAR
    return replace(draft, confidence=draft.confidence * factor)


def _span(party: Party, view: SentenceView) -> tuple[int, int] | None:
    """Where in the report a side's head word stands, None where the sentence does not write it."""
    if not 0 <= party.token < len(view.tree):
        return None
    token = view.tree[party.token]
    return token.start, token.end
