"""Charges that the side charged denies: the denial, and the act it is about, wherever in the story that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import DONE, Story
from communique.reconcile.lines import Line
from communique.records import BlockKind, Claim, EventType, Status, Verdict
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
BACK = 2  # sentences by which a charge may stand before its denial without sharing a word with it
LEAST = 4.0  # weight under which no act is taken to be the one denied
_WORD = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"\w+")
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


def compare_denials(story: Story) -> Iterator[Draft]:
    """A draft for each denial whose charge is found: told as done by some, denied by others."""
    for line in story.lines:
        found = denial_in(line.best.exact) if line.best.block_kind is BlockKind.BODY else None
        if found is None or _is_coded(story, line):
            continue
        sure = found.rule_id in SURE
        charge = max(_charges(story, line, found), key=lambda c: c.rank, default=None)
        if charge is not None and charge.weight >= (LEAST if sure else LEAST + 1):
            yield _draft(story, line, charge)


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


def _is_coded(story: Story, line: Line) -> bool:
    """Whether the event coder has the denial and an assertion of the same event already."""
    for claim in _claims(story, line):
        if (
            claim.status is Status.NEGATED
            and claim.event_type in DEEDS
            and any(v.claim.status in DONE for v in story.voices.get(claim.event_id, ()))
        ):
            return True
    return False


def _charges(story: Story, denial: Line, found: Denial) -> Iterator[Charge]:
    """Every act told as done elsewhere in the story, weighed against a denial.

    A denial that names the act meets acts of that kind; one that does not ("denied it") those told right before it.
    """
    types = types_in(found.rest)
    types |= {
        c.event_type for c in _claims(story, denial) if c.status is Status.NEGATED and c.event_type in DEEDS
    }
    deniers = story.states_in(denial.best)
    for line in story.lines:
        near = _nearness(story, denial, line)
        if line.line_id == denial.line_id or denial_in(line.best.exact):
            continue
        if types:
            weight = near + story.topics.shared(denial.best, line.best, names=False)
            yield from _weighed(story, line, types, deniers, near, weight)
        elif near and found.rule_id in SURE:
            yield from _weighed(story, line, types, deniers, near, 3 * near)


def _weighed(
    story: Story, line: Line, types: set[EventType], deniers: set[str], near: float, weight: float
) -> Iterator[Charge]:
    """The acts of a line that may be meant: coded ones first, else what its words name."""
    acts = [c for c in _claims(story, line) if c.status in DONE and _is_act(c)]
    fitting = [c for c in acts if not types or c.event_type in types]
    accused = any(c.event_type is EventType.ACCUSE for c in acts)
    yield from (
        Charge(line, c, weight + 3.0 + accused + _side(c, deniers) / (2 if near else 1)) for c in fitting
    )
    told = types_in(_QUOTED.sub("", line.best.exact))
    if not fitting and line.best.block_kind is BlockKind.BODY and (told & types if types else told or acts):
        yield Charge(line, acts[0] if acts else None, weight + 1.0)


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


def _claims(story: Story, line: Line) -> Iterator[Claim]:
    for sentence in line.sentences:
        yield from story.claims.get((sentence.report_id, sentence.start), ())


def _draft(story: Story, denial: Line, charge: Charge) -> Draft:
    """On the act's event; where the act is not coded, on the sentence that tells it."""
    claim = charge.claim
    asserted: dict[str, tuple[str, ...]] = {charge.line.origin_id: ()}
    kind, subject = "sentence", charge.line.best.sentence_id
    if claim is not None and claim.event_type is EventType.ACCUSE:
        asserted[charge.line.origin_id] = (claim.claim_id,)
    elif claim is not None:
        kind, subject = "event", claim.event_id
        voices = [v for v in story.voices.get(claim.event_id, ()) if v.claim.status in DONE]
        asserted = {v.origin: (v.claim.claim_id,) for v in voices}
    against = tuple(c.claim_id for c in _claims(story, denial) if c.status is Status.NEGATED)
    said = (
        *(Said(Status.HAPPENED.value, origin, claims) for origin, claims in sorted(asserted.items())),
        Said(Status.NEGATED.value, denial.origin_id, against),
    )
    reason = f"told as done by {story.names(asserted)}, denied in {story.name(denial.origin_id)}: '{denial.best.exact}'"
    return Draft(kind, subject, "status", Verdict.CONTRADICTED, said, reason)
