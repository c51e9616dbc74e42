"""Where reports tell of contact between the two states of a dyad: done, planned, moved, dropped or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.records import Claim, EntityKind, EventType, Mention, Status
from communique.relations.affairs import Affair, Line
from communique.relations.clauses import Word, clauses_of, encounters_in, turn_of
from communique.relations.days import NEVER, Day, day_of, new_day_of
from communique.relations.dyads import states_of
from communique.relations.levels import Before, level_of

_TURNS = {
    Status.HAPPENED: "happened", Status.ONGOING: "happened", Status.PLANNED: "planned", Status.TENTATIVE: "tentative",
    Status.HYPOTHETICAL: "tentative", Status.POSTPONED: "postponed", Status.CANCELLED: "cancelled",
}  # fmt: skip
_MEDIA = {"signature": "meeting"}
_SIGNS = (EventType.AGREE, EventType.SUPPORT)
_FALLEN = {"refused", "cancelled", "postponed"}
_AHEAD = {"planned", "tentative"}
_MODES = {"visit": "visit", "phone": "call", "multilateral": "summit"}
_ORDER = ("visit", "call", "letter", "hotline", "meeting", "summit")
_COLLECTIVE = re.compile(
    r"(?i)\b(?:both|two|2|three|3|pair|each other|one another|themselves|together|collectively|counterparts?"
    r"|equivalents?|colleagues?|neighbou?rs|either side|sides|respective|presidents|ministers|preachers|leaders"
    r"|heads|ministries|armies|governments|rulers|monarchies|states|all (?:three|3|four|4|five|5|six|6)|capitals"
    r"|commission|committee|delegations|experts|officers|commanders|deputies|negotiators|opposite)\b"
)
_THERE = re.compile(
    r"(?i)\b(?:the|this|that|their|its|his|her) (?:\w+ ){0,2}?"
    r"(?:visit|trip|journey|meeting|talks|round|session|encounter|visitor|guest)\b"
)
_IN = re.compile(r"\b(?:in|at|near) (?:the )?$")
_GOES_ON = re.compile(r"(?i)\W*(?:who|which|where|when|but|and|that)\b")
_BOTH = re.compile(r"(?i)\b(?:both|two|2|each)\b(?!-)")
_MARKS = re.compile(r"[“\"][^”\"]*[”\"]?")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One clause that tells of an encounter of the dyad, and what came of it there."""

    line: Line
    start: int  # of the clause within the report
    turn: str
    media: tuple[str, ...]
    level: str | None
    guess: str | None  # the level that what stands before suggests, where the clause tells none
    who: tuple[str, ...]  # entity ids of persons of the two states who take part
    day: Day
    said_on: str | None  # the day on which it was called off, where the clause gives it
    place: str | None
    event_id: str | None
    claim_ids: tuple[str, ...]
    words: str  # the clause

    @property
    def report_id(self) -> str:
        """The report it stands in."""
        return self.line.sentence.report_id


def sight(affair: Affair) -> Iterator[Sighting]:
    """The encounters told of, report by report in order of publication, in text order."""
    for lines in affair.lines.values():
        before = Before()
        told = False
        for n, line in enumerate(lines):
            after = lines[n + 1].sentence.exact if n + 1 < len(lines) else ""
            found = list(_in_line(affair, line, before, told, after))
            told = bool(found)
            yield from found


def _in_line(affair: Affair, line: Line, before: Before, told: bool, after: str) -> Iterator[Sighting]:
    text = line.sentence.exact
    bare = _MARKS.sub(_dots, text)
    words = encounters_in(bare)
    if not words and not any(_about(affair, c) for c in line.claims):
        before.hear(text)
        return
    found: list[Sighting] = []
    for start, end in clauses_of(bare):
        here = [w for w in words if start <= w.start < end]
        claim = _claim_in(affair, line, start, end)
        if here or claim:
            more = _in_clause(affair, line, (start, end), here, claim, before, told, after)
            found.extend(s for s in more if not (found and _repeats(found[-1], s)))
    before.hear(text)
    turned_down = any(s.turn == "refused" for s in found)
    yield from (s for s in found if not (turned_down and s.turn in _AHEAD))


