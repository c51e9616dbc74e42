"""Whom pronouns and role nouns mean, where one person or state is clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from communique.grammar import Tree
from communique.names.forms import fold
from communique.names.people import Person
from communique.records import Parse, Spotted
from communique.rules import load_table

SUBJECT = frozenset({"nsubj", "nsubjpass"})
REACH = 2  # sentences back in which a pronoun looks for its person


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named or meant at a place of a page: a person of the story, or a state or organ's id."""

    start: int
    end: int
    sentence: int
    person: Person | None
    entity_id: str | None
    subject: bool


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a pronoun or role noun means; both None where nobody can say."""

    person: Person | None
    entity_id: str | None
    score: float
    reason: str


UNCLEAR = Referent(None, None, 0.0, "unsure: no clear referent")


def is_subject(tree: Tree | None, start: int, end: int) -> bool:
    """Whether a stretch is (or heads) the subject of a verb."""
    if tree is None:
        return False
    inside = tree.between(start, end)
    return any(t.dep in SUBJECT for t in inside if t.head == t.i or not start <= tree[t.head].start < end)


def person_meant(pronoun: Spotted, sentence: int, actors: Iterable[Actor], genders: Mapping[Person, str]) -> Referent:
    """The person a "he" or "she" means: the subject before it, here or up to two sentences back."""
    fitting = [
        a for a in actors
        if a.person is not None and a.end <= pronoun.start and sentence - a.sentence <= REACH
        and genders.get(a.person, pronoun.value) == pronoun.value
    ]  # fmt: skip
    for back in range(REACH + 1):
        here = [a for a in fitting if a.sentence == sentence - back]
        people = {id(a.person): a for a in here}
        if not people:
            continue
        subjects = [a for a in here if a.subject]
        chosen = (subjects[0] if back else subjects[-1]) if subjects else None
        if len(people) == 1:
            return Referent(here[-1].person, None, 0.9 - 0.1 * back, "pronoun")
        if chosen and len({id(a.person) for a in subjects}) == 1:
            return Referent(chosen.person, None, 0.8 - 0.1 * back, "pronoun, the subject before it")
        if chosen:
            return Referent(chosen.person, None, 0.6 - 0.1 * back, "pronoun, the nearest subject before it")
        return Referent(None, None, 0.0, "unsure: pronoun between several persons")
    return Referent(None, None, 0.0, "unsure: pronoun without a person before it")


def state_meant(pronoun: Spotted, sentence: int, actors: Iterable[Actor]) -> Referent | None:
    """The state an "it" or "its" means where a state is the subject before it; None where that is not clear."""
    near = [
        a for a in actors
        if a.end <= pronoun.start and sentence - a.sentence <= 1 and a.subject and a.person is None and a.entity_id
    ]  # fmt: skip
    here = [a for a in near if a.sentence == sentence]
    if len({a.entity_id for a in here}) == 1:
        return Referent(None, here[-1].entity_id, 0.7, "pronoun, the state before it")
    if not here and len({a.entity_id for a in near}) == 1:
        return Referent(None, near[-1].entity_id, 0.55, "pronoun, the state before it")
    return None


@cache
def given_genders() -> Mapping[str, str]:
    """The gender most bearers of a given name have ("m", "f"), by folded name."""
    return {fold(row["word"]): row["gender"] for row in load_table("names_rules/given_genders.tsv")}


def gender_of(person: Person) -> str | None:
    """A person's gender by honorifics in the story, else by the given name; None where unknown."""
    told = sorted({s.gender for s in person.sightings if s.gender})
    if len(told) == 1:
        return told[0]
    given = {given_genders().get(form[0]) for form in person.forms if len(form) > 1} - {None}
    return next(iter(given)) if len(given) == 1 else None


def trees_of(parses: Iterable[Parse]) -> dict[str, Tree]:
    """The grammar of each sentence by its id."""
    return {parse.sentence_id: Tree(parse) for parse in parses}
