"""The day on which the same words were said, as each original that quotes them tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from communique.reconcile.datelines import clock_of, two_clocks
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story
from communique.reconcile.lines import damage_of
from communique.records import EntityKind, Moment, MomentKind, Quote, Sentence, Verdict

_SPEAKING = re.compile(
    r"\b(?:said|says|saying|told|tells|telling|spoke|speaking|spoken|stated|asked|answering|briefing|reporters|remarked|"
    r"mentioned|added|news conference|press conference)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
FURTHEST = 2  # days by which two originals may differ and still mean one occasion


def compare_remarks(story: Story) -> Iterator[Draft]:
    """A draft for each utterance that two originals quote and date differently."""
    for utterance_id, quotes in sorted(_utterances(story).items()):
        told: dict[str, tuple[Quote, Moment]] = {}
        for quote in quotes:
            moment = _day_of(story, quote)
            if moment is not None:
                told.setdefault(story.origin_at(quote.report_id, quote.start), (quote, moment))
        days = {moment.value for _, moment in told.values()}
        if len(days) > 1 and _near(days):
            yield _draft(story, utterance_id, told)


def _utterances(story: Story) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    rows = (q for held in story.quotes.values() for q in held if q.speaker_id)
    for quote in sorted(rows, key=lambda q: (damage_of(q.report_id, story.kin), q.quote_id)):
        found.setdefault(quote.utterance_id, []).append(quote)
    return found


def _day_of(story: Story, quote: Quote) -> Moment | None:
    """The day told in the quotation's own sentence, else in one beside it in which the same person speaks."""
    own = story.lines.sentence_at(quote.report_id, quote.start)
    if own is None:
        return None
    for sentence in (own, *story.lines.before(own, 1), *story.lines.after(own, 1)):
        if sentence is not own and not (_SPEAKING.search(sentence.exact) and _names(story, sentence, quote)):
            continue
        moment = next(iter(_days_in(story, sentence)), None)
        if moment is not None:
            return moment
    return None


def _names(story: Story, sentence: Sentence, quote: Quote) -> bool:
    held = story.mentions.get((sentence.report_id, sentence.start), ())
    return any(m.entity_id == quote.speaker_id for m in held)


def _days_in(story: Story, sentence: Sentence) -> Iterator[Moment]:
    """Its days outside quotation marks that stand near a word for speaking."""
    quoted = [m.span() for m in _QUOTED.finditer(sentence.exact)]
    spoken = [m.start() for m in _SPEAKING.finditer(sentence.exact)]
    for moment in story.moments.get((sentence.report_id, sentence.start), ()):
        at = moment.start - sentence.start
        if moment.kind is not MomentKind.DATE or moment.corrupted or len(moment.value or "") != 10:
            continue
        if not any(start <= at < end for start, end in quoted) and any(abs(at - s) <= 40 for s in spoken):
            yield moment


def _near(days: set[str | None]) -> bool:
    held = sorted(date.fromisoformat(day) for day in days if day)
    return (held[-1] - held[0]).days <= FURTHEST


def _draft(story: Story, utterance_id: str, told: dict[str, tuple[Quote, Moment]]) -> Draft:
    said = tuple(
        Said(
            moment.value or "",
            origin,
            tuple(c.claim_id for c in story.claims_at(quote.report_id, quote.start)),
        )
        for origin, (quote, moment) in sorted(told.items())
    )
    names = "; ".join(f"{story.name(o)} says {m.exact} ({m.value})" for o, (_, m) in sorted(told.items()))
    clocks = _clocks(story, told)
    verdict = Verdict.COMPATIBLE if clocks else Verdict.CONTRADICTED
    return Draft("utterance", utterance_id, "date", verdict, said, f"{names}; {clocks}" if clocks else names)


def _clocks(story: Story, told: dict[str, tuple[Quote, Moment]]) -> str | None:
    """Why all days may be one moment: the first and the last were written far enough apart."""
    dated = sorted(
        (moment.value or "", clock_of(story, moment, origin, _home(story, quote)) or "")
        for origin, (quote, moment) in told.items()
    )
    if any(day not in (dated[0][0], dated[-1][0]) for day, _ in dated):
        return None
    first = [place for day, place in dated if day == dated[0][0]]
    last = [place for day, place in dated if day == dated[-1][0]]
    found = (two_clocks((dated[0][0], a), (dated[-1][0], b)) for a in first for b in last)
    return next((why for why in found if why), None)


def _home(story: Story, quote: Quote) -> str | None:
    """Where no dateline tells the clock: the state of the one who speaks."""
    entity = story.entities.get(quote.speaker_id or "")
    if entity is None:
        return None
    return entity.entity_id if entity.kind is EntityKind.STATE else entity.state