def _in_clause(
    affair: Affair, line: Line, span: tuple[int, int], words: list[Word], claim: Claim | None, before: Before,
    told: bool, after: str,
) -> Iterator[Sighting]:  # fmt: skip
    clause = line.sentence.exact[slice(*span)]
    turn, day = _turn_and_day(affair, line, span, words, claim)
    if turn is None or turn == "none" or not _joins(affair, line, span, claim, words, turn, told):
        return
    if claim is None and turn not in _FALLEN | _AHEAD and not _telling(words, turn):
        return
    level = level_of(affair, line, span, claim, before, signed=all(w.label == "signature" for w in words))
    if claim is not None and claim.event_type in _SIGNS and not words and not level.strong:
        return
    if claim is None and turn == "happened" and (day.start is None or level.name is None):
        return
    if turn == "cancelled" and after[:1] in ("“", '"'):
        turn = "dropped"
    media = {_MEDIA.get(w.label, w.label) for w in words} | (
        {_MODES.get(claim.mode or "", "meeting")} if claim else set()
    )
    told_here = Sighting(
        line=line,
        start=line.sentence.start + span[0],
        turn=turn,
        media=tuple(m for m in _ORDER if m in media),
        level=level.name if level.sure else None,
        guess=level.name,
        who=_who(affair, claim),
        day=day,
        said_on=claim.date if claim and turn == "dropped" and claim.date_start == claim.date_end else None,
        place=_place(affair, line, span, claim),
        event_id=claim.event_id if claim else None,
        claim_ids=(claim.claim_id,) if claim else (),
        words=clause,
    )
    yield told_here
    if turn == "postponed" and (moved := new_day_of(affair, line, span)) is not None:
        yield replace(told_here, turn="planned", day=moved)


def _repeats(first: Sighting, then: Sighting) -> bool:
    """Whether a clause that goes on about where and what ("where X will host a round of talks") adds no encounter."""
    return (
        bool(_GOES_ON.match(then.words))
        and first.level is not None
        and then.claim_ids == ()
        and then.turn == first.turn
        and then.day in (first.day, NEVER)
    )


def _dots(quoted: re.Match[str]) -> str:
    return "·" * len(quoted[0])


def _near(clause: str, span: tuple[int, int], words: list[Word], claim: Claim | None, line: Line) -> str:
    """The part of a long clause around its meeting words: what is said further off is said of something else."""
    at = [w.start - span[0] for w in words] + [w.end - span[0] for w in words]
    if claim is not None:
        at.append(claim.trigger_start - line.sentence.start - span[0])
    return clause[max(0, min(at) - 90) : max(at) + 120] if at else clause


def _telling(words: list[Word], turn: str) -> bool:
    """Whether meeting words alone bear out contact, or an open line."""
    if turn == "open":
        return any(w.label == "hotline" for w in words)
    return any(w.strength for w in words)


# ---------------------------------------------------------------- what came of it


def _turn_and_day(
    affair: Affair, line: Line, span: tuple[int, int], words: list[Word], claim: Claim | None
) -> tuple[str | None, Day]:
    """What came of the encounter and when, words and claim weighed against each other and against the day."""
    clause = _MARKS.sub(_dots, line.sentence.exact[slice(*span)])
    said = turn_of(_near(clause, span, words, claim, line))
    coded = _coded(claim, said)
    today = affair.published.get(line.sentence.report_id) or "9999"
    if coded is None and any(w.strength == 2 for w in words):
        day = day_of(affair, line, span, "happened", claim, words)
        return ("happened" if day.start and claim is None and said is None else None), day
    day = day_of(affair, line, span, coded or "", claim, words)
    if claim is not None and said in _AHEAD | {"happened"} and coded != said and claim.date is None:
        other = day_of(affair, line, span, said or "", claim, words)
        if other.start and (other.start > today) == (said in _AHEAD):
            return said, other
    return coded, day


def _coded(claim: Claim | None, said: str | None) -> str | None:
    if claim is None or said in _FALLEN or said == "none":
        return said
    if claim.event_type in _SIGNS:
        return said or "happened"
    if claim.event_type is EventType.REJECT:
        return "refused"
    return _TURNS.get(claim.status)


def _about(affair: Affair, claim: Claim) -> bool:
    """Whether a claim tells contact, its plan or its refusal between the two states."""
    parties = {*claim.actor_states, *claim.recipient_states}
    if not parties >= set(states_of(affair.dyad)):
        return False
    if claim.event_type is EventType.CONSULT:
        return claim.status in _TURNS
    if claim.event_type is EventType.REJECT:
        return claim.mode == "meet"
    return _signed(affair, claim)


