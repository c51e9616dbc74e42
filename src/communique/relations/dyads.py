"""Which dyads an event belongs to, and which one of them keeps its rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from communique.records import Claim, Event, Story
from communique.stage import Group


def dyads_of(told: Event | Claim) -> tuple[str, ...]:
    """All pairs of different states a doing joins, alphabetical: doer with receiver, or doers with each other."""
    across = product(told.actor_states, told.recipient_states)
    pairs = list(across) or list(combinations(told.actor_states, 2))
    return tuple(sorted({dyad_of(*pair) for pair in pairs if pair[0] != pair[1]}))


def dyad_of(left: str, right: str) -> str:
    """The dyad of two states ("CHN-USA")."""
    return "-".join(sorted((left, right)))


def states_of(dyad: str) -> tuple[str, str]:
    """The two states of a dyad."""
    left, right = dyad.split("-", 1)
    return left, right


def keeper(states: Iterable[str], stories: Iterable[Story]) -> str | None:
    """The one dyad that keeps a row about these states, so that several dyads' groups make it once.

    The alphabetically first dyad of the stories that holds two of the states, else one; None where none does.
    """
    known = sorted({dyad for story in stories for dyad in story.dyads})
    wanted = set(states)
    return max(known, key=lambda d: (len(wanted & set(states_of(d))), *_backwards(d)), default=None)


def _backwards(dyad: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in dyad)


def between(group: Group, kind: type[Event]) -> list[Event]:
    """The events of a dyad's group that join its two states, by date and id."""
    found = [event for event in group.of(kind) if group.key in dyads_of(event)]
    return sorted(found, key=lambda e: (e.date_start or "9999", e.event_id))
