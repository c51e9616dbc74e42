"""Names that a copy wrote otherwise than its original: translated, split, or misheard beyond likeness of letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.names.forms import alike, solid
from communique.names.people import Found, Person
from communique.names.sightings import Page
from communique.records import Copy, How

UNLIKE = frozenset({How.SHARED_QUOTES_ONLY})
SHARED_WORD = 0.75  # likeness of one word of the two names at which a copy's name may be its original's
JOINED = 0.6  # likeness of the whole names, written as one word
DAMAGED = 3  # damage (back-translated, garbled) from which names change without an aligned sentence, too


@dataclass(frozen=True, slots=True)
class _Side:
    """Where each person stands in one report."""

    report_id: str
    places: Mapping[int, Person]

    def within(self, start: int, end: int) -> list[Person]:
        return list(dict.fromkeys(p for at, p in self.places.items() if start <= at < end))


def fold_aligned(
    people: Sequence[Person], pages: Mapping[str, Page], copies: Sequence[Copy]
) -> dict[Person, Found]:
    """Which persons of a copy are its original's, though spelt otherwise.

    In the two reports' aligned sentences each is the only person the other report does not name, the copy's stands
    in no other original, and the names are alike in one word or as a whole.
    """
    votes: dict[Person, Counter[int]] = {}
    number = {person: n for n, person in enumerate(people)}
    for child, parent, pairs, sure in _families(people, pages, copies):
        strange = set(child.places.values()) - set(parent.places.values())
        missing = set(parent.places.values()) - set(child.places.values())
        for mine, theirs in pairs:
            left = [p for p in child.within(*mine) if p in strange]
            right = [p for p in parent.within(*theirs) if p in missing]
            for one, other in zip(left, right, strict=True) if len(left) == len(right) else ():
                if sure or _better_known(other, one, pages):
                    votes.setdefault(one, Counter())[number[other]] += 1
        damaged = sure and pages[child.report_id].damage >= DAMAGED
        for one in strange:
            fitting = [p for p in missing if _alike(one, p)]
            if len(fitting) == 1 and (damaged or _better_known(fitting[0], one, pages)):
                votes.setdefault(one, Counter())[number[fitting[0]]] += 1
    found = {}
    for person in sorted(votes, key=number.__getitem__):
        best = people[min(votes[person], key=lambda n: (-votes[person][n], n))]
        if person.person_id is None and _alike(person, best) and _one_original(person, best, pages):
            found[person] = Found(best, 0.75, "garbled name, the copied original's sentence", repaired=True)
    return {p: f for p, f in found.items() if f.person not in found}


def _families(
    people: Sequence[Person], pages: Mapping[str, Page], copies: Sequence[Copy]
) -> Iterator[tuple[_Side, _Side, list[tuple[tuple[int, int], tuple[int, int]]], bool]]:
    """Each two copies, either one first, with their aligned stretches and whether the first is the other's copy."""
    places: dict[str, dict[int, Person]] = {}
    for person in people:
        for s in person.sightings:
            if s.fed:
                places.setdefault(s.spotted.report_id, {})[s.spotted.start] = person
    sides = {r: _Side(r, dict(sorted(found.items()))) for r, found in places.items()}
    for copy in sorted(copies, key=lambda c: (c.left_id, c.right_id)):
        if copy.how in UNLIKE or copy.left_id not in sides or copy.right_id not in sides:
            continue
        child_id = _child(copy, pages)
        left = [((p.left_start, p.left_end), (p.right_start, p.right_end)) for p in copy.pairs]
        right = [(r, one) for one, r in left]
        yield sides[copy.left_id], sides[copy.right_id], left, child_id == copy.left_id
        yield sides[copy.right_id], sides[copy.left_id], right, child_id == copy.right_id


def _child(copy: Copy, pages: Mapping[str, Page]) -> str | None:
    """Which of the two is the copy: by the parent named, else the more damaged one; None where neither tells."""
    left, right = pages[copy.left_id].damage, pages[copy.right_id].damage
    if left != right:
        return copy.left_id if left > right else copy.right_id
    if copy.parent_id is None:
        return None
    return copy.right_id if copy.parent_id == copy.left_id else copy.left_id


def _better_known(right: Person, strange: Person, pages: Mapping[str, Page]) -> bool:
    """Whether several originals name one person and the copies of a single one the other."""

    def originals(person: Person) -> int:
        return len({pages[s.spotted.report_id].origin for s in person.sightings if s.fed})

    return originals(strange) == 1 < originals(right)


def _alike(person: Person, other: Person) -> bool:
    ours, theirs = solid(person.parts), solid(other.parts)
    if any(alike(a, b) >= SHARED_WORD for a in ours for b in theirs if min(len(a), len(b)) > 2):
        return True
    return alike("".join(ours), "".join(theirs)) >= JOINED


def _one_original(person: Person, other: Person, pages: Mapping[str, Page]) -> bool:
    """Whether the strange name stands in copies of one original alone, and never beside the right one."""
    mine = {s.spotted.report_id for s in person.sightings if s.fed}
    theirs = {s.spotted.report_id for s in other.sightings if s.fed}
    return len({pages[r].origin for r in mine}) == 1 and not mine & theirs
