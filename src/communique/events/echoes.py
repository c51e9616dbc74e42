"""Acts told again without their sides ("the arrests", "the men were freed") take them from the rest of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from communique.events.affairs import Affair
from communique.events.claims import Fact, named_claim
from communique.records import Claim, EventType

Pair = tuple[tuple[str, ...], tuple[str, ...]]
CLEAR = 2 / 3  # the share of the story's fully told acts of a kind that must agree on who did it to whom
WEIGHT = 0.8
REACH = 2  # sentences back in which an act told in full is the one told again
UNDOING = {  # what is let go, lifted or given back was taken by the same side before
    EventType.COERCE: EventType.RETREAT,
    EventType.RETREAT: EventType.COERCE,
    EventType.SANCTION: EventType.RETREAT,
}
WITHOUT_RECEIVER = {EventType.CONSULT, EventType.COOPERATE, EventType.AGREE, EventType.SUPPORT}


def fill_echoes(facts: list[Fact], affairs: Mapping[str, Affair]) -> list[Fact]:
    """The facts with open sides filled where the story's other reports agree; those that stay open are left out."""
    told, words = _told(facts, affairs), _words(facts, affairs)
    filled = []
    for fact in facts:
        affair = affairs.get(fact.claim.report_id)
        found = _echo(fact, told, words, facts, affair) if affair is not None and _open(fact.claim) else fact
        if found is not None:
            filled.append(found)
    return _once(filled)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(fact.claim.claim_id, fact)
    return list(seen.values())


def _open(claim: Claim) -> bool:
    if claim.event_type in WITHOUT_RECEIVER and claim.mode != "visit":
        return not claim.actor_states
    return not claim.actor_states or not claim.recipient_states


def _told(facts: list[Fact], affairs: Mapping[str, Affair]) -> dict[tuple[str, str | None], Counter[Pair]]:
    """(type, mode) → how often, over reports, each pair of sides is told of such an act."""
    seen = {
        (f.claim.report_id, f.claim.event_type, f.claim.mode, f.claim.actor_states, f.claim.recipient_states)
        for f in facts
        if f.claim.report_id in affairs
        and f.claim.actor_states
        and f.claim.recipient_states
        and (f.claim.event_type is not EventType.ASSAULT or "actor inferred" not in f.claim.why)
    }
    found: dict[tuple[str, str | None], Counter[Pair]] = {}
    for _, kind, mode, actor, recipient in sorted(seen, key=str):
        for key in {(str(kind), mode), (str(kind), None)}:
            found.setdefault(key, Counter())[actor, recipient] += 1
    return found


def _worded(claim: Claim, words: Mapping[tuple[str, Pair], set[str]]) -> Pair | None:
    """The pair of sides whose tellings share the words right behind the trigger: "the ban on milk", not on doors."""
    at = claim.trigger_start - claim.start
    own = _content(claim.exact[max(0, at - 25) : at + 60])
    shares = {
        pair: len(own & found)
        for (kind, pair), found in words.items()
        if kind == claim.event_type
        and (not claim.actor_states or pair[0] == claim.actor_states)
        and (not claim.recipient_states or pair[1] == claim.recipient_states)
    }
    ranked = sorted(shares, key=lambda p: (-shares[p], p))
    if not ranked or not shares[ranked[0]]:
        return None
    return ranked[0] if len(ranked) == 1 or shares[ranked[0]] > shares[ranked[1]] else None


def _content(text: str) -> set[str]:
    return {w for word in text.split() if len(w := word.strip(".,;:“”’'\"()").lower()) > 3}


def _words(facts: list[Fact], affairs: Mapping[str, Affair]) -> dict[tuple[str, Pair], set[str]]:
    """(type, sides) → the words of the sentences that tell such an act fully."""
    found: dict[tuple[str, Pair], set[str]] = {}
    for fact in facts:
        c = fact.claim
        if c.report_id in affairs and c.actor_states and c.recipient_states:
            at = c.trigger_start - c.start
            near = _content(c.exact[max(0, at - 60) : at + 90])
            found.setdefault((str(c.event_type), (c.actor_states, c.recipient_states)), set()).update(near)
    return found


