"""Between whom a clause tells of an encounter, and who takes part."""

from __future__ import annotations

import re
from bisect import bisect_left

from communique.dyads import states_of
from communique.records import EntityKind, Mention
from communique.relations.affairs import Affair
from communique.relations.passages import Passage

GOES_ON = re.compile(r"(?i)\W*(?:who|which|where|when|but|and|that)\b")
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
_BOTH = re.compile(r"(?i)\b(?:both|two|2|each)\b(?!-)")
_IN = re.compile(r"\b(?:in|at|near) (?:the )?$")
_SUBJECT = re.compile(r"(?i)s?he")
_VENUE = re.compile(r"\b(?:in|at|to)\s*$")
_AHEAD_OR_FALLEN = {"planned", "tentative", "refused", "cancelled", "postponed"}


def joins(affair: Affair, passage: Passage, turn: str, told: bool) -> bool:
    """Whether the clause is about the two states of the dyad and no others.

    A claim says so itself. Else the two states are named, or a collective word stands for the two sides of the story's
    own affair ("both presidents"), or one side is named with a plan, a refusal or a call, or the sentence goes on about
    an encounter just told (`told`). A third state may only host: it stands behind the meeting word.
    """
    if passage.claim is not None:
        return True
    if _told_of_others(affair, passage):
        return False
    ours = set(states_of(affair.dyad))
    main = affair.main.get(affair.stories.get(passage.line.sentence.report_id, ""))
    acting = _states(affair, passage, passage.start, passage.end, places=False)
    together = bool(_COLLECTIVE.search(passage.text))
    if main != affair.dyad:
        return _through_a_third(acting, main, ours, bool(_BOTH.search(passage.text))) or (
            acting == ours and together
        )
    third = acting - ours
    if third and not ((together or acting >= ours) and _only_behind(affair, passage, third)):
        return False
    whole = _states(affair, passage, 0, len(passage.sentence), places=True) & ours
    named = _states(affair, passage, passage.start, passage.end, places=True) & ours
    named = named or (whole if GOES_ON.match(passage.text) else set())
    calls = any(w.label == "call" for w in passage.words)
    return (
        named >= ours
        or together
        or (bool(named) and (whole >= ours or turn != "happened" or calls))
        or (bool(_THERE.search(passage.text)) and (told or turn in _AHEAD_OR_FALLEN))
    )


def _told_of_others(affair: Affair, passage: Passage) -> bool:
    """Whether a claim says that the talks of the clause are between other states."""
    held = affair.elsewhere.get(passage.line.sentence.report_id, [])
    low = passage.line.sentence.start
    at = bisect_left(held, low + passage.start)
    return at < len(held) and held[at] < low + passage.end


def _only_behind(affair: Affair, passage: Passage, third: set[str]) -> bool:
    """Whether third states are named behind the meeting word alone ("talks steered by X"): hosts, not parties."""
    if not passage.words:
        return False
    return not _states(affair, passage, passage.start, passage.words[0].start, places=False) & third


def _through_a_third(acting: set[str], main: str | None, ours: set[str], both: bool) -> bool:
    """Whether one state outside the affair speaks to both of its sides ("X's president rang both colleagues")."""
    if main is None or len(acting) != 1 or not both:
        return False
    sides = set(states_of(main))
    return not acting & sides and ours - acting < sides and acting <= ours


def _states(affair: Affair, passage: Passage, start: int, end: int, *, places: bool) -> set[str]:
    """The states named in [start, end) of the sentence; those that only tell where count with `places`."""
    low = passage.line.sentence.start
    found = set()
    for mention in passage.line.mentions:
        if not start <= mention.start - low < end:
            continue
        entity = affair.acting(mention)
        lead = passage.sentence[: mention.start - low]
        if entity is None or (not places and (entity.kind is EntityKind.PLACE or _IN.search(lead))):
            continue
        if (state := affair.state_of(entity.entity_id)) is not None:
            found.add(state)
    return found


def persons_in(affair: Affair, passage: Passage) -> tuple[str, ...]:
    """The persons of the two states whom the claim names as taking part; without a claim, the subject "he" or "she"."""
    ours = {*states_of(affair.dyad), None}
    if passage.claim is not None:
        ids = [*passage.claim.actor, *passage.claim.recipient]
    else:
        low = passage.line.sentence.start
        ids = [
            m.entity_id or ""
            for m in passage.line.mentions
            if m.start - low < passage.start + 3 and _SUBJECT.fullmatch(m.exact) and passage.holds(m)
        ]
    held = ((i, affair.entities.get(i)) for i in ids)
    return tuple(dict.fromkeys(i for i, e in held if e and e.kind is EntityKind.PERSON and e.state in ours))


def place_of(affair: Affair, passage: Passage) -> str | None:
    """The entity id of the place the encounter is at: behind its meeting word, else the claim's."""
    low, text = passage.line.sentence.start, passage.sentence
    anchor = passage.words[0].start if passage.words else passage.start
    for mention in passage.line.mentions:
        at = mention.start - low
        if anchor <= at < passage.end and _is_venue(affair, passage, mention, text[max(0, at - 6) : at]):
            return mention.entity_id
    claim = passage.claim
    if claim is not None and claim.place_text and claim.place_id in affair.entities:
        return claim.place_id if affair.entities[claim.place_id].kind is EntityKind.PLACE else None
    return None


def _is_venue(affair: Affair, passage: Passage, mention: Mention, lead: str) -> bool:
    """Whether a place stands behind in, at or to; a visit is at a place of one of the two states."""
    entity = affair.entities.get(mention.entity_id or "")
    if entity is None or entity.kind is not EntityKind.PLACE or not _VENUE.search(lead):
        return False
    visit = passage.claim is not None and passage.claim.mode == "visit"
    return not visit or entity.state in {*states_of(affair.dyad), None}
