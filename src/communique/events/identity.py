"""Which claims tell one and the same event: same kind, same sides, dates and states of affairs that fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from communique.events.claims import Fact
from communique.events.views import StoryView
from communique.records import EventType, Status

AHEAD = {Status.PLANNED, Status.TENTATIVE, Status.HYPOTHETICAL}
DONE = {Status.HAPPENED, Status.ONGOING}
UNDONE = {Status.POSTPONED, Status.CANCELLED}
SLACK = timedelta(
    days=3
)  # days by which two reports of one event may differ (time zones, a stay of some days)


@dataclass(frozen=True, slots=True)
class Kind:
    """What must be equal between two claims of one event: type and mode (coarse) and the sides."""

    name: str
    sides: tuple[str, ...]


def join_claims(facts: list[Fact], story: StoryView) -> list[list[Fact]]:
    """The claims of each event; every claim is in exactly one list."""
    groups: dict[Kind, list[Fact]] = {}
    for fact in sorted(facts, key=lambda f: f.claim.claim_id):
        groups.setdefault(_kind(fact, story), []).append(fact)
    groups = _without_mode(groups)
    vague = _take_vague(groups)
    clusters = {kind: _split(groups[kind]) for kind in sorted(groups, key=_kind_key)}
    _join_meetings(clusters, story)
    for kind, facts in vague:
        _place_vague(kind, facts, clusters)
    return _with_twins([cluster for kind in sorted(clusters, key=_kind_key) for cluster in clusters[kind]])


def _with_twins(clusters: list[list[Fact]]) -> list[list[Fact]]:
    """The clusters, each claim of a copy moved to the event of the sentence it copies."""
    home = {f.claim.claim_id: n for n, cluster in enumerate(clusters) for f in cluster}
    joined: list[list[Fact]] = [[] for _ in clusters]
    for n, cluster in enumerate(clusters):
        for fact in cluster:
            joined[home.get(fact.twin or "", n)].append(fact)
    return [cluster for cluster in joined if cluster]


def _without_mode(groups: dict[Kind, list[Fact]]) -> dict[Kind, list[Fact]]:
    """The groups, acts told without their mode among those of the one mode the story gives them."""
    made: dict[Kind, list[Fact]] = {}
    for kind in sorted(groups, key=_kind_key):
        home = kind
        if kind.name.endswith("/None"):
            stem = kind.name.removesuffix("None")
            alike = [k for k in groups if k != kind and k.sides == kind.sides and k.name.startswith(stem)]
            home = alike[0] if len(alike) == 1 else kind
        made.setdefault(home, []).extend(groups[kind])
    return made


def _kind_key(kind: Kind) -> tuple[str, tuple[str, ...]]:
    return kind.name, kind.sides


def _kind(fact: Fact, story: StoryView) -> Kind:
    claim = fact.claim
    if claim.event_type is EventType.CONSULT:
        if claim.mode == "visit":
            return Kind("visit", (_side(claim.actor, claim.actor_text), "→", *sorted(claim.recipient_states)))
        name = "phone" if claim.mode == "phone" else "meet"
        return Kind(name, tuple(sorted(_core(claim.actor + claim.recipient, story)) or [claim.claim_id]))
    if claim.event_type is EventType.STATEMENT:
        return Kind("STATEMENT", (fact.utterance or claim.claim_id, "→", *sorted(claim.recipient_states)))
    sides = (
        _side(_core(claim.actor, story), claim.actor_text),
        "→",
        _side(claim.recipient_states, claim.recipient_text),
    )
    return Kind(f"{claim.event_type}/{claim.mode}", sides)


def _side(ids: tuple[str, ...], text: str | None) -> str:
    return "|".join(sorted(ids)) or (text or "").lower()


def _core(ids: tuple[str, ...], story: StoryView) -> tuple[str, ...]:
    """The sides without a state that one of its own people already stands for."""
    own = {story.entities[i].state for i in ids if i in story.entities and story.entities[i].kind == "person"}
    return tuple(dict.fromkeys(i for i in ids if i not in own))


def _take_vague(groups: dict[Kind, list[Fact]]) -> list[tuple[Kind, list[Fact]]]:
    """Out of the groups: visits told of a state only ("a US official's trip to Oman") beside a visit by a person."""
    found = []
    for kind in sorted((k for k in groups if k.name == "visit"), key=_kind_key):
        states = {s for f in groups[kind] for s in f.claim.actor_states}
        if kind.sides[0] in states and any(
            _names_it(k, kind, groups[k], states) for k in groups if k != kind
        ):
            found.append((kind, groups[kind]))
    for kind, _ in found:
        del groups[kind]
    return found


def _names_it(named: Kind, vague: Kind, facts: list[Fact], states: set[str]) -> bool:
    """Whether a group holds visits to the same host by a person of one of the states."""
    if named.name != "visit" or named.sides[1:] != vague.sides[1:] or named.sides[0] in states:
        return False
    return bool(states & {s for f in facts for s in f.claim.actor_states})


def _join_meetings(clusters: dict[Kind, list[list[Fact]]], story: StoryView) -> None:
    """Meetings told of states ("the two foreign ministers") go to the meeting of their people on the same days."""
    kinds = sorted(
        (k for k in clusters if k.name in {"meet", "phone"}), key=lambda k: (-_people(k, story), k.sides)
    )
    for n, full in enumerate(kinds):
        for vague in kinds[n + 1 :]:
            if vague.name != full.name or not _told_of(vague, full, story):
                continue
            for cluster in list(clusters[vague]):
                home = next((c for c in clusters[full] if _same_days(cluster, c)), None)
                if home is not None:
                    home.extend(cluster)
                    clusters[vague].remove(cluster)


def _people(kind: Kind, story: StoryView) -> int:
    return sum(1 for side in kind.sides if side in story.entities and story.entities[side].kind == "person")


def _states(kind: Kind, story: StoryView) -> dict[str, set[str]]:
    """State → those of its people who take part (empty where only the state is told)."""
    found: dict[str, set[str]] = {}
    for side in kind.sides:
        entity = story.entities.get(side)
        if entity is not None and entity.kind == "person":
            found.setdefault(entity.state or side, set()).add(side)
        else:
            found.setdefault(side, set())
    return found


def _told_of(vague: Kind, full: Kind, story: StoryView) -> bool:
    """Whether one meeting may be another told with less detail: the same states, no different people of one."""
    less, more = _states(vague, story), _states(full, story)
    return set(less) == set(more) and all(
        not people or people <= more[state] for state, people in less.items()
    )


def _same_days(one: list[Fact], two: list[Fact]) -> bool:
    if not all(_compatible(f, g) for f in one for g in two):
        return False
    return any(_touch(a, b) for f in one for g in two if (a := _days(f)) and (b := _days(g)))


def _touch(a: tuple[date, date], b: tuple[date, date]) -> bool:
    return a[0] - SLACK <= b[1] and b[0] - SLACK <= a[1]


def _days(fact: Fact) -> tuple[date, date] | None:
    """The days of a claim; what a report tells as done without a date is news of its own day."""
    if _narrow(fact):
        return _interval(fact)
    if not fact.claim.date_start and fact.marked and fact.claim.status in DONE and fact.published:
        day = date.fromisoformat(fact.published[:10])
        return day, day
    return None


def _narrow(fact: Fact) -> bool:
    return bool(fact.claim.date_start) and _width(fact) <= 7


def _place_vague(kind: Kind, facts: list[Fact], clusters: dict[Kind, list[list[Fact]]]) -> None:
    """Each vague visit to the weightiest fitting visit by a person of that state; left alone where none fits."""
    states = {s for f in facts for s in f.claim.actor_states}
    homes = [c for k in sorted(clusters, key=_kind_key) for c in clusters[k] if _names_it(k, kind, c, states)]
    left = []
    for fact in sorted(facts, key=lambda f: f.claim.claim_id):
        fitting = [c for c in homes if _fits(fact, c)]
        if fitting:
            max(fitting, key=_weight).append(fact)
        else:
            left.append(fact)
    if left:
        clusters[kind] = _split(left)


def _split(facts: list[Fact]) -> list[list[Fact]]:
    """One kind and pair of sides may hold several events: told apart by date and by what came of them."""
    clusters: list[list[Fact]] = []
    dated = sorted(
        (f for f in facts if f.claim.date_start),
        key=lambda f: (_width(f), f.claim.date_start or "", f.claim.claim_id),
    )
    for fact in dated:
        home = next((c for c in clusters if _fits(fact, c)), None)
        if home is None:
            clusters.append([fact])
        else:
            home.append(fact)
    vague = sorted(
        (f for f in facts if not f.claim.date_start), key=lambda f: (not f.marked, f.claim.claim_id)
    )
    for fact in vague:
        homes = [c for c in clusters if _fits(fact, c)]
        if homes:
            max(homes, key=_weight).append(fact)
        else:
            clusters.append([fact])
    return clusters


def _width(fact: Fact) -> int:
    claim = fact.claim
    if not claim.date_start or not claim.date_end:
        return 10_000
    return (date.fromisoformat(claim.date_end[:10]) - date.fromisoformat(claim.date_start[:10])).days


def _weight(cluster: list[Fact]) -> tuple[int, int, str]:
    """The main event of several: the one most reports tell and that is no old story."""
    fresh = sum(1 for f in cluster if not is_old(f))
    return (fresh, len(cluster), min(f.claim.claim_id for f in cluster))


def is_old(fact: Fact) -> bool:
    """Whether a claim tells of something more than 30 days before its report."""
    end = fact.claim.date_end
    if not end or not fact.published:
        return False
    return date.fromisoformat(fact.published[:10]) - date.fromisoformat(end[:10]) > timedelta(days=30)


def _fits(fact: Fact, cluster: list[Fact]) -> bool:
    undone = [f for f in cluster if f.claim.status in UNDONE]
    if undone and fact.claim.status in UNDONE:
        return all(_compatible(fact, other) for other in undone)
    return all(_compatible(fact, other) for other in cluster)


def _compatible(one: Fact, two: Fact) -> bool:
    a, b = one.claim, two.claim
    if a.date_start and b.date_start and not _overlap(one, two):
        return False
    undone = (a.status in UNDONE, b.status in UNDONE)
    if undone[0] != undone[1]:
        return bool(a.date_start and b.date_start and _width(one) < 40 and _width(two) < 40)
    if one.marked and two.marked:
        same_report = a.report_id == b.report_id and a.mode != "visit"
        if (
            same_report
            and {a.status in AHEAD, b.status in AHEAD} == {True, False}
            and Status.ONGOING not in {a.status, b.status}
        ):
            return False
        for ahead, done in ((one, two), (two, one)):
            if ahead.claim.status in AHEAD and done.claim.status in DONE and _before(done, ahead):
                return False
    return True


def _overlap(one: Fact, two: Fact) -> bool:
    return _touch(_interval(one), _interval(two))


def _interval(fact: Fact) -> tuple[date, date]:
    start = fact.claim.date_start or "0001-01-04"
    return date.fromisoformat(start[:10]), date.fromisoformat((fact.claim.date_end or start)[:10])


def _before(done: Fact, ahead: Fact) -> bool:
    """Whether what happened lay before the report that still has it ahead."""
    if not ahead.published:
        return False
    limit = date.fromisoformat(ahead.published[:10]) - SLACK
    if done.claim.date_end:
        return date.fromisoformat(done.claim.date_end[:10]) < limit
    return bool(done.published and date.fromisoformat(done.published[:10]) < limit)
