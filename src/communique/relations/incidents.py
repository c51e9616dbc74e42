"""What happened between two states and strains them."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Incident
from communique.stage import Group


def keep_incidents(group: Group) -> Iterator[Incident]:
    """The rows of one dyad; the group's key names it ("CHN-USA")."""
    yield from ()
