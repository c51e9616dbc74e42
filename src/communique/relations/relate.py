"""Pass 4: everything one dyad's claims say of the relationship."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Appointment, Channel, Commitment, Incident, Issue, SeriesPoint
from communique.relations.contacts import keep_contacts
from communique.relations.matters import keep_matters
from communique.relations.series import make_series
from communique.stage import Group

Relation = Appointment | Channel | Commitment | Incident | Issue | SeriesPoint


def relate(group: Group) -> Iterator[Relation]:
    """The rows of one dyad, table by table."""
    yield from keep_contacts(group)
    yield from keep_matters(group)
    yield from make_series(group)
