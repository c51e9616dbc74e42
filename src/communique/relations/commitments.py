"""What states bound themselves to, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Commitment
from communique.stage import Group


def keep_commitments(group: Group) -> Iterator[Commitment]:
    """The rows of one dyad; the group's key names it ("CHN-USA")."""
    yield from ()
