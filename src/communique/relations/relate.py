"""Pass 4: everything one dyad's claims say of the relationship."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Appointment, Channel, Commitment, Incident, Issue, SeriesPoint
from communique.relations.calendar import keep_calendar
from communique.relations.channels import keep_channels
from communique.relations.commitments import keep_commitments
from communique.relations.incidents import keep_incidents
from communique.relations.issues import keep_issues
from communique.relations.series import make_series
from communique.stage import Group

Relation = Appointment | Channel | Commitment | Incident | Issue | SeriesPoint


def relate(group: Group) -> Iterator[Relation]:
    """The rows of one dyad, table by table."""
    yield from keep_calendar(group)
    yield from keep_channels(group)
    yield from keep_commitments(group)
    yield from keep_incidents(group)
    yield from keep_issues(group)
    yield from make_series(group)
