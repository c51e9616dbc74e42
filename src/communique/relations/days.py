"""On which day a clause puts an encounter: the time expression that hangs on it, never the day of its cancellation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from communique.records import Claim, EntityKind, EventType, Moment, MomentKind
from communique.relations.affairs import Affair, Line
from communique.relations.meeting_words import clauses_of, encounters_in
from communique.relations.passages import Passage

_FOR = re.compile(
    r"(?i)\b(?:due|planned|scheduled|set|pencil\w*|arranged|expected|slated|prepared|fixed|anticipated|to have"
    r"|should have|booked|reserved)\b[^.;]{0,40}$|\b(?:for|from)\s*$"
    r"|\b(?:visit|trip|meeting|talks|journey|mission|round|session)\b[^.;]{0,25}\b(?:in|on|next)\s*$"
)
_MOVED = re.compile(
    r"(?i)\b(?:postpon|push|press|put|delay|mov|defer|resched|held off|slip|adjourn|shift|carried)\w*\b[^.;]{0,60}"
    r"\b(?:to|until|till)(?: (?:an?|the|early|mid|late|unnamed|some|unspecified|week|day|date|in|of|sometime|second"
    r"|half|end|beginning|start|first))*\s*$"
)
_SINCE = re.compile(r"(?i)\bsince\b[^.;]{0,50}$")
_BY = re.compile(r"(?i)\b(?:by|before|until) (?:the )?$")
_AT_THE_END = re.compile(r"(?i)\bat the end of (?:a|an|the|his|her|their)\b")
_WEEKDAY = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?")
_HALF_A_YEAR = 183  # days
_GOES_ON_SINCE = re.compile(r"(?i)\b(?:have|has|had) been \w+ing\b|^since\b")
_NEW_DATE_IS = re.compile(
    r"(?i)(?:\bnew (?:date|day)\b[^.;]{0,30}"
    r"|\bnow (?:set|fixed|planned|scheduled|due|expected|foreseen|to be held) (?:for|on|in)\s*"
    r"|\bre-?(?:scheduled|arranged|set|booked|fixed) (?:for|to)\s*)$"
)
_AT = re.compile(r"(?: [A-Z][\w-]*){0,3},? (?:in|at) ")
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

    def within(self, other: Day) -> bool:
        """Whether it lies in another, or says nothing beside it."""
        if not (self.start and self.end):
            return True
        return bool(other.start and other.end and other.start <= self.start and self.end <= other.end)


NEVER = Day(None, None, None)


def day_of(affair: Affair, passage: Passage, turn: str, *, own: bool = False) -> Day:
    """The day of the encounter; no value where the sentence gives none.

    A claim's day is believed but for what fell, where it is that of the fall; a claim of contact without a day
    gets none from the words unless they are what the turn rests on (`own`).
    """
    claim = passage.claim
    today = affair.published.get(passage.line.sentence.report_id)
    fallen = turn in ("postponed", "cancelled")
    if claim is not None and claim.date and not fallen and not _limits(passage, claim):
        return _claimed(passage, claim)
    goes_on = bool(_AT_THE_END.search(passage.near) or _GOES_ON_SINCE.search(passage.near))
    consult = claim is not None and claim.event_type is EventType.CONSULT
    if consult and turn == "happened" and not (own or goes_on):
        return NEVER
    best = _nearest(passage, turn, today)
    if best is not None:
        return best
    if (
        claim is not None
        and claim.date_end
        and fallen
        and (claim.date_start != claim.date_end or claim.date_end > (today or ""))
    ):
        return Day(claim.date, claim.date_start, claim.date_end)
    vague = next((m.exact for m in passage.line.moments if m.value is None and m.direction == "future"), None)
    return Day(None, None, None, vague) if vague and turn in ("planned", "tentative") else NEVER


def _claimed(passage: Passage, claim: Claim) -> Day:
    """The claim's day, with the day joined to it ("on Thursday and Friday")."""
    held = _moments(passage.line, passage.start, passage.end)
    own = next((m for m in held if m.value == claim.date), None)
    return _joined(passage.line, own, held) if own else Day(claim.date, claim.date_start, claim.date_end)


def _nearest(passage: Passage, turn: str, today: str | None) -> Day | None:
    line = passage.line
    held = _moments(line, passage.start, passage.end) or _moments(line, *_with_mute_clauses(passage))
    anchor = line.sentence.start + (passage.words[0].start if passage.words else passage.start)
    if passage.claim is not None:
        anchor = passage.claim.trigger_start
    fit = [m for m in held if _fits(passage, m, turn, today or "")]
    best = min(fit, key=lambda m: (abs(m.start - anchor), m.start), default=None)
    if best is None:
        return None
    if turn in ("postponed", "cancelled") and _HAD_BEEN.search(passage.sentence):
        return _turned(best, today, -1)
    if turn in ("postponed", "cancelled") and (_SLIPPED.search(passage.sentence) or _long_past(best, today)):
        return _turned(best, today, 1)
    return _joined(line, best, fit)


