"""The appointments of one dyad, each through all its changes."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Appointment
from communique.stage import Group


def keep_calendar(group: Group) -> Iterator[Appointment]:
    """The rows of one dyad; the group's key names it ("CHN-USA")."""
    yield from ()
