"""Meaning-changing probes: sentences rewritten by script, and what the coder must then say of them.

Each rewriting starts from a sentence that is coded with the right label; who asks only whether the answer changes as
the meaning does. Party swap: the sides change places. Negation: the deed is negated, or refused. Future: it is
planned. Passive: nothing changes. Renamed states: only the states change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from communique.events.frames import actor_nouns
from communique.events.slots import is_verb
from communique.grammar import Token, Tree
from communique.records import Claim, EventType, Parse, Status
from communique.rules import load_table

UNREAL = {Status.NEGATED, Status.CANCELLED, Status.POSTPONED}
AHEAD = {Status.PLANNED, Status.TENTATIVE, Status.THREATENED, Status.HYPOTHETICAL}
IRREGULAR = {
    "shot": "shot", "held": "held", "met": "met", "hit": "hit", "sent": "sent", "gave": "given", "took": "taken",
    "sold": "sold", "struck": "struck", "told": "told", "led": "led", "cut": "cut", "freed": "freed", "sued": "sued",
}  # fmt: skip
SHIFT = 41  # rows by which a state's name moves down the table of states

Coder = Callable[[str], tuple[list[Claim], list[Parse]]]


@dataclass(frozen=True, slots=True)
class Seed:
    """A sentence coded rightly: its text, grammar and the claim chosen."""

    text: str
    actor: str
    recipient: str
    tree: Tree
    trigger: Token
    claim: Claim


@dataclass(frozen=True, slots=True)
class Probe:
    """A rewritten sentence and the test its claims must pass."""

    name: str
    text: str
    holds: Callable[[list[Claim]], bool]


def probes(seed: Seed) -> Iterator[Probe]:
    """All rewritings that a sentence allows."""
    for make in (party_swap, negation, future, passive, renamed):
        probe = make(seed)
        if probe is not None and probe.text != seed.text:
            yield probe


def party_swap(seed: Seed) -> Probe | None:
    """The two sides in each other's places."""
    text, a, b = seed.text, seed.actor, seed.recipient
    if not (_side(a, seed.claim.actor_text) and _side(b, seed.claim.recipient_text)):
        return None
    if text.count(a) != 1 or text.count(b) != 1 or a in b or b in a or not (_acts(a) and _acts(b)):
        return None
    if not (seed.claim.actor_states and seed.claim.recipient_states):
        return None
    swapped = text.replace(a, "\0").replace(b, a).replace("\0", b)
    kind = seed.claim.event_type

    def holds(claims: list[Claim]) -> bool:
        return any(
            c.event_type is kind
            and _side(b, c.actor_text)
            and (_side(a, c.recipient_text) or _side(a, c.actor_text))
            for c in claims
        )

    return Probe("party swap", swapped, holds)


def negation(seed: Seed) -> Probe | None:
    """The verb negated: "attacked" becomes "did not attack"."""
    text = _verb(seed, {"VBD": "did not {}", "VBZ": "does not {}", "VBP": "do not {}"}, after_auxiliary="not")
    kind, at = seed.claim.event_type, seed.claim.trigger_start

    def holds(claims: list[Claim]) -> bool:
        here = [c for c in claims if abs(c.trigger_start - at) < 12]
        told = [c for c in here if c.event_type is kind and c.status not in UNREAL]
        return not told and any(c.status in UNREAL or c.event_type is EventType.REJECT for c in here)

    return Probe("negation", text, holds) if text else None


def future(seed: Seed) -> Probe | None:
    """The verb moved ahead: "attacked" becomes "will attack"."""
    text = _verb(seed, {"VBD": "will {}", "VBZ": "will {}", "VBP": "will {}"})
    kind, at = seed.claim.event_type, seed.claim.trigger_start

    def holds(claims: list[Claim]) -> bool:
        here = [c for c in claims if abs(c.trigger_start - at) < 12 and c.event_type is kind]
        return bool(here) and all(c.status in AHEAD for c in here)

    return Probe("future", text, holds) if text else None


def _verb(seed: Seed, forms: dict[str, str], after_auxiliary: str | None = None) -> str | None:
    """The sentence with its trigger verb in another form, None where the form cannot be told."""
    token, tree = seed.trigger, seed.tree
    if not is_verb(token) or tree.children(token, "neg") or token.dep == "conj":
        return None
    auxiliaries = tree.children(token, "aux", "auxpass")
    if auxiliaries:
        if after_auxiliary is None or auxiliaries[0].lower not in {
            "has",
            "have",
            "had",
            "will",
            "was",
            "were",
        }:
            return None
        end = auxiliaries[0].end
        return f"{seed.text[:end]} {after_auxiliary}{seed.text[end:]}"
    if token.tag not in forms or not tree.children(token, "nsubj"):
        return None
    return seed.text[: token.start] + forms[token.tag].format(token.lemma) + seed.text[token.end :]