def new_day_of(affair: Affair, passage: Passage) -> Day | None:
    """The day an encounter was moved to ("pushed back to 29 November"); None where no new day is told."""
    low, text = passage.line.sentence.start, passage.sentence
    for moment in _moments(passage.line, passage.start, len(text)):
        lead, after = text[: moment.start - low], text[moment.end - low :]
        if _MOVED.search(lead) or _NEW_DATE.match(after) or _NEW_DATE_IS.search(lead):
            return _turned(moment, affair.published.get(passage.line.sentence.report_id), 1)
    return None


def spoken_on(affair: Affair, passage: Passage) -> str | None:
    """The day on which something was called off, where the clause gives it."""
    today = affair.published.get(passage.line.sentence.report_id) or "9999"
    held = _moments(passage.line, passage.start, passage.end)
    past = [m for m in held if m.date_start == m.date_end and (m.date_end or "") <= today]
    return past[0].value if past else None


def gatherings_in(affair: Affair, passage: Passage) -> Iterator[tuple[str, Day]]:
    """The summits and conferences of a clause with their places, each with the day told beside its place."""
    low, text = passage.line.sentence.start, passage.sentence
    held = _moments(passage.line, passage.start, passage.end)
    for word in passage.words:
        if word.label != "summit":
            continue
        for mention in passage.line.mentions:
            entity = affair.entities.get(mention.entity_id or "")
            between = text[word.end : mention.start - low]
            if entity is None or entity.kind is not EntityKind.PLACE or not _AT.fullmatch(between):
                continue
            behind = [m for m in held if 0 <= m.start - mention.end <= 12 or 0 <= mention.start - m.end <= 12]
            day = Day(behind[0].value, behind[0].date_start, behind[0].date_end) if behind else NEVER
            yield entity.entity_id, day
            break


def ahead_in(line: Line) -> Day | None:
    """The coming season or months a sentence speaks of: when the visits listed after it are to be."""
    for moment in line.moments:
        if (
            moment.direction == "future"
            and moment.date_start
            and moment.date_end
            and moment.date_start[:7] != moment.date_end[:7]
        ):
            return Day(moment.value, moment.date_start, moment.date_end)
    return None


def _long_past(moment: Moment, today: str | None) -> bool:
    """Whether a month without its year was put more than half a year back: nobody calls off what is so long gone."""
    if not today or not moment.date_end or re.search(r"\d{4}", moment.exact):
        return False
    return (date.fromisoformat(today) - date.fromisoformat(moment.date_end)).days > _HALF_A_YEAR


def _limits(passage: Passage, claim: Claim) -> bool:
    """Whether a claim's date only says since or by when ("their first since spring", "by the end of the month")."""
    words = re.escape(claim.date_text or "")
    return bool(words) and bool(re.search(rf"(?i)\b(?:since|by) (?:the )?{words}", passage.sentence))


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


def _moments(line: Line, start: int, end: int) -> list[Moment]:
    low = line.sentence.start
    return [
        m
        for m in line.moments
        if low + start <= m.start < low + end
        and m.value
        and m.date_start
        and not m.corrupted
        and m.kind in (MomentKind.DATE, MomentKind.SPAN)
    ]


def _with_mute_clauses(passage: Passage) -> tuple[int, int]:
    """The clause with those beside it that hold no meeting word of their own, and the one a "where" looks back to."""
    text = passage.sentence
    words = encounters_in(text)
    start, end = passage.start, passage.end
    behind = bool(re.match(r"(?i)\W*(?:where|when|who|which)\b", passage.text))
    for a, b in clauses_of(text):
        mute = not any(a <= w.start < b for w in words)
        if b == start and (behind or mute):
            start = a
        if a == end and mute:
            end = b
    return start, end


def _fits(passage: Passage, moment: Moment, turn: str, today: str) -> bool:
    """Whether a time expression can be the day of an encounter of which the clause tells this."""
    text = passage.sentence
    at, end = (m - passage.line.sentence.start for m in (moment.start, moment.end))
    lead = text[max(0, at - 60) : at]
    if _SINCE.search(lead) and not _GOES_ON_SINCE.search(text):
        return False
    if turn in ("postponed", "cancelled"):
        if _MOVED.search(text[:at]) or _NEW_DATE.match(text[end:]) or _NEW_DATE_IS.search(lead):
            return False
        behind = any(
            w.label == "visit" or w.strength == 2 for w in passage.words if w.start < at or w.start - end < 3
        )
        coarse = moment.date_start != moment.date_end and behind
        ahead = (moment.date_end or "") > today and not _WEEKDAY.fullmatch(moment.exact)
        return ahead or coarse or bool(_FOR.search(lead))
    if turn in ("planned", "tentative"):
        return (moment.date_end or "") >= today
    return (moment.date_start or "") <= today and not _BY.search(lead)


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
