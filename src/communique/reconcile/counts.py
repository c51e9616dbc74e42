"""Numbers that two originals give for one thing: at odds, one within the other's bounds, or alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from communique.reconcile.amounts import TIME, Amount, amounts_of, common, meet
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story
from communique.reconcile.lines import Line
from communique.reconcile.nearest import distance, subject_beside
from communique.records import Sentence, Verdict
from communique.rules import cells, load_table

FURTHEST = (
    5.0  # times by which two originals may differ on one number; beyond that they count different things
)
SCALES = (1_440, 40_000, 500_000)  # minutes from which a length is told in days, in months, in years
NEAR = 60  # characters from a number within which a word tells what became of those counted
CLOSE = 25  # characters between a length of time and the act that took it
ALIKE = 1.5  # shared weight of two sentences that speak of one thing
_REST = re.compile(r"\s+(?:of (?:them|those|whom|these)|that|whom|who)\b|\s*[.,;]")
WIDE = {"person", "vehicle", "state", "day"}  # classes too wide to be one thing for a whole story
_WORD = re.compile(r"[^\W\d_]{3,}")
_PART = re.compile(
    r"\s+of the \w*\d|\s+of the (?:two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)\b"
)


@dataclass(frozen=True, slots=True)
class Count:
    """An amount as one original's word, with the events its sentence tells: event_id → distance and claim_id."""

    amount: Amount
    line: Line
    events: Mapping[str, tuple[int, str]]

    @property
    def sentence(self) -> Sentence:
        """The sentence the amount stands in."""
        return self.line.best

    @property
    def origin(self) -> str:
        """The original that gives it."""
        return self.line.origin_id


def compare_counts(story: Story) -> Iterator[Draft]:
    """A draft for each thing that two originals count, with the verdict on their numbers."""
    by_origin: dict[str, list[Count]] = {}
    for line in story.lines:
        for amount in amounts_of(story, line.best):
            if not amount.vague and not _part(amount, line.best):
                by_origin.setdefault(line.origin_id, []).append(
                    Count(amount, line, _events(story, line, amount))
                )
    for left, right in combinations(sorted(by_origin), 2):
        yield from _between(story, by_origin[left], by_origin[right])


def _events(story: Story, line: Line, amount: Amount) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for sentence in line.sentences:
        at = amount.start - line.best.start + sentence.start
        for claim in story.claims.get((sentence.report_id, sentence.start), []):
            here = (distance(claim, at), claim.claim_id)
            found[claim.event_id] = min(here, found.get(claim.event_id, here))
    return found


def _part(amount: Amount, sentence: Sentence) -> bool:
    """Whether it counts some of a number told next ("twenty of the seventy-one")."""
    return bool(_PART.match(sentence.exact, amount.end - sentence.start))


def _between(story: Story, ours: list[Count], theirs: list[Count]) -> Iterator[Draft]:
    """What two originals agree on in each class of things, and the nearest pair of what is left."""
    pairs = [(a, b) for a in ours for b in theirs if _one_thing(story, a, b)]
    for key in sorted({_key(a) or _key(b) for a, b in pairs}):
        held = sorted(
            (p for p in pairs if (_key(p[0]) or _key(p[1])) == key),
            key=lambda p: _closeness(story, *p),
            reverse=True,
        )
        alike = [(a, b) for a, b in held if meet(a.amount, b.amount)]
        told = {(a.amount.low, a.amount.high): (a, b) for a, b in reversed(alike)}
        for a, b in told.values():
            yield from _alike(story, a, b)
        agreed = {_place(c) for pair in alike for c in pair}
        odd = [(a, b) for a, b in held if not {_place(a), _place(b)} & agreed and _at_odds(a, b)]
        if odd:
            yield _draft(story, *odd[0], Verdict.CONTRADICTED)


def _alike(story: Story, a: Count, b: Count) -> Iterator[Draft]:
    if not common(a.amount) and set(a.events) & set(b.events):
        bound = a.amount.definite != b.amount.definite
        yield _draft(story, a, b, Verdict.COMPATIBLE if bound else Verdict.CORROBORATED)


def _place(count: Count) -> tuple[str, int]:
    return count.amount.report_id, count.amount.start


def _key(count: Count) -> str:
    """The unit or kind of what is counted; lengths of time by their scale, as nobody says two days for twenty hours."""
    if count.amount.unit == TIME:
        minutes = count.amount.low or 0
        return f"{TIME} {sum(minutes >= scale for scale in SCALES)}"
    return count.amount.unit or count.amount.kind or ""


def _one_thing(story: Story, a: Count, b: Count) -> bool:
    """Whether two originals' amounts may count one thing: within one event, or of one narrow class and topic."""
    if not _same_fate(a, b):
        return False
    if not _key(a) or not _key(b):
        return bool(_key(a) or _key(b)) and _is_rest(a) != _is_rest(b) and _of_one_type(story, a, b)
    if _key(a) != _key(b) or _of_two_nations(a, b):
        return False
    if set(a.events) & set(b.events):
        return True
    shared = story.topics.shared(a.sentence, b.sentence)
    if a.amount.unit == TIME:
        return _of_one_type(story, a, b) and shared >= (ALIKE if _beside(a) and _beside(b) else 2 * ALIKE)
    if a.amount.what != b.amount.what:
        return False
    return shared >= (3 * ALIKE if a.amount.what in WIDE else ALIKE)


