"""The findings of a story: each event's properties as its origins tell them."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Finding
from communique.stage import Group


def reconcile_story(group: Group) -> Iterator[Finding]:
    """The findings on every event and utterance of the story, sorted by subject and property."""
    yield from ()
