"""Who deals with whom in a period: one tie a dyad, with its events and what they were like."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.dyads import dyads_between, states_of
from communique.records import Event, EventType, Status

COUNTED = (Status.HAPPENED, Status.ONGOING, Status.THREATENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One dyad in the period: events that came about, the sums of their intensities, and the origins behind them."""

    left: str
    right: str
    n_events: int
    n_origins: int
    cooperation: float
    conflict: float
    mean_intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The ties of a period, by dyad."""

    first: str | None
    last: str | None
    ties: tuple[Tie, ...]

    def places(self) -> dict[str, tuple[float, float]]:
        """Where each state stands in a picture: on a circle, neighbours beside each other where ties allow it."""
        import networkx as nx

        graph = self.graph()
        busiest = sorted(graph, key=lambda state: (-graph.degree(state), state))
        order: dict[str, None] = {}
        for state in busiest:
            order |= dict.fromkeys(nx.dfs_preorder_nodes(graph, state) if state not in order else ())
        laid: dict[str, Any] = nx.circular_layout(list(order))
        return {state: (float(x), float(y)) for state, (x, y) in laid.items()}

    def as_csv(self) -> list[str]:
        """The ties as CSV lines, heads first."""
        heads = "left,right,n_events,n_origins,cooperation,conflict,mean_intensity"
        rows = (
            (t.left, t.right, t.n_events, t.n_origins, t.cooperation, t.conflict, t.mean_intensity)
            for t in self.ties
        )
        return [heads, *(",".join(map(str, row)) for row in rows)]

    def graph(self) -> Any:
        """The ties as an undirected networkx graph: states as nodes, the fields of each tie on its edge."""
        import networkx as nx

        graph = nx.Graph(first=self.first or "", last=self.last or "")
        graph.add_nodes_from(sorted({state for tie in self.ties for state in (tie.left, tie.right)}))
        for tie in self.ties:
            graph.add_edge(
                tie.left,
                tie.right,
                n_events=tie.n_events,
                n_origins=tie.n_origins,
                cooperation=tie.cooperation,
                conflict=tie.conflict,
                mean_intensity=tie.mean_intensity,
            )
        return graph

    def write_graphml(self, path: Path) -> None:
        """The network as GraphML, for Gephi, igraph, Pajek and their like."""
        import networkx as nx

        path.parent.mkdir(parents=True, exist_ok=True)
        nx.write_graphml(self.graph(), path, encoding="utf-8", prettyprint=True)


def make_network(
    events: Iterable[Event],
    origins: dict[str, set[str]],
    *,
    first: str | None = None,
    last: str | None = None,
) -> Network:
    """The network of the events that lie wholly between two days (inclusive), or of all; statements left out.

    `origins` holds the origins that tell each event. An event of more than two states counts in each of its dyads.
    """
    dyads: dict[tuple[str, str], list[Event]] = {}
    for event in sorted(events, key=lambda e: e.event_id):
        if event.event_type is EventType.STATEMENT or event.status not in COUNTED:
            continue
        if _within(event, first, last):
            for dyad in dyads_between(event.actor_states, event.recipient_states):
                dyads.setdefault(states_of(dyad), []).append(event)
    return Network(
        first=first, last=last, ties=tuple(_tie(pair, held, origins) for pair, held in sorted(dyads.items()))
    )


def _within(event: Event, first: str | None, last: str | None) -> bool:
    if first is None and last is None:
        return True
    if event.date_start is None or event.date_end is None:
        return False
    return (first or "") <= event.date_start and event.date_end <= (last or "9999")


def _tie(pair: tuple[str, str], events: list[Event], origins: dict[str, set[str]]) -> Tie:
    intensities = [event.intensity for event in events]
    return Tie(
        left=pair[0],
        right=pair[1],
        n_events=len(events),
        n_origins=len({o for event in events for o in origins.get(event.event_id, ())}),
        cooperation=round(math.fsum(i for i in intensities if i > 0), 4),
        conflict=round(abs(math.fsum(i for i in intensities if i < 0)), 4),
        mean_intensity=round(math.fsum(intensities) / len(intensities), 4) + 0.0,
    )
