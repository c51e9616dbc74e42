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
from communique.stories.likeness import BRIEF, Profile, compare, numbers, profile, weight
from communique.stories.sketch import BINS, EMPTY

Pair = tuple[int, int]
LARGEST = 400  # groups of one component; more are first parted with a bar raised by STEP
STEP = 0.04
HEADS = 5  # different texts kept of those that share one fingerprint bin
POSTINGS = 1_000  # reports a word may stand in and still nominate pairs


def group_stories(group: Group) -> Iterator[Membership]:
    """The story of every latest report that has a sketch."""
    sketches = _latest(group)
    profiles = [profile(sketch) for sketch in sketches]
    families = _families(sketches)
    scores = _scores(profiles, families)
    must, cannot = _ruled(group.of(Judgement), {p.report_id: n for n, p in enumerate(profiles)})
    for members in _cluster(profiles, families, scores, must, cannot):
        ids = sorted(profiles[n].report_id for n in members)
        story_id = cluster_id("st", ids)
        for n in sorted(members):
            yield Membership(
                report_id=profiles[n].report_id,
                story_id=story_id,
                reason=_reason(n, members, profiles, scores, must),
            )


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
        n = first[n]
    return n


def _scores(profiles: Sequence[Profile], families: Sequence[int]) -> dict[Pair, float]:
    """The scores of all nominated pairs of families; a blocked pair scores −1."""
    heads = sorted(set(families))
    found: dict[Pair, float] = {}
    for i, j in _nominated([profiles[n] for n in heads]):
        likeness = compare(profiles[heads[i]], profiles[heads[j]])
        found[heads[i], heads[j]] = -1.0 if likeness.blocked else likeness.score
    return found


