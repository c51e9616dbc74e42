"""The dyad as a time series by day, week and month."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import SeriesPoint
from communique.stage import Group


def make_series(group: Group) -> Iterator[SeriesPoint]:
    """The rows of one dyad; the group's key names it ("CHN-USA")."""
    yield from ()
