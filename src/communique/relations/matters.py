"""What two states did to each other, promised each other and differ on: one reading of the dyad for three tables."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Commitment, Incident, Issue
from communique.relations.commitments import commitments_of
from communique.relations.ground import Ground
from communique.relations.incidents import incidents_of
from communique.relations.issues import issues_of
from communique.stage import Group


def keep_matters(group: Group) -> Iterator[Commitment | Incident | Issue]:
    """The commitments, incidents and issues of one dyad; the group's key names it ("CHN-USA")."""
    ground = Ground(group)
    yield from commitments_of(ground)
    yield from incidents_of(ground)
    yield from issues_of(ground)
