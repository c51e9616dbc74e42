"""One side of an event: ids, states, sectors and words; and which state an entity stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from communique.records import Entity, EntityKind
from communique.rules import load_table


@dataclass(frozen=True, slots=True)
class Party:
    """One side: entity ids, states, sectors and the words that name it."""

    ids: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    text: str = ""
    token: int = -1
    weight: float = 0.91
    person: bool = False

    @property
    def known(self) -> bool:
        """Whether it is tied to an entity or state."""
        return bool(self.ids or self.states)


def state_of(entity: Entity) -> str | None:
    """The state an entity is or belongs to; an organisation of states stands for itself."""
    if entity.kind is EntityKind.STATE:
        return entity.entity_id
    if entity.state:
        return entity.state
    return entity.entity_id if of_states(entity) else None


def of_states(entity: Entity) -> bool:
    """Whether an entity is an organisation, alliance, court or bank of states, which stands for itself."""
    return entity.kind is EntityKind.ORGANISATION and (
        entity.sector in {"IGO", "INT"} or entity.entity_id in _organisations()
    )


@cache
def _organisations() -> frozenset[str]:
    kinds = {"igo", "alliance", "court", "bank"}
    return frozenset(r["acronym"] for r in load_table("names/organisations.tsv") if r["kind"] in kinds)


def joined(parties: Iterable[Party]) -> Party:
    """Several parties as one side: persons first, then organisations and states, nothing twice.

    A state beside one of its own people ("the minister and her delegation") adds nothing and is left out.
    """
    listed = list(parties)
    people = {s for p in listed if p.person for s in p.states}
    listed = [p for p in listed if p.person or not p.states or not set(p.states) <= people] or listed
    ids = unique(i for p in sorted(listed, key=lambda p: not p.person) for i in p.ids)
    return Party(
        ids=ids,
        states=unique(s for p in listed for s in p.states),
        sectors=unique(s for p in listed for s in p.sectors),
        text=", ".join(unique(p.text for p in listed if p.text)),
        token=min((p.token for p in listed), default=-1),
        weight=min((p.weight for p in listed), default=0.0),
        person=any(p.person for p in listed),
    )


def unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
