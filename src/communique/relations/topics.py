"""Which matters a report names that states can differ on."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Topic
from communique.stage import Group


def spot_topics(group: Group) -> Iterator[Topic]:
    """The topics named in a report's sentences, in text order."""
    yield from ()
