"""One thing with its evidence and why: a report, origin, story, event, quote or entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.records import Claim, Event, Quote
from communique.views import phrases, wording
from communique.views.facts import Facts
from communique.views.why import explained


def show(kind: str, row_id: str, facts: Facts) -> str:
    """A plain-text page on one row; the caller has made sure that it exists."""
    page = {
        "report": _report,
        "origin": _origin,
        "story": _story,
        "event": _event,
        "quote": _quote,
        "entity": _entity,
    }[kind]
    return "\n".join(page(row_id, facts))


def _report(report_id: str, facts: Facts) -> Iterator[str]:
    report, date, lineage = (
        facts.reports[report_id],
        facts.dates.get(report_id),
        facts.lineages.get(report_id),
    )
    yield f"report {report_id}"
    yield from _fields(
        ("title", facts.titles.get(report_id)),
        ("read from", report.path if report.record is None else f"{report.path} #{report.record}"),
        ("url", report.url),
        ("outlet", report.outlet_id),
        (
            "published",
            date and f"{date.published or 'not known'} ({date.published_basis or '-'}): {date.reason}",
        ),
        ("origin", lineage and f"{lineage.origin_id}; words {lineage.degradation}: {lineage.reason}"),
        ("story", facts.story_of.get(report_id)),
    )
    yield from _copies_of(report_id, facts)
    yield "\nwhat it says"
    for claim in sorted(facts.claims_of.get(report_id, []), key=lambda c: c.start):
        yield f"  {_coded(claim)}  [{claim.event_id}]"
        yield f"      “{_line(claim.exact)}”"


def _copies_of(report_id: str, facts: Facts) -> Iterator[str]:
    for copy in facts.copies:
        if report_id in (copy.left_id, copy.right_id):
            other = copy.right_id if report_id == copy.left_id else copy.left_id
            parent = f"; the parent is {copy.parent_id}" if copy.parent_id else ""
            yield f"  {copy.how} with {other}: {copy.share:.0%} shared, {len(copy.pairs)} sentence pairs{parent}"


def _origin(origin_id: str, facts: Facts) -> Iterator[str]:
    origin = facts.origins[origin_id]
    yield f"origin {origin_id}"
    yield from _fields(
        ("wire", origin.wire and f"{origin.wire} ({origin.wire_basis})"),
        ("story", origin.story_id),
        ("best words", origin.best_report_id),
    )
    yield "\nreports"
    for report_id in origin.report_ids:
        lineage = facts.lineages.get(report_id)
        yield f"  {report_id}  {lineage.degradation if lineage else '-'}  {facts.titles.get(report_id, '')}"
        yield from (f"  {line}" for line in _copies_of(report_id, facts))


def _story(story_id: str, facts: Facts) -> Iterator[str]:
    story = facts.stories[story_id]
    yield f"story {story_id}"
    yield from _fields(
        ("title", story.title),
        ("published", f"{story.first_published or '?'} to {story.last_published or '?'}"),
        ("reports", f"{story.n_reports} of {story.n_origins} origins"),
        ("dyads", ", ".join(story.dyads)),
    )
    yield "\nevents"
    events = [e for e in facts.events.values() if e.story_id == story_id]
    for event in sorted(events, key=lambda e: (-e.n_origins, e.date or "9", e.event_id)):
        yield f"  {event.event_id}  {event.status:<12} {event.n_origins} origins  {event.title}"


def _event(event_id: str, facts: Facts) -> Iterator[str]:
    event = facts.events[event_id]
    said = wording.told(event, facts.claims.get(event_id, []), facts)
    yield f"event {event_id}"
    yield from _fields(
        ("says", said.text if said else phrases.sentence(event, facts) or event.title),
        ("coded", f"{_type(event)}, {event.status}, intensity {event.intensity:+.1f}"),
        ("actor", ", ".join(facts.name(i) for i in event.actor)),
        ("recipient", ", ".join(facts.name(i) for i in event.recipient)),
        ("date", event.date),
        ("place", event.place_id and facts.name(event.place_id)),
        ("contexts", ", ".join(event.contexts)),
        ("told by", ", ".join(map(_counted, ("report", "origin", "witness"), _tellers(event)))),
        (
            "verdict",
            f"{event.verdict}; confidence {event.confidence:.2f}{'; background' if event.background else ''}",
        ),
        ("story", event.story_id),
    )
    for link in facts.links:
        if event_id in (link.from_event, link.to_event):
            yield f"  {link.from_event} {link.kind} {link.to_event}"
    told = [finding for finding in facts.findings if finding.subject_id == event_id]
    if told:
        yield "\nwhat its originals agree or disagree on"
    for finding in sorted(told, key=lambda f: (f.property, f.verdict)):
        values = " against ".join(f"{v.value} ({len(v.origin_ids)})" for v in finding.values)
        yield f"  {finding.property}: {finding.verdict}: {values}"
        yield f"      {_line(finding.reason)}"
    yield "\nclaims"
    for claim in facts.claims.get(event_id, []):
        yield f"  {_coded(claim)}  confidence {claim.confidence:.2f}"
        yield f"      {claim.report_id} {claim.start}–{claim.end}: “{_line(claim.exact)}”"
        yield from (f"      {line}" for line in explained(claim.why))


def _quote(quote_id: str, facts: Facts) -> Iterator[str]:
    quotes = {q.quote_id: q for held in facts.quotes.values() for q in held}
    quote = quotes[quote_id]
    yield f"quote {quote_id}"
    yield from _fields(
        ("words", f"“{_line(quote.exact)}”"),
        ("speaker", facts.name(quote.speaker_id) if quote.speaker_id else None),
        ("as written", quote.speaker_text),
        ("cue", quote.cue),
        ("said on", quote.said_on),
        ("venue", quote.venue),
        ("where", f"{quote.report_id} {quote.start}–{quote.end}"),
        ("words judged", f"{quote.alteration}: {quote.reason}"),
    )
    yield "\nthe same utterance"
    yield from _wordings(facts.quotes[quote.utterance_id], facts)


def _wordings(quotes: Iterable[Quote], facts: Facts) -> Iterator[str]:
    for quote in quotes:
        yield f"  {quote.quote_id}  {quote.alteration or '-':<12} origin {facts.origin_of(quote.report_id)}"
        yield f"      “{_line(quote.exact)}”"


def _entity(entity_id: str, facts: Facts) -> Iterator[str]:
    entity = facts.entities[entity_id]
    yield f"entity {entity_id}"
    yield from _fields(
        ("name", entity.name),
        ("kind", entity.kind),
        ("state", entity.state),
        ("sector", entity.sector),
        (
            "codes",
            f"COW {entity.cow or '-'}, Gleditsch–Ward {entity.gw or '-'}, Wikidata {entity.wikidata_id or '-'}",
        ),
    )
    for role in entity.roles:
        held = f"{role.start or '?'} to {role.end or '?'} ({role.basis}, as of {role.as_of or '?'})"
        yield f"  {role.role} of {role.state or '-'}, {held}"
    yield "\nas written"
    seen: dict[str, int] = {}
    for mentions in facts.mentions.values():
        for mention in mentions:
            if mention.entity_id == entity_id:
                text = " ".join(filter(None, (mention.title_as_written, _line(mention.exact))))
                seen[text] = seen.get(text, 0) + 1
    yield from (f"  {n:4}  {text}" for text, n in sorted(seen.items(), key=lambda x: (-x[1], x[0])))


def _tellers(event: Event) -> tuple[int, int, int]:
    return event.n_reports, event.n_origins, event.n_witnesses


def _counted(noun: str, n: int) -> str:
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{n} {noun if n == 1 else plural}"


def _type(row: Event | Claim) -> str:
    return f"{row.event_type}/{row.mode}" if row.mode else str(row.event_type)


def _coded(claim: Claim) -> str:
    sides = " → ".join(filter(None, (", ".join(claim.actor), ", ".join(claim.recipient))))
    day = f", {claim.date}" if claim.date else ""
    return f"{_type(claim)} {claim.status}: {sides}{day}"


def _fields(*fields: tuple[str, object]) -> Iterator[str]:
    for name, value in fields:
        if value:
            yield f"  {name + ':':<14}{value}"


def _line(text: str) -> str:
    return " ".join(text.split())
