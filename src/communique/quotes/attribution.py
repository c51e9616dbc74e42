"""Who is said to have said what: each quotation gets its speaker, cue, day and venue; alike ones an utterance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from communique.quotes.candidates import Candidate, weigh
from communique.quotes.carrying import Attribution, carry_over
from communique.quotes.cues import cue_forms, strength
from communique.quotes.frames import MARKS, Frame, frame_paragraphs, outside_marks
from communique.quotes.identity import identify
from communique.quotes.occasions import tell_occasions
from communique.quotes.utterances import gather_utterances
from communique.records import (
    BlockKind,
    Copy,
    Entity,
    Lineage,
    Mention,
    Moment,
    Parse,
    Quote,
    Report,
    Sentence,
    Spotted,
    SpottedKind,
    Utterance,
)
from communique.spans import content_id
from communique.stage import Group

MENDED = frozenset({"closing mark missing", "closing mark missing, end unsure", "opening mark missing"})
FED = frozenset({BlockKind.BODY, BlockKind.TITLE})


def attribute_quotes(group: Group) -> Iterator[Quote | Utterance]:
    """The story's quotations with their speakers, then its utterances.

    A stretch in marks that nobody is said to have said (a title, a nickname, a word held at arm's length)
    gives no row. `alteration` is judged against another origin, a verbatim copy or a less damaged sibling.
    """
    parts = _by_report(group)
    entities = {e.entity_id: e for e in group.of(Entity)}
    quotes: list[Quote] = []
    for report in sorted(group.of(Report), key=lambda r: r.report_id):
        quotes.extend(quote_report(report, parts[report.report_id], entities))
    yield from gather_utterances(quotes, group.of(Lineage), group.of(Copy))


def quote_report(report: Report, rows: dict[type, list[Any]], entities: dict[str, Entity]) -> list[Quote]:
    """One report's quotations, each its own utterance as yet."""
    frames = _frames(report, rows)
    attributions = carry_over([_attribute(frame, spot) for frame in frames for spot in frame.spots], frames)
    identify(attributions, frames, entities, rows.get(Spotted, []), rows.get(Mention, []))
    tell_occasions(attributions, rows.get(Moment, []))
    return [_quote(report, a) for a in attributions if a.said]


def _frames(report: Report, rows: dict[type, list[Any]]) -> list[Frame]:
    fed = {s.sentence_id for s in rows.get(Sentence, []) if s.block_kind in FED}
    parses: Sequence[Parse] = [p for p in rows.get(Parse, []) if p.sentence_id in fed]
    spots = sorted(
        (s for s in rows.get(Spotted, []) if s.kind is SpottedKind.QUOTATION), key=lambda s: s.start
    )
    return frame_paragraphs(report, parses, spots, rows.get(Mention, []))


def _by_report(group: Group) -> dict[str, dict[type, list[Any]]]:
    parts: dict[str, dict[type, list[Any]]] = defaultdict(lambda: defaultdict(list))
    kinds: tuple[type[Any], ...] = (Sentence, Parse, Spotted, Mention, Moment)
    for kind in kinds:
        for row in group.of(kind):
            parts[row.report_id][kind].append(row)
    return parts


def _attribute(frame: Frame, spot: Spotted) -> Attribution:
    candidates = weigh(frame, spot)
    words = len(spot.exact.split())
    full = stands_alone(frame, spot)
    named = names_something(frame, spot)
    best: Candidate | None = candidates[0] if candidates else None
    if best is not None and best.score < _floor(words, full) + _titled(spot.exact, best):
        best = None
    if named:
        best, full = None, False
    return Attribution(frame=frame, spot=spot, words=0 if named else words, full=full, candidate=best)


def stands_alone(frame: Frame, spot: Spotted) -> bool:
    """Whether the quotation is a sentence of its own or opens one, and so must be somebody's speech."""
    first = next((c for c in spot.exact if c.isalnum()), "")
    start, _ = frame.sentence(spot.start)
    opens = not frame.outer_between(start, spot.start)
    ended = spot.exact[-1:] in ".,!?…"
    return (first.isupper() and (ended or len(spot.exact.split()) >= 6)) or (
        opens and len(spot.exact.split()) >= 4
    )


def _floor(words: int, full: bool) -> float:
    if full:
        return 3.0
    return 4.0 if words > 5 else 4.4 if words > 1 else 4.7


def _titled(exact: str, best: Candidate) -> float:
    """How much more a word or two must have to be speech under a cue that says little."""
    noun = best.cue is None or best.cue.token.pos == "NOUN"
    power = 2 if noun or best.cue is None else strength(best.cue.token.lemma)
    if best.cue is not None and best.cue.token.lower in cue_forms():
        power = 3
    return 1.5 if len(exact.split()) <= 3 and power < 2 else 0.0


def names_something(frame: Frame, spot: Spotted) -> bool:
    """Whether the marks hold a title of a work or a nickname: capitals throughout, no lead-in of speech."""
    words = [w.strip(MARKS + ".,?!") for w in spot.exact.split()]
    long = [w for w in words if len(w) > 3]
    if not long or len(words) > 8 or not all(w[:1].isupper() for w in [*long, words[0]]):
        return False
    opening, closing = outside_marks(frame.text, spot.start, spot.end)
    if not frame.outer and len(words) <= 6 and spot.reason == "single marks":
        return True  # a crosshead
    if not frame.outer_between(*frame.sentence(opening)) and opening > frame.start:
        return False  # a sentence of its own after another
    left = frame.outer_between(frame.start, opening)[-1:]
    right = frame.outer_between(closing, frame.end)[:1]
    if len(words) == 1:
        return bool(left and right) and left[0].token.pos == right[0].token.pos == "PROPN"
    capitals = [w for w in frame.outer if len(w.token.text) > 3]
    headline = sum(w.token.text[:1].isupper() for w in capitals) > 0.7 * len(capitals)
    lead = frame.text[frame.start : opening].rstrip()[-1:]
    return bool(lead) and lead not in ":," and not headline and spot.exact[-1:] not in "!?"


def _quote(report: Report, told: Attribution) -> Quote:
    spot = told.spot
    quote_id = content_id("q", report.report_id, spot.start, spot.end)
    return Quote(
        quote_id=quote_id,
        utterance_id=quote_id,
        report_id=report.report_id,
        start=spot.start,
        end=spot.end,
        exact=spot.exact,
        direct=True,
        speaker_id=told.speaker_id,
        speaker_text=told.speaker_text,
        cue=told.cue,
        carried_over=told.carried,
        said_on=told.said_on,
        venue=told.venue,
        alteration=None,
        reason="; ".join(filter(None, (told.reason, spot.reason if spot.reason in MENDED else None))) or None,
    )
