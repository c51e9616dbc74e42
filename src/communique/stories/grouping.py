"""Groups reports that tell one affair, from their sketches alone.

Candidate pairs come from an index of rare words and names; linked reports form components; each component is
then merged from single families upwards by mean score, so that a chain of half-alike reports does not hold.
The outcome is a function of the set of sketches and judgements.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from communique.records import Judgement, Membership, Sketch, Version
from communique.spans import cluster_id
from communique.stage import Group
from communique.stories.components import Ballot, Edges, components, edges
from communique.stories.likeness import BRIEF, Profile, blocked, compare, numbers, profile, weight
from communique.stories.sketch import BINS, EMPTY

Pair = tuple[int, int]
HEADS = 5  # different texts kept of those that share one fingerprint bin
POSTINGS = 1_000  # reports a word may stand in and still nominate pairs


def group_stories(group: Group) -> Iterator[Membership]:
    """The story of every latest report that has a sketch."""
    sketches = _latest(group)
    profiles = [profile(sketch) for sketch in sketches]
    families = _families(sketches)
    scores = _scores(profiles, families)
    must, cannot = _ruled(group.of(Judgement), {p.report_id: n for n, p in enumerate(profiles)})
    near = _neighbours(scores)
    ruled = frozenset(n for pair in must for n in pair)
    for story in _cluster(profiles, families, scores, must, cannot):
        members = sorted(story)
        story_id = cluster_id("st", [profiles[n].report_id for n in members])
        for n in members:
            beside = {m: score for m, score in near.get(n, {}).items() if m in story}
            yield Membership(
                report_id=profiles[n].report_id,
                story_id=story_id,
                reason=_reason(n, members, profiles, beside, ruled),
            )


def _neighbours(scores: Mapping[Pair, float]) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in scores.items():
        found[i][j] = found[j][i] = score
    return found


def _latest(group: Group) -> list[Sketch]:
    old = {version.report_id for version in group.of(Version) if not version.latest}
    return sorted((s for s in group.of(Sketch) if s.report_id not in old), key=lambda s: s.report_id)


def _families(sketches: Sequence[Sketch]) -> list[int]:
    """For each report the first report that is near-verbatim the same, by fingerprints (itself where none is)."""
    prints = np.array([s.minhash for s in sketches], dtype=np.uint32).reshape(len(sketches), BINS)
    first = list(range(len(sketches)))
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n in range(len(sketches)):
        for band in range(0, prints.shape[1], 8):
            value = int(prints[n, band])
            if value != EMPTY:
                buckets[band, value].append(n)
    for members in buckets.values():
        heads: list[int] = []
        for other in members:
            if not any(_united(first, prints, head, other) for head in heads) and len(heads) < HEADS:
                heads.append(other)
    return [_root(first, n) for n in range(len(sketches))]


def _united(first: list[int], prints: npt.NDArray[np.uint32], one: int, other: int) -> bool:
    """Whether two reports are of one family, now that they have been compared."""
    left, right = _root(first, one), _root(first, other)
    if left != right:
        filled = (prints[one] != EMPTY) | (prints[other] != EMPTY)
        same = float((prints[one] == prints[other])[filled].mean()) if filled.any() else 0.0
        if same < numbers()["verbatim"]:
            return False
        first[max(left, right)] = min(left, right)
    return True


def _root(first: list[int], n: int) -> int:
    while first[n] != n:
        first[n] = first[first[n]]
        n = first[n]
    return n


def _scores(profiles: Sequence[Profile], families: Sequence[int]) -> dict[Pair, float]:
    """The scores of all nominated pairs of families; a blocked pair scores −1."""
    heads = sorted(set(families))
    found: dict[Pair, float] = {}
    for i, j in _nominated([profiles[n] for n in heads]):
        left, right = profiles[heads[i]], profiles[heads[j]]
        found[heads[i], heads[j]] = -1.0 if blocked(left, right) else compare(left, right).score
    return found


def _nominated(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Pairs whose shared rare words and names could carry a link."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    placed: list[list[tuple[str, float, int]]] = []
    for n, p in enumerate(profiles):
        placed.append([(key, value, len(postings[key])) for key, value in _features(p)])
        for key, value, _ in placed[-1]:
            postings[key].append((n, value))
    lists = {
        key: (np.array([n for n, _ in rows]), np.array([value for _, value in rows]))
        for key, rows in postings.items()
        if 1 < len(rows) <= POSTINGS
    }
    for n, features in enumerate(placed):
        held = [(lists[key], value, place + 1) for key, value, place in features if key in lists]
        if not held:
            continue
        rows = np.concatenate([rows[after:] for (rows, _), _, after in held])
        values = np.concatenate([values[after:] * value for (_, values), value, after in held])
        totals = np.bincount(rows, weights=values, minlength=1)
        for m in np.flatnonzero(totals >= numbers()["index-share"]).tolist():
            yield n, m


def _features(p: Profile) -> Iterator[tuple[str, float]]:
    yield from ((word, value) for word, value in p.words.items() if weight(word) >= numbers()["index-rarity"])
    yield from ((f"name:{name}", math.sqrt(numbers()["names"]) * value) for name, value in p.names.items())


def _ruled(judgements: Iterable[Judgement], at: Mapping[str, int]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Pairs that people linked and parted; linking origins links stories, the later word on a pair wins."""
    last: dict[Pair, str] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.judgement_id)):
        binding = judgement.about == "story" or (
            judgement.about == "origin" and judgement.kind == "must_link"
        )
        if binding and len(judgement.subjects) == 2 and all(s in at for s in judgement.subjects):
            one, other = sorted(at[s] for s in judgement.subjects)
            last[one, other] = judgement.kind
    return (
        frozenset(pair for pair, kind in last.items() if kind == "must_link"),
        frozenset(pair for pair, kind in last.items() if kind == "cannot_link"),
    )