def _beside(count: Count) -> bool:
    """Whether an act is told right beside an amount."""
    return min((far for far, _ in count.events.values()), default=999) <= CLOSE


def _of_two_nations(a: Count, b: Count) -> bool:
    """Whether both name whose people they count, and not the same ("Serbian envoys", "Croatian diplomats")."""
    named = [{s for w in (c.amount.noun or "").split() if (s := _nations().get(w))} for c in (a, b)]
    return bool(named[0] and named[1]) and not named[0] & named[1]


@cache
def _nations() -> Mapping[str, str]:
    """Name or demonym, singular or plural → ISO3."""
    found: dict[str, str] = {}
    for row in load_table("names/states.tsv"):
        for name in (row["name"], *cells(row, "aliases"), *cells(row, "demonyms")):
            found[name] = found[f"{name}s"] = row["iso3"]
    return found


def _is_rest(count: Count) -> bool:
    """Whether a number leaves out what it counts because it was named before ("fourteen of them")."""
    after = count.sentence.exact[count.amount.end - count.sentence.start :]
    return not _key(count) and bool(_REST.match(after)) and (count.amount.low or 0) > 2


def _of_one_type(story: Story, a: Count, b: Count) -> bool:
    """Whether the nearest acts told beside two amounts are of one type, and the amounts of one size."""
    near = [min(c.events, key=lambda e: c.events[e]) for c in (a, b) if c.events]
    types = {story.event_of[e].event_type for e in near if e in story.event_of}
    sizes = sorted(c.amount.low or 0 for c in (a, b))
    if not 0 < sizes[1] <= 2 * sizes[0] or sizes[0] <= 2:
        return False
    return (len(near) == 2 and len(types) == 1) or story.topics.shared(a.sentence, b.sentence) >= 3 * ALIKE


def _closeness(story: Story, a: Count, b: Count) -> tuple[bool, bool, float, int, int]:
    """What speaks for two amounts counting one thing: class, event, words shared, nearness to the act, size."""
    far = min((a.events[e][0] + b.events[e][0] for e in set(a.events) & set(b.events)), default=999)
    shared = story.topics.shared(a.sentence, b.sentence)
    sizes = sorted(c.amount.low or c.amount.high or 1.0 for c in (a, b))
    near = shared - far / 20 - sizes[1] / sizes[0]
    return a.amount.what == b.amount.what, far < 999, near, -a.amount.start, -b.amount.start


def _at_odds(a: Count, b: Count) -> bool:
    """Whether two amounts that do not meet may be two tellings of one number."""
    x, y = (c.amount.low if c.amount.low is not None else c.amount.high for c in (a, b))
    if not x or not y or max(x, y) / min(x, y) > FURTHEST:
        return False
    return bool(fate(a) and fate(b)) or not (common(a.amount) and common(b.amount))


def _same_fate(a: Count, b: Count) -> bool:
    one, two = fate(a), fate(b)
    return one == two or not one or not two


def fate(count: Count) -> str | None:
    """What became of those counted (dead, hurt, missing), by the nearest such word; None where none stands near."""
    if count.amount.kind != "person":
        return None
    at = count.amount.start - count.sentence.start
    near = [
        (abs(m.start() - at), _fates()[m[0].lower()])
        for m in _WORD.finditer(count.sentence.exact)
        if m[0].lower() in _fates()
    ]
    return min(near)[1] if near and min(near)[0] <= NEAR else None


@cache
def _fates() -> Mapping[str, str]:
    return {row["word"]: row["fate"] for row in load_table("reconcile/fates.tsv")}


def _draft(story: Story, a: Count, b: Count, verdict: Verdict) -> Draft:
    kind, subject, claims = _subject(story, a, b)
    said = tuple(Said(c.amount.shown, c.origin, claims[n]) for n, c in enumerate((a, b)))
    names = story.name(a.origin), story.name(b.origin)
    both = f"{names[0]} says {a.amount.shown}, {names[1]} {b.amount.shown}"
    reason = {
        Verdict.CONTRADICTED: both,
        Verdict.COMPATIBLE: f"{both}; both can be right",
        Verdict.CORROBORATED: f"{story.names([a.origin, b.origin])} give {a.amount.shown}",
    }[verdict]
    return Draft(kind, subject, "number", verdict, said, reason)


def _subject(story: Story, a: Count, b: Count) -> tuple[str, str, list[tuple[str, ...]]]:
    """The event both sentences tell, the nearest of several; else that of the first sentence, else the sentence."""
    both = set(a.events) & set(b.events)
    if both:
        event_id = min(both, key=lambda e: (a.events[e][0] + b.events[e][0], e))
        return "event", event_id, [(a.events[event_id][1],), (b.events[event_id][1],)]
    subjects = [subject_beside(story, c.line, c.sentence, c.amount.start) for c in (a, b)]
    kind, subject, _ = min(subjects, key=lambda s: s[0])  # an event before a sentence
    return kind, subject, [claims for _, _, claims in subjects]