def _nominated(profiles: Sequence[Profile]) -> Iterator[Pair]:
    """Pairs whose shared rare words and names could carry a link."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for n, p in enumerate(profiles):
        for key, value in _features(p):
            postings[key].append((n, value))
    lists = {
        key: (np.array([n for n, _ in rows]), np.array([value for _, value in rows]))
        for key, rows in postings.items()
        if 1 < len(rows) <= POSTINGS
    }
    for n, p in enumerate(profiles):
        held = [(lists[key], value) for key, value in _features(p) if key in lists]
        if not held:
            continue
        rows = np.concatenate([rows for (rows, _), _ in held])
        values = np.concatenate([values * value for (_, values), value in held])
        later = rows > n
        totals = np.bincount(rows[later], weights=values[later], minlength=1)
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
    for component, votes in _components(groups, scores, profiles):
        _agglomerate(groups, component, votes, families, cannot, profiles)
    unique = {min(members): members for members in groups.values()}
    return [unique[n] for n in sorted(unique)]


def _merge(groups: dict[int, set[int]], one: int, other: int) -> None:
    if groups[one] is not groups[other]:
        groups[one] |= groups[other]
        for member in groups[other]:
            groups[member] = groups[one]


def _parted(left: set[int], right: set[int], cannot: frozenset[Pair]) -> bool:
    return any((i in left and j in right) or (i in right and j in left) for i, j in cannot)


def _linked(pair: Pair, score: float, profiles: Sequence[Profile], raised: float = 0.0) -> bool:
    brief = min(profiles[n].n_sentences for n in pair) < BRIEF
    return score >= numbers()["brief-link" if brief else "link"] + raised


def _components(
    groups: Mapping[int, set[int]],
    votes: Mapping[Pair, float],
    profiles: Sequence[Profile],
    raised: float = 0.0,
) -> Iterator[tuple[list[int], dict[Pair, float]]]:
    """Groups held together by links, as lists of their smallest members, each with the scores inside it.

    What is too large to be one affair is parted again with a higher bar.
    """
    head = {n: min(members) for members in groups.values() for n in members}
    parent = {head[n]: head[n] for pair in votes for n in pair}
    for pair, score in sorted(votes.items()):
        if _linked(pair, score, profiles, raised):
            left, right = sorted(_top(parent, head[n]) for n in pair)
            parent[right] = left
    found: dict[int, list[int]] = defaultdict(list)
    for n in sorted(parent):
        found[_top(parent, n)].append(n)
    inside: dict[int, dict[Pair, float]] = defaultdict(dict)
    for (i, j), score in sorted(votes.items()):
        if (top := _top(parent, head[i])) == _top(parent, head[j]):
            inside[top][i, j] = score
    for top, members in found.items():
        if len(members) > LARGEST and raised < 1.0:
            within = {n: groups[n] for member in members for n in groups[member]}
            yield from _components(within, inside[top], profiles, raised + STEP)
        elif len(members) > 1:
            yield members, inside[top]


def _top(parent: dict[int, int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def _agglomerate(
    groups: dict[int, set[int]],
    component: Sequence[int],
    votes: Mapping[Pair, float],
    families: Sequence[int],
    cannot: frozenset[Pair],
    profiles: Sequence[Profile],
) -> None:
    """Merges groups of one component from the best mean score down, one vote a family."""
    at = {
        member: n for n, head in enumerate(component) for member in groups[head] if families[member] == member
    }
    size = len(component)
    total = np.zeros((size, size))
    best = np.full((size, size), -1.0)
    for (i, j), score in votes.items():
        if i in at and j in at and at[i] != at[j]:
            for a, b in ((at[i], at[j]), (at[j], at[i])):
                total[a, b] += max(score, -0.5)
                best[a, b] = max(best[a, b], score - (0.0 if _linked((i, j), score, profiles) else 10.0))
    counts = np.array(
        [max(1, sum(1 for m in groups[head] if families[m] == m)) for head in component], dtype=float
    )
    brief = np.array([all(profiles[m].n_sentences < BRIEF for m in groups[head]) for head in component])
    least = np.where(brief[:, None] | brief[None, :], numbers()["brief-merge"], numbers()["merge"])
    alive = list(range(size))
    heads = list(component)
    barred: set[Pair] = set()
    while len(alive) > 1:
        pair = _best_pair(total - least * np.outer(counts, counts), best, counts, alive, barred)
        if pair is None:
            return
        a, b = pair
        if _parted(groups[heads[a]], groups[heads[b]], cannot):
            barred.add(pair)
            continue
        _merge(groups, heads[a], heads[b])
        total[a] += total[b]
        total[:, a] += total[:, b]
        best[a] = np.maximum(best[a], best[b])
        best[:, a] = np.maximum(best[:, a], best[:, b])
        counts[a] += counts[b]
        alive.remove(b)


def _best_pair(
    total: npt.NDArray[np.float64],
    best: npt.NDArray[np.float64],
    counts: npt.NDArray[np.float64],
    alive: Sequence[int],
    barred: set[Pair],
) -> Pair | None:
    index = np.array(alive)
    mean = total[np.ix_(index, index)] / np.outer(counts[index], counts[index])
    mean[best[np.ix_(index, index)] < 0.0] = -9.0
    mean = np.round(np.where(np.triu(np.ones_like(mean), 1) > 0, mean, -9.0), 9)
    for a, b in sorted(barred):
        if a in alive and b in alive:
            mean[alive.index(a), alive.index(b)] = -9.0
    at = int(np.argmax(mean))
    a, b = divmod(at, len(alive))
    return (alive[a], alive[b]) if mean[a, b] >= 0.0 else None


def _reason(
    n: int,
    members: set[int],
    profiles: Sequence[Profile],
    scores: Mapping[Pair, float],
    must: frozenset[Pair],
) -> str:
    if len(members) == 1:
        return "no other report tells this affair"
    if any(n in pair for pair in must):
        return "linked by judgement"
    near = sorted(
        ((-scores.get((min(n, m), max(n, m)), 0.0), profiles[m].report_id, m) for m in members if m != n),
    )[0]
    shared = sorted(profiles[n].names.keys() & profiles[near[2]].names.keys())[:4]
    words = sorted(profiles[n].words.keys() & profiles[near[2]].words.keys(), key=lambda w: (-weight(w), w))[
        :4
    ]
    return f"nearest to {near[1]} (score {-near[0]:.2f}): {', '.join([*shared, *words])}"
