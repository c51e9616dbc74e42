"""What happened to a quotation's words.

Two things can show that a quotation is not as it was said: another origin (or a verbatim copy) that has it
otherwise, and a sibling of the same origin that is less damaged. The sibling is no second witness to what was said:
agreeing with it proves nothing, and such a quotation stays `only_witness`. But both come from one text, the better
kept of them shows what stood there, and words that the worse kept one has otherwise were changed on the way: it is
`altered` (or `trimmed`) whatever was really said. Between siblings equally damaged nobody can say which was changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from communique.quotes.wordings import words_of
from communique.records import Alteration, Degradation, Quote

# Spinners leave the inside of marks alone, back-translation does not (measured on the seeds).
DAMAGE: Mapping[Degradation | None, int] = {
    Degradation.CLEAN: 0,
    Degradation.SPUN: 1,
    None: 2,
    Degradation.UNSURE: 2,
    Degradation.GARBLED: 3,
    Degradation.BACK_TRANSLATED: 4,
}
END_UNSURE = "end unsure"  # said of quotations whose closing mark was lost: what they lack proves nothing
_RANK = {Alteration.VERBATIM: 0, Alteration.TRIMMED: 1, Alteration.ALTERED: 2}


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Which report descends from which origin, how damaged it is, and which are word-for-word copies."""

    origin: Mapping[str, str]
    damage: Mapping[str, int]
    verbatim: frozenset[tuple[str, str]]

    def origin_of(self, report_id: str) -> str:
        """The report's origin; a report without one stands for itself."""
        return self.origin.get(report_id, report_id)

    def damage_of(self, report_id: str) -> int:
        """0 for words left alone up to 4 for words turned twice."""
        return self.damage.get(report_id, DAMAGE[None])

    def votes(self, group: Sequence[Quote]) -> dict[tuple[str, ...], int]:
        """How many origins give each wording."""
        givers: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for quote in group:
            givers[words_of(quote.exact)].add(self.origin_of(quote.report_id))
        return {wording: len(origins) for wording, origins in givers.items()}


def judge(quote: Quote, group: Sequence[Quote], witnesses: Witnesses) -> Quote:
    """The quote with its `alteration` and, in `reason`, the words that differ.

    `group` are all quotes of its utterance. Against a witness no better kept, and whose wording no second origin
    shares, an altered wording stays unsure, unless a less damaged sibling shows what stood there.
    """
    others = [q for q in group if q.report_id != quote.report_id]
    verdict = _against_witnesses(quote, group, others, witnesses)
    if verdict is None or verdict[0] is Alteration.UNSURE:
        verdict = _against_siblings(quote, others, witnesses) or verdict
    if verdict is None:
        return _with(quote, Alteration.ONLY_WITNESS, _sibling(quote, others))
    if verdict[0] is Alteration.ALTERED and END_UNSURE in (quote.reason or ""):
        return _with(quote, Alteration.UNSURE, verdict[1])
    return _with(quote, *verdict)


def _against_witnesses(
    quote: Quote, group: Sequence[Quote], others: Sequence[Quote], witnesses: Witnesses
) -> tuple[Alteration, str] | None:
    fit = [q for q in others if _independent(quote, q, witnesses)]
    if not fit:
        return None
    mine, votes = words_of(quote.exact), witnesses.votes(group)
    readings = sorted(
        ((*compare(mine, words_of(w.exact)), -votes[words_of(w.exact)], witnesses.damage_of(w.report_id), w.quote_id)
         for w in fit),
        key=lambda r: (_RANK[r[0]], *r[2:]),
    )  # fmt: skip
    how, difference, voices, damage, _ = readings[0]
    sure = -voices >= 2 or damage < witnesses.damage_of(quote.report_id)
    if how is Alteration.ALTERED and not sure:
        return Alteration.UNSURE, f"another origin, no better kept, has it otherwise: {difference}"
    return how, difference


def _against_siblings(
    quote: Quote, others: Sequence[Quote], witnesses: Witnesses
) -> tuple[Alteration, str] | None:
    """What the least damaged sibling shows to have been changed or cut; None where it has the same words."""
    damage = witnesses.damage_of(quote.report_id)
    kin = [
        (witnesses.damage_of(q.report_id), -len(q.exact), q.quote_id, q)
        for q in others
        if not _independent(quote, q, witnesses) and witnesses.damage_of(q.report_id) < damage
    ]
    if not kin:
        return None
    how, difference = compare(words_of(quote.exact), words_of(min(kin)[-1].exact))
    if how is Alteration.VERBATIM:
        return None
    if how is Alteration.TRIMMED:
        return how, "part of what its less damaged sibling has"
    return how, f"its less damaged sibling has it otherwise: {difference}"


def compare(mine: Sequence[str], other: Sequence[str]) -> tuple[Alteration, str]:
    """How `mine` stands to a witness's wording: equal, part of it, holding it, or with words changed."""
    if "".join(mine) == "".join(other):  # glued words are no other words
        return Alteration.VERBATIM, "word for word as another origin has it"
    if subsequence(mine, other):
        return Alteration.TRIMMED, "part of what another origin has"
    if subsequence(other, mine):
        return Alteration.VERBATIM, "holds all that another origin has"
    changes = differing(mine, other)
    if not changes:
        return Alteration.TRIMMED, "another stretch of what another origin has"
    return Alteration.ALTERED, changes


def subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all words of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


def differing(mine: Sequence[str], other: Sequence[str]) -> str:
    """The stretches that differ, as “here” for “there”, at most four; words one side lacks at an end are no change."""
    matcher = SequenceMatcher(None, list(other), list(mine), autojunk=False)
    changes = [
        f"“{' '.join(mine[c:d])}” for “{' '.join(other[a:b])}”"
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag == "replace"
        or (tag == "delete" and a > 0 and b < len(other))
        or (tag == "insert" and c > 0 and d < len(mine))
    ]
    return "; ".join(changes[:4])


def _independent(quote: Quote, other: Quote, witnesses: Witnesses) -> bool:
    apart = witnesses.origin_of(quote.report_id) != witnesses.origin_of(other.report_id)
    return apart or (quote.report_id, other.report_id) in witnesses.verbatim


def _sibling(quote: Quote, others: Sequence[Quote]) -> str:
    """Why there is no judgement; a sibling copy's other wording is told, though it proves nothing."""
    mine = words_of(quote.exact)
    for other in sorted(others, key=lambda q: q.quote_id):
        changes = differing(mine, words_of(other.exact))
        if changes:
            return f"no other origin quotes it; a copy of the same origin has it otherwise: {changes}"
    return "no other origin quotes it"


def _with(quote: Quote, alteration: Alteration, why: str) -> Quote:
    return replace(quote, alteration=alteration, reason=f"{quote.reason}; {why}" if quote.reason else why)
