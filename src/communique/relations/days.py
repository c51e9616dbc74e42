"""On which day a clause puts an encounter: the time expression that hangs on it, never the day of its cancellation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.records import Claim, Moment, MomentKind
from communique.relations.affairs import Affair, Line
from communique.relations.clauses import Word, clauses_of, encounters_in

_FOR = re.compile(
    r"(?i)\b(?:due|planned|scheduled|set|pencil\w*|arranged|expected|slated|prepared|fixed|anticipated)\b"
    r"[^.;]{0,40}$|\b(?:for|from)\s*$|\b(?:visit|trip|meeting|talks|journey|mission|round|session)\b[^.;]{0,25}\b(?:in|on|next)\s*$"
)
_MOVED = re.compile(
    r"(?i)\b(?:postpon|push|press|put|delay|mov|defer|resched|held off|slip|adjourn|shift|carried)\w*\b[^.;]{0,60}"
    r"\b(?:to|until|till)\b(?: (?!the end)[a-z]+){0,5}\s*$"
)
_SLIPPED = re.compile(r"(?i)\b(?:slip|push|mov|put|press|shift)\w*\b[^.;]{0,30}\bfrom\b")
_HAD_BEEN = re.compile(
    r"(?i)\bhad (?:actually |originally |first )?been "
    r"(?:pen\w+|due|planned|scheduled|set|arranged|expected|slated|fixed|agreed)"
)
_NEW_DATE = re.compile(
    r"(?i)\s*(?:(?:as|is|was|being) (?:the|a|its|their) new (?:date|day)"
    r"|is now (?:envisaged|planned|foreseen|set|expected|the date))"
)


@dataclass(frozen=True, slots=True)
class Day:
    """An EDTF value with its first and last ISO day; `vague` where words point ahead and name no day."""

    value: str | None
    start: str | None
    end: str | None
    vague: str | None = None


NEVER = Day(None, None, None)


def day_of(
    affair: Affair, line: Line, span: tuple[int, int], turn: str, claim: Claim | None, words: list[Word]
) -> Day:
    """The day of the encounter; no value where the sentence gives none."""
    today = affair.published.get(line.sentence.report_id)
    fallen = turn in ("postponed", "cancelled")
    if claim is not None and claim.date and not fallen and not _since(line, claim):
        return Day(claim.date, claim.date_start, claim.date_end)
    held = _moments(line, span) or _moments(line, _own(line, span))
    anchor = words[0].start if words else span[0]
    fit = [m for m in held if _fits(line, m, turn, today)]
    best = min(fit, key=lambda m: (abs(m.start - line.sentence.start - anchor), m.start), default=None)
    if best is not None and fallen and _HAD_BEEN.search(line.sentence.exact):
        return _turned(best, today, -1)
    if best is not None and turn == "postponed" and _SLIPPED.search(line.sentence.exact):
        return _turned(best, today, 1)
    if best is not None:
        return _joined(line, best, fit)
    if (
        claim is not None
        and claim.date_end
        and fallen
        and (claim.date_start != claim.date_end or claim.date_end > (today or ""))
    ):
        return Day(claim.date, claim.date_start, claim.date_end)
    vague = next((m.exact for m in line.moments if m.value is None and m.direction == "future"), None)
    return Day(None, None, None, vague)


def new_day_of(affair: Affair, line: Line, span: tuple[int, int]) -> Day | None:
    """The day an encounter was moved to ("pushed back to 29 November"); None where no new day is told."""
    low, text = line.sentence.start, line.sentence.exact
    for moment in _moments(line, (span[0], len(text))):
        lead, after = text[: moment.start - low], text[moment.end - low :]
        if (
            _MOVED.search(lead)
            or _NEW_DATE.match(after)
            or re.search(r"(?i)\bnew (?:date|day)\b[^.;]{0,30}$", lead)
        ):
            return _turned(moment, affair.published.get(line.sentence.report_id), 1)
    return None


def _turned(moment: Moment, today: str | None, years: int) -> Day:
    """A month or day told without its year, moved a year on or back where the sentence says so and its value not."""
    day = Day(moment.value, moment.date_start, moment.date_end)
    wrong = today is not None and bool(day.end) and ((day.end or "") < today) == (years > 0)
    if years < 0 and today is not None:  # a plan for the coming months needs no turning back
        wrong = (
            day.start or ""
        ) > f"{int(today[:4]) + (int(today[5:7]) > 6):04d}-{(int(today[5:7]) + 5) % 12 + 1:02d}"
    if (
        not wrong
        or re.search(r"\d{4}", moment.exact)
        or not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", day.value or "")
    ):
        return day
    moved = [
        f"{int(part[:4]) + years:04d}{part[4:]}" for part in (day.value or "", day.start or "", day.end or "")
    ]
    return Day(*moved)


def _since(line: Line, claim: Claim) -> bool:
    """Whether a claim's date only says since when ("their first since spring")."""
    return bool(claim.date_text) and bool(
        re.search(rf"(?i)\bsince (?:the )?{re.escape(claim.date_text or '')}", line.sentence.exact)
    )


def _moments(line: Line, span: tuple[int, int]) -> list[Moment]:
    low = line.sentence.start
    return [
        m
        for m in line.moments
        if low + span[0] <= m.start < low + span[1]
        and m.value
        and m.date_start
        and not m.corrupted
        and m.kind in (MomentKind.DATE, MomentKind.SPAN)
    ]


def _own(line: Line, span: tuple[int, int]) -> tuple[int, int]:
    """The clause with those beside it that hold no meeting word of their own."""
    text = line.sentence.exact
    spans = clauses_of(text)
    words = encounters_in(text)
    start, end = span
    behind = bool(re.match(r"(?i)\W*(?:where|when|who|which)\b", text[start:]))
    for a, b in spans:
        if b == start and (behind or not any(a <= w.start < b for w in words)):
            start = a
        if a == end and not any(a <= w.start < b for w in words):
            end = b
    return start, end


def _fits(line: Line, moment: Moment, turn: str, today: str | None) -> bool:
    low, text = line.sentence.start, line.sentence.exact
    at = moment.start - low
    lead = text[max(0, at - 60) : at]
    if re.search(r"(?i)\b(?:first|last|only)\b[^.;]{0,30}\bsince (?:the )?$", lead):
        return False
    if turn in ("postponed", "cancelled"):
        if _MOVED.search(text[:at]) or _NEW_DATE.match(text[moment.end - low :]):
            return False
        ahead = today is None or (moment.date_end or "") > today
        coarse = moment.date_start != moment.date_end
        return ahead or coarse or bool(_FOR.search(lead))
    if turn in ("planned", "tentative"):
        return today is None or (moment.date_end or "") >= today
    if turn == "happened" or turn == "refused":
        return today is None or (moment.date_start or "") <= today
    return True


def _joined(line: Line, best: Moment, fit: list[Moment]) -> Day:
    """Two days told with "and" between them are one range ("on Thursday and Friday")."""
    low, text = line.sentence.start, line.sentence.exact
    for other in fit:
        first, last = sorted((best, other), key=lambda m: m.start)
        between = text[first.end - low : last.start - low]
        joined = other is not best and between.strip() in ("and", "to", "and on", "-", "–")
        if joined and first.date_start and last.date_end and first.date_start < last.date_end:
            return Day(f"{first.date_start}/{last.date_end}", first.date_start, last.date_end)
    return Day(best.value, best.date_start, best.date_end)
