"""Days that damage changed: a date of one sentence that stands otherwise in its copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story
from communique.reconcile.lines import Line
from communique.reconcile.nearest import subject_beside
from communique.records import Moment, MomentKind, Sentence, Verdict

_EXPLICIT = re.compile(
    r"\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


def compare_dates_of_copies(story: Story) -> Iterator[Draft]:
    """A draft for each date whose number or month a damaged copy has otherwise."""
    for line in story.lines:
        for sentence in line.sentences[1:]:
            for was, became in changed(_dates(story, line.best), _dates(story, sentence)):
                yield _draft(story, line, was, became)


def _dates(story: Story, sentence: Sentence) -> list[Moment]:
    rows = story.moments.get((sentence.report_id, sentence.start), ())
    return [m for m in rows if m.kind in (MomentKind.DATE, MomentKind.SPAN) and m.value]


def changed(best: list[Moment], other: list[Moment]) -> Iterator[tuple[Moment, Moment]]:
    """The dates of a sentence with what stands in their place; only such as name a number or a month.

    "Tuesday" in a copy printed a week later is the same word, and counted from another day by mistake.
    """
    left = [m for m in best if m.value not in {o.value for o in other}]
    right = [m for m in other if m.value not in {b.value for b in best}]
    if len(left) == len(right):
        for was, became in zip(left, right, strict=True):
            if _EXPLICIT.search(was.exact) and _EXPLICIT.search(became.exact) and was.exact != became.exact:
                yield was, became


def _draft(story: Story, line: Line, was: Moment, became: Moment) -> Draft:
    kind, subject, claims = subject_beside(story, line, line.best, was.start)
    said = (Said(was.value or "", line.origin_id, claims), Said(became.value or "", line.origin_id, claims))
    reason = (
        f"one original ({story.name(line.origin_id)}): a damaged copy has '{became.exact}' for '{was.exact}'"
    )
    return Draft(kind, subject, "date", Verdict.ALTERED_COPY, said, reason)
