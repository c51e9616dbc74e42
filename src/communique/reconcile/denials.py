"""Denials, and the act each is about, wherever in the story that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from communique.reconcile.evidence import DONE, Story
from communique.reconcile.lines import Line
from communique.records import BlockKind, Claim, EventType, Status
from communique.rules import load_rules, load_table

DEEDS = {
    EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.SANCTION, EventType.REJECT, EventType.PROTEST,
}  # fmt: skip
SURE = {
    "denies",
    "called-untrue",
    "nothing-of-the-kind",
    "says-nobody",
}  # rules that tell a denial without the charge beside it
TELLING = 2.5  # weight of shared words by which a denial that names no known act still finds its charge
BACK = 2  # sentences by which a charge may stand before its denial without sharing a word with it
CODED = 99.0  # weight of an act that the event coder itself has as denied
LEAST = 4.0  # weight under which no act is taken to be the one denied
_WORD = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"\w+")
_PROMISE = re.compile(
    r"\b(?:promis|pledg|undert|agree|vow|swor|will|would|shall|should|must|can|could|may|might|to)\w*\s+not\b",
    re.IGNORECASE,
)  # what somebody is not to do is no act denied
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")


@dataclass(frozen=True, slots=True)
class Charge:
    """A line that tells an act, the claim that tells it (if it is coded), and what speaks for its being denied."""

    line: Line
    claim: Claim | None
    weight: float

    @property
    def rank(self) -> tuple[float, bool, str]:
        """Weightiest first; of one weight, acts that are coded."""
        return self.weight, self.claim is not None, self.claim.claim_id if self.claim else self.line.line_id


def find_denials(story: Story) -> Iterator[tuple[Line, Charge]]:
    """Each line that denies an act, with the charge it answers: as the event coder joins them, else by the words."""
    for line in story.lines:
        coded = _coded(story, line)
        if coded is not None:
            yield line, coded
            continue
        found = denial_in(line.best.exact) if line.best.block_kind is BlockKind.BODY else None
        if found is None:
            continue
        charge = max(_charges(story, line, found), key=lambda c: c.rank, default=None)
        if charge is not None and charge.weight >= (LEAST if found.rule_id in SURE else LEAST + 1):
            yield line, charge


@dataclass(frozen=True, slots=True)
class Denial:
    """The rule that finds a denial in a sentence, and the sentence without the word that denies."""

    rule_id: str
    rest: str


def denial_in(sentence: str) -> Denial | None:
    """The denial a sentence makes by the first rule that finds one; None where none does."""
    for rule in load_rules("reconcile/denials.toml"):
        match = rule.pattern.search(sentence) if rule.pattern else None
        if match is not None:
            return Denial(
                rule.id, sentence[: match.start()] + _FIRST.sub("", sentence[match.start() :], count=1)
            )
    return None


def _coded(story: Story, line: Line) -> Charge | None:
    """The assertion of an act that the event coder has denied in this line; None where it has none."""
    for claim in claims_of(story, line):
        if claim.status is Status.NEGATED and claim.event_type in DEEDS and not _PROMISE.search(claim.exact):
            for voice in story.voices.get(claim.event_id, ()):
                if voice.status in DONE:
                    return Charge(voice.line, voice.claim, CODED)
    return None


def _charges(story: Story, denial: Line, found: Denial) -> Iterator[Charge]:
    """Every act told as done elsewhere in the story, weighed against a denial.

    A denial that names the act meets acts of that kind; one that does not ("denied it") those told right before it.
    """
    types = types_in(found.rest)
    types |= {
        c.event_type for c in claims_of(story, denial) if c.status is Status.NEGATED and c.event_type in DEEDS
    }
    deniers = story.states_in(denial.best)
    for line in story.lines:
        near = _nearness(story, denial, line)
        if line.line_id == denial.line_id or (denial_in(line.best.exact) and not _accuses(story, line)):
            continue
        shared = story.topics.shared(denial.best, line.best, names=False)
        if types:
            yield from _weighed(story, line, types, deniers, near, near + shared)
        elif found.rule_id in SURE and (near or shared >= TELLING):
            yield from _weighed(story, line, types, deniers, near, max(3 * near, shared))


def _weighed(
    story: Story, line: Line, types: set[EventType], deniers: set[str], near: float, weight: float
) -> Iterator[Charge]:
    """The acts of a line that may be meant: coded ones first, else what its words name."""
    acts = [c for c in claims_of(story, line) if c.status in DONE and _is_act(c)]
    fitting = [c for c in acts if not types or c.event_type in types]
    accused = any(c.event_type is EventType.ACCUSE for c in acts)
    yield from (
        Charge(line, c, weight + 3.0 + accused + _side(c, deniers) / (2 if near else 1)) for c in fitting
    )
    told = types_in(_QUOTED.sub("", line.best.exact))
    if not fitting and line.best.block_kind is BlockKind.BODY and (told & types if types else told or acts):
        yield Charge(line, acts[0] if acts else None, weight + 1.0 + (near >= 2.0))


def _accuses(story: Story, line: Line) -> bool:
    """Whether a line that denies one thing charges the other side with another."""
    return any(c.event_type is EventType.ACCUSE and c.status in DONE for c in claims_of(story, line))


def _side(claim: Claim, deniers: set[str]) -> float:
    """1 where those who deny are those charged, -2 where they are others, 0 where nobody can say."""
    charged = claim.recipient_states if claim.event_type is EventType.ACCUSE else claim.actor_states
    if not charged or not deniers:
        return 0.0
    return 1.0 if deniers & set(charged) else -2.0


def _is_act(claim: Claim) -> bool:
    """Whether a claim tells an act or accuses somebody of one; of refusals only those to meet or to answer."""
    if claim.event_type is EventType.ACCUSE:
        return claim.mode == "allege"
    return claim.event_type in DEEDS


def _nearness(story: Story, denial: Line, line: Line) -> float:
    """2 for a charge in the sentence before its denial, 1 for one further up, 0 elsewhere."""
    for own in denial.sentences:
        for n, sentence in enumerate(story.lines.before(own, BACK)):
            if sentence in line.sentences:
                return 2.0 / (n + 1)
    return 0.0


def types_in(text: str) -> set[EventType]:
    """The types of the acts that words name; where no word names an act, of the things acts are done with."""
    found = [row for m in _WORD.finditer(text.lower()) for row in _charge_words().get(m[0], ())]
    acts = {kind for kind, names in found if names == "act"}
    return acts or {kind for kind, _ in found}


@cache
def _charge_words() -> Mapping[str, tuple[tuple[EventType, str], ...]]:
    found: dict[str, list[tuple[EventType, str]]] = {}
    for row in load_table("reconcile/charges.tsv"):
        found.setdefault(row["word"], []).append((EventType(row["type"]), row["names"]))
    return {word: tuple(rows) for word, rows in found.items()}


def claims_of(story: Story, line: Line) -> Iterator[Claim]:
    """The claims of all copies of a line."""
    for sentence in line.sentences:
        yield from story.claims.get((sentence.report_id, sentence.start), ())
