"""What the originals tell differently, with the words of both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from communique.records import Claim, EventType, Finding, FindingValue, Sentence, Status, Verdict
from communique.views import phrases
from communique.views.brief import Section
from communique.views.check import Cited
from communique.views.facts import Facts
from communique.views.since import Since
from communique.views.terms import term
from communique.views.told import Told, section_of

_TELLING = (Verdict.CONTRADICTED, Verdict.COMPATIBLE, Verdict.ALTERED_COPY, Verdict.UPDATED)
_ALIKE = {Status.ONGOING: Status.HAPPENED}
_LEAST_WORDS = 4  # of a sentence that a reason quotes


def findings_section(facts: Facts, wanted: Callable[[str], bool], new: Since) -> tuple[Section, int]:
    """What the originals tell differently of the subjects wanted, the contradictions first.

    A difference is shown by at least two sentences; one that the record can show by one alone is refused. The same
    two values of one property of a subject are told once.
    """
    held = [f for f in facts.findings if f.verdict in _TELLING and wanted(f.subject_id)]
    held.sort(key=lambda f: (_TELLING.index(f.verdict), f.property, f.finding_id))
    return section_of("What the originals tell differently", (_finding(f, facts) for f in _once(held)), new)


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    seen = set()
    for finding in findings:
        key = (finding.subject_id, finding.property, frozenset(v.value for v in finding.values))
        if key not in seen:
            seen.add(key)
            yield finding


def _finding(finding: Finding, facts: Facts) -> Told:
    event = facts.events.get(finding.subject_id)
    about = event.title if event else finding.subject_kind
    values = phrases.listed([_value(v, finding) for v in finding.values])
    verdict = term("verdict", finding.verdict)
    texts = [f"{about}: {finding.property} told {values} ({verdict})."]
    if finding.property != "status":  # a status of nothing named says nothing
        texts.append(f"The {finding.property} is told {values} ({verdict}).")
    return Told(
        texts=texts,
        shown=_shown(finding, facts),
        claims=[c for v in finding.values for c in _claims(v, facts)],
        subject_id=finding.finding_id,
        least=2,
    )


def _value(value: FindingValue, finding: Finding) -> str:
    if finding.property == "date":
        return f"as{phrases.date_phrase(value.value) or f' {value.value}'}"
    return f"as “{value.value}”" if finding.property in ("wording", "title") else f"as {value.value}"


def _shown(finding: Finding, facts: Facts) -> list[Cited]:
    """A sentence for each value; none at all where some value has none, or where they tell of different doings."""
    found: list[Cited] = []
    for value in finding.values:
        telling = _telling(value, finding, facts, found)
        if telling is None:
            return []
        found.append(telling)
    return found


def _telling(value: FindingValue, finding: Finding, facts: Facts, others: Sequence[Cited]) -> Cited | None:
    """The least damaged words for a value, other than those shown for the values before."""
    literal = [s for s in _sentences(value, facts) if _line(value.value).lower() in _line(s.exact).lower()]
    claims = [c for c in _claims(value, facts) if _fits(c, value, finding, others)]
    quoted = [s for s in _sentences(value, facts) if _quoted(s, finding)]
    worded = finding.property in ("number", "wording", "title")
    behind = [s for s in literal if any(c.report_id == s.report_id and c.start == s.start for c in claims)]
    chosen: list[Cited] = [*behind, *claims, *quoted]
    if worded and not behind and (literal or any(_same(c, o) for c in claims for o in others)):
        chosen = [*_near(literal, others, facts), *chosen]
    return next((c for c in chosen if not any(_same(c, o) for o in others)), None)


def _near(sentences: Sequence[Sentence], others: Sequence[Cited], facts: Facts) -> list[Sentence]:
    """The sentences, those aligned with what is shown already first."""
    if len(sentences) < 2:
        return list(sentences)
    starts = {(o.report_id, o.start) for o in others}
    paired: set[tuple[str, int]] = set()
    for copy in facts.copies:
        for pair in copy.pairs:
            both = {(copy.left_id, pair.left_start), (copy.right_id, pair.right_start)}
            paired |= both if both & starts else set()
    return sorted(sentences, key=lambda s: (s.report_id, s.start) not in paired)


def _fits(claim: Claim, value: FindingValue, finding: Finding, others: Sequence[Cited]) -> bool:
    """Whether a claim tells of the same doing as those shown; for a status, with that very status."""
    told = [o for o in others if isinstance(o, Claim)]
    if finding.property != "status":
        return True
    status = _ALIKE.get(claim.status, claim.status)
    return str(status) == value.value and all(_one_doing(claim, other) for other in told)


def _one_doing(one: Claim, other: Claim) -> bool:
    if one.event_id == other.event_id:
        return True
    by_phone = {claim.mode == "phone" for claim in (one, other)}
    return one.event_type is other.event_type and (
        one.event_type is not EventType.CONSULT or len(by_phone) == 1
    )


def _quoted(sentence: Sentence, finding: Finding) -> bool:
    words = _line(sentence.exact)
    return len(words.split()) >= _LEAST_WORDS and words in _line(finding.reason)


def _sentences(value: FindingValue, facts: Facts) -> list[Sentence]:
    """The sentences of the reports of a value's origins, the least damaged first."""
    reports = [r for origin in value.origin_ids if (o := facts.origins.get(origin)) for r in o.report_ids]
    reports.sort(key=lambda r: (facts.damage(r), r))
    return [sentence for report_id in reports for sentence in facts.sentences.get(report_id, [])]


def _claims(value: FindingValue, facts: Facts) -> list[Claim]:
    found = [facts.claim[i] for i in value.claim_ids if i in facts.claim]
    return sorted(found, key=lambda c: (facts.damage(c.report_id), len(c.exact), c.claim_id))


def _same(one: Cited, other: Cited) -> bool:
    return (one.report_id, one.start, one.end) == (other.report_id, other.start, other.end)


def _line(text: str) -> str:
    return " ".join(text.split())
