"""The words of one utterance: the same in two originals, or changed in a damaged copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story
from communique.reconcile.lines import damage_of
from communique.records import Alteration, Degradation, Quote, Sentence, Verdict

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
SHORTEST = 4  # words of a quotation that two originals hardly hit on by chance
_DAMAGED = {Degradation.BACK_TRANSLATED, Degradation.SPUN, Degradation.GARBLED, Degradation.UNSURE}


def compare_wordings(story: Story) -> Iterator[Draft]:
    """One draft for each utterance that two originals quote alike, and one for each that a copy changed."""
    for utterance_id, quotes in sorted(_utterances(story).items()):
        kept = [q for q in quotes if q.alteration is not Alteration.ALTERED]
        yield from _shared(story, utterance_id, kept)
        for quote in quotes:
            if quote.alteration is Alteration.ALTERED and kept:
                yield from _altered(story, utterance_id, quote, kept)


def compare_sentences(story: Story) -> Iterator[Draft]:
    """A draft for each quotation whose copy lost so many of its words that it counts as another utterance."""
    reports: dict[str, set[str]] = {}
    for quote in story.group.of(Quote):
        reports.setdefault(quote.utterance_id, set()).add(quote.report_id)
    utterances = _utterances(story)
    for line in story.lines:
        held = story.quotes.get(_key(line.best), [])
        for sentence in line.sentences[1:]:
            theirs = story.quotes.get(_key(sentence), [])
            if len(held) == len(theirs) == 1 and _in_place(held[0], theirs[0], reports):
                best, other = held[0], theirs[0]
                same = [q for q in utterances[best.utterance_id] if words_of(q.exact) == words_of(best.exact)]
                said = (*(_said(story, q, best.exact) for q in same), _said(story, other, other.exact))
                reason = f"in place of the quotation a damaged copy has '{other.exact}'"
                yield Draft("utterance", best.utterance_id, "wording", Verdict.ALTERED_COPY, said, reason)


def _in_place(best: Quote, other: Quote, reports: Mapping[str, set[str]]) -> bool:
    """Whether neither report has the other's utterance elsewhere, and the two are of one size."""
    sizes = sorted(len(words_of(q.exact)) for q in (best, other))
    if sizes[0] < SHORTEST or sizes[1] > 2 * sizes[0]:
        return False
    return (
        best.report_id not in reports[other.utterance_id]
        and other.report_id not in reports[best.utterance_id]
    )


def _key(sentence: Sentence) -> tuple[str, int]:
    return sentence.report_id, sentence.start


def _utterances(story: Story) -> dict[str, list[Quote]]:
    """utterance_id → its direct quotations, least damaged first."""
    found: dict[str, list[Quote]] = {}
    rows = (q for q in story.group.of(Quote) if q.direct)
    for quote in sorted(rows, key=lambda q: (damage_of(q.report_id, story.kin), -len(q.exact), q.quote_id)):
        found.setdefault(quote.utterance_id, []).append(quote)
    return found


def _shared(story: Story, utterance_id: str, kept: list[Quote]) -> Iterator[Draft]:
    origins = {_origin(story, q) for q in kept}
    if len(origins) < 2 or min(len(words_of(q.exact)) for q in kept) < SHORTEST:
        return
    said = tuple(_said(story, q, kept[0].exact) for q in kept)
    yield Draft(
        "utterance",
        utterance_id,
        "wording",
        Verdict.CORROBORATED,
        said,
        f"{story.names(origins)} quote it alike",
    )


def _altered(story: Story, utterance_id: str, quote: Quote, kept: list[Quote]) -> Iterator[Draft]:
    """The altered words beside those of a less damaged copy, else, where the report is damaged, another original's."""
    origin = _origin(story, quote)
    kin = [q for q in kept if _origin(story, q) == origin]
    row = story.kin.get(quote.report_id)
    if not kin and (row is None or row.degradation not in _DAMAGED):
        return
    best = (kin or kept)[0]
    givers = [q for q in kept if words_of(q.exact) == words_of(best.exact)]
    said = (*(_said(story, q, best.exact) for q in givers), _said(story, quote, quote.exact))
    where = "a damaged copy of one original" if kin else "a damaged copy whose original is unseen"
    yield Draft(
        "utterance", utterance_id, "wording", Verdict.ALTERED_COPY, said, f"{where} has '{quote.exact}'"
    )


def _said(story: Story, quote: Quote, value: str) -> Said:
    claims = story.claims_at(quote.report_id, quote.start)
    return Said(value, _origin(story, quote), tuple(c.claim_id for c in claims))


def _origin(story: Story, quote: Quote) -> str:
    return story.origin_at(quote.report_id, quote.start)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a quotation in lower case."""
    return tuple(m[0].lower().replace("’", "'") for m in _WORD.finditer(text))
