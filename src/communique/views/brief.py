"""The cited account of a story or of what two states did: every sentence with the spans it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from communique.records import Alteration, Claim, Event, EventType, How, Quote, Status, Story, Utterance
from communique.views import phrases, wording
from communique.views.check import event_faults, faults, words_faults
from communique.views.facts import Facts
from communique.views.since import Since

MOST_EVENTS = 14  # lines a section; what is left out is counted, never hidden
MOST_QUOTES = 8
# A brief would rather leave out than mislead: read against the examples and the seeds, of the lines whose best claim
# lay under this confidence more were wrong than right
SURE = 0.66
FAR = 1_000  # characters between a quotation and the name of its speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A stretch of a report that bears a sentence out."""

    report_id: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence with its citations; `kind` tells an event, a quotation, a copy or a head count."""

    text: str
    kind: str
    citations: tuple[Citation, ...]
    n_origins: int
    note: str | None = None  # a count of rows, not of words: "2 reports changed the words"
    subject_id: str | None = None
    excerpt: str | None = None
    excerpt_of: int | None = None  # index of the citation the excerpt is cut from
    n_witnesses: int | None = None  # persons and documents behind the origins, where they were counted
    below: bool = False  # belongs to the line before it
    words: tuple[str, ...] = ()  # stretches of the sentence that stand so in a cited span


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its lines; `left_out` counts lines beyond the limit."""

    title: str
    lines: tuple[Line, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A cited account. `refused` counts sentences that their spans did not bear out."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    refused: int
    reports: tuple[str, ...]


_HEADINGS = (
    ("What happened", {Status.HAPPENED, Status.ONGOING}),
    ("Ahead", {Status.PLANNED, Status.TENTATIVE}),
    ("Put off, called off or refused", {Status.POSTPONED, Status.CANCELLED}),
    ("Threatened, denied or only possible", {Status.THREATENED, Status.HYPOTHETICAL, Status.NEGATED}),
)


def write_brief(
    facts: Facts, *, story_id: str | None = None, dyad: str | None = None, since: str | None = None
) -> list[Brief]:
    """One brief a story, the newest first; of one story or one dyad where asked.

    With a dyad only events and words between its two states are told. With `since`, only what reports published on
    that day or later add or change: events new or with another status, words first quoted then.
    """
    stories = sorted(
        facts.stories.values(), key=lambda s: (s.last_published or "", s.n_origins, s.story_id), reverse=True
    )
    wanted = [
        story
        for story in stories
        if (story_id is None or story.story_id == story_id)
        and (dyad is None or dyad in story.dyads)
        and (since is None or (story.last_published or "9999") >= since)
    ]
    return [_brief(story, facts, dyad, Since(facts, since)) for story in wanted]


def _brief(story: Story, facts: Facts, dyad: str | None, since: Since) -> Brief:
    states = set(dyad.split("-")) if dyad else None
    events = [
        e
        for e in facts.events.values()
        if e.story_id == story.story_id and _between(e, states) and since.changes(e)
    ]
    sections = [*_event_sections(events, facts, since), _words(story, states, facts, since)]
    sections += [] if since.day else [_copies(story, facts)]
    checked, refused = _borne_out(sections, facts)
    return Brief(
        title=f"{dyad}: {story.title}" if dyad else story.title,
        subtitle=_subtitle(story) + (f"; what is new since {phrases.spoken(since.day)}" if since.day else ""),
        sections=tuple(checked),
        refused=refused,
        reports=tuple(sorted(r for r, s in facts.story_of.items() if s == story.story_id)),
    )


def _subtitle(story: Story) -> str:
    first, last = story.first_published, story.last_published
    days = "" if first is None else f", published {phrases.spoken(first)}"
    days += f" to {phrases.spoken(last)}" if last and last != first else ""
    return f"{_counted(story.n_reports, 'report')} of {_counted(story.n_origins, 'origin')}{days}"


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _between(event: Event, states: set[str] | None) -> bool:
    if states is None:
        return True
    return states <= {*event.actor_states, *event.recipient_states, *event.actor, *event.recipient}


def _event_sections(events: list[Event], facts: Facts, since: Since) -> Iterable[Section]:
    told = [e for e in events if e.event_type is not EventType.STATEMENT]
    for title, statuses in _HEADINGS:
        chosen = [e for e in told if e.status in statuses and not _refusal(e)]
        if title.startswith("Put off"):
            chosen += [e for e in told if _refusal(e)]
        yield _section(title, [e for e in chosen if not e.background], facts, since)
        if title == "What happened":
            background = [e for e in chosen if e.background]
            yield _section("Before that", background, facts, since)
        else:
            yield _section(f"{title} (background)", [e for e in chosen if e.background], facts, since)


def _refusal(event: Event) -> bool:
    return event.event_type is EventType.REJECT and event.mode == "meet"


def _section(title: str, events: list[Event], facts: Facts, since: Since) -> Section:
    told = (e for e in events if _tells(e) or wording.told(e, _sure(e, facts), facts))
    ranked = sorted(told, key=lambda e: (-_weight(e, facts), e.date or "9", e.event_id))
    made = ((event, _event_line(event, facts)) for event in ranked[:MOST_EVENTS])
    lines = [replace(line, note=since.note(event)) for event, line in made if line]
    return Section(title=title, lines=tuple(lines), left_out=len(events) - len(lines))


def _sure(event: Event, facts: Facts) -> list[Claim]:
    return [claim for claim in facts.claims.get(event.event_id, []) if claim.confidence >= SURE]


def _tells(event: Event) -> bool:
    """Whether one line can tell it: two sides, or several parties to talks. "India criticised." tells nothing."""
    if event.event_type is EventType.REJECT and event.mode is None:
        return False  # "gave a refusal": of what, only the words can tell
    if set(event.recipient) - set(event.actor):
        return True
    return event.event_type in _MUTUAL and len({*event.actor_states, *event.actor}) > 1


_MUTUAL = (EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.SUPPORT)


def _weight(event: Event, facts: Facts) -> float:
    """How much an event belongs at the top: origins count most, then reports, states on both sides, the lede."""
    two_states = (
        bool(set(event.recipient_states) - set(event.actor_states)) or len(set(event.actor_states)) > 1
    )
    lede = any(facts.is_lede(claim) for claim in facts.claims.get(event.event_id, []))
    return event.n_origins + 0.25 * event.n_reports + 0.5 * two_states + 0.5 * lede + event.confidence


def _event_line(event: Event, facts: Facts) -> Line | None:
    claims = sorted(facts.claims.get(event.event_id, []), key=lambda c: _showing(c, event, facts))
    if not any(claim.status is event.status and claim.confidence >= SURE for claim in claims):
        return None
    said = wording.told(event, [claim for claim in claims if claim.confidence >= SURE], facts)
    claims.sort(key=lambda c: said is None or c is not said.claim)
    one_each = list({claim.report_id: claim for claim in reversed(claims)}.values())
    one_each.sort(key=lambda c: (said is None or c is not said.claim, _showing(c, event, facts)))
    cited = tuple(
        Citation(report_id=c.report_id, start=c.start, end=c.end, exact=c.exact)
        for c in [*one_each, *_dated(event, claims, one_each)]
    )
    text = _boldest(event, cited, facts)
    if said is not None and not _told_faults(said.text, said.words, event, cited, facts):
        text = said.text
    elif phrases.says_too_little(event):
        return None
    if text is None:
        return None
    return Line(
        text=text,
        words=said.words if said and text == said.text else (),
        kind="event",
        citations=cited,
        n_origins=event.n_origins,
        n_witnesses=event.n_witnesses,
        subject_id=event.event_id,
        excerpt=shortened(cited[0].exact),
        excerpt_of=0,
    )


def _told_faults(
    text: str, words: Sequence[str], event: Event, cited: tuple[Citation, ...], facts: Facts
) -> list[str]:
    found = faults(text, cited, facts) + words_faults(words, cited)
    return found + event_faults(text, event, cited, facts, words=words)


def _boldest(event: Event, cited: tuple[Citation, ...], facts: Facts) -> str | None:
    """The fullest sentence that the spans bear out: without its place, then without its date, where they do not."""
    variants = [
        event,
        replace(event, place_id=None),
        replace(event, date=None),
        replace(event, place_id=None, date=None),
    ]
    texts = [text for variant in variants if (text := phrases.sentence(variant, facts))]
    good = (t for t in texts if not faults(t, cited, facts) and not event_faults(t, event, cited, facts))
    return next(good, texts[0] if texts else None)


def _showing(claim: Claim, event: Event, facts: Facts) -> tuple[object, ...]:
    """The order in which claims are shown: the event's own status and date first, then the least damaged words."""
    return (
        claim.status is not event.status,
        bool(event.date) and claim.date != event.date,
        claim.confidence < SURE,
        facts.damage(claim.report_id),
        len(claim.exact),
        claim.claim_id,
    )


def _dated(event: Event, claims: list[Claim], shown: list[Claim]) -> list[Claim]:
    """A claim that holds the event's date or status, where none of those shown does."""
    needed: list[Claim] = []
    for holds in (
        lambda c: c.date == event.date,
        lambda c: c.status is event.status,
        lambda c: c.place_id == event.place_id,
    ):
        if not any(holds(c) for c in [*shown, *needed]):
            needed += [c for c in claims if holds(c)][:1]
    return needed


def shortened(text: str, most: int = 300) -> str:
    """The words as they stand, on one line, cut at a word's end with an ellipsis where they run long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)] + " …"


# ---------------------------------------------------------------- words


def _words(story: Story, states: set[str] | None, facts: Facts, since: Since) -> Section:
    said = []
    for utterance in facts.utterances.values():
        quotes = facts.quotes.get(utterance.utterance_id, [])
        best = next((q for q in quotes if q.quote_id == utterance.best_quote_id), None)
        if (
            best is None
            or facts.story_of.get(best.report_id) != story.story_id
            or utterance.speaker_id is None
        ):
            continue
        speaker = facts.entities.get(utterance.speaker_id)
        if states and (speaker is None or (speaker.state or speaker.entity_id) not in states):
            continue
        if since.day and not all(since.recent(q.report_id) for q in quotes):
            continue
        if len(best.exact.split()) >= 4:
            said.append((utterance, best, quotes))
    said.sort(key=lambda x: (-x[0].n_origins, -x[0].n_reports, -len(x[1].exact), x[0].utterance_id))
    lines = [_quote_line(utterance, best, quotes, facts) for utterance, best, quotes in said]
    return Section(
        title="In their words", lines=tuple(lines[:MOST_QUOTES]), left_out=max(0, len(lines) - MOST_QUOTES)
    )


def _quote_line(utterance: Utterance, best: Quote, quotes: list[Quote], facts: Facts) -> Line:
    altered = [q for q in quotes if q.alteration is Alteration.ALTERED]
    note = f"{_counted(len(altered), 'report')} changed the words" if altered else None
    ordered = [best, *(q for q in quotes if q.quote_id != best.quote_id)]
    return Line(
        text=f"{phrases.called(utterance.speaker_id or '', facts)}: “{phrases.spoken_part(best.exact)}”",
        note=note,
        kind="quote",
        citations=tuple(around(q, facts) for q in ordered),
        n_origins=utterance.n_origins,
        subject_id=best.quote_id,
    )


def around(quote: Quote, facts: Facts) -> Citation:
    """The sentences a quotation stands in, widened to the one that names its speaker: one can read who spoke."""
    touching = [
        s for s in facts.sentences.get(quote.report_id, []) if s.start < quote.end and s.end > quote.start
    ]
    start = min([quote.start, *(s.start for s in touching)])
    end = max([quote.end, *(s.end for s in touching)])
    named = [
        m for m in facts.mentions.get(quote.report_id, []) if m.entity_id and m.entity_id == quote.speaker_id
    ]
    if not any(start <= m.start and m.end <= end for m in named):
        near = min(named, key=lambda m: (abs(m.start - start), m.start), default=None)
        if near is not None and abs(near.start - start) < FAR:
            start, end = min(start, near.start), max(end, near.end)
    text = facts.reports[quote.report_id].text
    return Citation(report_id=quote.report_id, start=start, end=end, exact=text[start:end])


# ---------------------------------------------------------------- copies

_HOW = {
    How.VERBATIM: "word for word",
    How.TRIMMED: "trimmed",
    How.EDITED: "edited",
    How.SPUN: "with words swapped",
    How.BACK_TRANSLATED: "translated there and back",
    How.PARTIAL: "in part",
}


def _copies(story: Story, facts: Facts) -> Section:
    lines = []
    for copy in sorted(facts.copies, key=lambda c: (c.left_id, c.right_id)):
        if copy.how not in _HOW or facts.story_of.get(copy.left_id) != story.story_id or not copy.pairs:
            continue
        best = max(copy.pairs, key=lambda p: (p.score, -p.left_start))
        left, right = facts.reports[copy.left_id], facts.reports[copy.right_id]
        lines.append(
            Line(
                text=f"Two reports tell one text ({_HOW[copy.how]}) and count as one origin."
                if copy.how is not How.PARTIAL
                else "Two reports share part of a text.",
                kind="copy",
                citations=(
                    _cited(left.report_id, left.text, best.left_start, best.left_end),
                    _cited(right.report_id, right.text, best.right_start, best.right_end),
                ),
                n_origins=1,
            )
        )
    return Section(title="Who copied whom", lines=tuple(lines))


def _cited(report_id: str, text: str, start: int, end: int) -> Citation:
    return Citation(report_id=report_id, start=start, end=end, exact=text[start:end])


# ---------------------------------------------------------------- refusal


def _borne_out(sections: Iterable[Section], facts: Facts) -> tuple[list[Section], int]:
    """The sections with only those lines whose spans hold what they say, and the number of lines refused."""
    kept, refused = [], 0
    for section in sections:
        good = tuple(line for line in section.lines if not _line_faults(line, facts))
        refused += len(section.lines) - len(good)
        if good:
            kept.append(replace(section, lines=good))
    return kept, refused


def _line_faults(line: Line, facts: Facts) -> list[str]:
    if line.kind == "event" and line.subject_id:
        return _told_faults(line.text, line.words, facts.events[line.subject_id], line.citations, facts)
    return faults(line.text, line.citations, facts)