def _near(fact: Fact, kind: str, facts: list[Fact]) -> Pair | None:
    """The sides of the last such act told in full in the sentences right before, in the same report."""
    claim = fact.claim
    near = [
        f.claim for f in facts
        if f.claim.report_id == claim.report_id and 0 <= fact.position - f.position <= REACH
        and f.claim.event_type == kind and f.claim.actor_states and f.claim.recipient_states
        and f.claim.trigger_start < claim.trigger_start
        and (not claim.actor_states or f.claim.actor_states == claim.actor_states)
        and (not claim.recipient_states or f.claim.recipient_states == claim.recipient_states)
    ]  # fmt: skip
    last = max(near, key=lambda c: (c.trigger_start, c.claim_id), default=None)
    return (last.actor_states, last.recipient_states) if last is not None else None


def _helped(
    claim: Claim, told: Mapping[tuple[str, str | None], Counter[Pair]], affair: Affair
) -> Pair | None:
    """Whom an outsider helps: those whom most other helpers of the story help, else both sides."""
    if claim.event_type is not EventType.AID or not claim.actor_states or claim.recipient_states:
        return None
    counts: Counter[tuple[str, ...]] = Counter()
    for (_, recipient), n in told.get((str(EventType.AID), None), Counter()).items():
        if not set(recipient) & set(claim.actor_states):
            counts[recipient] += n
    best = max(sorted(counts), key=lambda r: counts[r]) if counts else None
    if best is None and affair.outside(claim.actor_states):
        best = affair.sides
    return (claim.actor_states, best) if best is not None else None


def _echo(
    fact: Fact,
    told: Mapping[tuple[str, str | None], Counter[Pair]],
    words: Mapping[tuple[str, Pair], set[str]],
    facts: list[Fact],
    affair: Affair,
) -> Fact | None:
    claim = fact.claim
    if claim.event_type is EventType.ASSAULT and " " in (claim.actor_text or ""):
        return fact  # "two missiles hit the port": some, not those told of before
    for kind, mode in _keys(claim) if claim.mode != "visit" or not (fact.verb or claim.actor) else []:
        pair = _near(fact, kind, facts) or _agreed(told.get((kind, mode), Counter()), claim)
        if pair is None and mode is None:
            pair = _worded(claim, words) or _helped(claim, told, affair)
        if pair is not None:
            return _with_sides(fact, pair)
    kept = claim.actor_states or claim.actor or claim.actor_text or claim.recipient_text
    lacking = claim.mode == "visit" and not (claim.actor and claim.recipient_states)
    return fact if kept and not lacking else None


def _keys(claim: Claim) -> list[tuple[str, str | None]]:
    keys: list[tuple[str, str | None]] = [(str(claim.event_type), claim.mode)]
    if claim.event_type is EventType.RETREAT and claim.mode == "access":
        keys.append((str(EventType.SANCTION), "discontinue"))
    if claim.event_type is not EventType.CONSULT:
        keys.append((str(claim.event_type), None))
    if claim.event_type in UNDOING:
        keys.append((str(UNDOING[claim.event_type]), None))
    return keys


def _agreed(pairs: Counter[Pair], claim: Claim) -> Pair | None:
    """The pair of sides that fits what the claim knows and that most of the story's tellings give."""
    fitting = {
        pair: n
        for pair, n in pairs.items()
        if (not claim.actor_states or pair[0] == claim.actor_states)
        and (not claim.recipient_states or pair[1] == claim.recipient_states)
    }
    if not fitting:
        return None
    best = max(sorted(fitting), key=lambda p: fitting[p])
    return best if fitting[best] >= CLEAR * sum(fitting.values()) else None


def _with_sides(fact: Fact, pair: Pair) -> Fact:
    claim = fact.claim
    frame, status = claim.why.rsplit("; ", 1)
    filled = replace(
        claim,
        actor=claim.actor if claim.actor_states else pair[0],
        actor_states=claim.actor_states or pair[0],
        actor_sectors=claim.actor_sectors or ("GOV",),
        recipient=claim.recipient if claim.recipient_states else pair[1],
        recipient_states=claim.recipient_states or pair[1],
        recipient_sectors=claim.recipient_sectors or ("GOV",),
        confidence=round(claim.confidence * WEIGHT, 3),
        why=f"{frame}; sides as the story's other tellings give them; {status}",
    )
    return replace(fact, claim=named_claim(filled))
