"""Numbers that damage changed within one original."""

from __future__ import annotations

from collections.abc import Iterator

from communique.reconcile.amounts import TIME, Amount, amounts_of, classes, common, comparable, leftovers
from communique.reconcile.drafts import Draft, Said
from communique.reconcile.evidence import Story
from communique.reconcile.lines import Line
from communique.reconcile.nearest import subject_beside
from communique.records import Verdict


def compare_copies(story: Story) -> Iterator[Draft]:
    """A draft for each number that stands otherwise in a damaged copy than in its best kept sibling."""
    for line in story.lines:
        best = amounts_of(story, line.best)
        for sentence in line.sentences[1:]:
            for was, became in changed(best, amounts_of(story, sentence)):
                yield _damage(story, line, was, became)


def changed(best: list[Amount], other: list[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Numbers of the better kept sentence with what stands in their place in the other."""
    was, became = leftovers(best, other)
    sized = [a for a in was if a.low is not None]
    told = [a for a in became if a.low is not None]
    if len(sized) != len(told):
        sized, told = [a for a in sized if not common(a)], [a for a in told if not common(a)]
    if sized and len(sized) == len(told):
        yield from ((a, b) for a, b in zip(sized, told, strict=True) if comparable(a, b) or _renamed(a, b))
    elif sized and not told:
        yield from _gone_vague(sized, [b for b in became if b.vague])


def _renamed(was: Amount, became: Amount) -> bool:
    """Whether what is counted may be one thing under two names: no table knows both ("trunks", "suitcases")."""
    known = {what for what, _ in classes().values()}
    return was.unit == became.unit and not {was.what, became.what} <= known


def _gone_vague(sized: list[Amount], vague: list[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """The one number that a vague word can stand for: of its own unit, else the one that is no length of time."""
    for word in sorted(vague, key=lambda w: w.unit is None):
        fitting = [a for a in sized if (a.unit == TIME) == (word.unit == TIME)]
        if len(fitting) == 1 or len(sized) == 1:
            yield (fitting or sized)[0], word
            return


def _damage(story: Story, line: Line, was: Amount, became: Amount) -> Draft:
    kind, subject, claims = subject_beside(story, line, line.best, was.start)
    said = (Said(was.shown, line.origin_id, claims), Said(became.shown, line.origin_id, claims))
    reason = (
        f"one original ({story.name(line.origin_id)}): a damaged copy has '{became.shown}' for '{was.shown}'"
    )
    return Draft(kind, subject, "number", Verdict.ALTERED_COPY, said, reason)
