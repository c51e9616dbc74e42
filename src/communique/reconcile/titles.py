"""Titles that damage raised, lowered or turned into another office, beside the one the person holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story
from communique.reconcile.lines import Line
from communique.reconcile.nearest import subject_beside
from communique.records import EntityKind, Mention, Sentence, Verdict
from communique.rules import load_table

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
DEPUTY = "deputy"
UNDER = {"undersecretary", "state", "permanent", "principal", "parliamentary"}
REACH = 4  # words before an office within which "deputy" belongs to it


def compare_titles(story: Story) -> Iterator[Draft]:
    """One draft for each person to whom a damaged report gives a wrong title, by the names room or by its sibling."""
    by_person: dict[str, list[Mention]] = {}
    for mention in sorted(story.group.of(Mention), key=lambda m: (m.report_id, m.start, m.end)):
        if mention.entity_id and mention.title_as_written:
            by_person.setdefault(mention.entity_id, []).append(mention)
    for person, mentions in sorted(by_person.items()):
        for wrong in (m for m in mentions if m.title_corrected and not _same_office(m)):
            yield _corrected(story, person, wrong, mentions)
    for line in story.lines:
        for sentence in line.sentences[1:]:
            pair = changed_office(line.best, sentence)
            if pair is not None and not _is_corrected(story, sentence):
                draft = _beside(story, line, sentence, *pair)
                if draft.kind == "person" or pair[1].office != "damaged":
                    yield draft


def _corrected(story: Story, person: str, wrong: Mention, mentions: list[Mention]) -> Draft:
    right = wrong.title_corrected or ""
    origin = _origin(story, wrong)
    givers = [m for m in mentions if m is not wrong and _says(m, right)]
    said = (
        Said(right, origin),
        *(Said(right, _origin(story, m), _claims(story, m)) for m in givers),
        Said(wrong.title_as_written or "", origin, _claims(story, wrong)),
    )
    reason = f"a damaged copy calls {wrong.exact} '{wrong.title_as_written}', not '{right}'"
    return Draft("person", person, "title", Verdict.ALTERED_COPY, said, reason)


def _same_office(mention: Mention) -> bool:
    """Whether the title is odd but right: another word for one who speaks or is sent."""
    found = [
        {(o.office, o.deputy) for o in offices_in(t or "")}
        for t in (mention.title_as_written, mention.title_corrected)
    ]
    same = found[0] == found[1] and bool(found[0]) and found[0] != {("minister", False)}
    return same or (
        not found[0] and found[1] <= {("spokesperson", False), ("envoy", False)} and bool(found[1])
    )


def _says(mention: Mention, title: str) -> bool:
    written = (mention.title_as_written or "").lower()
    return mention.title_corrected is None and title.lower() in written


def _origin(story: Story, mention: Mention) -> str:
    return story.origin_at(mention.report_id, mention.start)


def _claims(story: Story, mention: Mention) -> tuple[str, ...]:
    return tuple(c.claim_id for c in story.claims_at(mention.report_id, mention.start))


def _is_corrected(story: Story, sentence: Sentence) -> bool:
    return any(m.title_corrected for m in story.mentions.get((sentence.report_id, sentence.start), ()))


# ---------------------------------------------------------------- one sentence beside its copy


@dataclass(frozen=True, slots=True)
class Office:
    """A word for an office in a sentence, whether a deputy's, and the words of the title. Offsets of the sentence."""

    office: str
    deputy: bool
    start: int
    title: str


def changed_office(best: Sentence, other: Sentence) -> tuple[Office, Office] | None:
    """The one office of a sentence that its damaged copy has otherwise; None where there is none, or more than one."""
    was, became = offices_in(best.exact), offices_in(other.exact)
    for office in list(was):
        same = next((o for o in became if (o.office, o.deputy) == (office.office, office.deputy)), None)
        if same is not None:
            was.remove(office)
            became.remove(same)
    if len(was) != 1 or len(became) != 1 or was[0].office == "damaged":
        return None
    return was[0], became[0]


def offices_in(text: str) -> list[Office]:
    """The offices a sentence names, in order."""
    words = list(_WORD.finditer(text))
    lower = [w[0].lower() for w in words]
    found = []
    for n, word in enumerate(lower):
        kind = _offices().get(word)
        if kind is None or kind == DEPUTY:
            continue
        near = range(n - 1, max(n - REACH, 0) - 1, -1)
        first = next((i for i in near if _offices().get(lower[i]) == DEPUTY), None)
        deputy = first is not None or word in UNDER or _is_under(lower, n)
        kind = "head" if kind == "minister" and lower[n - 1 : n] == ["prime"] else kind
        start = words[first if first is not None else max(n - 1, 0)].start()
        found.append(Office(kind, deputy, start, text[start : words[n].end()]))
    return found


def _is_under(words: list[str], n: int) -> bool:
    """Whether a secretary stands under a minister ("state secretary", "secretary of state for fisheries")."""
    if not words[n].startswith("secretar"):
        return False
    return (n > 0 and words[n - 1] in UNDER) or words[n + 1 : n + 4] == ["of", "state", "for"]


@cache
def _offices() -> Mapping[str, str]:
    return {row["word"]: row["office"] for row in load_table("reconcile/offices.tsv")}


def _beside(story: Story, line: Line, sentence: Sentence, was: Office, became: Office) -> Draft:
    kind, subject, claims = subject_beside(story, line, line.best, line.best.start + was.start)
    right, wrong = (_title(story, s, o) for s, o in ((line.best, was), (sentence, became)))
    for mention in story.mentions.get((line.best.report_id, line.best.start), ()):
        entity = story.entities.get(mention.entity_id or "")
        if mention.title_as_written == right and entity is not None and entity.kind is EntityKind.PERSON:
            kind, subject = "person", entity.entity_id
    said = (Said(right, line.origin_id, claims), Said(wrong, line.origin_id, claims))
    reason = f"a damaged copy has the title '{wrong}' where its better kept sibling has '{right}'"
    return Draft(kind, subject, "title", Verdict.ALTERED_COPY, said, reason)


def _title(story: Story, sentence: Sentence, office: Office) -> str:
    """The whole title as the names room reads it, else the office with the words before it."""
    at = sentence.start + office.start
    for mention in story.mentions.get((sentence.report_id, sentence.start), ()):
        written = mention.title_as_written
        if written and office.title.split()[-1] in written and abs(mention.start - at) <= 60:
            return written
    return office.title
