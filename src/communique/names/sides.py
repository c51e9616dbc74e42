"""On whose side a person stands where no title names a state: by whom they accuse or answer, and where they speak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from communique.names.sightings import Page, Sighting
from communique.records import Spotted, SpottedKind
from communique.rules import load_table

ENVOYS = frozenset({"ambassador", "special_envoy", "diplomat", "senior_diplomat"})
SURE = 1.5  # what the cues for a state must weigh together, and how many times those for any other
DOMINANT = 2  # times more often than a third state the two of an affair must be named
REACH = 90  # letters around a name in which its verb is looked for
BACK = 1  # sentences back in which the state that acts is looked for
OPENS = 40  # letters from a sentence's start within which the state that acts in it stands
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_IN = re.compile(r"\b[Ii]n $")
_SPEECH_IN = re.compile(
    r"^[^.;:“”\"]{0,40}\b(?:reporters|journalists|said|told|briefing|conference|statement)\b[^.;:“”\"]{0,25} in $"
)


def side_of(sightings: Iterable[Sighting], pages: Mapping[str, Page], pair: tuple[str, ...]) -> str | None:
    """The state most cues around a person's name speak for; None where they are few or disagree.

    `pair` are the two states of the affair: who accuses one of them, or answers it, is of the other.
    """
    told: dict[tuple[str, str], float] = {}  # by state and original, of which copies say nothing new
    for sighting in sightings:
        page = pages[sighting.spotted.report_id]
        for state, weight in _cues(page, sighting, pair) if sighting.fed else ():
            if not pair or state in pair:
                told[state, page.origin] = max(weight, told.get((state, page.origin), 0.0))
    votes = {state: sum(w for (s, _), w in told.items() if s == state) for state, _ in told}
    best = min(votes, key=lambda state: (-votes[state], state), default="")
    rest = max((weight for state, weight in votes.items() if state != best), default=0.0)
    return best if best and votes[best] >= max(SURE, 2 * rest) else None


def affair(pages: Mapping[str, Page]) -> tuple[str, ...]:
    """The two states a story tells of most, where no third one comes near them; else ()."""
    count = Counter(s.state for page in pages.values() for s in page.spotted if _acts(s) and page.fed(s))
    ranked = sorted(count.items(), key=lambda item: (-item[1], item[0] or ""))
    if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] < DOMINANT * ranked[2][1]):
        return ()
    return tuple(state for state, _ in ranked[:2] if state)


def _acts(spotted: Spotted) -> bool:
    return spotted.kind in (SpottedKind.STATE, SpottedKind.ORGAN) and bool(spotted.state)


def _cues(page: Page, sighting: Sighting, pair: tuple[str, ...]) -> Iterable[tuple[str, float]]:
    name, envoy = sighting.spotted, bool(sighting.title and sighting.title.role in ENVOYS)
    text = page.report.text
    around = page.in_sentence(sighting.sentence)
    start, end = _bounds(page, sighting.sentence)
    before, after = (
        text[max(start, name.start - REACH) : name.start],
        text[name.end : min(end, name.end + REACH)],
    )
    verbs = {w.lower() for w in _WORD.findall(before[-45:] + " " + after)}
    if envoy:
        yield from _host(page, sighting, verbs, pair)
        return
    for other in around:
        if other.state and (other.reason == "capital" or other.kind is SpottedKind.PLACE):
            if (
                _IN.search(text, max(start, other.start - 4), other.start)
                and 0 <= name.start - other.end <= 2
            ):
                yield other.state, 2.0
            elif other.start >= name.end and _SPEECH_IN.match(text[name.end : other.start]):
                yield other.state, 1.5
    blamed = next((s for s in around if _acts(s) and name.end < s.start <= name.end + REACH), None)
    if blamed is not None and verbs & _verbs("against"):
        yield from ((state, 1.5) for state in _other(blamed.state, pair))
    acting = _acting(page, sighting)
    if acting is None:
        return
    state, weight = acting
    if verbs & _verbs("answers"):
        yield from ((other, 2 * weight) for other in _other(state, pair))
    elif sighting.title is not None:
        yield state, weight


def _host(
    page: Page, sighting: Sighting, verbs: set[str], pair: tuple[str, ...]
) -> Iterable[tuple[str, float]]:
    """An envoy who is summoned or sent away by a state is of the other one, who is called home is its own."""
    name = sighting.spotted
    here = [s for s in page.in_sentence(sighting.sentence) if _acts(s) and s.end <= name.start]
    host = here[-1].state if here else (_acting(page, sighting) or (None, 0.0))[0]
    if verbs & _verbs("home") and host:
        yield host, 2.0
    elif verbs & _verbs("hosts"):
        yield from ((state, 2.0) for state in _other(host, pair))


def _other(state: str | None, pair: tuple[str, ...]) -> Iterable[str]:
    return [s for s in pair if s != state] if state in pair else []


def _acting(page: Page, sighting: Sighting) -> tuple[str, float] | None:
    """The state that opens the sentence of a name or the nearest one before, and what that weighs."""
    for back in range(BACK + 1):
        number = sighting.sentence - back
        start, _ = _bounds(page, number)
        spotted = page.in_sentence(number)
        quoted = [s for s in spotted if s.kind is SpottedKind.QUOTATION]
        for s in spotted:
            if s.start - start > OPENS or (back == 0 and s.start > sighting.spotted.start):
                break
            if _acts(s) and not any(q.start <= s.start < q.end for q in quoted):
                return (s.state, 1.0 - 0.25 * back) if s.state and s.reason != "demonym" else None
    return None


def _bounds(page: Page, number: int) -> tuple[int, int]:
    if not 0 <= number < len(page.sentences):
        return 0, 0
    return page.sentences[number].start, page.sentences[number].end


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("names_rules/side_verbs.tsv") if row["kind"] == kind)
