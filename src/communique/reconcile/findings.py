"""The findings of a story: each event's properties as its origins tell them."""

from __future__ import annotations

from collections.abc import Iterator

from communique.reconcile.altered_dates import compare_dates_of_copies
from communique.reconcile.choose import worth_a_row
from communique.reconcile.counts import compare_counts
from communique.reconcile.dates import compare_dates
from communique.reconcile.days import compare_days
from communique.reconcile.disputes import compare_disputes
from communique.reconcile.drafts import Draft, to_findings
from communique.reconcile.evidence import Story
from communique.reconcile.fallen import compare_fallen
from communique.reconcile.fulfilled import compare_fulfilled
from communique.reconcile.numbers import compare_copies
from communique.reconcile.places import compare_places
from communique.reconcile.remarks import compare_remarks
from communique.reconcile.statuses import compare_statuses
from communique.reconcile.titles import compare_titles
from communique.reconcile.wordings import compare_sentences, compare_wordings
from communique.records import Finding
from communique.stage import Group


def reconcile_story(group: Group) -> Iterator[Finding]:
    """The findings on every event and utterance of the story, sorted by subject and property."""
    story = Story(group)
    yield from to_findings(worth_a_row(story, drafts(story)))


def drafts(story: Story) -> Iterator[Draft]:
    """Every comparison's outcome, before rows are put together."""
    yield from compare_dates(story)
    yield from compare_days(story)
    yield from compare_statuses(story)
    yield from compare_fulfilled(story)
    yield from compare_disputes(story)
    yield from compare_fallen(story)
    yield from compare_places(story)
    yield from compare_copies(story)
    yield from compare_counts(story)
    yield from compare_titles(story)
    yield from compare_wordings(story)
    yield from compare_sentences(story)
    yield from compare_remarks(story)
    yield from compare_dates_of_copies(story)
