"""What happened to a quotation's words, judged against an independent origin or a verbatim copy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from communique.records import Alteration, Quote

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def judge(
    quote: Quote,
    group: Sequence[Quote],
    origin: Mapping[str, str],
    verbatim: set[tuple[str, str]],
    damage: Mapping[str, int],
) -> Quote:
    """The quote with its `alteration` and, in `reason`, the words that differ.

    `group` are all quotes of its utterance. A copy of the same origin is no witness unless it is verbatim;
    where the only witnesses are as damaged as the quote itself, it stays unsure which wording is right.
    """
    own = origin.get(quote.report_id, quote.report_id)
    others = [q for q in group if q.report_id != quote.report_id]
    witnesses = [
        q
        for q in others
        if origin.get(q.report_id, q.report_id) != own or (quote.report_id, q.report_id) in verbatim
    ]
    if not witnesses:
        return _with(quote, Alteration.ONLY_WITNESS, "no other origin quotes it")
    mine = _words(quote.exact)
    readings = sorted(
        ((*compare(mine, _words(w.exact)), damage.get(w.report_id, 2), w.quote_id) for w in witnesses),
        key=lambda r: (_RANK[r[0]], r[2], r[3]),
    )
    how, difference, witness_damage, _ = readings[0]
    if how is not Alteration.ALTERED:
        return _with(quote, how, difference)
    if damage.get(quote.report_id, 2) <= witness_damage:
        return _with(quote, Alteration.UNSURE, f"differs from a witness no better kept: {difference}")
    return _with(quote, how, difference)


_RANK = {Alteration.VERBATIM: 0, Alteration.TRIMMED: 1, Alteration.ALTERED: 2}


def compare(mine: Sequence[str], other: Sequence[str]) -> tuple[Alteration, str]:
    """How `mine` stands to a witness's wording: equal, part of it, holding it, or with words changed."""
    if list(mine) == list(other):
        return Alteration.VERBATIM, "word for word as another origin has it"
    if subsequence(mine, other):
        return Alteration.TRIMMED, "part of what another origin has"
    if subsequence(other, mine):
        return Alteration.VERBATIM, "holds all that another origin has"
    return Alteration.ALTERED, differing(mine, other)


def subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all words of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


def differing(mine: Sequence[str], other: Sequence[str]) -> str:
    """The stretches that differ, as "here" for "there", at most four; ends that one leaves out are not told."""
    matcher = SequenceMatcher(None, list(other), list(mine), autojunk=False)
    changes = [
        f"“{' '.join(mine[c:d])}” for “{' '.join(other[a:b])}”"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal" and not (tag == "delete" and (a == 0 or b == len(other)))
    ]
    return "; ".join(changes[:4])


def _words(text: str) -> list[str]:
    return [w.lower().replace("’", "'") for w in _WORD.findall(text)]


def _with(quote: Quote, alteration: Alteration, why: str) -> Quote:
    reason = f"{quote.reason}; {why}" if quote.reason else why
    return replace(quote, alteration=alteration, reason=reason)
