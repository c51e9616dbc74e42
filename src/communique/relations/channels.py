"""The lines of communication of one dyad, one a level."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Channel
from communique.stage import Group


def keep_channels(group: Group) -> Iterator[Channel]:
    """The rows of one dyad; the group's key names it ("CHN-USA")."""
    yield from ()
