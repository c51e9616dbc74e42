"""The same remark across reports: quotations aligned by words, speaker and occasion."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from communique.quotes.alterations import DAMAGE, Witnesses, judge
from communique.quotes.wordings import function_words, likeness, stem, words_of
from communique.records import Copy, How, Lineage, Quote, Utterance
from communique.spans import cluster_id

SAME = 0.5  # share of the shorter wording, for quotes of one speaker; see tests for the pairs that set it
SURE = 0.75  # the same where one of the two speakers is not known
BESIDE = 0.2  # the same for quotes in aligned sentences of two copies
ALIGNED = 0.35  # score from which an alignment of two sentences is sure enough to join their only quotations
PHRASE = 6  # words up to which equal words of speakers unknown to be one may be chance
SHORT = 4  # words up to which a quotation must be held whole by the other
WORTH = 0.3  # share of the shorter wording's content words that two must have in common to be aligned
COMMON = 200  # quotations sharing a word beyond which the word proposes no pair


def gather_utterances(
    quotes: Sequence[Quote], lineages: Sequence[Lineage], copies: Sequence[Copy]
) -> Iterator[Quote | Utterance]:
    """The quotes with their utterance and what happened to their words, then the utterances."""
    witnesses = Witnesses(
        origin={row.report_id: row.origin_id for row in lineages},
        damage={row.report_id: DAMAGE[row.degradation] for row in lineages},
        verbatim=frozenset(
            pair
            for copy in copies
            if copy.how is How.VERBATIM
            for pair in ((copy.left_id, copy.right_id), (copy.right_id, copy.left_id))
        ),
    )
    rows: list[Utterance] = []
    ordered = sorted(quotes, key=lambda q: (q.report_id, q.start))
    for group in cluster(ordered, aligned=aligned_quotes(ordered, copies)):
        utterance_id = cluster_id("u", [q.quote_id for q in group])
        row = _utterance(utterance_id, group, witnesses)
        rows.append(row)
        yield from (judge(_placed(q, row), group, witnesses) for q in group)
    yield from sorted(rows, key=lambda u: u.utterance_id)


def cluster(
    quotes: Sequence[Quote], *, aligned: Mapping[tuple[str, str], bool] | None = None
) -> list[list[Quote]]:
    """Quotes that are one remark, in the order of their first member.

    Pairs are joined from the most words in common down, and only where the two groups together keep one
    speaker, days that one night can explain, and no two separate remarks of one report. `aligned` is what
    `aligned_quotes` gives; a lone pair of it may name its speaker in two ways, for names are garbled too.
    """
    words, aligned = [words_of(q.exact) for q in quotes], aligned or {}
    links = []
    for i, j in sorted({*_candidates(words), *_beside(quotes, aligned)}):
        lone = aligned.get((quotes[i].quote_id, quotes[j].quote_id))
        score = same_remark(
            quotes[i], quotes[j], words[i], words[j], beside=lone is not None, lone=bool(lone)
        )
        if score > 0:
            links.append((-score, i, j, bool(lone)))
    group_of = {i: i for i in range(len(quotes))}
    members = {i: [i] for i in range(len(quotes))}
    for _, i, j, lone in sorted(links):
        left, right = sorted((group_of[i], group_of[j]))
        both = [quotes[k] for k in members[left] + members[right]] if left != right else []
        if not both or not _compatible(both, named_alike=not lone):
            continue
        members[left] += members.pop(right)
        group_of.update(dict.fromkeys(members[left], left))
    return [[quotes[k] for k in sorted(members[root])] for root in sorted(members)]


def same_remark(
    left: Quote,
    right: Quote,
    left_words: Sequence[str],
    right_words: Sequence[str],
    *,
    beside: bool = False,
    lone: bool = False,
) -> float:
    """How much two quotations are one remark, 0 where speaker, report or wording stand against it.

    The measure grows with the words in common, so that long alignments are settled before short ones. Of two
    quotations that are the only ones of two aligned sentences (`lone`) every word may have been changed.
    """
    known = _same_speaker(left, right)
    apart = bool(left.speaker_id and right.speaker_id and not known)
    if not lone and (apart or (not known and _named_apart(left, right))):
        return 0.0
    alike = likeness(left_words, right_words)
    if lone and (known or not apart or alike.share >= BESIDE):
        return alike.share * alike.content + (1.0 if known else 0.1)
    if apart:
        return 0.0
    if alike.equal and (known or len(left_words) > PHRASE):
        return 100.0 + len(left_words)
    if left.report_id == right.report_id and not _held(left_words, right_words):
        return 0.0
    short = min(len(left_words), len(right_words)) <= SHORT
    floor = (0.6 if known else 1.0) if short else (SAME if known else SURE)
    enough = alike.longest_run >= 3 or (alike.longest_run >= 2 and alike.share > 0.65)
    if (enough and alike.content >= 2 and alike.share >= floor) or (beside and alike.share >= BESIDE):
        return alike.share * alike.content
    return 0.0


def _same_speaker(left: Quote, right: Quote) -> bool:
    """One entity, or, where neither is known, the same words for them, pronouns left out."""
    if left.speaker_id is not None or right.speaker_id is not None:
        return left.speaker_id == right.speaker_id
    names = [re.sub(r"^(?:an?|the|one) ", "", (q.speaker_text or "").lower()) for q in (left, right)]
    return names[0] == names[1] and " " in names[0]


def _held(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one report's shorter wording is, word for word, a part of its longer one, and no mere phrase."""
    short, long = sorted((list(left), list(right)), key=len)
    return len(short) > SHORT and any(
        long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1)
    )


