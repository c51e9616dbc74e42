"""Which pairs of states a doing joins, and what a pair is called."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, product


def dyad_of(left: str, right: str) -> str:
    """The dyad of two states ("CHN-USA")."""
    return "-".join(sorted((left, right)))


def states_of(dyad: str) -> tuple[str, str]:
    """The two states of a dyad."""
    left, right = dyad.split("-", 1)
    return left, right


@lru_cache(maxsize=10_000)
def dyads_between(actors: tuple[str, ...], recipients: tuple[str, ...]) -> tuple[str, ...]:
    """All pairs of different states a doing joins, alphabetical: doers with receivers, or doers with each other."""
    pairs = list(product(actors, recipients)) or list(combinations(actors, 2))
    return tuple(sorted({dyad_of(*pair) for pair in pairs if pair[0] != pair[1]}))
