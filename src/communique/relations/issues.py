"""The matters two states differ on, and what each says of them in its own words."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Issue
from communique.stage import Group


def keep_issues(group: Group) -> Iterator[Issue]:
    """The rows of one dyad; the group's key names it ("CHN-USA")."""
    yield from ()
