"""Appointments and channels of one dyad from one reading of its reports."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Appointment, Channel
from communique.relations.affairs import read_affair
from communique.relations.calendar import appointments_of
from communique.relations.channels import channels_of
from communique.relations.encounters import encounters_of
from communique.stage import Group


def keep_contacts(group: Group) -> Iterator[Appointment | Channel]:
    """What `keep_calendar` and then `keep_channels` give for the group, read once."""
    affair = read_affair(group)
    encounters = encounters_of(affair)
    yield from appointments_of(affair, encounters)
    yield from channels_of(affair, encounters)