def passive(seed: Seed) -> Probe | None:
    """ "A attacked B" becomes "B was attacked by A"."""
    token, tree = seed.trigger, seed.tree
    subject, thing = tree.children(token, "nsubj"), tree.children(token, "dobj")
    if (
        token.tag != "VBD"
        or len(subject) != 1
        or len(thing) != 1
        or tree.children(token, "aux", "dative", "prt")
    ):
        return None
    participle = IRREGULAR.get(token.lower, token.lower if token.lower.endswith("ed") else None)
    doer, done = _words(seed, subject[0]), _words(seed, thing[0])
    if participle is None or doer is None or done is None:
        return None
    if doer[1] + 1 != token.start or token.end + 1 != done[0] or subject[0].tag in {"PRP", "WP", "WDT"}:
        return None
    text, plural = seed.text, thing[0].tag in {"NNS", "NNPS"} or bool(tree.children(thing[0], "conj"))
    middle = (
        f"{text[done[0] : done[1]]} {'were' if plural else 'was'} {participle} by {text[doer[0] : doer[1]]}"
    )
    kind = seed.claim.event_type

    def holds(claims: list[Claim]) -> bool:
        return any(
            c.event_type is kind and set(c.actor_states) == set(seed.claim.actor_states)
            and set(c.recipient_states) == set(seed.claim.recipient_states)
            for c in claims
        )  # fmt: skip

    return Probe("passive", text[: doer[0]] + middle + text[done[1] :], holds)


def _words(seed: Seed, head: Token) -> tuple[int, int] | None:
    """From where to where a phrase goes, None where it is broken or holds a clause."""
    below = seed.tree.subtree(head)
    if below[-1].i - below[0].i + 1 != len(below) or any(is_verb(t) for t in below):
        return None
    return below[0].start, below[-1].end


def renamed(seed: Seed) -> Probe | None:
    """Each state and demonym replaced by another state's."""
    forms = _forms()
    states: dict[str, str] = {}

    def move(match: re.Match[str]) -> str:
        found = forms.get(match.group())
        if found is None:
            return match.group()
        states[found[0]] = found[1]
        return found[2]

    text = re.sub(r"\b[A-Z][a-z]+\b", move, seed.text)
    told = {*seed.claim.actor_states, *seed.claim.recipient_states}
    if not told or not told <= set(states) or not _by_name(seed.claim, forms):
        return None
    kind = seed.claim.event_type

    def holds(claims: list[Claim]) -> bool:
        return any(
            c.event_type is kind and set(c.actor_states) == {states[s] for s in seed.claim.actor_states}
            and set(c.recipient_states) == {states[s] for s in seed.claim.recipient_states}
            for c in claims
        )  # fmt: skip

    return Probe("renamed states", text, holds)


def _by_name(claim: Claim, forms: dict[str, tuple[str, str, str]]) -> bool:
    """Whether each side with a state is told by that state's name, not by who a person is known to be."""
    sides = ((claim.actor_text, claim.actor_states), (claim.recipient_text, claim.recipient_states))
    for text, states in sides:
        named = {forms[w][0] for w in re.findall(r"[A-Z][a-z]+", text or "") if w in forms}
        if not set(states) <= named:
            return False
    return True


@cache
def _forms() -> dict[str, tuple[str, str, str]]:
    """Name or demonym of a state → its code, the other state's code and the other state's word of the same kind."""
    rows = [
        (r["iso3"], r["name"], r["demonyms"].split("|")[0])
        for r in load_table("names/states.tsv")
        if re.fullmatch(r"[A-Z][a-z]+", r["name"]) and re.fullmatch(r"[A-Z][a-z]+", r["demonyms"].split("|")[0])
        and not r["ambiguous"]
    ]  # fmt: skip
    found: dict[str, tuple[str, str, str]] = {}
    for n, (code, name, demonym) in enumerate(rows):
        other, other_name, other_demonym = rows[(n + SHIFT) % len(rows)]
        found[name], found[demonym] = (code, other, other_name), (code, other, other_demonym)
    return found


def _acts(side: str) -> bool:
    """Whether a side can do what was done to it: a name or people, no thing and no envoy who is called in."""
    last = side.split()[-1]
    if {"ambassador", "envoy", "diplomat"} & set(side.lower().split()):
        return False
    return (
        last[0].isupper() or last.lower() in actor_nouns() or last.lower().removesuffix("s") in actor_nouns()
    )


def _side(wanted: str, told: str | None) -> bool:
    """Whether two wordings of a side share a word of substance."""
    small = {"the", "a", "an", "of", "and", "in"}

    def substance(text: str) -> set[str]:
        return {w for w in re.findall(r"[\w.]+", text.lower()) if w not in small}

    return bool(substance(wanted) & substance(told or ""))
