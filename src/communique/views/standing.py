"""The state of one relationship, as an analyst wants it in the morning: every line with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.records import (
    Appointment,
    Channel,
    Claim,
    Commitment,
    Incident,
    Issue,
    Position,
    Quote,
    Status,
    Words,
)
from communique.spans import Span
from communique.views import phrases
from communique.views.brief import Brief, Citation, Line, Section, around
from communique.views.check import Cited, faults
from communique.views.differences import findings_section
from communique.views.facts import Facts, joins
from communique.views.since import Since
from communique.views.terms import reports_told, term
from communique.views.told import MOST, Told, section_of, sentence_at

MOST_WORDS = 40  # of a position
_LEVELS = (
    "head_of_state_or_government", "foreign_minister", "senior_diplomat", "national_security_adviser", "defence",
    "military_to_military", "intelligence", "trade", "finance", "climate", "legislature", "working_level",
)  # fmt: skip
_REFUSED = (Status.POSTPONED, Status.CANCELLED)
_AHEAD = ("planned", "tentative")
_OPEN_FIRST = ("broken", "open", "lapsed", "kept", "withdrawn")


def write_status(facts: Facts, dyad: str, *, since: str | None = None) -> Brief | None:
    """The relationship's lines; None where no story of the record tells of the two states.

    With `since`, only lines that reports of that day or later bear on. "Ahead" and "past" are seen from the day of the
    last report that tells of the two. A line whose cited words do not bear it out is told barer, and refused where
    that does not help.
    """
    stories = [story for story in facts.stories.values() if dyad in story.dyads]
    if not stories:
        return None
    day = max((story.last_published or "" for story in stories), default="")
    new = Since(facts, since)
    made = [
        section_of("Lines of communication", _channels(facts, dyad), new),
        section_of("Ahead", _appointments(facts, dyad, day, ahead=True), new),
        section_of("What came of what was planned", _appointments(facts, dyad, day, ahead=False), new),
        section_of("Promised", _commitments(facts, dyad), new),
        section_of("Incidents", _incidents(facts, dyad), new),
        _issues(facts, dyad, new),
        findings_section(facts, lambda event_id: _in_dyad(event_id, dyad, facts), new),
    ]
    reports = {c.report_id for e in facts.between(dyad) for c in facts.claims.get(e.event_id, [])}
    origins = {facts.origin_of(report_id) for report_id in reports}
    return Brief(
        title=f"{dyad}: the state of the relationship" + (f" on {phrases.spoken(day)}" if day else ""),
        subtitle=f"{reports_told(len(reports), len(origins))} of {_sides(dyad, facts)}",
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
    claims, clauses = _held(channel.claim_ids, facts), _clauses(channel, facts)
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
    one_each = ["; ".join((head, part)) for part in parts] if len(parts) > 2 else []
    chosen: list[Cited] = [c for _, value in days if value for c in _dated(claims, clauses, value, facts)[:1]]
    if channel.state in ("refused", "suspended"):
        chosen += [c for c in claims if c.event_type == "REJECT" or c.status in _REFUSED][:1]
    return Told(
        texts=[f"{text}." for text in (full, *by_turns, *one_each, head)],
        shown=chosen or claims[:1] or clauses[:1],
        claims=claims,
        subject_id=channel.channel_id,
        spans=channel.evidence,
    )


def _clauses(row: Channel | Appointment, facts: Facts) -> list[Citation]:
    """The sentences around the clauses behind a row, the least damaged first."""
    found = dict.fromkeys(sentence_at(span, facts) for span in row.evidence)
    return sorted(found, key=lambda c: (facts.damage(c.report_id), len(c.exact), c.report_id, c.start))


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
    return Told(
        texts=texts,
        shown=_one_each(claims) or _clauses(appointment, facts),
        claims=claims,
        subject_id=appointment.appointment_id,
        spans=appointment.evidence,
        alone=True,
    )


def _commitments(facts: Facts, dyad: str) -> Iterator[Told]:
    sides = set(dyad.split("-"))
    held = [
        c for c in facts.commitments if c.who in sides and sides <= {c.who, *(c.to_whom or "").split("|")}
    ]
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
    return Told(
        texts=texts, shown=_one_each(claims), claims=claims, subject_id=commitment.commitment_id, alone=True
    )


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
    return Told(
        texts=texts, shown=_one_each(claims), claims=claims, subject_id=incident.incident_id, alone=True
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- issues


def _issues(facts: Facts, dyad: str, new: Since) -> tuple[Section, int]:
    told_now = (
        i for i in facts.issues if i.dyad == dyad and any(new.recent(s.report_id) for s in i.evidence)
    )
    held = sorted(told_now, key=lambda i: (-i.n_origins, i.label))
    lines = [line for issue in held[:MOST] for line in _issue(issue, facts)]
    good = [line for line in lines if line.kind == "issue" or not faults(line.text, line.citations, facts)]
    section = Section(title="In dispute", lines=tuple(good), left_out=max(0, len(held) - MOST))
    return section, len(lines) - len(good)


def _issue(issue: Issue, facts: Facts) -> Iterator[Line]:
    cited = tuple(_cited(span, facts) for span in issue.evidence)
    if not cited:
        return
    wordings = [issue.label, *sorted((" ".join(c.exact.split()) for c in cited), key=lambda w: (len(w), w))]
    # the label is ours, in small letters but for names: only these have to stand in the words cited
    text = _upper(next((w for w in wordings if not faults(w, cited, facts)), wordings[1])).rstrip(".")
    yield Line(
        text=f"{text}.",
        kind="issue",
        citations=tuple(dict.fromkeys(sentence_at(span, facts) for span in issue.evidence))[:4],
        n_origins=issue.n_origins,
        subject_id=issue.issue_id,
    )
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


# ---------------------------------------------------------------- rows


def _in_dyad(event_id: str, dyad: str, facts: Facts) -> bool:
    event = facts.events.get(event_id)
    return event is not None and joins(event, dyad)


def _held(claim_ids: Iterable[str], facts: Facts) -> list[Claim]:
    """The claims, the least damaged words first."""
    found = [facts.claim[i] for i in claim_ids if i in facts.claim]
    return sorted(found, key=lambda c: (facts.damage(c.report_id), len(c.exact), c.claim_id))


def _one_each(claims: Sequence[Claim]) -> list[Claim]:
    """The first claim of each origin."""
    return list({claim.origin_id: claim for claim in reversed(claims)}.values())[::-1]


def _dated(
    claims: Sequence[Claim], clauses: Sequence[Citation], value: str, facts: Facts
) -> list[Claim | Citation]:
    """The claims, then the clauses, that give a day."""
    told = [c for c in clauses if value in _days(c, facts)]
    return [*(c for c in claims if value in (c.date, c.date_start, c.date_end)), *told]


def _days(cited: Citation, facts: Facts) -> set[str | None]:
    return {
        day
        for moment in facts.moments.get(cited.report_id, [])
        if moment.start < cited.end and cited.start < moment.end
        for day in (moment.value, moment.date_start, moment.date_end)
    }
