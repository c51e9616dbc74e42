"""The state of one relationship, as an analyst wants it in the morning: every line with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from communique.records import (
    Appointment,
    Channel,
    Claim,
    Commitment,
    Finding,
    FindingValue,
    Incident,
    Issue,
    Position,
    Quote,
    Status,
    Verdict,
    Words,
)
from communique.spans import Span
from communique.views import phrases
from communique.views.brief import Brief, Citation, Line, Section, around, shortened
from communique.views.check import faults
from communique.views.facts import Facts, joins
from communique.views.since import Since
from communique.views.terms import term

MOST = 12  # lines a section; the rest is counted
MOST_WORDS = 40  # of a position
_LEVELS = (
    "head_of_state_or_government", "foreign_minister", "senior_diplomat", "national_security_adviser", "defence",
    "military_to_military", "intelligence", "trade", "finance", "climate", "legislature", "working_level",
)  # fmt: skip
_REFUSED = (Status.POSTPONED, Status.CANCELLED)
_AHEAD = ("planned", "tentative")
_OPEN_FIRST = ("broken", "open", "lapsed", "kept", "withdrawn")
_TELLING = (Verdict.CONTRADICTED, Verdict.COMPATIBLE, Verdict.ALTERED_COPY, Verdict.UPDATED)
# wordings from the fullest to the barest, the claims that bear them out, all claims behind the row, the row's id
Told = tuple[list[str], list[Claim], list[Claim], str]


def write_status(facts: Facts, dyad: str, *, since: str | None = None) -> Brief | None:
    """The relationship's lines; None where no story of the record tells of the two states.

    With `since`, only lines that reports of that day or later bear on. "Ahead" and "past" are seen from the day of the
    record's last report. A line whose cited words do not bear it out is told barer, and refused where that does not
    help.
    """
    stories = [story for story in facts.stories.values() if dyad in story.dyads]
    if not stories:
        return None
    day = max((story.last_published or "" for story in stories), default="")
    new = Since(facts, since)
    made = [
        _section("Lines of communication", _channels(facts, dyad), new),
        _section("Ahead", _appointments(facts, dyad, day, ahead=True), new),
        _section("What came of what was planned", _appointments(facts, dyad, day, ahead=False), new),
        _section("Promised", _commitments(facts, dyad), new),
        _section("Incidents", _incidents(facts, dyad), new),
        _issues(facts, dyad, new),
        findings_section(facts, lambda event_id: _in_dyad(event_id, dyad, facts), new),
    ]
    reports = {c.report_id for e in facts.between(dyad) for c in facts.claims.get(e.event_id, [])}
    origins = {facts.origin_of(report_id) for report_id in reports}
    return Brief(
        title=f"{dyad}: the state of the relationship" + (f" on {phrases.spoken(day)}" if day else ""),
        subtitle=f"{len(reports)} reports of {len(origins)} origins tell of {_sides(dyad, facts)}",
        sections=tuple(section for section, _ in made if section.lines),
        refused=sum(refused for _, refused in made),
        reports=tuple(sorted(reports)),
    )


def _sides(dyad: str, facts: Facts) -> str:
    return phrases.listed([phrases.called(state, facts) for state in dyad.split("-")])


# ---------------------------------------------------------------- sections


def _channels(facts: Facts, dyad: str) -> Iterator[Told]:
    held = [channel for channel in facts.channels if channel.dyad == dyad]
    held.sort(key=lambda c: _LEVELS.index(c.level) if c.level in _LEVELS else len(_LEVELS))
    return (_channel(c, facts) for c in held)


def _channel(channel: Channel, facts: Facts) -> Told:
    claims = _held(channel.claim_ids, facts)
    days = (
        ("last contact", channel.last_contact),
        ("next planned", channel.next_planned),
        ("last refused", channel.last_refusal),
    )
    head = f"{term('level', channel.level)}: {term('channel', channel.state)}"
    parts = [f"{name}{phrases.date_phrase(value)}" for name, value in days if value]
    media = f"by {phrases.listed(list(channel.media))}" if channel.media else ""
    full = "; ".join(filter(None, (head, *parts, media)))
    by_turns = ["; ".join((head, *(p for p in parts if p != left))) for left in parts]
    chosen = [c for _, value in days if value for c in _dated(claims, value)[:1]]
    if channel.state in ("refused", "suspended"):
        chosen += [c for c in claims if c.event_type == "REJECT" or c.status in _REFUSED][:1]
    return (
        [f"{full}.", *(f"{text}." for text in (*by_turns, head))],
        chosen or claims[:1],
        claims,
        channel.channel_id,
    )


def _appointments(facts: Facts, dyad: str, day: str, *, ahead: bool) -> Iterator[Told]:
    held = [a for a in facts.appointments if a.dyad == dyad and _is_ahead(a, day) is ahead]
    held.sort(key=lambda a: (a.date or "9999", a.appointment_id))
    return (_appointment(a, facts, ahead) for a in held)


def _is_ahead(appointment: Appointment, day: str) -> bool:
    last = (appointment.date or "9999").split("/")[-1]
    return appointment.status in _AHEAD and (last >= day[: len(last)] or len(last) != len(last[:10]))


def _appointment(appointment: Appointment, facts: Facts, ahead: bool) -> Told:
    when = phrases.date_phrase(appointment.date)
    place = (
        f" in {appointment.place}" if appointment.place and appointment.place not in appointment.what else ""
    )
    outcome = term("appointment", appointment.status)
    if not ahead and appointment.status in _AHEAD:
        outcome += "; no report in the record tells whether it took place"
    what = appointment.what[:1].upper() + appointment.what[1:]
    texts = [f"{what}{p}{w}: {outcome}." for p, w in ((place, when), ("", when), (place, ""), ("", ""))]
    claims = _held(appointment.claim_ids, facts)
    claims.sort(key=lambda c: (str(c.status) != appointment.status, c.date != appointment.date))
    return texts, _one_each(claims), claims, appointment.appointment_id


def _commitments(facts: Facts, dyad: str) -> Iterator[Told]:
    sides = set(dyad.split("-"))
    held = [c for c in facts.commitments if sides <= {c.who, *(c.to_whom or "").split("|")}]
    held.sort(
        key=lambda c: (
            _OPEN_FIRST.index(c.status) if c.status in _OPEN_FIRST else 9,
            c.due or "9999",
            c.commitment_id,
        )
    )
    return (_commitment(c, facts) for c in held)


def _commitment(commitment: Commitment, facts: Facts) -> Told:
    who = phrases.called(commitment.who, facts)
    to_whom = phrases.listed([phrases.called(i, facts) for i in (commitment.to_whom or "").split("|") if i])
    due = f", due{phrases.date_phrase(commitment.due)}" if commitment.due else ""
    said = phrases.date_phrase(commitment.said_on)
    status = term("commitment", commitment.status)
    tails = [f"{to_whom and f' to {to_whom}'}{said}{due}", f"{to_whom and f' to {to_whom}'}{due}", due, ""]
    texts = [f"{_upper(who)}{tail}: {commitment.what} ({status})." for tail in tails]
    claims = _held(commitment.claim_ids, facts)
    return texts, _one_each(claims), claims, commitment.commitment_id


def _incidents(facts: Facts, dyad: str) -> Iterator[Told]:
    sides = set(dyad.split("-"))
    held = [
        i
        for i in facts.incidents
        if sides <= set(i.parties) or (len(i.parties) == 1 and sides & set(i.parties))
    ]
    held.sort(key=lambda i: (i.date or "", i.incident_id), reverse=True)
    return (_incident(i, facts) for i in held)


def _incident(incident: Incident, facts: Facts) -> Told:
    by = f", as {phrases.called(incident.alleged_by, facts)} says" if incident.alleged_by else ""
    status = "" if incident.status is Status.HAPPENED else f" ({term('incident', incident.status)})"
    what, when = _upper(incident.what), phrases.date_phrase(incident.date)
    texts = [f"{what}{when}{by}{status}.", f"{what}{by}{status}.", f"{what}{status}."]
    claims = _held(incident.claim_ids, facts)
    return texts, _one_each(claims), claims, incident.incident_id


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- issues


def _issues(facts: Facts, dyad: str, new: Since) -> tuple[Section, int]:
    told_now = (
        i for i in facts.issues if i.dyad == dyad and any(new.recent(s.report_id) for s in i.evidence)
    )
    held = sorted(told_now, key=lambda i: (-i.n_origins, i.label))
    lines = [line for issue in held[:MOST] for line in _issue(issue, facts)]
    good = [line for line in lines if not faults(line.text, line.citations, facts)]
    section = Section(title="In dispute", lines=tuple(good), left_out=max(0, len(held) - MOST))
    return section, len(lines) - len(good)


def _issue(issue: Issue, facts: Facts) -> Iterator[Line]:
    cited = tuple(_cited(span, facts) for span in issue.evidence)
    wordings = [_upper(issue.label), *(_upper(c.exact) for c in cited)]
    text = next((w for w in wordings if not faults(w, cited, facts)), wordings[0])
    yield Line(
        text=f"{text}.", kind="issue", citations=tuple(_sentence_of(c, facts) for c in cited[:4]),
        n_origins=issue.n_origins, subject_id=issue.issue_id,
    )  # fmt: skip
    for position in issue.positions:
        if line := _position(position, facts):
            yield line


def _position(position: Position, facts: Facts) -> Line | None:
    quote = _quote(position.quote_id, facts) if position.quote_id else None
    if quote is not None:
        speaker = phrases.called(quote.speaker_id or position.state, facts)
        words = " ".join(quote.exact.split())
        if len(words.split()) > MOST_WORDS:
            return None
        return Line(
            text=f"{_upper(speaker)}: “{words}”", kind="quote", citations=(around(quote, facts),),
            n_origins=1, subject_id=quote.quote_id, below=True,
        )  # fmt: skip
    if position.span is None:
        return None
    span = position.span
    cited = _cited(span, facts)
    return Line(
        text=f"{_upper(phrases.called(position.state, facts))}, as reported: “{' '.join(cited.exact.split())}”",
        kind="position", citations=(cited,), n_origins=1, below=True,
    )  # fmt: skip


def _quote(quote_id: str | None, facts: Facts) -> Quote | None:
    return facts.quote.get(quote_id) if quote_id else None


def _cited(span: Words | Span, facts: Facts) -> Citation:
    exact = facts.reports[span.report_id].text[span.start : span.end]
    return Citation(report_id=span.report_id, start=span.start, end=span.end, exact=exact)


def _sentence_of(cited: Citation, facts: Facts) -> Citation:
    """The whole sentence around a stretch."""
    for sentence in facts.sentences.get(cited.report_id, []):
        if sentence.start <= cited.start and cited.end <= sentence.end:
            return Citation(
                report_id=cited.report_id, start=sentence.start, end=sentence.end, exact=sentence.exact
            )
    return cited


# ---------------------------------------------------------------- findings


def findings_section(facts: Facts, wanted: Callable[[str], bool], new: Since) -> tuple[Section, int]:
    """What the originals tell differently of the subjects wanted, the contradictions first."""
    held = [f for f in facts.findings if f.verdict in _TELLING and wanted(f.subject_id)]
    held.sort(key=lambda f: (_TELLING.index(f.verdict), f.property, f.finding_id))
    return _section("What the originals tell differently", (_finding(f, facts) for f in held), new)


def _in_dyad(event_id: str, dyad: str, facts: Facts) -> bool:
    event = facts.events.get(event_id)
    return event is not None and joins(event, *dyad.split("-", 1))


def _finding(finding: Finding, facts: Facts) -> Told:
    event = facts.events.get(finding.subject_id)
    about = event.title if event else finding.subject_kind
    values = [_value(v, finding) for v in finding.values]
    claims = [c for v in finding.values for c in _held(v.claim_ids, facts)]
    shown = [c for v in finding.values for c in _held(v.claim_ids, facts)[:1]]
    verdict = term("verdict", finding.verdict)
    full = f"{about}: {finding.property} told {' and '.join(values)} ({verdict})."
    bare = f"Told {' and '.join(values)}: the {finding.property} ({verdict})."
    return [full, bare], shown, claims, finding.finding_id


def _value(value: FindingValue, finding: Finding) -> str:
    if finding.property == "date":
        return (
            f"as{phrases.date_phrase(value.value)}"
            if phrases.date_phrase(value.value)
            else f"as {value.value}"
        )
    return f"as “{value.value}”" if finding.property in ("wording", "title") else f"as {value.value}"


# ---------------------------------------------------------------- lines


def _section(title: str, held: Iterable[Told], new: Since) -> tuple[Section, int]:
    lines, refused, all_told = [], 0, 0
    for texts, shown, claims, subject_id in held:
        if not new.touches(claims):
            continue
        all_told += 1
        line = _line(texts, shown, claims, subject_id, new.facts)
        if line is None:
            refused += 1
        else:
            lines.append(line)
    kept = tuple(lines[:MOST])
    return Section(title=title, lines=kept, left_out=all_told - refused - len(kept)), refused


def _line(
    texts: Sequence[str], shown: Sequence[Claim], claims: Sequence[Claim], subject_id: str, facts: Facts
) -> Line | None:
    cited = tuple(
        dict.fromkeys(Citation(report_id=c.report_id, start=c.start, end=c.end, exact=c.exact) for c in shown)
    )
    text = next((t for t in texts if not faults(t, cited, facts)), None)
    if text is None:
        return None
    return Line(
        text=text,
        kind="standing",
        citations=cited,
        n_origins=len({c.origin_id for c in claims}),
        n_witnesses=witnesses(claims),
        subject_id=subject_id,
        excerpt=shortened(cited[0].exact),
        excerpt_of=0,
    )


def witnesses(claims: Iterable[Claim]) -> int:
    """Distinct persons and documents the claims rest on; an origin that names none counts as one."""
    by_origin: dict[str, set[str]] = {}
    for claim in claims:
        named = by_origin.setdefault(claim.origin_id, set())
        named |= {claim.attributed_to.lower()} if claim.attributed_to else set()
    return len({witness for origin, named in by_origin.items() for witness in (named or {origin})})


def _held(claim_ids: Iterable[str], facts: Facts) -> list[Claim]:
    """The claims, the least damaged words first."""
    found = [facts.claim[i] for i in claim_ids if i in facts.claim]
    return sorted(found, key=lambda c: (facts.damage(c.report_id), len(c.exact), c.claim_id))


def _one_each(claims: Sequence[Claim]) -> list[Claim]:
    """The first claim of each origin."""
    return list({claim.origin_id: claim for claim in reversed(claims)}.values())[::-1]


def _dated(claims: Sequence[Claim], value: str) -> list[Claim]:
    return [c for c in claims if value in (c.date, c.date_start, c.date_end)]