def _signed(affair: Affair, claim: Claim) -> bool:
    """Whether a claim tells of both sides agreeing or signing together, which is contact."""
    both = set(states_of(affair.dyad)) <= set(claim.actor_states) and not claim.recipient_states
    return both and claim.event_type in _SIGNS and claim.status is Status.HAPPENED


def _claim_in(affair: Affair, line: Line, start: int, end: int) -> Claim | None:
    low = line.sentence.start
    held = [c for c in line.claims if low + start <= c.trigger_start < low + end and _about(affair, c)]
    return min(
        held, key=lambda c: (c.event_type is not EventType.CONSULT, -c.confidence, c.claim_id), default=None
    )


# ---------------------------------------------------------------- between whom


def _joins(
    affair: Affair,
    line: Line,
    span: tuple[int, int],
    claim: Claim | None,
    words: list[Word],
    turn: str,
    told: bool,
) -> bool:
    """Whether the clause is about the two states of the dyad and no others."""
    if claim is not None:
        return True
    ours = set(states_of(affair.dyad))
    main = affair.main.get(affair.stories.get(line.sentence.report_id, ""))
    clause = line.sentence.exact[slice(*span)]
    acting = _states(affair, line, span, places=False)
    named = acting | (_states(affair, line, span, places=True) & (set(states_of(main)) if main else ours))
    whole = _states(affair, line, (0, len(line.sentence.exact)), places=True)
    named = named or (whole if _GOES_ON.match(clause) else set())
    together = bool(_COLLECTIVE.search(clause))
    if main != affair.dyad:
        return _through_a_third(acting, main, ours, bool(_BOTH.search(clause))) or (
            acting == ours and together
        )
    if acting - ours and not (
        acting >= ours or (together and _only_after(affair, line, span, words, acting - ours))
    ):
        return False
    return (
        named >= ours
        or together
        or (bool(named) and (whole >= ours or turn != "happened" or any(w.label == "call" for w in words)))
        or (bool(_THERE.search(clause)) and (told or turn in _FALLEN | _AHEAD))
    )


def _only_after(
    affair: Affair, line: Line, span: tuple[int, int], words: list[Word], third: set[str]
) -> bool:
    """Whether third states are named behind the meeting word alone ("talks steered by X"): hosts, not parties."""
    if not words:
        return False
    return not _states(affair, line, (span[0], words[0].start), places=False) & third


def _through_a_third(acting: set[str], main: str | None, ours: set[str], together: bool) -> bool:
    """Whether one state outside the affair speaks to both of its sides ("X's president rang both colleagues")."""
    if main is None or len(acting) != 1 or not together:
        return False
    sides = set(states_of(main))
    return not acting & sides and ours - acting < sides and acting <= ours


def _states(affair: Affair, line: Line, span: tuple[int, int], *, places: bool) -> set[str]:
    low = line.sentence.start
    found = set()
    for mention in line.mentions:
        if not low + span[0] <= mention.start < low + span[1]:
            continue
        entity = affair.acting(mention)
        lead = line.sentence.exact[: mention.start - low]
        if entity is None or (not places and (entity.kind is EntityKind.PLACE or _IN.search(lead))):
            continue
        if (state := affair.state_of(entity.entity_id)) is not None:
            found.add(state)
    return found


def _who(affair: Affair, claim: Claim | None) -> tuple[str, ...]:
    ours = set(states_of(affair.dyad))
    ids = (*claim.actor, *claim.recipient) if claim else ()
    persons = [
        i for i in ids if (e := affair.entities.get(i)) and e.kind is EntityKind.PERSON and e.state in ours
    ]
    return tuple(dict.fromkeys(persons))


def _place(affair: Affair, line: Line, span: tuple[int, int], claim: Claim | None) -> str | None:
    low, text = line.sentence.start, line.sentence.exact
    for mention in line.mentions:
        at = mention.start - low
        if span[0] <= at < span[1] and _is_venue(affair, mention, text[max(0, at - 6) : at]):
            return affair.entities[mention.entity_id or ""].name
    if claim is not None and claim.place_text and claim.place_id in affair.entities:
        entity = affair.entities[claim.place_id]
        return entity.name if entity.kind is EntityKind.PLACE else None
    return None


def _is_venue(affair: Affair, mention: Mention, lead: str) -> bool:
    entity = affair.entities.get(mention.entity_id or "")
    return (
        entity is not None
        and entity.kind is EntityKind.PLACE
        and bool(re.search(r"\b(?:in|at|to)\s*$", lead))
    )
