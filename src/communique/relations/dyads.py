"""Which dyads an event belongs to, and which one of them keeps its rows."""

from __future__ import annotations

from collections.abc import Iterable

from communique.dyads import dyads_between, states_of
from communique.records import Claim, Event, Story


def dyads_of(told: Event | Claim) -> tuple[str, ...]:
    """All dyads that an event or claim is about, alphabetical."""
    return dyads_between(told.actor_states, told.recipient_states)


def keeper(states: Iterable[str], stories: Iterable[Story]) -> str | None:
    """The one dyad that keeps a row about these states, so that several dyads' groups make it once.

    The alphabetically first dyad of the stories that holds two of the states, else one; None where none does.
    """
    known = sorted({dyad for story in stories for dyad in story.dyads})
    wanted = set(states)
    return max(known, key=lambda d: (len(wanted & set(states_of(d))), *_backwards(d)), default=None)


def _backwards(dyad: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in dyad)