def aligned_quotes(quotes: Sequence[Quote], copies: Sequence[Copy]) -> Mapping[tuple[str, str], bool]:
    """Pairs of quote ids that stand in aligned sentences of two copies, and whether they stand there alone."""
    by_report: dict[str, list[Quote]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda q: q.start):
        by_report[quote.report_id].append(quote)
    found: dict[tuple[str, str], bool] = {}
    for copy in copies:
        for pair in copy.pairs:
            left = _within(by_report[copy.left_id], pair.left_start, pair.left_end)
            right = _within(by_report[copy.right_id], pair.right_start, pair.right_end)
            lone = len(left) == len(right) == 1 and pair.score >= ALIGNED
            for ids in ((a.quote_id, b.quote_id) for a in left for b in right):
                found[ids] = found[ids[::-1]] = lone or found.get(ids, False)
    return found


def _within(quotes: Sequence[Quote], start: int, end: int) -> list[Quote]:
    """The quotations of a report (sorted) that overlap a stretch."""
    last = bisect_left(quotes, end, key=lambda q: q.start)
    first = last
    while first and quotes[first - 1].end > start:
        first -= 1
    return list(quotes[first:last])


def _beside(quotes: Sequence[Quote], aligned: Mapping[tuple[str, str], bool]) -> Iterator[tuple[int, int]]:
    place = {q.quote_id: n for n, q in enumerate(quotes)}
    for (left, right), lone in sorted(aligned.items()):
        if lone and place[left] < place[right]:
            yield place[left], place[right]


def _named_apart(left: Quote, right: Quote) -> bool:
    """Whether one speaker is a known person and the other is named by words that cannot be them."""
    known = left.speaker_id or right.speaker_id
    if known is None or known.isupper():  # a state speaks through its officials
        return False
    unnamed = left.speaker_text if left.speaker_id is None else right.speaker_text
    return unnamed is not None and "official" in unnamed.lower()


def _candidates(words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs that share enough content words for an alignment to be worth making."""
    content = [{stem(w) for w in own if w not in function_words()} for own in words]
    postings: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(content):
        for word in sorted(own):
            postings[word].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for _, members in sorted(postings.items()):
        if len(members) <= COMMON:
            shared.update((i, j) for n, i in enumerate(members) for j in members[n + 1 :])
    return sorted(
        (i, j) for (i, j), n in shared.items() if n >= WORTH * min(len(content[i]), len(content[j]))
    )


def _compatible(quotes: Sequence[Quote], *, named_alike: bool = True) -> bool:
    """One speaker at most, and no two days more than one apart (a night lies between time zones)."""
    speakers = {q.speaker_id for q in quotes if q.speaker_id is not None}
    days = sorted({q.said_on for q in quotes if q.said_on is not None})
    if (named_alike and len(speakers) > 1) or (len(days) > 1 and _days_apart(days[0], days[-1]) > 1):
        return False
    by_report: dict[str, list[Sequence[str]]] = defaultdict(list)
    for quote in quotes:
        by_report[quote.report_id].append(words_of(quote.exact))
    return all(
        a == b or _held(a, b) for own in by_report.values() for n, a in enumerate(own) for b in own[n + 1 :]
    )


def _days_apart(first: str, last: str) -> int:
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return 0


def _utterance(utterance_id: str, group: Sequence[Quote], witnesses: Witnesses) -> Utterance:
    reports = {q.report_id for q in group}
    return Utterance(
        utterance_id=utterance_id,
        speaker_id=_commonest([q.speaker_id for q in group]),
        said_on=_commonest([q.said_on for q in group]),
        best_quote_id=best_of(group, witnesses).quote_id,
        n_reports=len(reports),
        n_origins=len({witnesses.origin_of(r) for r in reports}),
    )


def _placed(quote: Quote, utterance: Utterance) -> Quote:
    """The quote in its utterance; a day that its own report does not tell comes from the others, said so."""
    if quote.said_on is not None or utterance.said_on is None:
        return replace(quote, utterance_id=utterance.utterance_id)
    reason = f"{quote.reason}; day told by another report" if quote.reason else "day told by another report"
    return replace(quote, utterance_id=utterance.utterance_id, said_on=utterance.said_on, reason=reason)


def _commonest(values: Sequence[str | None]) -> str | None:
    counts = Counter(v for v in values if v is not None)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def best_of(group: Sequence[Quote], witnesses: Witnesses) -> Quote:
    """The wording of most origins, then that of the least damaged report, then the longest, then the first."""
    votes = witnesses.votes(group)
    full = max(len(words_of(q.exact)) for q in group) / 2
    return min(
        group,
        key=lambda q: (
            len(words_of(q.exact)) < full,
            -votes[words_of(q.exact)],
            witnesses.damage_of(q.report_id),
            -len(q.exact),
            q.quote_id,
        ),
    )
