"""The same remark across reports: quotations aligned by words, speaker and occasion."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from communique.quotes.alterations import judge
from communique.records import Copy, Degradation, Lineage, Quote, Utterance
from communique.spans import cluster_id

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
SAME = 0.55  # share of the shorter quotation's weight that must align in order, for the same remark
SURE = 0.8  # the same between speakers of whom one is unknown
LEAST = 3  # aligned words, unless the two are equal
STOP = frozenset(
    "a an the and or but of to in on for with at by from as is are was were be been it its that this these those we "
    "i he she they our their his her you your not no do does did have has had will would can could".split()
)
DAMAGE = {
    Degradation.CLEAN: 0, None: 1, Degradation.SPUN: 1, Degradation.UNSURE: 2, Degradation.GARBLED: 3,
    Degradation.BACK_TRANSLATED: 3,
}  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """The words of a quotation, lower-case, apostrophes made one."""
    return tuple(w.lower().replace("’", "'") for w in _WORD.findall(text))


def gather_utterances(
    quotes: Sequence[Quote],
    lineages: Sequence[Lineage],
    copies: Sequence[Copy],
    dates: Mapping[str, str | None],
) -> Iterator[Quote | Utterance]:
    """The quotes with their utterance and what happened to their words, then the utterances."""
    ordered = sorted(quotes, key=lambda q: (q.report_id, q.start))
    groups = cluster(ordered)
    origin = {row.report_id: row.origin_id for row in lineages}
    damage = {row.report_id: DAMAGE.get(row.degradation, 2) for row in lineages}
    verbatim = {(c.left_id, c.right_id) for c in copies if c.how == "verbatim"}
    verbatim |= {(right, left) for left, right in verbatim}
    rows: list[Utterance] = []
    for group in groups:
        utterance_id = cluster_id("u", [q.quote_id for q in group])
        judged = [
            judge(replace(q, utterance_id=utterance_id), group, origin, verbatim, damage) for q in group
        ]
        yield from judged
        rows.append(_utterance(utterance_id, group, origin, damage))
    yield from sorted(rows, key=lambda u: u.utterance_id)


def cluster(quotes: Sequence[Quote]) -> list[list[Quote]]:
    """Quotes that say the same remark, in the order of their first member; single links, checked pairwise."""
    words = [words_of(q.exact) for q in quotes]
    weights = _weights(words)
    parent = list(range(len(quotes)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    pairs = sorted(
        ((-score, i, j) for i, j in _candidates(words) if (score := _same(quotes[i], quotes[j], words[i], words[j], weights)))
    )
    members = {i: [i] for i in range(len(quotes))}
    for _, i, j in pairs:
        left, right = find(i), find(j)
        if left == right or not _compatible([quotes[k] for k in members[left]], [quotes[k] for k in members[right]]):
            continue
        keep, drop = min(left, right), max(left, right)
        parent[drop] = keep
        members[keep] = sorted(members[keep] + members.pop(drop))
    return [[quotes[k] for k in members[root]] for root in sorted(members)]


def _candidates(words: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(words):
        for word in sorted(set(own) - STOP):
            postings[word].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for members in postings.values():
        if len(members) <= 200:
            shared.update((i, j) for n, i in enumerate(members) for j in members[n + 1 :])
    return sorted(shared)


def _weights(words: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Content words count one, function words a quarter; nothing is learned from the story."""
    return {w: 0.25 if w in STOP else 1.0 for own in words for w in own}


def _same(
    left: Quote, right: Quote, left_words: tuple[str, ...], right_words: tuple[str, ...], weights: Mapping[str, float]
) -> float:
    """The aligned share of the shorter quotation where the two can be one remark, else 0."""
    if left.report_id == right.report_id and left_words != right_words:
        return 0.0
    known = left.speaker_id is not None and left.speaker_id == right.speaker_id
    if left.speaker_id and right.speaker_id and not known:
        return 0.0
    aligned = align(left_words, right_words)
    total = min(sum(weights[w] for w in left_words), sum(weights[w] for w in right_words))
    share = sum(weights[left_words[i]] for i, _ in aligned) / total if total else 0.0
    if left_words == right_words:
        return 1.0
    if len(aligned) < LEAST or share < (SAME if known else SURE):
        return 0.0
    return share


def align(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two word lists, as index pairs in order."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below = table[i], table[i + 1]
        for j in range(len(right) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if left[i] == right[j] else max(below[j], row[j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _compatible(left: Sequence[Quote], right: Sequence[Quote]) -> bool:
    """One speaker at most, and no two days more than one apart (a night lies between time zones)."""
    speakers = {q.speaker_id for q in [*left, *right] if q.speaker_id is not None}
    days = sorted({q.said_on for q in [*left, *right] if q.said_on is not None})
    return len(speakers) <= 1 and (len(days) < 2 or _apart(days[0], days[-1]) <= 1)


def _apart(first: str, last: str) -> int:
    from datetime import date

    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return 0


def _utterance(
    utterance_id: str, group: Sequence[Quote], origin: Mapping[str, str], damage: Mapping[str, int]
) -> Utterance:
    reports = {q.report_id for q in group}
    speakers = Counter(q.speaker_id for q in group if q.speaker_id is not None)
    days = Counter(q.said_on for q in group if q.said_on is not None)
    return Utterance(
        utterance_id=utterance_id,
        speaker_id=min(speakers, key=lambda s: (-speakers[s], s)) if speakers else None,
        said_on=min(days, key=lambda d: (-days[d], d)) if days else None,
        best_quote_id=_best(group, origin, damage).quote_id,
        n_reports=len(reports),
        n_origins=len({origin.get(r, r) for r in reports}),
    )


def _best(group: Sequence[Quote], origin: Mapping[str, str], damage: Mapping[str, int]) -> Quote:
    """The wording most origins give, in the least damaged report, then the longest."""
    votes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for quote in group:
        votes[words_of(quote.exact)].add(origin.get(quote.report_id, quote.report_id))
    return min(
        group,
        key=lambda q: (
            -len(votes[words_of(q.exact)]) if len(words_of(q.exact)) > LEAST else 0,
            damage.get(q.report_id, 2),
            -len(q.exact),
            q.quote_id,
        ),
    )