def _cluster(
    profiles: Sequence[Profile],
    families: Sequence[int],
    scores: Mapping[Pair, float],
    must: frozenset[Pair],
    cannot: frozenset[Pair],
) -> list[set[int]]:
    """The stories as sets of report numbers."""
    groups: dict[int, set[int]] = {n: {n} for n in range(len(profiles))}
    for one, other in sorted(must):
        _merge(groups, one, other)
    for n, head in enumerate(families):
        if not _parted(groups[n], groups[head], cannot):
            _merge(groups, n, head)
    head_of = {n: min(members) for members in _distinct(groups) for n in members}
    for component, votes in components(head_of, edges(scores, [p.n_sentences for p in profiles])):
        _agglomerate(groups, component, votes, families, cannot, profiles)
    return sorted(_distinct(groups), key=min)


def _distinct(groups: Mapping[int, set[int]]) -> list[set[int]]:
    return list({id(members): members for members in groups.values()}.values())


def _merge(groups: dict[int, set[int]], one: int, other: int) -> None:
    if groups[one] is not groups[other]:
        groups[one] |= groups[other]
        for member in groups[other]:
            groups[member] = groups[one]


def _parted(left: set[int], right: set[int], cannot: frozenset[Pair]) -> bool:
    return any((i in left and j in right) or (i in right and j in left) for i, j in cannot)


def _agglomerate(
    groups: dict[int, set[int]],
    component: Sequence[int],
    votes: Edges,
    families: Sequence[int],
    cannot: frozenset[Pair],
    profiles: Sequence[Profile],
) -> None:
    """Merges groups of one component from the best mean score down, one vote a family."""
    members = [[m for m in groups[head] if families[m] == m] for head in component]
    at = {member: n for n, voters in enumerate(members) for member in voters}
    brief = np.array([all(profiles[m].n_sentences < BRIEF for m in groups[head]) for head in component])
    least = np.where(brief[:, None] | brief[None, :], numbers()["brief-merge"], numbers()["merge"])
    ballot = Ballot(votes, at, np.array([max(1, len(voters)) for voters in members], dtype=float), least)
    heads = list(component)
    while (pair := ballot.best_pair()) is not None:
        a, b = pair
        if _parted(groups[heads[a]], groups[heads[b]], cannot):
            ballot.bar(a, b)
        else:
            _merge(groups, heads[a], heads[b])
            ballot.join(a, b)


def _reason(
    n: int,
    members: Sequence[int],
    profiles: Sequence[Profile],
    near: Mapping[int, float],
    ruled: frozenset[int],
) -> str:
    if len(members) == 1:
        return "no other report tells this affair"
    if n in ruled:
        return "linked by judgement"
    score, other = _nearest(n, members, near)
    shared = sorted(profiles[n].names.keys() & profiles[other].names.keys())[:4]
    words = sorted(profiles[n].words.keys() & profiles[other].words.keys(), key=lambda w: (-weight(w), w))[:4]
    return f"nearest to {profiles[other].report_id} (score {score:.2f}): {', '.join([*shared, *words])}"


def _nearest(n: int, members: Sequence[int], near: Mapping[int, float]) -> tuple[float, int]:
    """The likest other member with its score; a pair that was not compared scores 0.0, the first of equals wins.

    `members` and reports are numbered in the order of their ids.
    """
    known = sorted((-score, m) for m, score in near.items())
    if known and known[0][0] < 0.0:
        return -known[0][0], known[0][1]
    worse = {m for cost, m in known if cost > 0.0}
    for m in members:
        if m != n and m not in worse:
            return 0.0, m
    return -known[0][0], known[0][1]
